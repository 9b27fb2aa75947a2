"""Owns the tables as one SQLite file that opens in any viewer: typed, with keys, and with the meaning of each column.

SQLite has no decimals: an exact figure is a text, and beside each table with figures stands a view with the same
figures as floating numbers, to sort and sum by. Pure: the file is made in memory.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.publish.data.table import Row, Table

DATABASE = "data/disclosure.sqlite"
_TYPES = {"integer": "INTEGER", "year": "INTEGER", "boolean": "INTEGER"}
_TRUTH = {"": None, "true": "1", "false": "0"}
_MAKER = slice(96, 100)
"""Where the file names the version of the library that wrote it; zero, so that equal data give equal bytes."""


def database(tables: Iterable[tuple[Table[Any], Sequence[Row]]]) -> bytes:
    """One file of all tables; names of tables and columns are ours, values are bound."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE TABLE columns (table_name TEXT, column_name TEXT, meaning TEXT)")
        for table, rows in tables:
            connection.execute(_create(table))
            marks = ", ".join("?" * len(table.columns))
            insert = f'INSERT INTO "{table.name}" VALUES ({marks})'  # noqa: S608 -- a name of ours
            connection.executemany(insert, _bound(table, rows))
            meanings = ((table.name, column.name, column.meaning) for column in table.columns)
            connection.executemany("INSERT INTO columns VALUES (?, ?, ?)", meanings)
            if any(column.type == "number" for column in table.columns):
                connection.execute(_view(table))
        connection.commit()
        content = bytearray(connection.serialize())
    finally:
        connection.close()
    content[_MAKER] = bytes(4)
    return bytes(content)


def _create(table: Table[Any]) -> str:
    lines = [f'"{column.name}" {_TYPES.get(column.type, "TEXT")}' for column in table.columns]
    if table.key:
        lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    if table.refers:
        lines.append("FOREIGN KEY (form_id) REFERENCES forms (id)")
    return f'CREATE TABLE "{table.name}" ({", ".join(lines)})'


def _view(table: Table[Any]) -> str:
    names = (
        f'CAST("{column.name}" AS REAL) AS "{column.name}"' if column.type == "number" else f'"{column.name}"'
        for column in table.columns
    )
    return f'CREATE VIEW "{table.name}_real" AS SELECT {", ".join(names)} FROM "{table.name}"'  # noqa: S608 -- ours


def _bound(table: Table[Any], rows: Sequence[Row]) -> Iterable[tuple[str | None, ...]]:
    truths = {place for place, column in enumerate(table.columns) if column.type == "boolean"}
    for row in rows:
        yield tuple(
            _TRUTH[text] if place in truths else text or None for place, text in enumerate(row)
        )  # fmt: skip
