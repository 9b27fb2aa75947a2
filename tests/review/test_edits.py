"""What each edit means, as reviewed; applying the changes gives the new record; nothing changed is no change."""

from __future__ import annotations

import copy
import datetime as dt
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks import run
from generator.record.kinds import KINDS
from generator.review.changes import ChangeKind, apply, changes_between
from generator.review.comparison import compare_states
from generator.review.reasons import missing_reasons
from generator.review.rendering import MARKDOWN_BUDGET, RENDERINGS, as_markdown
from generator.review.snapshot import read_snapshot
from tests.conftest import FIXTURE_DATA, REGION_DATA
from tests.review.states import edited

if TYPE_CHECKING:
    from generator.checks import Finding
    from generator.record.store import Dataset
    from generator.review.snapshot import Plain

CASES = sorted(path.parent for path in (Path(__file__).parent / "edits").glob("*/edit.yaml"))
OLD = read_snapshot(FIXTURE_DATA)
FILES = {"text": "expected.txt", "markdown": "expected.md", "html": "expected.html", "json": "expected.json"}
WHOLE = {
    *("actual-raised", "comment-only", "figure-emptied", "form-withdrawn", "project-moved", "row-moved-and-changed"),
}
"""Edits whose reports together show every part of every form of report; of the others the text is enough."""
DAY = dt.date(2024, 6, 1)


def _findings(dataset: Dataset) -> tuple[Finding, ...]:
    return run(dataset).findings


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_edit_reads_as_reviewed(case: Path, tmp_path: Path, *, update_golden: bool) -> None:
    """As ``generator diff`` shows it: with findings that come and go, and what wants a reason."""
    new = edited(case, tmp_path)
    comparison = compare_states(OLD, new, _findings, DAY)
    missing = missing_reasons(comparison, OLD, new, DAY)
    for form, name in FILES.items() if case.name in WHOLE else [("text", FILES["text"])]:
        text = RENDERINGS[form](comparison, missing)
        if form == "html":
            text = text[text.index("<h1>") :]  # the head is the same in every report
        if update_golden:
            (case / name).write_text(text, encoding="utf-8")
        assert text == (case / name).read_text(encoding="utf-8"), name


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_a_value_with_markup_stays_text_in_every_report(form: str, tmp_path: Path) -> None:
    new = edited(Path(__file__).parent / "edits/markup-in-value", tmp_path)
    text = RENDERINGS[form](compare_states(OLD, new, _findings, DAY), ())
    assert "&lt;b>推广" in text.replace("&gt;", ">")
    assert "<b>推广" not in text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_applying_the_changes_gives_the_new_record(case: Path, tmp_path: Path) -> None:
    new = edited(case, tmp_path)
    for record in compare_states(OLD, new).touched:
        if record.old_id and record.new_id and not record.problems:
            assert apply(record.changes, OLD.records[record.old_id]) == new.records[record.new_id]


def test_html_report_is_one_file_for_any_screen() -> None:
    text = RENDERINGS["html"](compare_states(OLD, OLD), ())
    assert text.startswith('<!doctype html>\n<html lang="zh-CN">\n<meta charset="utf-8">\n<meta name="viewport"')
    assert text.index("ins { background: #e0f2e4") < text.index("prefers-color-scheme: dark"), "the last rule wins"
    assert not re.search(r"(?:src|href)=", text)


def test_nothing_changed_is_no_change() -> None:
    assert compare_states(OLD, OLD).records == ()
    data = read_snapshot(REGION_DATA)
    assert compare_states(data, data).records == ()


_TEXT = st.sampled_from(["0", "1.50", "-", "数", "数量", "数量多", "≥5"])
_ROW = st.fixed_dictionaries(
    {"level1": st.just("产出指标"), "level2": st.sampled_from(["数量指标", "质量指标"]), "name": _TEXT},
    optional={"score": _TEXT, "reason": _TEXT, "target": _TEXT},
)
_RECORD = st.fixed_dictionaries(
    {"project": _TEXT},
    optional={
        "indicators": st.lists(_ROW, min_size=1, max_size=8),
        "total_score": _TEXT,
        "remarks": st.lists(st.fixed_dictionaries({"field": _TEXT, "note": _TEXT}), min_size=1, max_size=4),
        "goals": st.dictionaries(st.sampled_from(["expected", "achieved"]), _TEXT, min_size=1),
    },
)


