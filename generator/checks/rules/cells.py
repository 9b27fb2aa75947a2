"""Owns the rules of family D that look at the cells of a form: units, vague targets, empty cells."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.checks.check import row_hit, rows_hit
from generator.checks.finding import Hit, Lacking, Rule, Severity
from generator.record.fields import along, find_field
from generator.record.kinds import value_at
from generator.record.values import Figure, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.check import Outcome
    from generator.forms.views import FormView

D06 = Rule(
    id="D06",
    severity=Severity.WARNING,
    name="名称是“率”，单位也是",
    tests="名称以“率”结尾，目标的单位却是次、人、个一类。",
    formula="名称以“率”结尾 → 单位是 %，或没有单位且不超过 100",
    basis="名称和单位说的是两件事，读者不知道量的是什么。",
    bounds="没有单位而数值不超过 100 的归 D07。",
    example="“工作会议召开完成率”目标 =1.00(次)。",
    silent_when="目标是文字；单位是 %。",
    question="“{name}”是率，目标却是 {target}，量的是什么？",
    mend="名称改成“…数”，或目标改成百分数。",
)


def rate_unit(view: FormView) -> Iterator[Outcome]:
    """A rate with a target in 次 or 人, or above 100 without a unit."""
    for row in view.rows:
        target = row.target
        if target is None or not row.indicator.name.endswith("率") or target.unit.startswith(("%", "‰")):
            continue
        if target.unit or target.value > 100:
            unit = f"单位是“{target.unit}”" if target.unit else "没有单位"
            says = f"名称是“率”，目标 {row.goal} {unit}。"
            yield row_hit(row, says, field="target", expected="百分数")


D07 = Rule(
    id="D07",
    severity=Severity.WARNING,
    name="目标值有单位",
    tests="数字目标带着单位。",
    formula="目标是数字且不是 0 → 有单位",
    basis="没有单位的数字读者无从理解；有的系统导出时丢了单位。",
    bounds="0 不要单位。名称是“率”而数值超过 100 的归 D06。",
    example="目标 ≥98.00，没有写 %。",
    silent_when="目标是文字或 0。",
    question="有 {count} 行目标值没有单位（第 {rows} 行），是百分比、次，还是别的？",
    mend="在目标值和完成值里补上单位。",
)


def unit_missing(view: FormView) -> Iterator[Outcome]:
    """Numeric targets without a unit, all in one finding: one cause, the export lost them."""
    rows = [row for row in view.rows if row.target and not row.target.unit and row.target.value != 0]
    rows = [row for row in rows if not (row.indicator.name.endswith("率") and row.target and row.target.value > 100)]
    if rows:
        yield rows_hit(rows, f"{len(rows)} 行数字目标没有单位，例如“{rows[0].goal}”", field="target")


D08 = Rule(
    id="D08",
    severity=Severity.NOTE,
    name="目标说得出标准",
    tests="目标不只是“提升”“健全”“有效”一类没有标准的词。",
    formula="目标 ∈ {提升，提高，健全，完善，有效，持续，完成，…}",
    basis="财预〔2020〕10号：指标应细化量化；不能量化的，应有可衡量的标准。",
    bounds="只查整格就是这类词的目标；它们的分值超过总分一半时是警告。",
    example="目标“提升”，占 8 分。",
    silent_when="目标带着标准，例如“较上年提高 5%”“无重大事故”“及时”。",
    question="{count} 行的目标只写{words}，做到什么程度算完成？",
    mend="下一年写出标准，例如“较上年提高 5%”。",
)
_VAGUE = (
    r"提升|提高|健全|完善|有效|持续|完成|增强"
    r"|加强|较强|良好|上升|更广|高|扩大|改善|优化|得到提升|体系完善|动态化管理|平稳推进"
)
_ONLY_VAGUE = re.compile(rf"(?:{_VAGUE})(?:[、，](?:{_VAGUE}))*")


def vague(view: FormView) -> Iterator[Outcome]:
    """Targets that are only a word such as 提升, all in one finding with their points."""
    rows = [row for row in view.rows if _ONLY_VAGUE.fullmatch(row.indicator.target or "")]
    if not rows:
        return
    words = "、".join(f"“{word}”" for word in dict.fromkeys(row.indicator.target or "" for row in rows))
    weight = sum((row.weight or Decimal(0) for row in rows), Decimal(0))
    points = f"，共 {plain(weight)} 分" if weight else ""
    hit = rows_hit(
        rows,
        f"{len(rows)} 行的目标只写{words}{points}，没有标准",
        field="target",
        severity=Severity.WARNING if weight > 50 else Severity.NOTE,
    )
    yield Hit(
        hit.says, hit.row, hit.field, hit.printed, "有标准的目标", hit.severity, facts={**hit.facts, "words": words}
    )


D10 = Rule(
    id="D10",
    severity=Severity.ERROR,
    name="该填的都填了",
    tests="目标、完成情况、金额、分值、得分、等级都不是空白。",
    formula="每个该填的格子有内容",
    basis="财预〔2020〕10号、财预〔2015〕88号的表式。",
    bounds="资金表除合计行外，其余各行可以空白；金额栏印“-”算填了，分值、得分和合计得分印“-”算没有填。",
    example="申报表的“项目总目标”空着。",
    silent_when="整理说明写明原件缺失的格子算作未能检查。",
    question="{place}{how}，是没有，还是漏填？",
    mend="补上；确实没有的，写单位说明。",
)


def empty(view: FormView) -> Iterator[Outcome]:
    """Cells that should say something and are empty."""
    lacking = False
    for field, row, place, cell in _required(view):
        if cell and not _is_dash(field, cell):
            continue
        key = field.rpartition(".")[2] if row else field
        if view.form.is_missing(key, row):
            lacking = True
            continue
        how = f"印的是“{cell}”" if cell else "空着"
        yield Hit(
            f"{place}{how}。", row, key, str(cell) if cell else None, "填上内容", facts={"place": place, "how": how}
        )
    if lacking:
        yield Lacking("有格子原件缺失，见整理说明。")


def _is_dash(field: str, cell: object) -> bool:
    """A score or its total has no other meaning than its number; in the money table ``-`` may say there is none."""
    return isinstance(cell, Figure) and cell.value is None and not field.startswith(("funds.", "amounts."))


def _required(view: FormView) -> Iterator[tuple[str, int | None, str, object]]:
    """Field, row, its place in words, and what stands there."""
    kind = view.form.kind
    for path, _ in kind.cells():
        if any(step.is_asked for step in along(path, kind.fields)) and view.has(path):
            yield path, None, kind.label_along(path, "的"), value_at(view.form, path)
    table = find_field("indicators", kind.fields)
    asked = [field for field in table.fields if field.is_asked and view.has(field.key)] if table else []
    for row in view.rows:
        for field in asked:
            place = f"第 {row.number} 行的{field.name}"
            yield field.key, row.number, place, getattr(row.indicator, field.key)
