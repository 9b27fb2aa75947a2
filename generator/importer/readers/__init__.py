"""Readers of handed-in files: every format ends in cells with place, text and span."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.importer.readers.text import read_csv, read_text

if TYPE_CHECKING:
    from generator.importer.cells import Sheet


def read_sheets(data: bytes, name: str) -> tuple[Sheet, ...]:
    """The parts of a file that may hold forms."""
    if name.lower().endswith(".csv"):
        return read_csv(data)
    return read_text(data)
