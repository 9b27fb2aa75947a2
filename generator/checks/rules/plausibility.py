"""Owns family F: what a reader may wonder about a form whose arithmetic is right. Never an error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.checks.check import Check, Family, every, row_hit
from generator.checks.finding import Hit, Lacking, Rule, Severity
from generator.checks.rules.agreement import F08, agreement
from generator.checks.rules.spending import F01, F02, F04, all_full, low_spending, unspent
from generator.checks.vocabulary import (
    BENEFIT,
    UNSURE_LEVEL2,
    exceeds_equal,
    is_satisfaction,
    is_unmeasured,
    letters,
    overshoot_percent,
    unit_of,
)
from generator.forms.views import EvaluationView, FormView, RowView
from generator.record.target import Comparator
from generator.record.values import HUNDRED, plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from generator.checks.check import Verdict

_FAR = 2 * HUNDRED
"""In % of the target."""
F03 = Rule(
    id="F03",
    severity=Severity.WARNING,
    weight=70,
    topic="overshoot",
    name="目标定得有分量",
    found="完成值远超目标",
    tests=f"完成值不到目标的 {_FAR // 100} 倍，今年的目标不低于去年的完成值。",
    formula=f"完成值 < {_FAR // 100} × 目标值；今年目标值 ≥ 去年完成值",
    basis="财预〔2020〕10号：目标明显定低的要说明，并可按偏离扣分。",
    bounds=f"{_FAR // 100} 倍，写了原因的也问。$overshoot % 到 {_FAR // 100} 倍的归 E02。百分率最多算到 100%。",
    example="目标 ≥3 次，完成 40 次。",
    silent_when="目标是 0；“≤”“<”的行；“=”而超额的行归 B05。",
    question="目标 {target}，{compared}：当初为什么定 {aim}？",
    many="{count} 行的完成值是目标的两倍以上，或目标低于去年的完成值：当初的目标是怎么定的？",
    mend="写明目标怎么定的；下一年按实际能力定目标。",
)


def _low_target(view: EvaluationView) -> Iterator[Verdict]:
    before = view.neighbours.in_year(view.form, view.form.year - 1)
    last = EvaluationView(before, view.profile, view.neighbours).rows if before else ()
    last_actual = {row.indicator.name: row.actual for row in last if row.actual is not None}
    for row in view.rows:
        percent = overshoot_percent(row)
        earlier = last_actual.get(row.indicator.name)
        if percent is not None and percent >= _FAR and not exceeds_equal(row):
            why = "" if row.reason else "，没有写原因"
            says = f"目标 {row.goal}，完成 {row.done}，是目标的 {percent:.0f}%{why}。"
            yield _low_target_hit(row, says, f"完成 {row.done}")
        elif earlier and _is_below(row, earlier.value):
            compared = f"去年已完成 {plain(earlier.value)}{earlier.unit}"
            yield _low_target_hit(row, f"目标 {row.goal}，{compared}。", compared)


def _is_below(row: RowView, earlier: Decimal) -> bool:
    if row.target is None or row.target.comparator not in (Comparator.AT_LEAST, Comparator.ABOVE):
        return False
    return row.target.value < earlier


def _low_target_hit(row: RowView, says: str, compared: str) -> Hit:
    aim = plain(row.target.value) if row.target else row.goal
    return row_hit(row, says, field="target", facts={"compared": compared, "aim": aim})


_EQUAL_ROWS, _EQUAL_SHARE = 3, 80
F05 = Rule(
    id="F05",
    severity=Severity.NOTE,
    weight=58,
    name="完成值都正好等于目标",
    found="完成值正好等于目标",
    tests=f"目标写“≥”的行里，{_EQUAL_SHARE} % 以上完成值正好等于目标值。",
    formula=f"完成值 = 目标值的行数 ÷ 目标写“≥”、不到 100 % 的行数 > {_EQUAL_SHARE} %",
    basis="实际数字正好等于下限是少见的；照目标填的也是这样，读者分不出来。",
    bounds=f"{_EQUAL_SHARE} %，至少 {_EQUAL_ROWS} 行；目标是 100% 的行正好相等是常事，不算在内。",
    example="6 行目标写“≥”，5 行以上正好等于目标：98.00 对 98.00，95.00 对 95.00。",
    silent_when=f"这样的行不到 {_EQUAL_ROWS} 行。",
    question="完成值与目标 {target} 正好相等，完成值是怎么得来的？",
    many="{count} 行完成值与目标正好相等，完成值是怎么得来的？",
    mend="核对完成值，填实际的数字。",
)


def _all_equal(view: EvaluationView) -> Iterator[Verdict]:
    rows = [row for row in view.rows if _has_room(row)]
    equal = [row for row in rows if row.target and row.actual and row.target.value == row.actual.value]
    if len(rows) >= _EQUAL_ROWS and len(equal) * 100 > len(rows) * _EQUAL_SHARE:
        for row in equal:
            yield row_hit(row, f"完成值与目标 {row.goal} 正好相等。", field="actual")


def _has_room(row: RowView) -> bool:
    """Both are numbers, the target is a lower bound and no natural limit such as 100 %."""
    if row.target is None or row.actual is None or row.target.comparator is not Comparator.AT_LEAST:
        return False
    return row.target.value > 0 and not (row.target.value == HUNDRED and unit_of(row.target) in ("", "%"))


_NEAR = 1
"""Points above a bound."""
F06 = Rule(
    id="F06",
    severity=Severity.NOTE,
    weight=34,
    name="总分刚过等级线",
    found="总分刚过等级线",
    tests=f"总分比一等的下限高出 {_NEAR} 分以上。",
    formula=f"总分 − 下限 ≥ {_NEAR}",
    basis="临界的分数，复核时先看。",
    bounds=f"{_NEAR} 分；下限在 data/profile.yaml 里设：$grades。",
    example="总分比“$top”的下限 $top_lower 高 0.28 分。",
    silent_when="总分缺失时算作未能检查；最低一等没有下限。",
    question="总分 {printed}，刚过“{grade}”的线（{expected}），哪几行决定了等级？",
    mend="不必改动；复核时先看临界的表。",
)


def _near_bound(view: EvaluationView) -> Iterator[Verdict]:
    total = view.form.score
    if total is None:
        yield Lacking("总分缺失。")
        return
    grade = view.profile.grade_at(total)
    if grade.lower and total - grade.lower < _NEAR:
        says = f"总分 {total}，比“{grade.name}”的下限 {plain(grade.lower)} 高 {plain(total - grade.lower)} 分。"
        facts = {"grade": grade.name}
        yield Hit(says, field="total_score", printed=str(total), expected=f"{plain(grade.lower)} 分", facts=facts)


F07 = Rule(
    id="F07",
    severity=Severity.WARNING,
    weight=59,
    topic="unmeasured",
    name="满意度有调查数字",
    found="满意度没有调查数字",
    tests="满意度指标的目标是数字，完成值不只写“达成指标”。",
    formula="满意度目标读得出数字 → 完成值也是数字",
    basis="财预〔2021〕101号：满意度按调查结果赋分；同类复核对没有问卷的不计分。",
    bounds="没有容差。",
    example="满意度目标 ≥90%，完成值写“达成指标”。",
    silent_when="目标是文字或 0；完成值是数字。",
    question="满意度目标 {target}，完成值只写“{actual}”，调查了多少人，结果是多少？",
    many="{count} 行满意度目标是数字，完成值只写{values}，调查了多少人，结果是多少？",
    is_habit=True,
    mend="完成值填调查得到的百分数，原因一栏写样本数。",
)


def _no_survey(view: EvaluationView) -> Iterator[Verdict]:
    for row in view.rows:
        if is_satisfaction(row) and is_unmeasured(row):
            says = f"满意度目标 {row.goal}，完成值只写“{row.done}”，没有调查数字。"
            yield row_hit(row, says, field="actual", expected="调查得到的百分数")


F09 = Rule(
    id="F09",
    severity=Severity.NOTE,
    weight=39,
    topic="names",
    name="效益指标说的是效益",
    found="效益指标说的是产出",
    tests="效益指标的名称不是做了多少、做得及时不及时。",
    formula="效益指标的名称不以 完成率、及时率、及时性、场次、活动次数、调研数量 结尾",
    basis="财预〔2020〕10号的指标框架：效益是产出带来的变化。",
    bounds="只看名称结尾的这几个词。",
    example="社会效益指标“开展课题调研数量”。",
    silent_when="名称不以这些词结尾；层级标签是编者按含义归类的行，算作未能检查。",
    question="“{name}”说的是做了多少，带来了什么变化？",
    many="{count} 行效益指标说的是做了多少，带来了什么变化？",
    mend="移到产出指标，另写一个说明变化的效益指标。",
)
_OUTPUT_LIKE = re.compile(r"(完成率|及时率|及时性|场次|场次数|活动次数|调研数量)$")


def _output_as_benefit(view: FormView) -> Iterator[Verdict]:
    rows = [row for row in view.rows_of(BENEFIT) if _OUTPUT_LIKE.search(row.indicator.name)]
    sure = [row for row in rows if row.number not in view.unsure_level2]
    for row in sure:
        yield row_hit(row, f"放在{row.indicator.level2}下，名称说的是做了多少或及不及时。", field="name")
    if len(sure) < len(rows):
        yield Lacking(UNSURE_LEVEL2)


F10 = Rule(
    id="F10",
    severity=Severity.NOTE,
    weight=54,
    name="不照搬去年",
    found="目标与去年完全一样",
    tests="预期目标和每一行的目标值与去年不完全相同。",
    formula="今年的预期目标、指标名称、目标值 ≠ 去年的",
    basis="财预〔2015〕88号：目标与当年的预算和任务相匹配。",
    bounds="全部相同才算。",
    example="2023 年的表与 2022 年的目标、指标、目标值完全一样。",
    silent_when="没有同一单位同名项目去年的表时算作未能检查。",
    question="目标和指标与 {year} 年完全一样，今年的任务与去年相比怎样？",
    mend="按今年的任务重新定目标。",
)


def _copied_year(view: EvaluationView) -> Iterator[Verdict]:
    before = view.neighbours.in_year(view.form, view.form.year - 1)
    if before is None:
        yield Lacking(f"没有这个项目 {view.form.year - 1} 年的自评表。")
        return
    now = [letters(view.form.expected or ""), *((row.name, row.target) for row in view.form.indicators)]
    then = [letters(before.expected or ""), *((row.name, row.target) for row in before.indicators)]
    if now == then:
        year = str(before.year)
        says = f"预期目标、指标和目标值与 {year} 年的表完全一样。"
        yield Hit(says, field="indicators", facts={"year": year})


FAMILY = Family(
    "F",
    "读者会问的",
    "数字没有错，读者仍会想问一句；从不算错误。",
    (
        Check(F01, low_spending),
        Check(F02, unspent),
        Check(F03, _low_target),
        Check(F04, all_full),
        Check(F05, _all_equal),
        Check(F06, _near_bound),
        Check(F07, _no_survey),
        Check(F08, agreement),
        every(F09, _output_as_benefit),
        Check(F10, _copied_year),
    ),
)
