"""Owns the tables as one SQLite file that opens in any viewer: typed, with keys, and with the meaning of each column.

SQLite has no decimals: an exact figure is a text, and beside each table with figures stands a view with the same
figures as floating numbers, to sort and sum by. Pure: the file is made in memory.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.publish.data.table import Row, Table

DATABASE = "data/disclosure.sqlite"
_TYPES = {"integer": "INTEGER", "year": "INTEGER", "boolean": "INTEGER"}
_TRUTH = {"": None, "true": "1", "false": "0"}
_MAKER = slice(96, 100)
"""Where the file names the version of the library that wrote it; zero, so that equal data give equal bytes."""


class Database:
    """A file in the making; tables are put in one by one, so that their rows need not wait for each other."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE TABLE columns (table_name TEXT, column_name TEXT, meaning TEXT)")

    def add(self, table: Table[Any], rows: Iterable[Row]) -> None:
        """One table; names of tables and columns are ours, values are bound."""
        self._connection.execute(_create(table))
        marks = ", ".join("?" * len(table.columns))
        insert = f'INSERT INTO "{table.name}" VALUES ({marks})'  # noqa: S608 -- a name of ours
        self._connection.executemany(insert, _bound(table, rows))
        meanings = ((table.name, column.name, column.meaning) for column in table.columns)
        self._connection.executemany("INSERT INTO columns VALUES (?, ?, ?)", meanings)
        if any(column.type == "number" for column in table.columns):
            self._connection.execute(_view(table))

    def close(self) -> bytes:
        """The whole file."""
        self._connection.commit()
        content = self._connection.serialize()
        self._connection.close()
        return content[: _MAKER.start] + bytes(4) + content[_MAKER.stop :]


def _create(table: Table[Any]) -> str:
    lines = [f'"{column.name}" {_TYPES.get(column.type, "TEXT")}' for column in table.columns]
    if table.key:
        lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    if table.refers:
        lines.append("FOREIGN KEY (form_id) REFERENCES forms (id)")
    return f'CREATE TABLE "{table.name}" ({", ".join(lines)}){" WITHOUT ROWID" if table.key else ""}'


def _view(table: Table[Any]) -> str:
    names = (
        f'CAST("{column.name}" AS REAL) AS "{column.name}"' if column.type == "number" else f'"{column.name}"'
        for column in table.columns
    )
    return f'CREATE VIEW "{table.name}_real" AS SELECT {", ".join(names)} FROM "{table.name}"'  # noqa: S608 -- ours


def _bound(table: Table[Any], rows: Iterable[Row]) -> Iterable[tuple[str | None, ...]]:
    truths = {place for place, column in enumerate(table.columns) if column.type == "boolean"}
    for row in rows:
        yield tuple(
            _TRUTH[text] if place in truths else text or None for place, text in enumerate(row)
        )  # fmt: skip
