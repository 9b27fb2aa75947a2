"""Who is late: 20 days from approval, the day passed in."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from generator.summary.status import State, groups, late, status_of

if TYPE_CHECKING:
    from generator.record import Dataset

APPROVED = dt.date(2024, 2, 20)
DAY = dt.date(2024, 3, 11)
"""20 days after approval: the last day in time."""


@pytest.mark.parametrize(
    ("approved", "published", "day", "state", "days"),
    [
        (APPROVED, dt.date(2024, 3, 11), dt.date(2025, 1, 1), State.ON_TIME, 20),
        (APPROVED, dt.date(2024, 3, 12), dt.date(2025, 1, 1), State.LATE, 21),
        (APPROVED, None, DAY, State.WAITING, 20),
        (APPROVED, None, DAY + dt.timedelta(days=1), State.OVERDUE, 21),
        (None, dt.date(2024, 3, 12), DAY, State.UNKNOWN, None),
        (None, None, DAY, State.UNKNOWN, None),
    ],
)
def test_state_on_the_day(
    small: Dataset, approved: dt.date | None, published: dt.date | None, day: dt.date, state: State, days: int | None
) -> None:
    form = replace(small.forms[0].form, approved=approved, published=published)
    status = status_of(form, day)
    assert (status.state, status.days) == (state, days)


def test_late_list_names_the_longest_first_and_leaves_out_what_cannot_be_judged(small: Dataset) -> None:
    forms = [stored.form for stored in small.forms]
    overdue = replace(forms[0], approved=APPROVED, published=None)
    slow = replace(forms[1], approved=APPROVED, published=dt.date(2024, 4, 1))
    unknown = replace(forms[2], approved=None)
    found = late([overdue, slow, unknown], dt.date(2024, 6, 1))
    assert [(item.form.id, item.state, item.days) for item in found] == [
        (overdue.id, State.OVERDUE, 102),
        (slow.id, State.LATE, 41),
    ]


def test_counts_per_unit_and_year_add_up(small: Dataset) -> None:
    forms = [stored.form for stored in small.forms]
    counted = groups(forms, DAY)
    assert sum(sum(group.counts.values()) for group in counted) == len(forms)
    assert [(group.year, group.unit_id) for group in counted] == [
        (2023, "shili-gongyuan-guanlisuo"),
        (2023, "shili-tushuguan"),
        (2022, "shili-tushuguan"),
    ]
