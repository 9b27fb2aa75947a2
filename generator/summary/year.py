"""Owns the annual summary: one year's forms in figures, per unit and per department, and what stands out."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.forms.formulas import rate_of, score_of
from generator.forms.rows import ScoredRow, short_rows
from generator.record.kinds import KINDS
from generator.record.model import SelfEvaluation, TargetDeclaration
from generator.summary.statistics import Statistics, statistics_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.forms.collection import Collection
    from generator.forms.formulas import Known
    from generator.record.kinds import Kind
    from generator.record.model import Department, Form, Unit

LOWEST = 10
"""How many forms a list of the lowest holds: one phone screen or two."""


@dataclass(frozen=True, slots=True)
class UnitYear:
    """One unit's self-evaluations of one year."""

    unit: Unit
    statistics: Statistics


@dataclass(frozen=True, slots=True)
class DepartmentYear:
    """One department's self-evaluations of one year, with the sentence for its final accounts."""

    department: Department
    statistics: Statistics
    declared: int
    """Number of target declarations of the same year."""


@dataclass(frozen=True, slots=True)
class YearSummary:
    """One year of the collection."""

    year: int
    by_kind: tuple[tuple[Kind, tuple[Form, ...]], ...]
    """The forms of every kind that has some, in the order of the kinds."""
    evaluations: tuple[SelfEvaluation, ...]
    statistics: Statistics
    units: tuple[UnitYear, ...]
    departments: tuple[DepartmentYear, ...]
    lowest_rates: tuple[SelfEvaluation, ...]
    """Lowest execution rate first, also where it is computed; forms without are not among them."""
    lowest_scores: tuple[SelfEvaluation, ...]
    short: tuple[tuple[SelfEvaluation, tuple[ScoredRow, ...]], ...]
    """Forms with rows that did not get all their points, most points lost first."""
    budget_changes: tuple[SelfEvaluation, ...]
    """Forms whose budget changed within the year, largest change in 万元 first."""

    @property
    def others(self) -> tuple[tuple[Kind, tuple[Form, ...]], ...]:
        """The kinds that are listed without statistics."""
        return without_statistics(form for _, forms in self.by_kind for form in forms)

    def count(self, kind: Kind) -> int:
        """How many forms of a kind."""
        return len(dict(self.by_kind).get(kind, ()))


def by_kind(forms: Iterable[Form]) -> tuple[tuple[Kind, tuple[Form, ...]], ...]:
    """Forms by kind, in the order of the kinds; a kind without a form is left out."""
    groups: dict[Kind, list[Form]] = {kind: [] for kind in KINDS.values()}
    for form in forms:
        groups[form.kind].append(form)
    return tuple((kind, tuple(group)) for kind, group in groups.items() if group)


def without_statistics(forms: Iterable[Form]) -> tuple[tuple[Kind, tuple[Form, ...]], ...]:
    """The forms of the kinds that no statistics are made of, by kind."""
    return by_kind(form for form in forms if not isinstance(form, SelfEvaluation))


def summarise_year(collection: Collection, year: int) -> YearSummary:
    """Make one year's summary."""
    forms = collection.of_year(year)
    evaluations = tuple(form for form in forms if isinstance(form, SelfEvaluation))
    declarations = [form for form in forms if isinstance(form, TargetDeclaration)]
    profile = collection.registry.profile
    of_unit = _grouped(evaluations, lambda form: form.unit_id)
    return YearSummary(
        year=year,
        by_kind=by_kind(forms),
        evaluations=evaluations,
        statistics=statistics_of(evaluations, profile),
        units=tuple(
            UnitYear(unit, statistics_of(of_unit[unit.id], profile)) for unit in collection.units if unit.id in of_unit
        ),
        departments=_departments(collection, evaluations, declarations),
        lowest_rates=tuple(_lowest((rate_of(form, profile), form) for form in evaluations)),
        lowest_scores=tuple(_lowest((score_of(form), form) for form in evaluations)),
        short=_short(evaluations),
        budget_changes=_changes(evaluations),
    )


def _grouped(forms: Iterable[SelfEvaluation], key: Callable[[SelfEvaluation], str]) -> dict[str, list[SelfEvaluation]]:
    """The forms by something they share, in their order."""
    groups: dict[str, list[SelfEvaluation]] = defaultdict(list)
    for form in forms:
        groups[key(form)].append(form)
    return dict(groups)


def _lowest(known: Iterable[tuple[Known, SelfEvaluation]]) -> list[SelfEvaluation]:
    figures = ((figure.value, form.id, form) for figure, form in known if figure.value is not None)
    return [form for _, _, form in sorted(figures, key=lambda found: found[:2])[:LOWEST]]


def _departments(
    collection: Collection, evaluations: Sequence[SelfEvaluation], declarations: Sequence[TargetDeclaration]
) -> tuple[DepartmentYear, ...]:
    rows = []
    evaluated = _grouped(evaluations, lambda form: form.department)
    promised = Counter(form.department for form in declarations)
    for department in collection.registry.departments.values():
        own, declared = evaluated.get(department.name, []), promised[department.name]
        if own or declared:
            rows.append(DepartmentYear(department, statistics_of(own, collection.registry.profile), declared))
    return tuple(rows)


def _short(evaluations: Sequence[SelfEvaluation]) -> tuple[tuple[SelfEvaluation, tuple[ScoredRow, ...]], ...]:
    pairs = [(form, short_rows(form)) for form in evaluations]
    return tuple(
        sorted(
            (pair for pair in pairs if pair[1]),
            key=lambda pair: (-points_lost(pair[1]), pair[0].id),
        )
    )


def _changes(evaluations: Sequence[SelfEvaluation]) -> tuple[SelfEvaluation, ...]:
    return tuple(
        form
        for form in sorted(evaluations, key=lambda form: (-abs(budget_change(form) or Decimal(0)), form.id))
        if budget_change(form)
    )


def points_lost(rows: Iterable[ScoredRow]) -> Decimal:
    """Sum of the points the rows did not get."""
    return sum((row.indicator.lost or Decimal(0) for row in rows), Decimal(0))


def budget_change(form: SelfEvaluation) -> Decimal | None:
    """全年预算数 - 年初预算数 in 万元; None where either is missing."""
    initial, adjusted = form.funds.wan_yuan("initial_budget"), form.funds.wan_yuan("adjusted_budget")
    return None if initial is None or adjusted is None else adjusted - initial
