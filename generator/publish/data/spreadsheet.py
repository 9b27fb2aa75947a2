"""Owns the workbook for people: the same tables as the CSV files, Chinese headings, figures that look as printed.

Office Open XML. A figure is a number with the decimals and commas it was printed with; a text is never a formula,
though targets begin with ``=``. Same tables, same bytes: the workbook carries the day of the data, not of the build.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import xlsxwriter

from generator.publish.data.columns import tables
from generator.record.values import parse_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from generator.publish.data.table import Column
    from generator.publish.edition import Edition

    Cells = Mapping[str, str]

WORKBOOK = "data/forms.xlsx"
_UNDATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 -- the format knows no time zone
_MARGIN, _WIDEST = 2, 40
"""Characters; a column is as wide as its longest short text."""
_WHOSE = ("year", "unit", "project")
"""Columns of the table of forms that every row of the others repeats, so that it can be filtered by them."""
_LONGEST_CELL = 32_767
"""Characters of UTF-16; no cell of the format holds more."""
_CUT = "……（这一格放不下，全文见网页和 CSV）"
_ABOUT = "关于这份表格"


class _Book:
    """A workbook in memory with the formats it has used."""

    def __init__(self, changed: dt.date | None) -> None:
        self.buffer = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(self.buffer, options)
        day = dt.datetime.combine(changed, dt.time()) if changed else _UNDATED
        self.book.set_properties({"created": day})
        self.head = self.book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.text = self.book.add_format({"num_format": "@"})
        self._figures: dict[str, Format] = {}

    def figure(self, printed: str) -> Format:
        """The format that shows a number as it was printed."""
        whole, _, decimals = printed.partition(".")
        shown = ("#,##0" if "," in whole else "0") + (f".{'0' * len(decimals)}" if decimals else "")
        if shown not in self._figures:
            self._figures[shown] = self.book.add_format({"num_format": shown})
        return self._figures[shown]


def workbook(rows_of: Mapping[str, Sequence[Cells]], changed: dt.date | None, edition: Edition) -> bytes:
    """The workbook of some tables.

    Args:
        rows_of: rows by the name of the table, as the CSV files have them.
        changed: day of the newest change of the data; None where it is not known.
        edition: name and address of the site, for the last sheet and the links.
    """
    book = _Book(changed)
    main = tables()[0]
    forms = {row["id"]: row for row in rows_of[main.name]}
    for table in tables():
        names = () if table is main else tuple(column for column in main.columns if column.name in _WHOSE)
        rows = [_for_people(row, forms, edition.address) for row in rows_of[table.name]]
        columns = (column for column in table.columns if column.is_for_people)
        _write(book, table.title, (*names, *columns), rows)
    sheet = book.book.add_worksheet(_ABOUT)
    sheet.set_column(0, 0, 2 * _WIDEST)
    for number, line in enumerate(_about(changed, edition)):
        sheet.write_string(number, 0, line)
    book.book.close()
    return book.buffer.getvalue()


def _for_people(row: Cells, forms: Mapping[str, Cells], address: str) -> Cells:
    """A row that can be read alone: whose it is, and where its page is."""
    form = forms[row["form_id"]] if "form_id" in row else row
    whose = {} if form is row else {name: form[name] for name in _WHOSE}
    return {**whose, **row, **({"url": address + row["url"]} if "url" in row else {})}


def _about(changed: dt.date | None, edition: Edition) -> Sequence[str]:
    return (
        edition.name,
        f"网址：{edition.address}",
        *((f"数据更新至：{changed.isoformat()}",) if changed else ()),
        "数字照原件；空着的格子是原件缺失或没有填，原因见各表的页面。",
        f"各列的含义：{edition.address}dictionary/",
        "许可：CC BY 4.0，请注明出处。这不是政府网站，以各表的来源文件为准。",
    )


def _write(book: _Book, title: str, columns: Sequence[Column[Any]], rows: Sequence[Cells]) -> None:
    sheet: Worksheet = book.book.add_worksheet(title)
    for number, column in enumerate(columns):
        texts = [column.words.get(row.get(column.name, ""), row.get(column.name, "")) for row in rows]
        sheet.write_string(0, number, column.heading, book.head)
        sheet.set_column(number, number, _width((column.heading, *texts)))
        for line, text in enumerate(texts, 1):
            _write_cell(book, sheet, (line, number), text, is_number=column.is_number)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def _write_cell(book: _Book, sheet: Worksheet, place: tuple[int, int], text: str, *, is_number: bool) -> None:
    value = parse_figure(text).value if text and is_number else None
    if value is not None:
        sheet.write_number(*place, value, book.figure(text))
    elif text:
        sheet.write_string(*place, _fitting(text), book.text)


def _fitting(text: str) -> str:
    """The text as a cell holds it: said where it is cut, for the format would cut it in silence."""
    if len(text.encode("utf-16-le")) // 2 <= _LONGEST_CELL:
        return text
    kept = text.encode("utf-16-le")[: 2 * (_LONGEST_CELL - len(_CUT))].decode("utf-16-le", "ignore")
    return kept + _CUT


def _width(texts: Iterable[str]) -> int:
    """Wide enough for the shorter texts; a Chinese character counts as two."""
    return min(max(sum(2 if ord(char) > 255 else 1 for char in text) for text in texts) + _MARGIN, _WIDEST)
