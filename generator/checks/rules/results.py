"""Owns the rules of family B on actual values: the bands of the three results, numbers, words and units."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.checks.check import row_hit
from generator.checks.finding import Rule, Severity
from generator.checks.vocabulary import exceeds_equal, is_satisfaction, is_unmeasured, unit_of, units_differ
from generator.forms.views import FormView
from generator.record.target import Comparator, Result
from generator.record.values import HUNDRED, HUNDREDTH, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.check import Verdict
    from generator.forms.views import EvaluationView, FormView, RowView

_BAND_SILENT = "完成值不是这一档的字；分值或得分缺失。"
_BAND_BASIS = "财预〔2020〕10号：定性指标分三档记分；界限由地区定。"
_NEAR = Decimal("0.9")
"""A share of an approximate target below which it is plainly missed."""
_BAND_BOUNDS = "界限在 data/profile.yaml 里设，容差 0.01 分。"


def _band_rule(number: str, weight: int, name: str, result: Result, formula: str) -> Rule:
    key = result.name.lower()
    return Rule(
        id=number,
        severity=Severity.ERROR,
        weight=weight,
        name=name,
        found=f"{name}不在这一档",
        tests=f"完成值写“{result.value}”的行，得分在这一档之内。",
        formula=formula,
        basis=_BAND_BASIS,
        bounds=_BAND_BOUNDS,
        example=f"{result.value}，得分不在分值的 ${key}_low% 至 ${key}_high% 之间。",
        silent_when=_BAND_SILENT,
        question="完成情况写的是“{actual}”，{weight} 分得 {score} 分，这一档是 {expected}，分是怎么评的？",
        many="{count} 行的得分不在完成情况那一档里，分是怎么评的？",
        mend="核对完成情况的档次和得分。",
    )


B07 = replace(
    _band_rule("B07", 81, "达成指标的得分", Result.MET, "$met_low% × 分值 ≤ 得分 ≤ 分值；得分 < 分值 → 写原因"),
    silent_when="完成值不是这一档的字；分值或得分缺失；失分而写了原因。",
    topic="unexplained",
)
B08 = _band_rule("B08", 80, "部分达成的得分", Result.PARTLY, "$partly_low% × 分值 ≤ 得分 < $partly_high% × 分值")
B09 = _band_rule("B09", 79, "未达成的得分", Result.NOT_MET, "$not_met_low% × 分值 ≤ 得分 < $not_met_high% × 分值")


def band(view: EvaluationView, result: Result) -> Iterator[Verdict]:
    """Rows of one result: points outside its band, or points lost on 达成 without a word."""
    lower, upper = view.profile.band_of(result)
    for row in view.rows:
        if row.result is not result or row.weight is None or row.score is None:
            continue
        low, high = row.weight * lower / HUNDRED, row.weight * upper / HUNDRED
        above = row.score >= high + HUNDREDTH if upper < HUNDRED else False  # A09 holds the full mark
        span = f"{plain(low)} 至 {plain(high)} 分"
        if row.score < low - HUNDREDTH or above:
            says = f"完成值写“{result.value}”，{plain(row.weight)} 分的这一档是 {span}，得分印 {row.score}。"
            yield row_hit(row, says, field="score", expected=span)
        elif result is Result.MET and lost_in_silence(row, view):
            says = f"完成值写“{result.value}”，{row.weight} 分得 {row.score} 分，没有写原因。"
            asks = "完成情况写的是“{actual}”，{weight} 分得 {score} 分，少的分是怎么扣的？"
            hit = row_hit(row, says, field="reason", expected="原因和改进措施", cause="silent", question=asks)
            yield replace(
                hit, found="达成指标而失分没有写原因", many="{count} 行写“达成指标”而失分，少的分是怎么扣的？"
            )


def lost_in_silence(row: RowView, view: EvaluationView) -> bool:
    """Points were lost and the reason, for which the form has a cell, is empty."""
    return row.has_lost and not row.reason and view.has("reason") and not view.is_missing("reason", row.number)


B10 = Rule(
    id="B10",
    severity=Severity.WARNING,
    weight=60,
    topic="unmeasured",
    name="数字目标，没有完成数",
    found="目标是数字，完成值没有数字",
    tests="目标是数字，完成值只写“达成指标”一类的字。",
    formula="目标读得出数字，完成值是三档定性结果之一",
    basis="财预〔2020〕10号：定量指标按完成值记分；没有完成值就无从核对。",
    bounds="目标是 100% 时“达成”就是 100%，只是提示。满意度指标归 F07。",
    example="目标 20000，完成值写“达成指标”。",
    silent_when="目标是文字或 0（达成就是 0）；满意度指标；写“未达成指标且效果较差”的行。",
    question="目标是 {target}，完成值只写“{actual}”，实际完成了多少？",
    many="{count} 行目标是数字，完成值只有“达成指标”一类的话，实际完成了多少？",
    is_habit=True,
    mend="完成值填实际的数字，例如 20315(人)。",
)


def not_measured(view: EvaluationView) -> Iterator[Verdict]:
    """Numeric targets answered with words only."""
    for row in view.rows:
        if not is_satisfaction(row) and is_unmeasured(row):
            says = f"目标是数字 {row.goal}，完成值只写“{row.done}”，没有完成的数字。"
            severity = Severity.NOTE if _says_its_number(row) else None
            expected = f"数字，单位与目标相同（{row.goal}）"
            yield row_hit(row, says, field="actual", expected=expected, severity=severity)


def _says_its_number(row: RowView) -> bool:
    """All of it was aimed at and 达成 was said: that is 100 %."""
    target = row.target
    if target is None or row.result is not Result.MET or target.value != HUNDRED or unit_of(target) != "%":
        return False
    return target.comparator in (None, Comparator.EQUAL, Comparator.AT_LEAST)


B11 = Rule(
    id="B11",
    severity=Severity.NOTE,
    weight=19,
    name="完成情况用规定的字",
    found="完成情况没有用三档的字",
    tests="完成值不是数字时，写的是三档定性结果之一。",
    formula="完成值 ∈ {达成指标，部分达成指标并具有一定效果，未达成指标且效果较差}",
    basis="表的填写说明：定性指标按三档填写。",
    bounds="几行都用别的字、没有一行用这三档的表，另有一套字，不算。",
    example="目标“及时”，完成值写“及时”，看不出是哪一档。",
    silent_when="完成值是数字，或就是三档之一，或空白（归 D10），或“完成”“已达成”一类，明明白白是第一档。",
    question="完成值写的是“{actual}”，是三档里的哪一档？",
    many="{count} 行的完成值写的是{values}，是三档里的哪一档？",
    is_habit=True,
    mend="改成三档之一；要补充的话写在原因一栏。",
)


def _is_odd(row: RowView) -> bool:
    """The result is neither a number nor one of the three, nor plainly the first of them."""
    text = getattr(row.indicator, "actual", None)
    return bool(text) and row.result is None and row.actual is None and not _SAYS_ENOUGH.search(str(text))


_SAYS_ENOUGH = re.compile(r"\d|^(?:已|均已|全部|按[时期]|基本|按计划)?(?:完成|达成|达标|达到|实现)")


def other_words(view: EvaluationView) -> Iterator[Verdict]:
    """Results in other words than those of the form, on a form that uses them."""
    odd = [row for row in view.rows if _is_odd(row)]
    if len(odd) > 1 and not any(row.result for row in view.rows):
        return  # the form has other words for results
    for row in odd:
        text = row.done
        says = f"完成值写“{text}”，不是达成、部分达成、未达成三档之一。"
        yield row_hit(row, says, field="actual", expected="达成指标")


B12 = Rule(
    id="B12",
    severity=Severity.WARNING,
    weight=61,
    name="目标和完成值单位一样",
    found="目标和完成值单位不同",
    tests="目标和完成值都是数字，单位不同。",
    formula="目标的单位 = 完成值的单位",
    basis="单位不同的两个数不能比。",
    bounds="单位照字面比较；百分比、百分之就是“%”。",
    example="目标 ≥500(人次)，完成 320(人)。",
    silent_when="任一边没有单位，或不是数字，或是 0。",
    question="目标的单位是“{mine}”，完成值的是“{yours}”，两个数怎样比？",
    many="{count} 行的目标和完成值单位不同，怎样比？",
    mend="把单位改成一样的。",
)


def units(view: EvaluationView) -> Iterator[Verdict]:
    """Target and actual value in different units."""
    for row in view.rows:
        if row.target is not None and row.actual is not None and units_differ(row):
            mine, yours = row.target.unit, row.actual.unit
            says = f"目标 {row.goal} 的单位是“{mine}”，完成值 {row.done} 的单位是“{yours}”。"
            yield row_hit(row, says, field="actual", expected=mine, facts={"mine": mine, "yours": yours})


B13 = Rule(
    id="B13",
    severity=Severity.NOTE,
    weight=31,
    topic="standard",
    name="目标划得出界线",
    found="目标划不出界线",
    tests="目标带“约”“左右”一类的字。",
    formula="目标含 约、大约、近、左右、上下",
    basis="财预〔2020〕10号：绩效指标应明确、可衡量。",
    bounds="不少于、不超过、以上、大于划得出界线。“=”而超额的行归 B05。",
    example="目标 =3500.00(户左右)，完成 3300 户。",
    silent_when="目标没有这些字；完成值不少于目标，或不到目标的九成：达到没有，看得出来。",
    question="目标写“{target}”，完成多少算达到？",
    many="{count} 行的目标带“约”或“左右”，完成多少算达到？",
    mend="下一年把目标写成“≥3500 户”这样划得出界线的数字。",
)


def approximate(view: FormView) -> Iterator[Verdict]:
    """Targets that draw no line, where the result leaves a doubt."""
    for row in view.rows:
        if row.target is not None and row.target.is_approximate and not exceeds_equal(row) and not _is_settled(row):
            says = f"目标“{row.goal}”带“约”或“左右”，划不出达到和没达到的界线。"
            yield row_hit(row, says, field="target", expected="确定的数字")


def _is_settled(row: RowView) -> bool:
    """The number that was reached leaves no doubt, wherever the line is."""
    if row.target is None or row.actual is None or row.target.value <= 0:
        return False
    return row.actual.value >= row.target.value or row.actual.value < row.target.value * _NEAR


B14 = Rule(
    id="B14",
    severity=Severity.WARNING,
    weight=52,
    name="百分率不超过 100%",
    found="百分率超过 100%",
    tests="名称是“…率”、单位是 % 的目标或完成值大于 100。",
    formula="数值 ≤ 100",
    basis="部分与整体之比不超过 100%。",
    bounds="名称含“增长”“完成率”“执行”“提高”的不查：它们可以超过 100%。",
    example="培训出勤率完成 120%。",
    silent_when="单位不是 %。",
    question="“{name}”印的是 {printed}，这个百分率是怎么算的？",
    many="{count} 处百分率超过 100%，是怎么算的？",
    mend="核对数字；是倍数或增长率的，改名称。",
)
_MAY_EXCEED = ("增长", "完成率", "提高", "执行", "增幅", "达标率", "上座率")


def above_hundred(view: FormView) -> Iterator[Verdict]:
    """Rates above 100 %."""
    for row in view.rows:
        name = row.indicator.name
        if not name.endswith("率") or any(word in name for word in _MAY_EXCEED):
            continue
        for field, quantity in (("target", row.target), ("actual", row.actual)):
            if quantity is not None and unit_of(quantity) == "%" and quantity.value > HUNDRED:
                says = (
                    f"名称是“率”，{'目标' if field == 'target' else '完成值'}却是 {plain(quantity.value)}%，超过 100%。"
                )
                yield row_hit(row, says, field=field, expected="不超过 100%")
