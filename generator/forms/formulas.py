"""Owns the arithmetic of the form itself: rate, execution score, total. Exact but for the profile's two decimals."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from generator.record.values import EXACT, HUNDRED, HUNDREDTH, truncate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.record.model import Indicator, Profile, SelfEvaluation


def settle(number: Decimal, profile: Profile) -> Decimal:
    """Bring a computed figure to two decimals the way the region's system prints it."""
    if profile.rounding == "truncate":
        return truncate(number)
    return number.quantize(HUNDREDTH, rounding=ROUND_HALF_UP, context=EXACT)


def execution_rate(executed: Decimal, adjusted_budget: Decimal, profile: Profile) -> Decimal | None:
    """执行率 = 全年执行数 ÷ 全年预算数, in %; None where the budget is 0 and nothing can be divided."""
    return settle(executed / adjusted_budget * HUNDRED, profile) if adjusted_budget else None


def missing_rate(form: SelfEvaluation, profile: Profile) -> Decimal | None:
    """执行率 in % by the printed amounts, for a form that prints none; None where it does or cannot be computed."""
    if form.funds.total.execution_rate is not None:
        return None
    executed, budget = form.funds.wan_yuan("executed"), form.funds.wan_yuan("adjusted_budget")
    if executed is None or budget is None:
        return None
    return execution_rate(executed, budget, form.layout.applied_to(profile))


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
