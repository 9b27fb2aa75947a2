"""Owns the tables of the downloads, once: columns with names, types, meanings and values, and which rows there are.

CSV files, workbook, data package and dictionary are made from them. Must not write a file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from generator.record.fields import Measure, Shape
from generator.record.kinds import KINDS, goal_of, unit_of, value_at
from generator.record.tables import DECLARED_AMOUNTS, FUNDS_LINE, HEAD, PARTIES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.history.dates import Dates
    from generator.record.kinds import Kind
    from generator.record.model import Form, IndicatorRow

R = TypeVar("R")
_KIND_PREFIX = re.compile("^(自评价|申报表)：")
_HEADING_ENDS = re.compile("[，；：（]")
_PRINTED = {"type": "number", "groupChar": ","}
"""A figure as printed; Table Schema readers take it for the number it is."""


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column of a table whose rows are made from ``R``."""

    name: str
    meaning: str
    """For the dictionary, in Chinese."""
    value: Callable[[R], str | None]
    """What stands in the column; None: nothing."""
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
class Table(Generic[R]):
    """One CSV file."""

    name: str
    title: str
    description: str
    columns: tuple[Column[R], ...]
    key: tuple[str, ...]
    """Columns that together name a row."""
    refers: bool
    """``form_id`` names a row of the table of forms."""
    rows_of: Callable[[Form, Dates | None], Iterable[R]]
    """What one form with its dates gives rows for."""

    @property
    def path(self) -> str:
        """Under the site."""
        return f"data/{self.name}.csv"

    def rows(self, forms: Iterable[Form], dates: Callable[[Form], Dates | None]) -> list[dict[str, str]]:
        """The cells of every row by the name of the column."""
        return [
            {column.name: column.value(row) or "" for column in self.columns}
            for form in forms
            for row in self.rows_of(form, dates(form))
        ]


@dataclass(frozen=True, slots=True)
class DatedForm:
    """A form with what the history knows of it."""

    form: Form
    dates: Dates | None


@dataclass(frozen=True, slots=True)
class FundsRow:
    """One source of a form's money: its key in the record, its label and its cells."""

    form: Form
    key: str
    cells: object


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """One indicator with its number from 1."""

    form: Form
    number: int
    cells: IndicatorRow


def _number(name: str, meaning: str, value: Callable[[R], object]) -> Column[R]:
    return Column(name, meaning, lambda row: _text(value(row)), _PRINTED)


def _count(name: str, meaning: str, value: Callable[[R], int]) -> Column[R]:
    schema = {"type": "integer", "constraints": {"required": True, "minimum": 1}}
    return Column(name, meaning, lambda row: str(value(row)), schema)


def _date(name: str, meaning: str, value: Callable[[R], dt.date | None]) -> Column[R]:
    return Column(name, meaning, lambda row: _text(value(row)), {"type": "date"})


def _required(name: str, meaning: str, value: Callable[[R], str], **constraints: object) -> Column[R]:
    return Column(name, meaning, value, {"type": "string", "constraints": {"required": True, **constraints}})


def _choice(name: str, meaning: str, choices: Mapping[str, str], value: Callable[[R], str]) -> Column[R]:
    """One of some codes, each with its words."""
    words = "；".join(f"{code} {word}" for code, word in choices.items() if code != word)
    schema = {"type": "string", "constraints": {"required": True, "enum": list(choices)}}
    return Column(name, f"{meaning}：{words}" if words else meaning, value, schema, choices)


def _text(value: object) -> str:
    """A figure or a day as it is printed, empty where there is none."""
    return "" if value is None else str(value)


def _at(path: str) -> Callable[[DatedForm], object]:
    """What a form prints at a path; nothing where its kind has no such cell."""
    return lambda row: value_at(row.form, path)


def _cell(key: str) -> Callable[[Any], Any]:
    """What stands in one column of a row, where the form has that column."""
    return lambda row: getattr(row.cells, key, None)


def _declared_name(key: str, label: str) -> str:
    """Label of a declared amount, with the part of the table it stands in: both parts have 其他资金."""
    part = "年度" if key.startswith("annual") else "项目"
    label = label.removeprefix("其中：")
    return label if label.startswith(part) else f"{part}{label}"


