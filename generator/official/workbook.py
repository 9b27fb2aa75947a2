"""Owns how a form looks as an Excel workbook (Office Open XML): page, styles, heights, the format of a figure.

A figure is a number with the decimals and commas it was printed with; a text is never a formula, though targets begin
with ``=``.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import xlsxwriter

from generator.official.layout import is_landscape
from generator.official.table import PrintedForm, Role
from generator.record.values import parse_figure

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from generator.official.table import Box

FONT = "宋体"
FIRST_ROW = 2
"""Rows above the table: title and year."""
_UNDATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 -- the format knows no time zone; the same form is the same bytes
_A4, _ALL = 9, 0
TITLE_HEIGHT, _LINE, _ROOM, _HIGHEST = 28, 13, 6, 409
"""Points."""
_MARGIN = Decimal("0.5")
"""Inches."""
MOST_DIGITS = 15
"""Of a number in a spreadsheet; a longer one stays text."""
_NAME_LENGTH, _NOT_IN_NAMES = 31, str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))
Facts = dict[str, Any]
TITLE: Facts = {"bold": True, "font_size": 16, "align": "center"}
SUBTITLE: Facts = {"font_size": 10, "align": "center"}


class Look(NamedTuple):
    """What decides how a box is dressed."""

    role: Role
    is_tall: bool = False
    """A text over several rows."""
    shown: str = ""
    """The format of a number; empty of what is none."""


@dataclass(slots=True)
class Book:
    """A workbook in memory with the formats it has used."""

    buffer: io.BytesIO = field(default_factory=io.BytesIO)
    formats: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)
    book: xlsxwriter.Workbook = field(init=False)

    def __post_init__(self) -> None:
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(self.buffer, options)
        self.book.set_properties({"created": _UNDATED})

    def style(self, **facts: Any) -> Format:  # noqa: ANN401 -- what the library takes
        """The format with these facts, made once."""
        key = tuple(sorted(facts.items()))
        if key not in self.formats:
            basic = {"font_name": FONT, "font_size": 9, "text_wrap": True, "valign": "vcenter"}
            self.formats[key] = self.book.add_format(basic | facts)
        return self.formats[key]

    def done(self) -> bytes:
        """The file."""
        self.book.close()
        return self.buffer.getvalue()


def sheet_name(title: str) -> str:
    """A name the format allows: no longer than 31 characters, without its own signs."""
    return title.translate(_NOT_IN_NAMES)[:_NAME_LENGTH] or "表"


def set_page(sheet: Worksheet, table: PrintedForm) -> None:
    """A4, as wide as the page, the head of the indicators again on every page, page numbers below."""
    sheet.set_paper(_A4)
    if is_landscape(table):
        sheet.set_landscape()
    sheet.set_margins(left=_MARGIN, right=_MARGIN, top=_MARGIN, bottom=_MARGIN)
    sheet.fit_to_pages(1, _ALL)
    sheet.center_horizontally()
    sheet.repeat_rows(table.head + FIRST_ROW)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.hide_gridlines(2)
    for number, width in enumerate(table.widths):
        sheet.set_column(number, number, width)
    for number, lines in enumerate(table.heights):
        sheet.set_row(number + FIRST_ROW, height_of(lines))


def height_of(lines: int) -> int:
    """Points of a row with so many lines of text; no row is higher than the format allows."""
    return min(lines * _LINE + _ROOM, _HIGHEST)


def write_title(book: Book, sheet: Worksheet, table: PrintedForm) -> None:
    """Title and year over the whole width."""
    last = len(table.widths) - 1
    sheet.set_row(0, TITLE_HEIGHT)
    sheet.merge_range(0, 0, 0, last, table.title, book.style(**TITLE))
    sheet.merge_range(1, 0, 1, last, table.subtitle, book.style(**SUBTITLE))


def style_of(box: Box) -> Facts:
    """How a box looks."""
    shown = number_format(box.text) if box.role is Role.FIGURE else ""
    return facts_of(Look(box.role, box.rows > 1 and box.role is Role.TEXT, shown))


def facts_of(look: Look) -> Facts:
    """Labels bold on grey in the middle, figures to the right, texts to the left and never a formula.

    A text over several rows stands at the top: in the middle it might fall into a page break.
    """
    facts: Facts = {"border": 1} | ({"valign": "top"} if look.is_tall else {})
    if look.role is Role.LABEL:
        return facts | {"bold": True, "align": "center", "bg_color": "#F2F2F2"}
    align = "right" if look.role is Role.FIGURE else "left"
    return facts | {"align": align, "num_format": look.shown or "@"}


def write_box(book: Book, sheet: Worksheet, place: tuple[int, int], box: Box, facts: Facts) -> None:
    """One cell or one merged range."""
    row, column = place
    style = book.style(**facts)
    if box.rows * box.columns > 1:
        sheet.merge_range(row, column, row + box.rows - 1, column + box.columns - 1, "", style)
    if box.role is Role.FIGURE and number_format(box.text):
        sheet.write_number(row, column, parse_figure(box.text).value, style)
    elif box.text:
        sheet.write_string(row, column, box.text, style)
    else:
        sheet.write_blank(row, column, None, style)


@lru_cache(maxsize=20_000)
def number_format(printed: str) -> str:
    """The format that shows a number as it was printed; empty where the cell holds more than a plain number."""
    digits = printed.replace(",", "").removeprefix("-")
    whole, _, decimals = digits.partition(".")
    if (
        not (whole and (whole + decimals).isdecimal() and digits.isascii() and len(whole + decimals) <= MOST_DIGITS)
        or whole[:1] == "0" < whole[1:]
    ):
        return ""
    return ("#,##0" if "," in printed else "0") + (f".{'0' * len(decimals)}" if decimals else "")
