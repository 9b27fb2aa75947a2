"""Owns which forms belong together: promise and result, this year and last, one form in several units.

Forms are joined by their permanent ids of unit and project, here and nowhere else. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from generator.record.model import Form, SelfEvaluation, TargetDeclaration

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

F = TypeVar("F", bound=Form)


@dataclass(frozen=True)
class Neighbours:
    """All forms, indexed once by what joins them."""

    of_project: Mapping[tuple[str, str], Sequence[Form]]
    """By unit and project, in the order given."""
    of_unit: frozenset[tuple[str, int, str]]
    """Kind, year and unit of which there is at least one form."""
    alike: Mapping[object, Sequence[SelfEvaluation]]
    """Self-evaluations by year, project, amounts and names of their rows."""

    def counterpart(self, form: Form) -> Form | None:
        """The unit's form for the same project that this one promises, or that promises this one.

        Of several, the nearest year; a promise is never later than the form it is held against.
        """
        others = (other for other in self._same(form) if _promises(form, other) or _promises(other, form))
        return min(others, key=lambda other: abs(other.year - form.year), default=None)

    def same_year(self, form: Form) -> Form | None:
        """The counterpart where it is of the form's own year; only such two are held against each other."""
        other = self.counterpart(form)
        return other if other is not None and other.year == form.year else None

    def declaration(self, form: Form) -> TargetDeclaration | None:
        """What was promised for this year."""
        found = self.same_year(form)
        return found if isinstance(found, TargetDeclaration) else None

    def in_year(self, form: F, year: int) -> F | None:
        """The form of the same kind, project and unit in another year."""
        alike = (other for other in self._same(form) if isinstance(other, type(form)) and other.kind is form.kind)
        return next((other for other in alike if other.year == year), None)

    def has(self, kind: str, year: int, unit_id: str) -> bool:
        """There is at least one form of the kind from the unit in the year."""
        return (kind, year, unit_id) in self.of_unit

    def twins(self, form: SelfEvaluation) -> tuple[SelfEvaluation, ...]:
        """The forms of other units that are this one over again: year, project, amounts and rows."""
        return tuple(other for other in self.alike.get(_print_of(form), ()) if other.unit_id != form.unit_id)

    def around(self, form: Form) -> tuple[Form, ...]:
        """The forms that the questions above are answered from for one form, itself among them."""
        twins = self.twins(form) if isinstance(form, SelfEvaluation) else ()
        return (form, *self._same(form), *twins)

    def of_its_unit(self, form: Form) -> frozenset[tuple[str, int]]:
        """Kind and year of which the unit of a form has any; with the forms around it all that is asked."""
        return self._kinds_of[form.unit_id]

    @cached_property
    def _kinds_of(self) -> Mapping[str, frozenset[tuple[str, int]]]:
        """Kind and year of which there is a form, by unit."""
        found: dict[str, set[tuple[str, int]]] = defaultdict(set)
        for kind, year, unit_id in self.of_unit:
            found[unit_id].add((kind, year))
        return {unit_id: frozenset(kinds) for unit_id, kinds in found.items()}

    def _same(self, form: Form) -> Sequence[Form]:
        return self.of_project.get((form.unit_id, form.project_id), ())


def neighbours_of(forms: Iterable[Form]) -> Neighbours:
    """Index the forms once for all who ask."""
    of_project: dict[tuple[str, str], list[Form]] = defaultdict(list)
    alike: dict[object, list[SelfEvaluation]] = defaultdict(list)
    of_unit = set()
    for form in forms:
        of_project[form.unit_id, form.project_id].append(form)
        of_unit.add((form.kind.key, form.year, form.unit_id))
        if isinstance(form, SelfEvaluation):
            alike[_print_of(form)].append(form)
    return Neighbours(dict(of_project), frozenset(of_unit), dict(alike))


def _promises(form: Form, other: Form) -> bool:
    return form.kind.promises == other.kind.key and form.year <= other.year


def _print_of(form: SelfEvaluation) -> object:
    """What no two forms share by chance."""
    line = form.funds.total
    names = tuple(row.name for row in form.indicators)
    return form.year, form.project_id, line.initial_budget, line.adjusted_budget, line.executed, names
