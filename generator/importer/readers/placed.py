"""Owns tables without lines in a PDF: words into cells by the room between them, wrapped lines into rows.

What is read here is never certain: a line says that it was placed.
"""

from __future__ import annotations

import bisect
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.importer.align import figure_in
from generator.importer.cells import Cell, CellLine, FilePlace, fold
from generator.importer.labels import is_label, levels_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NEAR = 6
"""Points within which two beginnings are one column."""
_ROWS = 4
"""From as many lines of three pieces a document has a table."""
Piece = tuple[Any, str]
"""Left side in points, and text."""
TextLine = tuple[Any, Any, list[Piece]]
"""Top and height of the letters, and the pieces from left to right."""


def columns_of(lines: Sequence[TextLine]) -> list[Any]:
    """Where the columns of unruled tables begin; nothing where the lines of all pages are no table."""
    if sum(len(pieces) >= 3 for _, _, pieces in lines) < _ROWS:
        return []
    edges: list[Any] = []
    for left in sorted(left for _, _, pieces in lines if len(pieces) > 1 for left, _ in pieces):
        if not edges or left - edges[-1] > _NEAR:
            edges.append(left)
    return edges


def placed_lines(page: str, lines: Sequence[TextLine], edges: Sequence[Any]) -> Iterator[CellLine]:
    """The lines of text of a page, as rows of a table where there are columns."""
    is_table = bool(edges)
    row: CellLine | None = None
    bottom: Any = 0
    for top, size, pieces in lines:
        line = _line(page, int(top), pieces, edges)
        if row is not None and is_table and top - bottom < size and _goes_on(row, line):
            row = _joined(row, line)
        else:
            if row is not None:
                yield row
            row = line
        bottom = top + size
    if row is not None:
        yield row


def _line(page: str, top: int, pieces: Sequence[Piece], edges: Sequence[Any]) -> CellLine:
    cells = []
    for number, (left, text) in enumerate(pieces):
        column = max(bisect.bisect_right(edges, left + _NEAR / 2) - 1, 0) if edges else number
        cells.append(Cell(text, FilePlace(page, top, 0), column))
    return CellLine(tuple(cells), is_placed=bool(edges))


def _goes_on(row: CellLine, line: CellLine) -> bool:
    """Fewer pieces than the row, each below one of its cells, none with a meaning of its own."""
    above = {cell.column: cell.text for cell in row.cells}
    if len(line.cells) >= len(row.cells) or len(row.cells) < 2:
        return len(row.cells) > 1 and all(_makes_label(above, cell) for cell in line.cells)
    if not all(cell.column in above and figure_in(cell.text) is None for cell in line.cells):
        return False
    makes_label = any(_makes_label(above, cell) for cell in line.cells)
    return makes_label or all(_is_rest(cell.text) for cell in line.cells)


def _makes_label(above: dict[int, str], cell: Cell) -> bool:
    whole = above.get(cell.column, "") + cell.text
    return cell.column in above and (is_label(whole) or bool(levels_of(whole))) and not is_label(above[cell.column])


def _is_rest(text: str) -> bool:
    """Words that may be the rest of a wrapped text."""
    return figure_in(text) is None and not is_label(text) and not levels_of(text) and bool(fold(text))


def _joined(row: CellLine, line: CellLine) -> CellLine:
    below = {cell.column: cell.text for cell in line.cells}
    return replace(row, cells=tuple(replace(cell, text=cell.text + below.get(cell.column, "")) for cell in row.cells))
