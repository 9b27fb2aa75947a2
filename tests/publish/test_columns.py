"""A column of the downloads carries its value: added to a table it is published filled, and none goes without."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from generator.publish.data import columns
from generator.publish.data.table import Column
from generator.publish.edition import Edition
from generator.publish.site import build_site
from tests.conftest import DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.publish.data.columns import DatedForm
    from generator.record.store import Dataset


@pytest.fixture
def files(small: Dataset, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, bytes]]:
    """The downloads with one column more, added to the list as the house page says."""
    kept = columns._form_columns

    def with_another(*kinds: Any) -> tuple[Column[DatedForm], ...]:  # noqa: ANN401 -- what the list is made from
        return (*kept(*kinds), Column("remarks", "整理说明的条数", lambda row: str(len(row.form.remarks))))

    monkeypatch.setattr(columns, "_form_columns", with_another)
    columns._tables.cache_clear()
    yield build_site(small, Edition(DAY)).files
    columns._tables.cache_clear()


def test_a_column_more_is_published_with_its_values(files: dict[str, bytes], small: Dataset) -> None:
    rows = csv.DictReader(io.StringIO(files["data/forms.csv"].decode("utf-8")))
    assert [row["remarks"] for row in rows] == [str(len(stored.form.remarks)) for stored in small.forms]
    package = json.loads(files["data/datapackage.json"])
    assert package["resources"][0]["schema"]["fields"][-1]["description"] == "整理说明的条数"


def test_a_column_without_a_value_cannot_be_written() -> None:
    with pytest.raises(TypeError, match="value"):
        Column("remarks", "整理说明的条数")  # type: ignore[call-arg]
