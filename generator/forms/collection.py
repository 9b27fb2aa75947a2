"""Owns the whole set of forms and how they are found: by year, unit, project. Pure; knows only the record room."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.forms.neighbours import Neighbours, neighbours_of
from generator.record.model import SelfEvaluation, TargetDeclaration

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.record.model import Form, Unit
    from generator.record.registry import Registry


@dataclass(frozen=True)
class Collection:
    """All published forms with the registry that names their units."""

    forms: tuple[Form, ...]
    """Sorted by id."""
    registry: Registry

    @cached_property
    def evaluations(self) -> tuple[SelfEvaluation, ...]:
        """All self-evaluations."""
        return tuple(form for form in self.forms if isinstance(form, SelfEvaluation))

    @cached_property
    def declarations(self) -> tuple[TargetDeclaration, ...]:
        """All target declarations."""
        return tuple(form for form in self.forms if isinstance(form, TargetDeclaration))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Years with at least one form, newest first."""
        return tuple(sorted({form.year for form in self.forms}, reverse=True))

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Units with at least one form, in the order of the registry."""
        present = {form.unit_id for form in self.forms}
        return tuple(unit for unit in self.registry.units.values() if unit.id in present)

    @cached_property
    def projects(self) -> Mapping[str, tuple[Form, ...]]:
        """Forms by project id, newest first; the same name in several units is one page, never one form."""
        groups: dict[str, list[Form]] = defaultdict(list)
        for form in sorted(self.forms, key=_newest_first):
            groups[form.project_id].append(form)
        return {project: tuple(groups[project]) for project in sorted(groups)}

    @cached_property
    def _by_unit(self) -> Mapping[str, tuple[Form, ...]]:
        groups: dict[str, list[Form]] = defaultdict(list)
        for form in sorted(self.forms, key=_newest_first):
            groups[form.unit_id].append(form)
        return {unit: tuple(forms) for unit, forms in groups.items()}

    def full_name(self, form: Form) -> str:
        """The project, with the unit where another unit has one of that name in the year."""
        return f"{form.project}（{self.registry.units[form.unit_id].short}）" if self._is_shared(form) else form.project

    def short_name(self, form: Form) -> str:
        """The same for where there is little room: what tells them apart comes first."""
        return f"{self.registry.units[form.unit_id].short} {form.project}" if self._is_shared(form) else form.project

    def _is_shared(self, form: Form) -> bool:
        return len(self._units_of[form.project_id, form.year, form.kind.key]) > 1

    @cached_property
    def _units_of(self) -> Mapping[tuple[str, int, str], frozenset[str]]:
        """The units that have a form of a project, by project, year and kind."""
        groups: dict[tuple[str, int, str], set[str]] = defaultdict(set)
        for form in self.forms:
            groups[form.project_id, form.year, form.kind.key].add(form.unit_id)
        return {key: frozenset(units) for key, units in groups.items()}

    @cached_property
    def _by_year(self) -> Mapping[tuple[int, str], tuple[Form, ...]]:
        """By year and unit, and by year and no unit, in the order of the forms."""
        groups: dict[tuple[int, str], list[Form]] = defaultdict(list)
        for form in self.forms:
            groups[form.year, ""].append(form)
            groups[form.year, form.unit_id].append(form)
        return {key: tuple(forms) for key, forms in groups.items()}

    def of_year(self, year: int) -> tuple[Form, ...]:
        """All forms of a year."""
        return self._by_year.get((year, ""), ())

    def of_year_and_unit(self, year: int, unit_id: str) -> tuple[Form, ...]:
        """The forms of one unit in a year."""
        return self._by_year.get((year, unit_id), ())

    def of_unit(self, unit_id: str) -> tuple[Form, ...]:
        """Forms of one unit, newest first."""
        return self._by_unit.get(unit_id, ())

    def same_project(self, form: Form) -> tuple[Form, ...]:
        """The same project in other years and units, newest first."""
        return tuple(other for other in self.projects[form.project_id] if other.id != form.id)

    def same_unit(self, form: Form) -> tuple[Form, ...]:
        """The other forms of the unit in the same year and of the same kind."""
        return tuple(
            other
            for other in self.of_unit(form.unit_id)
            if other.year == form.year and other.kind == form.kind and other.id != form.id
        )

    @cached_property
    def neighbours(self) -> Neighbours:
        """Which of the forms belong together."""
        return neighbours_of(self.forms)

    def counterpart(self, form: Form) -> Form | None:
        """The unit's form for the same project that this one promises, or that promises this one."""
        return self.neighbours.counterpart(form)


def collect(forms: Iterable[Form], registry: Registry) -> Collection:
    """Make the collection of the forms that are to be published."""
    return Collection(tuple(sorted(forms, key=lambda form: form.id)), registry)


def _newest_first(form: Form) -> tuple[int, str, str]:
    return -form.year, form.kind.key, form.id
