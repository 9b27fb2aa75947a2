"""Owns the rows of a year that did not get all their points, and where lost points went. Pure; draws nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from generator.checks.vocabulary import overshoot_percent
from generator.forms.neighbours import neighbours_of
from generator.forms.rows import ScoredRow, short_rows
from generator.forms.views import EvaluationView
from generator.publish.words.wording import points

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.record.model import Profile, SelfEvaluation

EXECUTION = "预算执行"
"""Where points go that no row of the indicators lost."""
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Miss:
    """One row that did not get all its points."""

    form: SelfEvaluation
    row: ScoredRow
    completion: Decimal | None
    """Actual in % of the target, one decimal; None where one is words or less is better."""

    @property
    def lost(self) -> Decimal:
        """Points."""
        return self.row.indicator.lost or Decimal(0)


@dataclass(frozen=True, slots=True)
class Loss:
    """Points that a group of forms lost in one place."""

    name: str
    """A 二级指标, or 预算执行."""
    count: int
    """Rows, or forms."""
    lost: Decimal

    @property
    def text(self) -> str:
        """The figures in words."""
        return f"{points(self.lost)} 分，{self.count} {'份' if self.name == EXECUTION else '行'}"


def misses_of(evaluations: Iterable[SelfEvaluation], profile: Profile) -> tuple[Miss, ...]:
    """Every row that is not full, most points lost first."""
    found = [miss for form in evaluations for miss in _misses_of(form, profile)]
    return tuple(sorted(found, key=lambda miss: (-miss.lost, miss.form.id, miss.row.number)))


def losses_of(evaluations: Sequence[SelfEvaluation]) -> tuple[Loss, ...]:
    """Points lost by 二级指标 and on the budget's execution, most first; what nobody lost is left out."""
    lost: dict[str, list[Decimal]] = defaultdict(list)
    for form in evaluations:
        execution = _execution_lost(form)
        if execution:
            lost[EXECUTION].append(execution)
        for row in short_rows(form):
            lost[row.indicator.level2].append(row.indicator.lost or Decimal(0))
    losses = (Loss(name, len(values), sum(values, Decimal(0))) for name, values in lost.items())
    return tuple(sorted(losses, key=lambda loss: (-loss.lost, loss.name)))


def _execution_lost(form: SelfEvaluation) -> Decimal:
    line = form.funds.total
    weight, score = (figure.value if figure else None for figure in (line.weight, line.score))
    return max(weight - score, Decimal(0)) if weight is not None and score is not None else Decimal(0)


def _misses_of(form: SelfEvaluation, profile: Profile) -> Iterator[Miss]:
    rows = EvaluationView(form, profile, neighbours_of(())).rows
    for row in short_rows(form):
        share = overshoot_percent(rows[row.number - 1])
        yield Miss(form, row, None if share is None else share.quantize(_TENTH, rounding=ROUND_HALF_UP))
