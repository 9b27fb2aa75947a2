"""The formulas: what a printed rate or score may be."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.forms.scoring import Bounds, execution_score_span, is_met, rate_span, ratio_score
from generator.record.target import Comparator
from generator.record.values import AmountUnit, parse_figure

AMOUNTS = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10**6), places=2)
POINTS = st.decimals(min_value=Decimal("0.5"), max_value=Decimal(50), places=2)
WHOLE = st.integers(min_value=0, max_value=10_000).map(Decimal)


def _span(executed: str, budget: str, unit: AmountUnit = AmountUnit.WAN_YUAN) -> Bounds:
    span = rate_span(parse_figure(executed), parse_figure(budget), unit)
    assert span is not None
    return span


@pytest.mark.parametrize(
    ("executed", "budget", "printed"),
    [
        ("39.41", "48.86", "80.65"),  # truncated
        ("39.41", "48.86", "80.66"),  # rounded
        ("19292", "19292", "100.00"),
        ("7.24", "7.25", "99.86"),
        ("1,264.04", "2,216.54", "57.02"),
        ("60.60", "101.00", "59.99"),  # 605,951 ÷ 1,010,000 元
        ("60.60", "101.00", "60.00"),
    ],
)
def test_truncated_and_rounded_rates_are_both_right(executed: str, budget: str, printed: str) -> None:
    assert _span(executed, budget).holds(Decimal(printed))


@pytest.mark.parametrize(
    ("executed", "budget", "unit", "printed"),
    [
        ("39.41", "48.86", AmountUnit.WAN_YUAN, "81.65"),
        ("5000.00", "10000.00", AmountUnit.WAN_YUAN, "50.02"),
        ("60.5951", "101.0000", AmountUnit.WAN_YUAN, "60.01"),  # four decimals are four
        ("60.60", "101.00", AmountUnit.YUAN, "59.99"),  # 元 is exact
        ("606000", "1010000", AmountUnit.YUAN, "59.99"),
    ],
)
def test_a_rate_no_amounts_lead_to_is_wrong(executed: str, budget: str, unit: AmountUnit, printed: str) -> None:
    assert not _span(executed, budget, unit).holds(Decimal(printed))


@pytest.mark.parametrize(("executed", "budget"), [("1", "0.00"), ("-", "1"), ("1", "-"), ("1", "-3")])
def test_nothing_is_divided_without_two_amounts(executed: str, budget: str) -> None:
    assert rate_span(parse_figure(executed), parse_figure(budget), AmountUnit.WAN_YUAN) is None
    assert rate_span(None, parse_figure("1"), AmountUnit.WAN_YUAN) is None


@given(AMOUNTS, AMOUNTS, st.sampled_from(["ROUND_DOWN", "ROUND_HALF_UP"]))
def test_amounts_in_yuan_that_print_in_wan_yuan_keep_their_rate(
    executed: Decimal, budget: Decimal, rounding: str
) -> None:
    """Whatever two decimals of 万元 hide, the rate of the exact amounts is allowed."""
    part, whole = (f"{round(amount / 10000, 2):f}" for amount in (executed, budget))
    rate = (executed / budget * 100).quantize(Decimal("0.01"), rounding=rounding)
    if Decimal(whole):
        assert _span(part, whole).holds(rate)


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


@pytest.mark.parametrize(
    ("comparator", "target", "actual", "met"),
    [
        (Comparator.BELOW, "5", "4.99", True),
        (Comparator.BELOW, "5", "5", False),
        (Comparator.BELOW, "5", "6", False),
        (Comparator.ABOVE, "5", "5", False),
        (Comparator.ABOVE, "5", "5.01", True),
        (Comparator.ABOVE, "5", "4", False),
        (Comparator.AT_MOST, "0", "0", True),
        (Comparator.AT_LEAST, "0", "-1", False),
        (None, "0", "1", False),
        (None, "5", "6", True),
    ],
)
def test_a_target_is_met_on_its_side(comparator: Comparator | None, target: str, actual: str, met: bool) -> None:
    assert is_met(comparator, Decimal(target), Decimal(actual)) is met


@given(AMOUNTS, AMOUNTS, POINTS)
def test_the_exact_rate_and_its_score_are_always_allowed(executed: Decimal, budget: Decimal, weight: Decimal) -> None:
    rate = executed / budget * 100
    assert _span(f"{executed}", f"{budget}").holds(rate.quantize(Decimal("0.01"), rounding="ROUND_DOWN"))
    printed = rate.quantize(Decimal("0.01"), rounding="ROUND_DOWN")
    score = min(weight, (weight * rate / 100).quantize(Decimal("0.01"), rounding="ROUND_DOWN"))
    assert execution_score_span(weight, printed).holds(score)
