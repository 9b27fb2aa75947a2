"""Who is late: 20 days from approval, the day passed in."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from generator.record.kinds import KINDS
from generator.record.model import ExpectedForm
from generator.summary.status import Standing, absent, groups, late, status_of, statuses

if TYPE_CHECKING:
    from generator.record.store import Dataset

APPROVED = dt.date(2024, 2, 20)
DAY = dt.date(2024, 3, 11)
"""20 days after approval: the last day in time."""


@pytest.mark.parametrize(
    ("approved", "published", "state", "days"),
    [
        (APPROVED, APPROVED, Standing.ON_TIME, 0),
        (APPROVED, dt.date(2024, 3, 11), Standing.ON_TIME, 20),
        (APPROVED, dt.date(2024, 3, 12), Standing.LATE, 21),
        (APPROVED, dt.date(2024, 2, 19), Standing.UNKNOWN, None),  # public before it was approved: one date is wrong
        (APPROVED, None, Standing.UNKNOWN, None),  # it is public here, on a day nobody wrote down
        (None, dt.date(2024, 3, 12), Standing.UNKNOWN, None),
        (None, None, Standing.UNKNOWN, None),
    ],
)
def test_form_that_is_here_is_judged_by_its_two_dates(
    small: Dataset, approved: dt.date | None, published: dt.date | None, state: Standing, days: int | None
) -> None:
    form = replace(small.forms[0].form, approved=approved, published=published)
    status = status_of(form, dt.date(2025, 1, 1))
    assert (status.state, status.days) == (state, days)


@pytest.mark.parametrize(
    ("approved", "day", "state", "days"),
    [
        (APPROVED, DAY, Standing.WAITING, 20),
        (APPROVED, DAY + dt.timedelta(days=1), Standing.OVERDUE, 21),
        (None, DAY, Standing.ABSENT, None),
    ],
)
def test_form_that_is_awaited_is_judged_on_the_day(
    approved: dt.date | None, day: dt.date, state: Standing, days: int | None
) -> None:
    status = status_of(ExpectedForm(KINDS["self_evaluation"], 2023, "示例市图书馆", "古籍修复", "预算", approved), day)
    assert (status.state, status.days) == (state, days)


def test_late_list_names_the_longest_first_and_leaves_out_what_cannot_be_judged(small: Dataset) -> None:
    forms = [stored.form for stored in small.forms]
    slower = replace(forms[0], approved=APPROVED, published=dt.date(2024, 6, 1))
    slow = replace(forms[1], approved=APPROVED, published=dt.date(2024, 4, 1))
    unknown = replace(forms[2], approved=None)
    undated = replace(forms[3], approved=APPROVED, published=None)
    found = late(statuses([slower, slow, unknown, undated], [], dt.date(2024, 6, 1)))
    assert [(item.form, item.state, item.days) for item in found] == [
        (slower, Standing.LATE, 102),
        (slow, Standing.LATE, 41),
    ]


def test_counts_per_unit_and_year_add_up_in_the_order_of_the_registry(small: Dataset) -> None:
    assert small.registry is not None
    forms = [stored.form for stored in small.forms]
    counted = groups(statuses(forms, [], DAY), [unit.name for unit in small.registry.units.values()])
    assert sum(sum(group.counts.values()) for group in counted) == len(forms)
    assert [(group.year, group.unit) for group in counted] == [
        (2023, "示例市图书馆"),
        (2023, "示例市公园管理所"),
        (2022, "示例市图书馆"),
    ]


def test_expected_form_is_awaited_until_it_comes_and_late_when_its_term_is_over(small: Dataset) -> None:
    forms = [stored.form for stored in small.forms]
    come = ExpectedForm(KINDS["self_evaluation"], 2023, "示例市图书馆", "图书购置专项", "预算")
    undated = ExpectedForm(KINDS["self_evaluation"], 2023, "示例市图书馆", "阅览室改造", "预算")
    dated = ExpectedForm(KINDS["self_evaluation"], 2023, "示例市图书馆", "古籍修复", "预算", APPROVED)
    found = statuses(forms, [come, undated, dated], DAY)
    assert [(item.form.project, item.state) for item in absent(found)] == [
        ("古籍修复", Standing.WAITING),
        ("阅览室改造", Standing.ABSENT),
    ]
    assert late(found) == ()
    after = late(statuses(forms, [come, undated, dated], DAY + dt.timedelta(days=1)))
    assert [(item.form, item.state, item.days) for item in after] == [(dated, Standing.OVERDUE, 21)]


def test_declaration_promises_an_evaluation_once_its_year_is_over(small: Dataset) -> None:
    declared = next(stored.form for stored in small.forms if stored.form.kind.key == "target_declaration")
    others = [stored.form for stored in small.forms if stored.form.key != declared.key]
    evaluated = next(form for form in others if (form.year, form.project) == (declared.year, declared.project))
    assert absent(statuses([declared], [], dt.date(declared.year, 12, 31))) == ()
    (missing,) = absent(statuses([declared], [], dt.date(declared.year + 1, 1, 1)))
    assert missing.form.key == evaluated.key
    assert absent(statuses([declared, evaluated], [], DAY)) == ()
