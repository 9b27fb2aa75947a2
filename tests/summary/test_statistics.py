"""Figures of a group: what is missing is counted, never taken as zero."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from generator.record.model import SelfEvaluation
from generator.record.values import Figure
from generator.summary.statistics import Amount, Statistics, statistics_of

if TYPE_CHECKING:
    from generator.record.store import Dataset


def _figure(text: str | None) -> Figure | None:
    return None if text is None else Figure(text, Decimal(text))


def _statistics(small: Dataset, *amounts: tuple[str | None, str | None]) -> Statistics:
    """Of forms with these 全年预算数 and 全年执行数."""
    assert small.registry is not None
    form = next(stored.form for stored in small.forms if isinstance(stored.form, SelfEvaluation))
    forms = []
    for budget, executed in amounts:
        total = replace(form.funds.total, adjusted_budget=_figure(budget), executed=_figure(executed))
        forms.append(replace(form, funds=replace(form.funds, total=total)))
    return statistics_of(forms, small.registry.profile)


@pytest.mark.parametrize(
    ("amounts", "rate", "missing"),
    [
        ([("100", "90")], "90.00", 0),
        ([("100", "90"), ("100", None)], "90.00", 1),  # not 45: nobody said that nothing was spent
        ([("100", "90"), (None, "50")], "90.00", 1),
        ([("100", None), (None, "50")], None, 2),
        ([("0", "0")], None, 0),
        ([], None, 0),
    ],
)
def test_rate_is_taken_over_forms_with_both_amounts(
    small: Dataset, amounts: list[tuple[str | None, str | None]], rate: str | None, missing: int
) -> None:
    statistics = _statistics(small, *amounts)
    assert (statistics.rate, statistics.rate_missing) == (None if rate is None else Decimal(rate), missing)


def test_sum_says_how_many_forms_lack_the_figure_and_is_absent_where_all_do(small: Dataset) -> None:
    statistics = _statistics(small, ("100", None), ("20.5", None))
    assert statistics.adjusted_budget == Amount(Decimal("120.5"), 0)
    assert statistics.executed == Amount(None, 2)
