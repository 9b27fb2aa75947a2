"""Owns the record nobody has filled in yet: empty, or last year's with the values taken out. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pypinyin import lazy_pinyin
from pypinyin.seg import mmseg

from generator.record.fields import RECORD_FIELDS, Shape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.record.fields import Field

_EMPTIED = {"actual", "score", "reason", "target", "expected", "achieved", "overall", "annual", "period"}
"""What a new year has to say anew; names, levels and weights stay."""
_OF_ONE_YEAR = ("approved", "published", "publish_after", "remarks", "answers", "corrections", "grade")
TITLES = {"self_evaluation": "财政项目支出绩效自评价", "target_declaration": "财政项目支出绩效目标申报表"}


def slug_of(name: str) -> str:
    """An ASCII name from pinyin, word by word; a proposal, permanent once a record has it."""
    parts = re.findall(r"[0-9A-Za-z]+|[^0-9A-Za-z]+", name)
    cut = (word for part in parts for word in ([part] if part.isascii() else mmseg.seg.cut(part)))
    words = ("".join(lazy_pinyin(word)).lower() for word in cut)
    return "-".join(filter(None, (re.sub(r"[^a-z0-9]", "", word) for word in words)))


def empty_record(kind: str, head: Mapping[str, str]) -> dict[str, Any]:
    """A record with its head filled in and one empty indicator row; every choice is left to the editor."""
    record = {field.key: _empty(field) for field in RECORD_FIELDS[kind]}
    return record | {"kind": kind, "title": TITLES[kind]} | dict(head)


def next_year(record: Mapping[str, Any], year: int) -> dict[str, Any]:
    """Last year's record for a new year: names, levels and weights stay, targets, results and figures go."""
    fresh = {key: value for key, value in record.items() if key not in _OF_ONE_YEAR}
    emptied: dict[str, Any] = _emptied(fresh, RECORD_FIELDS[record["kind"]])
    return emptied | {"year": str(year), "source": _empty_source(record)}


def _empty_source(record: Mapping[str, Any]) -> dict[str, str]:
    return {"document": "", "position": "1", "narrative": record.get("source", {}).get("narrative", "")}


def _emptied(values: Mapping[str, Any], fields: Sequence[Field]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for field in fields:
        value = values.get(field.key)
        if value is None or field.key in _EMPTIED:
            continue
        if field.shape is Shape.GROUP:
            kept[field.key] = _emptied(value, field.fields)
        elif field.shape is Shape.LIST:
            kept[field.key] = [_emptied(item, field.fields) for item in value]
        elif field.shape not in (Shape.FIGURE, Shape.DATE) or field.key in ("weight", "total_weight"):
            kept[field.key] = value
    return kept


def _empty(field: Field) -> Any:  # noqa: ANN401 -- the shape decides the type
    if field.shape is Shape.GROUP:
        return {inner.key: _empty(inner) for inner in field.fields}
    if field.shape is Shape.LIST:
        return [{inner.key: _empty(inner) for inner in field.fields}] if field.required else []
    return ""
