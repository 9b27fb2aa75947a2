"""Owns family E: whether what deviates is explained, and the explanation fits."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from generator.checks.check import Check, Family, row_hit, rows_hit
from generator.checks.finding import Hit, Lacking, Rule, Severity
from generator.checks.vocabulary import contradicts, exceeds_equal, is_met_row, letters, overshoot_percent
from generator.forms.views import EvaluationView, Row, value_of
from generator.record.values import HUNDRED, plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from generator.checks.check import Outcome

E01 = Rule(
    id="E01",
    severity=Severity.ERROR,
    name="失分写原因",
    tests="得分少于分值的行，偏差原因不空着。",
    formula="得分 < 分值 → 偏差原因有内容",
    basis="财预〔2020〕10号：未完成或偏离较大的，要分析原因并说明改进措施。",
    bounds="失 0.01 分也算。“=”而超额的行归 B05。",
    example="目标 ≥90%，完成 99%，5 分得 4 分，没有原因。",
    silent_when="分值或得分缺失；原件的原因一格缺失时算作未能检查。",
    question="{weight} 分得 {score} 分，为什么失分？这一行没有写原因。",
    mend="写出失分的原因和改进措施；得分写错的，改正得分。",
)


def _no_reason(view: EvaluationView) -> Iterator[Outcome]:
    for row in view.rows:
        if row.lost is None or not row.has_lost or row.reason or exceeds_equal(row):
            continue
        if view.form.is_missing("reason", row.number):
            yield Lacking("原件的偏差原因一格缺失。")
            continue
        met = "目标已达到，" if is_met_row(row) else ""
        done = f"目标 {row.goal}，完成值“{row.done}”"
        says = f"{done}，{met}{row.weight} 分得 {row.score} 分，少 {plain(row.lost)} 分，没有写原因。"
        yield row_hit(row, says, field="reason", expected="原因和改进措施")


E02 = Rule(
    id="E02",
    severity=Severity.WARNING,
    name="大幅超额写原因",
    tests="完成值达到目标的 {profile.overshoot_percent} % 以上，偏差原因不空着。",
    formula="完成值 ÷ 目标值 ≥ {profile.overshoot_percent} % → 偏差原因有内容",
    basis="财预〔2020〕10号：远超目标的要分析原因；130 % 这条界线是有的省级系统的做法。",
    bounds="界限在 data/profile.yaml 里设。只说明，不扣分（扣不扣分由地区口径定）。",
    example="目标 ≥4000 人次，完成 70680 人次，没有原因。",
    silent_when="目标是 0；“≤”“<”的行；“=”而超额的行归 B05；目标或完成值不是数字；单位不同。",
    question="目标 {target}，完成 {actual}，是目标的 {percent}%，目标是不是定低了？",
    mend="写明超额的原因；目标定低了的，下一年提高。",
)


def _overshoot(view: EvaluationView) -> Iterator[Outcome]:
    for row in view.rows:
        percent = _overshoot_of(row, view)
        if percent is not None and not row.reason:
            shown = f"{percent:.0f}"
            says = f"目标 {row.goal}，完成值是目标的 {shown}%，没有写原因。"
            yield _percent_hit(row, says, shown)


def _overshoot_of(row: Row, view: EvaluationView) -> Decimal | None:
    """Actual in % of the target where it is far above; None otherwise."""
    percent = overshoot_percent(row)
    if percent is None or percent < view.profile.overshoot_percent or exceeds_equal(row):
        return None
    return percent


def _percent_hit(row: Row, says: str, percent: str) -> Hit:
    hit = row_hit(row, says, field="actual", expected="写明超额的原因")
    return Hit(hit.says, hit.row, hit.field, hit.printed, hit.expected, facts={**row.facts, "percent": percent})


E03 = Rule(
    id="E03",
    severity=Severity.WARNING,
    name="执行率低写原因",
    tests="执行率低于 {profile.rate_threshold} %，表里有一处说到钱为什么没有用完。",
    formula="执行率 < {profile.rate_threshold} % → 完成情况或原因里说到预算、经费、结余、节约、核减一类",
    basis="财预〔2020〕10号：分析预算执行偏差的原因；有的省在表上专设一格。",
    bounds="界限在 data/profile.yaml 里设。说到一句就算，不评好坏。",
    example="执行率 37.90%，整张表没有一句说到钱。",
    silent_when="执行率缺失时算作未能检查。",
    question="执行率 {printed}%，没有用完的钱为什么没有用？表里没有说到。",
    mend="在完成情况或原因里写明没有用完的原因。",
)
_MONEY = re.compile(r"预算|经费|资金|费用|支出|结余|节约|节省|执行率|采购价|中标|报销")


def _low_rate(view: EvaluationView) -> Iterator[Outcome]:
    rate = view.form.rate
    if rate is None:
        yield Lacking("执行率没有印，或原件缺失。")
    elif rate < view.profile.rate_threshold and not _MONEY.search(view.narrative):
        says = f"执行率 {rate}%，低于 {plain(view.profile.rate_threshold)}%，完成情况和原因里没有说到钱为什么没有用完。"
        yield Hit(says, field="funds.total.execution_rate", printed=str(rate), expected="说明原因")


E04 = Rule(
    id="E04",
    severity=Severity.WARNING,
    name="预算大幅调整写原因",
    tests="全年预算比年初预算增减 20 % 以上，表里有一处说到调整。",
    formula="|全年预算数 − 年初预算数| ÷ 年初预算数 > 20 %，或年初为 0 而全年大于 0",
    basis="财预〔2020〕10号：分析预算调整的原因；预算法：预算调整要有依据。",
    bounds="20 %。说到一句就算，不评好坏。",
    example="年初 0，全年 19,292.00 万元，表里没有一句说到。",
    silent_when="任一金额缺失时算作未能检查；目标、完成情况或原因里说到调整、调减、调增、追加、核减。",
    question="预算从年初 {initial} 变为全年 {printed}，为什么调整？表里没有说到。",
    mend="写明调整的原因和批准的依据。",
)
_ADJUSTED = re.compile(r"调减|调增|调整预算|预算调整|预算已|追加|核减|压减|预算.{0,6}(?:减少|增加|调整)")


def _budget_change(view: EvaluationView) -> Iterator[Outcome]:
    line = view.form.funds.total
    initial, adjusted = value_of(line.initial_budget), value_of(line.adjusted_budget)
    if initial is None or adjusted is None:
        yield Lacking("年初预算数或全年预算数缺失。")
        return
    is_large = abs(adjusted - initial) * 5 > initial if initial else adjusted > 0
    if not is_large or _ADJUSTED.search(f"{view.narrative}\n{view.form.expected or ''}"):
        return
    change = f"变动 {(adjusted - initial) / initial * HUNDRED:+.1f}%" if initial else "年初没有预算"
    says = f"年初预算 {line.initial_budget}，全年预算 {line.adjusted_budget}，{change}，表里没有说到为什么调整。"
    yield Hit(
        says,
        field="funds.total.adjusted_budget",
        printed=str(line.adjusted_budget),
        expected="说明原因",
        facts={"initial": str(line.initial_budget)},
    )


E05 = Rule(
    id="E05",
    severity=Severity.NOTE,
    name="原因带着改进措施",
    tests="没有达到目标的行，原因里写了今后怎么办。",
    formula="目标未达到而失分 → 原因含 改进、今后、后续、将、加强、进一步、调整、争取 一类",
    basis="财预〔2020〕10号：说明原因并提出改进措施。",
    bounds="只认这几类词，不评措施好坏。",
    example="“有部分单位因发生案件，文明单位称号被取消。”",
    silent_when="没有失分；没有原因（归 E01）；目标已达到；完成值写“达成指标”。",
    question="原因写了，今后怎么改？",
    mend="在原因后面写出改进措施。",
)
_MEASURE = re.compile(
    r"改进|下一步|今后|后续|后期|将|加强|进一步|及时调整|争取|避免|确保|优化|完善|整改|下一年|明年|推迟到|不再"
)


def _no_measure(view: EvaluationView) -> Iterator[Outcome]:
    for row in view.rows:
        if not row.has_lost or not row.reason or is_met_row(row) or exceeds_equal(row) or _is_short(row.reason):
            continue
        if row.result is not None and row.result.value == "达成指标":
            continue
        if not _MEASURE.search(row.reason):
            yield row_hit(row, "写了原因，没有说今后怎么改。", field="reason", expected="原因和改进措施")


E06 = Rule(
    id="E06",
    severity=Severity.WARNING,
    name="原因说得清楚",
    tests="失分的原因不少于 6 个字，不是“无”“暂无”。",
    formula="字数（不计标点）≥ 6",
    basis="财预〔2020〕10号：分析原因。",
    bounds="6 个字。",
    example="4 分得 0 分，原因只写“未启用”。",
    silent_when="没有失分；没有原因（归 E01）。",
    question="{weight} 分得 {score} 分，原因只写“{printed}”，是什么没有做，为什么？",
    mend="写出没有做的是什么、为什么、今后怎么办。",
)


def _short_reason(view: EvaluationView) -> Iterator[Outcome]:
    for row in view.rows:
        if row.has_lost and row.reason and _is_short(row.reason):
            says = f"{row.weight} 分得 {row.score} 分，原因只有 {len(letters(row.reason))} 个字：“{row.reason}”。"
            yield row_hit(row, says, field="reason", expected="6 个字以上")


def _is_short(reason: str) -> bool:
    return len(letters(reason)) < 6


E07 = Rule(
    id="E07",
    severity=Severity.NOTE,
    name="原因针对这一行",
    tests="没有三行以上写着同一句原因。",
    formula="同一句原因（不计标点）的行数 < 3",
    basis="不同的指标各有各的原因；同一件事拆成几行的，会一起失分。",
    bounds="三行。",
    example="数量、质量、时效三行都写“因经费有限，宣传品未制作”。",
    silent_when="少于三行相同。",
    question="{count} 行（第 {rows} 行）写着同一句原因，是不是一件事拆成了几行？",
    mend="各行写各行的原因；一件事拆成几行的，下一年合并。",
)


def _pasted(view: EvaluationView) -> Iterator[Outcome]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in view.rows:
        if row.reason:
            groups[letters(row.reason)].append(row)
    for rows in groups.values():
        if len(rows) >= 3:
            yield rows_hit(rows, f"{len(rows)} 行写着同一句原因：“{rows[0].reason}”", field="reason")


E08 = Rule(
    id="E08",
    severity=Severity.NOTE,
    name="满分的行没有失败的原因",
    tests="得满分的行，原因里没有说没做成。",
    formula="得分 = 分值 → 原因不含 未、没有、取消、推迟、不足 一类",
    basis="原因和得分应说同一件事。",
    bounds="只认这几类词。",
    example="5 分得 5 分，原因写“因疫情取消”。",
    silent_when="没有原因；没有满分；原因与数字矛盾的归 E09。",
    question="得了满分，原因却写“{printed}”，到底做成了没有？",
    mend="核对得分和原因。",
)
_FAILED = re.compile(r"未能|未完成|未达|没有完成|没有达到|取消|推迟|延期|不足|未开展|未实施")


def _full_but_failed(view: EvaluationView) -> Iterator[Outcome]:
    for row in view.rows:
        if row.is_full and row.reason and _FAILED.search(row.reason) and not contradicts(row):
            yield row_hit(row, f"得满分 {row.score}，原因却说没做成：“{row.reason}”。", field="reason")


E09 = Rule(
    id="E09",
    severity=Severity.WARNING,
    name="原因与数字不矛盾",
    tests="完成值已达到目标的行，原因里没有说推迟、没开展、取消。",
    formula="完成值达到目标 → 原因不含 推迟、延期、未开展、取消、移至、统一安排 一类",
    basis="同一行的数字和文字应说同一件事。",
    bounds="只认这几类词。",
    example="及时率完成 100%，原因写“资料汇编将于 2024 年统一安排”。",
    silent_when="没有原因；目标或完成值不是数字；没有达到目标。",
    question="完成值印 {actual}，原因却说“{reason}”，到底完成了没有？",
    mend="核对完成值和原因，改正错的那一个。",
)


def _contradiction(view: EvaluationView) -> Iterator[Outcome]:
    for row in view.rows:
        if contradicts(row):
            says = f"完成值 {row.done} 已达到目标，原因却说：“{row.reason}”"
            hit = row_hit(row, says, field="reason")
            yield Hit(hit.says, hit.row, hit.field, hit.printed, facts={**row.facts, "reason": row.reason})


FAMILY = Family(
    "E",
    "原因与措施",
    "没做到的、做得特别多的、钱没用完的，都有一句话。",
    (
        Check(E01, _no_reason),
        Check(E02, _overshoot),
        Check(E03, _low_rate),
        Check(E04, _budget_change),
        Check(E05, _no_measure),
        Check(E06, _short_reason),
        Check(E07, _pasted),
        Check(E08, _full_but_failed),
        Check(E09, _contradiction),
    ),
)
