"""Owns the record nobody has filled in yet: empty, or last year's with the values taken out. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pypinyin import lazy_pinyin
from pypinyin.seg import mmseg

from generator.record.fields import Shape
from generator.record.writing import OPEN_ROWS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.record.fields import Field
    from generator.record.kinds import Kind
    from generator.record.template import Template


def slug_of(name: str) -> str:
    """An ASCII name from pinyin, word by word; a proposal, permanent once a record has it."""
    parts = re.findall(r"[0-9A-Za-z]+|[^0-9A-Za-z]+", name)
    cut = (word for part in parts for word in ([part] if part.isascii() else mmseg.seg.cut(part)))
    words = ("".join(lazy_pinyin(word)).lower() for word in cut)
    return "-".join(filter(None, (re.sub(r"[^a-z0-9]", "", word) for word in words)))


def empty_record(kind: Kind, template: Template, head: Mapping[str, str]) -> dict[str, Any]:
    """A record with its head filled in and one empty indicator row; every choice is left to the editor."""
    record = {field.key: _empty(field) for field in printed_fields(kind, template)}
    return record | {"kind": kind.key, "title": template.title or kind.title} | dict(head)


def printed_fields(kind: Kind, template: Template) -> tuple[Field, ...]:
    """The field table of a kind with the cells that the printed form has and no others."""
    if not template.cells:
        return kind.fields
    found = (field if not field.part else _printed(field, template, "") for field in kind.fields)
    return tuple(field for field in found if field is not None)


def _printed(field: Field, template: Template, at: str) -> Field | None:
    path = f"{at}.{field.key}".lstrip(".")
    if field.shape not in (Shape.GROUP, Shape.LIST):
        return replace(field, is_extra=False) if field.required or template.has(path) else None
    is_row = at and (field.key == OPEN_ROWS or field.shape is Shape.GROUP)
    if field.key == "others" or (is_row and template.has_own_rows(at) != (field.key == OPEN_ROWS)):
        return None
    inner = (_printed(one, template, path) for one in field.fields)
    kept = tuple(one for one in inner if one is not None)
    is_there = template.has(path) or field.required
    return replace(field, fields=kept, is_extra=False, required=True) if is_there and kept else None


def next_year(kind: Kind, record: Mapping[str, Any]) -> dict[str, Any]:
    """Last year's record without what is renewed: names, levels and weights stay, targets, results and figures go."""
    return _emptied(record, kind.fields) | {"source": _empty_source(record)}


def _empty_source(record: Mapping[str, Any]) -> dict[str, str]:
    return {"document": "", "position": "1", "narrative": record.get("source", {}).get("narrative", "")}


def _emptied(values: Mapping[str, Any], fields: Sequence[Field]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for field in fields:
        value = values.get(field.key)
        if value is None or field.is_renewed:
            continue
        if field.shape is Shape.GROUP:
            kept[field.key] = _emptied(value, field.fields)
        elif field.shape is Shape.LIST:
            kept[field.key] = [_emptied(item, field.fields) for item in value]
        else:
            kept[field.key] = value
    return kept


def _empty(field: Field) -> Any:  # noqa: ANN401 -- the shape decides the type
    if field.shape is Shape.GROUP:
        return {inner.key: _empty(inner) for inner in field.fields}
    if field.shape is Shape.LIST:
        return [{inner.key: _empty(inner) for inner in field.fields}] if field.required else []
    return ""
