"""Owns the downloads: CSV tables with figures as printed, the workbook, the data package, the schemas.

CSV after RFC 4180, UTF-8, one header row; the package after the Data Package standard, version 2.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from typing import TYPE_CHECKING, Any

from generator.publish.data.columns import FORMS, FUNDS, INDICATORS, TABLES, Table
from generator.publish.data.spreadsheet import WORKBOOK, workbook
from generator.publish.words.wording import cell
from generator.record.fields import DECLARED_AMOUNTS, FUNDS_COLUMNS, KIND_FOLDERS
from generator.record.model import Indicator, SelfEvaluation
from generator.record.schema import json_schema

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from generator.forms.collection import AnyForm, Collection
    from generator.history.dates import Dates
    from generator.publish.edition import Edition
    from generator.record.model import DeclaredIndicator, Form, TargetDeclaration

    DatesOf = Callable[[Form], Dates | None]

PACKAGE = "data/datapackage.json"
_PROFILES = "https://datapackage.org/profiles/2.0"


def downloads(collection: Collection, dates: DatesOf, edition: Edition) -> dict[str, bytes]:
    """All files for people with a spreadsheet and for programs, by their path under the site."""
    rows = {
        FORMS.name: [_form_row(form, dates(form)) for form in collection.forms],
        FUNDS.name: [row for form in collection.evaluations for row in _funds_rows(form)],
        INDICATORS.name: [row for form in collection.forms for row in _indicator_rows(form)],
    }
    files = {table.path: _csv(table, rows[table.name]) for table in TABLES}
    changed = max((known.last for known in map(dates, collection.forms) if known), default=None)
    files[PACKAGE] = _json(_package(collection, changed, edition, files))
    files[WORKBOOK] = workbook(rows, changed.date() if changed else None, edition)
    return files | {f"data/schema/{kind}.json": _json(json_schema(kind)) for kind in KIND_FOLDERS}


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _csv(table: Table, rows: Iterable[dict[str, str]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, [column.name for column in table.columns], restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode()


def _package(
    collection: Collection, changed: dt.datetime | None, edition: Edition, files: dict[str, bytes]
) -> dict[str, Any]:
    """Describe the tables; dated by the newest change in the history, so that equal data give equal bytes."""
    used = {form.source.document for form in collection.forms}
    documents = [document for document in collection.registry.documents.values() if document.id in used]
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "performance-disclosure",
        "title": edition.name,
        "description": "财政项目支出绩效自评价和绩效目标申报表。数字照原件，逗号是千位分隔，“-”和空格子表示没有数。",
        "homepage": edition.address,
        **({"created": changed.isoformat()} if changed else {}),
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "sources": [
            {"title": f"{document.description}（{document.name}）", **({"path": document.url} if document.url else {})}
            for document in documents
        ],
        "resources": [_resource(table, files[table.path]) for table in TABLES],
    }


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [{"name": c.name, **c.schema, "description": c.meaning} for c in table.columns],
        "primaryKey": list(table.key),
        "missingValues": ["", "-"],
    }
    if table.refers:
        reference = {"resource": FORMS.name, "fields": ["id"]}
        schema["foreignKeys"] = [{"fields": ["form_id"], "reference": reference}]
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "type": "table",
        "path": table.path.removeprefix("data/"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema,
    }


def _form_row(form: AnyForm, known: Dates | None) -> dict[str, str]:
    row = {
        "id": form.id,
        "kind": form.kind,
        "year": str(form.year),
        "department": form.department,
        "unit": form.unit,
        "project": form.project,
        "title": form.title,
        "indicator_count": str(len(form.indicators)),
        "narrative": form.source.narrative,
        "document": form.source.document,
        "position": str(form.source.position),
        "approved": form.approved.isoformat() if form.approved else "",
        "published": form.published.isoformat() if form.published else "",
        "recorded": known.first.date().isoformat() if known else "",
        "changed": known.last.date().isoformat() if known else "",
        "url": f"{form.id}/",
    }
    return row | (_evaluation_cells(form) if isinstance(form, SelfEvaluation) else _declaration_cells(form))


def _evaluation_cells(form: SelfEvaluation) -> dict[str, str]:
    total = form.funds.total
    return {column: cell(getattr(total, column)) for column in ("initial_budget", "adjusted_budget", "executed")} | {
        "amount_unit": form.funds.amount_unit.value,
        "execution_rate": cell(total.execution_rate),
        "execution_weight": cell(total.weight),
        "execution_score": cell(total.score),
        "total_weight": cell(form.total_weight),
        "total_score": cell(form.total_score),
        "grade": form.grade or "",
        "expected": form.expected or "",
        "achieved": form.achieved or "",
    }


def _declaration_cells(form: TargetDeclaration) -> dict[str, str]:
    return {column: cell(getattr(form.amounts, column)) for column, _ in DECLARED_AMOUNTS} | {
        "amount_unit": form.amounts.amount_unit.value,
        "expected": form.annual or form.overall or "",
    }


def _funds_rows(form: SelfEvaluation) -> Iterable[dict[str, str]]:
    for key, _, line in form.funds.lines():
        row = {"form_id": form.id, "line": key}
        yield row | {column: cell(getattr(line, column)) for column, _ in FUNDS_COLUMNS}


def _indicator_rows(form: AnyForm) -> Iterable[dict[str, str]]:
    indicators: tuple[Indicator | DeclaredIndicator, ...] = form.indicators
    for number, indicator in enumerate(indicators, 1):
        row = {"form_id": form.id, "row": str(number), "target": indicator.target or ""}
        row |= {key: getattr(indicator, key) for key in ("level1", "level2", "name")}
        if isinstance(indicator, Indicator):
            row |= {"actual": indicator.actual or "", "reason": indicator.reason or ""}
            row |= {"weight": cell(indicator.weight), "score": cell(indicator.score)}
        yield row
