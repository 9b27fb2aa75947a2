"""Owns whether forms are public in time: within 20 days of approval, as the budget law asks of budgets and accounts.

Also which forms should be there and are not. Pure; the day is passed in.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from generator.record.kinds import KINDS
from generator.record.model import ExpectedForm

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from generator.record.model import Form

LIMIT_DAYS = 20
"""Days from 批复 within which a form is to be public."""


class Standing(Enum):
    """Where a form stands; the value is the word on the page."""

    ON_TIME = "按期公开"
    LATE = "超期公开"
    WAITING = "还在期限内"
    OVERDUE = "到期未公开"
    UNKNOWN = "缺少日期"
    ABSENT = "应有未见"


@dataclass(frozen=True, slots=True)
class Status:
    """One form, come or expected, with its state."""

    form: Form | ExpectedForm
    state: Standing
    days: int | None
    """Days from approval to publication, or for an expected form to the day asked for; None where not judged."""

    @property
    def is_here(self) -> bool:
        """The form itself is on the site."""
        return not isinstance(self.form, ExpectedForm)


@dataclass(frozen=True, slots=True)
class UnitStandings:
    """One unit's forms of one year by state."""

    year: int
    unit: str
    """Full name."""
    counts: dict[Standing, int]


def status_of(form: Form | ExpectedForm, day: dt.date) -> Status:
    """The state of one form on a day; a date too few, or two in the wrong order, and it cannot be judged."""
    if isinstance(form, ExpectedForm):
        return _awaited(form, day)
    # A form without a day of publication is public all the same: it stands on this site.
    if form.approved is None or form.published is None or form.published < form.approved:
        return Status(form, Standing.UNKNOWN, None)
    days = (form.published - form.approved).days
    return Status(form, Standing.LATE if days > LIMIT_DAYS else Standing.ON_TIME, days)


def _awaited(form: ExpectedForm, day: dt.date) -> Status:
    if form.approved is None:
        return Status(form, Standing.ABSENT, None)
    days = (day - form.approved).days
    return Status(form, Standing.OVERDUE if days > LIMIT_DAYS else Standing.WAITING, days)


def statuses(forms: Iterable[Form], expected: Iterable[ExpectedForm], day: dt.date) -> tuple[Status, ...]:
    """The state of every form that is here, then of every one that is expected and is not.

    A declaration promises a self-evaluation of the same project once its year is over, listed or not.
    """
    forms = tuple(forms)
    here = {form.key for form in forms}
    awaited = {item.key: item for item in (*expected, *_promised(forms, day)) if item.key not in here}
    missing = sorted(awaited.values(), key=lambda item: (-item.year, item.unit, item.kind.key, item.project))
    return (*(status_of(form, day) for form in forms), *(status_of(item, day) for item in missing))


def _promised(forms: Iterable[Form], day: dt.date) -> Iterable[ExpectedForm]:
    for form in forms:
        if form.kind.promises and form.year < day.year:
            basis = f"{form.year} 年度申报过绩效目标"
            promised = KINDS[form.kind.promises]
            yield ExpectedForm(promised, form.year, form.unit, form.project, basis, declaration=form.id)


def late(found: Iterable[Status]) -> tuple[Status, ...]:
    """Forms past their term, public or not, longest first."""
    past = [status for status in found if status.state in (Standing.LATE, Standing.OVERDUE)]
    return tuple(sorted(past, key=lambda status: (-(status.days or 0), status.form.key)))


def absent(found: Iterable[Status]) -> tuple[Status, ...]:
    """Expected forms that are not here, newest year first."""
    return tuple(status for status in found if not status.is_here)


def groups(found: Iterable[Status], units: Sequence[str]) -> tuple[UnitStandings, ...]:
    """Counts per year and unit, newest year first, then in the order of the units' full names given."""
    counted: dict[tuple[int, str], Counter[Standing]] = {}
    for status in found:
        counted.setdefault((status.form.year, status.form.unit), Counter())[status.state] += 1
    keys = sorted(counted, key=lambda key: (-key[0], units.index(key[1])))
    return tuple(UnitStandings(*key, {state: counted[key][state] for state in Standing}) for key in keys)
