"""Owns the data package: what every table holds, for programs, after the Data Package standard, version 2. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.publish.data.found import FINDINGS_JSON
from generator.publish.data.sums import sums_of
from generator.record.values import NO_FIGURE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from generator.forms.collection import Collection
    from generator.publish.data.table import Table
    from generator.publish.edition import Edition
    from generator.publish.pieces import Read

PACKAGE = "data/datapackage.json"
VERSION = "3.0.0"
"""Of the tables' structure: the first number changes when a column goes or means something else."""
KEYWORDS = ("财政", "绩效评价", "项目支出", "绩效目标", "budget", "performance", "self-evaluation", "China")
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
RULES = "data/rules.json"
_OBJECTS = {
    RULES: ("rules-json", "检查规则", "与 rules.csv 相同，一项一条规则"),
    FINDINGS_JSON: (
        "findings-json",
        "检查发现",
        "与 findings.csv 相同，一项一个提示，各处在 places 里",
    ),
}
"""Name, title and description of what is there as objects too."""
_PROFILES = "https://datapackage.org/profiles/2.0"


def package(
    collection: Collection,
    changed: dt.datetime | None,
    edition: Edition,
    tables: Iterable[Table[Any]],
    read: Read,
) -> dict[str, Any]:
    """Describe the tables; dated by the newest change in the history, so that equal data give equal bytes.

    ``read`` gives the checksums of the files described.
    """
    used = {form.source.document for form in collection.forms}
    documents = [document for document in collection.registry.documents.values() if document.id in used]
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "performance-disclosure",
        "title": edition.name,
        "description": "财政项目支出绩效自评价和绩效目标申报表。名称以 numeric- 开头的表数字可以直接计算；"
        "没有的照原件，逗号是千位分隔，“-”和空格子表示没有数，为什么空见 blanks。",
        "version": VERSION,
        "keywords": list(KEYWORDS),
        "homepage": edition.address,
        **({"created": changed.isoformat()} if changed else {}),
        "licenses": [{"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0", "path": LICENCE}],
        "sources": [
            {"title": f"{document.description}（{document.name}）", **({"path": document.url} if document.url else {})}
            for document in documents
        ],
        "resources": [
            *(_resource(table, read) for table in tables),
            *(_objects(path, read, *said) for path, said in _OBJECTS.items()),
        ],
    }


def _file(path: str, read: Read, **facts: object) -> dict[str, Any]:
    """What is said of any file."""
    sums = sums_of(path, read)
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        **facts,
        "path": path.removeprefix("data/"),
        "encoding": "utf-8",
        "bytes": sums.size,
        "hash": f"sha256:{sums.sha256}",
    }


def _objects(path: str, read: Read, name: str, title: str, description: str) -> dict[str, Any]:
    """A table once more for programs that want objects."""
    facts = {"name": name, "title": title, "description": description}
    return _file(path, read, **facts, format="json", mediatype="application/json")


def _resource(table: Table[Any], read: Read) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [{"name": c.name, **c.schema, "description": c.meaning} for c in table.columns],
        **({"primaryKey": list(table.key)} if table.key else {}),
        "missingValues": [""] if table.folder else ["", *NO_FIGURE],
    }
    if table.refers:
        schema["foreignKeys"] = [{"fields": ["form_id"], "reference": {"resource": "forms", "fields": ["id"]}}]
    facts = {"name": table.resource, "title": table.title, "description": table.description, "type": "table"}
    return _file(table.path, read, **facts, format="csv", mediatype="text/csv", schema=schema)
