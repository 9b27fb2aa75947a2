"""Owns family E: whether what deviates is explained, and the explanation fits."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.checks.check import Check, Family, row_hit
from generator.checks.finding import Hit, Lacking, Rule, Severity
from generator.checks.rules.spending import UNEXPLAINED, asks_of_money_left
from generator.checks.vocabulary import (
    contradicts,
    exceeds_equal,
    is_met_row,
    is_rate_unexplained,
    is_unmet_row,
    letters,
    overshoot_percent,
)
from generator.forms.views import EvaluationView, RowView, value_of
from generator.record.target import Result
from generator.record.values import HUNDRED, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.check import Verdict

E01 = Rule(
    id="E01",
    severity=Severity.ERROR,
    weight=71,
    topic="unexplained",
    name="失分写原因",
    found="失分没有写原因",
    tests="得分少于分值的行，偏差原因不空着。",
    formula="得分 < 分值 → 偏差原因有内容",
    basis="财预〔2020〕10号：未完成或偏离较大的，要分析原因并说明改进措施。",
    bounds="失 0.01 分也算。已达到目标的归 B01，写“达成指标”的归 B07，“=”而超额的归 B05。",
    example="目标 ≥90%，完成 80%，5 分得 4.44 分，没有原因。",
    silent_when="分值或得分缺失；表上没有原因一栏；原件的原因一格缺失时算作未能检查。",
    question="{weight} 分得 {score} 分，没有写原因，分失在哪里？",
    many="{count} 行失分而没有写原因，分失在哪里？",
    mend="写出失分的原因和改进措施；得分写错的，改正得分。",
)


def _no_reason(view: EvaluationView) -> Iterator[Verdict]:
    for row in view.rows:
        if not row.has_lost or row.reason or exceeds_equal(row) or not view.has("reason"):
            continue
        if view.is_missing("reason", row.number):
            yield Lacking("原件的偏差原因一格缺失。")
        elif not is_met_row(row) and row.result is not Result.MET:
            lost = plain(row.lost or Decimal(0))
            says = f"目标 {row.goal}，完成值“{row.done}”，{row.weight} 分得 {row.score} 分，少 {lost} 分，没有写原因。"
            yield row_hit(row, says, field="reason", expected="原因和改进措施")


_FAR = 2 * HUNDRED
"""In % of the target: from here on it is the target that is asked about (F03)."""
_LEAST_MORE = 2
E02 = Rule(
    id="E02",
    severity=Severity.WARNING,
    weight=69,
    topic="overshoot",
    name="大幅超额写原因",
    found="超额没有写原因",
    tests=f"完成值达到目标的 $overshoot % 以上、不到 {_FAR // 100} 倍的，偏差原因说到超额。",
    formula=f"$overshoot % ≤ 完成值 ÷ 目标值 < {_FAR} %，且完成值 − 目标值 > {_LEAST_MORE} → 偏差原因说到超额",
    basis="财预〔2020〕10号：远超目标的要分析原因；$overshoot % 这条界线是地区口径。",
    bounds=f"$overshoot % 在 data/profile.yaml 里设；只多 {_LEAST_MORE} 个的不算；百分率最多算到 100%。"
    "只说明，不扣分（扣不扣分由地区口径定）。",
    example="目标 ≥500 人次，完成 $overshoot_example 人次，没有原因。",
    silent_when="目标是 0；“≤”“<”的行；“=”而超额的行归 B05；"
    f"{_FAR // 100} 倍以上的归 F03；目标或完成值不是数字；单位不同；表上没有原因一栏。",
    question="目标 {target}，完成 {actual}，是目标的 {percent}%：当初的目标是怎么定的？",
    many="{count} 行完成得比目标多 {least}% 以上，没有写原因：当初的目标是怎么定的？",
    mend="写明超额的原因；目标定低了的，下一年提高。",
)
_OF_MORE = re.compile(
    r"超|多于|高于|大于|增加|增多|增长|新增|追加|扩大|扩招|加大|提前|踊跃|需求|捐赠|额外|另有|多[了出次人场个]"
)
"""Words of a reason that speak of more than was planned."""


def _overshoot(view: EvaluationView) -> Iterator[Verdict]:
    if not view.has("reason"):
        return
    bound = view.profile.overshoot_percent
    for row in view.rows:
        percent = overshoot_percent(row)
        if percent is None or not bound <= percent < _FAR or exceeds_equal(row) or _is_small(row):
            continue
        if not _OF_MORE.search(row.reason):
            why = "写的原因没有说到超额" if row.reason else "没有写原因"
            says = f"目标 {row.goal}，完成 {row.done}，是目标的 {percent:.0f}%，{why}。"
            facts = {"percent": f"{percent:.0f}", "least": plain(bound - HUNDRED)}
            yield row_hit(row, says, field="actual", expected="写明超额的原因", facts=facts)


def _is_small(row: RowView) -> bool:
    """Only one or two more than planned."""
    if row.target is None or row.actual is None:
        return False
    return row.actual.value - row.target.value <= _LEAST_MORE


E03 = Rule(
    id="E03",
    severity=Severity.WARNING,
    weight=74,
    name="执行率低写原因",
    found="钱没用完，没有说明",
    tests="执行率低于 $rate %，表里有一处说到钱为什么没有用完，或哪件事没有做。",
    formula="执行率 < $rate % → 完成情况或原因里说到预算、经费、结余、节约、核减，或推迟、取消、未开展一类",
    basis="财预〔2020〕10号：分析预算执行偏差的原因；有的省在表上专设一格。",
    bounds="$rate % 在 data/profile.yaml 里设。说到一句就算，不评好坏。",
    example="执行率远低于 $rate %，整张表没有一句说到钱。",
    silent_when="归 F01、F02、F04 的表；执行率缺失时算作未能检查。",
    question="执行率 {printed}%，表里没有说到：没有用完的钱是怎么回事？",
    mend="在完成情况或原因里写明没有用完的原因。",
)


def _low_rate(view: EvaluationView) -> Iterator[Verdict]:
    rate = view.form.rate
    if rate is None:
        yield Lacking("执行率没有印，或原件缺失。")
    elif is_rate_unexplained(view) and not asks_of_money_left(view):
        bound = plain(view.profile.rate_threshold)
        says = f"执行率 {rate}%，低于 {bound}%，{UNEXPLAINED}。"
        yield Hit(says, field="funds.total.execution_rate", printed=str(rate), expected="说明原因")


_CHANGE = 20
"""In % of the initial budget."""
E04 = Rule(
    id="E04",
    severity=Severity.WARNING,
    weight=73,
    name="预算大幅调整写原因",
    found="预算调整没有说明",
    tests=f"全年预算比年初预算增减 {_CHANGE} % 以上，表里有一处说到调整。",
    formula=f"|全年预算数 − 年初预算数| ÷ 年初预算数 > {_CHANGE} %，或年初为 0 而全年大于 0",
    basis="财预〔2020〕10号：分析预算调整的原因；预算法：预算调整要有依据。",
    bounds=f"{_CHANGE} %。先看各行的原因；说到一句就算，不评好坏。",
    example="年初 0，全年 19,292.00 万元，表里没有一句说到。",
    silent_when="任一金额缺失时算作未能检查；目标、完成情况或原因里说到调整、调减、调增、追加、核减。",
    question="预算从年初 {initial} 变为全年 {printed}，表里没有说到：是怎么调整的？",
    mend="写明调整的原因和批准的依据。",
)
_ADJUSTED = re.compile(r"调减|调增|调整预算|预算调整|预算已|追加|核减|压减|预算.{0,6}(?:减少|增加|调整)")


def _budget_change(view: EvaluationView) -> Iterator[Verdict]:
    line = view.form.funds.total
    initial, adjusted = value_of(line.initial_budget), value_of(line.adjusted_budget)
    if initial is None or adjusted is None:
        yield Lacking("年初预算数或全年预算数缺失。")
        return
    is_large = abs(adjusted - initial) * 100 > initial * _CHANGE if initial else adjusted > 0
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
    weight=37,
    topic="reasons",
    name="原因带着改进措施",
    found="原因没有带措施",
    tests="没有达到目标的行，原因里写了今后怎么办。",
    formula="目标未达到而失分 → 原因含 改进、今后、加强、进一步、调整计划、争取、避免 一类",
    basis="财预〔2020〕10号：说明原因并提出改进措施。",
    bounds="只认这几类词，不评措施好坏。单说“将”“后续”，或推迟、延后，不算措施。",
    example="“有部分单位因发生案件，文明单位称号被取消。”",
    silent_when="没有失分；没有原因（归 E01）；原因太短（归 E06）或与数字矛盾（归 E09）；目标已达到；"
    "“=”而超额；完成值写“达成指标”。",
    question="原因写了，今后怎么办？",
    many="{count} 行写了原因，今后怎么办？",
    mend="在原因后面写出改进措施。",
)
_MEASURE = re.compile(
    r"改进|改善|下一步|今后|后期|加强|进一步|争取|避免|确保|(?:继续|持续|不断|将|逐步)(?:优化|完善|增加)|整改|下一年|明年|不再"
    r"|增派|督促|完善"
    r"|调整(?:绩效|工作)?(?:目标|计划|指标)"
)


def _no_measure(view: EvaluationView) -> Iterator[Verdict]:
    for row in view.rows:
        if not row.has_lost or not row.reason or is_met_row(row) or exceeds_equal(row) or _is_asked(row):
            continue
        if row.result is not Result.MET and not _MEASURE.search(row.reason):
            yield row_hit(row, f"写了原因，没有说今后怎么办：“{row.reason}”", field="reason", expected="原因和改进措施")


def _is_asked(row: RowView) -> bool:
    """E06 or E09 already asks of this reason."""
    return _is_short(row.reason) or _repeats_gap(row) or _denies_nothing(row)


_FEWEST = 6
E06 = Rule(
    id="E06",
    severity=Severity.WARNING,
    weight=64,
    topic="reasons",
    name="原因说得清楚",
    found="原因太短",
    tests=f"失分的原因不少于 {_FEWEST} 个字，不是“无”“暂无”。",
    formula=f"字数（不计标点）≥ {_FEWEST}",
    basis="财预〔2020〕10号：分析原因。",
    bounds=f"{_FEWEST} 个字。",
    example="4 分得 0 分，原因只写“未启用”。",
    silent_when="没有失分；没有原因（归 E01）。",
    question="{weight} 分得 {score} 分，原因只写“{printed}”，没有做的是什么，为什么？",
    many="{count} 行失分，共 {points} 分的指标，原因只写{values}，没有做的是什么，为什么？",
    mend="写出没有做的是什么、为什么、今后怎么办。",
)


def _short_reason(view: EvaluationView) -> Iterator[Verdict]:
    for row in view.rows:
        if row.has_lost and row.reason and _is_short(row.reason):
            says = f"{row.weight} 分得 {row.score} 分，原因只有 {len(letters(row.reason))} 个字：“{row.reason}”。"
            yield row_hit(row, says, field="reason", expected=f"{_FEWEST} 个字以上")


def _is_short(reason: str) -> bool:
    return len(letters(reason)) < _FEWEST


_SAME_ROWS = 3
E07 = Rule(
    id="E07",
    severity=Severity.NOTE,
    weight=35,
    topic="reasons",
    name="原因针对这一行",
    found="几行写着同一句原因",
    tests=f"没有 {_SAME_ROWS} 行以上写着同一句原因。",
    formula=f"同一句原因（不计标点）的行数 < {_SAME_ROWS}",
    basis="不同的指标各有各的原因；同一件事拆成几行的，会一起失分。",
    bounds=f"{_SAME_ROWS} 行。",
    example="数量、质量、时效三行都写“因经费有限，宣传品未制作”。",
    silent_when=f"少于 {_SAME_ROWS} 行相同；原因太短（归 E06）。",
    question="这一行与别的行写着同一句原因，各行的原因是什么？",
    many="{count} 行写着同一句原因“{reason}”，各行的原因是什么？",
    mend="各行写各行的原因；一件事拆成几行的，下一年合并。",
)


def _pasted(view: EvaluationView) -> Iterator[Verdict]:
    groups: dict[str, list[RowView]] = defaultdict(list)
    for row in view.rows:
        if row.reason and not _is_short(row.reason):
            groups[letters(row.reason)].append(row)
    for text, rows in groups.items():
        for row in rows if len(rows) >= _SAME_ROWS else ():
            facts = {"reason": row.reason.rstrip("。")}
            yield row_hit(row, f"写着同一句原因：“{row.reason}”", field="reason", facts=facts, cause=text)


E08 = Rule(
    id="E08",
    severity=Severity.NOTE,
    weight=63,
    name="满分的行没有失败的原因",
    found="满分的行写着没做成",
    tests="得满分的行，原因里没有说没做成。",
    formula="得分 = 分值 → 原因不含 未、没有、取消、推迟、不足 一类",
    basis="原因和得分应说同一件事。",
    bounds="只认这几类词。",
    example="5 分得 5 分，原因写“因疫情取消”。",
    silent_when="没有原因；没有满分；原因与数字矛盾的归 E09。",
    question="得了满分，原因写着“{printed}”，做到了哪一步？",
    many="{count} 行得了满分，原因却写着没做成，做到了哪一步？",
    mend="核对得分和原因。",
)
_FAILED = re.compile(r"未能|未完成|未达|没有完成|没有达到|取消|推迟|延期|不足|未开展|未实施")


def _full_but_failed(view: EvaluationView) -> Iterator[Verdict]:
    for row in view.rows:
        if row.is_full and row.reason and _FAILED.search(row.reason) and not contradicts(row):
            yield row_hit(row, f"得满分 {row.score}，原因却说没做成：“{row.reason}”。", field="reason")


E09 = Rule(
    id="E09",
    severity=Severity.WARNING,
    weight=90,
    name="原因与数字不矛盾",
    found="原因与数字矛盾",
    tests="完成值已达到目标的行，原因里没有说推迟、没开展、取消；完成值是 0 的行，原因里没有说做了；"
    "原因不只是重复差多少。",
    formula="达到目标 → 原因不含 推迟、延期、未开展、取消、移至、统一安排；"
    "完成值 = 0 → 原因不含 已开展、开展了、已完成",
    basis="同一行的数字和文字应说同一件事。",
    bounds="只认这几类词。原因去掉数字和“目标”“完成”“未达到”一类以后什么也不剩，就是只重复差多少。",
    example="及时率完成 100%，原因写“资料汇编将于 2024 年统一安排”；完成 0 次，原因写“研讨会开展了”。",
    silent_when="没有原因；目标或完成值不是数字。",
    question="完成值印 {actual}，原因却说“{reason}”，实际做到了哪一步？",
    many="{count} 行的原因与完成值说的不一样，实际做到了哪一步？",
    mend="核对完成值和原因，改正错的那一个。",
)
_DONE = re.compile(
    r"开展了|举办了|召开了|完成了|印制了|做了|(?:已|均已|都已)(?:经)?(?:按计划)?(?:开展|举办|召开|完成|实施|到位)"
)
_NO_CAUSE = re.compile(
    r"[\d%％，。；、,.()（）\s]|全年|本年度|年度|当年|目标值?|指标值?|计划|预期|实际|完成值?|未能?|没有|没|达到|达成|达"
    r"|只|仅|尚|还|差|少|较|比|低于|不足|为|的|了|是|数量?|人次?|[个次场册份件家项门期篇户]|率"
)


def _contradiction(view: EvaluationView) -> Iterator[Verdict]:
    for row in view.rows:
        if contradicts(row):
            yield _against(row, f"完成值 {row.done} 已达到目标，原因却说：“{row.reason}”")
        elif _denies_nothing(row):
            yield _against(row, f"完成值是 {row.done}，原因却说做了：“{row.reason}”")
        elif row.has_lost and is_unmet_row(row) and _repeats_gap(row):
            yield replace(
                _against(row, f"原因只说差多少：“{row.reason}”"),
                cause="gap",
                found="原因只说差多少",
                question="目标 {target}，完成 {actual}，原因只说差多少：差在哪里？",
                many="{count} 行的原因只说差多少：差在哪里？",
            )


def _denies_nothing(row: RowView) -> bool:
    """Nothing was done by the number, something by the reason."""
    return row.actual is not None and row.actual.value == 0 and is_unmet_row(row) and bool(_DONE.search(row.reason))


def _repeats_gap(row: RowView) -> bool:
    """Without figures, words for the gap and the name of the row nothing is left of the reason."""
    left = set(_NO_CAUSE.sub("", row.reason)) - set(row.indicator.name)
    return not _is_short(row.reason) and not left


def _against(row: RowView, says: str) -> Hit:
    return row_hit(row, says, field="reason", facts={"reason": row.reason.rstrip("。")})


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
