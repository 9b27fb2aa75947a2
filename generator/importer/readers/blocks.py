"""Owns the choice how paragraphs and tables of a document are read: as rows, or word by word where it has no table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.importer.cells import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.importer.cells import Cell, CellLine

_ROWS = 3
"""From as many rows of three cells a document has a table."""


def sheet_of(lines: Sequence[CellLine], name: str = "") -> Sheet:
    """The lines of a document as one sheet."""
    if sum(len(line.cells) >= 3 for line in lines) >= _ROWS:
        return Sheet(name, tuple(lines), is_grid=True)
    return as_words(lines, name)


def as_words(lines: Sequence[CellLine], name: str = "") -> Sheet:
    """The lines as words in reading order."""
    return Sheet(name, tuple(replace(line, cells=tuple(_words(line))) for line in lines), is_grid=False)


def _words(line: CellLine) -> Iterator[Cell]:
    for cell in line.cells:
        for number, word in enumerate(cell.text.split()):
            yield replace(cell, text=word, column=cell.column + number)
