"""What the book finds on the project's own 55 records, rule by rule: every finding was read and is right."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from generator.checks import RULES, Severity, run

if TYPE_CHECKING:
    from generator.checks import Report
    from generator.record import Dataset

EXPECTED: dict[str, Any] = YAML(typ="safe").load(
    (Path(__file__).parent / "expected_findings.yaml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def report(published: Dataset) -> Report:
    return run(published)


@pytest.fixture(scope="module")
def names(published: Dataset) -> dict[str, str]:
    """Document and position of each form."""
    return {s.form.id: f"{s.form.source.document}-{s.form.source.position:02}" for s in published.forms}


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_rule_hits_these_forms_and_rows(rule: str, report: Report, names: dict[str, str]) -> None:
    hits: dict[str, list[int]] = defaultdict(list)
    for finding in report.findings:
        if finding.rule.id == rule:
            hits[names[finding.form_id]].append(finding.row or 0)
    assert {form: sorted(rows) for form, rows in sorted(hits.items())} == EXPECTED.get(rule, {}).get("hits", {})


def test_errors_without_answer_block_their_forms(report: Report, names: dict[str, str]) -> None:
    blocked = {names[form_id] for form_id in report.blocked}
    errors = {names[finding.form_id] for finding in report.findings if finding.severity is Severity.ERROR}
    assert (
        blocked == errors == {"001-01", "001-02", "001-03", "003-08", "003-16", "003-20", "003-28", "004-01", "004-02"}
    )


def test_every_finding_says_where_what_and_how_to_mend(report: Report, published: Dataset) -> None:
    lines = {stored.path: stored.text.count("\n") + 1 for stored in published.forms}
    for finding in report.findings:
        assert 1 <= finding.line <= lines[finding.path]
        assert finding.column >= 1
        assert finding.message.endswith(("。", "”"))
        assert finding.question.endswith(("？", "。"))
        assert finding.mend
        assert "{" not in finding.question
        assert "合格" not in finding.rule.name


def test_a_rule_either_found_passed_or_could_not_run(report: Report, published: Dataset) -> None:
    for stored in published.forms:
        passed = {rule.id for rule in report.passed_of(stored.form.id)}
        found = {finding.rule.id for finding in report.of_form(stored.form.id)}
        not_run = {item.rule.id for item in report.not_run_of(stored.form.id)}
        assert not passed & (found | not_run)
        assert all(item.reason.endswith("。") for item in report.not_run_of(stored.form.id))


def test_same_bytes_every_run(report: Report, published: Dataset) -> None:
    assert run(published).findings == report.findings
