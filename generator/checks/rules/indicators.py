"""Owns family B: whether the points of one indicator follow from its target and its actual value."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.checks.check import Check, Family, every, row_hit
from generator.checks.finding import Rule, Severity
from generator.checks.rules.results import (
    B07,
    B08,
    B09,
    B10,
    B11,
    B12,
    B13,
    B14,
    above_hundred,
    approximate,
    band,
    not_measured,
    other_words,
    units,
)
from generator.checks.vocabulary import LESS_IS_BETTER, contradicts, exceeds_equal, is_met_row, is_unmet_row
from generator.forms.scoring import is_whole_point, ratio_score, rounded
from generator.record.target import Comparator, Result
from generator.record.values import HUNDRED, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.check import Verdict
    from generator.forms.views import EvaluationView, RowView

_DOWN = (Comparator.AT_MOST, Comparator.BELOW)
_UP = (Comparator.AT_LEAST, Comparator.ABOVE)

B01 = Rule(
    id="B01",
    severity=Severity.WARNING,
    weight=72,
    topic="unexplained",
    name="达到目标得满分",
    found="达到目标却没有得满分",
    tests="目标和完成值都是数字，目标已达到，得分却少于分值。",
    formula="完成值达到目标 → 得分 = 分值",
    basis="财预〔2020〕10号：完成指标的，得该指标全部分值。",
    bounds="没有容差。没有写原因的是错误，写了的是警告。“=”而超额的行归 B05，原因与数字矛盾的行归 E09。",
    example="目标 ≥2 次，完成 10 次，5 分得 4 分，原因说的是经费没有用完。",
    silent_when="地区口径规定超额可以扣分，且完成值达到目标的 $overshoot %。",
    question="目标 {target}，完成 {actual}，{weight} 分得 {score} 分，少的分是怎么扣的？",
    many="{count} 行达到目标而没有得满分，少的分是怎么扣的？",
    mend="得分改为满分，或在原因里写明扣分的依据。",
)


def _met_not_full(view: EvaluationView) -> Iterator[Verdict]:
    for row in view.rows:
        if row.is_full or row.lost is None or not is_met_row(row):
            continue
        if exceeds_equal(row) or contradicts(row) or _may_deduct(row, view):
            continue
        silent = view.has("reason") and not row.reason and not view.is_missing("reason", row.number)
        why = "，没有写原因" if silent else ""
        says = f"目标 {row.goal}，完成值已达到（{row.done}），得分 {row.score} 少于分值 {row.weight}{why}。"
        severity = Severity.ERROR if silent else Severity.WARNING
        yield row_hit(row, says, field="score", expected=plain(row.weight or Decimal(0)), severity=severity)


def _may_deduct(row: RowView, view: EvaluationView) -> bool:
    if view.profile.overshoot != "deduct" or row.target is None or row.actual is None or row.target.value <= 0:
        return False
    return row.actual.value / row.target.value * HUNDRED >= view.profile.overshoot_percent


B02 = Rule(
    id="B02",
    severity=Severity.ERROR,
    weight=97,
    name="没达到目标不得满分",
    found="没达到目标却得满分",
    tests="目标和完成值都是数字，目标没有达到，却得了满分。",
    formula="完成值没有达到目标 → 得分 < 分值",
    basis="财预〔2020〕10号：未完成指标的，按完成值与指标值的比例记分。",
    bounds="目标带“约”“左右”的不查。",
    example="目标 ≥40 个，完成 12 个，10 分得 10 分。",
    silent_when="目标或完成值不是数字；单位不同（归 B12）；目标是 0 的行归 B06。",
    question="目标 {target}，完成 {actual}，没有达到，满分 {score} 分是怎么评的？",
    many="{count} 行没有达到目标而得了满分，共 {points} 分，是怎么评的？",
    mend="按比例重算得分，或核对完成值。",
)


def _unmet_full(view: EvaluationView) -> Iterator[Verdict]:
    for row in view.rows:
        if row.is_full and is_unmet_row(row) and row.target is not None and not row.target.is_approximate:
            says = f"目标 {row.goal}，完成 {row.done}，没有达到，得分却是满分 {row.score}。"
            yield row_hit(row, says, field="score", expected=f"少于 {row.weight}")


B03 = Rule(
    id="B03",
    severity=Severity.ERROR,
    weight=84,
    name="未达到的按比例得分",
    found="得分与完成比例对不上",
    tests="目标越大越好而没有达到时，得分等于分值 × 完成值 ÷ 目标值。",
    formula="得分 = 分值 × 完成值 ÷ 目标值",
    basis="财预〔2020〕10号：未完成指标的，按完成值与指标值的比例记分。",
    bounds="容差 $ratio_tolerance 分，在 data/profile.yaml 里设。多得是错误；少得，或取整到整分，是警告。",
    example="目标 1 册，完成 0 册，5 分得 4 分；按比例是 0 分。",
    silent_when="目标是 0 或“≤”“<”（归 B06、B04）；得了满分（归 B02）；目标、完成值不是数字或单位不同。",
    question="目标 {target}，完成 {actual}，按比例是 {expected} 分，{score} 分是怎么评的？",
    many="{count} 行没有达到目标，得分与完成的比例不合，是怎么评的？",
    mend="按比例重算得分，或写明另外的评分依据。",
)


def _ratio(view: EvaluationView) -> Iterator[Verdict]:
    for row in view.rows:
        if row.target is not None and row.target.comparator not in _DOWN:
            yield from _formula_hit(row, view, "分值 × 完成值 ÷ 目标值")


def _formula_hit(row: RowView, view: EvaluationView, formula: str) -> Iterator[Verdict]:
    target, actual, weight, score = row.target, row.actual, row.weight, row.score
    if row.is_full or not is_unmet_row(row) or target is None or actual is None or weight is None or score is None:
        return
    exact = ratio_score(weight, target.comparator, target.value, actual.value)
    if abs(score - exact) <= view.profile.ratio_tolerance:
        return
    more = score > exact
    whole = is_whole_point(score, exact)
    off = f"{'多' if more else '少'} {abs(score - rounded(exact))} 分{'（取整到整分）' if whole else ''}"
    says = f"目标 {row.goal}，完成 {row.done}；按“{formula}”是 {rounded(exact)} 分，得分印 {score}，{off}。"
    severity = Severity.ERROR if more and not whole else Severity.WARNING
    cause = "whole" if whole else ""
    yield row_hit(row, says, field="score", expected=str(rounded(exact)), severity=severity, cause=cause)


B04 = Rule(
    id="B04",
    severity=Severity.ERROR,
    weight=83,
    name="越小越好的按偏差得分",
    found="得分与超出比例对不上",
    tests="目标是“≤”或“<”而超出时，得分按超出的比例减少，超出一倍为 0。",
    formula="得分 = 分值 ×（1 −（完成值 − 目标值）÷ 目标值），超出一倍起为 0",
    basis="同类绩效系统的通行公式；财预〔2020〕10号只规定按比例记分。",
    bounds="容差 $ratio_tolerance 分，在 data/profile.yaml 里设。多得是错误；少得，或取整到整分，是警告。",
    example="目标 ≤4 小时，完成 6 小时，8 分得 7 分；按公式是 4 分。",
    silent_when="没有超出目标；得了满分（归 B02）；目标、完成值不是数字。",
    question="目标 {target}，完成 {actual}，超出目标，按公式是 {expected} 分，{score} 分是怎么评的？",
    many="{count} 行超出目标，得分与超出的比例不合，是怎么评的？",
    mend="按公式重算得分，或写明另外的评分依据。",
)


def _inverse(view: EvaluationView) -> Iterator[Verdict]:
    for row in view.rows:
        if row.target is not None and row.target.comparator in _DOWN:
            yield from _formula_hit(row, view, "分值 ×（1 −（完成值 − 目标值）÷ 目标值）")


B05 = Rule(
    id="B05",
    severity=Severity.WARNING,
    weight=62,
    topic="overshoot",
    name="目标写“=”的正好相等",
    found="目标是“=”而完成得更多",
    tests="目标写“=”，完成值大于目标。",
    formula="目标为“=”且大于 0，完成值 > 目标值",
    basis="多做不应失分；“=”多半应写“≥”。财预〔2020〕10号：完成指标的，得全部分值。",
    bounds="没有容差。",
    example="目标 =20 个，完成 68 个，2 分得 1.99 分，原因写着应为大于等于。",
    silent_when="目标是 0（归 B06）；完成值等于目标。",
    question="目标写的是“{target}”，完成 {actual}：这里的“=”是什么意思，得分是怎么评的？",
    many="{count} 行目标写“=”，完成得更多：这里的“=”是什么意思，得分是怎么评的？",
    mend="目标的符号写错了的，说明并在下一年改为“≥”；确要正好相等的，说明为什么。",
)


def _equal_exceeded(view: EvaluationView) -> Iterator[Verdict]:
    for row in view.rows:
        if exceeds_equal(row):
            lost = f"，得 {row.score} 分，少 {row.lost} 分" if row.has_lost else ""
            says = f"目标 {row.goal}，完成 {row.done}，多于目标{lost}。"
            yield row_hit(row, says, field="target", expected=f"≥{plain(row.target.value)}" if row.target else None)


B06 = Rule(
    id="B06",
    severity=Severity.ERROR,
    weight=82,
    name="目标是 0 的行",
    found="目标是 0",
    tests="目标是 0（“=0”“≤0”）的事，只有完成值 0 才得分；要做出来的东西，目标不是 0。",
    formula="越少越好的，目标 = 0：完成值 0 得满分，大于 0 得 0 分",
    basis="同类绩效系统的通行公式：0 不能做除数。",
    bounds="越少越好的看名称：事故、投诉、差错一类。数量指标里要做出来的东西目标是 0，只是提示，不算得分错。",
    example="目标 =0 次事故，完成 2 次，5 分得 5 分；“课题报告”目标 =0 份。",
    silent_when="目标不是 0；完成值不是数字（要做出来的东西除外）。",
    question="目标是 0，完成 {actual}，{score} 分是怎么评的？",
    many="{count} 行的目标是 0，得分是怎么评的？",
    mend="核对目标和完成值；越少越好而确实大于 0 的，得分为 0。",
)
_NO_GOODS = re.compile(r"率$|问题|风险|隐患|案件|差评|退回|缺|未|逾期|违")


def _zero_target(view: EvaluationView) -> Iterator[Verdict]:
    for row in view.rows:
        if row.target is None or row.target.value != 0 or row.target.comparator in _UP:
            continue
        if _is_to_be_made(row):
            asks = "“{name}”的目标是 0，这一行要做什么？"
            says = f"目标是 {row.goal}，要做出来的东西目标是 0。"
            hit = row_hit(row, says, field="target", severity=Severity.NOTE, cause="goods", question=asks)
            yield replace(hit, many="{count} 行的目标是 0，这几行要做什么？")
        elif row.actual is not None and row.actual.value > 0 and row.score is not None and row.score > 0:
            says = f"目标是 0，完成 {row.done}，得分印 {row.score}，应是 0。"
            yield row_hit(row, says, field="score", expected="0")


def _is_to_be_made(row: RowView) -> bool:
    name = row.indicator.name
    return row.indicator.group2 == "数量指标" and not LESS_IS_BETTER.search(name) and not _NO_GOODS.search(name)


FAMILY = Family(
    "B",
    "单项得分",
    "一行指标的得分从它的目标和完成值推得出来。",
    (
        Check(B01, _met_not_full),
        Check(B02, _unmet_full),
        Check(B03, _ratio),
        Check(B04, _inverse),
        Check(B05, _equal_exceeded),
        Check(B06, _zero_target),
        Check(B07, lambda view: band(view, Result.MET)),
        Check(B08, lambda view: band(view, Result.PARTLY)),
        Check(B09, lambda view: band(view, Result.NOT_MET)),
        Check(B10, not_measured),
        Check(B11, other_words),
        Check(B12, units),
        every(B13, approximate),
        every(B14, above_hundred),
    ),
)
