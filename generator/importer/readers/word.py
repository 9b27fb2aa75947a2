"""Owns Word documents: paragraphs and tables in their order, merged cells with their spans, no deleted text."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import docx
from docx.oxml.ns import qn

from generator.importer.cells import Cell, CellLine, FilePlace, Sheet, tidy
from generator.importer.readers.blocks import sheet_of
from generator.importer.readers.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_docx(data: bytes) -> tuple[Sheet, ...]:
    """The body of a document as one sheet; tables are counted, so are paragraphs."""
    body = docx.Document(io.BytesIO(data)).element.body
    return (sheet_of(list(_lines(body))),)


def _lines(body: Any) -> Iterator[CellLine]:  # noqa: ANN401 -- python-docx has no types for its elements
    counts = {"表": 0, "段落": 0}
    yield from _lines_in(body, counts)


def _lines_in(parent: Any, counts: dict[str, int]) -> Iterator[CellLine]:  # noqa: ANN401
    """Lines of a body, or of a cell that holds a table of its own: such a cell is layout."""
    gap = 0
    for element in _blocks(parent):
        if element.tag == qn("w:tbl"):
            yield from _table_lines(element, counts, gap)
            gap = 0
            continue
        counts["段落"] += 1
        text = tidy(_text(element))
        if text:
            place = FilePlace("段落", counts["段落"], 0)
            yield CellLine(
                tuple(Cell(part, place, n) for n, part in enumerate(filter(None, map(tidy, _parts(element))))), gap
            )
        gap = 0 if text else gap + 1


def _table_lines(table: Any, counts: dict[str, int], gap: int) -> Iterator[CellLine]:  # noqa: ANN401
    if any(inner is not table for inner in table.iter(qn("w:tbl"))):
        for cell in table.iter(qn("w:tc")):
            if _is_direct(cell, table):
                yield from _lines_in(cell, counts)
        return
    counts["表"] += 1
    yield from _table(table, f"表 {counts['表']}").lines(gap)


def _blocks(parent: Any) -> Iterator[Any]:  # noqa: ANN401
    """Paragraphs and tables, those in content controls too."""
    for element in parent:
        if element.tag in (qn("w:p"), qn("w:tbl")):
            yield element
        elif element.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _blocks(element)


_GONE = (qn("w:del"), qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")


def _parts(paragraph: Any) -> list[str]:  # noqa: ANN401
    return _text(paragraph).split("\t")


def _text(paragraph: Any) -> str:  # noqa: ANN401
    """The text of a paragraph without what reviewers deleted or moved away, and without the copy for old programs."""
    signs = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
    found = []
    gone = {inner for part in paragraph.iter(*_GONE) for inner in part.iter()}
    for element in paragraph.iter():
        if element in gone:
            continue
        if element.tag == qn("w:t"):
            found.append(element.text or "")
        elif element.tag in signs and element.getparent().tag == qn("w:r"):
            found.append(signs[element.tag])
    return "".join(found)


def _table(table: Any, name: str) -> Grid:  # noqa: ANN401
    grid = Grid(name)
    rows = [list(_row(row)) for row in table.iter(qn("w:tr")) if _is_direct(row, table) and not _is_deleted(row)]
    for number, cells in enumerate(rows):
        for column, columns, merge, text in cells:
            if merge != "continue":
                grid.put(number, column, text, _height(rows, number, column), columns)
    return grid


def _is_direct(row: Any, table: Any) -> bool:  # noqa: ANN401
    return next(parent for parent in row.iterancestors() if parent.tag == qn("w:tbl")) is table


def _is_deleted(row: Any) -> bool:  # noqa: ANN401
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _row(row: Any) -> Iterator[tuple[int, int, str, str]]:  # noqa: ANN401
    """Column, width, kind of vertical merge and text of each cell."""
    before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    column = int(before.get(qn("w:val"))) if before is not None else 0
    for cell in row.iter(qn("w:tc")):
        if next(parent for parent in cell.iterancestors() if parent.tag == qn("w:tr")) is not row:
            continue
        properties = cell.find(qn("w:tcPr"))
        span = properties.find(qn("w:gridSpan")) if properties is not None else None
        merge = properties.find(qn("w:vMerge")) if properties is not None else None
        kind = "" if merge is None else merge.get(qn("w:val")) or "continue"
        text = "\n".join(_text(paragraph) for paragraph in cell.iter(qn("w:p")))
        width = int(span.get(qn("w:val"))) if span is not None else 1
        yield column, width, kind, text
        column += width


def _height(rows: list[list[tuple[int, int, str, str]]], number: int, column: int) -> int:
    """How many rows a vertically merged cell covers."""
    height = 1
    for cells in rows[number + 1 :]:
        if not any(at == column and kind == "continue" for at, _, kind, _ in cells):
            break
        height += 1
    return height
