"""Owns the printed form as an Excel workbook, made by the thousand. Same form, same bytes.

Workbooks with one title and one page differ in the rows of their sheet alone. A library makes the rest once; here the
rows, cells and merged ranges are written as XML (Office Open XML, ECMA-376 part 1, 18.3.1).
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from xlsxwriter.utility import xl_col_to_name

from generator.official.markup import EMPTY_CELL, number_cell, text_cell
from generator.official.table import Box, Role
from generator.official.workbook import (
    FIRST_ROW,
    MOST_DIGITS,
    SUBTITLE,
    TITLE,
    TITLE_HEIGHT,
    Book,
    Look,
    facts_of,
    height_of,
    number_format,
    set_page,
    sheet_name,
)
from generator.zipping import Member, whole, zipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.official.table import PrintedForm

_SHEET = "xl/worksheets/sheet1.xml"
_LEVEL, _MOST = 3, 9
"""Of the compression of a sheet, where more takes twice as long for a twentieth less; of what is made once for many."""
_SHAPE = re.compile(r"(.*<dimension ref=\")[^\"]*(\".*<sheetData>).*</sheetData>(.*)", re.DOTALL)
_STYLE = re.compile(r' s="(\d+)"')
_SHOWN = (
    "",
    *(f"{whole}.{'0' * decimals}".removesuffix(".") for whole in ("0", "#,##0") for decimals in range(MOST_DIGITS)),
)
"""Every format that ``number_format`` gives a figure."""
_LOOKS = (
    Look(Role.LABEL),
    *(Look(Role.TEXT, is_tall=is_tall) for is_tall in (False, True)),
    *(Look(Role.FIGURE, shown=shown) for shown in _SHOWN),
)
"""Every box there can be looks like one of these."""


class _Pattern(NamedTuple):
    """What the workbooks of one title and page have alike."""

    parts: tuple[tuple[Member, list[bytes]], ...]
    """The archive without the sheet."""
    before: str
    """XML of the sheet up to its extent."""
    middle: str
    """From there up to its rows."""
    after: str
    """Behind its rows and merged ranges."""
    title: str
    """Numbers of the styles."""
    subtitle: str
    label: str
    texts: tuple[str, str]
    """Of a text in one row, and in several."""
    figures: Mapping[str, str]
    """By the format of the figure."""


def workbook_of(table: PrintedForm) -> bytes:
    """The workbook of one printed form."""
    pattern = _pattern(replace(table, rows=(), subtitle=""))
    return b"".join(zipped((*pattern.parts, _part(_SHEET, _sheet(table, pattern).encode()))))


@lru_cache(maxsize=500)
def _pattern(page: PrintedForm) -> _Pattern:
    book = Book()
    sheet = book.book.add_worksheet(sheet_name(page.title))
    set_page(sheet, page)
    for column, facts in enumerate((TITLE, SUBTITLE, *map(facts_of, _LOOKS))):
        sheet.write_blank(0, column, None, book.style(**facts))
    with zipfile.ZipFile(io.BytesIO(book.done())) as made:
        xml = made.read(_SHEET).decode()
        parts = tuple(_part(name, made.read(name), _MOST) for name in made.namelist() if name != _SHEET)
    shape = _SHAPE.fullmatch(xml)
    assert shape  # noqa: S101 -- what the library writes has these parts
    title, subtitle, label, low, tall, *figures = _STYLE.findall(xml)
    shown = dict(zip(_SHOWN, figures, strict=True))
    return _Pattern(parts, shape[1], shape[2], shape[3], title, subtitle, label, (low, tall), shown)


def _part(name: str, content: bytes, level: int = _LEVEL) -> tuple[Member, list[bytes]]:
    member, packed = whole(name, content, level)
    return member, [packed]


def _sheet(table: PrintedForm, pattern: _Pattern) -> str:
    """The XML of the sheet."""
    grid = [[""] * len(table.widths) for _ in range(FIRST_ROW + len(table.rows))]
    merged = []
    for row, column, box, style in _boxes(table, pattern):
        content = _content(box.text, is_figure=box.role is Role.FIGURE)
        grid[row][column] = f'<c r="{_name(column, row)}" s="{style}"{content}'
        if box.rows * box.columns > 1:
            _cover(grid, (row, column), box, style)
            end = _name(column + box.columns - 1, row + box.rows - 1)
            merged.append(f'<mergeCell ref="{_name(column, row)}:{end}"/>')
    extent = f"A1:{_name(len(table.widths) - 1, len(grid) - 1)}"
    ranges = f'<mergeCells count="{len(merged)}">{"".join(merged)}</mergeCells>' if merged else ""
    rows = "".join(_rows(grid, table))
    return f"{pattern.before}{extent}{pattern.middle}{rows}</sheetData>{ranges}{pattern.after}"


def _boxes(table: PrintedForm, pattern: _Pattern) -> Iterator[tuple[int, int, Box, str]]:
    """Place and style of every box, title and year over the whole width first."""
    width = len(table.widths)
    yield 0, 0, Box(table.title, width), pattern.title
    yield 1, 0, Box(table.subtitle, width), pattern.subtitle
    for row, column, box in table.boxes:
        yield row + FIRST_ROW, column, box, _style(box, pattern)


def _style(box: Box, pattern: _Pattern) -> str:
    if box.role is Role.LABEL:
        return pattern.label
    if box.role is Role.FIGURE:
        return pattern.figures[number_format(box.text)]
    return pattern.texts[box.rows > 1]


def _cover(grid: list[list[str]], place: tuple[int, int], box: Box, style: str) -> None:
    """The cells under a merged range, which draw its border."""
    for row in range(place[0], place[0] + box.rows):
        for column in range(place[1], place[1] + box.columns):
            if (row, column) != place:
                grid[row][column] = f'<c r="{_name(column, row)}" s="{style}"/>'


def _rows(grid: Sequence[Sequence[str]], table: PrintedForm) -> Iterator[str]:
    tall = (TITLE_HEIGHT, None, *map(height_of, table.heights))
    for number, (cells, height) in enumerate(zip(grid, tall, strict=True), 1):
        high = f' ht="{_whole_pixels(height)}" customHeight="1"' if height else ""
        yield f'<row r="{number}"{high}>{"".join(cells)}</row>'


def _whole_pixels(points: int) -> str:
    """As a spreadsheet shows it: a pixel is three quarters of a point."""
    return f"{(points * 4 + 1) // 3 * Decimal('0.75'):f}"


@lru_cache(maxsize=20_000)
def _name(column: int, row: int) -> str:
    return f"{xl_col_to_name(column)}{row + 1}"


@lru_cache(maxsize=5_000)
def _content(text: str, *, is_figure: bool) -> str:
    """What stands in a cell, and its end: a number, a text of its own, or nothing."""
    if is_figure and number_format(text):
        return number_cell(text.replace(",", ""))
    return text_cell(text) if text else EMPTY_CELL
