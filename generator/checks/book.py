"""Owns the rule book: the families in order, and what the record cannot decide. Runs nothing and counts nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.checks.rules import across, declarations, plausibility, reasons, structure
from generator.checks.rules.arithmetic import FAMILY as ARITHMETIC
from generator.checks.rules.indicators import FAMILY as INDICATORS
from generator.checks.rules.text import FAMILY as TEXT
from generator.checks.words import words_of
from generator.record.kinds import KINDS
from generator.record.model import NATIONAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.checks.check import Check, Family
    from generator.checks.finding import Rule
    from generator.record.model import Profile

FAMILIES: tuple[Family, ...] = (
    ARITHMETIC,
    INDICATORS,
    structure.FAMILY,
    TEXT,
    reasons.FAMILY,
    plausibility.FAMILY,
    declarations.FAMILY,
    across.FAMILY,
)
CHECKS: tuple[Check, ...] = tuple(check for family in FAMILIES for check in family.checks)
"""Every check in order, the texts of its rule still to be worded by a regional profile."""


def rules_of(profile: Profile) -> dict[str, Rule]:
    """Every rule in order by its id, with the bounds and words of a region."""
    words = words_of(profile)
    return {check.rule.id: check.rule.worded(words) for check in CHECKS}


RULES: tuple[Rule, ...] = tuple(rules_of(NATIONAL).values())
"""The book as the national rules word it."""

ELSEWHERE = (
    ("A07", "一级指标的小计", "通行的表不印小计，记录里没有这一项。"),
    ("C07", "二级指标属于一级指标", "读记录时就检查（R023），不合的记录不发布。"),
    ("C12", "不是项目自评表的表", "读记录时就检查（R012），别的表种不收。"),
    ("H04", "各表合计与部门决算说明相符", "要有部门决算里的绩效说明才能比，资料里还没有。"),
    ("H07", "自评分与复核分", "要有财政部门的复核结果才能比，资料里还没有。"),
)
"""Ids of the same numbering that this book does not run: name, and where or why not."""


@dataclass(frozen=True, slots=True)
class Count:
    """What a rule came to on some forms."""

    findings: int = 0
    """Questions."""
    forms: int = 0
    """How many forms have one."""
    not_run: int = 0
    """On how many forms it could not be run."""
    passed: int = 0
    """How many forms were looked at without a finding."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule as the rules page shows it."""

    rule: Rule
    speaks_of: tuple[str, ...]
    """Labels of the kinds of form it is run on."""
    count: Count | None
    """None where no forms were checked."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A family of the rule book with its rules."""

    letter: str
    name: str
    about: str
    entries: tuple[Entry, ...]


def catalogue(rules: Mapping[str, Rule], counts: Mapping[str, Count] | None = None) -> tuple[Chapter, ...]:
    """The whole book in order, in the words of a region; with counts, how often each rule found something."""
    return tuple(
        Chapter(family.letter, family.name, family.about, tuple(_entry(c, rules, counts) for c in family.checks))
        for family in FAMILIES
    )


def _entry(check: Check, rules: Mapping[str, Rule], counts: Mapping[str, Count] | None) -> Entry:
    speaks_of = tuple(kind.noun for kind in KINDS.values() if check.speaks_of(kind))
    return Entry(rules[check.rule.id], speaks_of, counts[check.rule.id] if counts is not None else None)
