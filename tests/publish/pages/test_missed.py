"""The rows of a year that are not full: all of them, the heaviest first, with what this site computes beside them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.publish.edition import Edition
from generator.publish.pages.missed import EXECUTION, losses_of, misses_of
from generator.publish.site import build_site
from generator.record.model import SelfEvaluation
from tests.conftest import DAY

if TYPE_CHECKING:
    from generator.record.store import Dataset


def _evaluations(dataset: Dataset, year: int) -> list[SelfEvaluation]:
    forms = (stored.form for stored in dataset.forms if stored.form.is_due(DAY) and stored.form.year == year)
    return [form for form in forms if isinstance(form, SelfEvaluation)]


def test_every_row_that_lost_points_is_there_the_heaviest_first(public: Dataset) -> None:
    assert public.registry is not None
    forms = _evaluations(public, 2023)
    misses = misses_of(forms, public.registry.profile)
    expected = {(form.id, n) for form in forms for n, row in enumerate(form.indicators, 1) if row.lost and row.lost > 0}
    assert {(miss.form.id, miss.row.number) for miss in misses} == expected
    assert [miss.lost for miss in misses] == sorted((miss.lost for miss in misses), reverse=True)


def test_completion_is_computed_where_both_are_numbers_of_one_measure(small: Dataset) -> None:
    assert small.registry is not None
    misses = misses_of(_evaluations(small, 2023), small.registry.profile)
    found = [(miss.row.indicator.target, miss.row.indicator.actual, miss.completion) for miss in misses]
    assert found == [
        ("提升", "部分达成指标并具有一定效果", None),
        ("≥20000.00(册)", "15000.00(册)", Decimal("75.0")),
    ]


def test_lost_points_of_rows_and_of_execution_are_told_apart(public: Dataset) -> None:
    forms = _evaluations(public, 2023)
    losses = losses_of(forms)
    rows = sum((loss.lost for loss in losses if loss.name != EXECUTION), Decimal(0))
    assert rows == sum((row.lost for form in forms for row in form.indicators if row.lost and row.lost > 0), Decimal(0))
    assert [loss.lost for loss in losses] == sorted((loss.lost for loss in losses), reverse=True)
    assert any(loss.name == EXECUTION and loss.text.endswith("份") for loss in losses)


def test_the_page_holds_every_row_as_a_plain_table(public: Dataset) -> None:
    page = build_site(public, Edition(DAY)).pages["years/2023/missed.md"]
    rows = [line for line in page.splitlines() if line.startswith("| [")]
    assert public.registry is not None
    assert len(rows) == len(misses_of(_evaluations(public, 2023), public.registry.profile))
    assert all("#row-" in row for row in rows)
