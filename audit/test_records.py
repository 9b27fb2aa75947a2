"""The records hold what the documents print: rows, sums, totals, rates and grades, all recomputed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from generator.forms.formulas import execution_rate, execution_score, sum_scores, sum_weights
from generator.record.model import SelfEvaluation

if TYPE_CHECKING:
    from audit.reading import Audited, Reading
    from generator.record.store import Dataset


COLUMNS = ("initial_budget", "adjusted_budget", "executed", "weight", "execution_rate", "score")
"""Those that these documents print."""


@pytest.fixture(scope="module")
def standing(audited: tuple[Audited, ...]) -> tuple[Audited, ...]:
    """The forms whose figures nobody corrected."""
    return tuple(form for form in audited if not form.is_corrected)


@pytest.fixture(scope="module")
def evaluations(standing: tuple[Audited, ...]) -> dict[str, SelfEvaluation]:
    return {form.name: form.stored.form for form in standing if isinstance(form.stored.form, SelfEvaluation)}


@pytest.fixture(scope="module")
def whole(evaluations: dict[str, SelfEvaluation], reading: Reading) -> dict[str, SelfEvaluation]:
    return {name: form for name, form in evaluations.items() if name not in reading.cut_off}


def test_every_form_has_the_rows_of_its_document(standing: tuple[Audited, ...]) -> None:
    assert {form.name: len(form.stored.form.indicators) for form in standing} == {
        form.name: form.rows for form in standing
    }


def test_each_form_of_a_document_is_recorded_once(audited: tuple[Audited, ...]) -> None:
    assert [name for name, count in Counter(form.name for form in audited).items() if count > 1] == []


def test_weights_of_indicators_and_execution_make_100(evaluations: dict[str, SelfEvaluation], reading: Reading) -> None:
    for name, form in evaluations.items():
        assert sum_weights(form.indicators) == 90, name
        weight = form.funds.total.weight
        assert (weight.value == 10) if weight else name in reading.cut_off, name


def test_scores_add_up_to_the_printed_total(whole: dict[str, SelfEvaluation]) -> None:
    for name, form in whole.items():
        execution, scores = form.funds.total.score, sum_scores(form.indicators)
        assert execution is not None and scores is not None, name
        assert scores + (execution.value or 0) == form.score, name


def test_rates_and_execution_scores_follow_from_the_amounts(
    whole: dict[str, SelfEvaluation], reading: Reading, dataset: Dataset
) -> None:
    assert dataset.registry is not None
    profile = replace(dataset.registry.profile, rounding=reading.rounding)
    for name, form in whole.items():
        line = form.funds.total
        figures = (line.executed, line.adjusted_budget, line.weight, line.score)
        executed, budget, weight, score = (figure.value if figure else None for figure in figures)
        assert executed is not None and budget and weight is not None and form.rate is not None, name
        assert form.rate == execution_rate(executed, budget, profile), name
        assert score == execution_score(weight, form.rate, profile), name


def test_grades_fit_the_totals(evaluations: dict[str, SelfEvaluation], reading: Reading) -> None:
    for name, form in evaluations.items():
        if form.score is not None:
            assert form.grade == next(grade for grade, lower in reading.grades.items() if form.score >= lower), name


def test_scores_never_exceed_weights(evaluations: dict[str, SelfEvaluation]) -> None:
    for name, form in evaluations.items():
        assert [number for number, row in enumerate(form.indicators, 1) if (row.lost or 0) < 0] == [], name


def test_every_empty_figure_is_said_to_be_lost(evaluations: dict[str, SelfEvaluation], reading: Reading) -> None:
    for name, form in evaluations.items():
        places = [f"funds.{key}.{column}" for key, _, _line in form.funds.lines() for column in COLUMNS]
        empty: list[tuple[str, int | None]] = [(place, None) for place in places if _figure(form, place) is None]
        empty += [("score", number) for number, row in enumerate(form.indicators, 1) if row.score is None]
        empty += [("total_score", None)] if form.score is None else []
        assert [place for place in empty if not form.is_missing(*place)] == [], name
        assert not empty or name in reading.cut_off, name


def test_goals_are_there(standing: tuple[Audited, ...]) -> None:
    for item in standing:
        form = item.stored.form
        goals = [form.expected, form.achieved] if isinstance(form, SelfEvaluation) else [getattr(form, "annual", None)]
        assert all(goals), item.name


def _figure(form: SelfEvaluation, place: str) -> object:
    _, line, column = place.split(".")
    return getattr(getattr(form.funds, line), column)
