"""Owns the pictures of how figures lie together: scores in steps, rates of each unit on a line. Geometry only."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from generator.forms.formulas import rate_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.forms.formulas import Known
    from generator.record.model import Profile, SelfEvaluation, Unit
    from generator.summary.year import YearSummary

PLOT_LEFT, PLOT_WIDTH, PLOT_TOP, PLOT_HEIGHT = 12, 376, 24, 130
STRIP = 44
"""Pitch of the strips: a line of words, the strip, room."""
_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_MOST_STEPS = 12
"""More columns would have counts that touch on a phone."""
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class ScoreRange:
    """The scores from one bound to the next; the last step holds its upper bound too."""

    low: Decimal
    high: Decimal
    count: int
    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal

    @property
    def label_x(self) -> Decimal:
        """The middle of the column."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Histogram:
    """Scores in steps, with the lowest score of each grade that lies within."""

    steps: tuple[ScoreRange, ...]
    ticks: tuple[tuple[Decimal, Decimal], ...]
    """Score and x."""
    bounds: tuple[tuple[str, Decimal, Decimal], ...]
    """Grade, its lowest score, x."""


def histogram(scores: Sequence[Decimal], profile: Profile) -> Histogram:
    """Cut the way from below the lowest score to 100 into even steps."""
    lowest = min(scores, default=Decimal(90))
    size = next((step for step in _STEPS if (100 - lowest) / step <= _MOST_STEPS), _STEPS[-1])
    floor = min((lowest / size).to_integral_value(ROUND_FLOOR) * size, Decimal(100) - size)
    bounds = [floor + size * number for number in range(int((100 - floor) / size))]
    counts = [sum(low <= score and (score < low + size or low + size >= 100) for score in scores) for low in bounds]
    most = max([*counts, 1])
    width = Decimal(PLOT_WIDTH) / len(bounds)
    steps = tuple(
        _step(low, size, count, width * number, width, most)
        for number, (low, count) in enumerate(zip(bounds, counts, strict=True))
    )
    ticks = [*bounds, Decimal(100)][:: -1 if len(bounds) <= _MOST_STEPS / 2 else -2]
    return Histogram(
        steps,
        tuple((tick, _x(tick, floor)) for tick in reversed(ticks)),
        tuple((grade.name, grade.lower, _x(grade.lower, floor)) for grade in profile.grades if floor < grade.lower),
    )


def _step(low: Decimal, size: Decimal, count: int, left: Decimal, width: Decimal, most: int) -> ScoreRange:
    height = _round(Decimal(PLOT_HEIGHT) * count / most)
    return ScoreRange(
        low, low + size, count, _round(PLOT_LEFT + left + 1), PLOT_TOP + PLOT_HEIGHT - height, _round(width - 2), height
    )


def _x(score: Decimal, floor: Decimal) -> Decimal:
    return _round(PLOT_LEFT + (score - floor) * PLOT_WIDTH / (100 - floor))


@dataclass(frozen=True, slots=True)
class RateMark:
    """The execution rate of one form."""

    rate: Known
    x: Decimal


@dataclass(frozen=True, slots=True)
class Strip:
    """The execution rates of one unit's forms on a line from 0 to 100 %."""

    unit: Unit
    forms: int
    """All of the unit's, also those that have no rate."""
    rate: Decimal | None
    """Of all their money, in %."""
    rate_x: Decimal
    marks: tuple[RateMark, ...]
    y: int


def strips(summary: YearSummary, profile: Profile) -> tuple[Strip, ...]:
    """A strip for each unit, in the order of the registry."""
    return tuple(
        Strip(
            row.unit,
            row.statistics.forms,
            row.statistics.rate,
            _rate_x(row.statistics.rate or Decimal(0)),
            _marks((form for form in summary.evaluations if form.unit_id == row.unit.id), profile),
            STRIP * number,
        )
        for number, row in enumerate(summary.units)
    )


def _marks(evaluations: Iterable[SelfEvaluation], profile: Profile) -> tuple[RateMark, ...]:
    rates = (rate_of(form, profile) for form in evaluations)
    return tuple(RateMark(rate, _rate_x(rate.value)) for rate in rates if rate.value is not None)


@dataclass(frozen=True, slots=True)
class Spending:
    """One form's budget as a bar, what was spent of it as another on it."""

    form: SelfEvaluation
    budget: Decimal
    """万元."""
    spent: Decimal
    """万元."""
    length: Decimal
    spent_length: Decimal
    y: int


def spendings(evaluations: Sequence[SelfEvaluation]) -> tuple[Spending, ...]:
    """The forms that print both amounts, in the order given, all to one scale."""
    known = []
    for form in evaluations:
        budget, spent = form.funds.wan_yuan("adjusted_budget"), form.funds.wan_yuan("executed")
        if budget is not None and spent is not None:
            known.append((form, budget, spent))
    most = max((max(budget, spent) for _, budget, spent in known), default=Decimal(0)) or Decimal(1)
    scale = PLOT_WIDTH / most
    return tuple(
        Spending(
            form, budget, spent, _round(max(budget, Decimal(0)) * scale), _round(max(spent, Decimal(0)) * scale), y
        )
        for (form, budget, spent), y in zip(known, range(0, len(known) * STRIP, STRIP), strict=True)
    )


def _rate_x(rate: Decimal) -> Decimal:
    return _round(PLOT_LEFT + max(Decimal(0), min(rate, Decimal(100))) * PLOT_WIDTH / 100)


def _round(length: Decimal) -> Decimal:
    return length.quantize(_TENTH, rounding=ROUND_HALF_UP)


RATE_TICKS = tuple((tick, _rate_x(Decimal(tick))) for tick in range(0, 101, 20))
"""Rate in % and x."""
