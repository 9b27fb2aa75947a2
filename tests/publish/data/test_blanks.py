"""Absence is data: every empty cell of the tables has its reason, and what is said of the forms can be joined."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from generator.publish.data.columns import tables
from generator.publish.edition import Edition
from generator.publish.site import build_site
from tests import kinds
from tests.conftest import DAY

if TYPE_CHECKING:
    from generator.record.store import Dataset


@pytest.fixture(scope="module")
def files(public: Dataset) -> dict[str, bytes]:
    return build_site(public, Edition(DAY)).files


def _rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"data/{name}.csv"].decode())))


def test_every_empty_cell_of_a_form_has_one_reason(files: dict[str, bytes]) -> None:
    blanks = [row for row in _rows(files, "blanks") if row["table"] == "forms"]
    told = {(row["form_id"], row["column"]) for row in blanks}
    assert len(told) == len(blanks)
    columns = [column.name for column in tables()[0].columns if column.path]
    empty = {
        (row["id"], name) for row in _rows(files, "forms") for name in columns if row[name] in ("", "-")
    }  # fmt: skip
    assert told == empty


def test_what_the_document_lost_is_told_from_what_nobody_filled_in(files: dict[str, bytes]) -> None:
    form = kinds.CUT_OFF
    states = {row["column"]: row["state"] for row in _rows(files, "blanks") if row["form_id"] == form.id}
    assert states["execution_rate"] == "missing"
    assert states["annual_total"] == "not_in_form"
    others = {
        (row["table"], row["line"], row["column"]): row["state"]
        for row in _rows(files, "blanks")
        if row["form_id"] == form.id
    }
    assert "dash" in others.values()
    declared = {row["column"]: row["state"] for row in _rows(files, "blanks") if row["form_id"] == kinds.DECLARATION.id}
    assert declared["total_score"] == declared["actual"] == "not_in_form"


def test_a_finding_names_its_form_row_and_rule_as_the_site_does(files: dict[str, bytes]) -> None:
    found = _rows(files, "findings")
    published = json.loads(files["data/findings.json"])["findings"]
    of_finding = ("form_id", "number", "rule", "found", "question")
    of_place = ("row", "row_id", "field", "label", "printed", "expected", "severity", "message", "answer")
    assert [tuple(row[key] for key in (*of_finding, *of_place)) for row in found] == [
        tuple(str(value or "") for value in (*(item[key] for key in of_finding), *(place[key] for key in of_place)))
        for item in published
        for place in item["places"]
    ]
    Draft202012Validator(json.loads(files["data/schema/findings.json"])).validate({"findings": published})
    rules = {rule["id"] for rule in json.loads(files["data/rules.json"])}
    assert {row["rule"] for row in found} <= rules
    rows = {(row["form_id"], row["row"]): row["row_id"] for row in _rows(files, "indicators")}
    assert all(rows[row["form_id"], row["row"]] == row["row_id"] for row in found if row["row"])
    assert {row["severity"] for row in found} <= {"错误", "警告", "提示"}
    assert all(row["label"] and "." not in row["label"] for row in found if row["field"])


def test_the_log_tells_what_was_withdrawn_and_what_moved(files: dict[str, bytes]) -> None:
    log = {row["form_id"]: row for row in _rows(files, "changes")}
    moved = log["evaluations/2023/qinghe-diyi-xiaoxue/tiyu-qicai-gengxin"]
    assert (moved["date"], moved["change"]) == ("2024-04-02", "moved")
    assert moved["new"] == "evaluations/2023/qinghe-diyi-xiaoxue/tiyu-qicai"
    assert log["evaluations/2022/qinghe-hedao-guanlisuo/hedao-baojie"]["change"] == "withdrawn"
    days = [row["date"] for row in _rows(files, "changes")]
    assert days == sorted(days, reverse=True)


def test_remarks_and_observations_are_all_there(files: dict[str, bytes]) -> None:
    for name in ("remarks", "observations", "corrections"):
        told = [item for form in kinds.FORMS for item in getattr(form, name)]
        assert len(_rows(files, name)) == len(told)
    assert all(row["label"] for row in _rows(files, "remarks"))
