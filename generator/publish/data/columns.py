"""Owns the tables of figures as printed, once: their columns with names, types, meanings, values, and which rows.

CSV files, workbook, data package and dictionary are made from them, the numeric edition too. Must not write a file.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from generator.publish.data.table import (
    Column,
    Table,
    choice,
    count,
    date,
    for_programs,
    identity,
    number,
    required,
    shown,
    text,
)
from generator.record.fields import Measure
from generator.record.kinds import KINDS, goal_of, result_in, unit_of, value_at
from generator.record.meaning import fund_of
from generator.record.model import FUNDS_LINES, Funds
from generator.record.tables import AMOUNTS, CATEGORY, DECLARED_AMOUNTS, FUNDS_LINE, HEAD, PARTIES, PLAN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.history.dates import Dates
    from generator.publish.data.table import Row
    from generator.record.fields import Field
    from generator.record.kinds import Kind
    from generator.record.model import Form, FundsLine, IndicatorRow

R = TypeVar("R")
_FORM_ID = "哪份表，对应 forms.csv 的 id"
_ROW_ID_DIGITS = 8
"""Of the digest: no two rows of a form meet by chance."""


@dataclass(frozen=True, slots=True)
class DatedForm:
    """A form with what the history and the registry know of it."""

    form: Form
    dates: Dates | None
    department_id: str


@dataclass(frozen=True, slots=True)
class FundsCells:
    """One row of a form's money: its key in the record, its label as printed and its cells."""

    form: Form
    path: str
    """In the record."""
    key: str
    label: str
    cells: FundsLine


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """One indicator with its number from 1 and its permanent id."""

    form: Form
    number: int
    id: str
    cells: IndicatorRow


@dataclass(frozen=True, slots=True, eq=False)
class FormTable(Table[R]):
    """A table that every form has rows for."""

    rows_of: Callable[[DatedForm], Iterable[R]] = lambda _: ()
    """What one form gives rows for."""

    def rows(self, forms: Iterable[DatedForm]) -> list[Row]:
        """The cells of every row, forms in their order."""
        return self.cells(row for form in forms for row in self.rows_of(form))


def row_ids(form: Form) -> tuple[str, ...]:
    """An id for each indicator row, its own in the form, that stays when rows are put in or change places.

    It is made from the levels and the name; of rows alike in all three, the later ones carry their number.
    """
    seen: Counter[str] = Counter()
    ids = []
    for row in form.indicators:
        digest = _row_digest(row.level1, row.level2, row.name)
        seen[digest] += 1
        ids.append(f"{digest}-{seen[digest]}" if seen[digest] > 1 else digest)
    return tuple(ids)


@lru_cache(maxsize=20_000)
def _row_digest(*names: str) -> str:
    return hashlib.sha256("\0".join(names).encode()).hexdigest()[:_ROW_ID_DIGITS]


def form_id(value: Callable[[R], Form]) -> Column[R]:
    """The column that names the form a row belongs to."""
    return required("form_id", _FORM_ID, lambda row: value(row).id)


def _at(path: str) -> Callable[[DatedForm], Any]:
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


def _who_columns() -> tuple[Column[DatedForm], ...]:
    """Whose form it is."""
    labels = {item.key: item.label for item in (*HEAD, *PARTIES)}
    return (
        identity("department_id", "主管部门编号", lambda row: row.department_id),
        required("department", labels["department"], lambda row: row.form.department),
        identity("unit_id", "实施单位编号，同一单位各年相同", lambda row: row.form.unit_id),
        required("unit", labels["unit"], lambda row: row.form.unit),
        identity("project_id", "项目编号，同名的项目相同", lambda row: row.form.project_id),
        required("project", labels["project"], lambda row: row.form.project),
        required("title", labels["title"], lambda row: row.form.title),
    )


