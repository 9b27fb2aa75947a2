"""Owns the arithmetic of the form itself: rate, execution score, total. Exact but for the profile's two decimals."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from generator.record.kinds import number_at, value_at
from generator.record.model import SelfEvaluation
from generator.record.values import EXACT, HUNDRED, HUNDREDTH, truncate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.record.model import Form, Indicator, Profile


@dataclass(frozen=True, slots=True)
class Known:
    """A figure as the site shows it: the printed one, or the one that the other printed figures make."""

    value: Decimal | None
    """None where the form prints none and it cannot be computed."""
    is_computed: bool = False


def settle(number: Decimal, profile: Profile) -> Decimal:
    """Bring a computed figure to two decimals the way the region's system prints it."""
    if profile.rounding == "truncate":
        return truncate(number)
    return number.quantize(HUNDREDTH, rounding=ROUND_HALF_UP, context=EXACT)


def execution_rate(executed: Decimal, adjusted_budget: Decimal, profile: Profile) -> Decimal | None:
    """执行率 = 全年执行数 ÷ 全年预算数, in %; None where the budget is 0 and nothing can be divided."""
    return settle(executed / adjusted_budget * HUNDRED, profile) if adjusted_budget else None


def rate_of(form: Form, profile: Profile) -> Known:
    """执行率 of a form in %; where it prints none, 全年执行数 ÷ 全年预算数 of the printed amounts."""
    if value_at(form, form.kind.rate) is not None or not isinstance(form, SelfEvaluation):
        return Known(number_at(form, form.kind.rate))
    executed, budget = form.funds.wan_yuan("executed"), form.funds.wan_yuan("adjusted_budget")
    if executed is None or budget is None:
        return Known(None)
    rate = execution_rate(executed, budget, form.layout.applied_to(profile))
    return Known(rate, is_computed=rate is not None)


def score_of(form: Form) -> Known:
    """合计得分 of a form in points; where it prints none, the printed points of its rows and of the execution."""
    if value_at(form, form.kind.score) is not None or not isinstance(form, SelfEvaluation):
        return Known(number_at(form, form.kind.score))
    total = total_score(form)
    return Known(total, is_computed=total is not None)


def total_score(form: SelfEvaluation) -> Decimal | None:
    """Points of all rows and of the execution, by the printed cells; None where one is missing."""
    rows, execution = sum_scores(form.indicators), form.funds.total.score
    return None if rows is None or execution is None or execution.value is None else rows + execution.value


def execution_score(weight: Decimal, rate: Decimal, profile: Profile) -> Decimal:
    """预算执行得分 = 分数 × 执行率, in points, at most the full mark."""
    return min(weight, settle(weight * rate / HUNDRED, profile))


def sum_scores(indicators: Iterable[Indicator]) -> Decimal | None:
    """Sum of 得分 in points; None where a score is missing."""
    return _sum([row.score.value if row.score else None for row in indicators])


def sum_weights(indicators: Iterable[Indicator]) -> Decimal | None:
    """Sum of 分值 in points; None where a weight is missing."""
    return _sum([row.weight.value if row.weight else None for row in indicators])


def _sum(values: list[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None
