"""The report: every finding says where, what and how to mend; every rule found, passed or could not run."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from generator.checks import Severity, catalogue, run
from tests.conftest import REGION_DATA

if TYPE_CHECKING:
    from generator.checks import Report
    from generator.record import Dataset


@pytest.fixture(scope="module")
def report(region: Dataset) -> Report:
    return run(region)


def test_every_finding_says_where_what_and_how_to_mend(report: Report, region: Dataset) -> None:
    lines = {stored.path: stored.text.count("\n") + 1 for stored in region.forms}
    for finding in report.findings:
        assert 1 <= finding.line <= lines[finding.path]
        assert finding.column >= 1
        assert finding.message.endswith(("。", "”"))
        assert finding.question.endswith(("？", "。"))
        assert finding.mend
        assert "{" not in finding.question
        assert "合格" not in finding.rule.name


def test_errors_without_answer_block_their_forms(report: Report) -> None:
    errors = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    answered = {finding.form_id for finding in errors if finding.answer}
    assert report.blocked == {finding.form_id for finding in errors if not finding.answer}
    assert answered
    assert report.blocked
    assert not answered & report.blocked


def test_every_rule_of_a_kind_is_accounted_for_on_each_form(report: Report, region: Dataset) -> None:
    """Passed, found or not run: nothing is passed that was not asked, nothing asked is left out."""
    for stored in region.forms:
        form = stored.form
        asked = {
            entry.rule.id for chapter in catalogue() for entry in chapter.entries if form.kind.noun in entry.speaks_of
        }
        found = {finding.rule.id for finding in report.findings if finding.form_id == form.id}
        not_run = {item.rule.id for item in report.not_run if item.form_id == form.id}
        assert {rule.id for rule in report.passed_of(form.id)} == asked - found - not_run, form.id
        assert found | not_run <= asked, form.id


def test_a_rule_that_could_not_run_says_why(report: Report) -> None:
    assert report.not_run
    assert all(item.reason.endswith("。") for item in report.not_run)


def test_counts_of_the_book_are_those_of_its_forms(report: Report, region: Dataset) -> None:
    ids = [stored.form.id for stored in region.forms]
    for chapter in catalogue(report):
        for entry in chapter.entries:
            rule = entry.rule.id
            assert entry.passed == sum(rule in {item.id for item in report.passed_of(form)} for form in ids), rule
            assert entry.findings == sum(finding.rule.id == rule for finding in report.findings), rule


def test_same_bytes_in_another_process_with_other_hashes() -> None:
    printed = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Kathmandu")):
        command = [sys.executable, "-m", "generator.cli", "check", str(REGION_DATA), "--format", "json"]
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PUBLISH_DATE": "2024-06-01"}
        printed.add(subprocess.run(command, capture_output=True, env=environment, check=False).stdout)
    assert len(printed) == 1
    assert len(printed.pop()) > 10_000
