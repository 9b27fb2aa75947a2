"""Owns the findings as JSON in the words of findings.csv, and their JSON Schema. Must not judge anything. Pure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.checks import Severity
from generator.checks.formats import finding_values
from generator.publish.data.annotations import place_label
from generator.publish.data.columns import row_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.checks import Finding
    from generator.record.model import Form

FINDINGS_JSON, FINDINGS_SCHEMA = "data/findings.json", "data/schema/findings.json"
_TEXT, _TRUTH, _NUMBER = {"type": "string"}, {"type": "boolean"}, {"type": "integer", "minimum": 1}
_TEXT_OR_NONE, _ROW = {"type": ["string", "null"]}, {"type": ["integer", "null"], "minimum": 1}
_SEVERITY = {"enum": [severity.value for severity in Severity]}
_POSITION = {"line": {"type": "integer"}, "column": {"type": "integer"}}
_PLACE: Mapping[str, Any] = {
    "row": _ROW, "row_id": _TEXT_OR_NONE, "name": _TEXT_OR_NONE, "field": _TEXT_OR_NONE, "label": _TEXT_OR_NONE,
    "printed": _TEXT_OR_NONE, "expected": _TEXT_OR_NONE, "severity": _SEVERITY, "message": _TEXT,
    "answer": _TEXT_OR_NONE, **_POSITION,
}  # fmt: skip
_FINDING: Mapping[str, Any] = {
    "form_id": _TEXT, "number": _NUMBER, "rule": _TEXT, "severity": _SEVERITY, "weight": {"type": "integer"},
    "found": _TEXT, "title": _TEXT, "rows": {"type": "array", "items": _NUMBER}, "message": _TEXT,
    "question": _TEXT, "mend": _TEXT, "observed": _TRUTH, "systemic": _TRUTH, "path": _TEXT, **_POSITION,
}  # fmt: skip
"""Keys of findings.csv mean the same here; the others say what only people who edit the records need."""


LIST = (b'{"findings": [', b",", b"\n]}\n")
"""What the file says before, between and behind its parts."""


def found_part(told: Iterable[tuple[Form, Sequence[Finding]]]) -> bytes:
    """What the public sees of the rule book on some forms, as it stands in the list (LIST): a finding a line.

    Form by form, so that the values of all never stand together.
    """
    return b",".join(_of_form(form, found).encode() for form, found in told)


def _of_form(form: Form, found: Sequence[Finding]) -> str:
    """The findings of one form as they stand in the list."""
    ids = row_ids(form)
    values = (_finding(form, ids, number, finding) for number, finding in enumerate(found, 1))
    return ",".join(f"\n{json.dumps(value, ensure_ascii=False)}" for value in values)


def _finding(form: Form, ids: Sequence[str], number: int, finding: Finding) -> dict[str, Any]:
    values = finding_values(finding)
    for place in values["places"]:
        row = place["row"]
        place["row_id"] = ids[row - 1] if row and row <= len(ids) else None
        place["label"] = place_label(form, place["field"], row) or None
    return {"number": number, **values}


def findings_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the file."""
    places = {"type": "array", "minItems": 1, "items": _closed(_PLACE)}
    listed = {"type": "array", "items": _closed({**_FINDING, "places": places})}
    schema = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": schema, "title": "检查发现", **_closed({"findings": listed})}


def _closed(properties: Mapping[str, Any]) -> dict[str, Any]:
    keys = {"properties": dict(properties), "required": list(properties), "additionalProperties": False}
    return {"type": "object", **keys}
