"""Owns how a total comes about, step by step, beside what the form prints.

Formulas live in record.arithmetic; what is right is what the rules A01, A02, A08, A10 take for right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.forms.formulas import execution_score, settle, sum_scores, sum_weights, total_score
from generator.forms.scoring import Bounds, execution_score_span, rate_span, rounded
from generator.forms.views import equals, value_of
from generator.publish.words.place import bounds_words
from generator.publish.words.wording import absence, points
from generator.record.values import HUNDRED, HUNDREDTH, plain, truncate

if TYPE_CHECKING:
    from collections.abc import Mapping
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
    note: str = ""
    """Why a printed figure that differs from ours is right all the same."""


@dataclass(frozen=True, slots=True)
class GroupPoints:
    """Points of one 一级指标: got and possible."""

    label: str
    score: Decimal | None
    weight: Decimal | None


def parts_of(form: SelfEvaluation) -> tuple[GroupPoints, ...]:
    """Points per 一级指标 in the order of the form."""
    labels = dict.fromkeys(row.level1 for row in form.indicators)
    groups = {label: [row for row in form.indicators if row.level1 == label] for label in labels}
    return tuple(GroupPoints(label, sum_scores(rows), sum_weights(rows)) for label, rows in groups.items())


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


@dataclass(frozen=True, slots=True)
class _Cell:
    """What the form prints in one place."""

    value: Decimal | None
    text: str
    """Why it is empty where nothing is printed."""


def _cell(form: SelfEvaluation, path: str, figure: Figure | None) -> _Cell:
    return _Cell(value_of(figure), figure.text if figure else absence(form, path))


def _step(
    label: str, formula: str, computed: Decimal | None, printed: _Cell, allowed: Mapping[str, Decimal | Bounds]
) -> Step:
    """``allowed``: what else the rules take for right, each with the note that says why."""
    value, text = printed.value, printed.text
    if computed is None or value is None:
        return Step(label, formula, UNKNOWN if computed is None else f"{computed:f}", text, None)
    notes = [] if computed == value else [note for note, right in allowed.items() if _is_right(value, right)]
    agrees = computed == value or bool(notes)
    return Step(label, formula, f"{computed:f}", text, agrees, notes[0] if notes else "")


def _is_right(value: Decimal, right: Decimal | Bounds) -> bool:
    return right.holds(value) if isinstance(right, Bounds) else right == value


def _rate(form: SelfEvaluation, profile: Profile) -> Step:
    line = form.funds.total
    printed = _cell(form, "funds.total.execution_rate", line.execution_rate)
    executed, budget = value_of(line.executed), value_of(line.adjusted_budget)
    span = rate_span(line.executed, line.adjusted_budget, form.funds.amount_unit)
    if executed is None or not budget or span is None:
        return _step("执行率（%）", "全年执行数 ÷ 全年预算数", None, printed, {})
    exact = executed / budget * HUNDRED
    formula = f"{line.executed} ÷ {line.adjusted_budget} × 100 {equals(exact)}"
    allowed: dict[str, Decimal | Bounds] = {
        "截取": truncate(exact),
        "四舍五入": rounded(exact),
        "金额只印两位小数": span,
    }
    return _step("执行率（%）", formula, settle(exact, profile), printed, allowed)


def _execution(form: SelfEvaluation, profile: Profile) -> Step:
    line = form.funds.total
    printed = _cell(form, "funds.total.score", line.score)
    weight, rate = value_of(line.weight), value_of(line.execution_rate)
    if weight is None or rate is None:
        return _step("预算执行得分", "分数 × 执行率", None, printed, {})
    exact = weight * rate / HUNDRED
    formula = f"{line.weight} × {rate:f}% = {plain(exact)}"
    allowed: dict[str, Decimal | Bounds] = {
        "截取": min(weight, truncate(exact)),
        "四舍五入": min(weight, rounded(exact)),
        "执行率只印两位小数": execution_score_span(weight, rate),
    }
    return _step("预算执行得分", formula, execution_score(weight, rate, profile), printed, allowed)


def _indicators(form: SelfEvaluation) -> Step:
    parts = parts_of(form)
    formula = " + ".join(f"{part.label.removesuffix('指标')} {points(part.score)}" for part in parts)
    total = sum_scores(form.indicators)
    return Step("指标得分", formula, UNKNOWN if total is None else f"{total:f}", "不印", None)


def _total(form: SelfEvaluation) -> Step:
    printed = _cell(form, "total_score", form.total_score)
    indicators, total = sum_scores(form.indicators), total_score(form)
    if indicators is None or total is None:
        return _step("总分", "指标得分 + 预算执行得分", None, printed, {})
    formula = f"{indicators:f} + {form.funds.total.score}"
    return _sum("总分", formula, total, printed)


def _weights(form: SelfEvaluation) -> Step:
    printed = _cell(form, "total_weight", form.total_weight)
    indicators, execution = sum_weights(form.indicators), value_of(form.funds.total.weight)
    if indicators is None or execution is None:
        return _step("满分", "指标分值 + 预算执行分数", None, printed, {})
    formula = f"{indicators:f} + {form.funds.total.weight}"
    return _sum("满分", formula, indicators + execution, printed)


def _sum(label: str, formula: str, total: Decimal, printed: _Cell) -> Step:
    return _step(label, formula, total, printed, {"相差 0.01 以内": Bounds(total - HUNDREDTH, total + HUNDREDTH)})


def _grade(form: SelfEvaluation, profile: Profile) -> Step:
    bounds = bounds_words(profile)
    if form.score is None:
        return Step("等级", bounds, UNKNOWN, form.grade or absence(form, "grade"), None)
    grade = profile.grade_at(form.score)
    if form.grade is None:
        return Step("等级", bounds, grade.name, absence(form, "grade"), None)
    agrees = form.grade in grade.words
    note = "同一等的另一种写法" if agrees and form.grade != grade.name else ""
    return Step("等级", bounds, grade.name, form.grade, agrees, note)
