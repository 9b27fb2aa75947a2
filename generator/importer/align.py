"""Owns the question which cell of a torn row belongs to which column: by order, by what a cell can be, by its place.

Costs are small whole numbers; the cheapest way wins, and how near the second is says how sure it is. Knows no form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.importer.cells import fold
from generator.record.target import parse_result
from generator.record.values import parse_figure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.importer.cells import Cell

IMPOSSIBLE = 1_000
POINTS = ("weight", "score", "review_score")
_SIGNS = {
    "≥",
    "≤",
    "=",
    ">",
    "<",
    ">=",
    "<=",
    "定性",
    "定量",
    "正向",
    "反向",
    "正向指标",
    "反向指标",
    "定量指标",
    "定性指标",
}
_SIGN_FIRST = re.compile(r"[≥≤=<>≧≦]")
_NONE = {"-", "—", "–", "/", "--", "——", "无", "\\"}
_PERCENT = re.compile(r"(-?[\d,]+(?:\.\d+)?)[%％]")

SKIPPING = {
    "level1": 1, "level2": 1, "name": 40, "nature": 3, "target": 9, "unit": 2, "actual": 9, "weight": 10,
    "score": 9, "review_score": 3, "rule": 1, "reason": 0,
    "serial": 0,
}  # fmt: skip
"""What it costs that a row has nothing in a column."""
_OUT_OF_HOME = 90
"""What it costs to take a cell of a true table out of the column it stands in: more than any misfit."""
OTHER = "other:"
"""Before the label of a column no field is for, its key."""


@dataclass(frozen=True, slots=True)
class HeadedColumn:
    """One column of a table, by its head."""

    key: str
    index: int
    label: str
    """As printed."""


@dataclass(frozen=True, slots=True)
class ColumnAlignment:
    """Which cell is in which column."""

    cells: Mapping[str, int]
    """Number of the cell by key of the column."""
    cost: int


def is_none(text: str) -> bool:
    """A dash or a stroke that stands for nothing."""
    return fold(text) in _NONE or text.strip() in _NONE


@lru_cache(maxsize=20_000)
def figure_in(text: str) -> str | None:
    """The figure a cell holds, in half-width digits and without a percent sign; ``-`` for a dash; None for words."""
    if is_none(text):
        return "-"
    folded = fold(text).replace("，", ",").removesuffix("分").removesuffix("万元").removesuffix("元")
    percent = _PERCENT.fullmatch(folded)
    plain = percent[1] if percent else folded
    try:
        parse_figure(plain)
    except ValueError:
        return None
    return plain


@lru_cache(maxsize=50_000)
def cost_of(text: str, key: str) -> int:
    """How unlikely a text is in a column; 0 is as likely as any."""
    if key.startswith(OTHER):
        return 0
    if key in POINTS:
        return _cost_of_points(text)
    folded, is_figure = fold(text), figure_in(text) is not None
    costs = {
        "serial": 40 * (not is_figure),
        "name": 30 * bool(is_figure or _SIGN_FIRST.match(folded) or parse_result(folded)),
        "nature": 20 * (folded not in _SIGNS),
        "unit": 20 * (is_figure or len(text) > 8),
        "actual": 12 * bool(_SIGN_FIRST.match(folded)),
        "target": 9 * bool(parse_result(folded)),
    }
    return costs.get(key, 18 * (is_figure and not is_none(text)))


def _cost_of_points(text: str) -> int:
    found = figure_in(text)
    if found is None:
        return 60
    if found == "-":
        return 4
    value = parse_figure(found).value
    return 20 if value is None or value > 100 else 0


def align(
    cells: Sequence[Cell], columns: Sequence[HeadedColumn], *, is_exact: bool = False
) -> tuple[ColumnAlignment, ...]:
    """The two cheapest ways to put cells into columns, both from left to right, every cell in one column."""
    if not cells or len(cells) > len(columns):
        return ()
    best: dict[tuple[int, int], list[tuple[int, tuple[int, ...]]]] = {(0, -1): [(0, ())]}
    for number in range(len(cells)):
        grown: dict[tuple[int, int], list[tuple[int, tuple[int, ...]]]] = {}
        for (_, last), ways in best.items():
            for position in range(last + 1, len(columns) - (len(cells) - number) + 1):
                step = _step(cells, columns, number, last, position, is_exact=is_exact)
                target = grown.setdefault((number + 1, position), [])
                target += [(cost + step, (*path, position)) for cost, path in ways]
        best = {state: sorted(ways)[:2] for state, ways in grown.items()}
    ends = [
        (cost + _skipped(columns, last + 1, len(columns)), path)
        for (_, last), ways in best.items()
        for cost, path in ways
    ]
    return tuple(
        ColumnAlignment({columns[position].key: number for number, position in enumerate(path)}, cost)
        for cost, path in sorted(ends)[:2]
    )


def _step(
    cells: Sequence[Cell], columns: Sequence[HeadedColumn], number: int, last: int, position: int, *, is_exact: bool
) -> int:
    shift = cells[number].column - columns[position].index
    before = cells[number - 1].column - columns[last].index if number else 0
    if is_exact:
        is_at_home = any(cells[number].column == column.index for column in columns)
        moved = (_OUT_OF_HOME if is_at_home else 25) * bool(shift)
    else:
        moved = 2 * bool(shift != before) if number else min(abs(shift), 2)
    return moved + cost_of(cells[number].text, columns[position].key) + _skipped(columns, last + 1, position)


def _skipped(columns: Sequence[HeadedColumn], start: int, end: int) -> int:
    return sum(SKIPPING.get(column.key, 1) for column in columns[start:end])