def _form_columns(kinds: tuple[Kind, ...]) -> tuple[Column[DatedForm], ...]:
    labels = {item.key: item.label for item in (*HEAD, *PARTIES)}
    amounts = [item for item in FUNDS_LINE if item.measure is Measure.MONEY]
    total = "funds.total"
    return (
        _required("id", "永久编号，也是页面地址", lambda row: row.form.id, unique=True),
        _choice("kind", "表种", {kind.key: kind.label for kind in kinds}, lambda row: row.form.kind.key),
        Column("year", "年度", lambda row: str(row.form.year), {"type": "year", "constraints": {"required": True}}),
        _required("department", labels["department"], lambda row: row.form.department),
        _required("unit", labels["unit"], lambda row: row.form.unit),
        _required("project", labels["project"], lambda row: row.form.project),
        _required("title", labels["title"], lambda row: row.form.title),
        _choice("amount_unit", "金额单位", {"万元": "万元", "元": "元"}, lambda row: unit_of(row.form).value),
        *(_number(a.key, f"自评价：{a.label}，年度资金总额一行", _at(f"{total}.{a.key}")) for a in amounts),
        _number("execution_rate", "自评价：执行率，单位 %", _at(f"{total}.execution_rate")),
        _number("execution_weight", "自评价：预算执行分数", _at(f"{total}.weight")),
        _number("execution_score", "自评价：预算执行得分", _at(f"{total}.score")),
        _number("total_weight", "自评价：合计分值", _at("total_weight")),
        _number("total_score", "自评价：合计得分", _at("total_score")),
        Column("grade", "自评价：评分等级", lambda row: value_at(row.form, row.form.kind.grade)),
        _count("indicator_count", "指标行数", lambda row: len(row.form.indicators)),
        *(
            _number(key, f"申报表：{_declared_name(key, label)}", _at(f"amounts.{key}"))
            for key, label in DECLARED_AMOUNTS
        ),
        Column("expected", "预期目标，申报表是年度总目标，没有就是项目总目标", lambda row: goal_of(row.form)),
        Column("achieved", "自评价：实际完成情况", lambda row: value_at(row.form, "goals.achieved")),
        _choice(
            "narrative",
            "文字内容",
            {"summary": "编者摘要", "verbatim": "照录原文"},
            lambda row: row.form.source.narrative,
        ),
        _required("document", "来源文件编号", lambda row: row.form.source.document),
        _count("position", "第几份，在来源文件里从 1 数起", lambda row: row.form.source.position),
        _date("approved", "批复日期", lambda row: row.form.approved),
        _date("published", "公开日期，单位第一次公开这份表", lambda row: row.form.published),
        _date("recorded", "本站收录，取自数据仓库的历史", lambda row: row.dates.first.date() if row.dates else None),
        _date("changed", "最近改动，取自数据仓库的历史", lambda row: row.dates.last.date() if row.dates else None),
        _required("url", "页面地址，相对于网站根目录", lambda row: f"{row.form.id}/"),
    )


def _lines(kind: Kind) -> Iterator[tuple[str, str, str]]:
    """Path, key and label of every row of money of a kind."""
    for group in kind.fields:
        if group.part == "funds":
            lines = (inner for inner in group.fields if inner.shape is Shape.GROUP)
            yield from ((f"{group.key}.{line.key}", line.key, line.label) for line in lines)


def _funds_rows(form: Form, _: Dates | None) -> Iterator[FundsRow]:
    for path, key, _label in _lines(form.kind):
        yield FundsRow(form, key, value_at(form, path))


def _funds_columns(kinds: tuple[Kind, ...]) -> tuple[Column[FundsRow], ...]:
    lines = {key: label for kind in kinds for _, key, label in _lines(kind)}
    return (
        _required("form_id", _FORM_ID, lambda row: row.form.id),
        _choice("line", "哪一行", lines, lambda row: row.key),
        *(
            _number(cell.key, f"{cell.label}{'，单位 %' if cell.measure is Measure.RATE else ''}", _cell(cell.key))
            for cell in FUNDS_LINE
        ),
    )


_FORM_ID = "哪份表，对应 forms.csv 的 id"
_INDICATOR_COLUMNS: tuple[Column[NumberedRow], ...] = (
    _required("form_id", _FORM_ID, lambda row: row.form.id),
    _count("row", "第几行，从 1 数起，也是页面里的 #row-1", lambda row: row.number),
    _required("level1", "一级指标", lambda row: row.cells.level1),
    _required("level2", "二级指标", lambda row: row.cells.level2),
    _required("name", "三级指标", lambda row: row.cells.name),
    Column("target", "年度指标值，申报表是指标目标值", lambda row: row.cells.target),
    Column("actual", "自评价：实际完成值", _cell("actual")),
    _number("weight", "自评价：分值", _cell("weight")),
    _number("score", "自评价：得分", _cell("score")),
    Column("reason", "自评价：偏差原因分析", _cell("reason")),
)


def tables() -> tuple[Table[Any], ...]:
    """Every table of the kinds there are; the table of forms comes first."""
    return _tables(tuple(KINDS.values()))


@cache
def _tables(kinds: tuple[Kind, ...]) -> tuple[Table[Any], ...]:
    return (
        Table(
            "forms",
            "各表",
            "一行一份表",
            _form_columns(kinds),
            ("id",),
            refers=False,
            rows_of=lambda form, dates: (DatedForm(form, dates),),
        ),
        Table(
            "funds",
            "项目资金",
            "自评价的项目资金，一行一个来源",
            _funds_columns(kinds),
            ("form_id", "line"),
            refers=True,
            rows_of=_funds_rows,
        ),
        Table(
            "indicators",
            "各行指标",
            "一行一项指标",
            _INDICATOR_COLUMNS,
            ("form_id", "row"),
            refers=True,
            rows_of=lambda form, _: (NumberedRow(form, number, row) for number, row in enumerate(form.indicators, 1)),
        ),
    )
