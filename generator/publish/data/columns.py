"""Owns the columns of the downloads, once: names, types, meanings. Tables, data package and dictionary follow it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.record.fields import (
    DECLARED_AMOUNTS,
    FUNDS_COLUMNS,
    FUNDS_LINES,
    KIND_LABELS,
    SELF_EVALUATION,
    Field,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_KIND_PREFIX = re.compile("^(自评价|申报表)：")
_HEADING_ENDS = re.compile("[，；：（]")
_PRINTED = {"type": "number", "groupChar": ","}
"""A figure as printed; Table Schema readers take it for the number it is."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    meaning: str
    """For the dictionary, in Chinese."""
    schema: dict[str, Any] = field(default_factory=lambda: {"type": "string"})
    """Type and constraints as Table Schema writes them."""
    words: Mapping[str, str] = field(default_factory=dict)
    """What each code of the column means, for people."""

    @property
    def heading(self) -> str:
        """The first words of the meaning, without the kind of form they speak of."""
        return _HEADING_ENDS.split(_KIND_PREFIX.sub("", self.meaning), maxsplit=1)[0]

    @property
    def is_number(self) -> bool:
        """Its cells are figures, or counts and years."""
        return self.schema["type"] in ("number", "integer", "year")


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """Columns that together name a row."""
    refers: bool
    """``form_id`` names a row of the table of forms."""

    @property
    def path(self) -> str:
        """Under the site."""
        return f"data/{self.name}.csv"


def _number(name: str, meaning: str) -> Column:
    return Column(name, meaning, _PRINTED)


def _count(name: str, meaning: str) -> Column:
    return Column(name, meaning, {"type": "integer", "constraints": {"required": True, "minimum": 1}})


def _date(name: str, meaning: str) -> Column:
    return Column(name, meaning, {"type": "date"})


def _required(name: str, meaning: str, **constraints: object) -> Column:
    return Column(name, meaning, {"type": "string", "constraints": {"required": True, **constraints}})


def _choice(name: str, meaning: str, choices: Mapping[str, str]) -> Column:
    """One of some codes, each with its words."""
    words = "；".join(f"{code} {word}" for code, word in choices.items() if code != word)
    schema = {"type": "string", "constraints": {"required": True, "enum": list(choices)}}
    return Column(name, f"{meaning}：{words}" if words else meaning, schema, choices)


def _declared_name(key: str, label: str) -> str:
    """Label of a declared amount, with the part of the table it stands in: both parts have 其他资金."""
    part = "年度" if key.startswith("annual") else "项目"
    label = label.removeprefix("其中：")
    return label if label.startswith(part) else f"{part}{label}"


_META: dict[str, Field] = {item.key: item for item in SELF_EVALUATION}
_FORM_ID = _required("form_id", "哪份表，对应 forms.csv 的 id")
_AMOUNTS = tuple((key, label) for key, label in FUNDS_COLUMNS if key not in ("weight", "execution_rate", "score"))

FORMS = Table(
    "forms",
    "各表",
    "一行一份表",
    (
        _required("id", "永久编号，也是页面地址", unique=True),
        _choice("kind", "表种", KIND_LABELS),
        Column("year", "年度", {"type": "year", "constraints": {"required": True}}),
        *(_required(key, _META[key].label) for key in ("department", "unit", "project", "title")),
        _choice("amount_unit", "金额单位", {"万元": "万元", "元": "元"}),
        *(_number(key, f"自评价：{label}，年度资金总额一行") for key, label in _AMOUNTS),
        _number("execution_rate", "自评价：执行率，单位 %"),
        _number("execution_weight", "自评价：预算执行分数"),
        _number("execution_score", "自评价：预算执行得分"),
        *(_number(key, f"自评价：{_META[key].label}") for key in ("total_weight", "total_score")),
        Column("grade", "自评价：评分等级"),
        _count("indicator_count", "指标行数"),
        *(_number(key, f"申报表：{_declared_name(key, label)}") for key, label in DECLARED_AMOUNTS),
        Column("expected", "预期目标，申报表是年度总目标，没有就是项目总目标"),
        Column("achieved", "自评价：实际完成情况"),
        _choice("narrative", "文字内容", {"summary": "编者摘要", "verbatim": "照录原文"}),
        _required("document", "来源文件编号"),
        _count("position", "第几份，在来源文件里从 1 数起"),
        _date("approved", "批复日期"),
        _date("published", "公开日期，单位第一次公开这份表"),
        _date("recorded", "本站收录，取自数据仓库的历史"),
        _date("changed", "最近改动，取自数据仓库的历史"),
        _required("url", "页面地址，相对于网站根目录"),
    ),
    ("id",),
    refers=False,
)
FUNDS = Table(
    "funds",
    "项目资金",
    "自评价的项目资金，一行一个来源",
    (
        _FORM_ID,
        _choice("line", "哪一行", dict(FUNDS_LINES)),
        *(_number(key, f"{label}{'，单位 %' if key == 'execution_rate' else ''}") for key, label in FUNDS_COLUMNS),
    ),
    ("form_id", "line"),
    refers=True,
)
INDICATORS = Table(
    "indicators",
    "各行指标",
    "一行一项指标",
    (
        _FORM_ID,
        _count("row", "第几行，从 1 数起，也是页面里的 #row-1"),
        _required("level1", "一级指标"),
        _required("level2", "二级指标"),
        _required("name", "三级指标"),
        Column("target", "年度指标值，申报表是指标目标值"),
        Column("actual", "自评价：实际完成值"),
        _number("weight", "自评价：分值"),
        _number("score", "自评价：得分"),
        Column("reason", "自评价：偏差原因分析"),
    ),
    ("form_id", "row"),
    refers=True,
)
TABLES = (FORMS, FUNDS, INDICATORS)
