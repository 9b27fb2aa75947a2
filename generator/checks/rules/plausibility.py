"""Owns family F: what a reader may wonder about a form whose arithmetic is right. Never an error."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.checks.check import Check, Family, every, row_hit, rows_hit
from generator.checks.finding import Hit, Lacking, Rule, Severity
from generator.checks.vocabulary import (
    BENEFIT,
    OUTPUT,
    UNSURE_LEVEL2,
    exceeds_equal,
    is_satisfaction,
    is_unmeasured,
    letters,
    overshoot_percent,
)
from generator.forms.views import EvaluationView, FormView, Row
from generator.record.target import Result
from generator.record.values import HUNDRED, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.check import Outcome

LOW_RATE = Decimal(60)
"""%; money spent so slowly that the highest grade wants a word."""
_SLOW_RATE = Decimal(80)
_NO_RATE = "执行率没有印，或原件缺失。"

F01 = Rule(
    id="F01",
    severity=Severity.WARNING,
    name="钱花得少，等级最高",
    tests=f"执行率低于 {LOW_RATE} %，等级是最高一等。",
    formula=f"执行率 < {LOW_RATE} % 且等级为最高等",
    basis="预算执行只占 10 分，花得少也能得高分；审计和复核常问这一点。",
    bounds=f"{LOW_RATE} %；最高等在 data/profile.yaml 里设。",
    example="执行率 37.90%，总分 93.79，等级优。",
    silent_when="执行率缺失时算作未能检查。",
    question="钱只用了 {printed}%，为什么还是“{grade}”？是工作做得省，还是预算编得多？",
    mend="在单位说明里写明钱没有用完而工作完成的原因。",
)


def _low_spending(view: EvaluationView) -> Iterator[Outcome]:
    rate = view.form.rate
    if rate is None:
        yield Lacking(_NO_RATE)
    elif _is_low_spending(view):
        total = view.form.total_score or "缺失"
        says = f"执行率 {rate}%，低于 {LOW_RATE}%，总分 {total}，等级是最高的“{view.form.grade}”。"
        facts = {"grade": view.form.grade or ""}
        yield Hit(says, field="funds.total.execution_rate", printed=str(rate), facts=facts)


def _is_low_spending(view: EvaluationView) -> bool:
    rate = view.form.rate
    return rate is not None and rate < LOW_RATE and view.form.grade in view.profile.grades[0].words


F02 = Rule(
    id="F02",
    severity=Severity.NOTE,
    name="钱没用完，产出全满",
    tests=f"执行率低于 {_SLOW_RATE} %，产出指标每一行都是满分。",
    formula=f"执行率 < {_SLOW_RATE} % 且产出指标得分 = 分值",
    basis="产出都做到而钱有余：或目标定低，或预算编高。",
    bounds=f"{_SLOW_RATE} %。",
    example="执行率 63.83%，产出指标全部满分。",
    silent_when="归 F01 的表；执行率或得分缺失时算作未能检查。",
    question="钱用了 {printed}%，产出却全部满分，是目标定低了，还是预算编高了？",
    mend="在单位说明里写明原因；下一年按实际编预算。",
)


def _unspent(view: EvaluationView) -> Iterator[Outcome]:
    rate, rows = view.form.rate, view.rows_of(OUTPUT)
    if rate is None or any(row.lost is None for row in rows):
        yield Lacking("执行率或有一行产出得分缺失。")
    elif _is_unspent(view) and not _is_low_spending(view):
        says = f"执行率 {rate}%，低于 80%，{len(rows)} 行产出指标全部满分。"
        yield Hit(says, field="funds.total.execution_rate", printed=str(rate))


def _is_unspent(view: EvaluationView) -> bool:
    rate, rows = view.form.rate, view.rows_of(OUTPUT)
    return rate is not None and rate < _SLOW_RATE and bool(rows) and all(row.is_full for row in rows)


F03 = Rule(
    id="F03",
    severity=Severity.WARNING,
    name="目标定得有分量",
    tests="完成值达到目标的两倍以上，或今年的目标低于去年的完成值。",
    formula="完成值 ≥ 2 × 目标值；今年目标值 < 去年完成值",
    basis="财预〔2020〕10号：目标明显定低的要说明，并可按偏离扣分。",
    bounds="两倍。没有写原因的大幅超额归 E02，不重复提示。",
    example="目标 ≥2 人，完成 4 人，虽有原因。",
    silent_when="目标是 0；“≤”“<”的行；“=”而超额的行归 B05。",
    question="目标 {target}，{compared}，目标是不是定低了？",
    mend="下一年按实际能力定目标。",
)


def _low_target(view: EvaluationView) -> Iterator[Outcome]:
    before = view.neighbours.in_year(view.form, view.form.year - 1)
    last = EvaluationView(before, view.profile, view.neighbours).rows if before else ()
    last_actual = {row.indicator.name: row.actual for row in last if row.actual is not None}
    for row in view.rows:
        percent = overshoot_percent(row)
        earlier = last_actual.get(row.indicator.name)
        if percent is not None and percent >= 2 * HUNDRED and row.reason and not exceeds_equal(row):
            yield _low_target_hit(row, f"完成值是目标的 {percent:.0f}%")
        elif row.target and earlier and row.target.comparator is not None and _is_below(row, earlier.value):
            yield _low_target_hit(row, f"去年已完成 {plain(earlier.value)}{earlier.unit}")


def _is_below(row: Row, earlier: Decimal) -> bool:
    return (
        row.target is not None
        and row.target.comparator is not None
        and row.target.comparator.value
        in (
            "≥",
            ">",
        )
        and row.target.value < earlier
    )


def _low_target_hit(row: Row, compared: str) -> Hit:
    hit = row_hit(row, f"目标 {row.goal}，{compared}。", field="target")
    return Hit(hit.says, hit.row, hit.field, hit.printed, facts={**row.facts, "compared": compared})


F04 = Rule(
    id="F04",
    severity=Severity.NOTE,
    name="每一行都是满分",
    tests="指标一行也没有失分，只有预算执行不到满分。",
    formula="每行得分 = 分值",
    basis="做得好会全满；目标定得容易也会全满，读者分不出来。",
    bounds="没有容差。",
    example="15 行指标全部满分，执行率 98.41%。",
    silent_when="归 F01、F02 的表；有得分缺失时算作未能检查。",
    question="{count} 行指标全部满分，目标是不是定得容易了？",
    mend="不必改动；可在单位说明里写明目标怎么定的。",
)


def _all_full(view: EvaluationView) -> Iterator[Outcome]:
    if any(row.lost is None for row in view.rows):
        yield Lacking("有一行的得分缺失。")
    elif all(row.is_full for row in view.rows) and not _is_low_spending(view) and not _is_unspent(view):
        count = str(len(view.rows))
        yield Hit(f"{count} 行指标全部满分。", field="indicators", facts={"count": count})


F05 = Rule(
    id="F05",
    severity=Severity.NOTE,
    name="完成值都正好等于目标",
    tests="有数字可比的行里，80 % 以上完成值正好等于目标值。",
    formula="完成值 = 目标值的行数 ÷ 有数字可比的行数 > 80 %",
    basis="实际数字正好等于目标是少见的；可能是照目标填的。",
    bounds="80 %，至少 5 行有数字可比；目标是 100% 或 0 的行正好相等是常事，不算在内。",
    example="6 行可比，5 行以上正好等于目标：98.00 对 98.00，95.00 对 95.00。",
    silent_when="有数字可比的行不到 5 行。",
    question="{count} 行完成值与目标正好相等，是实际数字，还是照目标填的？",
    mend="核对完成值，填实际的数字。",
)


def _all_equal(view: EvaluationView) -> Iterator[Outcome]:
    rows = [row for row in view.rows if _is_comparable(row)]
    equal = [row for row in rows if row.target and row.actual and row.target.value == row.actual.value]
    if len(rows) >= 5 and len(equal) * 100 > len(rows) * 80:
        says = f"{len(rows)} 行有数字可比，{len(equal)} 行完成值与目标正好相等"
        yield rows_hit(equal, says, field="actual")


def _is_comparable(row: Row) -> bool:
    """Both are numbers, and the target is no natural limit such as 0 or 100 %."""
    return row.target is not None and row.is_measured and row.target.value not in (0, 100)


F06 = Rule(
    id="F06",
    severity=Severity.NOTE,
    name="总分刚过等级线",
    tests="总分比一等的下限高出不到 1 分。",
    formula="0 ≤ 总分 − 下限 < 1",
    basis="临界的分数，复核时先看。",
    bounds="1 分；下限在 data/profile.yaml 里设。",
    example="总分 90.28，优的下限是 90。",
    silent_when="总分缺失时算作未能检查；最低一等没有下限。",
    question="总分 {printed}，刚过“{grade}”的线（{expected}），哪几行决定了等级？",
    mend="不必改动；复核时先看临界的表。",
)


def _near_bound(view: EvaluationView) -> Iterator[Outcome]:
    total = view.form.score
    if total is None:
        yield Lacking("总分缺失。")
        return
    grade = view.profile.grade_at(total)
    if grade.lower and total - grade.lower < 1:
        says = f"总分 {total}，比“{grade.name}”的下限 {plain(grade.lower)} 高 {plain(total - grade.lower)} 分。"
        facts = {"grade": grade.name}
        yield Hit(says, field="total_score", printed=str(total), expected=f"{plain(grade.lower)} 分", facts=facts)


F07 = Rule(
    id="F07",
    severity=Severity.WARNING,
    name="满意度有调查数字",
    tests="满意度指标的目标是数字，完成值不只写“达成指标”。",
    formula="满意度目标读得出数字 → 完成值也是数字",
    basis="财预〔2021〕101号：满意度按调查结果赋分；同类复核对没有问卷的不计分。",
    bounds="没有容差。",
    example="满意度目标 ≥90%，完成值写“达成指标”。",
    silent_when="目标是文字或 0；完成值是数字。",
    question="满意度目标 {target}，完成值只写“{actual}”，调查了多少人，结果是多少？",
    mend="完成值填调查得到的百分数，原因一栏写样本数。",
)


def _no_survey(view: EvaluationView) -> Iterator[Outcome]:
    for row in view.rows:
        if is_satisfaction(row) and is_unmeasured(row):
            says = f"满意度目标 {row.goal}，完成值只写“{row.done}”，没有调查数字。"
            yield row_hit(row, says, field="actual", expected="调查得到的百分数")


F08 = Rule(
    id="F08",
    severity=Severity.WARNING,
    name="表内说法一致",
    tests="说经费用完的行与执行率相符；数量没做到一半时，同一件事的及时率、合格率不是 100 %。",
    formula="经费使用 = 100 % ↔ 执行率；完成数量 < 50 % 而及时率 = 100 %；完成数量 = 0 而合格率 = 100 %",
    basis="同一张表里的数字应说同一件事。",
    bounds="执行率相差 1 个百分点以上；名称开头 4 个字以上相同才算同一件事。",
    example="“年度经费使用情况”=100% 达成，执行率 84.01%；开发完成 12/40，开发及时率 100%。",
    silent_when="找不到说同一件事的行。",
    question="{says}，怎样理解？",
    mend="核对两处，改正错的那一处，或写明各自的口径。",
)
_WHOLE_SPENDING = re.compile(
    r"(?:年度|全年|项目|专项)?(?:经费|资金|预算)(?:使用|执行|支付|支出)(?:情况|率|完成率|进度)"
)


def _inner_contradiction(view: EvaluationView) -> Iterator[Outcome]:
    rate = view.form.rate
    for row in view.rows:
        if rate is not None and _claims_spent(row) and rate < 99:
            says = f"这一行目标 {row.goal}，完成“{row.done}”，资金表的执行率是 {rate}%"
            yield _says_hit(row, says, expected=f"{rate}%")
    for row in view.rows_of(OUTPUT):
        for other in _contradicted(row, view.rows_of(OUTPUT)):
            says = f"第 {row.number} 行“{row.indicator.name}”目标 {row.goal} 只完成 {row.done}"
            says += f"，这一行却是 {other.done}"
            yield _says_hit(other, says, expected=None)


def _claims_spent(row: Row) -> bool:
    if not _WHOLE_SPENDING.fullmatch(row.indicator.name) or row.target is None or row.target.value != HUNDRED:
        return False
    return row.result is Result.MET or (row.actual is not None and row.actual.value >= HUNDRED)


def _contradicted(row: Row, others: tuple[Row, ...]) -> list[Row]:
    """Rows of the same thing that claim 100 % though less than half of it, or none, was done."""
    if row.target is None or row.actual is None or row.target.value <= 0 or "率" in row.indicator.name:
        return []
    share = row.actual.value / row.target.value
    words = ("及时率", "及时性") if 0 < share < Decimal("0.5") else ("及时率", "合格率") if share == 0 else ()
    return [
        other
        for other in others
        if other.indicator.name.endswith(words or ("\0",))
        and other.actual is not None
        and other.actual.value >= HUNDRED
        and row.indicator.name[:4] == other.indicator.name[:4]
    ]


def _says_hit(row: Row, says: str, expected: str | None) -> Hit:
    hit = row_hit(row, f"{says}。", field="actual", expected=expected)
    return Hit(hit.says, hit.row, hit.field, hit.printed, expected, facts={**row.facts, "says": says})


F09 = Rule(
    id="F09",
    severity=Severity.NOTE,
    name="效益指标说的是效益",
    tests="效益指标的名称不是做了多少、做得及时不及时。",
    formula="效益指标的名称不以 完成率、及时率、及时性、场次、活动次数、调研数量 结尾",
    basis="财预〔2020〕10号的指标框架：效益是产出带来的变化。",
    bounds="只看名称结尾的这几个词。",
    example="社会效益指标“开展课题调研数量”。",
    silent_when="名称不以这些词结尾；层级标签是编者按含义归类的行，算作未能检查。",
    question="“{name}”说的是做了多少，带来了什么变化？",
    mend="移到产出指标，另写一个说明变化的效益指标。",
)
_OUTPUT_LIKE = re.compile(r"(完成率|及时率|及时性|场次|场次数|活动次数|调研数量)$")


def _output_as_benefit(view: FormView) -> Iterator[Outcome]:
    rows = [row for row in view.rows_of(BENEFIT) if _OUTPUT_LIKE.search(row.indicator.name)]
    sure = [row for row in rows if row.number not in view.unsure_level2]
    for row in sure:
        yield row_hit(row, f"放在{row.indicator.level2}下，名称说的是做了多少或及不及时。", field="name")
    if len(sure) < len(rows):
        yield Lacking(UNSURE_LEVEL2)


F10 = Rule(
    id="F10",
    severity=Severity.NOTE,
    name="不照搬去年",
    tests="预期目标和每一行的目标值与去年不完全相同。",
    formula="今年的预期目标、指标名称、目标值 ≠ 去年的",
    basis="财预〔2015〕88号：目标与当年的预算和任务相匹配。",
    bounds="全部相同才算。",
    example="2023 年的表与 2022 年的目标、指标、目标值完全一样。",
    silent_when="没有同一单位同名项目去年的表时算作未能检查。",
    question="目标和指标与 {year} 年完全一样，今年的任务没有变化吗？",
    mend="按今年的任务重新定目标。",
)


def _copied_year(view: EvaluationView) -> Iterator[Outcome]:
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
        Check(F01, _low_spending),
        Check(F02, _unspent),
        Check(F03, _low_target),
        Check(F04, _all_full),
        Check(F05, _all_equal),
        Check(F06, _near_bound),
        Check(F07, _no_survey),
        Check(F08, _inner_contradiction),
        every(F09, _output_as_benefit),
        Check(F10, _copied_year),
    ),
)
