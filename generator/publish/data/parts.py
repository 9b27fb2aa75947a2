"""Owns the rows of the tables in parts: made from a block of forms at a time, kept for the next build, then joined.

When a form changes the rows of its block are made again, and of no other. What a joined file says around its rows is
told by who joins.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.publish.data.annotations import FINDINGS, form_tables, found_rows
from generator.publish.data.archive import ARCHIVE, bundle
from generator.publish.data.blanks import BLANKS
from generator.publish.data.columns import tables
from generator.publish.data.database import DATABASE, rows_of_block
from generator.publish.data.excel import excel_rows
from generator.publish.data.excel import path_of as excel_path
from generator.publish.data.found import FINDINGS_JSON, found_part
from generator.publish.data.numeric import numeric_rows, numeric_tables
from generator.publish.data.sheet import counts_path, sheet_path, sheet_rows
from generator.publish.data.table import csv_rows
from generator.publish.pieces import ASIDE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.checks import Finding
    from generator.publish.data.columns import DatedForm, FormTable
    from generator.publish.data.table import Row, Table
    from generator.publish.pieces import Contents

_MEAN = 64
"""Forms of a block, as a rule."""
_OF_A_TURN, _MOST_TURNS = 40, 4
"""Blocks that are made in one turn at most, while there are turns."""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Forms that follow each other."""

    rows: Sequence[DatedForm]

    @property
    def name(self) -> str:
        """That of its first form."""
        return self.rows[0].form.id


@dataclass(frozen=True, slots=True)
class Parts:
    """Where the parts of all files stand."""

    blocks: tuple[TableBlock, ...]

    @property
    def turns(self) -> int:
        """In how many turns they are made: a process keeps a copy of every form it looked at until its turn is over."""
        return max(1, min(_MOST_TURNS, -(-len(self.blocks) // _OF_A_TURN)))

    def turn(self, number: int) -> int:
        """The turn of a block, by its number from 0."""
        return number * self.turns // len(self.blocks)

    def of(self, path: str) -> tuple[str, ...]:
        """The parts of one file in their order."""
        return tuple(part_path(path, block.name) for block in self.blocks)


class Frame(NamedTuple):
    """What a joined file says around its parts."""

    head: bytes
    between: bytes = b""
    tail: bytes = b""

    def around(self, parts: Iterable[bytes], dressed: Callable[[bytes], bytes] = bytes) -> Iterator[bytes]:
        """The file of all parts, chunk by chunk; ``dressed`` makes what is said look like the parts."""
        yield dressed(self.head)
        lead = b""
        for part in filter(None, parts):
            yield lead + part
            lead = lead or dressed(self.between)
        yield dressed(self.tail)

    def size_around(self, lengths: Iterable[int], dressed: Callable[[bytes], bytes] = bytes) -> int:
        """Bytes of the file, by those of its parts."""
        said = [length for length in lengths if length]
        between = len(dressed(self.between)) * max(0, len(said) - 1)
        return len(dressed(self.head)) + sum(said) + between + len(dressed(self.tail))


def blocks_of(rows: Iterable[DatedForm]) -> Iterator[TableBlock]:
    """All forms in their order; its id decides whether a form begins a block, so that one more form changes one."""
    block: list[DatedForm] = []
    for row in rows:
        if block and zlib.crc32(row.form.id.encode()) % _MEAN == 0:
            yield TableBlock(block)
            block = []
        block.append(row)
    if block:
        yield TableBlock(block)


def part_path(path: str, block: str) -> str:
    """Where the part of a file stands that is made from one block: all of them in one folder, for folders cost time."""
    return f"{ASIDE}/{path}/{block.replace('/', '.')}"


def parted_paths() -> tuple[str, ...]:
    """The files that have parts."""
    sheets = (of(table) for table in tables() for of in (sheet_path, counts_path))
    return (*joined_paths(), *sheets, ARCHIVE, DATABASE)


def joined_paths() -> tuple[str, ...]:
    """Those of them that hold what their parts hold."""
    printed = (path for table in tables() for path in (table.path, excel_path(table)))
    return (*printed, *(table.path for table in typed_tables()), FINDINGS_JSON)


def said_tables() -> tuple[FormTable[Any], ...]:
    """The tables of what is said about the forms that every form has rows for, but for findings."""
    return (BLANKS, *form_tables())


def typed_tables() -> tuple[Table[Any], ...]:
    """The tables to compute with."""
    return (*numeric_tables(), *said_tables(), FINDINGS)


def made_of(block: TableBlock, findings: Mapping[str, Sequence[Finding]], address: str) -> Contents:
    """The parts of a block.

    Args:
        block: whose parts.
        findings: by form id.
        address: the site's own.
    """
    forms = block.rows
    printed = {table.name: table.rows(forms) for table in tables()}
    told = [(row.form, findings[row.form.id]) for row in forms if findings.get(row.form.id)]
    found = FINDINGS.cells(place for form, some in told for place in found_rows(form, some))
    typed: dict[Table[Any], list[Row]] = {
        **{table: numeric_rows(table, printed) for table in numeric_tables()},
        **{table: table.rows(forms) for table in said_tables()},
        FINDINGS: found,
    }
    files = _figures(printed, address) | {table.path: csv_rows(rows) for table, rows in typed.items()}
    files[FINDINGS_JSON] = found_part(told)
    files[ARCHIVE] = bundle({path: files[path] for path in joined_paths()})
    files[DATABASE] = rows_of_block(typed)
    return {part_path(path, block.name): content for path, content in files.items()}


def _figures(printed: Mapping[str, Sequence[Row]], address: str) -> dict[str, bytes]:
    """Rows as printed, for Excel, and of the workbook: of all the cells are made once."""
    files: dict[str, bytes] = {}
    for table in tables():
        rows = printed[table.name]
        files[table.path] = csv_rows(rows)
        files[excel_path(table)] = csv_rows(excel_rows(table, rows))
        files |= sheet_rows(table, printed, address)
    return files
