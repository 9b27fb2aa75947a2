"""Owns what one indicator row came to, in the words of the site, read from its points and its printed result."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.record.model import Indicator, SelfEvaluation


class Outcome(Enum):
    """How many of its points a row got; the value is the word on the page."""

    FULL = "满分"
    PARTLY = "部分得分"
    NONE = "未得分"
    UNKNOWN = "没有数"


@dataclass(frozen=True, slots=True)
class ScoredRow:
    """One indicator with its number and outcome."""

    number: int
    """From 1, as in the record and in the address ``#row-1``."""
    indicator: Indicator
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows came to what."""

    total: int
    full: int
    partly: int
    none: int
    unknown: int


def outcome_of(indicator: Indicator) -> Outcome:
    """Full, some, none of the points, or unknown where a figure is missing."""
    if indicator.lost is None or indicator.score is None:
        return Outcome.UNKNOWN
    if indicator.lost <= 0:
        return Outcome.FULL
    return Outcome.PARTLY if indicator.score.value else Outcome.NONE


def rows_of(form: SelfEvaluation) -> tuple[ScoredRow, ...]:
    """All rows of a form in its order."""
    return tuple(ScoredRow(number, row, outcome_of(row)) for number, row in enumerate(form.indicators, 1))


def short_rows(form: SelfEvaluation) -> tuple[ScoredRow, ...]:
    """The rows that did not get all their points."""
    return tuple(row for row in rows_of(form) if row.outcome in (Outcome.PARTLY, Outcome.NONE))


def tally(rows: Iterable[ScoredRow]) -> Tally:
    """Count rows by outcome."""
    outcomes = [row.outcome for row in rows]
    return Tally(
        total=len(outcomes),
        full=outcomes.count(Outcome.FULL),
        partly=outcomes.count(Outcome.PARTLY),
        none=outcomes.count(Outcome.NONE),
        unknown=outcomes.count(Outcome.UNKNOWN),
    )
