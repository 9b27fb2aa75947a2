"""Owns the downloads: which tables there are in which format, by their path under the site.

CSV after RFC 4180, UTF-8, one header row. Pure: the same forms, the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from generator.publish.data import excel
from generator.publish.data.annotations import CHANGES, FINDINGS, RULES, changes, form_tables, found_rows
from generator.publish.data.archive import ARCHIVE, archive
from generator.publish.data.blanks import BLANKS
from generator.publish.data.citation import JSON_LD, dataset
from generator.publish.data.columnar import as_parquet, path_of
from generator.publish.data.columns import DatedForm, tables
from generator.publish.data.database import DATABASE, Database
from generator.publish.data.found import FINDINGS_SCHEMA, findings_of, findings_schema
from generator.publish.data.numeric import numeric_rows, numeric_tables
from generator.publish.data.package import FINDINGS as FINDINGS_JSON
from generator.publish.data.package import PACKAGE, package
from generator.publish.data.package import RULES as RULES_JSON
from generator.publish.data.spreadsheet import WORKBOOK, workbook
from generator.publish.pieces import Piece
from generator.record.kinds import KINDS
from generator.record.schema import json_schema

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.checks import Finding
    from generator.checks.finding import Rule
    from generator.forms.collection import Collection
    from generator.history.dates import Dates
    from generator.publish.data.columns import FormTable
    from generator.publish.data.table import Row, Table
    from generator.publish.edition import Edition
    from generator.publish.pieces import Contents, Read
    from generator.record.model import Form

    Made = Callable[[], tuple[Table[Any], list[Row]]]
    """A table with its rows, when asked for."""
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


def pieces(stock: Stock, reads: str = "") -> Iterator[Piece]:
    """All files for people with a spreadsheet and for programs; ``reads`` is the digest of all of the stock.

    No table waits for another: those that hold several are made from the files of the first turn.
    """
    profile = stock.collection.registry.profile
    for table in tables():
        yield Piece(table.path, partial(_printed_files, table, stock), reads, paths=_paths(table), is_large=True)
    for other, rows in _annotations(stock):
        paths = (other.path, path_of(other))
        yield Piece(other.path, partial(_typed_files, other, rows), reads, paths=paths, is_large=True)
    schemas = {f"data/schema/{kind.key}.json": partial(json_schema, kind, profile) for kind in KINDS.values()}
    facts = {
        RULES_JSON: lambda: list(RULES.by_name(RULES.cells(stock.rules))),
        JSON_LD: lambda: dataset(stock.collection, stock.changed, stock.edition),
        FINDINGS_SCHEMA: findings_schema,
    } | schemas
    for path, value in facts.items():
        yield Piece(path, partial(_as_file, path, value), reads, paths=(path,))
    yield Piece(FINDINGS_JSON, partial(_found, stock), reads, paths=(FINDINGS_JSON,), is_large=True)
    yield from _of_tables(stock, reads, (*facts, FINDINGS_JSON))


def _paths(table: Table[Any]) -> tuple[str, ...]:
    number = _numeric_of(table)
    return (table.path, excel.path_of(table), number.path, path_of(number))


def _of_tables(stock: Stock, reads: str, facts: tuple[str, ...]) -> Iterator[Piece]:
    """What holds all tables: the workbook for people, the database, the description, the archive of everything."""
    first = (*(path for table in tables() for path in _paths(table)), *facts)
    first += tuple(path for table in _annotated() for path in (table.path, path_of(table)))
    changed = stock.changed.date() if stock.changed else None

    def book(read: Read) -> Contents:
        return {WORKBOOK: workbook(lambda table: rows_in(read(table.path)), changed, stock.edition)}

    def database(read: Read) -> Contents:
        everything = Database()
        for table in (*numeric_tables(), *_annotated()):
            everything.add(table, rows_in(read(table.path)))
        return {DATABASE: everything.close()}

    def described(read: Read) -> Contents:
        return {PACKAGE: as_json(package(stock.collection, stock.changed, stock.edition, all_tables(), read))}

    def packed(read: Read) -> Contents:
        return {ARCHIVE: archive({path.removeprefix("data/"): partial(read, path) for path in inside})}

    later = {WORKBOOK: book, DATABASE: database, PACKAGE: described}
    for path, make in later.items():
        yield Piece(path, make, reads, first, turn=1, paths=(path,), is_large=True)
    inside = (*first, *later)
    yield Piece(ARCHIVE, packed, reads, inside, turn=2, paths=(ARCHIVE,), is_large=True)


def _found(stock: Stock, _: Read) -> Contents:
    return {FINDINGS_JSON: findings_of(stock.collection.forms, stock.findings)}


def _as_file(path: str, value: Callable[[], object], _: Read) -> Contents:
    return {path: as_json(value())}


def _printed_files(table: FormTable[Any], stock: Stock, read: Read) -> Contents:
    """A table of figures as printed, for programs and for Excel, and the same to compute with."""
    rows, main, number = table.rows(stock.forms), tables()[0], _numeric_of(table)
    printed = {table.name: rows, main.name: rows if table is main else main.rows(stock.forms)}
    files = {table.path: as_csv(table, rows), excel.path_of(table): excel.as_excel_csv(table, rows)}
    return files | _typed_files(number, lambda: numeric_rows(number, printed), read)


def _numeric_of(table: Table[Any]) -> Table[Any]:
    return next(other for other in numeric_tables() if other.name == table.name)


def _typed_files(table: Table[Any], rows: Callable[[], list[Row]], _: Read) -> dict[str, bytes]:
    made = rows()
    return {table.path: as_csv(table, made), path_of(table): as_parquet(table, made)}


def all_tables() -> tuple[Table[Any], ...]:
    """Every table of every edition, in the order of the data package."""
    return (*tables(), *numeric_tables(), *_annotated())


def _annotated() -> tuple[Table[Any], ...]:
    """What is said about the forms, in the order of the package."""
    return (BLANKS, *form_tables(), FINDINGS, CHANGES, RULES)


def _annotations(stock: Stock) -> Iterator[tuple[Table[Any], Callable[[], list[Row]]]]:
    """The tables of what is said about the forms, each with what makes its rows."""
    for table in (BLANKS, *form_tables()):
        yield table, partial(table.rows, stock.forms)
    places = ((row.form, stock.findings.get(row.form.id, ())) for row in stock.forms)
    yield FINDINGS, lambda: FINDINGS.cells(place for form, found in places for place in found_rows(form, found))
    yield CHANGES, lambda: CHANGES.cells(changes(stock.forms, stock.collection.registry.withdrawn))
    yield RULES, lambda: RULES.cells(stock.rules)


def as_json(value: object) -> bytes:
    """A file for programs that people may read too."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def as_csv(table: Table[Any], rows: Iterable[Row]) -> bytes:
    """One table after RFC 4180."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(table.names)
    writer.writerows(rows)
    return buffer.getvalue().encode()


def rows_in(content: bytes) -> Iterator[Row]:
    """The rows of a table as they were written."""
    lines = csv.reader(io.StringIO(content.decode(), newline=""))
    next(lines)
    return map(tuple, lines)
