"""Owns the record nobody has filled in yet: empty, or last year's with the values taken out. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pypinyin import lazy_pinyin
from pypinyin.seg import mmseg

from generator.record.fields import Shape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.record.fields import Field
    from generator.record.kinds import Kind


def slug_of(name: str) -> str:
    """An ASCII name from pinyin, word by word; a proposal, permanent once a record has it."""
    parts = re.findall(r"[0-9A-Za-z]+|[^0-9A-Za-z]+", name)
    cut = (word for part in parts for word in ([part] if part.isascii() else mmseg.seg.cut(part)))
    words = ("".join(lazy_pinyin(word)).lower() for word in cut)
    return "-".join(filter(None, (re.sub(r"[^a-z0-9]", "", word) for word in words)))


def empty_record(kind: Kind, head: Mapping[str, str]) -> dict[str, Any]:
    """A record with its head filled in and one empty indicator row; every choice is left to the editor."""
    record = {field.key: _empty(field) for field in kind.fields}
    return record | {"kind": kind.key, "title": kind.title} | dict(head)


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
