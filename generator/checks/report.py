"""Owns the report: every rule of the book run on every form, and what came of it. Pure: a dataset in, a report out."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.checks.book import RULES, checks_in
from generator.checks.finding import Finding, Hit, NotRun
from generator.checks.rules.answers import with_answers
from generator.forms.views import FormView, neighbours_of, view_of
from generator.record.model import NATIONAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.checks.check import Check
    from generator.checks.finding import Rule
    from generator.record.kinds import Kind
    from generator.record.store import Dataset, StoredForm

_IDS = frozenset(rule.id for rule in RULES)


@dataclass(frozen=True)
class Report:
    """What the rule book says of a set of forms."""

    findings: tuple[Finding, ...]
    """Sorted by file, line, column, rule."""
    not_run: tuple[NotRun, ...]
    """Sorted by form, rule."""
    kinds: Mapping[str, Kind]
    """Kind of every form that was checked, by its id."""
    checks: tuple[Check, ...] = dataclasses.field(default_factory=lambda: checks_in(NATIONAL))
    """The book in the words of the region, in order."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of the book."""
        return tuple(check.rule for check in self.checks)

    def of_form(self, form_id: str) -> tuple[Finding, ...]:
        """The findings of one form."""
        return self._findings_by_form.get(form_id, ())

    def not_run_of(self, form_id: str) -> tuple[NotRun, ...]:
        """The rules that could not be run on one form."""
        return self._not_run_by_form.get(form_id, ())

    def passed_of(self, form_id: str) -> tuple[Rule, ...]:
        """The rules that were run on one form and found nothing."""
        kind = self.kinds.get(form_id)
        if kind is None:
            return ()
        spoken = {finding.rule.id for finding in self.of_form(form_id)}
        spoken |= {not_run.rule.id for not_run in self.not_run_of(form_id)}
        return tuple(check.rule for check in self.checks if check.speaks_of(kind) and check.rule.id not in spoken)

    @cached_property
    def blocked(self) -> frozenset[str]:
        """Ids of the forms with an error nobody has answered."""
        return frozenset(finding.form_id for finding in self.findings if finding.is_blocking)

    @cached_property
    def stopping(self) -> tuple[Finding, ...]:
        """The findings with which nothing at all is published."""
        return tuple(finding for finding in self.findings if finding.is_blocking and finding.rule.stops_site)

    @cached_property
    def _findings_by_form(self) -> dict[str, tuple[Finding, ...]]:
        groups: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.findings:
            groups[finding.form_id].append(finding)
        return {form_id: tuple(group) for form_id, group in groups.items()}

    @cached_property
    def _not_run_by_form(self) -> dict[str, tuple[NotRun, ...]]:
        groups: dict[str, list[NotRun]] = defaultdict(list)
        for not_run in self.not_run:
            groups[not_run.form_id].append(not_run)
        return {form_id: tuple(group) for form_id, group in groups.items()}


def run(dataset: Dataset) -> Report:
    """Run every rule on every form; without a readable registry there is no profile and nothing is run."""
    if dataset.registry is None:
        return Report((), (), {})
    checks = checks_in(dataset.registry.profile)
    neighbours = neighbours_of(stored.form for stored in dataset.forms)
    findings: list[Finding] = []
    not_run: list[NotRun] = []
    for stored in dataset.forms:
        profile = stored.form.layout.applied_to(dataset.registry.profile)
        view = view_of(stored.form, profile, neighbours)
        of_form: list[Finding] = []
        for check in checks:
            found, lacking = _run_one(check, view, stored)
            of_form += found
            not_run += lacking
        findings += with_answers(of_form, stored.form.answers)
        findings += _on_answers(checks, stored, of_form)
    findings.sort(key=lambda finding: (finding.path, finding.line, finding.column, finding.rule.id, finding.message))
    return Report(
        tuple(findings), tuple(not_run), {stored.form.id: stored.form.kind for stored in dataset.forms}, checks
    )


def _run_one(check: Check, view: FormView, stored: StoredForm) -> tuple[list[Finding], list[NotRun]]:
    """One rule on one form; a rule that lacks data for several places says so once, with its reasons."""
    outcomes = [*check.outcomes(view), *(check.on_file(stored, view.profile) if check.on_file else ())]
    findings = [_finding(check.rule, outcome, stored) for outcome in outcomes if isinstance(outcome, Hit)]
    reasons = dict.fromkeys(outcome.reason for outcome in outcomes if not isinstance(outcome, Hit))
    not_run = [NotRun(check.rule, stored.form.id, " ".join(reasons))] if reasons else []
    return findings, not_run


def _on_answers(checks: Sequence[Check], stored: StoredForm, findings: Sequence[Finding]) -> Iterator[Finding]:
    """What is wrong with the answers themselves; asked when all that may be answered is found."""
    for check in checks:
        for hit in check.on_answers(stored.form, findings, _IDS) if check.on_answers else ():
            yield _finding(check.rule, hit, stored)


def _finding(rule: Rule, hit: Hit, stored: StoredForm) -> Finding:
    line, column = _position(hit, stored)
    values = {"printed": hit.printed or "空白", "expected": hit.expected or "", **hit.facts}
    return Finding(
        rule=rule,
        severity=hit.severity or rule.severity,
        form_id=stored.form.id,
        row=hit.row,
        field=hit.field,
        printed=hit.printed,
        expected=hit.expected,
        message=hit.says,
        question=rule.question.format_map(values),
        mend=rule.mend,
        answer=None,
        path=stored.path,
        line=line,
        column=column,
    )


def _position(hit: Hit, stored: StoredForm) -> tuple[int, int]:
    """Where the field stands; where it is empty or absent, the nearest part of the record that stands."""
    if hit.at:
        return hit.at
    for path in _paths(hit):
        if path in stored.positions:
            return stored.positions[path]
    return 1, 1


def _paths(hit: Hit) -> Iterator[str]:
    path = f"indicators.{hit.row}.{hit.field}" if hit.row else hit.field or ""
    while path:
        yield path
        path = path.rpartition(".")[0]
