"""Owns plain text: lines with tabs or pipes are rows of a table, other lines follow each other in reading order."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from generator.importer.cells import Cell, CellLine, FilePlace, Sheet, tidy
from generator.importer.limits import MAX_LINES, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ENCODINGS = ("utf-8-sig", "gb18030")
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
PAGE_GAP = 3
"""Blank lines that a page break counts for."""


def decode(data: bytes) -> str:
    """The text of a file in the encodings Chinese offices use.

    Raises:
        Unreadable: it is no text.
    """
    if data[:2] in _BOMS:
        return _decoded(data, _BOMS[data[:2]])
    if b"\x00" in data[:4096]:
        raise Unreadable("不是文字文件，也不是认得的表格格式")
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("文字编码认不出（不是 UTF-8，也不是 GB18030）")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable("文字编码认不出（UTF-16 已损坏）") from error


def read_text(data: bytes) -> tuple[Sheet, ...]:
    """A text file as one sheet."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    lines = re.split(r"\n", text.replace("\f", "\n\n\n"))
    if len(lines) > MAX_LINES:
        raise Unreadable(f"有 {len(lines)} 行，超过 {MAX_LINES} 行的限度")
    separator = _separator(lines)
    if separator:
        return (Sheet("", tuple(_rows(lines, separator)), is_grid=True),)
    return (Sheet("", tuple(_stream(lines)), is_grid=False),)


def _separator(lines: list[str]) -> str:
    """Tab or pipe where at least three lines are rows of three cells; empty where nothing separates cells."""
    for sign in ("\t", "|"):
        if sum(line.count(sign) >= 2 for line in lines) >= 3:
            if sign == "|" and _is_cell_a_line(lines):
                continue
            return sign
    return ""


def _is_cell_a_line(lines: list[str]) -> bool:
    """Each line is one cell with a pipe behind it."""
    with_pipe = [line.strip() for line in lines if "|" in line]
    return sum(line.count("|") == 1 and line.endswith("|") for line in with_pipe) * 2 > len(with_pipe)


def _rows(lines: Iterable[str], separator: str) -> Iterator[CellLine]:
    gap = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            gap += 1
            continue
        if separator == "|" and set(line.strip()) <= set("|-:+ "):
            continue  # the rule below the head of a Markdown table
        parts = line.strip().strip("|").split("|") if separator == "|" else line.split("\t")
        yield line_of(parts, number, gap=gap)
        gap = 0


def line_of(parts: list[str], number: int, *, gap: int = 0, sheet: str = "", is_exact: bool = False) -> CellLine:
    """A row from the texts of its cells, the empty ones too."""
    has_columns = len(parts) > 1
    cells = (
        Cell(tidy(part), FilePlace(sheet, number, column + 1 if has_columns else 0), column)
        for column, part in enumerate(parts)
    )
    return CellLine(tuple(cell for cell in cells if cell.text), gap, is_exact=is_exact, width=len(parts))


def _stream(lines: Iterable[str]) -> Iterator[CellLine]:
    """Words of a line are separated by spaces; a line of hard spaces, or a pipe alone, is an empty cell."""
    gap = 0
    for number, line in enumerate(lines, 1):
        is_empty_cell = line.strip() == "|" or ("\u00a0" in line and not line.strip())
        words = line.strip().removesuffix("|").split()
        if not words and not is_empty_cell:
            gap += 1
            continue
        cells = tuple(Cell(tidy(word), FilePlace("", number, 0), column) for column, word in enumerate(words or [""]))
        yield CellLine(cells, gap)
        gap = 0


def read_csv(data: bytes) -> tuple[Sheet, ...]:
    """A table of comma-separated values: columns are true, merged cells stand in their first."""
    text = decode(data)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), _dialect(text)))
    except csv.Error as error:
        raise Unreadable("不是完整的 CSV 文件") from error
    if len(rows) > MAX_LINES:
        raise Unreadable(f"有 {len(rows)} 行，超过 {MAX_LINES} 行的限度")
    lines, gap = [], 0
    for number, row in enumerate(rows, 1):
        line = line_of(row, number, gap=gap, is_exact=True)
        gap = 0 if line.cells else gap + 1
        lines += [line] if line.cells else []
    return (Sheet("", tuple(lines), is_grid=True),)


def _dialect(text: str) -> type[csv.Dialect]:
    """Comma, or what the first lines hold more of."""

    class Found(csv.excel):
        delimiter = max(",;\t", key=text[:4000].count)

    return Found
