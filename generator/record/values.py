"""Owns how printed text becomes a value: amounts, rates, scores, dates. Never rounds what a form prints."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, Context, Decimal
from enum import Enum

_DECIMAL = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
_DATE = re.compile(r"((?:19|20)\d\d)-(\d{2})-(\d{2})", re.ASCII)

WHOLE_DIGITS, DECIMAL_DIGITS = 15, 6
"""The longest figure a form may print: far beyond any budget, and near enough for exact arithmetic."""
EXACT = Context(prec=4 * WHOLE_DIGITS)
"""Room for the product of two of the longest figures."""

NOT_APPLICABLE = "-"
"""What the official form prints where a cell has no figure by design."""

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
    """As printed: ``1,068.30``, ``2.00`` or ``-``."""
    value: Decimal | None
    """The number, or None where the form prints ``-``."""

    def __str__(self) -> str:
        return self.text


class FigureTooLong(ValueError):  # noqa: N818 -- it names what is wrong with the text
    """Raised when a figure has more digits than any amount, rate or score."""


def parse_figure(text: str) -> Figure:
    """Read a printed figure; a thousands comma is allowed, ``-`` means there is none.

    Raises:
        FigureTooLong: it has more digits than WHOLE_DIGITS and DECIMAL_DIGITS allow.
        ValueError: the text is no decimal in half-width digits.
    """
    if text == NOT_APPLICABLE:
        return Figure(text, None)
    if not _DECIMAL.fullmatch(text) or not text.isascii():
        raise ValueError(text)
    digits = text.replace(",", "")
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
