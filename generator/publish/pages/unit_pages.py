"""Owns the pages of the units: their list, one unit's money, rates and lost points year by year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from generator.forms.formulas import rate_of
from generator.forms.rows import short_rows
from generator.publish.pages.making import Drawings, Job, Made, Maker
from generator.publish.pages.treemap import shares_of, treemap
from generator.publish.words.pictured import shares_words
from generator.record.model import SelfEvaluation
from generator.summary.statistics import statistics_of
from generator.summary.year import points_lost, without_statistics

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from generator.publish.pages.treemap import TileShare
    from generator.record.kinds import Kind
    from generator.record.model import Form, Profile, Unit
    from generator.summary.statistics import Statistics

LOWEST = 5
"""How many forms that spent least a unit's page names."""
_FEWEST_TILES = 3
"""Fewer budgets are read faster as a table."""


@dataclass(frozen=True, slots=True)
class UnitYearView:
    """One unit's forms of one year and what stands out among them."""

    year: int
    evaluations: tuple[SelfEvaluation, ...]
    others: tuple[tuple[Kind, tuple[Form, ...]], ...]
    statistics: Statistics
    low: tuple[SelfEvaluation, ...]
    """Execution rates that want a word, lowest first."""
    short: tuple[tuple[SelfEvaluation, int, Decimal], ...]
    """Forms with rows that are not full: how many rows and points, most points first."""
    shares: tuple[TileShare, ...]
    shares_words: str

    @property
    def rows(self) -> int:
        """Rows that are not full."""
        return sum(count for _, count, _ in self.short)


class UnitPages(Maker):
    """The pages of every unit."""

    def jobs(self) -> Iterator[Job]:
        """The list, then each unit in the order of the registry."""
        yield Job("units/index.md", self._units)
        for unit in self._collection.units:
            yield Job(
                f"units/{unit.id}.md", partial(self._unit, unit), is_plain=True, reads=partial(self._read_by, unit)
            )

    def _read_by(self, unit: Unit) -> str:
        """A form is named with its unit where another unit has one of that name."""
        forms = self._collection.of_unit(unit.id)
        return self._sources.digest_of(*forms, beside=[self._collection.full_name(form) for form in forms])

    def _units(self) -> Made:
        page = self._page("units/index.md", "按单位看", "全部实施单位，按主管部门排列", (("单位", ""),))
        return self._render("units.md.j2", page, departments=self._sources.departments)

    def _unit(self, unit: Unit) -> Made:
        forms = self._collection.of_unit(unit.id)
        years = [self._of_year(forms, year) for year in sorted({form.year for form in forms}, reverse=True)]
        crumbs = (("单位", "units/"), (unit.short, ""))
        page = self._page(f"units/{unit.id}.md", unit.name, f"{unit.name}的全部绩效表", crumbs)
        department = self._collection.registry.departments[unit.department]
        drawings: Drawings = {f"treemap-{of.year}": {"tiles": treemap(of.shares)} for of in years if of.shares}
        return self._render("unit.md.j2", page, drawings, unit=unit, department=department, forms=forms, years=years)

    def _of_year(self, forms: Sequence[Form], year: int) -> UnitYearView:
        of_year = [form for form in forms if form.year == year]
        evaluations = tuple(form for form in of_year if isinstance(form, SelfEvaluation))
        shares = shares_of(evaluations)
        return UnitYearView(
            year,
            evaluations,
            without_statistics(of_year),
            statistics_of(evaluations, self._profile),
            low_spenders(evaluations, self._profile),
            short_forms(evaluations),
            shares if len(shares) >= _FEWEST_TILES else (),
            shares_words(shares, self._short),
        )


def low_spenders(evaluations: Sequence[SelfEvaluation], profile: Profile) -> tuple[SelfEvaluation, ...]:
    """The forms whose execution rate wants a word in this region, lowest first."""
    rates = ((rate_of(form, profile).value, form.id, form) for form in evaluations)
    low = [(rate, name, form) for rate, name, form in rates if rate is not None and rate < profile.rate_threshold]
    return tuple(form for _, _, form in sorted(low, key=lambda found: found[:2])[:LOWEST])


def short_forms(evaluations: Sequence[SelfEvaluation]) -> tuple[tuple[SelfEvaluation, int, Decimal], ...]:
    """Forms with rows that are not full, with how many and how many points, most points first."""
    found = ((form, short_rows(form)) for form in evaluations)
    counted = ((form, len(rows), points_lost(rows)) for form, rows in found if rows)
    return tuple(sorted(counted, key=lambda entry: (-entry[2], entry[0].id)))
