"""Owns what a printed form is before any file format: rows of boxes with spans, columns with widths. Knows no form."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.record.fields import Field

_MARGIN = 2
"""Characters of half width that a cell keeps free."""
MOST_LINES = 28
"""Lines of text in one row: Excel makes no row higher than 409 points, whatever is in it."""


class Role(Enum):
    """What a box is for."""

    LABEL = "label"
    TEXT = "text"
    FIGURE = "figure"


class Box(NamedTuple):
    """One cell of the printed form."""

    text: str
    columns: int = 1
    rows: int = 1
    role: Role = Role.TEXT
    field: Field | None = None
    """What it holds; None of a label and of an empty corner."""
    path: str = ""
    """Where the record holds it, such as ``indicators.3.score``."""
    is_wide: bool = False
    """It takes the columns that its row has to spare."""


Row = tuple[Box, ...]


@dataclass(frozen=True)
class PrintedForm:
    """A printed form."""

    title: str
    subtitle: str
    rows: tuple[Row, ...]
    """A box that spans rows stands in the first of them alone."""
    widths: tuple[int, ...]
    """Of each column, in characters of half width."""
    head: int
    """Number from 0 of the row that a new page repeats: the head of the indicators."""

    @cached_property
    def boxes(self) -> tuple[tuple[int, int, Box], ...]:
        """Row, column and box of every cell."""
        return tuple(placed(self.rows))

    @cached_property
    def heights(self) -> tuple[int, ...]:
        """Lines of text that each row needs."""
        return tuple(_heights(self))


def label(text: str, **facts: int | bool) -> Box:
    """A box with words of the form itself."""
    return Box(text, role=Role.LABEL, **facts)  # type: ignore[arg-type]


def spread(row: Row, total: int) -> Row:
    """The row over all columns: what it has to spare goes to its wide boxes by turns, else to its last."""
    spare = total - sum([box.columns for box in row])
    if not spare:
        return row
    wide = [number for number, box in enumerate(row) if box.is_wide] or [len(row) - 1]
    each, left = divmod(spare, len(wide))
    made = list(row)
    for turn, number in enumerate(wide):
        more = each + (turn < left)
        made[number] = row[number]._replace(columns=row[number].columns + more)
    return tuple(made)


def placed(rows: Sequence[Row]) -> Iterator[tuple[int, int, Box]]:
    """Row, column and box of every cell, from 0; columns are counted past boxes that span from above."""
    free: dict[int, int] = {}  # the first row in which a column is free again
    for number, row in enumerate(rows):
        column = 0
        for box in row:
            while free.get(column, 0) > number:
                column += 1
            if box.rows > 1:
                free |= dict.fromkeys(range(column, column + box.columns), number + box.rows)
            yield number, column, box
            column += box.columns


def _heights(table: PrintedForm) -> list[int]:
    """A box over several rows stretches the last of them."""
    lines = [1] * len(table.rows)
    tall = []
    for number, column, box in table.boxes:
        if 2 * len(box.text) <= table.widths[column] - _MARGIN and "\n" not in box.text:
            continue
        needed = _lines(box.text, sum(table.widths[column : column + box.columns]))
        if box.rows == 1:
            lines[number] = max(lines[number], needed)
        else:
            tall.append((number, box.rows, needed))
    for number, rows, needed in tall:
        lines[number + rows - 1] += max(0, needed - sum(lines[number : number + rows]))
    return lines


class _Widths(dict[str, int]):
    """Of each character in characters of half width, looked up once."""

    def __missing__(self, character: str) -> int:
        self[character] = 2 if unicodedata.east_asian_width(character) in "WFA" else 1
        return self[character]


_WIDTHS = _Widths()


def width_of(text: str) -> int:
    """In characters of half width; a Chinese character counts as two."""
    return sum(map(_WIDTHS.__getitem__, text))


@lru_cache(maxsize=4096)
def _lines(text: str, width: int) -> int:
    room = max(width - _MARGIN, 2)
    return sum(max(1, -(-width_of(line) // room)) for line in text.split("\n"))


def with_rows_to_spare(table: PrintedForm) -> PrintedForm:
    """The table with each row that is too high for a page of Excel cut into several, its boxes over all of them."""
    rows: list[Row] = []
    above: list[tuple[int, int]] = []  # position in ``rows`` and in the row of boxes that still go on
    head = table.head
    lines = table.heights
    if max(lines, default=0) <= MOST_LINES:
        return table
    for number, row in enumerate(table.rows):
        parts = -(-lines[number] // MOST_LINES)
        above = [(at, index) for at, index in above if at + rows[at][index].rows > len(rows)]
        for at, index in above:
            rows[at] = _stretched(rows[at], index, parts - 1)
        head += parts - 1 if number < table.head else 0
        rows.append(tuple(box._replace(rows=box.rows + parts - 1) for box in row))
        above += [(len(rows) - 1, index) for index in range(len(row))]
        rows += [()] * (parts - 1)
    return replace(table, rows=tuple(rows), head=head)


def _stretched(row: Row, index: int, more: int) -> Row:
    return (*row[:index], row[index]._replace(rows=row[index].rows + more), *row[index + 1 :])
