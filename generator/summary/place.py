"""Owns where one self-evaluation stands among those of its year, by printed figures. Judges nothing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from generator.record.values import HUNDRED, HUNDREDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.record.model import SelfEvaluation
    from generator.summary.year import YearSummary


@dataclass(frozen=True, slots=True)
class Rank:
    """One form among the self-evaluations of its year."""

    year: int
    forms: int
    scored: int
    """Forms that print a total, among which is ranked."""
    rank: int | None
    """From 1, the highest total; equal totals share one. None where the form prints none."""
    sharing: int
    """Forms with this total, the form itself among them."""
    same_grade: int
    """Forms with this grade, the form itself among them."""
    unspent: Decimal | None
    """全年预算 less 执行, in 万元; below 0 where more was spent."""
    share: Decimal | None
    """Of the year's 全年预算, in %, half up to two decimals; None where one is missing or the sum is 0."""


def totals_of(summary: YearSummary) -> tuple[Decimal, ...]:
    """The printed totals of a year, from low to high."""
    return tuple(sorted(form.score for form in summary.evaluations if form.score is not None))


def place_of(form: SelfEvaluation, summary: YearSummary, totals: Sequence[Decimal]) -> Rank:
    """Where a form stands; ``totals`` are those of its year, sorted once for all its forms."""
    above = sharing = 0
    if form.score is not None:
        above = len(totals) - bisect_right(totals, form.score)
        sharing = len(totals) - above - bisect_left(totals, form.score)
    budget, executed = form.funds.wan_yuan("adjusted_budget"), form.funds.wan_yuan("executed")
    return Rank(
        year=summary.year,
        forms=len(summary.evaluations),
        scored=len(totals),
        rank=above + 1 if sharing else None,
        sharing=sharing,
        same_grade=dict(summary.statistics.grades).get(form.grade, 0) if form.grade else 0,
        unspent=None if budget is None or executed is None else budget - executed,
        share=_share(budget, summary.statistics.adjusted_budget.total),
    )


def _share(budget: Decimal | None, total: Decimal | None) -> Decimal | None:
    if budget is None or not total:
        return None
    return (budget / total * HUNDRED).quantize(HUNDREDTH, rounding=ROUND_HALF_UP)
