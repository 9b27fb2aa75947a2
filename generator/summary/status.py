"""Owns whether forms are public in time: within 20 days of approval, as the budget law asks of budgets and accounts.

Pure; the day is passed in.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from generator.record.model import Form

LIMIT_DAYS = 20
"""Days from 批复 within which a form is to be public."""


class State(Enum):
    """Where a form stands; the value is the word on the page."""

    ON_TIME = "按期公开"
    LATE = "超期公开"
    WAITING = "还在期限内"
    OVERDUE = "到期未公开"
    UNKNOWN = "缺少日期"


@dataclass(frozen=True, slots=True)
class Status:
    """One form with its state."""

    form: Form
    state: State
    days: int | None
    """Days from approval to publication, or to the day asked for; None without an approval date."""


@dataclass(frozen=True, slots=True)
class Group:
    """One unit's forms of one year by state."""

    year: int
    unit_id: str
    counts: dict[State, int]


def status_of(form: Form, day: dt.date) -> Status:
    """The state of one form on a day; a form without an approval date cannot be judged."""
    if form.approved is None:
        return Status(form, State.UNKNOWN, None)
    days = ((form.published or day) - form.approved).days
    if form.published is None:
        return Status(form, State.OVERDUE if days > LIMIT_DAYS else State.WAITING, days)
    return Status(form, State.LATE if days > LIMIT_DAYS else State.ON_TIME, days)


def late(forms: Iterable[Form], day: dt.date) -> tuple[Status, ...]:
    """Forms past their term, public or not, longest first."""
    found = (status_of(form, day) for form in forms)
    past = [status for status in found if status.state in (State.LATE, State.OVERDUE)]
    return tuple(sorted(past, key=lambda status: (-(status.days or 0), status.form.id)))


def groups(forms: Iterable[Form], day: dt.date) -> tuple[Group, ...]:
    """Counts per year and unit, newest year first."""
    counted: dict[tuple[int, str], Counter[State]] = {}
    for form in forms:
        counted.setdefault((form.year, form.unit_id), Counter())[status_of(form, day).state] += 1
    keys = sorted(counted, key=lambda key: (-key[0], key[1]))
    return tuple(Group(*key, {state: counted[key][state] for state in State}) for key in keys)
