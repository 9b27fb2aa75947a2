"""The formulas: what a printed rate or score may be."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks.scoring import execution_score_span, is_met, rate_span, ratio_score
from generator.record.target import Comparator

AMOUNTS = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10**6), places=2)
POINTS = st.decimals(min_value=Decimal("0.5"), max_value=Decimal(50), places=2)
WHOLE = st.integers(min_value=0, max_value=10_000).map(Decimal)


@pytest.mark.parametrize(
    ("executed", "budget", "printed"),
    [
        ("39.41", "48.86", "80.65"),  # truncated
        ("39.41", "48.86", "80.66"),  # rounded
        ("19292", "19292", "100.00"),
        ("7.24", "7.25", "99.86"),
        ("1264.04", "2216.54", "57.02"),
    ],
)
def test_truncated_and_rounded_rates_are_both_right(executed: str, budget: str, printed: str) -> None:
    assert rate_span(Decimal(executed), Decimal(budget)).holds(Decimal(printed))


def test_a_rate_off_by_a_percent_is_wrong() -> None:
    assert not rate_span(Decimal("39.41"), Decimal("48.86")).holds(Decimal("81.65"))


@pytest.mark.parametrize(
    ("comparator", "target", "actual", "score"),
    [
        (Comparator.AT_LEAST, "40", "12", "3.00"),
        (Comparator.EQUAL, "7", "5", "7.14"),
        (Comparator.EQUAL, "20", "68", "10.00"),  # never above the weight
        (None, "100", "90", "9.00"),
        (Comparator.AT_MOST, "4", "2", "10.00"),
        (Comparator.AT_MOST, "4", "6", "5.00"),
        (Comparator.BELOW, "4", "8", "0.00"),
        (Comparator.AT_MOST, "4", "100", "0.00"),
        (Comparator.EQUAL, "0", "0", "10.00"),
        (Comparator.EQUAL, "0", "1", "0.00"),
        (Comparator.AT_LEAST, "10", "-3", "0.00"),
    ],
)
def test_ratio(comparator: Comparator | None, target: str, actual: str, score: str) -> None:
    assert round(ratio_score(Decimal(10), comparator, Decimal(target), Decimal(actual)), 2) == Decimal(score)


@given(POINTS, st.sampled_from([None, *Comparator]), WHOLE, WHOLE)
def test_a_score_by_ratio_stays_between_nothing_and_the_weight(
    weight: Decimal, comparator: Comparator | None, target: Decimal, actual: Decimal
) -> None:
    assert 0 <= ratio_score(weight, comparator, target, actual) <= weight


@given(POINTS, st.sampled_from([Comparator.AT_LEAST, Comparator.EQUAL, Comparator.AT_MOST]), WHOLE, WHOLE)
def test_met_is_full_and_full_is_met(weight: Decimal, comparator: Comparator, target: Decimal, actual: Decimal) -> None:
    assert is_met(comparator, target, actual) == (ratio_score(weight, comparator, target, actual) == weight)


@given(AMOUNTS, AMOUNTS, POINTS)
def test_the_exact_rate_and_its_score_are_always_allowed(executed: Decimal, budget: Decimal, weight: Decimal) -> None:
    rate = executed / budget * 100
    assert rate_span(executed, budget).holds(rate.quantize(Decimal("0.01"), rounding="ROUND_DOWN"))
    printed = rate.quantize(Decimal("0.01"), rounding="ROUND_DOWN")
    score = min(weight, (weight * rate / 100).quantize(Decimal("0.01"), rounding="ROUND_DOWN"))
    assert execution_score_span(weight, printed).holds(score)
