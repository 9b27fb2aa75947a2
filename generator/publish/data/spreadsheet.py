"""Owns the workbook for people: the same tables as the CSV files, Chinese headings, figures that look as printed.

Office Open XML. A figure is a number with the decimals and commas it was printed with; a text is never a formula,
though targets begin with ``=``. Same tables, same bytes: the workbook carries the day of the data, not of the build.
Rows wait in a temporary file, since a million of them fill the memory.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING, Any

import xlsxwriter

from generator.publish.data.columns import tables
from generator.record.values import parse_figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from decimal import Decimal

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from generator.publish.data.table import Column, Row, Table
    from generator.publish.edition import Edition


WORKBOOK = "data/forms.xlsx"
_UNDATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 -- the format knows no time zone
_MARGIN, _WIDEST = 2, 40
"""Characters; a column is as wide as its longest short text."""
_WHOSE = ("year", "unit", "project")
"""Columns of the table of forms that every row of the others repeats, so that it can be filtered by them."""
_LONGEST_CELL = 32_767
"""Characters of UTF-16; no cell of the format holds more."""
_LINKS = 65_530
"""Links a sheet holds at most; what comes behind is a text."""
_CUT = "……（这一格放不下，全文见网页和 CSV）"
_UNIT = re.compile(r"[^0-9.,-]")
_ABOUT = "关于这份表格"


class _Book:
    """A workbook in memory with the formats it has used."""

    def __init__(self, changed: dt.date | None) -> None:
        self.buffer = io.BytesIO()
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(self.buffer, options)
        day = dt.datetime.combine(changed, dt.time()) if changed else _UNDATED
        self.book.set_properties({"created": day})
        self.head = self.book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.text = self.book.add_format({"num_format": "@"})
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd"})
        self.link = self.book.add_format({"font_color": "blue", "underline": 1})
        self._figures: dict[str, Format] = {}
        self._read: dict[str, tuple[Decimal | None, Format]] = {}

    def figure(self, printed: str) -> tuple[Decimal | None, Format]:
        """The number of a printed figure, and the format that shows it as it was printed."""
        if printed not in self._read:
            self._read[printed] = parse_figure(printed).value, self._format(printed)
        return self._read[printed]

    def _format(self, printed: str) -> Format:
        whole, _, decimals = _UNIT.sub("", printed).partition(".")
        shown = ("#,##0" if "," in whole else "0") + (f".{'0' * len(decimals)}" if decimals else "")
        if shown not in self._figures:
            self._figures[shown] = self.book.add_format({"num_format": shown})
        return self._figures[shown]


def workbook(rows_of: Callable[[Table[Any]], Iterable[Row]], changed: dt.date | None, edition: Edition) -> bytes:
    """The workbook of some tables.

    Args:
        rows_of: gives the rows of a table, as the CSV files have them.
        changed: day of the newest change of the data; None where it is not known.
        edition: name and address of the site, for the last sheet and the links.
    """
    book = _Book(changed)
    main = tables()[0]
    places = [main.names.index(name) for name in _WHOSE]
    whose = {row[0]: tuple(row[at] for at in places) for row in rows_of(main)}
    named = tuple(main.columns[at] for at in places)
    for table in tables():
        rows = rows_of(table)
        columns = tuple(table.columns)
        if table is not main:  # a row that can be read alone says whose it is
            rows, columns = ((*whose[row[0]], *row) for row in rows), (*named, *columns)
        _write(book, table.title, columns, rows, edition.address)
    sheet = book.book.add_worksheet(_ABOUT)
    sheet.set_column(0, 0, 2 * _WIDEST)
    for number, line in enumerate(_about(changed, edition)):
        sheet.write_string(number, 0, line)
    book.book.close()
    return book.buffer.getvalue()


def _about(changed: dt.date | None, edition: Edition) -> Sequence[str]:
    return (
        edition.name,
        f"网址：{edition.address}",
        *((f"数据更新至：{changed.isoformat()}",) if changed else ()),
        "数字照原件；空着的格子是原件缺失或没有填，原因见各表的页面。",
        f"各列的含义：{edition.address}dictionary/",
        "许可：CC BY 4.0，请注明出处。这不是政府网站，以各表的来源文件为准。",
    )


def _write(book: _Book, title: str, columns: Sequence[Column[Any]], rows: Iterable[Row], address: str) -> None:
    sheet: Worksheet = book.book.add_worksheet(title)
    shown = [(place, column) for place, column in enumerate(columns) if column.is_for_people]
    widths = [_width(column.heading) for _, column in shown]
    for number, (_, column) in enumerate(shown):
        sheet.write_string(0, number, column.heading, book.head)
    line = 0
    for line, row in enumerate(rows, 1):
        for number, (place, column) in enumerate(shown):
            if text := row[place]:
                text = column.words.get(text, text)
                _write_cell(book, sheet, (line, number), text, column, address)
                if widths[number] < _WIDEST:
                    widths[number] = max(widths[number], _width(text))
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, line, len(shown) - 1)


def _write_cell(
    book: _Book, sheet: Worksheet, place: tuple[int, int], text: str, column: Column[Any], address: str
) -> None:
    value, shown = book.figure(text) if column.is_number else (None, book.text)
    if value is not None:
        sheet.write_number(*place, value, shown)
    elif column.type == "date":
        sheet.write_datetime(*place, dt.date.fromisoformat(text), book.day)
    elif column.is_address and place[0] <= _LINKS:
        sheet.write_url(*place, address + text, book.link)
    else:
        sheet.write_string(*place, _fitting(address + text if column.is_address else text), book.text)


def _fitting(text: str) -> str:
    """The text as a cell holds it: said where it is cut, for the format would cut it in silence."""
    if 2 * len(text) <= _LONGEST_CELL or len(text.encode("utf-16-le")) // 2 <= _LONGEST_CELL:
        return text
    kept = text.encode("utf-16-le")[: 2 * (_LONGEST_CELL - len(_CUT))].decode("utf-16-le", "ignore")
    return kept + _CUT


def _width(text: str) -> int:
    """Wide enough for the shorter texts; a Chinese character counts as two, as in this encoding."""
    return min(len(text.encode("gb18030", "replace")) + _MARGIN, _WIDEST)
