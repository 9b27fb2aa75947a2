"""Owns how printed text becomes a value: amounts, rates, scores, dates. Never rounds what a form prints."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, Context, Decimal
from enum import Enum
from functools import lru_cache

_FIGURE = re.compile(
    r"[¥￥]?(?P<digits>-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?) ?(?P<unit>[%％‰]|万元|元|分)?", re.ASCII
)
_DATE = re.compile(r"((?:19|20)\d\d)-(\d{2})-(\d{2})", re.ASCII)
_DAY = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?|\s*月)?", re.ASCII)
"""2026-01-01, 2026/1/1, 2026.1.1, 2026年1月1日, 2026年1月."""

WHOLE_DIGITS, DECIMAL_DIGITS = 15, 6
"""The longest figure a form may print: far beyond any budget, and near enough for exact arithmetic."""
EXACT = Context(prec=4 * WHOLE_DIGITS)
"""Room for the product of two of the longest figures."""

NOT_APPLICABLE = "-"
NO_FIGURE = ("-", "—", "——", "–", "－", "/", "／", "无", "不适用")
"""What forms print where a cell has no figure by design; 0 is a figure."""

BEIJING = dt.timezone(dt.timedelta(hours=8))
"""Dates on forms are days in China, which has one time zone and no summer time."""
YUAN_PER_WAN = Decimal(10000)
HUNDRED = Decimal(100)
HUNDREDTH = Decimal("0.01")


class AmountUnit(Enum):
    """Unit of the amounts of one form; the value is the word on the form."""

    WAN_YUAN = "万元"
    YUAN = "元"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number cell: the text as printed beside the number it means."""

    text: str
    """As printed: ``1,068.30``, ``86%``, ``10分`` or ``-``."""
    value: Decimal | None
    """The number without what is printed around it, or None where the form prints ``-``, ``—``, ``/`` or 无."""

    def __str__(self) -> str:
        return self.text

    @property
    def unit(self) -> str:
        """The unit printed in the cell itself; empty where there is none."""
        match = _FIGURE.fullmatch(self.text)
        return (match["unit"] or "") if match else ""


@dataclass(frozen=True, slots=True)
class Day:
    """A day as a form prints it beside the day it means."""

    text: str
    """As printed: ``2026-01-01``, ``2026/1/1``, ``2026年1月`` or 长期."""
    first: dt.date | None
    """The day; of a month its first; None where the form names none."""
    last: dt.date | None
    """The day; of a month its last."""

    def __str__(self) -> str:
        return self.text


class FigureTooLong(ValueError):  # noqa: N818 -- it names what is wrong with the text
    """Raised when a figure has more digits than any amount, rate or score."""


@lru_cache(maxsize=50_000)
def parse_figure(text: str) -> Figure:
    """Read a printed figure; thousands commas and a unit behind it are allowed, a dash means there is none.

    The same text is the same figure: forms have few different ones, of ten thousand forms half a million.

    Raises:
        FigureTooLong: it has more digits than WHOLE_DIGITS and DECIMAL_DIGITS allow.
        ValueError: the text is no decimal in half-width digits.
    """
    if text in NO_FIGURE:
        return Figure(text, None)
    match = _FIGURE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    digits = match["digits"].replace(",", "")
    if is_too_long(digits):
        raise FigureTooLong(text)
    return Figure(text, Decimal(digits))


def is_too_long(digits: str) -> bool:
    """The decimal, without commas, has more digits than a figure of a form."""
    whole, _, decimals = digits.removeprefix("-").partition(".")
    return len(whole) > WHOLE_DIGITS or len(decimals) > DECIMAL_DIGITS


def parse_date(text: str) -> dt.date:
    """Read a date written 2024-03-31, of this century or the last.

    Raises:
        ValueError: another notation, or no day of the calendar.
    """
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return dt.date(*(int(part) for part in match.groups()))


def parse_day(text: str) -> Day:
    """Read a day as forms print it; words without a digit, such as 长期, name none.

    Raises:
        ValueError: another notation, or no day of the calendar.
    """
    match = _DAY.fullmatch(text.strip())
    if match is None:
        if any(character.isdigit() for character in text):
            raise ValueError(text)
        return Day(text, None, None)
    year, month = int(match[1]), int(match[2])
    first = dt.date(year, month, int(match[3] or 1))
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return Day(text, first, first if match[3] else following - dt.timedelta(days=1))


def plain(number: Decimal, *, places: int = 0, commas: bool = False) -> str:
    """A number as people write it: at least some decimals, behind them no trailing zeros, never in powers of ten."""
    whole, _, decimals = (f"{number:,f}" if commas else f"{number:f}").partition(".")
    decimals = decimals.rstrip("0").ljust(places, "0")
    return f"{whole}.{decimals}" if decimals else whole


def truncate(number: Decimal, quantum: Decimal = HUNDREDTH) -> Decimal:
    """Cut (not round) to the quantum: 37.907 becomes 37.90, as some finance systems print rates."""
    return number.quantize(quantum, rounding=ROUND_DOWN, context=EXACT)


def in_wan_yuan(number: Decimal, unit: AmountUnit) -> Decimal:
    """Bring an amount to 万元, exactly."""
    return number if unit is AmountUnit.WAN_YUAN else number / YUAN_PER_WAN
