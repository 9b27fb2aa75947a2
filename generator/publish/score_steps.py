"""Owns how a total comes about, step by step, beside what the form prints. Formulas live in record.arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.publish.wording import LOST, points
from generator.record.arithmetic import execution_rate, execution_score, sum_scores, sum_weights

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.record.model import Profile, SelfEvaluation
    from generator.record.values import Figure

UNKNOWN = "算不出"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the computation."""

    label: str
    formula: str
    """The figures put in, as text."""
    computed: str
    printed: str
    agrees: bool | None
    """None where one side is missing, so nothing can be held against the other."""


@dataclass(frozen=True, slots=True)
class Part:
    """Points of one 一级指标: got and possible."""

    label: str
    score: Decimal | None
    weight: Decimal | None


def parts_of(form: SelfEvaluation) -> tuple[Part, ...]:
    """Points per 一级指标 in the order of the form."""
    labels = dict.fromkeys(row.level1 for row in form.indicators)
    groups = {label: [row for row in form.indicators if row.level1 == label] for label in labels}
    return tuple(Part(label, sum_scores(rows), sum_weights(rows)) for label, rows in groups.items())


def steps_of(form: SelfEvaluation, profile: Profile) -> tuple[Step, ...]:
    """执行率, 执行得分, 指标得分, 总分, 满分, 等级: computed and printed side by side."""
    return (
        _rate(form, profile),
        _execution(form, profile),
        _indicators(form),
        _total(form),
        _weights(form),
        _grade(form, profile),
    )


def _value(figure: Figure | None) -> Decimal | None:
    return figure.value if figure else None


def _step(label: str, formula: str, computed: Decimal | None, printed: Figure | None) -> Step:
    value = _value(printed)
    agrees = None if computed is None or value is None else computed == value
    text = UNKNOWN if computed is None else f"{computed:f}"
    return Step(label, formula, text, printed.text if printed else LOST, agrees)


def _rate(form: SelfEvaluation, profile: Profile) -> Step:
    line = form.funds.total
    executed, budget = _value(line.executed), _value(line.adjusted_budget)
    if executed is None or not budget:
        return _step("执行率（%）", "全年执行数 ÷ 全年预算数", None, line.execution_rate)
    exact = f"{executed / budget * 100:.4f}".rstrip("0").rstrip(".")
    formula = f"{line.executed} ÷ {line.adjusted_budget} × 100 = {exact}"
    return _step("执行率（%）", formula, execution_rate(executed, budget, profile), line.execution_rate)


def _execution(form: SelfEvaluation, profile: Profile) -> Step:
    line = form.funds.total
    weight, rate = _value(line.weight), _value(line.execution_rate)
    if weight is None or rate is None:
        return _step("预算执行得分", "分数 × 执行率", None, line.score)
    exact = f"{(weight * rate / 100).normalize():f}"
    formula = f"{line.weight} × {rate:f}% = {exact}"
    return _step("预算执行得分", formula, execution_score(weight, rate, profile), line.score)


def _indicators(form: SelfEvaluation) -> Step:
    parts = parts_of(form)
    formula = " + ".join(f"{part.label.removesuffix('指标')} {points(part.score)}" for part in parts)
    total = sum_scores(form.indicators)
    return Step("指标得分", formula, UNKNOWN if total is None else f"{total:f}", "表上不印", None)


def _total(form: SelfEvaluation) -> Step:
    indicators, execution = sum_scores(form.indicators), _value(form.funds.total.score)
    if indicators is None or execution is None:
        return _step("总分", "指标得分 + 预算执行得分", None, form.total_score)
    formula = f"{indicators:f} + {form.funds.total.score}"
    return _step("总分", formula, indicators + execution, form.total_score)


def _weights(form: SelfEvaluation) -> Step:
    indicators, execution = sum_weights(form.indicators), _value(form.funds.total.weight)
    if indicators is None or execution is None:
        return _step("满分", "指标分值 + 预算执行分数", None, form.total_weight)
    return _step("满分", f"{indicators:f} + {form.funds.total.weight}", indicators + execution, form.total_weight)


def _grade(form: SelfEvaluation, profile: Profile) -> Step:
    bounds = "，".join(f"{grade.lower} 分起为{grade.name}" for grade in profile.grades if grade.lower)
    if form.score is None:
        return Step("等级", bounds, UNKNOWN, form.grade or LOST, None)
    grade = profile.grade_of(form.score)
    return Step("等级", bounds, grade, form.grade or LOST, form.grade == grade if form.grade else None)
