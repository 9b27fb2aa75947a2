"""Owns a form as an object for programs, and the JSON Schema of that object; both made from the field table. Pure.

A figure is ``{"printed": "1,068.30", "value": "1068.30"}``: the value is a text, so that no reader makes a float of it.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from generator.publish.data.columns import row_ids
from generator.record.fields import Field, Shape
from generator.record.kinds import result_in
from generator.record.target import Comparator, Result, parse_quantity
from generator.record.values import Day, Figure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.record.kinds import Kind
    from generator.record.model import Form, IndicatorRow

_LIST = "indicators"
_LEFT_OUT = ("kind", "doubts", "publish_after")
"""Keys of a record that say nothing of a published form, or are said otherwise."""
DECIMAL = r"^-?[0-9]+(\.[0-9]+)?$"


def form_object(form: Form) -> dict[str, Any]:
    """A form as it is published for programs: keys of the record, figures printed and meant, rows with their ids."""
    head = {"id": form.id, "kind": form.kind.key, "unit_id": form.unit_id, "project_id": form.project_id}
    values = head | {key: value for key, value in _values(form, form.kind.fields).items() if key not in _LEFT_OUT}
    for cells, values_of_row, row_id in zip(form.indicators, values[_LIST], row_ids(form), strict=True):
        values_of_row.update(row_id=row_id, **_parsed(form, cells))
    return values


def _values(model: object, fields: tuple[Field, ...]) -> dict[str, Any]:
    values = ((field, model if field.is_open else getattr(model, field.key)) for field in fields)
    return {field.key: _value(value, field) for field, value in values if value or not field.is_extra}


def _value(value: Any, field: Field) -> Any:  # noqa: ANN401 -- the shape decides the type
    if value is None or type(value) is str:  # most cells
        return value
    if isinstance(value, Figure):
        return {"printed": value.text, "value": None if value.value is None else f"{value.value:f}"}
    if field.shape is Shape.GROUP:
        return _values(value, field.fields)
    if field.shape is Shape.LIST:
        return [_values(item, field.fields) for item in value]
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, (dt.date, Day)) else value


def _parsed(form: Form, cells: IndicatorRow) -> dict[str, Any]:
    """What target and actual value say, beside their text."""
    result = result_in(form, getattr(cells, "actual", None))
    return {
        "target_read": _quantity(cells.goal),
        "actual_read": _quantity(getattr(cells, "done", None)),
        "result": result.value if result else None,
    }


@lru_cache(maxsize=4096)
def _quantity(text: str | None) -> Mapping[str, Any] | None:
    quantity = parse_quantity(text) if text else None
    if quantity is None:
        return None
    return {
        "operator": quantity.comparator.value if quantity.comparator else None,
        "value": f"{quantity.value:f}",
        "unit": quantity.unit,
        "approximate": quantity.is_approximate,
    }


def form_schema(kind: Kind) -> dict[str, Any]:
    """The JSON Schema (2020-12) of the forms of a kind."""
    text = {"type": "string"}
    schema = _object(tuple(field for field in kind.fields if field.key not in _LEFT_OUT))
    own = {"id": text, "kind": {"const": kind.key}, "unit_id": text, "project_id": text}
    schema["properties"] = own | schema["properties"]
    schema["required"] = [*own, *schema["required"]]
    rows = schema["properties"][_LIST]["items"]
    read = {
        "row_id": text,
        "target_read": QUANTITY,
        "actual_read": QUANTITY,
        "result": {"enum": [*(item.value for item in Result), None]},
    }
    rows["properties"] |= read
    rows["required"] += list(read)
    return {"title": kind.label, **schema}


_FIGURE = {
    "type": ["object", "null"],
    "properties": {"printed": {"type": "string"}, "value": {"type": ["string", "null"], "pattern": DECIMAL}},
    "required": ["printed", "value"],
    "additionalProperties": False,
}
QUANTITY = {
    "type": ["object", "null"],
    "properties": {
        "operator": {"enum": [*(item.value for item in Comparator), None]},
        "value": {"type": "string", "pattern": DECIMAL},
        "unit": {"type": "string"},
        "approximate": {"type": "boolean"},
    },
    "required": ["operator", "value", "unit", "approximate"],
    "additionalProperties": False,
}


def _object(fields: tuple[Field, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {field.key: {"title": field.label} | _shape(field) for field in fields},
        "required": [field.key for field in fields if not field.is_extra],
        "additionalProperties": False,
    }


def _shape(field: Field) -> dict[str, Any]:
    if field.shape is Shape.GROUP:
        return _object(field.fields) | ({} if field.required or field.is_open else {"type": ["object", "null"]})
    if field.shape is Shape.LIST:
        return {"type": "array", "items": _object(field.fields)}
    if field.shape is Shape.FIGURE:
        return _FIGURE
    kind = "integer" if field.shape in (Shape.INTEGER, Shape.YEAR) else "string"
    return {"type": kind if field.required else [kind, "null"]}
