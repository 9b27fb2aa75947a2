"""Owns a table under construction: cells with spans go in, lines with merged cells in each of their rows come out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.importer.cells import Cell, CellLine, FilePlace, tidy
from generator.importer.limits import MAX_CELLS, MAX_SPAN, MAX_TEXT, MAX_WORDS, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator


class Grid:
    """One table whose columns are true."""

    def __init__(self, sheet: str, first_row: int = 1, *, is_lettered: bool = False) -> None:
        self.sheet = sheet
        self.first_row = first_row
        self.is_lettered = is_lettered
        self._rows: dict[int, dict[int, Cell]] = {}
        self._count = self._length = 0

    def put(  # noqa: PLR0913 -- a cell has this many facts
        self,
        row: int,
        column: int,
        text: str,
        rows: int = 1,
        columns: int = 1,
        *,
        why: str = "",
        is_repeated: bool = False,
    ) -> None:
        """Set a cell; merged over rows it stands in each of them.

        Args:
            row: from 0.
            column: from 0.
            text: as printed; nothing is set where it is empty.
            rows: how many it covers.
            columns: how many it covers.
            why: why it is not certain.
            is_repeated: it goes on from the page before.
        """
        rows = min(rows, MAX_SPAN)
        self._count += rows
        if self._count > MAX_CELLS:
            raise Unreadable(f"格子超过 {MAX_CELLS} 个的限度")
        text = tidy(text[:MAX_TEXT])
        self._length += len(text)
        if self._length > MAX_WORDS:
            raise Unreadable(f"一张表里的文字超过 {MAX_WORDS} 个字的限度")
        place = FilePlace(self.sheet, self.first_row + row, column + 1, self.is_lettered)
        for step in range(rows if text else 0):
            cell = Cell(text, place, column, rows, columns, is_repeated=is_repeated or step > 0, why=why)
            self._rows.setdefault(row + step, {})[column] = cell

    def lines(self, gap: int = 0) -> Iterator[CellLine]:
        """The rows that hold text; blank rows between them count as a gap."""
        before = -1
        for number in sorted(self._rows):
            cells = tuple(cell for _, cell in sorted(self._rows[number].items()))
            blank = number - before - 1 if before >= 0 else gap
            yield CellLine(cells, blank if before < 0 else 0, is_exact=True)
            before = number
