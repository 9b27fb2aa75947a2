"""Owns the geometry of the pictures: values to coordinates. The templates draw them; the same figures stand as text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from generator.forms.rows import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.forms.rows import ScoredRow

_TENTH = Decimal("0.1")
BAR_LENGTH = 300
"""Longest bar of a bar picture, in viewBox units."""
_MARK, _MARKS_A_LINE = 28, 12
"""Pitch of the squares of a form's rows; drawn at 290 px they can still be touched one by one."""
_KEY_ROOM, _CHARACTER, _DIGIT = 30, 13, 8
"""Room of an entry of the key beside its words, of a Chinese character, of a digit."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a bar picture."""

    label: str
    text: str
    """The figure with its unit."""
    length: Decimal


@dataclass(frozen=True, slots=True)
class Square:
    """One row of a form as a square that leads to it."""

    row: ScoredRow
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class SquareKey:
    """What one kind of square means, and how many there are."""

    outcome: Outcome
    count: int
    x: int


@dataclass(frozen=True, slots=True)
class Marks:
    """Every row of a form, twelve to a line, with the key below."""

    marks: tuple[Square, ...]
    key: tuple[SquareKey, ...]
    height: int


def marks(rows: Sequence[ScoredRow]) -> Marks:
    """Place the rows; a kind of square that does not occur is not explained."""
    placed = tuple(
        Square(row, 1 + index % _MARKS_A_LINE * _MARK, 1 + index // _MARKS_A_LINE * _MARK)
        for index, row in enumerate(rows)
    )
    counts = [(outcome, sum(row.outcome is outcome for row in rows)) for outcome in Outcome]
    lines = -(-len(rows) // _MARKS_A_LINE)
    present = [(outcome, count) for outcome, count in counts if count]
    key, x = [], 1
    for outcome, count in present:
        key.append(SquareKey(outcome, count, x))
        x += _KEY_ROOM + _CHARACTER * len(outcome.value) + _DIGIT * len(str(count))
    return Marks(placed, tuple(key), lines * _MARK + 26)


def bars(rows: Sequence[tuple[str, str, Decimal]], longest: int = BAR_LENGTH) -> tuple[Bar, ...]:
    """Scale labelled values to the longest; a value of 0 or less has no bar."""
    greatest = max((value for _, _, value in rows), default=Decimal(0))
    return tuple(Bar(label, text, _scale(value, greatest, longest)) for label, text, value in rows)


def _scale(value: Decimal, greatest: Decimal, longest: int) -> Decimal:
    if value <= 0:
        return Decimal(0)
    return (value / greatest * longest).quantize(_TENTH, rounding=ROUND_HALF_UP)
