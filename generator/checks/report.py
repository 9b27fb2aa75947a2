"""Owns the report: every rule of the book run on every form, and what came of it. Pure: a dataset in, a report out."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from generator.checks.book import CHECKS, Count, rules_of
from generator.checks.finding import Lacking, NotRun, questions_in
from generator.checks.gathering import gathered
from generator.checks.habits import Habit, habits_in
from generator.checks.rules.answers import with_answers
from generator.checks.rules.observations import observed
from generator.forms.neighbours import neighbours_of
from generator.forms.views import FormView, view_of
from generator.workers import spread

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from generator.checks.check import Check, Verdict
    from generator.checks.finding import Finding, Question, Rule, Severity
    from generator.forms.neighbours import Neighbours
    from generator.forms.views import FormView
    from generator.record.kinds import Kind
    from generator.record.model import Form
    from generator.record.store import Dataset, StoredForm

_BATCH = 64
"""Forms that a process takes at once: what it hands back names each rule once."""
_IDS = frozenset(check.rule.id for check in CHECKS)


@dataclass(frozen=True)
class Report:
    """What the rule book says of a set of forms."""

    findings: tuple[Finding, ...]
    """Sorted by file, then what weighs most first."""
    not_run: tuple[NotRun, ...]
    """Sorted by form, rule."""
    kinds: Mapping[str, Kind]
    """Kind of every form that was checked, by its id."""
    rules: Mapping[str, Rule]
    """The book in the words of the region, by rule id, in its order."""
    habits: tuple[Habit, ...] = ()
    """What most forms of a unit and year do alike."""

    def of_form(self, form_id: str) -> tuple[Finding, ...]:
        """The findings of one form, what weighs most first."""
        return self._findings_by_form.get(form_id, ())

    def questions_of(self, form_id: str) -> tuple[Question, ...]:
        """The same as a reader would ask: one question a cause, what weighs most first, habits last."""
        return questions_in(self.of_form(form_id))

    def not_run_of(self, form_id: str) -> tuple[NotRun, ...]:
        """The rules that could not be run on one form."""
        return self._not_run_by_form.get(form_id, ())

    def passed_of(self, form_id: str) -> tuple[Rule, ...]:
        """The rules that were run on one form and found nothing."""
        return self._passed_by_form.get(form_id, ())

    def systemic(self, year: int, unit_id: str | None = None) -> tuple[Habit, ...]:
        """What most forms do alike: of one unit in one year, or of every unit of the year."""
        return tuple(habit for habit in self.habits if habit.year == year and unit_id in (None, habit.unit_id))

    def counts(self, shown: Collection[Severity], forms: Iterable[str] | None = None) -> dict[str, Count]:
        """What each rule came to on some forms, or on all; questions of the severities shown.

        A rule that has only questions that are not shown neither passed nor is counted.
        """
        findings, with_findings, not_run, passed = (Counter[str]() for _ in range(4))
        for form_id in self.kinds if forms is None else forms:
            asked = Counter(finding.rule.id for finding in self.of_form(form_id) if finding.severity in shown)
            findings.update(asked)
            with_findings.update(asked.keys())
            not_run.update(item.rule.id for item in self.not_run_of(form_id))
            passed.update(rule.id for rule in self.passed_of(form_id))
        return {
            rule_id: Count(findings[rule_id], with_findings[rule_id], not_run[rule_id], passed[rule_id])
            for rule_id in self.rules
        }

    @cached_property
    def blocked(self) -> frozenset[str]:
        """Ids of the forms with an error nobody has answered."""
        return frozenset(finding.form_id for finding in self.findings if finding.is_blocking)

    @cached_property
    def stopping(self) -> tuple[Finding, ...]:
        """The findings with which nothing at all is published."""
        return tuple(finding for finding in self.findings if finding.is_blocking and finding.rule.stops_site)

    @cached_property
    def _spoken_of(self) -> dict[Kind, tuple[Rule, ...]]:
        """The rules that speak of each kind of form."""
        kinds = set(self.kinds.values())
        return {kind: tuple(self.rules[c.rule.id] for c in CHECKS if c.speaks_of(kind)) for kind in kinds}

    @cached_property
    def _passed_by_form(self) -> dict[str, tuple[Rule, ...]]:
        return {form_id: self._passed(form_id, kind) for form_id, kind in self.kinds.items()}

    def _passed(self, form_id: str, kind: Kind) -> tuple[Rule, ...]:
        spoken = {finding.rule.id for finding in self.of_form(form_id)}
        spoken |= {not_run.rule.id for not_run in self.not_run_of(form_id)}
        return tuple(rule for rule in self._spoken_of[kind] if rule.id not in spoken)

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


Memory = dict[str, tuple[str, list["Finding"], list[NotRun]]]
"""What is remembered of the last run, by form id: digest of all that the rules read, and what came of it."""


def run(dataset: Dataset, memory: Memory | None = None) -> Report:
    """Run every rule on every form; without a readable registry there is no profile and nothing is run.

    With a memory a form is run anew only where it or what the rules see around it is another; a memory is of one
    registry.
    """
    if dataset.registry is None:
        return Report((), (), {}, {})
    rules = rules_of(dataset.registry.profile)
    neighbours = neighbours_of(stored.form for stored in dataset.forms)
    region = dataset.registry.profile

    def run_one(stored: StoredForm) -> tuple[list[Finding], list[NotRun]]:
        view = view_of(stored.form, stored.form.layout.applied_to(region), neighbours)
        return _run_form(view, stored, rules)

    keys = _keys(dataset.forms, neighbours) if memory is not None else {}
    known = {name: last[1:] for name, last in (memory or {}).items() if last[0] == keys.get(name)}
    anew = [stored for stored in dataset.forms if stored.form.id not in known]
    made = known | dict(zip((stored.form.id for stored in anew), spread(run_one, anew, batch=_BATCH), strict=True))
    found = [made[stored.form.id] for stored in dataset.forms]
    if memory is not None:
        memory.clear()
        memory.update((name, (key, *made[name])) for name, key in keys.items())
    findings = [finding for of_form, _ in found for finding in of_form]
    not_run = [item for _, lacking in found for item in lacking]
    habits = habits_in(findings, [stored.form for stored in dataset.forms])
    findings = _quieted(findings, habits)
    findings.sort(key=lambda finding: (finding.path, finding.order))
    return Report(
        findings=tuple(findings),
        not_run=tuple(not_run),
        kinds={stored.form.id: stored.form.kind for stored in dataset.forms},
        rules=rules,
        habits=habits,
    )


def _keys(forms: Sequence[StoredForm], neighbours: Neighbours) -> dict[str, str]:
    """Digest of all that the rules read of each form: where it is the same, so is what they find."""
    texts = {stored.form.id: hashlib.sha256(f"{stored.path}\n{stored.text}".encode()).hexdigest() for stored in forms}

    def key(form: Form) -> str:
        read = [texts[other.id] for other in neighbours.around(form)]
        return hashlib.sha256(repr((read, sorted(neighbours.of_its_unit(form)))).encode()).hexdigest()

    return {stored.form.id: key(stored.form) for stored in forms}


def outcomes_of(rule_id: str, view: FormView) -> tuple[Verdict, ...]:
    """What one rule yields on one form, observations of the editors with it."""
    check = next(check for check in CHECKS if check.rule.id == rule_id)
    return tuple(_outcomes(check, view, observed(view.form)))


def _run_form(view: FormView, stored: StoredForm, rules: Mapping[str, Rule]) -> tuple[list[Finding], list[NotRun]]:
    findings: list[Finding] = []
    not_run: list[NotRun] = []
    seen = observed(stored.form)
    for check in CHECKS:
        rule = rules[check.rule.id]
        outcomes = [*_outcomes(check, view, seen), *_on_file(check, view, stored)]
        if outcomes:
            findings += gathered(rule, outcomes, stored)
            not_run += _not_run(rule, outcomes, stored.form)
    answered = with_answers(findings, stored.form.answers)
    return [*answered, *_on_answers(stored, findings, rules)], not_run


def _outcomes(check: Check, view: FormView, seen: Mapping[str, Sequence[Verdict]]) -> Iterator[Verdict]:
    yield from check.outcomes(view)
    yield from seen.get(check.rule.id, ())


def _on_file(check: Check, view: FormView, stored: StoredForm) -> Iterable[Verdict]:
    return check.on_file(stored, view.profile) if check.on_file else ()


def _not_run(rule: Rule, outcomes: Iterable[Verdict], form: Form) -> list[NotRun]:
    """A rule that lacks data for several places says so once, with its reasons."""
    reasons = dict.fromkeys(outcome.reason for outcome in outcomes if isinstance(outcome, Lacking))
    return [NotRun(rule, form.id, sys.intern(" ".join(reasons)))] if reasons else []


def _on_answers(stored: StoredForm, findings: Sequence[Finding], rules: Mapping[str, Rule]) -> Iterator[Finding]:
    """What is wrong with the answers themselves; asked when all that may be answered is found."""
    for check in CHECKS:
        if check.on_answers:
            hits = tuple(check.on_answers(stored.form, findings, _IDS))
            yield from gathered(rules[check.rule.id], hits, stored)


def _quieted(findings: Iterable[Finding], habits: Iterable[Habit]) -> list[Finding]:
    """The findings, those that only say what most forms of the unit do marked as such."""
    common = {(habit.rule.id, form_id) for habit in habits for form_id in habit.forms}
    return [
        replace(finding, is_systemic=True) if (finding.rule.id, finding.form_id) in common else finding
        for finding in findings
    ]
