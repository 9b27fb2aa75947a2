"""Owns which row of an old list is which row of a new one. Pure; knows no record."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

Cells = dict[str, Any]
_ALIKE = Fraction(1, 2)
"""From this likeness of names on, a row with another name is the same row reworded."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Rows are counted from 1."""

    pairs: tuple[tuple[int, int], ...]
    """Old and new number of every row that stayed, in new order."""
    removed: tuple[int, ...]
    added: tuple[int, ...]
    moved: frozenset[tuple[int, int]]
    """Pairs that left their order; as few as possible."""


def align(old: Sequence[Cells], new: Sequence[Cells]) -> Alignment:
    """Match rows: equal ones, then by what says which row it is, then by name, then reworded ones in place."""
    left, right = dict(enumerate(old, 1)), dict(enumerate(new, 1))
    pairs: list[tuple[int, int]] = []
    for key in (_whole, _identity, _name):
        pairs += _take_equal(left, right, key)
    pairs += _take_alike(left, right)
    pairs.sort(key=lambda pair: pair[1])
    return Alignment(tuple(pairs), tuple(left), tuple(right), frozenset(pairs) - _in_order(pairs))


def rebuild(
    rows: Sequence[Cells], *, removed: AbstractSet[int], added: Mapping[int, Cells], moved: Mapping[int, int]
) -> list[Cells]:
    """The new list: added and moved rows at their numbers, the others in their old order around them."""
    placed = dict(added) | {after: rows[before - 1] for before, after in moved.items()}
    rest = iter([row for number, row in enumerate(rows, 1) if number not in removed and number not in moved])
    count = len(rows) - len(removed) + len(added)
    return [placed[number] if number in placed else next(rest) for number in range(1, count + 1)]


def _take_equal(
    left: dict[int, Cells], right: dict[int, Cells], key: Callable[[Cells], object]
) -> list[tuple[int, int]]:
    waiting: dict[object, list[int]] = {}
    for number, row in left.items():
        if key(row) is not None:
            waiting.setdefault(key(row), []).append(number)
    pairs = []
    for number in list(right):
        numbers = waiting.get(key(right[number]))
        if numbers:
            before = numbers.pop(0)
            pairs.append((before, number))
            del left[before], right[number]
    return pairs


def _take_alike(left: dict[int, Cells], right: dict[int, Cells]) -> list[tuple[int, int]]:
    pairs = []
    for number in list(right):
        likeness = [(_likeness(row, right[number]), -before) for before, row in left.items()]
        if likeness and max(likeness)[0] >= _ALIKE:
            before = -max(likeness)[1]
            pairs.append((before, number))
            del left[before], right[number]
    return pairs


def _likeness(old: Cells, new: Cells) -> Fraction:
    """Of names; a row without a name is known by equality alone. Two thirds where all but the name is equal."""
    if "name" not in old or "name" not in new or "id" in old or "id" in new:
        return Fraction(0)
    if len(old) > 4 and {**old, "name": ""} == {**new, "name": ""}:
        return Fraction(2, 3)
    return Fraction(SequenceMatcher(None, old["name"], new["name"], autojunk=False).ratio()).limit_denominator(1000)


def _whole(row: Cells) -> object:
    return tuple(sorted((key, str(value)) for key, value in row.items()))


_IDENTITIES = (("id",), ("form",), ("kind", "year", "unit", "project"), ("level1", "level2", "name"))
"""Keys that together say which row it is: an entry of a registry, of the two lists of forms, an indicator."""


def _identity(row: Cells) -> object:
    return next((tuple(row.get(key) for key in keys) for keys in _IDENTITIES if keys[-1] in row), None)


def _name(row: Cells) -> object:
    return row["name"] if "name" in row and "id" not in row else None


def _in_order(pairs: Sequence[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    """The longest run of pairs whose old numbers rise: the rows that did not move."""
    tails: list[int] = []
    at: list[int] = []
    for before, _ in pairs:
        place = bisect_left(tails, before)
        tails[place : place + 1] = [before]
        at.append(place)
    kept, wanted = [], len(tails) - 1
    for index in range(len(pairs) - 1, -1, -1):
        if at[index] == wanted:
            kept.append(pairs[index])
            wanted -= 1
    return frozenset(kept)
