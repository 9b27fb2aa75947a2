"""Owns the downloads: which tables there are in which format, by their path under the site.

CSV after RFC 4180, UTF-8, one header row. Pure: the same forms, the same bytes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from generator.publish.data import excel
from generator.publish.data.annotations import CHANGES, FINDINGS, RULES, changes
from generator.publish.data.archive import ARCHIVE, Stored, archive, packed_path, with_twin
from generator.publish.data.citation import JSON_LD, dataset
from generator.publish.data.columnar import as_parquet, path_of
from generator.publish.data.columns import DatedForm, tables
from generator.publish.data.database import DATABASE, Database
from generator.publish.data.found import FINDINGS_JSON, FINDINGS_SCHEMA, LIST, findings_schema
from generator.publish.data.numeric import numeric_tables
from generator.publish.data.package import PACKAGE, package
from generator.publish.data.package import RULES as RULES_JSON
from generator.publish.data.parts import (
    Frame,
    Parts,
    TableBlock,
    blocks_of,
    made_of,
    part_path,
    parted_paths,
    said_tables,
    typed_tables,
)
from generator.publish.data.sheet import counts_path, sheet_path
from generator.publish.data.spreadsheet import WORKBOOK, workbook
from generator.publish.data.sums import summed, sums_path
from generator.publish.data.table import csv_rows, rows_in
from generator.publish.pieces import Piece, is_aside
from generator.record.kinds import KINDS
from generator.record.schema import json_schema

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.checks import Finding
    from generator.checks.finding import Rule
    from generator.forms.collection import Collection
    from generator.history.dates import Dates
    from generator.publish.data.table import Row, Table
    from generator.publish.edition import Edition
    from generator.publish.pieces import Contents, Read
    from generator.record.model import Form

    DigestOf = Callable[..., str]
    DatesOf = Callable[[Form], Dates | None]


@dataclass(frozen=True)
class Stock:
    """What the downloads are made from."""

    collection: Collection
    """The published forms."""
    dates: DatesOf
    """What the history knows of each form."""
    edition: Edition
    findings: Mapping[str, Sequence[Finding]] = field(default_factory=dict)
    """What the public sees of the rule book, by form id."""
    rules: Sequence[Rule] = ()
    """The rule book in the words of the region."""

    @cached_property
    def forms(self) -> list[DatedForm]:
        """Every form with what is known of it."""
        units = self.collection.registry.units
        return [DatedForm(form, self.dates(form), units[form.unit_id].department) for form in self.collection.forms]

    @cached_property
    def changed(self) -> dt.datetime | None:
        """When a form last changed; None where it is not known."""
        return max((row.dates.last for row in self.forms if row.dates), default=None)


def pieces(stock: Stock, digest_of: DigestOf) -> Iterator[Piece]:
    """All files for people with a spreadsheet and for programs.

    The rows are made first, block by block, then joined, table by table; then comes what describes the files, and last
    what holds them all.

    Args:
        stock: what they are made from.
        digest_of: what stands for all that is known of some forms, and for more ``beside``.
    """
    whole = digest_of(*stock.collection.forms)
    facts = _facts(stock)
    parts = Parts(tuple(blocks_of(stock.forms)))
    yield from _rows(stock, parts, digest_of)
    for path, value in facts.items():
        yield _piece(path, partial(_as_file, path, value), whole)
    joined = [*_joined(parts, digest_of()), _workbook(parts, stock, digest_of), _database(parts, digest_of())]
    yield from joined
    inside = (*facts, *(path for piece in joined for path in piece.paths if not is_aside(path)))
    sums = tuple(map(sums_path, inside))

    def described(read: Read) -> Contents:
        described = as_json(package(stock.collection, stock.changed, stock.edition, all_tables(), read))
        return summed(PACKAGE, described)

    yield _piece(PACKAGE, described, whole, sums, turn=parts.turns + 1)
    yield _packed((*inside, PACKAGE), parts, digest_of())


def _piece(path: str, make: Callable[[Read], Contents], reads: str, needs: Sequence[str] = (), turn: int = 0) -> Piece:
    """One file, with what is kept of it."""
    return Piece(path, make, reads, tuple(needs), turn, (path, sums_path(path)))


def _packed(inside: Sequence[str], parts: Parts, reads: str) -> Piece:
    """All in one."""
    stored = Stored(inside, _frames(), (DATABASE,), parts.of(ARCHIVE))
    own = (path for path in inside if path not in stored.joined)
    twins = tuple(map(packed_path, stored.twins))
    needs = (*stored.bundles, *map(sums_path, (*inside, *twins)), *own, *twins)

    def packed(read: Read) -> Contents:
        return {ARCHIVE: archive(stored, read)}

    return Piece(ARCHIVE, packed, reads, needs, turn=parts.turns + 2, paths=(ARCHIVE,), is_large=True)


def _facts(stock: Stock) -> dict[str, Callable[[], object]]:
    """What makes the little files for programs, by their path."""
    profile = stock.collection.registry.profile
    return {
        RULES_JSON: lambda: list(RULES.by_name(RULES.cells(stock.rules))),
        JSON_LD: lambda: dataset(stock.collection, stock.changed, stock.edition),
        FINDINGS_SCHEMA: findings_schema,
        **{f"data/schema/{kind.key}.json": partial(json_schema, kind, profile) for kind in KINDS.values()},
    }


def _rows(stock: Stock, parts: Parts, digest_of: DigestOf) -> Iterator[Piece]:
    """The rows of every table, kept for the next build."""

    def of_block(block: TableBlock, _: Read) -> Contents:
        return made_of(block, stock.findings, stock.edition.address)

    for number, block in enumerate(parts.blocks):
        reads = digest_of(*(row.form for row in block.rows))
        paths = tuple(part_path(path, block.name) for path in parted_paths())
        yield Piece(
            f"{block.name}.rows", partial(of_block, block), reads, turn=parts.turn(number), paths=paths, is_large=True
        )
    whole = digest_of(*stock.collection.forms)
    rows: dict[Table[Any], Callable[[], list[Row]]] = {
        CHANGES: lambda: CHANGES.cells(changes(stock.forms, stock.collection.registry.withdrawn)),
        RULES: lambda: RULES.cells(stock.rules),
    }
    for table, make in rows.items():
        (path,) = _parts_of(table, parts)
        yield Piece(path, partial(_at_once, path, make), whole, paths=(path,))


def _at_once(path: str, rows: Callable[[], list[Row]], _: Read) -> Contents:
    return {path: csv_rows(rows())}


def _parts_of(table: Table[Any], parts: Parts) -> tuple[str, ...]:
    """Where the rows of a table stand: by block, or made at once where they are of no form."""
    return (part_path(table.path, "all"),) if table in (CHANGES, RULES) else parts.of(table.path)


def _joined(parts: Parts, reads: str) -> Iterator[Piece]:
    """Each table from its rows, as CSV and as what is made of it."""
    frames, typed = _frames(), {table.path: table for table in (*numeric_tables(), *_annotated())}
    for path, frame in frames.items():
        if path not in typed:
            needs = parts.of(path)
            yield _piece(path, partial(_as_joined, path, frame, needs), reads, needs, parts.turns)
    for path, table in typed.items():
        needs, columns = _parts_of(table, parts), path_of(table)
        paths = (path, sums_path(path), columns, sums_path(columns))
        yield Piece(path, partial(_typed, table, needs), reads, needs, turn=parts.turns, paths=paths, is_large=True)


def _frames() -> dict[str, Frame]:
    """What every file says around the parts that blocks give it."""
    return {
        **{table.path: Frame(csv_rows([table.names])) for table in (*tables(), *typed_tables())},
        **{excel.path_of(table): Frame(excel.excel_head(table)) for table in tables()},
        FINDINGS_JSON: Frame(*LIST),
    }


def _as_joined(path: str, frame: Frame, parts: Iterable[str], read: Read) -> Contents:
    return summed(path, frame.around(map(read, parts)))


def _typed(table: Table[Any], parts: Sequence[str], read: Read) -> Contents:
    rows = _as_joined(table.path, Frame(csv_rows([table.names])), parts, read)
    return {**rows, **summed(path_of(table), as_parquet(table, map(read, parts)))}


def _workbook(parts: Parts, stock: Stock, digest_of: DigestOf) -> Piece:
    """The rows of the tables for people."""
    changed = stock.changed.date() if stock.changed else None
    needs = tuple(path for table in tables() for of in (sheet_path, counts_path) for path in parts.of(of(table)))

    def book(read: Read) -> Contents:
        return summed(WORKBOOK, workbook(parts.of, read, changed, stock.edition))

    reads = digest_of(beside=str(stock.changed))
    return _piece(WORKBOOK, book, reads, needs, parts.turns)._replace(is_large=True)


def _database(parts: Parts, reads: str) -> Piece:
    """All tables to compute with in one."""
    others = {table: _parts_of(table, parts) for table in (CHANGES, RULES)}
    needs = (*parts.of(DATABASE), *(path for (path,) in others.values()))

    def joined(read: Read) -> Contents:
        whole = Database(typed_tables(), {table: rows_in(read(path)) for table, (path,) in others.items()})
        for path in parts.of(DATABASE):
            whole.add(read(path))
        return with_twin(DATABASE, *whole.close())

    made = _piece(DATABASE, joined, reads, needs, parts.turns)
    twin = packed_path(DATABASE)
    return made._replace(paths=(*made.paths, twin, sums_path(twin)), is_large=True)


def _as_file(path: str, value: Callable[[], object], _: Read) -> Contents:
    return summed(path, as_json(value()))


def all_tables() -> tuple[Table[Any], ...]:
    """Every table of every edition, in the order of the data package."""
    return (*tables(), *numeric_tables(), *_annotated())


def _annotated() -> tuple[Table[Any], ...]:
    """What is said about the forms, in the order of the package."""
    return (*said_tables(), FINDINGS, CHANGES, RULES)


def as_json(value: object) -> bytes:
    """A file for programs that people may read too."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
