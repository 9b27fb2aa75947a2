"""Owns what pages and blocks are made from, each view of it made once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from generator.publish.pages.environment import make_environment
from generator.publish.pieces import digest
from generator.summary.place import Rank, place_of, totals_of
from generator.summary.status import Status, statuses
from generator.summary.year import YearSummary, summarise_year

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from jinja2 import Environment

    from generator.forms.collection import Collection
    from generator.history.dates import Dates
    from generator.publish.edition import Edition
    from generator.publish.pages.page import Page
    from generator.publish.words.quality import Checks
    from generator.record.model import Department, Form, SelfEvaluation, Unit


_BLANK_LINES, _EMPTY_CELLS = re.compile(r"\n{3,}"), re.compile(r"\|  (?=\|)")
"""What loops and conditions of a template leave behind; a bar from data is never a bare one."""


@dataclass(frozen=True)
class Sources:
    """The published forms with what is known of them."""

    collection: Collection
    checks: Checks
    dates: Callable[[Form], Dates | None]
    edition: Edition
    marks: Mapping[str, str] = field(default_factory=dict)
    """Digest of every record as it was read, by form id."""

    def digest_of(self, *forms: Form, beside: object = ()) -> str:
        """What stands for all that is known of some forms: record, dates, what the rule book says; and for more.

        Empty where the records are not told.
        """
        return digest([self._known[form.id] for form in forms], beside) if self.marks else ""

    @cached_property
    def _known(self) -> Mapping[str, str]:
        forms = ((form.id, self.dates(form)) for form in self.collection.forms)
        return {name: digest(name, self.marks.get(name), dates, self.checks.said_of(name)) for name, dates in forms}

    @cached_property
    def environment(self) -> Environment:
        """The templates."""
        return make_environment(self.collection)

    @cached_property
    def summaries(self) -> Mapping[int, YearSummary]:
        """Every year, newest first."""
        return {year: summarise_year(self.collection, year) for year in self.collection.years}

    @cached_property
    def _totals(self) -> Mapping[int, tuple[Decimal, ...]]:
        return {year: totals_of(summary) for year, summary in self.summaries.items()}

    @cached_property
    def changed(self) -> dt.datetime | None:
        """When the data changed last; None where no history is known."""
        known = map(self.dates, self.collection.forms)
        return max((dates.last for dates in known if dates), default=None)

    def place(self, form: SelfEvaluation) -> Rank:
        """Where a form stands among those of its year."""
        return place_of(form, self.summaries[form.year], self._totals[form.year])

    @property
    def newest(self) -> YearSummary | None:
        """The newest year with self-evaluations."""
        return next((summary for summary in self.summaries.values() if summary.evaluations), None)

    @cached_property
    def statuses(self) -> tuple[Status, ...]:
        """Every form, come or expected, with its state on the day of the edition."""
        return statuses(self.collection.forms, self.collection.registry.expected, self.edition.day)

    @cached_property
    def departments(self) -> list[tuple[Department, list[tuple[Unit, int, list[int]]]]]:
        """Departments with their units, each with its number of forms and its years, newest first."""
        found = []
        for department in self.collection.registry.departments.values():
            rows = []
            for unit in self.collection.units:
                if unit.department == department.id:
                    forms = self.collection.of_unit(unit.id)
                    rows.append((unit, len(forms), sorted({form.year for form in forms}, reverse=True)))
            if rows:
                found.append((department, rows))
        return found

    @cached_property
    def drawing(self) -> Environment:
        """The templates of the pictures."""
        return make_environment(self.collection, is_markup=True)

    def render(self, template: str, page: Page, **context: object) -> str:
        """The Markdown of one template."""
        text = self.environment.get_template(template).render(page=page, **context)
        return f"{_EMPTY_CELLS.sub('| ', _BLANK_LINES.sub(chr(10) * 2, text)).strip()}\n"

    def draw(self, name: str, page: Page, **context: object) -> str:
        """One picture of a page, an SVG file."""
        text = self.drawing.get_template(f"pictures/{name}.svg.j2").render(page=page, **context)
        return text.lstrip()
