"""Owns the tables as one SQLite file that opens in any viewer: typed, with keys, and with the meaning of each column.

SQLite has no decimals: an exact figure is a text, and beside each table with figures stands a view with the same
figures as floating numbers, to sort and sum by. The rows are put in block by block, each into a database of its own;
the file joins them. It is made beside all others: it is larger than the memory should be.
"""

from __future__ import annotations

import errno
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.publish.data.archive import packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.publish.data.table import Column, Table

    Rows = Mapping[Table[Any], Iterable[Sequence[str]]]
    """The rows of each table."""

DATABASE = "data/disclosure.sqlite"
_TYPES = {"integer": "INTEGER", "year": "INTEGER", "boolean": "INTEGER"}
_CHUNK = 1 << 20
"""Bytes."""
_NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
_MAKER = slice(96, 100)
"""Where the file names the version of the library that wrote it; zero, so that equal data give equal bytes."""


def rows_of_block(rows: Rows) -> bytes:
    """The rows of a block as a database."""
    with closing(sqlite3.connect(":memory:")) as database:
        for table, some in rows.items():
            database.execute(_create(table))
            _insert(database, table, some)
        database.commit()
        return database.serialize()


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
    """The file in the making."""

    @_writing()
    def __init__(self, tables: Sequence[Table[Any]], others: Rows) -> None:
        """``tables`` get their rows from blocks, ``others`` have them here."""
        self._folder, self._tables = tempfile.TemporaryDirectory(), tables
        self._path = Path(self._folder.name) / "made.sqlite"
        self._database = sqlite3.connect(self._path)
        self._database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        self._database.execute("CREATE TABLE columns (table_name TEXT, column_name TEXT, meaning TEXT)")
        for table in (*tables, *others):
            _describe(self._database, table)
        for table, rows in others.items():
            _insert(self._database, table, rows)
        self._database.commit()

    @_writing()
    def add(self, block: bytes) -> None:
        """What one block gives, blocks in their order."""
        self._database.execute("ATTACH ':memory:' AS block")
        self._database.deserialize(block, name="block")
        for table in self._tables:
            self._database.execute(f'INSERT INTO main."{table.name}" SELECT * FROM block."{table.name}"')  # noqa: S608 -- a name of ours
        self._database.commit()
        self._database.execute("DETACH block")

    def close(self) -> tuple[Iterator[bytes], Iterator[bytes]]:
        """The whole file, chunk by chunk, and the same as it stands in the archive; to be asked for in turn."""
        with _writing():
            self._database.close()
        with self._path.open("r+b") as file:
            file.seek(_MAKER.start)
            file.write(bytes(4))
        return self._chunks(), self._packed()

    def _chunks(self) -> Iterator[bytes]:
        with self._path.open("rb") as file:
            yield from iter(lambda: file.read(_CHUNK), b"")

    def _packed(self) -> Iterator[bytes]:
        with self._folder:
            yield from map(packed, self._chunks())


def _insert(database: sqlite3.Connection, table: Table[Any], rows: Iterable[Sequence[str]]) -> None:
    """Rows of a table; names of tables and columns are ours, values are bound."""
    marks = ", ".join(_value(number, column) for number, column in enumerate(table.columns, 1))
    database.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)  # noqa: S608 -- a name of ours


def _describe(database: sqlite3.Connection, table: Table[Any]) -> None:
    """A table without rows, its view, and what its columns mean."""
    database.execute(_create(table))
    meanings = ((table.name, column.name, column.meaning) for column in table.columns)
    database.executemany("INSERT INTO columns VALUES (?, ?, ?)", meanings)
    if any(column.type == "number" for column in table.columns):
        database.execute(_view(table))


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
