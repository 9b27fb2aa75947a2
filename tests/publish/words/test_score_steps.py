"""The score worked out again step by step: what agrees, what differs, what cannot be computed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from generator.publish.words.score_steps import steps_of
from generator.record.values import parse_figure
from tests.small import BOOKS, TREES, evaluation_of

if TYPE_CHECKING:
    from generator.record.model import SelfEvaluation
    from generator.record.store import Dataset


def test_score_is_recomputed_step_by_step(small: Dataset) -> None:
    assert small.registry is not None
    steps = {step.label: step for step in steps_of(evaluation_of(small, BOOKS), small.registry.profile)}
    assert steps["执行率（%）"].formula == "63.33 ÷ 100.00 × 100 = 63.33"
    assert (steps["预算执行得分"].formula, steps["预算执行得分"].computed) == ("10.00 × 63.33% = 6.333", "6.33")
    assert (steps["总分"].computed, steps["总分"].agrees) == ("85.33", True)
    assert steps["等级"].agrees


def test_score_that_cannot_be_computed_is_not_called_wrong(small: Dataset) -> None:
    assert small.registry is not None
    steps = {step.label: step for step in steps_of(evaluation_of(small, TREES), small.registry.profile)}
    assert (steps["总分"].computed, steps["总分"].printed, steps["总分"].agrees) == ("算不出", "原件缺失", None)
    assert steps["执行率（%）"].agrees is None


def _with_total(form: SelfEvaluation, **cells: str) -> SelfEvaluation:
    figures: dict[str, Any] = {key: parse_figure(text) for key, text in cells.items()}
    line = replace(form.funds.total, **figures)
    return replace(form, funds=replace(form.funds, total=line))


@pytest.mark.parametrize(
    ("rate", "score", "notes"),
    [
        ("80.65", "8.06", ("", "")),
        ("80.66", "8.07", ("四舍五入", "四舍五入")),
        ("80.67", "8.06", ("金额只印两位小数", "")),
    ],
)
def test_the_page_takes_for_right_what_the_rules_take_for_right(
    rate: str, score: str, notes: tuple[str, str], small: Dataset
) -> None:
    """39.41 ÷ 48.86 is 80.659: the region cuts, another rounds, and both are right (A01, A02)."""
    assert small.registry is not None
    form = _with_total(
        evaluation_of(small, BOOKS), executed="39.41", adjusted_budget="48.86", execution_rate=rate, score=score
    )
    steps = steps_of(form, small.registry.profile)[:2]
    assert [step.agrees for step in steps] == [True, True]
    assert tuple(step.note for step in steps) == notes


def test_another_word_of_the_same_grade_agrees(small: Dataset) -> None:
    assert small.registry is not None
    grades = tuple(
        replace(grade, also="合格") if grade.name == "中" else grade for grade in small.registry.profile.grades
    )
    profile = replace(small.registry.profile, grades=grades)
    form = replace(evaluation_of(small, BOOKS), total_score=parse_figure("70.00"), grade="合格")
    (*_, total, _, grade) = steps_of(form, profile)
    assert (grade.computed, grade.printed, grade.agrees, grade.note) == ("中", "合格", True, "同一等的另一种写法")
    assert total.agrees is False


@pytest.mark.parametrize(("rounding", "rate", "score"), [("truncate", "37.90", "3.79"), ("round", "37.91", "3.791")])
def test_the_region_says_whether_a_rate_is_cut_or_rounded(rounding: str, rate: str, score: str, small: Dataset) -> None:
    assert small.registry is not None
    form = _with_total(
        evaluation_of(small, BOOKS), executed="322.21", adjusted_budget="850.00", execution_rate=rate, score="3.79"
    )
    steps = steps_of(form, replace(small.registry.profile, rounding=rounding))
    assert (steps[0].formula, steps[0].computed) == ("322.21 ÷ 850.00 × 100 ≈ 37.9071", rate)
    assert (steps[1].formula, steps[1].computed) == (f"10.00 × {rate}% = {score}", "3.79")
