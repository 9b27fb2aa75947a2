"""Owns the tables as one SQLite file that opens in any viewer: typed, with keys, and with the meaning of each column.

SQLite has no decimals: an exact figure is a text, and beside each table with figures stands a view with the same
figures as floating numbers, to sort and sum by. The rows are put in block by block, each into a database of its own;
the file joins them. It is made beside all others: it is larger than the memory should be.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from itertools import chain
from typing import TYPE_CHECKING, Any

from generator.publish.data.archive import packed
from generator.publish.data.btree import Grown, Run, runs_of
from generator.publish.data.paging import PAGE, Pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.publish.data.table import Column, Table

    Rows = Mapping[Table[Any], Iterable[Sequence[str]]]
    """The rows of each table."""

DATABASE = "data/disclosure.sqlite"
_TYPES = {"integer": "INTEGER", "year": "INTEGER", "boolean": "INTEGER"}
_ROWS_OF_A_BLOCK = 1 << 24
"""Numbers that a block has for the rows of a table without a key: more than it ever has rows."""
_COUNTER, _PAGES, _VALID, _MAKER = slice(24, 28), slice(28, 32), slice(92, 96), slice(96, 100)
"""Places in the head of the file; of the last two the second names the version of the library, which is not told."""


def rows_of_block(rows: Rows, number: int) -> bytes:
    """What the file holds of a block: its rows in pages, compressed too for the archive.

    Args:
        rows: of the block, in the order in which all blocks give them.
        number: of the block among all; rows without a key are numbered by it.
    """
    with _opened() as database:
        for table, some in rows.items():
            database.execute(_create(table))
            _insert(database, table, some, number * _ROWS_OF_A_BLOCK + 1)
        database.commit()
        roots = _roots(database)
        runs = runs_of(database.serialize(), [roots[table.name] for table in rows])
    return _written([run._replace(packed=packed(run.leaves)) for run in runs])


class Database:
    """The file in the making."""

    def __init__(self, tables: Iterable[Table[Any]], others: Rows) -> None:
        """``tables`` get their rows from blocks, ``others`` have them here."""
        with _opened() as database:
            database.execute("CREATE TABLE columns (table_name TEXT, column_name TEXT, meaning TEXT)")
            for table in (*tables, *others):
                _describe(database, table)
            for table, rows in others.items():
                _insert(database, table, rows, 1)
            database.commit()
            roots = _roots(database)
            self._frame = bytearray(database.serialize())
        self._pages = Pages(len(self._frame) // PAGE + 1)
        starts = ((roots[table.name] - 1) * PAGE for table in tables)
        self._trees = {start: Grown(self._frame[start], self._pages) for start in starts}

    def add(self, block: bytes) -> None:
        """What one block gives, blocks in their order."""
        for tree, run in zip(self._trees.values(), _read(block), strict=True):
            tree.add(run)

    def close(self) -> tuple[Iterator[bytes], Iterator[bytes]]:
        """The whole file, chunk by chunk, and behind it the same as it stands in the archive."""
        for start, tree in self._trees.items():
            place = slice(start, start + PAGE)
            self._frame[place] = tree.root() or self._frame[place]
        self._frame[_COUNTER] = self._frame[_VALID] = (1).to_bytes(4, "big")
        self._frame[_PAGES] = (self._pages.next - 1).to_bytes(4, "big")
        self._frame[_MAKER] = bytes(4)
        return self._pages.behind(bytes(self._frame))


def _opened() -> closing[sqlite3.Connection]:
    """A database in memory, for it is small."""
    database = sqlite3.connect(":memory:")
    database.execute(f"PRAGMA page_size = {PAGE}")
    return closing(database)


def _roots(database: sqlite3.Connection) -> dict[str, int]:
    """The page of the root of each table."""
    return dict(database.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'"))


def _insert(database: sqlite3.Connection, table: Table[Any], rows: Iterable[Sequence[str]], first: int = 1) -> None:
    """Rows of a table, numbered where it has no key; names of tables and columns are ours, values are bound."""
    marks = ", ".join(_value(number, column) for number, column in enumerate(table.columns, 1))
    if table.key:
        database.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)  # noqa: S608 -- a name of ours
        return
    names = ", ".join(f'"{name}"' for name in ("rowid", *table.names))
    insert = f'INSERT INTO "{table.name}" ({names}) VALUES (?{len(table.columns) + 1}, {marks})'  # noqa: S608 -- ours
    database.executemany(insert, ((*row, number) for number, row in enumerate(rows, first)))


def _describe(database: sqlite3.Connection, table: Table[Any]) -> None:
    """A table without rows, its view, and what its columns mean."""
    database.execute(_create(table))
    meanings = ((table.name, column.name, column.meaning) for column in table.columns)
    database.executemany("INSERT INTO columns VALUES (?, ?, ?)", meanings)
    if any(column.type == "number" for column in table.columns):
        database.execute(_view(table))


def _written(runs: Sequence[Run]) -> bytes:
    """Runs as bytes: a line with the lengths of all that follows."""
    parts = [(run.before, [run.leaves], run.keys, run.after, [run.packed]) for run in runs]
    lengths = [[list(map(len, items)) for items in of] for of in parts]
    head = json.dumps([[run.kind for run in runs], lengths])
    return b"".join((f"{head}\n".encode(), *chain.from_iterable(chain.from_iterable(parts))))


def _read(block: bytes) -> Iterator[Run]:
    """The runs that were written."""
    head, _, rest = block.partition(b"\n")
    at = 0

    def cut(lengths: Iterable[int]) -> list[bytes]:
        nonlocal at
        items = []
        for length in lengths:
            items.append(rest[at : at + length])
            at += length
        return items

    for kind, lengths in zip(*json.loads(head), strict=True):
        before, leaves, keys, after, packed_leaves = map(cut, lengths)
        yield Run(kind, before, leaves[0], keys, after, packed_leaves[0])


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