@given(_RECORD, _RECORD)
def test_changes_applied_to_the_old_give_the_new(old: Plain, new: Plain) -> None:
    changes = changes_between(old, new, KINDS["self_evaluation"].fields)
    assert apply(changes, old) == new
    assert (changes == ()) == (old == new)


@given(st.permutations(range(7)))
def test_rows_in_another_order_are_moves_and_nothing_else(order: list[int]) -> None:
    old = OLD.records["evaluations/2023/shili-tushuguan/tushu-gouzhi"]
    new: dict[str, Any] = copy.deepcopy(old)
    new["indicators"] = [old["indicators"][index] for index in order]
    changes = changes_between(old, new, KINDS["self_evaluation"].fields)
    assert {change.kind for change in changes} <= {ChangeKind.ROW_MOVED}
    assert apply(changes, old) == new


def test_a_report_of_200_forms_keeps_to_its_budget_and_begins_with_the_heaviest() -> None:
    record_id = "evaluations/2023/shili-tushuguan/tushu-gouzhi"
    old, new = {}, {}
    for number in range(200):
        name = f"{record_id}-{number:03}"
        old[name] = copy.deepcopy(OLD.records[record_id]) | {"project": f"项目{number:03}"}
        new[name] = copy.deepcopy(old[name])
        new[name]["funds"]["total"]["executed"] = f"{63 + 1000 - number}.33"
        new[name]["goals"]["expected"] = "改写的目标，" * 60
        for row in new[name]["indicators"]:
            row["reason"] = "改写的原因，" * 30
    comparison = compare_states(replace(OLD, records=old), replace(OLD, records=new))
    report = as_markdown(comparison)
    assert len(report.encode()) <= MARKDOWN_BUDGET
    table = [line for line in report.splitlines() if line.startswith("| 项目") and "改数字" in line]
    assert [f"项目{number:03}" in line for number, line in enumerate(table)] == [True] * 10
    assert "没有列出" in report


def test_a_moved_row_leaves_what_the_unit_wrote_as_it_is(tmp_path: Path) -> None:
    """A reason that speaks of a row itself is no place of a finding: it is quoted letter by letter."""
    states = []
    for name, first in (("old", ""), ("new", NEW_ROW)):
        folder = shutil.copytree(FIXTURE_DATA, tmp_path / name / "data")
        path = folder / "evaluations/2023/shili-tushuguan/tushu-gouzhi.yaml"
        text = path.read_text(encoding="utf-8").replace("    reason: ", "    reason: 同第 3 行 #", 1)
        path.write_text(text.replace("indicators:\n", f"indicators:\n{first}"), encoding="utf-8")
        states.append(read_snapshot(folder))
    comparison = compare_states(states[0], states[1], _findings, DAY)
    (record,) = comparison.touched
    assert [line for line in (*record.appeared, *record.vanished) if "同第" in line] == []
    (finding,) = (found for found in _findings(states[1].dataset) if found.rule.id == "E06")
    assert "“同第 3 行”" in finding.places[0].sentence


NEW_ROW = """  - level1: 产出指标
    level2: 数量指标
    name: 数字资源点击数
    target: ≥1000(次)
    actual: 1200(次)
    weight: 5.00
    score: 5.00
"""


def test_a_big_report_names_every_record_that_wants_a_reason() -> None:
    record_id = "evaluations/2023/shili-tushuguan/tushu-gouzhi"
    names = [f"{record_id}-{number:03}" for number in range(100)]
    old = {name: copy.deepcopy(OLD.records[record_id]) | {"project": f"项目{name[-3:]}"} for name in names}
    new = copy.deepcopy(old)
    for record in new.values():
        record["total_score"] = "95.33"
    before = replace(OLD, records=old, shown=frozenset(names))
    after = replace(OLD, records=new, shown=frozenset(names))
    comparison = compare_states(before, after, None, DAY)
    missing = missing_reasons(comparison, before, after, DAY)
    report = as_markdown(comparison, missing)
    assert report.splitlines()[0] == "## 100 处缺原因"
    assert all(f"- `{name}`：1 处" in report for name in names)
    assert len(report.encode()) <= MARKDOWN_BUDGET
