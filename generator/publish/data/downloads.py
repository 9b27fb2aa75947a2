"""Owns the downloads: CSV tables with figures as printed, the workbook, the data package, the schemas.

CSV after RFC 4180, UTF-8, one header row; the package after the Data Package standard, version 2.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from typing import TYPE_CHECKING, Any

from generator.publish.data.columns import Table, tables
from generator.publish.data.spreadsheet import WORKBOOK, workbook
from generator.record.kinds import KINDS
from generator.record.schema import json_schema

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from generator.forms.collection import Collection
    from generator.history.dates import Dates
    from generator.publish.edition import Edition
    from generator.record.model import Form

    DatesOf = Callable[[Form], Dates | None]

PACKAGE = "data/datapackage.json"
_PROFILES = "https://datapackage.org/profiles/2.0"


def downloads(collection: Collection, dates: DatesOf, edition: Edition) -> dict[str, bytes]:
    """All files for people with a spreadsheet and for programs, by their path under the site."""
    rows = {table.name: table.rows(collection.forms, dates) for table in tables()}
    files = {table.path: _csv(table, rows[table.name]) for table in tables()}
    changed = max((known.last for known in map(dates, collection.forms) if known), default=None)
    files[PACKAGE] = _json(_package(collection, changed, edition, files))
    files[WORKBOOK] = workbook(rows, changed.date() if changed else None, edition)
    profile = collection.registry.profile
    return files | {f"data/schema/{kind.key}.json": _json(json_schema(kind, profile)) for kind in KINDS.values()}


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _csv(table: Table[Any], rows: Iterable[dict[str, str]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, [column.name for column in table.columns], lineterminator="\r\n")
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
        "resources": [_resource(table, files[table.path]) for table in tables()],
    }


def _resource(table: Table[Any], content: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [{"name": c.name, **c.schema, "description": c.meaning} for c in table.columns],
        "primaryKey": list(table.key),
        "missingValues": ["", "-"],
    }
    if table.refers:
        reference = {"resource": tables()[0].name, "fields": ["id"]}
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
