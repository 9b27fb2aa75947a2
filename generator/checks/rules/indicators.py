"""Owns family B: whether the points of one indicator follow from its target and its actual value."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.checks.check import Check, Family, every, row_hit
from generator.checks.finding import Rule, Severity
from generator.checks.vocabulary import (
    contradicts,
    exceeds_equal,
    is_comparable,
    is_met_row,
    is_satisfaction,
    is_unmeasured,
    units_differ,
)
from generator.forms.scoring import is_whole_point, ratio_score, rounded
from generator.record.target import Comparator, Result
from generator.record.values import HUNDRED, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.check import Outcome
    from generator.forms.views import EvaluationView, FormView, Row

_DOWN = (Comparator.AT_MOST, Comparator.BELOW)

B01 = Rule(
    id="B01",
    severity=Severity.WARNING,
    name="达到目标得满分",
    tests="目标和完成值都是数字，目标已达到，得分却少于分值。",
    formula="完成值达到目标 → 得分 = 分值",
    basis="财预〔2020〕10号：完成指标的，得该指标全部分值。",
    bounds="没有容差。“=”而超额的行归 B05，原因与数字矛盾的行归 E09。",
    example="目标 ≥2 次，完成 10 次，5 分得 4 分，原因说的是经费没有用完。",
    silent_when="失分而没有写原因（归 E01）；地区口径规定超额可以扣分，且完成值超过超额界限。",
    question="目标 {target}，完成 {actual}，已经达到，为什么 {weight} 分只得 {score} 分？",
    mend="得分改为满分，或在原因里写明扣分的依据。",
)


def _met_not_full(view: EvaluationView) -> Iterator[Outcome]:
    for row in view.rows:
        if not row.reason or row.is_full or row.lost is None or not is_met_row(row):
            continue
        if exceeds_equal(row) or contradicts(row) or _may_deduct(row, view):
            continue
        says = f"目标 {row.goal}，完成值已达到（{row.done}），得分 {row.score} 少于分值 {row.weight}。"
        yield row_hit(row, says, field="score", expected=plain(row.weight or Decimal(0)))


def _may_deduct(row: Row, view: EvaluationView) -> bool:
    if view.profile.overshoot != "deduct" or row.target is None or row.actual is None or row.target.value <= 0:
        return False
    return row.actual.value / row.target.value * HUNDRED >= view.profile.overshoot_percent


B02 = Rule(
    id="B02",
    severity=Severity.ERROR,
    name="没达到目标不得满分",
    tests="目标和完成值都是数字，目标没有达到，却得了满分。",
    formula="完成值没有达到目标 → 得分 < 分值",
    basis="财预〔2020〕10号：未完成指标的，按完成值与指标值的比例记分。",
    bounds="目标带“约”“左右”的不查。",
    example="目标 ≥40 个，完成 12 个，10 分得 10 分。",
    silent_when="目标或完成值不是数字；单位不同（归 B12）；目标是 0 的行归 B06。",
    question="目标 {target}，完成 {actual}，没有达到，为什么得了满分 {score} 分？",
    mend="按比例重算得分，或核对完成值。",
)


def _unmet_full(view: EvaluationView) -> Iterator[Outcome]:
    for row in view.rows:
        if row.is_full and _is_unmet(row) and row.target is not None and not row.target.is_approximate:
            says = f"目标 {row.goal}，完成 {row.done}，没有达到，得分却是满分 {row.score}。"
            yield row_hit(row, says, field="score", expected=f"少于 {row.weight}")


def _is_unmet(row: Row) -> bool:
    """Target above 0, every measured in the same unit, and not reached."""
    if row.target is None or row.target.value <= 0 or not is_comparable(row):
        return False
    return not is_met_row(row)


B03 = Rule(
    id="B03",
    severity=Severity.ERROR,
    name="未达到的按比例得分",
    tests="目标越大越好而没有达到时，得分等于分值 × 完成值 ÷ 目标值。",
    formula="得分 = 分值 × 完成值 ÷ 目标值",
    basis="财预〔2020〕10号：未完成指标的，按完成值与指标值的比例记分。",
    bounds="容差 {profile.ratio_tolerance} 分，在 data/profile.yaml 里设。多得是错误；少得，或取整到整分，是警告。",
    example="目标 1 册，完成 0 册，5 分得 4 分；按比例是 0 分。",
    silent_when="目标是 0 或“≤”“<”（归 B06、B04）；得了满分（归 B02）；目标、完成值不是数字或单位不同。",
    question="目标 {target}，完成 {actual}，按比例是 {expected} 分，为什么得 {score} 分？",
    mend="按比例重算得分，或写明另外的评分依据。",
)


def _ratio(view: EvaluationView) -> Iterator[Outcome]:
    for row in view.rows:
        if row.target is not None and row.target.comparator not in _DOWN:
            yield from _formula_hit(row, view, "分值 × 完成值 ÷ 目标值")


def _formula_hit(row: Row, view: EvaluationView, formula: str) -> Iterator[Outcome]:
    target, actual, weight, score = row.target, row.actual, row.weight, row.score
    if row.is_full or not _is_unmet(row) or target is None or actual is None or weight is None or score is None:
        return
    exact = ratio_score(weight, target.comparator, target.value, actual.value)
    if abs(score - exact) <= view.profile.ratio_tolerance:
        return
    more = score > exact
    whole = is_whole_point(score, exact)
    off = f"{'多' if more else '少'} {abs(score - rounded(exact))} 分{'（取整到整分）' if whole else ''}"
    says = f"目标 {row.goal}，完成 {row.done}；按“{formula}”是 {rounded(exact)} 分，得分印 {score}，{off}。"
    severity = Severity.ERROR if more and not whole else Severity.WARNING
    yield row_hit(row, says, field="score", expected=str(rounded(exact)), severity=severity)


B04 = Rule(
    id="B04",
    severity=Severity.ERROR,
    name="越小越好的按偏差得分",
    tests="目标是“≤”或“<”而超出时，得分按超出的比例减少，超出一倍为 0。",
    formula="得分 = 分值 ×（1 −（完成值 − 目标值）÷ 目标值），超出一倍起为 0",
    basis="同类绩效系统的通行公式；财预〔2020〕10号只规定按比例记分。",
    bounds="容差 {profile.ratio_tolerance} 分，在 data/profile.yaml 里设。多得是错误；少得，或取整到整分，是警告。",
    example="目标 ≤4 小时，完成 6 小时，8 分得 7 分；按公式是 4 分。",
    silent_when="没有超出目标；得了满分（归 B02）；目标、完成值不是数字。",
    question="目标 {target}，完成 {actual}，超出目标，按公式是 {expected} 分，为什么得 {score} 分？",
    mend="按公式重算得分，或写明另外的评分依据。",
)


def _inverse(view: EvaluationView) -> Iterator[Outcome]:
    for row in view.rows:
        if row.target is not None and row.target.comparator in _DOWN:
            yield from _formula_hit(row, view, "分值 ×（1 −（完成值 − 目标值）÷ 目标值）")


B05 = Rule(
    id="B05",
    severity=Severity.WARNING,
    name="“=”而超额，符号写对了吗",
    tests="目标写“=”，完成值大于目标。",
    formula="目标为“=”且大于 0，完成值 > 目标值",
    basis="多做不应失分；“=”多半应写“≥”。财预〔2020〕10号：完成指标的，得全部分值。",
    bounds="没有容差。",
    example="目标 =20 个，完成 68 个，2 分得 1.99 分，原因写着应为大于等于。",
    silent_when="目标是 0（归 B06）；完成值等于目标。",
    question="目标写的是“{target}”，完成 {actual}，是不是应写“≥”？多做为什么失分？",
    mend="目标的符号写错了的，说明并在下一年改为“≥”；确要正好相等的，说明为什么。",
)


def _equal_exceeded(view: EvaluationView) -> Iterator[Outcome]:
    for row in view.rows:
        if exceeds_equal(row):
            lost = f"，得 {row.score} 分，少 {row.lost} 分" if row.has_lost else ""
            says = f"目标 {row.goal}，完成 {row.done}，多于目标{lost}；“=”是否应为“≥”。"
            yield row_hit(row, says, field="target", expected=f"≥{plain(row.target.value)}" if row.target else None)


B06 = Rule(
    id="B06",
    severity=Severity.ERROR,
    name="目标是 0 的行",
    tests="目标是 0（“=0”“≤0”）时，只有完成值 0 才得分。",
    formula="目标 = 0：完成值 0 得满分，大于 0 得 0 分",
    basis="同类绩效系统的通行公式：0 不能做除数。",
    bounds="没有容差。",
    example="目标 =0 次事故，完成 2 次，5 分得 5 分。",
    silent_when="目标不是 0；完成值不是数字。",
    question="目标是 0，完成 {actual}，为什么得 {score} 分？",
    mend="核对完成值；确实大于 0 的，得分为 0。",
)


def _zero_target(view: EvaluationView) -> Iterator[Outcome]:
    for row in view.rows:
        if row.target is None or row.actual is None or row.target.value != 0 or row.score is None:
            continue
        if row.target.comparator in (Comparator.AT_LEAST, Comparator.ABOVE) or row.actual.value <= 0:
            continue
        if row.score > 0:
            says = f"目标是 0，完成 {row.done}，得分印 {row.score}，应是 0。"
            yield row_hit(row, says, field="score", expected="0")


_BAND_SILENT = "完成值不是这一档的字；分值或得分缺失。"
_BAND_BASIS = "财预〔2020〕10号：定性指标分三档，100%–80%（含）、80%–60%（含）、60%–0%。"
_BAND_BOUNDS = "界限在 data/profile.yaml 里设，容差 0.01 分。"


def _band_rule(number: str, name: str, result: Result, formula: str, example: str) -> Rule:
    return Rule(
        id=number,
        severity=Severity.ERROR,
        name=name,
        tests=f"完成值写“{result.value}”的行，得分在这一档之内。",
        formula=formula,
        basis=_BAND_BASIS,
        bounds=_BAND_BOUNDS,
        example=example,
        silent_when=_BAND_SILENT,
        question="完成情况写的是“{actual}”，{weight} 分得 {score} 分，不在这一档（{expected}）里，为什么？",
        mend="核对完成情况的档次和得分。",
    )


B07 = _band_rule(
    "B07", "达成指标的得分", Result.MET, "0.8 × 分值 ≤ 得分 ≤ 分值", "达成指标，5 分得 3 分；这一档是 4 至 5 分。"
)
B08 = _band_rule(
    "B08",
    "部分达成的得分",
    Result.PARTLY,
    "0.6 × 分值 ≤ 得分 < 0.8 × 分值",
    "部分达成指标并具有一定效果，5 分得 5 分；这一档是 3 至 4 分。",
)
B09 = _band_rule(
    "B09",
    "未达成的得分",
    Result.NOT_MET,
    "0 ≤ 得分 < 0.6 × 分值",
    "未达成指标且效果较差，5 分得 4 分；这一档不到 3 分。",
)


def _band(view: EvaluationView, result: Result) -> Iterator[Outcome]:
    lower, upper = view.profile.band_of(result)
    for row in view.rows:
        if row.result is not result or row.weight is None or row.score is None:
            continue
        low, high = row.weight * lower / HUNDRED, row.weight * upper / HUNDRED
        tolerance = Decimal("0.01")
        above = row.score >= high + tolerance if upper < HUNDRED else False  # A09 holds the full mark
        if row.score < low - tolerance or above:
            span = f"{plain(low)} 至 {plain(high)} 分"
            says = f"完成值写“{result.value}”，{plain(row.weight)} 分的这一档是 {span}，得分印 {row.score}。"
            yield row_hit(row, says, field="score", expected=span)


B10 = Rule(
    id="B10",
    severity=Severity.WARNING,
    name="数字目标，没有完成数",
    tests="目标是数字，完成值只写“达成指标”一类的字。",
    formula="目标读得出数字，完成值是三档定性结果之一",
    basis="财预〔2020〕10号：定量指标按完成值记分；没有完成值就无从核对。",
    bounds="没有容差。满意度指标归 F07。",
    example="目标 20000，完成值写“达成指标”。",
    silent_when="目标是文字或 0（达成就是 0）；满意度指标；写“未达成指标且效果较差”的行。",
    question="目标是 {target}，完成值只写“{actual}”，实际完成了多少？",
    mend="完成值填实际的数字，例如 20315(人)。",
)


def _not_measured(view: EvaluationView) -> Iterator[Outcome]:
    for row in view.rows:
        if not is_satisfaction(row) and is_unmeasured(row):
            says = f"目标是数字 {row.goal}，完成值只写“{row.done}”，没有完成的数字。"
            yield row_hit(row, says, field="actual", expected=f"数字，单位与目标相同（{row.goal}）")


B11 = Rule(
    id="B11",
    severity=Severity.NOTE,
    name="完成情况用规定的字",
    tests="完成值不是数字时，写的是三档定性结果之一。",
    formula="完成值 ∈ {达成指标，部分达成指标并具有一定效果，未达成指标且效果较差}",
    basis="表的填写说明：定性指标按三档填写。",
    bounds="没有容差。",
    example="目标“及时”，完成值写“及时”，看不出是哪一档。",
    silent_when="完成值是数字，或就是三档之一，或空白（归 D10）。",
    question="完成值写的是“{actual}”，它是达成、部分达成，还是未达成？",
    mend="改成三档之一；要补充的话写在原因一栏。",
)


def _other_words(view: EvaluationView) -> Iterator[Outcome]:
    for row in view.rows:
        text = getattr(row.indicator, "actual", None)
        if text and row.result is None and row.actual is None and not any(character.isdigit() for character in text):
            says = f"完成值写“{text}”，不是达成、部分达成、未达成三档之一。"
            yield row_hit(row, says, field="actual", expected="达成指标")


B12 = Rule(
    id="B12",
    severity=Severity.WARNING,
    name="目标和完成值单位一样",
    tests="目标和完成值都是数字，单位不同。",
    formula="目标的单位 = 完成值的单位",
    basis="单位不同的两个数不能比。",
    bounds="单位照字面比较；“%”和没有单位算不同。",
    example="目标 ≥500(人次)，完成 320(人)。",
    silent_when="两边都没有单位（归 D07）；任一边不是数字。",
    question="目标的单位是“{target}”，完成值是“{actual}”，能不能比？",
    mend="把单位改成一样的。",
)


def _units(view: EvaluationView) -> Iterator[Outcome]:
    for row in view.rows:
        if row.target is not None and row.actual is not None and units_differ(row):
            mine, yours = row.target.unit or "无", row.actual.unit or "无"
            says = f"目标 {row.goal} 的单位是“{mine}”，完成值 {row.done} 的单位是“{yours}”。"
            yield row_hit(row, says, field="actual", expected=row.target.unit or "没有单位")


B13 = Rule(
    id="B13",
    severity=Severity.NOTE,
    name="目标划得出界线",
    tests="目标带“约”“左右”一类的字。",
    formula="目标含 约、大约、近、左右",
    basis="财预〔2020〕10号：绩效指标应明确、可衡量。",
    bounds="没有容差。“=”而超额的行归 B05。",
    example="目标 =3500.00(户左右)。",
    silent_when="目标没有这些字。",
    question="目标写“{target}”，完成多少算达到？",
    mend="下一年把目标写成“≥3500 户”这样划得出界线的数字。",
)


def _approximate(view: FormView) -> Iterator[Outcome]:
    for row in view.rows:
        if row.target is not None and row.target.is_approximate and not exceeds_equal(row):
            says = f"目标“{row.goal}”带“约”或“左右”，划不出达到和没达到的界线。"
            yield row_hit(row, says, field="target", expected="确定的数字")


B14 = Rule(
    id="B14",
    severity=Severity.WARNING,
    name="百分率不超过 100%",
    tests="名称是“…率”、单位是 % 的目标或完成值大于 100。",
    formula="数值 ≤ 100",
    basis="部分与整体之比不超过 100%。",
    bounds="名称含“增长”“完成率”“执行”“提高”的不查：它们可以超过 100%。",
    example="培训出勤率完成 120%。",
    silent_when="单位不是 %。",
    question="“{name}”印的是 {printed}，百分率怎么会超过 100%？",
    mend="核对数字；是倍数或增长率的，改名称。",
)
_MAY_EXCEED = ("增长", "完成率", "提高", "执行", "增幅", "达标率", "上座率")


def _above_hundred(view: FormView) -> Iterator[Outcome]:
    for row in view.rows:
        name = row.indicator.name
        if not name.endswith("率") or any(word in name for word in _MAY_EXCEED):
            continue
        for field, quantity in (("target", row.target), ("actual", row.actual)):
            if quantity is not None and quantity.unit == "%" and quantity.value > HUNDRED:
                says = (
                    f"名称是“率”，{'目标' if field == 'target' else '完成值'}却是 {plain(quantity.value)}%，超过 100%。"
                )
                yield row_hit(row, says, field=field, expected="不超过 100%")


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
        Check(B07, lambda view: _band(view, Result.MET)),
        Check(B08, lambda view: _band(view, Result.PARTLY)),
        Check(B09, lambda view: _band(view, Result.NOT_MET)),
        Check(B10, _not_measured),
        Check(B11, _other_words),
        Check(B12, _units),
        every(B13, _approximate),
        every(B14, _above_hundred),
    ),
)
