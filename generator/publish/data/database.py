"""Owns the tables as one SQLite file that opens in any viewer: typed, with keys, and with the meaning of each column.

SQLite has no decimals: an exact figure is a text, and beside each table with figures stands a view with the same
figures as floating numbers, to sort and sum by. The file is made beside all others: it is larger than the memory should
be.
"""

from __future__ import annotations

import errno
import sqlite3
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.publish.data.table import Column, Table

DATABASE = "data/disclosure.sqlite"
_TYPES = {"integer": "INTEGER", "year": "INTEGER", "boolean": "INTEGER"}
_CHUNK = 1 << 20
"""Bytes."""
_NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
_MAKER = slice(96, 100)
"""Where the file names the version of the library that wrote it; zero, so that equal data give equal bytes."""


@contextmanager
def _writing() -> Iterator[None]:
    """What the disk refuses the library is what it refuses everybody: an OSError."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _NO_ROOM:
            raise
        raise OSError(errno.ENOSPC, str(error)) from error


class Database:
    """A file in the making; tables are put in one by one, so that their rows need not wait for each other."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._path = Path(self._folder.name) / "made.sqlite"
        with _writing():
            self._connection = sqlite3.connect(self._path)
            self._connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
            self._connection.execute("CREATE TABLE columns (table_name TEXT, column_name TEXT, meaning TEXT)")

    @_writing()
    def add(self, table: Table[Any], rows: Iterable[Sequence[str]]) -> None:
        """One table; names of tables and columns are ours, values are bound."""
        self._connection.execute(_create(table))
        marks = ", ".join(_value(number, column) for number, column in enumerate(table.columns, 1))
        insert = f'INSERT INTO "{table.name}" VALUES ({marks})'  # noqa: S608 -- a name of ours
        self._connection.executemany(insert, rows)
        meanings = ((table.name, column.name, column.meaning) for column in table.columns)
        self._connection.executemany("INSERT INTO columns VALUES (?, ?, ?)", meanings)
        if any(column.type == "number" for column in table.columns):
            self._connection.execute(_view(table))

    def close(self) -> Iterator[bytes]:
        """The whole file, chunk by chunk."""
        with _writing():
            self._connection.commit()
            self._connection.close()
        with self._folder, self._path.open("r+b") as file:
            file.seek(_MAKER.start)
            file.write(bytes(4))
            file.seek(0)
            yield from iter(lambda: file.read(_CHUNK), b"")


def _value(number: int, column: Column[Any]) -> str:
    """What is put in for a text of a column: an empty one is nothing, a truth is 0 or 1."""
    return (
        f"CASE ?{number} WHEN '' THEN NULL ELSE ?{number} = 'true' END"
        if column.type == "boolean"
        else f"NULLIF(?{number}, '')"
    )


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
