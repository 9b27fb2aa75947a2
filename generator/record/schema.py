"""Owns the JSON Schema (2020-12) of a record, made from the field table: completion and checks elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.record.fields import Field, Shape
from generator.record.values import DECIMAL_DIGITS, NO_FIGURE, WHOLE_DIGITS

if TYPE_CHECKING:
    from generator.record.kinds import Kind
    from generator.record.model import Profile

_WHOLE = rf"(\d{{1,3}}(,\d{{3}}){{1,{WHOLE_DIGITS // 3 - 1}}}|\d{{1,{WHOLE_DIGITS}}})"
_FIGURE = rf"^({'|'.join(NO_FIGURE)})$|^[¥￥]?-?{_WHOLE}(\.\d{{1,{DECIMAL_DIGITS}}})? ?([%％‰]|万元|元|分)?$"
_DATE = r"^(19|20)\d{2}-\d{2}-\d{2}$"
_BEYOND = 10**WHOLE_DIGITS


def json_schema(kind: Kind, profile: Profile | None = None) -> dict[str, Any]:
    """The schema of one kind of record, with the words of a region; values may be YAML numbers or texts."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.label,
        **_object(kind.fields_in(profile)),
    }


def registry_schema(label: str, fields: tuple[Field, ...]) -> dict[str, Any]:
    """The schema of a registry or a template."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": label, **_object(fields)}


def _object(fields: tuple[Field, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {field.key: _describe(field) for field in fields},
        "required": [field.key for field in fields if field.required],
        "additionalProperties": False,
    }


def _describe(field: Field) -> dict[str, Any]:
    named = {"title": field.label, "description": field.meaning}
    example = {"examples": [field.example]} if field.example else {}
    return named | _shape(field) | example


def _shape(field: Field) -> dict[str, Any]:
    if field.shape is Shape.GROUP:
        return _object(field.fields) | ({} if field.required else {"type": ["object", "null"]})
    if field.shape is Shape.LIST:
        items = {"type": "array", "items": _object(field.fields)}
        return items | ({"minItems": 1} if field.required else {})
    if field.shape is Shape.CHOICE and field.choices and field.is_advised:
        return {"anyOf": [{"enum": [*field.choices]}, {"type": ["string", *([] if field.required else ["null"])]}]}
    if field.shape is Shape.CHOICE and field.choices:
        return {"enum": [*field.choices, *([] if field.required else [None])]}
    empty = [] if field.required else ["null"]
    filled = {"minLength": 1, "pattern": r"\S"} if field.required else {}
    scalars: dict[Shape, dict[str, Any]] = {
        Shape.CHOICE: {"type": ["string", *empty]},
        Shape.TEXT: {"type": ["string", "number", *empty], **filled},
        Shape.FIGURE: {
            "type": ["string", "number", *empty],
            "pattern": _FIGURE,
            "exclusiveMinimum": -_BEYOND,
            "exclusiveMaximum": _BEYOND,
        },
        Shape.DATE: {"type": ["string", *empty], "pattern": _DATE},
        Shape.DAY: {"type": ["string", *empty]},
        Shape.INTEGER: {"type": ["integer", *empty], "minimum": 1},
        Shape.YEAR: {"type": ["integer", *empty], "minimum": 1900, "maximum": 2099},
    }
    return scalars[field.shape]
