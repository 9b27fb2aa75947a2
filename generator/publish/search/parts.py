"""Owns what the searched texts are: parts of a form by key, with the label readers see and the words that mean it.

Scripts know the keys alone; labels and words come to them with the index.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from generator.record.fields import Shape, along, find_field
from generator.record.kinds import KINDS

if TYPE_CHECKING:
    from generator.record.fields import Field
    from generator.record.kinds import Kind


@dataclass(frozen=True, slots=True)
class SearchPart:
    """Texts of one sort, searched together where a reader limits a word to them, as in 目标:95%."""

    key: str
    label: str
    words: tuple[str, ...] = ()
    """What readers call it before a colon, besides the label."""


def _printed(path: str) -> str:
    """The label the first kind of form that has the field prints."""
    return next(field.label for kind in KINDS.values() if (field := find_field(path, kind.fields)))


NAME, FINDING = "name", "finding"
PARTS = (
    SearchPart(NAME, _printed("indicators.name"), ("指标", "指标名称")),
    SearchPart("target", _printed("indicators.target"), ("目标", "目标值", "指标值")),
    SearchPart("actual", _printed("indicators.actual"), ("完成", "完成值", "实际")),
    SearchPart("reason", _printed("indicators.reason"), ("原因", "偏差", "偏差原因")),
    SearchPart("points", "分值和得分", ("分值", "得分", "分数")),
    SearchPart("levels", "一级、二级指标", ("一级指标", "二级指标")),
    SearchPart("goals", _printed("goals"), ("总体目标", "总目标", "预期目标", "完成情况")),
    SearchPart("funds", "项目资金", ("资金", "金额")),
    SearchPart("notes", "说明和更正", ("说明", "更正")),
    SearchPart(FINDING, "检查提示", ("检查", "提问", "规则")),
)
"""In the order in which the long line of a form holds them; the names of its indicators come first."""

HEADS = (
    SearchPart("project", _printed("project"), ("项目",)),
    SearchPart("unit", _printed("unit"), ("单位",)),
    SearchPart("department", _printed("department"), ("部门",)),
    SearchPart("title", _printed("title")),
    SearchPart("kind", "表种"),
    SearchPart("year", _printed("year"), ("年份",)),
    SearchPart("grade", _printed("grade"), ("等级",)),
)
"""What a form is known by: searched in the first piece of the index."""

LEVELS = ("level1", "level2")
NOTES = {"remark": "整理说明", "answer": "单位说明", "correction": "更正记录"}
_KEYS = frozenset(part.key for part in PARTS)


def labels() -> dict[str, str]:
    """Label of every text by its key: that of a row is its field's, any other the path to its field."""
    return _labels(tuple(KINDS.values()))


@cache
def _labels(kinds: tuple[Kind, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind in kinds:
        table = find_field("indicators", kind.fields)
        for field in table.fields if table else ():
            found.setdefault(field.key, field.label)
        for path, _ in kind.cells():
            found.setdefault(path, kind.label_along(path, "，"))
    return found | NOTES | {FINDING: "检查提示"}


def part_of(key: str) -> str:
    """The part a text belongs to, by the key of the text."""
    return _part_of(key, tuple(KINDS.values()))


@cache
def _part_of(key: str, kinds: tuple[Kind, ...]) -> str:
    if key in NOTES:
        return "notes"
    if key in LEVELS:
        return "levels"
    if key in _KEYS:
        return key
    for kind in kinds:
        steps = along(key, kind.fields) or along(f"indicators.{key}", kind.fields)
        if steps:
            return _part_along(steps)
    return "notes"


def _part_along(steps: tuple[Field, ...]) -> str:
    first, last = steps[0], steps[-1]
    if last.shape is Shape.FIGURE and first.shape is not Shape.GROUP:
        return "points"
    if first.is_open:
        return "goals"
    return "notes" if first.shape is Shape.LIST else "funds"
