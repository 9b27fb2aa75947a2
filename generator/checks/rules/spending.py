"""Owns the rules of family F on money that is left over: F01, F02 and F04, each silent where one before it speaks."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.checks.finding import Hit, Lacking, Rule, Severity
from generator.checks.vocabulary import COST, OUTPUT, is_rate_unexplained

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.check import Verdict
    from generator.forms.views import EvaluationView, RowView

LOW_RATE = Decimal(60)
"""%; money spent so slowly that the highest grade wants a word."""
_SLOW_RATE = Decimal(80)
_NO_RATE = "执行率没有印，或原件缺失。"

F01 = Rule(
    id="F01",
    severity=Severity.WARNING,
    weight=98,
    name="钱花得少，等级最高",
    found="钱花得少，等级最高",
    tests=f"执行率低于 {LOW_RATE} %，等级是最高一等。",
    formula=f"执行率 < {LOW_RATE} % 且等级为“$top”",
    basis="预算执行只占 $execution_weight 分，花得少也能得高分；审计和复核常问这一点。",
    bounds=f"{LOW_RATE} %；最高等“$top”在 data/profile.yaml 里设。",
    example="执行率 37.90%，等级“$top”。",
    silent_when="执行率缺失时算作未能检查。",
    question="钱用了 {printed}%，等级是“{grade}”：没有用完的钱是怎么回事？",
    mend="在单位说明里写明钱没有用完而工作完成的原因。",
)


def low_spending(view: EvaluationView) -> Iterator[Verdict]:
    """Little was spent, the grade is the best."""
    rate = view.form.rate
    if rate is None:
        yield Lacking(_NO_RATE)
    elif _is_low_spending(view):
        total = view.form.total_score or "缺失"
        grade = view.form.grade or ""
        says = f"执行率 {rate}%，低于 {LOW_RATE}%，总分 {total}，等级是最高的“{grade}”{_all_of(view)}{_silence(view)}。"
        yield Hit(says, field="funds.total.execution_rate", printed=str(rate), facts={"grade": grade})


def _all_of(view: EvaluationView) -> str:
    """What else is full, so that F02 and F04 need not ask again."""
    if _is_all_full(view):
        return f"，{len(view.rows)} 行指标全部满分"
    return "，产出指标全部满分" if _is_unspent(view) else ""


UNEXPLAINED = "完成情况和原因里没有说到钱，也没有说到哪件事没有做"


def _silence(view: EvaluationView) -> str:
    """What E03 would ask, so that it need not."""
    return f"；{UNEXPLAINED}" if is_rate_unexplained(view) else ""


def asks_of_money_left(view: EvaluationView) -> bool:
    """One of these rules speaks: one cause, one question."""
    if _is_asked(view):
        return True
    rate = view.form.rate
    return rate is not None and rate < view.profile.rate_threshold and _is_all_full(view)


def _is_all_full(view: EvaluationView) -> bool:
    return bool(view.rows) and all(row.is_full for row in view.rows)


def _is_low_spending(view: EvaluationView) -> bool:
    rate = view.form.rate
    return rate is not None and rate < LOW_RATE and view.form.grade in view.profile.grades[0].words


F02 = Rule(
    id="F02",
    severity=Severity.NOTE,
    weight=75,
    name="钱没用完，产出全满",
    found="钱没用完，产出全满",
    tests=f"执行率低于 {_SLOW_RATE} %，产出指标每一行都是满分。",
    formula=f"执行率 < {_SLOW_RATE} % 且产出指标（成本指标除外）得分 = 分值",
    basis="产出都做到而钱有余：目标和预算当初怎么定的，读者会问。",
    bounds=f"{_SLOW_RATE} %；成本指标的行不算。",
    example="执行率 63.83%，产出指标全部满分。",
    silent_when="归 F01 的表；执行率或得分缺失时算作未能检查。",
    question="钱用了 {printed}%，产出全部满分：当初的目标和预算是怎么定的？",
    mend="在单位说明里写明原因；下一年按实际编预算。",
)


def unspent(view: EvaluationView) -> Iterator[Verdict]:
    """Money is left, every output is full."""
    rate, rows = view.form.rate, _outputs(view)
    if rate is None or any(row.lost is None for row in rows):
        yield Lacking("执行率或有一行产出得分缺失。")
    elif _is_unspent(view) and not _is_low_spending(view):
        says = f"执行率 {rate}%，低于 {_SLOW_RATE}%，{len(rows)} 行产出指标全部满分{_silence(view)}。"
        yield Hit(says, field="funds.total.execution_rate", printed=str(rate))


def _outputs(view: EvaluationView) -> list[RowView]:
    """The rows of what is made; a cost is none."""
    return [row for row in view.rows_of(OUTPUT) if row.indicator.group2 != COST]


def _is_unspent(view: EvaluationView) -> bool:
    rate, rows = view.form.rate, _outputs(view)
    return rate is not None and rate < _SLOW_RATE and bool(rows) and all(row.is_full for row in rows)


F04 = Rule(
    id="F04",
    severity=Severity.NOTE,
    weight=49,
    name="每一行都是满分",
    found="每一行都是满分",
    tests="执行率低于 $rate %，指标一行也没有失分。",
    formula="执行率 < $rate % 且每行得分 = 分值",
    basis="钱没有用完而每一行都满分：目标怎么定的，读者会问。",
    bounds="$rate % 在 data/profile.yaml 里设。",
    example="15 行指标全部满分，执行率不到 $rate %。",
    silent_when="执行率不低；归 F01、F02 的表；执行率或有得分缺失时算作未能检查。",
    question="执行率 {rate}%，{count} 行指标全部满分：目标是怎么定的？",
    mend="不必改动；可在单位说明里写明目标怎么定的。",
)


def all_full(view: EvaluationView) -> Iterator[Verdict]:
    """Some money is left, every row is full."""
    rate = view.form.rate
    if rate is None or any(row.lost is None for row in view.rows):
        yield Lacking("执行率或有一行的得分缺失。")
    elif rate < view.profile.rate_threshold and _is_all_full(view) and not _is_asked(view):
        facts = {"count": str(len(view.rows)), "rate": str(rate)}
        yield Hit(f"执行率 {rate}%，{len(view.rows)} 行指标全部满分{_silence(view)}。", field="indicators", facts=facts)


def _is_asked(view: EvaluationView) -> bool:
    """F01 or F02 already asks of money left over."""
    return _is_low_spending(view) or _is_unspent(view)
