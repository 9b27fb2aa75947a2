"""Owns which rows of forms of one project belong together: declared targets beside results, forms beside forms."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from itertools import takewhile
from typing import TYPE_CHECKING

from generator.forms.rows import ScoredRow, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.record.model import DeclaredIndicator, Form, IndicatorRow, SelfEvaluation, TargetDeclaration

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
    evaluated: ScoredRow | None


def compare(declaration: TargetDeclaration, evaluation: SelfEvaluation) -> tuple[Pair, ...]:
    """Pair the rows: equal names first, then the most similar, each row once; in the order of the declaration."""
    left = dict(enumerate(declaration.indicators, 1))
    right = {row.number: row for row in rows_of(evaluation)}
    chosen = _choose(
        {number: row.name for number, row in left.items()},
        {number: row.indicator.name for number, row in right.items()},
    )
    pairs = []
    for number, declared in left.items():
        match, other = chosen.get(number, (Match.DECLARED_ONLY, 0))
        pairs.append(Pair(match, (number, declared), right.get(other)))
    used = {other for _, other in chosen.values()}
    pairs += [Pair(Match.EVALUATED_ONLY, None, row) for number, row in right.items() if number not in used]
    return tuple(pairs)


@dataclass(frozen=True, slots=True)
class ComparedIndicator:
    """One indicator as several forms have it."""

    name: str
    """As the first of the forms calls it."""
    cells: tuple[tuple[int, IndicatorRow] | None, ...]
    """Number from 1 and row of each form; None where a form has no such indicator."""

    @property
    def is_shared(self) -> bool:
        """More than one form has it."""
        return sum(cell is not None for cell in self.cells) > 1

    def only(self, at: int) -> tuple[int, IndicatorRow] | None:
        """The row, where only the form at this place has it."""
        return None if self.is_shared else self.cells[at]


_ENDING = 2
"""Characters from which on two names end alike because many indicators do: 完成率, 及时率."""


def align(forms: Sequence[Form]) -> tuple[ComparedIndicator, ...]:
    """Line up the rows of forms by what their names mean, each row once; in the order in which they first come."""
    names: dict[int, str] = {}
    cells: dict[int, dict[int, tuple[int, IndicatorRow]]] = {}
    for at, form in enumerate(forms):
        rows = dict(enumerate(form.indicators, 1))
        chosen = _choose({number: row.name for number, row in rows.items()}, names, _kinship)
        for number, row in rows.items():
            _, line = chosen.get(number, (None, len(names)))
            names.setdefault(line, row.name)
            cells.setdefault(line, {})[at] = (number, row)
    return tuple(
        ComparedIndicator(name, tuple(cells[line].get(at) for at in range(len(forms)))) for line, name in names.items()
    )


def _kinship(name: str, other: str) -> float:
    """Likeness of names of different forms: more than a common ending must be shared."""
    ending = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(reversed(name), reversed(other), strict=False))
    )
    stems = (name, other) if ending < _ENDING else (name[:-ending], other[:-ending])
    is_kin = not all(stems) or set(stems[0]) & set(stems[1])
    return _likeness(name, other) if is_kin else 0.0


def _choose(
    left: Mapping[int, str], right: Mapping[int, str], likeness: Callable[[str, str], float] | None = None
) -> dict[int, tuple[Match, int]]:
    alike = likeness or _likeness
    candidates = ((alike(a, b), i, j) for i, a in left.items() for j, b in right.items())
    likely = (candidate for candidate in candidates if candidate[0] >= ALIKE)
    chosen: dict[int, tuple[Match, int]] = {}
    taken: set[int] = set()
    for ratio, i, j in sorted(likely, key=lambda candidate: (-candidate[0], candidate[1], candidate[2])):
        if i not in chosen and j not in taken:
            chosen[i] = (Match.SAME if ratio == 1 else Match.ALIKE, j)
            taken.add(j)
    return chosen


def _likeness(name: str, other: str) -> float:
    """From 0 to 1; names that cannot be alike enough are not looked at closely."""
    if name == other:
        return 1.0
    pair = SequenceMatcher(None, name, other)
    return pair.ratio() if pair.real_quick_ratio() >= ALIKE and pair.quick_ratio() >= ALIKE else 0.0
