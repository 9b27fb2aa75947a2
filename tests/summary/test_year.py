"""The summary of a year: its figures, and what is missing counted, never taken as zero."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.summary.year import summarise_year
from tests.small import BOOKS, TREES, collection_of

if TYPE_CHECKING:
    from generator.record.store import Dataset


def test_missing_figures_are_never_counted_as_zero(small: Dataset) -> None:
    summary = summarise_year(collection_of(small), 2023)
    assert (summary.statistics.scores.count, summary.statistics.scores.missing) == (1, 1)
    assert summary.statistics.scores.mean == Decimal("85.33")


def test_a_rate_that_is_not_printed_stands_among_the_lowest_as_computed(small: Dataset) -> None:
    summary = summarise_year(collection_of(small), 2023)
    assert [form.id for form in summary.lowest_rates] == [BOOKS, TREES]


def test_a_year_is_summed_in_one_unit_of_money_and_counted_by_the_grades_of_the_region(public: Dataset) -> None:
    summary = summarise_year(collection_of(public), 2023)
    statistics = summary.statistics
    assert (statistics.forms, statistics.units, statistics.scores.count) == (13, 4, 12)
    assert statistics.adjusted_budget.total == Decimal("2291.70")
    assert statistics.executed.total == Decimal("2056.866")
    assert statistics.rate == Decimal("89.75")
    assert statistics.grades == (("优", 9), ("良", 3), ("合格", 1), ("不合格", 0))
    assert [len(forms) for _, forms in summary.by_kind] == [13, 1]
    assert [form.project for form in summary.lowest_rates[:3]] == ["体育器材更新", "巡河养护经费", "用水户培训"]
    assert [form.project for form in summary.budget_changes] == [
        "水质监测评价经费",
        "灌区维修养护",
        "防汛物资储备",
        "阅读活动经费",
    ]
