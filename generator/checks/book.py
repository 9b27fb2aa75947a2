"""Owns the rule book: the families in order, and what the record cannot decide. Runs nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from generator.checks.finding import Severity
from generator.checks.rules import across, arithmetic, declarations, indicators, plausibility, reasons, structure, text
from generator.record.kinds import KINDS
from generator.record.model import NATIONAL
from generator.record.values import plain

if TYPE_CHECKING:
    from collections.abc import Collection

    from generator.checks.check import Check
    from generator.checks.finding import Rule
    from generator.checks.report import Report
    from generator.record.model import Profile

FAMILIES = tuple(
    module.FAMILY for module in (arithmetic, indicators, structure, text, reasons, plausibility, declarations, across)
)


def checks_in(profile: Profile) -> tuple[Check, ...]:
    """Every check in order, its rule in the words and bounds of a region."""
    return _worded(tuple(profile_words(profile).items()))


@cache
def _worded(words: tuple[tuple[str, str], ...]) -> tuple[Check, ...]:
    told = dict(words)
    return tuple(replace(check, rule=check.rule.worded(told)) for family in FAMILIES for check in family.checks)


def profile_words(profile: Profile) -> dict[str, str]:
    """What the texts of the rules may say of a region, by the name of its setting."""
    figures = ("overshoot_percent", "rate_threshold", "weight_tolerance", "ratio_tolerance", "execution_weight")
    grades = "，".join(f"{plain(grade.lower)} 分起为{'或'.join(grade.words)}" for grade in profile.grades)
    return {name: plain(getattr(profile, name)) for name in figures} | {"grades": grades}


RULES: tuple[Rule, ...] = tuple(check.rule for check in checks_in(NATIONAL))
"""The book as the national rules word it."""

ELSEWHERE = (
    ("A07", "一级指标的小计", "通行的表不印小计，记录里没有这一项。"),
    ("C07", "二级指标属于一级指标", "读记录时就检查（R023），不合的记录不发布。"),
    ("C11", "单元格错位", "录入时检查；错位的地方写在整理说明里，和表一起公开。"),
    ("C12", "不是项目自评表的表", "读记录时就检查（R012），别的表种不收。"),
    ("H04", "各表合计与部门决算说明相符", "要有部门决算里的绩效说明才能比，资料里还没有。"),
    ("H07", "自评分与复核分", "要有财政部门的复核结果才能比，资料里还没有。"),
)
"""Ids of the same numbering that this book does not run: name, and where or why not."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule as the rules page shows it."""

    rule: Rule
    speaks_of: tuple[str, ...]
    """Labels of the kinds of form it is run on."""
    findings: int | None
    """None without a report."""
    forms: int | None
    """How many forms have a finding."""
    not_run: int | None
    """On how many forms it could not be run."""
    passed: int | None
    """How many forms were looked at without a finding."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A family of the rule book with its rules."""

    letter: str
    name: str
    about: str
    entries: tuple[Entry, ...]


def catalogue(
    report: Report | None = None, shown: Collection[Severity] = tuple(Severity), profile: Profile = NATIONAL
) -> tuple[Chapter, ...]:
    """The whole book in order, in the words of a region.

    With a report, in those of its region, and how often each rule found something of the severities shown.
    """
    checks = {check.rule.id: check for check in (report.checks if report else checks_in(profile))}
    return tuple(
        Chapter(
            family.letter,
            family.name,
            family.about,
            tuple(_entry(checks[check.rule.id], report, shown) for check in family.checks),
        )
        for family in FAMILIES
    )


def _entry(check: Check, report: Report | None, shown: Collection[Severity]) -> Entry:
    speaks_of = tuple(kind.noun for kind in KINDS.values() if check.speaks_of(kind))
    if report is None:
        return Entry(check.rule, speaks_of, None, None, None, None)
    found = [finding for finding in report.findings if finding.rule.id == check.rule.id]
    seen = [finding.form_id for finding in found if finding.severity in shown]
    not_run = {item.form_id for item in report.not_run if item.rule.id == check.rule.id}
    asked = {form_id for form_id, kind in report.kinds.items() if check.speaks_of(kind)}
    passed = len(asked - not_run - {finding.form_id for finding in found})
    return Entry(check.rule, speaks_of, len(seen), len(set(seen)), len(not_run), passed)
