"""Owns the downloads: which tables there are in which format, by their path under the site.

CSV after RFC 4180, UTF-8, one header row. Pure: the same forms, the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
from itertools import chain
from typing import TYPE_CHECKING, Any

from generator.publish.data import excel
from generator.publish.data.annotations import CHANGES, FINDINGS, RULES, changes, form_tables, found_rows
from generator.publish.data.api import api
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
    from generator.record.model import Form

    Made = tuple[Table[Any], list[Row]]
    """A table with its rows."""
    DatesOf = Callable[[Form], Dates | None]


def downloads(
    collection: Collection,
    dates: DatesOf,
    edition: Edition,
    findings: Mapping[str, Sequence[Finding]] | None = None,
    rules: Sequence[Rule] = (),
) -> dict[str, bytes]:
    """All files for people with a spreadsheet and for programs, by their path under the site.

    Args:
        collection: the published forms.
        dates: what the history knows of each form.
        edition: name and address of the site.
        findings: what the public sees of the rule book, by form id.
        rules: the rule book in the words of the region.
    """
    units = collection.registry.units
    forms = [DatedForm(form, dates(form), units[form.unit_id].department) for form in collection.forms]
    changed = max((row.dates.last for row in forms if row.dates), default=None)
    printed = {table.name: table.rows(forms) for table in tables()}
    files = _printed_files(printed, changed, edition)
    files |= _typed_files(printed, _annotations(collection, forms, findings or {}, rules))
    files[RULES_JSON] = as_json(list(RULES.by_name(RULES.cells(rules))))
    files[FINDINGS_JSON] = as_json(findings_of(collection.forms, findings or {}))
    files[PACKAGE] = as_json(package(collection, changed, edition, all_tables(), files))
    files[JSON_LD] = as_json(dataset(collection, changed, edition))
    profile = collection.registry.profile
    files |= {f"data/schema/{kind.key}.json": as_json(json_schema(kind, profile)) for kind in KINDS.values()}
    files[FINDINGS_SCHEMA] = as_json(findings_schema())
    files[ARCHIVE] = archive({path.removeprefix("data/"): content for path, content in files.items()})
    return files | api(collection, changed, edition)


def _printed_files(
    printed: Mapping[str, Sequence[Row]], changed: dt.datetime | None, edition: Edition
) -> dict[str, bytes]:
    """The tables of figures as printed: for programs, for Excel, and the workbook."""
    files = {table.path: as_csv(table, printed[table.name]) for table in tables()}
    files |= {excel.path_of(table): excel.as_excel_csv(table, printed[table.name]) for table in tables()}
    return files | {WORKBOOK: workbook(printed, changed.date() if changed else None, edition)}


def _typed_files(printed: Mapping[str, Sequence[Row]], annotations: Iterable[Made]) -> dict[str, bytes]:
    """The numeric tables and what is said of the forms, one after the other: no rows wait for those of another."""
    files, everything = {}, Database()
    numeric = ((table, numeric_rows(table, printed)) for table in numeric_tables())
    for table, rows in chain(numeric, annotations):
        files[table.path] = as_csv(table, rows)
        files[path_of(table)] = as_parquet(table, rows)
        everything.add(table, rows)
    return files | {DATABASE: everything.close()}


def all_tables() -> tuple[Table[Any], ...]:
    """Every table of every edition, in the order of the data package."""
    return (*tables(), *numeric_tables(), BLANKS, *form_tables(), FINDINGS, CHANGES, RULES)


def _annotations(
    collection: Collection, forms: Sequence[DatedForm], findings: Mapping[str, Sequence[Finding]], rules: Sequence[Rule]
) -> Iterator[Made]:
    """What is said about the forms, in the order of the package."""
    for table in (BLANKS, *form_tables()):
        yield table, table.rows(forms)
    found = (place for row in forms for place in found_rows(row.form, findings.get(row.form.id, ())))
    yield FINDINGS, FINDINGS.cells(found)
    yield CHANGES, CHANGES.cells(changes(forms, collection.registry.withdrawn))
    yield RULES, RULES.cells(rules)


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
