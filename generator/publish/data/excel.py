"""Owns the CSV edition for Excel: with the mark by which it knows UTF-8, and no cell that it takes for a formula.

Chinese headings, the columns of the workbook. Whoever wants the texts as they are reads another edition. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.publish.data.table import csv_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.publish.data.table import Row, Table

MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What begins a formula there, also in full width."""
_TEXT = "'"
"""Stands before such a text; a reader sees that the program put it there."""


def path_of(table: Table[Any]) -> str:
    """Where the file of a table stands under the site."""
    return f"data/excel/{table.name}.csv"


def excel_head(table: Table[Any]) -> bytes:
    """The mark and the headings."""
    return MARK.encode() + csv_rows([[column.heading for column in table.columns if column.is_for_people]])


def excel_rows(table: Table[Any], rows: Sequence[Row]) -> Iterator[tuple[str, ...]]:
    """Figures stay as printed; a text that looks like a formula is made harmless."""
    shown = [(place, column) for place, column in enumerate(table.columns) if column.is_for_people]
    columns = ([row[place] for row in rows] for place, _ in shown)
    dressed = (
        texts if column.is_number else [harmless(column.words.get(text, text)) for text in texts]
        for (_, column), texts in zip(shown, columns, strict=True)
    )
    return zip(*dressed, strict=True)


def harmless(text: str) -> str:
    """The text, behind a quotation mark where a spreadsheet would compute it."""
    return f"{_TEXT}{text}" if text.startswith(_FORMULA) else text
