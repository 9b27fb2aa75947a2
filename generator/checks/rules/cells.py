"""Owns the rules of family D that look at the cells of a form: units, vague targets, empty cells."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from generator.checks.check import row_hit
from generator.checks.finding import Hit, Lacking, Rule, Severity
from generator.checks.vocabulary import is_vague, unit_of
from generator.forms.views import FormView, value_of
from generator.record.fields import Measure, Shape, along, find_field
from generator.record.kinds import value_at
from generator.record.values import Figure, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.check import Verdict
    from generator.record.kinds import Kind

D06 = Rule(
    id="D06",
    severity=Severity.WARNING,
    weight=33,
    topic="names",
    name="名称是“率”，单位也是",
    found="名称是“率”，单位不是",
    tests="名称以“率”结尾，目标的单位却是次、人、个一类。",
    formula="名称以“率”结尾而目标印着单位 → 单位是 %",
    basis="名称和单位说的是两件事，读者不知道量的是什么。",
    bounds="百分比、百分之、‰ 都是率。没有单位的归 D07。",
    example="“工作会议召开完成率”目标 =1.00(次)。",
    silent_when="目标是文字；没有单位；单位是 %。",
    question="“{name}”是率，目标却是 {target}，量的是什么？",
    many="{count} 行的名称是率，目标却是{values}，量的是什么？",
    mend="名称改成“…数”，或目标改成百分数。",
)


def rate_unit(view: FormView) -> Iterator[Verdict]:
    """A rate with a target in 次 or 人."""
    for row in view.rows:
        target = row.target
        if target is None or not row.indicator.name.endswith("率") or not target.unit:
            continue
        if not unit_of(target).startswith(("%", "‰")):
            says = f"名称是“率”，目标 {row.goal} 的单位是“{target.unit}”。"
            yield row_hit(row, says, field="target", expected="百分数")


D07 = Rule(
    id="D07",
    severity=Severity.WARNING,
    weight=32,
    name="目标值有单位",
    found="目标值都没有单位",
    tests="表上的数字目标，至少有一行带着单位。",
    formula="有数字目标（不是 0）→ 有一行写着单位",
    basis="没有单位的数字读者无从理解；有的系统导出时丢了单位。",
    bounds="0 不要单位。一张表只问一次，整张表都没有单位才问。",
    example="表上的数字目标都像 ≥98.00，没有写 %。",
    silent_when="目标是文字或 0；有一行写着单位。",
    question="目标 {target} 没有单位，它的单位是什么？",
    many="{count} 行目标值都没有单位，它们的单位是什么？",
    is_habit=True,
    mend="在目标值和完成值里补上单位。",
)


def unit_missing(view: FormView) -> Iterator[Verdict]:
    """Numeric targets of a form that prints no unit at all: one cause, the export lost them."""
    rows = [row for row in view.rows if row.target and row.target.value != 0]
    if any(row.target and row.target.unit for row in rows):
        return
    for row in rows:
        yield row_hit(row, f"数字目标“{row.goal}”没有单位。", field="target", expected="带单位的数字")


D08 = Rule(
    id="D08",
    severity=Severity.NOTE,
    weight=57,
    topic="standard",
    name="目标说得出标准",
    found="目标没有标准",
    tests="目标不只是“提升”“健全”“有效”一类没有标准的词。",
    formula="目标 ∈ {提升，提高，健全，完善，有效，持续，完成，…}",
    basis="财预〔2020〕10号：指标应细化量化；不能量化的，应有可衡量的标准。",
    bounds="只查整格就是这类词或“落实到位”“正常进行”一类的目标；它们的分值占指标分值一半以上时是警告。",
    example="目标“提升”，占 8 分。",
    silent_when="目标带着标准，例如“较上年提高 5%”“无重大事故”“及时”。",
    question="目标只写“{target}”，做到什么程度算完成？",
    many="{count} 行的目标只写{values}，做到什么程度算完成？",
    mend="下一年写出标准，例如“较上年提高 5%”。",
)


def vague(view: FormView) -> Iterator[Verdict]:
    """Targets that are only words such as 提升; a warning where half the points of the indicators hang on them."""
    rows = [row for row in view.rows if is_vague(row)]
    total = sum((row.weight or Decimal(0) for row in view.rows), Decimal(0))
    weight = sum((row.weight or Decimal(0) for row in rows), Decimal(0))
    severity = Severity.WARNING if weight and 2 * weight >= total else Severity.NOTE
    for row in rows:
        points = f"，占 {plain(row.weight)} 分" if row.weight else ""
        says = f"目标只写“{row.goal}”{points}，没有标准。"
        yield row_hit(row, says, field="target", expected="有标准的目标", severity=severity)


D10 = Rule(
    id="D10",
    severity=Severity.ERROR,
    weight=67,
    name="该填的都填了",
    found="该填的空着",
    tests="目标、完成情况、金额、分值、得分、等级都不是空白。",
    formula="每个该填的格子有内容",
    basis="财预〔2020〕10号、财预〔2015〕88号的表式。",
    bounds="资金表除合计行外，其余各行可以空白，但不能全部空白；金额栏印“-”算填了，分值、得分和合计得分印“-”算没有填。",
    example="申报表的“项目总目标”空着。",
    silent_when="表式没有的格子不查；整理说明写明原件缺失的格子算作未能检查。",
    question="{place}{how}，原意是什么？",
    many="{count} 个该填的格子没有填，原意是什么？",
    mend="补上；确实没有的，写单位说明。",
)


def empty(view: FormView) -> Iterator[Verdict]:
    """Cells that should say something and are empty."""
    lacking = False
    for field, row, place, cell in _required(view):
        if cell and not _is_dash(field, cell):
            continue
        if view.is_missing(field, row):
            lacking = True
            continue
        how = f"印的是“{cell}”" if cell else "空着"
        facts = {"place": place, "how": how}
        yield Hit(f"{place}{how}。", row, field, str(cell) if cell else None, "填上内容", facts=facts)
    yield from _empty_sources(view)
    if lacking:
        yield Lacking("有格子原件缺失，见整理说明。")


def _empty_sources(view: FormView) -> Iterator[Hit]:
    """A total whose sources are all empty, said once."""
    for total, place, parts in _sums(view.form.kind):
        printed = value_at(view.form, total)
        if getattr(getattr(view.form, total.partition(".")[0], None), "rows", ()):
            continue  # the form names its rows itself
        is_blank = value_of(printed) and all(value_at(view.form, path) is None for path in parts)
        if is_blank and view.has(parts[0]) and not any(map(view.is_missing, parts)):
            facts = {"place": f"{place}的各项来源", "how": "都空着"}
            yield Hit(f"{place}印 {printed}，各项来源都空着。", None, parts[0], None, "各项来源的金额", facts=facts)
            return


@cache
def _sums(kind: Kind) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Path and label of every asked-for total, and the paths of its sources."""
    sums = []
    for path, _ in kind.cells():
        steps = along(path, kind.fields)
        whole = next((step for step in steps if step.sum_of), None)
        is_amount = steps[-1].shape is Shape.FIGURE and steps[-1].measure in (Measure.MONEY, None)
        if whole is not None and any(step.is_asked for step in steps) and is_amount:
            head, _, tail = path.partition(whole.key)
            parts = tuple(f"{head}{key}{tail}" for key in whole.sum_of)
            sums.append((path, kind.label_along(path, "的"), parts))
    return tuple(sums)


@cache
def _asked(kind: Kind) -> tuple[tuple[str, str], ...]:
    """Path and label of every cell outside the table that a form of the kind should fill in."""
    cells = (path for path, _ in kind.cells())
    asked = (path for path in cells if any(step.is_asked for step in along(path, kind.fields)))
    return tuple((path, kind.label_along(path, "的")) for path in asked)


def _is_dash(field: str, cell: object) -> bool:
    """A score or its total has no other meaning than its number; in the money table ``-`` may say there is none."""
    return isinstance(cell, Figure) and cell.value is None and not field.startswith(("funds.", "amounts."))


def _required(view: FormView) -> Iterator[tuple[str, int | None, str, object]]:
    """Field, row, its place in words, and what stands there: of the cells that the form's template has."""
    for path, place in _asked(view.form.kind):
        if view.has(path):
            yield path, None, place, value_at(view.form, path)
    table = find_field("indicators", view.form.kind.fields)
    asked = [field for field in table.fields if field.is_asked and view.has(field.key)] if table else []
    for row in view.rows:
        for field in asked:
            yield field.key, row.number, field.name, getattr(row.indicator, field.key)
