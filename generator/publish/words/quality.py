"""Owns what the pages show of the rule book: questions per form, per rule, per year and unit. Pure; runs no rule."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from generator.checks import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.checks import Finding, NotRun, Report, Rule
    from generator.record.model import Form, Unit

WORDS = {Severity.ERROR: "请核对", Severity.WARNING: "请说明", Severity.NOTE: "可以问"}
"""What the public reads for a severity: a request, never a verdict."""
ALL = frozenset(Severity)


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one rule on one form."""

    rule: Rule
    findings: tuple[Finding, ...]

    @property
    def severity(self) -> Severity:
        """The weightiest of its findings."""
        return min((finding.severity for finding in self.findings), key=list(Severity).index)

    @property
    def anchor(self) -> str:
        """Where the page of the form asks it."""
        return f"check-{self.rule.id.lower()}"

    @property
    def rows(self) -> frozenset[int]:
        """The rows it speaks of."""
        return frozenset(finding.row for finding in self.findings if finding.row is not None)


@dataclass(frozen=True, slots=True)
class FormChecks:
    """What the rule book says of one form, as its page shows it."""

    groups: tuple[Group, ...]
    """The weightiest first, then in the order of the book."""
    not_run: tuple[NotRun, ...]
    passed: tuple[Rule, ...]

    @property
    def count(self) -> int:
        """How many questions."""
        return sum(len(group.findings) for group in self.groups)

    @property
    def marks(self) -> Mapping[int, list[tuple[int, Group]]]:
        """The questions a row is asked, each with its number on the page from 1."""
        found: dict[int, list[tuple[int, Group]]] = {}
        for number, group in enumerate(self.groups, 1):
            for row in group.rows:
                found.setdefault(row, []).append((number, group))
        return found

    @property
    def rules(self) -> int:
        """How many rules speak of this kind of form."""
        spoken = {group.rule.id for group in self.groups} | {item.rule.id for item in self.not_run}
        return len(spoken | {rule.id for rule in self.passed})


@dataclass(frozen=True, slots=True)
class Line:
    """One rule on a quality page."""

    rule: Rule
    findings: int
    forms: tuple[tuple[Form, tuple[Finding, ...]], ...]
    """Each form with its questions, in the order of the forms."""
    not_run: int
    """On how many forms it lacked data."""
    passed: int
    """On how many forms it was run and found nothing."""

    @property
    def severity(self) -> Severity:
        """The weightiest of its findings; the rule's own where there is none."""
        found = [finding.severity for _, findings in self.forms for finding in findings]
        return min(found, key=list(Severity).index) if found else self.rule.severity


@dataclass(frozen=True, slots=True)
class Quality:
    """What was found how often in some forms."""

    forms: tuple[Form, ...]
    lines: tuple[Line, ...]
    """The rules that found something, in the order of the book."""
    passed: int
    """How many rules were run on some form and found nothing."""
    not_run: int
    """How many rules were run on no form: they speak of another kind, or data were lacking."""
    counts: tuple[tuple[str, int], ...]
    """How many questions of each severity, in public words."""

    @property
    def total(self) -> int:
        """How many questions."""
        return sum(count for _, count in self.counts)

    @property
    def per_form(self) -> Decimal:
        """How many questions a form has on average, one decimal."""
        return (Decimal(self.total) / max(len(self.forms), 1)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Checks:
    """The report with the severities the public sees."""

    report: Report
    shown: frozenset[Severity] = ALL

    def of_form(self, form_id: str) -> FormChecks:
        """What the page of one form shows."""
        return self._by_form[form_id]

    @cached_property
    def _by_form(self) -> Mapping[str, FormChecks]:
        return {form_id: self._gathered(form_id) for form_id in self.report.kinds}

    def _gathered(self, form_id: str) -> FormChecks:
        findings = [finding for finding in self.report.of_form(form_id) if finding.severity in self.shown]
        of_rule: dict[str, list[Finding]] = {}
        for finding in findings:
            of_rule.setdefault(finding.rule.id, []).append(finding)
        groups = (Group(rule, tuple(of_rule[rule.id])) for rule in self.report.rules if rule.id in of_rule)
        return FormChecks(
            groups=tuple(sorted(groups, key=lambda group: list(Severity).index(group.severity))),
            not_run=self.report.not_run_of(form_id),
            passed=self.report.passed_of(form_id),
        )

    def of_forms(self, forms: Iterable[Form]) -> Quality:
        """What was found in some forms, rule by rule."""
        chosen = tuple(forms)
        found = {form.id: self.of_form(form.id) for form in chosen}
        lines = _lines(self.report.rules, chosen, found)
        spoken = {finding.rule.id for form in chosen for finding in self.report.of_form(form.id)}  # shown or not
        silent = [line for line in lines if line.rule.id not in spoken]
        shown = [finding for checks in found.values() for group in checks.groups for finding in group.findings]
        return Quality(
            forms=chosen,
            lines=tuple(line for line in lines if line.findings),
            passed=sum(1 for line in silent if line.passed),
            not_run=sum(1 for line in silent if not line.passed),
            counts=tuple(
                (WORDS[severity], sum(1 for finding in shown if finding.severity is severity))
                for severity in Severity
                if severity in self.shown
            ),
        )


def _lines(rules: Sequence[Rule], forms: Sequence[Form], found: Mapping[str, FormChecks]) -> list[Line]:
    """Every rule of the book with what it found in the forms, counted in one pass."""
    hits: dict[str, list[tuple[Form, tuple[Finding, ...]]]] = {}
    not_run: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    for form in forms:
        checks = found[form.id]
        not_run.update(item.rule.id for item in checks.not_run)
        passed.update(rule.id for rule in checks.passed)
        for group in checks.groups:
            hits.setdefault(group.rule.id, []).append((form, group.findings))
    counted = ((rule, tuple(hits.get(rule.id, ()))) for rule in rules)
    return [
        Line(rule, sum(len(findings) for _, findings in of_rule), of_rule, not_run[rule.id], passed[rule.id])
        for rule, of_rule in counted
    ]


@dataclass(frozen=True, slots=True)
class UnitQuality:
    """One unit of one year."""

    unit: Unit
    quality: Quality
