"""Owns what home tells of the collection's own life: when it last changed, what came, what was corrected. Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from generator.forms.collection import Collection
    from generator.history.dates import Dates
    from generator.record.model import Correction, Form, Unit, Withdrawal

    DatesOf = Callable[[Form], Dates | None]

DAYS = 3
"""Newest days on which forms came that home tells of."""
NAMED = 3
"""Forms of one day that are named; of more, their units are."""
CORRECTIONS = 3


@dataclass(frozen=True, slots=True)
class Arrival:
    """The forms that came on one day."""

    day: dt.date
    forms: tuple[Form, ...]
    units: tuple[tuple[Unit, int], ...]
    """With how many of the forms, in the order of the registry."""

    @property
    def is_short(self) -> bool:
        """Few enough to be named one by one."""
        return len(self.forms) <= NAMED


@dataclass(frozen=True, slots=True)
class Told:
    """One correction, or one form that left its address."""

    item: Correction | Withdrawal
    name: str
    """Path of the page without ``.md``."""
    anchor: str
    project: str
    year: str
    form: Form | None
    """The form a correction changed; None where the form is gone."""


def last_change(collection: Collection, dates: DatesOf) -> dt.date | None:
    """Day of the newest change of any form; None where the history is not known."""
    return max((known.last.date() for known in map(dates, collection.forms) if known), default=None)


def arrivals(collection: Collection, dates: DatesOf) -> tuple[Arrival, ...]:
    """The newest days on which forms came, newest first."""
    by_day: dict[dt.date, list[Form]] = defaultdict(list)
    for form in collection.forms:
        known = dates(form)
        if known:
            by_day[known.first.date()].append(form)
    return tuple(_arrival(collection, day, by_day[day]) for day in sorted(by_day, reverse=True)[:DAYS])


def _arrival(collection: Collection, day: dt.date, forms: list[Form]) -> Arrival:
    counted = [(unit, sum(form.unit_id == unit.id for form in forms)) for unit in collection.units]
    return Arrival(day, tuple(forms), tuple((unit, count) for unit, count in counted if count))


def told(collection: Collection) -> tuple[Told, ...]:
    """The newest corrections and withdrawals, newest first."""
    entries = [
        Told(item, form.id, "corrections", form.project, str(form.year), form)
        for form in collection.forms
        for item in form.corrections
    ]
    withdrawn = collection.registry.withdrawn
    entries += [Told(item, item.form, "", item.project, item.form.split("/")[1], None) for item in withdrawn]
    return tuple(sorted(entries, key=lambda entry: (-entry.item.date.toordinal(), entry.name)))[:CORRECTIONS]
