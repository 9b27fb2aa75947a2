"""Owns the CSV edition for Excel: with the mark by which it knows UTF-8, and no cell that it takes for a formula.

Chinese headings, the columns of the workbook. Whoever wants the texts as they are reads another edition. Pure.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.publish.data.table import Row, Table

MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What begins a formula there, also in full width."""
_TEXT = "'"
"""Stands before such a text; a reader sees that the program put it there."""


def path_of(table: Table[Any]) -> str:
    """Where the file of a table stands under the site."""
    return f"data/excel/{table.name}.csv"


def as_excel_csv(table: Table[Any], rows: Sequence[Row]) -> bytes:
    """One table of figures as printed; numbers stay as they are, a text that looks like a formula is made harmless."""
    shown = [(place, column) for place, column in enumerate(table.columns) if column.is_for_people]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([column.heading for _, column in shown])
    for row in rows:
        writer.writerow(
            [
                row[place] if column.is_number else harmless(column.words.get(row[place], row[place]))
                for place, column in shown
            ]
        )
    return f"{MARK}{buffer.getvalue()}".encode()


def harmless(text: str) -> str:
    """The text, behind a quotation mark where a spreadsheet would compute it."""
    return f"{_TEXT}{text}" if text.startswith(_FORMULA) else text
