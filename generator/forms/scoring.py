"""Owns the scoring formulas of the rules: what a rate or a score may be, exactly. Knows no form and no rule."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from generator.record.target import Comparator
from generator.record.values import EXACT, HUNDRED, HUNDREDTH, AmountUnit, truncate

if TYPE_CHECKING:
    from generator.record.values import Figure

_DIRECTED_UP = (Comparator.AT_LEAST, Comparator.ABOVE, Comparator.EQUAL, None)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The values a printed figure may have, both ends included."""

    low: Decimal
    high: Decimal

    def holds(self, value: Decimal) -> bool:
        """The value lies in it."""
        return self.low <= value <= self.high


def rounded(number: Decimal) -> Decimal:
    """Two decimals, half up."""
    return number.quantize(HUNDREDTH, rounding=ROUND_HALF_UP, context=EXACT)


def rate_span(executed: Figure | None, budget: Figure | None, unit: AmountUnit) -> Bounds | None:
    """Execution rate in %, truncated or rounded, of all amounts that print as these two; None without a budget."""
    if executed is None or executed.value is None or budget is None or budget.value is None or budget.value <= 0:
        return None
    parts, wholes = (
        _amounts_printed_as(executed.text, executed.value, unit),
        _amounts_printed_as(budget.text, budget.value, unit),
    )
    rates = [part / whole * HUNDRED for part in parts for whole in wholes]
    return Bounds(truncate(min(rates)), rounded(max(rates)))


def _amounts_printed_as(text: str, value: Decimal, unit: AmountUnit) -> tuple[Decimal, Decimal]:
    """Lowest and highest: 元 is exact, 万元 is rounded to its last place, of which there are two at least."""
    if unit is AmountUnit.YUAN:
        return value, value
    half = Decimal(5).scaleb(-max(2, len(text.partition(".")[2])) - 1)
    return max(value - half, min(value, Decimal(0))), value + half


def execution_score_span(weight: Decimal, rate: Decimal) -> Bounds:
    """Execution score in points: weight x rate, truncated or rounded, at most the weight.

    The rate is printed truncated, so the exact one may be up to 0.01 higher.
    """
    low = truncate(weight * rate / HUNDRED)
    high = rounded(weight * (rate + HUNDREDTH) / HUNDRED)
    return Bounds(min(low, weight), min(high, weight))


def ratio_score(weight: Decimal, comparator: Comparator | None, target: Decimal, actual: Decimal) -> Decimal:
    """Points by ratio.

    ≥, >, = and a bare number: weight x actual / target, at most the weight; target 0: only 0 is full.
    ≤, <: full up to the target, then weight x (1 - (actual - target) / target), 0 from twice the target on.
    """
    actual = max(actual, Decimal(0))
    if target <= 0:
        is_full = actual == 0 or comparator in (Comparator.AT_LEAST, Comparator.ABOVE)
        return weight if is_full else Decimal(0)
    if comparator in _DIRECTED_UP:
        return weight * min(actual / target, Decimal(1))
    return weight * min(Decimal(1), max(Decimal(0), 1 - (actual - target) / target))


def is_met(comparator: Comparator | None, target: Decimal, actual: Decimal) -> bool:
    """The actual value reaches the target; ``=`` with a target above 0 is reached from the target upwards."""
    if comparator is Comparator.BELOW:
        return actual < target
    if comparator is Comparator.AT_MOST or target <= 0:
        return actual <= target if comparator not in (Comparator.AT_LEAST, Comparator.ABOVE) else actual >= target
    return actual > target if comparator is Comparator.ABOVE else actual >= target


def is_whole_point(score: Decimal, exact: Decimal) -> bool:
    """A person brought the exact score to a whole point, up or down."""
    return score in (exact.to_integral_value(ROUND_FLOOR), exact.to_integral_value(ROUND_CEILING))
