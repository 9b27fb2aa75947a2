"""A unit may answer a finding in the record: the answer stands beside it and the form may be published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.checks.test_cases import checked

if TYPE_CHECKING:
    from pathlib import Path

NO_REASON = {"base": "evaluation", "set": {"indicators.2.reason": None}}


def test_an_error_without_answer_blocks(tmp_path: Path) -> None:
    report, form_id = checked(NO_REASON, tmp_path)
    assert report.blocked == {form_id}


def test_an_answer_stands_beside_the_finding_and_unblocks(tmp_path: Path) -> None:
    answer = {"rule": "E01", "row": "2", "text": "原件漏印，2024 年 5 月更正。"}
    case = {**NO_REASON, "set": {**NO_REASON["set"], "answers": [answer]}}  # type: ignore[dict-item]
    report, form_id = checked(case, tmp_path)
    (finding,) = report.of_form(form_id)
    assert [given.text for given in finding.answers] == [answer["text"]]
    assert finding.is_answered
    assert report.blocked == frozenset()


def test_an_answer_to_another_row_does_not_count(tmp_path: Path) -> None:
    answer = {"rule": "E01", "row": "3", "text": "说的是第 3 行。"}
    case = {**NO_REASON, "set": {**NO_REASON["set"], "answers": [answer]}}  # type: ignore[dict-item]
    report, form_id = checked(case, tmp_path)
    assert report.blocked == {form_id}


TWO_RATES = {"funds.total.execution_rate": "96.00", "funds.fiscal.execution_rate": "96.00"}


@pytest.mark.parametrize(
    ("field", "answered"),
    [
        ({}, []),  # which of the two, nobody can tell
        ({"field": "funds.fiscal.execution_rate"}, ["funds.fiscal.execution_rate"]),
        ({"field": "funds.other.execution_rate"}, []),
    ],
)
def test_an_answer_never_covers_more_than_one_place(field: dict[str, str], answered: list[str], tmp_path: Path) -> None:
    answer = {"rule": "A01", **field, "text": "只说一行。"}
    report, form_id = checked({"base": "evaluation", "set": {**TWO_RATES, "answers": [answer]}}, tmp_path)
    found = [finding for finding in report.of_form(form_id) if finding.rule.id == "A01"]
    assert len(found) == 2
    assert [finding.field for finding in found if finding.is_answered] == answered
    assert report.blocked == {form_id}


def test_an_idle_answer_is_shown_with_its_line(tmp_path: Path) -> None:
    answer = {"rule": "Z99", "text": "说明没有人看见。"}
    report, form_id = checked({"base": "evaluation", "set": {"answers": [answer]}}, tmp_path)
    (finding,) = report.of_form(form_id)
    assert finding.message == "第 1 条单位说明“说明没有人看见。”：规则书里没有规则 Z99。"
    assert finding.line > 80
    assert not finding.is_blocking


def test_warnings_do_not_block(tmp_path: Path) -> None:
    report, form_id = checked({"base": "evaluation", "set": {"indicators.7.actual": "达成指标"}}, tmp_path)
    assert report.of_form(form_id)
    assert not report.blocked


def test_an_answer_to_one_row_leaves_the_other_rows_of_the_question_open(tmp_path: Path) -> None:
    """One question, two rows: each wants its own answer."""
    lost = {"indicators.2.reason": None, "indicators.4.actual": "90.00(%)", "indicators.4.score": "9.47"}
    answer = {"rule": "E01", "row": "2", "text": "原件漏印。"}
    report, form_id = checked({"base": "evaluation", "set": {**lost, "answers": [answer]}}, tmp_path)
    (finding,) = (found for found in report.of_form(form_id) if found.rule.id == "E01")
    assert [(place.row, bool(place.answer)) for place in finding.places] == [(2, True), (4, False)]
    assert report.blocked == {form_id}