def _evaluated_columns() -> tuple[Column[DatedForm], ...]:
    """Money and points of a self-evaluation."""
    at, points = "funds.total", Measure.POINTS
    amounts = [item for item in FUNDS_LINE if item.measure is Measure.MONEY]

    def printed(name: str, meaning: str, path: str, measure: Measure) -> Column[DatedForm]:
        return number(name, f"自评价：{meaning}", _at(path), measure, path)

    return (
        *(printed(a.key, f"{a.label}，年度资金总额一行", f"{at}.{a.key}", Measure.MONEY) for a in amounts),
        printed("execution_rate", "执行率，单位 %", f"{at}.execution_rate", Measure.RATE),
        printed("execution_weight", "预算执行分数", f"{at}.weight", points),
        printed("execution_score", "预算执行得分", f"{at}.score", points),
        printed("total_weight", "合计分值", "total_weight", points),
        printed("total_score", "合计得分", "total_score", points),
        Column("grade", "自评价：评分等级", lambda row: value_at(row.form, row.form.kind.grade), path="grade"),
    )


def _declared_columns() -> tuple[Column[DatedForm], ...]:
    """Money, plan and goals of a declaration."""
    goals = (("period", "目标期间"), ("overall", "项目总目标"), ("annual", "年度总目标"))
    return (
        *(
            number(key, f"申报表：{_declared_name(key, label)}", _at(f"{AMOUNTS.key}.{key}"), Measure.MONEY,
                   f"{AMOUNTS.key}.{key}")
            for key, label in DECLARED_AMOUNTS
        ),
        text(CATEGORY.key, f"申报表：{CATEGORY.label}", _at(CATEGORY.key), CATEGORY.key),
        *(_printed_day(day) for day in PLAN),
        *(text(key, f"申报表：{label}", _at(f"goals.{key}"), f"goals.{key}") for key, label in goals),
    )  # fmt: skip


def _printed_day(day: Field) -> Column[DatedForm]:
    """A day as the form prints it, which may be a month or a word."""
    at = _at(day.key)
    return text(day.key, f"申报表：{day.label}，照原件", lambda row: shown(at(row)), day.key)


def _form_columns(kinds: tuple[Kind, ...]) -> tuple[Column[DatedForm], ...]:
    return (
        required("id", "永久编号，也是页面地址", lambda row: row.form.id, unique=True),
        choice("kind", "表种", {kind.key: kind.label for kind in kinds}, lambda row: row.form.kind.key),
        Column("year", "年度", lambda row: str(row.form.year), {"type": "year", "constraints": {"required": True}}),
        *_who_columns(),
        choice("amount_unit", "金额单位", {"万元": "万元", "元": "元"}, lambda row: unit_of(row.form).value),
        *_evaluated_columns(),
        count("indicator_count", "指标行数", lambda row: len(row.form.indicators)),
        *_declared_columns(),
        Column("expected", "预期目标，申报表是年度总目标，没有就是项目总目标", lambda row: goal_of(row.form)),
        text("achieved", "自评价：实际完成情况", _at("goals.achieved"), "goals.achieved"),
        *_source_columns(),
    )


def _source_columns() -> tuple[Column[DatedForm], ...]:
    """Where the record comes from, its days and its page."""
    narratives = {"summary": "编者摘要", "verbatim": "照录原文"}
    return (
        choice("narrative", "文字内容", narratives, lambda row: row.form.source.narrative),
        required("document", "来源文件编号", lambda row: row.form.source.document),
        count("position", "第几份，在来源文件里从 1 数起", lambda row: row.form.source.position),
        date("approved", "批复日期", lambda row: row.form.approved),
        date("published", "公开日期，单位第一次公开这份表", lambda row: row.form.published),
        date("recorded", "本站收录，取自数据仓库的历史", lambda row: row.dates.first.date() if row.dates else None),
        date("changed", "最近改动，取自数据仓库的历史", lambda row: row.dates.last.date() if row.dates else None),
        Column(
            "url",
            "页面地址，相对于网站根目录",
            lambda row: f"{row.form.id}/",
            {"type": "string", "constraints": {"required": True}},
            is_address=True,
        ),
    )


