"""Owns the geometry of the pictures: values to coordinates. The templates draw them; the same figures stand as text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from generator.forms.rows import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.forms.rows import Row
    from generator.record.model import SelfEvaluation

_TENTH = Decimal("0.1")
PLOT_LEFT, PLOT_TOP, PLOT_WIDTH, PLOT_HEIGHT = 34, 10, 340, 240
"""Plot area of the scatter in its viewBox of 400 by 300, small enough that its text stays legible on a phone."""
BAR_LENGTH = 300
"""Longest bar of a bar picture, in viewBox units."""
_LINE = 16
"""Height of a line of text in viewBox units."""
_MARK, _MARKS_A_LINE = 28, 12
"""Pitch of the squares of a form's rows; drawn at 290 px they can still be touched one by one."""
_KEY_ROOM, _CHARACTER, _DIGIT = 30, 13, 8
"""Room of an entry of the key beside its words, of a Chinese character, of a digit."""
_BESIDE = 9
_LABELLED = 4
"""How many outliers carry their name; more would overlap on a phone."""


@dataclass(frozen=True, slots=True)
class Point:
    """One form in the scatter."""

    form: SelfEvaluation
    x: Decimal
    y: Decimal
    label: str
    """Name of an outlier, else empty."""
    anchor: str
    """``start`` or ``end``: the side on which the label has room."""

    @property
    def label_x(self) -> Decimal:
        """Where the label begins or ends, beside the point."""
        return self.x + (_BESIDE if self.anchor == "start" else -_BESIDE)


@dataclass(frozen=True, slots=True)
class Scatter:
    """Execution rate (x, %) against score (y, points)."""

    points: tuple[Point, ...]
    x_ticks: tuple[tuple[int, Decimal], ...]
    y_ticks: tuple[tuple[int, Decimal], ...]
    floor: int
    """Points at which the score axis starts."""
    left_out: int
    """Forms without a printed rate or total."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a bar picture."""

    label: str
    text: str
    """The figure with its unit."""
    length: Decimal


@dataclass(frozen=True, slots=True)
class Mark:
    """One row of a form as a square that leads to it."""

    row: Row
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Key:
    """What one kind of square means, and how many there are."""

    outcome: Outcome
    count: int
    x: int


@dataclass(frozen=True, slots=True)
class Marks:
    """Every row of a form, twelve to a line, with the key below."""

    marks: tuple[Mark, ...]
    key: tuple[Key, ...]
    height: int


def marks(rows: Sequence[Row]) -> Marks:
    """Place the rows; a kind of square that does not occur is not explained."""
    placed = tuple(
        Mark(row, 1 + index % _MARKS_A_LINE * _MARK, 1 + index // _MARKS_A_LINE * _MARK)
        for index, row in enumerate(rows)
    )
    counts = [(outcome, sum(row.outcome is outcome for row in rows)) for outcome in Outcome]
    lines = -(-len(rows) // _MARKS_A_LINE)
    present = [(outcome, count) for outcome, count in counts if count]
    key, x = [], 1
    for outcome, count in present:
        key.append(Key(outcome, count, x))
        x += _KEY_ROOM + _CHARACTER * len(outcome.value) + _DIGIT * len(str(count))
    return Marks(placed, tuple(key), lines * _MARK + 26)


def scatter(evaluations: Sequence[SelfEvaluation]) -> Scatter:
    """Place every form that prints both figures; the score axis starts at the ten below the lowest."""
    shown = [form for form in evaluations if form.rate is not None and form.score is not None]
    lowest = min((form.score or Decimal(0) for form in shown), default=Decimal(90))
    floor = min(int((lowest / 10).to_integral_value(ROUND_FLOOR)) * 10, 90)
    outliers = _outliers(shown, floor)
    step = 2 if floor >= 90 else 5 if floor >= 70 else 10
    return Scatter(
        points=tuple(_point(form, floor, named=form.id in outliers) for form in shown),
        x_ticks=tuple((tick, _x(Decimal(tick))) for tick in range(0, 101, 20)),
        y_ticks=tuple((tick, _y(Decimal(tick), floor)) for tick in range(floor, 101, step)),
        floor=floor,
        left_out=len(evaluations) - len(shown),
    )


def _outliers(shown: Sequence[SelfEvaluation], floor: int) -> set[str]:
    """The forms furthest from the crowd, each at a height of its own so that no two names overlap."""
    chosen: dict[str, Decimal] = {}
    for form in sorted(shown, key=_outlying):
        y = _y(form.score or Decimal(0), floor)
        if len(chosen) < _LABELLED and all(abs(y - other) >= _LINE for other in chosen.values()):
            chosen[form.id] = y
    return set(chosen)


def _outlying(form: SelfEvaluation) -> tuple[Decimal, str]:
    return (form.score or Decimal(0)) + (form.rate or Decimal(0)) / 5, form.id


def bars(rows: Sequence[tuple[str, str, Decimal]], longest: int = BAR_LENGTH) -> tuple[Bar, ...]:
    """Scale labelled values to the longest; a value of 0 or less has no bar."""
    greatest = max((value for _, _, value in rows), default=Decimal(0))
    return tuple(Bar(label, text, _scale(value, greatest, longest)) for label, text, value in rows)


def _scale(value: Decimal, greatest: Decimal, longest: int) -> Decimal:
    if value <= 0:
        return Decimal(0)
    return (value / greatest * longest).quantize(_TENTH, rounding=ROUND_HALF_UP)


def _point(form: SelfEvaluation, floor: int, *, named: bool) -> Point:
    rate, score = form.rate or Decimal(0), form.score or Decimal(0)
    x = _x(max(Decimal(0), min(rate, Decimal(100))))
    return Point(form, x, _y(score, floor), form.project if named else "", "start" if rate < 50 else "end")


def _x(rate: Decimal) -> Decimal:
    return (PLOT_LEFT + rate * PLOT_WIDTH / 100).quantize(_TENTH, rounding=ROUND_HALF_UP)


def _y(score: Decimal, floor: int) -> Decimal:
    return (PLOT_TOP + (100 - score) * PLOT_HEIGHT / (100 - floor)).quantize(_TENTH, rounding=ROUND_HALF_UP)
