"""Owns declared targets beside evaluated results of one project, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from typing import TYPE_CHECKING

from generator.forms.rows import Row, rows_of

if TYPE_CHECKING:
    from generator.record.model import DeclaredIndicator, SelfEvaluation, TargetDeclaration

ALIKE = 0.6
"""Names at least this similar (0 to 1) are shown side by side as 名称相近; lower pairs mislead on the real forms."""


class Match(Enum):
    """How two rows belong together; the value is the word on the page."""

    SAME = "同名"
    ALIKE = "名称相近"
    DECLARED_ONLY = "只在申报表"
    EVALUATED_ONLY = "只在自评价"


@dataclass(frozen=True, slots=True)
class Pair:
    """A declared row, an evaluated row, or both."""

    match: Match
    declared: tuple[int, DeclaredIndicator] | None
    """Row number from 1 and the row."""
    evaluated: Row | None


def compare(declaration: TargetDeclaration, evaluation: SelfEvaluation) -> tuple[Pair, ...]:
    """Pair the rows: equal names first, then the most similar, each row once; in the order of the declaration."""
    left = dict(enumerate(declaration.indicators, 1))
    right = {row.number: row for row in rows_of(evaluation)}
    chosen = _choose(left, right)
    pairs = []
    for number, declared in left.items():
        match, other = chosen.get(number, (Match.DECLARED_ONLY, 0))
        pairs.append(Pair(match, (number, declared), right.get(other)))
    used = {other for _, other in chosen.values()}
    pairs += [Pair(Match.EVALUATED_ONLY, None, row) for number, row in right.items() if number not in used]
    return tuple(pairs)


def _choose(left: dict[int, DeclaredIndicator], right: dict[int, Row]) -> dict[int, tuple[Match, int]]:
    candidates = ((_likeness(a, b), i, j) for i, a in left.items() for j, b in right.items())
    scored = sorted(candidates, key=lambda candidate: (-candidate[0], candidate[1], candidate[2]))
    chosen: dict[int, tuple[Match, int]] = {}
    taken: set[int] = set()
    for ratio, i, j in scored:
        if ratio < ALIKE:
            break
        if i not in chosen and j not in taken:
            chosen[i] = (Match.SAME if ratio == 1 else Match.ALIKE, j)
            taken.add(j)
    return chosen


def _likeness(declared: DeclaredIndicator, evaluated: Row) -> float:
    return SequenceMatcher(None, declared.name, evaluated.indicator.name).ratio()
