"""The report: every finding says where, what and how to mend; every rule found, passed or could not run."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from generator.checks import Severity, catalogue, run
from generator.record.model import Indicator
from tests.conftest import REGION_DATA

if TYPE_CHECKING:
    from generator.checks import Report
    from generator.record.store import Dataset, StoredForm


UNIT = "qinghe-shuili-ju"


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
    answered = {finding.form_id for finding in errors if finding.is_answered}
    assert report.blocked == {finding.form_id for finding in errors if not finding.is_answered}
    assert answered
    assert report.blocked
    assert not answered & report.blocked


def test_every_rule_of_a_kind_is_accounted_for_on_each_form(report: Report, region: Dataset) -> None:
    """Passed, found or not run: nothing is passed that was not asked, nothing asked is left out."""
    for stored in region.forms:
        form = stored.form
        asked = {
            entry.rule.id
            for chapter in catalogue(report.rules)
            for entry in chapter.entries
            if form.kind.noun in entry.speaks_of
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
    for chapter in catalogue(report.rules, report.counts(tuple(Severity))):
        for entry in chapter.entries:
            rule, count = entry.rule.id, entry.count
            assert count is not None
            assert count.passed == sum(rule in {item.id for item in report.passed_of(form)} for form in ids), rule
            assert count.findings == sum(finding.rule.id == rule for finding in report.findings), rule


def test_what_weighs_most_stands_first_everywhere(report: Report, region: Dataset) -> None:
    weights = [rule.weight for rule in report.rules.values()]
    assert len(set(weights)) == len(weights), "each rule has a weight of its own"
    for stored in region.forms:
        of_form = [finding.rule.weight for finding in report.of_form(stored.form.id)]
        assert of_form == sorted(of_form, reverse=True)


def test_questions_hold_every_finding_once(report: Report, region: Dataset) -> None:
    for stored in region.forms:
        asked = [finding for question in report.questions_of(stored.form.id) for finding in question.findings]
        assert sorted(map(id, asked)) == sorted(map(id, report.of_form(stored.form.id)))


def test_no_text_says_where(report: Report) -> None:
    """Rows stand in the places alone, so that a row that moves is the same finding."""
    for finding in report.findings:
        for place in finding.places:
            assert place.row is None or f"第 {place.row} 行" not in place.says + place.question


def test_same_bytes_in_another_process_with_other_hashes() -> None:
    printed = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Kathmandu")):
        command = [sys.executable, "-m", "generator.cli", "check", str(REGION_DATA), "--format", "json"]
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PUBLISH_DATE": "2024-06-01"}
        printed.add(subprocess.run(command, capture_output=True, env=environment, check=False).stdout)
    assert len(printed) == 1
    assert len(printed.pop()) > 10_000


def test_a_habit_of_a_unit_is_told_once_with_its_share(region: Dataset) -> None:
    """Half the forms of a unit answer numbers with words: told for the unit, quietly on each form."""
    changed = tuple(_in_words(stored) if stored.form.unit_id == UNIT else stored for stored in region.forms)
    told = run(replace(region, forms=changed))
    (habit,) = (habit for habit in told.systemic(2023, UNIT) if habit.rule.id == "B10")
    assert len(habit.forms) * 2 >= habit.of >= 4
    quiet = {finding.form_id for finding in told.findings if finding.rule.id == "B10" and finding.is_systemic}
    assert quiet == set(habit.forms)
    assert run(region).systemic(2023, UNIT) == ()


def _in_words(stored: StoredForm) -> StoredForm:
    """The form with every actual value answered by 达成指标."""
    rows = tuple(
        replace(row, actual="达成指标") if isinstance(row, Indicator) else row for row in stored.form.indicators
    )
    return replace(stored, form=replace(stored.form, indicators=rows))
