"""Owns how a rule is tried on one form before the eyes of a person: what was read, step by step, and what came of it.

It prints nothing and decides nothing: the rule decides, this shows what the rule had before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.finding import Hit, Lacking
from generator.checks.report import outcomes_of
from generator.checks.vocabulary import is_comparable, is_met_row, is_vague, overshoot_percent, unit_of
from generator.forms.neighbours import neighbours_of
from generator.forms.scoring import ratio_score, rounded
from generator.forms.views import EvaluationView, printed, view_of
from generator.record.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.checks.check import Verdict
    from generator.checks.finding import Rule
    from generator.forms.views import FormView, RowView
    from generator.record.model import Form, Profile
    from generator.record.target import Quantity


def explained(rule: Rule, form: Form, forms: Iterable[Form], profile: Profile) -> Iterator[str]:
    """Lines of text: the rule, what it read, and what it says of each place."""
    view = view_of(form, profile, neighbours_of(forms))
    yield f"{rule.id} {rule.name}：{rule.tests}"
    yield f"    公式：{rule.formula}"
    yield f"    界限：{rule.bounds}"
    yield f"    不提示：{rule.silent_when}"
    outcomes = outcomes_of(rule.id, view)
    yield from _form_lines(view)
    of_row: dict[int | None, list[Verdict]] = {}
    for outcome in outcomes:
        of_row.setdefault(outcome.row if isinstance(outcome, Hit) else None, []).append(outcome)
    for row in view.rows:
        yield f"第 {row.number} 行“{row.indicator.name}”"
        yield from (f"    {step}" for step in _row_steps(row))
        yield from _verdicts(rule, of_row.get(row.number, ()))
    yield "整张表"
    yield from _verdicts(rule, of_row.get(None, ())) if None in of_row else iter(["    → 行以外没有发现。"])
    yield f"{rule.id} 在这份表上有 {sum(isinstance(outcome, Hit) for outcome in outcomes)} 处发现。"


def _verdicts(rule: Rule, outcomes: Iterable[Verdict]) -> Iterator[str]:
    for outcome in outcomes:
        if isinstance(outcome, Lacking):
            yield f"    → 未能检查：{outcome.reason}"
        else:
            severity = outcome.severity or rule.severity
            yield f"    → {severity.value}：{outcome.says}"


def _form_lines(view: FormView) -> Iterator[str]:
    if not isinstance(view, EvaluationView):
        return
    unit = view.form.funds.amount_unit.value
    for _, label, line in view.form.funds.lines():
        yield f"{label}：全年预算数 {_cell(line.adjusted_budget)}，全年执行数 {_cell(line.executed)}（{unit}）"
        yield f"    执行率 {_cell(line.execution_rate)}，分数 {_cell(line.weight)}，得分 {_cell(line.score)}"
    total, grade = view.form.total_score, view.form.grade
    yield f"合计得分 {_cell(total)}，等级 {printed(grade)}；执行率低的界限 {plain(view.profile.rate_threshold)}%"


def _cell(figure: object) -> str:
    """A figure as printed; empty cells in words."""
    return f"“{figure}”" if figure is not None else "空白"


def _row_steps(row: RowView) -> Iterator[str]:
    yield f"目标“{row.goal}”{_read(row.target, 'words' if is_vague(row) else '')}"
    if row.actual is not None or row.result is not None or row.done != "空白":
        meaning = f"读作三档之一：{row.result.value}" if row.result else ""
        yield f"完成“{row.done}”{f'：{meaning}' if meaning else _read(row.actual, '')}"
    yield from _compared(row)
    if row.weight is not None or row.score is not None:
        lost = f"，少 {plain(row.lost)} 分" if row.has_lost and row.lost else ""
        yield f"分值 {_cell(row.weight)}，得分 {_cell(row.score)}{lost}"
    yield f"原因{_cell(row.reason or None)}"


_NOT_READ: Mapping[str, str] = {"words": "：只有没有标准的词", "": "：不是数字"}


def _read(quantity: Quantity | None, kind: str) -> str:
    if quantity is None:
        return _NOT_READ[kind]
    sign = quantity.comparator.value if quantity.comparator else "（没有符号）"
    unit = unit_of(quantity) or "没有"
    rough = "，约数" if quantity.is_approximate else ""
    return f"：符号 {sign}，数 {plain(quantity.value)}，单位 {unit}{rough}"


def _compared(row: RowView) -> Iterator[str]:
    if row.target is None or row.actual is None:
        return
    if not is_comparable(row):
        yield "两个数不能比：单位不同，或不知道多好还是少好"
        return
    yield f"目标{'已' if is_met_row(row) else '没有'}达到"
    percent = overshoot_percent(row)
    if percent is not None:
        yield f"完成值是目标的 {percent:.1f}%"
    if row.weight is not None:
        exact = ratio_score(row.weight, row.target.comparator, row.target.value, row.actual.value)
        yield f"按比例得 {rounded(exact)} 分"
