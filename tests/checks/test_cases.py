"""Every rule has a form that fails, one that passes and one where it stays silent: a patch on a base form each."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from generator.checks import RULES, Report, run
from generator.record.kinds import KINDS
from generator.record.registers import PROFILE
from generator.record.store import load
from generator.record.writing import dump
from tests.conftest import FIXTURE_DATA
from tests.reading import plain

CASES = Path(__file__).parent / "cases"
FILES = sorted(path for path in CASES.rglob("*.yaml") if path.parent.name != "base")
PLACES = {
    "evaluation": "evaluations/2023/shili-tushuguan/tushu-gouzhi",
    "declaration": "declarations/2023/shili-tushuguan/tushu-gouzhi",
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_case(path: Path, tmp_path: Path) -> None:
    """A case says by its name what is expected: fails finds its hits and nothing of another rule is asked."""
    case = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    report, form_id = checked(case, tmp_path)
    rule = path.parent.name
    questions = [finding for finding in report.of_form(form_id) if finding.rule.id == rule]
    found = [{"row": at.row, "severity": at.severity.value} for finding in questions for at in finding.places]
    passed = rule in {passed.id for passed in report.passed_of(form_id)}
    not_run = rule in {not_run.rule.id for not_run in report.not_run_of(form_id)}
    kind = path.stem.partition("-")[0]
    assert found == case.get("hits", [])
    assert bool(found) == (kind == "fails")
    assert len(questions) == case.get("questions", len(questions))
    assert not_run == case.get("not_run", False)
    assert passed == (not found and not not_run)


@pytest.mark.parametrize("base", PLACES)
def test_base_form_has_no_finding(base: str, tmp_path: Path) -> None:
    """What a case finds, its patch brought."""
    report, form_id = checked({"base": base}, tmp_path)
    assert [finding.message for finding in report.of_form(form_id)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_has_its_three_cases(rule: Any) -> None:  # noqa: ANN401 -- a rule
    kinds = {path.stem.partition("-")[0] for path in FILES if path.parent.name == rule.id}
    assert kinds == {"fails", "passes", "silent"}


def checked(case: dict[str, Any], folder: Path) -> tuple[Report, str]:
    """Write the base form with its patch and the forms beside it, read them as any record, run the book."""
    data = folder / "data"
    data.mkdir()
    for name in ("units.yaml", "documents.yaml"):
        shutil.copy(FIXTURE_DATA / name, data / name)
    profile = plain((CASES / "base" / "profile.yaml").read_text(encoding="utf-8"))
    _write(data / "profile.yaml", dump(profile | case.get("profile", {}), PROFILE))
    form_id = _form(data, case)
    for other in case.get("also", []):
        _form(data, other)
    dataset = load(data)
    assert [str(problem) for problem in dataset.problems] == []
    return run(dataset), form_id


def _form(data: Path, case: dict[str, Any]) -> str:
    values = copy.deepcopy(plain((CASES / "base" / f"{case['base']}.yaml").read_text(encoding="utf-8")))
    values["indicators"] += case.get("rows", [])
    for place, value in case.get("set", {}).items():
        _set(values, place.split("."), value)
    values["indicators"] = [row for row in values["indicators"] if row]
    form_id: str = case.get("place", PLACES[case["base"]])
    _write(data / f"{form_id}.yaml", dump(values, KINDS[values["kind"]].fields))
    return form_id


def _set(values: Any, path: list[str], value: object) -> None:  # noqa: ANN401 -- a tree of texts
    """Set one value by its path; null takes it away, a row from 1."""
    for key in path[:-1]:
        values = values[int(key) - 1] if isinstance(values, list) else values.setdefault(key, {})
    if isinstance(values, list):
        values[int(path[-1]) - 1] = value
    elif value is None:
        values.pop(path[-1], None)
    else:
        values[path[-1]] = value


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("case", "rule"),
    [
        ({"set": {"indicators.2.target": None, "indicators.2.reason": None}}, "E01"),
        ({"set": {"indicators.2.target": None}, "also": [{"base": "declaration"}]}, "H01"),
        ({"also": [{"base": "declaration", "set": {"indicators.2.target": None}}]}, "H01"),
    ],
)
def test_an_empty_target_is_worded(case: dict[str, Any], rule: str, tmp_path: Path) -> None:
    report, form_id = checked({"base": "evaluation", **case}, tmp_path)
    texts = [f.message + f.question for f in report.of_form(form_id) if f.rule.id == rule]
    assert texts
    assert all("空白" in text and "None" not in text for text in texts)


@pytest.mark.parametrize(
    ("corrections", "question"),
    [
        (
            [
                {
                    "date": "2024-05-01",
                    "field": "indicators.2.score",
                    "name": "少儿图书数",
                    "new": "9.00",
                    "reason": "漏加。",
                }
            ],
            "更正记录说绩效指标 › 第 2 行“少儿图书数” › 得分改为“9.00”，表上却是“8.00”，应是哪一个？",
        ),
        (
            [{"date": "2024-05-01", "field": "indicators.99", "new": "某行", "reason": "漏了。"}] * 2,
            "更正记录里绩效指标 › 第 99 行的一条写了两次，应是哪一个？",
        ),
    ],
)
def test_a_question_on_corrections_speaks_of_what_is_wrong(
    corrections: list[dict[str, str]], question: str, tmp_path: Path
) -> None:
    report, form_id = checked({"base": "evaluation", "set": {"corrections": corrections}}, tmp_path)
    assert [f.question for f in report.of_form(form_id) if f.rule.id == "D15"] == [question]


def test_a_wrong_rate_is_told_with_the_right_one(tmp_path: Path) -> None:
    changes = {"funds.total.executed": "95.00", "funds.total.adjusted_budget": "100.00"}
    case = {"base": "evaluation", "set": changes | {"funds.total.execution_rate": "59.00"}}
    report, form_id = checked(case, tmp_path)
    told = [f for f in report.of_form(form_id) if f.rule.id == "A01" and f.field == "funds.total.execution_rate"]
    assert [(at.printed, at.expected) for f in told for at in f.places] == [("59.00", "94.99 至 95.01")]
    assert "印 59.00，95.00 ÷ 100.00 × 100 = 95，应是" in told[0].message


def test_long_texts_and_tables_take_no_time_of_their_own(tmp_path: Path) -> None:
    """What once took minutes: two texts of 19,000 characters, and 490 rows of one name, are read like any form."""
    text = "".join(chr(0x4E00 + number * 7919 % 20000) for number in range(19_000))
    row = {"level1": "产出指标", "level2": "数量指标", "name": "河道清淤数量", "target": "≥12(段)", "actual": "12(段)"}
    rows = [row | {"weight": "1.00", "score": "1.00", "reason": "因经费有限，没有制作宣传品。"}] * 490
    changes = {"goals.expected": text, "goals.achieved": text[:18_900] + text[:100]}
    report, form_id = checked({"base": "evaluation", "set": changes, "rows": rows}, tmp_path)
    found = {finding.rule.id: len(finding.places) for finding in report.of_form(form_id)}
    assert found["D03"] == 1
    assert found["C09"] == found["E07"] == 490
