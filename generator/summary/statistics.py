"""Owns the figures of a group of self-evaluations. What is missing is counted, never taken as zero."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from generator.forms.formulas import execution_rate
from generator.record.values import HUNDREDTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.record.model import Profile, SelfEvaluation


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum in 万元 and how many forms could not be added because their figure is missing."""

    total: Decimal | None
    """None where no form at all has the figure."""
    missing: int


@dataclass(frozen=True, slots=True)
class Scores:
    """Spread of printed totals, in points; None everywhere when there is no total at all."""

    count: int
    missing: int
    mean: Decimal | None
    """Rounded half up to two decimals."""
    median: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None


@dataclass(frozen=True, slots=True)
class Statistics:
    """One group of self-evaluations in figures."""

    forms: int
    units: int
    initial_budget: Amount
    adjusted_budget: Amount
    executed: Amount
    rate: Decimal | None
    """执行 ÷ 全年 over the forms with both, in %, cut to two decimals as the forms do; None where the budget is 0."""
    rate_missing: int
    """Forms that are not in the rate because one of its two amounts is missing."""
    scores: Scores
    grades: tuple[tuple[str, int], ...]
    """Every grade of the profile with its count, high to low; grades outside it follow; 未印等级 last if any."""


def statistics_of(evaluations: Sequence[SelfEvaluation], profile: Profile) -> Statistics:
    """Figures of a group."""
    rate, rate_missing = _rate(evaluations, profile)
    return Statistics(
        forms=len(evaluations),
        units=len({form.unit_id for form in evaluations}),
        initial_budget=_amount(evaluations, "initial_budget"),
        adjusted_budget=_amount(evaluations, "adjusted_budget"),
        executed=_amount(evaluations, "executed"),
        rate=rate,
        rate_missing=rate_missing,
        scores=_scores([form.score for form in evaluations]),
        grades=_grades(evaluations, profile),
    )


def _amount(evaluations: Iterable[SelfEvaluation], column: str) -> Amount:
    values = [form.funds.wan_yuan(column) for form in evaluations]
    known = [value for value in values if value is not None]
    return Amount(sum(known, Decimal(0)) if known else None, len(values) - len(known))


def _rate(evaluations: Sequence[SelfEvaluation], profile: Profile) -> tuple[Decimal | None, int]:
    """The rate, and how many forms are not in it."""
    pairs = [(form.funds.wan_yuan("executed"), form.funds.wan_yuan("adjusted_budget")) for form in evaluations]
    known = [(executed, budget) for executed, budget in pairs if executed is not None and budget is not None]
    executed = sum((executed for executed, _ in known), Decimal(0))
    budget = sum((budget for _, budget in known), Decimal(0))
    return execution_rate(executed, budget, profile), len(pairs) - len(known)


def _scores(totals: Sequence[Decimal | None]) -> Scores:
    known = sorted(total for total in totals if total is not None)
    if not known:
        return Scores(0, len(totals), None, None, None, None)
    mean = (sum(known, Decimal(0)) / len(known)).quantize(HUNDREDTH, rounding=ROUND_HALF_UP)
    middle = len(known) // 2
    median = known[middle] if len(known) % 2 else (known[middle - 1] + known[middle]) / 2
    return Scores(len(known), len(totals) - len(known), mean, median, known[0], known[-1])


def _grades(evaluations: Iterable[SelfEvaluation], profile: Profile) -> tuple[tuple[str, int], ...]:
    counts = Counter(form.grade or "未印等级" for form in evaluations)
    names = [grade.name for grade in profile.grades]
    names += sorted(set(counts) - set(names) - {"未印等级"})
    names += ["未印等级"] if counts["未印等级"] else []
    return tuple((name, counts[name]) for name in names)
