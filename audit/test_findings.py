"""What the book finds on records that stand as they were read, rule by rule: every finding was read and is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from audit.reading import hits_of
from generator.checks import RULES

if TYPE_CHECKING:
    from audit.reading import Audited, Reading
    from generator.record.store import Dataset


@pytest.fixture(scope="module")
def as_read(audited: tuple[Audited, ...]) -> tuple[Audited, ...]:
    return tuple(form for form in audited if form.is_as_read)


@pytest.fixture(scope="module")
def hits(as_read: tuple[Audited, ...], dataset: Dataset) -> dict[str, dict[str, list[int]]]:
    return hits_of(as_read, dataset)


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_rule_hits_these_forms_and_rows(
    rule: str, hits: dict[str, dict[str, list[int]]], as_read: tuple[Audited, ...], reading: Reading
) -> None:
    here = {form.name for form in as_read}
    expected = reading.findings.get(rule, {}).get("hits", {})
    assert hits.get(rule, {}) == {name: rows for name, rows in expected.items() if name in here}


def test_every_rule_that_was_read_is_in_the_book(reading: Reading) -> None:
    assert set(reading.findings) <= {rule.id for rule in RULES}
