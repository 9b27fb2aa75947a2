"""Findings on the site: questions beside their rows, counts that agree, severities and blocking as the site chooses."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from generator.checks import RULES, Severity, run
from generator.publish.edition import Edition
from generator.publish.site import Site, build_site
from generator.publish.words.quality import Checks
from tests.conftest import DAY

if TYPE_CHECKING:
    from generator.record.store import Dataset

GEAR = "evaluations/2023/qinghe-diyi-xiaoxue/tiyu-qicai"
"""A form with an error, a warning and a note."""
RATIO = "按比例是 0.00 分，3.00 分是怎么评的？"


@pytest.fixture(scope="module")
def site(public: Dataset) -> Site:
    return build_site(public, Edition(DAY))


def test_a_row_carries_the_number_of_its_question_which_stands_in_the_section(site: Site) -> None:
    page = site.pages[f"{GEAR}.md"]
    row = next(line for line in page.splitlines() if line.startswith("|") and " | 2 | " in line)
    number = re.search(r"\[问 (\d+)\]\(#check-b03\)", row)
    assert number
    assert RATIO not in row
    section = page[page.index(f"### {number[1]}. ") :]
    assert "{ #check-b03 .fold }" in section.partition("\n")[0]
    assert RATIO in section.partition("###")[2].partition("###")[0]


def test_not_run_is_shown_apart_from_passed(site: Site) -> None:
    page = site.pages[f"{GEAR}.md"]
    assert "资料不足，没有查的" in page
    assert "查过，没有发现的" in page


def test_the_public_reads_questions_never_verdicts(site: Site) -> None:
    for name, page in site.pages.items():
        section = page[page.index("{ #checks }") :] if "{ #checks }" in page else ""
        section = section[: section.find("\n## ")]
        assert not re.search(r"错误|不合格|违规", section), name


def test_every_rule_has_its_place_on_the_rules_page(site: Site) -> None:
    page = site.pages["rules.md"]
    assert [rule.id for rule in RULES if f"{{ #{rule.id.lower()} " not in page] == []


def test_counts_on_the_quality_pages_agree_with_the_report(public: Dataset) -> None:
    report = run(public)
    forms = [stored.form for stored in public.forms]
    quality = Checks(report).of_forms(forms)
    questions = [question for form in forms for question in report.questions_of(form.id)]
    assert quality.total == sum(not question.is_systemic for question in questions)
    assert len(report.findings) == sum(line.findings for line in quality.lines)
    assert len(quality.lines) + quality.passed + quality.not_run == len(RULES)


def test_rule_that_was_never_run_is_not_counted_as_passed(public: Dataset) -> None:
    """The only form of 2021 is a declaration: most rules speak of self-evaluations only."""
    report = run(public)
    forms = [stored.form for stored in public.forms if stored.form.year == 2021]
    quality = Checks(report).of_forms(forms)
    found = {line.rule.id for line in quality.lines}
    passed = {rule.id for form in forms for rule in report.passed_of(form.id)} - found
    assert (quality.passed, quality.not_run) == (len(passed), len(RULES) - len(found) - len(passed))
    page = build_site(public, Edition(DAY)).pages["quality/2021.md"]
    assert f"另有 {len(passed)} 条规则查过，没有发现；{quality.not_run} 条在这些表里一份也没有查" in page


def test_rule_whose_findings_are_not_shown_is_neither_passed_nor_left_out(public: Dataset) -> None:
    report = run(public)
    forms = [stored.form for stored in public.forms]
    whole, errors = Checks(report).of_forms(forms), Checks(report, frozenset({Severity.ERROR})).of_forms(forms)
    assert len(errors.lines) < len(whole.lines)
    assert (errors.passed, errors.not_run) == (whole.passed, whole.not_run)


def test_quality_pages_per_year_and_unit(site: Site) -> None:
    names = {name for name in site.pages if name.startswith("quality/")}
    assert {"quality/index.md", "quality/2023.md", "quality/2021.md"} <= names
    assert "quality/2023/qinghe-shuili-ju.md" in names
    assert "quality/2021/qinghe-shuili-ju.md" not in names


def test_findings_are_published_for_programs_too(site: Site, public: Dataset) -> None:
    findings = json.loads(site.files["data/findings.json"])["findings"]
    assert len(findings) == len(run(public).findings)
    assert {finding["rule"] for finding in findings} <= {rule.id for rule in RULES}


def test_a_site_may_show_only_errors(public: Dataset) -> None:
    page = build_site(public, Edition(DAY, shown=frozenset({Severity.ERROR}))).pages[f"{GEAR}.md"]
    assert "{ #check-b03 " in page
    assert "{ #check-e03 " not in page


def test_a_site_may_hold_back_forms_with_unanswered_errors(public: Dataset) -> None:
    site = build_site(public, Edition(DAY, block_on_errors=True))
    held = {stored.form.id for stored in public.forms if f"{stored.form.id}.md" not in site.pages}
    assert held == run(public).blocked
    assert GEAR in held
    assert f"{GEAR}.yaml" not in site.files


def test_no_question_says_its_row_twice(site: Site) -> None:
    items = [item for page in site.pages.values() for item in re.findall(r"^- .*\(#row-\d+\).*$", page, re.MULTILINE)]
    assert items
    for item in items:
        rows = re.findall(r"第 \d+ 行", item)
        assert len(rows) == len(set(rows)), item


def test_a_quote_that_is_cut_says_so(site: Site) -> None:
    [page] = [text for path, text in site.pages.items() if "举办为期个月" in text and path.startswith("declarations/")]
    assert "[第 2 行](#row-2) 目标值里有没填完的“为期个”：“举办为期个月的护河志愿…”" in page
