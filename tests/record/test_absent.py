"""What a form does not print is no cell that was left empty."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from generator.publish.words.wording import absence
from generator.record.kinds import has_cell, table_columns
from generator.record.store import load
from tests.conftest import FIXTURE_DATA

if TYPE_CHECKING:
    from pathlib import Path

    from generator.record.store import Dataset

RECORD = "evaluations/2022/shili-tushuguan/tushu-gouzhi.yaml"


def _with_absent(folder: Path, *fields: str) -> Dataset:
    data = shutil.copytree(FIXTURE_DATA, folder / "data")
    record = data / RECORD
    lines = "".join(f"  - field: {field}\n" for field in fields)
    record.write_text(record.read_text("utf-8").replace("\nsource:", f"\nabsent:\n{lines}source:"), encoding="utf-8")
    return load(data)


def test_a_column_that_is_absent_is_another_thing_than_an_empty_one(tmp_path: Path) -> None:
    dataset = _with_absent(tmp_path, "indicators.reason", "funds.rows.weight", "grade")
    assert dataset.problems == ()
    form = next(stored.form for stored in dataset.forms if f"{stored.form.id}.yaml" == RECORD)
    assert not has_cell(form, "indicators.reason")
    assert absence(form, "indicators.1.reason") == "本表无此栏"
    assert "reason" not in [column.key for column in table_columns(form, "indicators")]
    assert has_cell(form, "funds.total.weight")
    assert has_cell(form, "grade")  # something stands there: the record is believed


def test_an_absent_column_that_no_form_has_is_told(tmp_path: Path) -> None:
    (problem,) = _with_absent(tmp_path, "indicators.colour").problems
    assert "没有“indicators.colour”这个字段" in problem.message
