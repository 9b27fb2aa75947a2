"""Owns how a spreadsheet prints a value: the number under its number format, as the person who filled it in saw it."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_COLOURS = re.compile(r"\[[^\[\]]{0,80}\]")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_NUMBER = re.compile(r"[#0?,]{0,40}[#0?](?:\.[0#?]{1,30})?%?|\.[0#?]{1,30}%?")
_MOST_DIGITS = 15
_OWN_FORMATS = {"general", "mm-dd-yy"}
_DAY_PART = re.compile(r"yyyy|yy|mm|m|dd|d")
_DAY_PATTERN = re.compile(r"(?:yyyy|yy|mm?|dd?|[-/. 年月日\ue000-\uf8ff])+")


def printed(value: object, number_format: str = "General") -> str:
    """The text a cell shows."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (dt.datetime, dt.date)):
        return _date(value, number_format)
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, (int, float, Decimal)):
        return _number(Decimal(repr(value)) if isinstance(value, float) else Decimal(value), number_format)
    return str(value)


def _date(value: dt.date, number_format: str) -> str:
    """A day as its format shows it; the format of the program's own language, or one with names, as year-month-day."""
    literals: list[str] = []
    section = _COLOURS.sub("", number_format).split(";")[0]
    pattern = _LITERAL.sub(lambda match: _keep(match, literals), section).lower()
    if pattern in _OWN_FORMATS or not _DAY_PATTERN.fullmatch(pattern):
        return f"{value.year:04}-{value.month:02}-{value.day:02}"
    parts = {"yyyy": f"{value.year:04}", "yy": f"{value.year % 100:02}", "mm": f"{value.month:02}",
             "m": str(value.month), "dd": f"{value.day:02}", "d": str(value.day)}  # fmt: skip
    shown = _DAY_PART.sub(lambda match: parts[match[0]], pattern)
    return _put_back(shown, literals).strip()


def _number(value: Decimal, number_format: str) -> str:
    if not value.is_finite():
        return str(value)
    sections = _COLOURS.sub("", number_format or "General").split(";")
    section = sections[1] if value < 0 and len(sections) > 1 else sections[0]
    if value == 0 and len(sections) > 2:
        section = sections[2]
    literals: list[str] = []
    bare = _LITERAL.sub(lambda match: _keep(match, literals), section)
    found = _NUMBER.search(bare)
    if found is None or "E" in bare.upper().replace("GENERAL", ""):
        return "".join(literals) if literals and "general" not in bare.lower() else _general(value)
    size = abs(value) if value < 0 and len(sections) > 1 else value
    text = f"{bare[: found.start()]}{_patterned(size, found[0])}{bare[found.end() :]}"
    return _put_back(text, literals).strip()


def _keep(match: re.Match[str], literals: list[str]) -> str:
    """Text of the format's own stands aside while its digits are read."""
    if match[0][0] not in '"\\':
        return ""
    literals.append(match[1] or match[2] or "")
    return chr(0xE000 + len(literals) - 1)


def _put_back(text: str, literals: list[str]) -> str:
    for number, literal in enumerate(literals):
        text = text.replace(chr(0xE000 + number), literal)
    return text


def _patterned(value: Decimal, pattern: str) -> str:
    """A number under digits such as ``#,##0.00`` or ``0%``."""
    is_percent = pattern.endswith("%")
    whole, _, decimals = pattern.rstrip("%").partition(".")
    number = value * 100 if is_percent else value
    try:
        rounded = number.quantize(Decimal(1).scaleb(-len(decimals)), rounding=ROUND_HALF_UP)
    except InvalidOperation:
        return _general(value)
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    optional = len(decimals) - len(decimals.rstrip("#?"))
    for _ in range(optional):
        text = text[:-1] if text.endswith("0") and "." in text else text
    return f"{text.rstrip('.')}{'%' if is_percent else ''}"


def _general(value: Decimal) -> str:
    """A number without a format: no power of ten, no tail of a binary fraction."""
    digits = len(value.as_tuple().digits)
    number = round(value, _MOST_DIGITS - value.adjusted() - 1) if digits > _MOST_DIGITS else value
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
