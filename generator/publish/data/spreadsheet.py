"""Owns the workbook for people: the same tables as the CSV files, Chinese headings, figures that look as printed.

Office Open XML. A library makes all but the rows of the sheets, which are made beside those of the CSV files and joined
here, a part at a time, for a million of them fill the memory. Same tables, same bytes: the workbook carries the day of
the data, not of the build.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import xlsxwriter
from xlsxwriter.utility import xl_range

from generator.publish.data.columns import tables
from generator.publish.data.sheet import FIGURES, NUMBER, WORKBOOK, counts_path, sheet_columns, sheet_path, width_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from generator.publish.data.table import Column, Table
    from generator.publish.edition import Edition
    from generator.publish.pieces import Read

    PartsOf = Callable[[str], Iterable[str]]
    """Where the parts of a file stand, by its path."""

__all__ = ["WORKBOOK", "workbook"]
_UNDATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 -- the format knows no time zone
_ABOUT_WIDTH = 80
"""Characters."""
_LINKS, _ROWS = 65_530, 1_048_575
"""Links and rows below the head that a sheet holds at most; a link behind is a text."""
_LEVEL = 3
"""Of the compression."""
_ROW_OF_STYLES = 20
"""No row that is kept."""
_ABOUT = "关于这份表格"
_SHAPE = re.compile(rb'(.*<dimension ref=")[^"]*(".*<sheetData><row .*?</row>).*(</sheetData>.*)', re.DOTALL)
"""A sheet with its head: up to its extent, up to the end of the row, behind all rows."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is to be known of a sheet before its rows."""

    table: Table[Any]
    columns: Sequence[Column[Any]]
    rows: int
    widths: Sequence[int]
    links: Sequence[str]


def workbook(parts_of: PartsOf, read: Read, changed: dt.date | None, edition: Edition) -> bytes:
    """The workbook of the tables of figures as printed.

    Args:
        parts_of: where the parts of a sheet stand, in the order of the forms.
        read: gives the parts.
        changed: day of the newest change of the data; None where it is not known.
        edition: name and address of the site, for the last sheet.
    """
    sheets = [_counted(table, map(read, parts_of(counts_path(table)))) for table in tables()]
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_frame(sheets, changed, edition))) as frame,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as book,
    ):
        named = {f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in enumerate(sheets, 1)}
        for name in frame.namelist():
            made, sheet = frame.read(name), named.get(name)
            parts = map(read, parts_of(sheet_path(sheet.table))) if sheet else ()
            with book.open(name, "w") as target:
                target.writelines(_filled(sheet, made, parts) if sheet else [made])
    return out.getvalue()


def _counted(table: Table[Any], parts: Iterable[bytes]) -> _Sheet:
    columns = sheet_columns(table)
    widths, rows, links = [width_of(column.heading) for column in columns], 0, list[str]()
    for part in parts:
        counts = json.loads(part)
        rows += counts["rows"]
        links += counts["links"]
        widths = [max(pair) for pair in zip(widths, counts["widths"], strict=True)]
    return _Sheet(table, columns, min(rows, _ROWS), widths, links[:_LINKS])


def _frame(sheets: Sequence[_Sheet], changed: dt.date | None, edition: Edition) -> bytes:
    """The workbook without rows."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False})
    book.set_properties({"created": dt.datetime.combine(changed, dt.time()) if changed else _UNDATED})
    formats = _formats(book)
    for number, sheet in enumerate(sheets):
        made = book.add_worksheet(sheet.table.title)
        _write_frame(made, sheet, formats)
        for at, style in enumerate(formats[1:] if not number else ()):  # in this order they get their numbers
            made.write_blank(_ROW_OF_STYLES, at, None, style)
    about = book.add_worksheet(_ABOUT)
    about.set_column(0, 0, _ABOUT_WIDTH)
    for number, line in enumerate(_about(changed, edition)):
        about.write_string(number, 0, line)
    book.close()
    return buffer.getvalue()


def _formats(book: xlsxwriter.Workbook) -> list[Format]:
    """The formats by the number of their style, from 1."""
    head: dict[str, Any] = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
    link: dict[str, Any] = {"font_color": "blue", "underline": 1}
    shown = [{"num_format": shown} for shown in ("@", "yyyy-mm-dd", *FIGURES)]
    return [book.add_format(facts) for facts in (head, link, *shown)]


def _write_frame(made: Worksheet, sheet: _Sheet, formats: Sequence[Format]) -> None:
    head, link, *_ = formats
    for at, (column, width) in enumerate(zip(sheet.columns, sheet.widths, strict=True)):
        made.write_string(0, at, column.heading, head)
        made.set_column(at, at, width)
        for row, address in enumerate(sheet.links if column.is_address else (), 1):
            made.write_url(row, at, address, link, "-")  # the row itself says where it leads
    made.freeze_panes(1, 1)
    made.autofilter(0, 0, sheet.rows, len(sheet.columns) - 1)


def _about(changed: dt.date | None, edition: Edition) -> Sequence[str]:
    return (
        edition.name,
        f"网址：{edition.address}",
        *((f"数据更新至：{changed.isoformat()}",) if changed else ()),
        "数字照原件；空着的格子是原件缺失或没有填，原因见各表的页面。",
        f"各列的含义：{edition.address}dictionary/",
        "许可：CC BY 4.0，请注明出处。这不是政府网站，以各表的来源文件为准。",
    )


def _filled(sheet: _Sheet, frame: bytes, parts: Iterable[bytes]) -> Iterator[bytes]:
    """A sheet with its rows."""
    shape = _SHAPE.fullmatch(frame)
    assert shape  # noqa: S101 -- what the library writes has these parts
    yield shape[1]
    yield xl_range(0, 0, sheet.rows, len(sheet.columns) - 1).encode()
    yield shape[2]
    yield from _numbered(parts)
    yield shape[3]


def _numbered(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The rows, each with its number; those the format has no place for are left out."""
    first = 2
    for part in parts:
        lines = part.splitlines()[: _ROWS + 2 - first]
        yield b"".join([line.replace(NUMBER, b"%d" % number) for number, line in enumerate(lines, first)])
        first += len(lines)