def funds_rows(form: Form) -> Iterator[FundsCells]:
    """Every row of money that a form prints."""
    for field in form.kind.fields:
        funds = value_at(form, field.key) if field.part == "funds" else None
        for key, label, cells in funds.lines() if isinstance(funds, Funds) else ():
            yield FundsCells(form, f"{field.key}.{key}", key, label, cells)


def _means(row: FundsCells) -> str:
    return getattr(row.cells, "means", "") or (row.key if row.key in dict(FUNDS_LINES) else fund_of(row.label))


_FUNDS_COLUMNS: tuple[Column[FundsCells], ...] = (
    form_id(lambda row: row.form),
    identity("line", "哪一行：total、fiscal 等，表上另有行的按次序是 rows.1 等", lambda row: row.key),
    required("label", "这一行在表上的名称", lambda row: row.label),
    for_programs("means", "这一行是什么钱：total 总额、fiscal 财政拨款、carryover 上年结转、other 其他等", _means),
    choice("amount_unit", "金额单位", {"万元": "万元", "元": "元"}, lambda row: unit_of(row.form).value),
    *(
        number(
            cell.key,
            f"{cell.label}{'，单位 %' if cell.measure is Measure.RATE else ''}",
            _cell(cell.key),
            cell.measure,
            cell.key,
        )
        for cell in FUNDS_LINE
        if cell.measure
    ),
)


def _indicator_rows(row: DatedForm) -> Iterator[NumberedRow]:
    for place, (cells, row_id) in enumerate(zip(row.form.indicators, row_ids(row.form), strict=True), 1):
        yield NumberedRow(row.form, place, row_id, cells)


def _result(row: NumberedRow) -> str | None:
    result = result_in(row.form, getattr(row.cells, "actual", None))
    return result.value if result else None


_INDICATOR_COLUMNS: tuple[Column[NumberedRow], ...] = (
    form_id(lambda row: row.form),
    count("row", "第几行，从 1 数起，也是页面里的 #row-1", lambda row: row.number),
    identity("row_id", "行的编号，与 form_id 一起认一行；前面插进一行也不变，改了名称才变", lambda row: row.id),
    required("level1", "一级指标", lambda row: row.cells.level1),
    text("level2", "二级指标", lambda row: row.cells.level2),
    for_programs("group1", "一级指标的含义，按官方模板", lambda row: row.cells.group1),
    for_programs("group2", "二级指标的含义，按官方模板", lambda row: row.cells.group2),
    required("name", "三级指标", lambda row: row.cells.name),
    text("target", "年度指标值，申报表是指标目标值", _cell("target"), "target"),
    text("nature", "指标性质，表上单列比较符号时才有", lambda row: row.cells.nature),
    text("measure_unit", "度量单位，表上单列时才有", lambda row: row.cells.unit),
    text("actual", "自评价：实际完成值", _cell("actual"), "actual"),
    for_programs("result", "完成值是定性结果时，按官方模板是哪一种", _result),
    number("weight", "自评价：分值", _cell("weight"), Measure.POINTS, "weight"),
    number("score", "自评价：得分", _cell("score"), Measure.POINTS, "score"),
    text("reason", "自评价：偏差原因分析", _cell("reason"), "reason"),
)


def tables() -> tuple[FormTable[Any], ...]:
    """Every table of figures as printed, of the kinds there are; the table of forms comes first."""
    return _tables(tuple(KINDS.values()))


@cache
def _tables(kinds: tuple[Kind, ...]) -> tuple[FormTable[Any], ...]:
    keys = ("id",), ("form_id", "line"), ("form_id", "row")
    return (
        FormTable(
            "forms", "各表", "一行一份表", _form_columns(kinds), keys[0], refers=False, rows_of=lambda row: (row,)
        ),
        FormTable(
            "funds",
            "项目资金",
            "自评价的项目资金，一行一个来源",
            _FUNDS_COLUMNS,
            keys[1],
            refers=True,
            rows_of=lambda row: funds_rows(row.form),
        ),
        FormTable(
            "indicators",
            "各行指标",
            "一行一项指标",
            _INDICATOR_COLUMNS,
            keys[2],
            refers=True,
            rows_of=_indicator_rows,
        ),
    )
