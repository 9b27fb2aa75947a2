"""Owns the picture of execution rate against score: where each form stands, its shape by grade, which are named."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from generator.forms.formulas import rate_of, score_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.forms.formulas import Known
    from generator.record.model import Profile, SelfEvaluation

PLOT_LEFT, PLOT_TOP, PLOT_WIDTH, PLOT_HEIGHT = 34, 10, 340, 300
"""Plot area in a viewBox of 400 by 390, small enough that its text stays legible on a phone."""
SHAPES = (
    "m-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z",  # circle
    "m0 -7l7 7l-7 7l-7 -7z",  # diamond
    "m-5.5 -5.5h11v11h-11z",  # square
    "m0 -7l7 12h-14z",  # triangle
    "m-6 -6l12 12m0 -12l-12 12",  # cross
)
"""The paths of the grades from high to low, from their middle; the last is of what has no known grade."""
_TENTH = Decimal("0.1")
_LINE, _SIGN, _BESIDE = 18, 14, 10
"""Height of a line, width of a Chinese character, room between point and name."""
_LABELLED = 5
"""How many outliers carry their name; more would overlap on a phone."""
_LONGEST = 16
"""Characters of a name."""
_KEY_ROOM = 90


@dataclass(frozen=True, slots=True)
class Point:
    """One form in the scatter."""

    form: SelfEvaluation
    rate: Known
    score: Known
    x: Decimal
    y: Decimal
    rank: int
    """From 0 for the highest grade."""
    label: str = ""
    """Name of an outlier, else empty."""
    anchor: str = "start"
    """``start`` or ``end``: the side on which the label has room."""

    @property
    def is_computed(self) -> bool:
        """The form prints not both figures."""
        return self.rate.is_computed or self.score.is_computed

    @property
    def label_x(self) -> Decimal:
        """Where the label begins or ends, beside the point."""
        return self.x + (_BESIDE if self.anchor == "start" else -_BESIDE)

    @property
    def shape(self) -> str:
        """The path of its grade."""
        return SHAPES[self.rank]


@dataclass(frozen=True, slots=True)
class ShapeKey:
    """What one shape means, and how many there are."""

    grade: str
    count: int
    rank: int
    x: int

    @property
    def shape(self) -> str:
        """The path of the grade."""
        return SHAPES[self.rank]


@dataclass(frozen=True, slots=True)
class Scatter:
    """Execution rate (x, %) against score (y, points)."""

    points: tuple[Point, ...]
    x_ticks: tuple[tuple[int, Decimal], ...]
    y_ticks: tuple[tuple[int, Decimal], ...]
    key: tuple[ShapeKey, ...]
    floor: int
    """Points at which the score axis starts."""
    left_out: int
    """Forms without a rate or total, printed or computed."""

    @property
    def computed(self) -> int:
        """Forms of which one is computed."""
        return sum(point.is_computed for point in self.points)


def scatter(
    evaluations: Sequence[SelfEvaluation], profile: Profile, name_of: Callable[[SelfEvaluation], str]
) -> Scatter:
    """Place every form that has both figures, also computed ones; the score axis starts at the ten below the lowest."""
    figures = [(form, rate_of(form, profile), score_of(form)) for form in evaluations]
    shown = [(form, rate, score) for form, rate, score in figures if None not in (rate.value, score.value)]
    lowest = min((score.value or Decimal(0) for _, _, score in shown), default=Decimal(90))
    floor = min(int((lowest / 10).to_integral_value(ROUND_FLOOR)) * 10, 90)
    step = 2 if floor >= 90 else 5 if floor >= 70 else 10
    points = [_point(form, rate, score, floor, profile) for form, rate, score in shown]
    return Scatter(
        points=_named(points, name_of),
        x_ticks=tuple((tick, _x(Decimal(tick))) for tick in range(0, 101, 20)),
        y_ticks=tuple((tick, _y(Decimal(tick), floor)) for tick in range(floor, 101, step)),
        key=_key(points, profile),
        floor=floor,
        left_out=len(evaluations) - len(shown),
    )


def _point(form: SelfEvaluation, rate: Known, score: Known, floor: int, profile: Profile) -> Point:
    across, up = rate.value or Decimal(0), score.value or Decimal(0)
    rank = profile.rank_of(form.grade) if form.grade else None
    last = len(SHAPES) - 1
    return Point(
        form,
        rate,
        score,
        _x(max(Decimal(0), min(across, Decimal(100)))),
        _y(up, floor),
        last if rank is None else min(rank - 1, last - 1),
    )


def _key(points: Sequence[Point], profile: Profile) -> tuple[ShapeKey, ...]:
    names = [grade.name for grade in profile.grades][: len(SHAPES) - 1]
    names += [""] * (len(SHAPES) - 1 - len(names)) + ["其他"]
    counts = [(name, sum(point.rank == rank for point in points), rank) for rank, name in enumerate(names)]
    present = [entry for entry in counts if entry[1]]
    return tuple(
        ShapeKey(name, count, rank, PLOT_LEFT + 6 + _KEY_ROOM * at) for at, (name, count, rank) in enumerate(present)
    )


def _named(points: Sequence[Point], name_of: Callable[[SelfEvaluation], str]) -> tuple[Point, ...]:
    """Name the forms furthest from the crowd, each on a line of its own and on the side where it covers least."""
    named: dict[str, Point] = {}
    for point in sorted(points, key=_outlying):
        if len(named) == _LABELLED:
            break
        if all(abs(point.y - other.y) >= _LINE for other in named.values()):
            named[point.form.id] = _beside(point, name_of(point.form), points)
    return tuple(named.get(point.form.id, point) for point in points)


def _beside(point: Point, name: str, points: Sequence[Point]) -> Point:
    label = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
    length = _BESIDE + _SIGN * len(label)
    right, left = (point.x, point.x + length), (point.x - length, point.x)
    covered = {
        "start": _covered(points, point, right) if right[1] <= PLOT_LEFT + PLOT_WIDTH + _LINE else len(points),
        "end": _covered(points, point, left) if left[0] >= 0 else len(points),
    }
    side = "start" if covered["start"] <= covered["end"] else "end"
    return replace(point, label=label, anchor=side)


def _covered(points: Sequence[Point], point: Point, span: tuple[Decimal, Decimal]) -> int:
    """How many other points a name over this span would lie on."""
    near = (other for other in points if other is not point and abs(other.y - point.y) < _LINE)
    return sum(span[0] <= other.x <= span[1] for other in near)


def _outlying(point: Point) -> tuple[Decimal, str]:
    return (point.score.value or Decimal(0)) + (point.rate.value or Decimal(0)) / 5, point.form.id


def _x(rate: Decimal) -> Decimal:
    return (PLOT_LEFT + rate * PLOT_WIDTH / 100).quantize(_TENTH, rounding=ROUND_HALF_UP)


def _y(score: Decimal, floor: int) -> Decimal:
    return (PLOT_TOP + (100 - score) * PLOT_HEIGHT / (100 - floor)).quantize(_TENTH, rounding=ROUND_HALF_UP)
