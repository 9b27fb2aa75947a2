"""The numeric edition: other programs load it as it is, and its figures are those of the records, exactly."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from generator.publish.data.columns import row_ids
from generator.publish.edition import Edition
from generator.publish.site import build_site
from generator.record.kinds import number_at
from generator.record.model import Indicator, TargetDeclaration
from tests import kinds
from tests.conftest import DAY

if TYPE_CHECKING:
    from pathlib import Path

    from generator.record.store import Dataset


@pytest.fixture(scope="module")
def folder(public: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("numeric")
    for path, content in build_site(public, Edition(DAY)).files.items():
        if path.startswith("data/numeric/"):
            (target / path.rpartition("/")[2]).write_bytes(content)
    return target


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / name).read_text(encoding="utf-8"))))


def test_duckdb_sums_the_money_of_every_form_without_a_word_about_types(folder: Path) -> None:
    """A guessing reader takes every column of figures for numbers: no comma and no dash stands in its way."""
    path = str(folder / "forms.csv")
    filled = {name for row in _rows(folder, "forms.csv") for name, text in row.items() if text}
    with duckdb.connect() as connection:
        found = connection.read_csv(path)
        types = dict(zip(found.columns, map(str, found.types), strict=True))
        figures = {name for name in filled if name.endswith(("_wan_yuan", "_percent", "_points"))}
        assert {types[name] for name in figures} <= {"DOUBLE", "BIGINT"}
        exact = connection.read_csv(path, dtype={"executed_wan_yuan": "DECIMAL(25, 10)"})
        total = exact.sum("executed_wan_yuan").limit(1).fetchall()
    amounts = [number_at(form, "funds.total.executed") for form in kinds.EVALUATIONS]
    assert total == [(sum(amount for amount in amounts if amount is not None),)]


def test_pandas_reads_amounts_of_declarations_in_wan_yuan(folder: Path) -> None:
    import pandas as pd  # noqa: PLC0415 -- slow, and every process that tests collects this file

    frame = pd.read_csv(folder / "forms.csv", dtype=str, keep_default_na=False).set_index("id")
    for form in kinds.DECLARATIONS:
        row: Any = frame.loc[form.id]
        budget = number_at(form, "amounts.annual_total")
        assert (Decimal(row["annual_total_wan_yuan"]) if row["annual_total_wan_yuan"] else None) == budget
        assert isinstance(form, TargetDeclaration)
        assert (row["start"], row["end"]) == (
            str(form.start.first) if form.start else "",
            str(form.end.last) if form.end else "",
        )
        assert (row["overall"], row["annual"]) == (form.overall or "", form.annual or "")
        assert (row["unit_id"], row["project_id"]) == (form.unit_id, form.project_id)
        assert row["department_id"].startswith("qinghe-")


def test_targets_and_actual_values_stand_in_parts_beside_their_text(folder: Path) -> None:
    rows = _rows(folder, "indicators.csv")
    by_text = {row["target"]: row for row in rows}
    parts = ("target_operator", "target_value", "target_unit", "target_approximate")
    assert [by_text["=100%"][part] for part in parts] == ["=", "100", "%", "false"]
    read = [row for row in rows if row["target_value"]]
    assert len(read) > len(rows) / 2
    assert all(row["target"] for row in read)
    words = [row for row in rows if row["actual"] == "达成指标"]
    assert words
    assert {(row["result"], row["actual_value"], row["completion_percent"]) for row in words} == {("达成指标", "", "")}


def test_points_lost_and_completion_are_computed_from_the_record(folder: Path) -> None:
    rows = iter(_rows(folder, "indicators.csv"))
    completed = 0
    for form in kinds.FORMS:
        for indicator in form.indicators:
            row = next(rows)
            lost = indicator.lost if isinstance(indicator, Indicator) else None
            assert (Decimal(row["lost_points"]) if row["lost_points"] else None) == lost
            if row["completion_percent"]:
                completed += 1
                exact = Decimal(row["actual_value"]) / Decimal(row["target_value"]) * 100
                assert abs(Decimal(row["completion_percent"]) - exact) <= Decimal("0.005")
                assert row["target_unit"] == row["actual_unit"] or row["actual_value"] in ("0", "0.00")
    assert completed > 30


def test_no_cell_of_figures_holds_a_comma_or_a_dash(folder: Path) -> None:
    for name in ("forms.csv", "funds.csv", "indicators.csv"):
        for row in _rows(folder, name):
            figures = {key: text for key, text in row.items() if key.endswith(("_wan_yuan", "_percent", "_points"))}
            assert figures
            assert not [text for text in figures.values() if "," in text or text == "-"]


def test_a_row_keeps_its_id_when_a_row_is_put_in_before_it() -> None:
    form = kinds.LONG
    ids = row_ids(form)
    assert len(set(ids)) == len(ids)
    new = replace(form.indicators[0], name="插进来的一行")
    longer = replace(form, indicators=(form.indicators[0], new, *form.indicators[1:]))
    assert tuple(row for row in row_ids(longer) if row in ids) == ids
