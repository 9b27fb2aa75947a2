"""Owns which findings are habits: what most forms of a unit and year do alike, told once for all. Checks nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.checks.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.checks.finding import Finding, Rule
    from generator.record.model import Form

FEWEST_FORMS = 4
"""Of fewer forms nothing is usual."""


@dataclass(frozen=True, slots=True)
class Habit:
    """One way of filling in forms that at least half the forms of a kind of a unit and year share."""

    rule: Rule
    year: int
    unit_id: str
    kind: str
    forms: tuple[str, ...]
    """Ids of the forms that do it, in order."""
    of: int
    """How many forms there are of the kind, unit and year."""
    places: int
    """In how many places."""


def habits_in(findings: Iterable[Finding], forms: Sequence[Form]) -> tuple[Habit, ...]:
    """The habits, by year, unit and kind, then what weighs most first; an error is never one."""
    groups = {form.id: (form.year, form.unit_id, form.kind.key) for form in forms}
    sizes: dict[tuple[int, str, str], int] = defaultdict(int)
    for group in groups.values():
        sizes[group] += 1
    shared: dict[tuple[tuple[int, str, str], str], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.rule.is_habit and finding.severity is not Severity.ERROR:
            shared[groups[finding.form_id], finding.rule.id].append(finding)
    habits = (_habit(group, found, sizes[group]) for (group, _), found in shared.items())
    usual = (habit for habit in habits if habit.of >= FEWEST_FORMS and 2 * len(habit.forms) >= habit.of)
    return tuple(sorted(usual, key=lambda habit: (habit.year, habit.unit_id, habit.kind, -habit.rule.weight)))


def _habit(group: tuple[int, str, str], found: Sequence[Finding], of: int) -> Habit:
    year, unit_id, kind = group
    forms = tuple(sorted({finding.form_id for finding in found}))
    return Habit(found[0].rule, year, unit_id, kind, forms, of, sum(len(finding.places) for finding in found))
