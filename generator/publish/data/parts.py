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
from generator.publish.data.excel import excel_rows
from generator.publish.data.excel import path_of as excel_path
from generator.publish.data.found import FINDINGS_JSON, found_part
from generator.publish.data.numeric import numeric_of, numeric_rows
from generator.publish.data.sheet import counts_path, sheet_path, sheet_rows
from generator.publish.data.table import csv_rows
from generator.publish.pieces import ASIDE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.checks import Finding
    from generator.publish.data.columns import DatedForm, FormTable
    from generator.publish.pieces import Contents

_MEAN = 64
"""Forms of a block, as a rule."""
_OF_A_TURN, _MOST_TURNS = 40, 4
"""Blocks that are made in one turn at most, while there are turns."""


@dataclass(frozen=True, slots=True)
class Block:
    """Forms that follow each other."""

    rows: Sequence[DatedForm]

    @property
    def name(self) -> str:
        """That of its first form."""
        return self.rows[0].form.id


@dataclass(frozen=True, slots=True)
class Parts:
    """Where the parts of all files stand."""

    blocks: tuple[Block, ...]

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


def blocks_of(rows: Iterable[DatedForm]) -> Iterator[Block]:
    """All forms in their order; its id decides whether a form begins a block, so that one more form changes one."""
    block: list[DatedForm] = []
    for row in rows:
        if block and zlib.crc32(row.form.id.encode()) % _MEAN == 0:
            yield Block(block)
            block = []
        block.append(row)
    if block:
        yield Block(block)


def part_path(path: str, block: str) -> str:
    """Where the part of a file stands that is made from one block: all of them in one folder, for folders cost time."""
    return f"{ASIDE}/{path}/{block.replace('/', '.')}"


def parted_paths() -> tuple[str, ...]:
    """The files that have parts."""
    sheets = (of(table) for table in tables() for of in (sheet_path, counts_path))
    return (*joined_paths(), *sheets, ARCHIVE)


def joined_paths() -> tuple[str, ...]:
    """Those of them that hold what their parts hold."""
    figures = (path for table in tables() for path in (table.path, numeric_of(table).path, excel_path(table)))
    return (*figures, *(table.path for table in (*said_tables(), FINDINGS)), FINDINGS_JSON)


def said_tables() -> tuple[FormTable[Any], ...]:
    """The tables of what is said about the forms that every form has rows for, but for findings."""
    return (BLANKS, *form_tables())


def made_of(block: Block, findings: Mapping[str, Sequence[Finding]], address: str) -> Contents:
    """The parts of a block; ``findings`` by form id, ``address`` is the site's own."""
    files = _figures(block.rows, address) | _said(block.rows, findings)
    files[ARCHIVE] = bundle({path: files[path] for path in joined_paths()})
    return {part_path(path, block.name): content for path, content in files.items()}


def _figures(forms: Sequence[DatedForm], address: str) -> dict[str, bytes]:
    """Rows as printed, for Excel, to compute with, and of the workbook: of all the cells are made once."""
    rows = {table.name: table.rows(forms) for table in tables()}
    files: dict[str, bytes] = {}
    for table in tables():
        number = numeric_of(table)
        files[table.path] = csv_rows(rows[table.name])
        files[excel_path(table)] = csv_rows(excel_rows(table, rows[table.name]))
        files[number.path] = csv_rows(numeric_rows(number, rows))
        files |= sheet_rows(table, rows, address)
    return files


def _said(forms: Sequence[DatedForm], findings: Mapping[str, Sequence[Finding]]) -> dict[str, bytes]:
    files = {table.path: csv_rows(table.rows(forms)) for table in said_tables()}
    told = [(row.form, findings[row.form.id]) for row in forms if findings.get(row.form.id)]
    files[FINDINGS.path] = csv_rows(FINDINGS.cells(place for form, found in told for place in found_rows(form, found)))
    return files | {FINDINGS_JSON: found_part(told)}
