"""Owns what the pages show of the rule book: questions per form, per rule, per year and unit. Pure; runs no rule."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from generator.checks import Finding, NotRun, Severity
from generator.checks.finding import RANK, TOPICS, questions_in
from generator.checks.habits import Habit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.checks import Question, Report, Rule
    from generator.record.model import Form, Unit

WORDS = {Severity.ERROR: "请核对", Severity.WARNING: "请说明", Severity.NOTE: "可以问"}
"""What the public reads for a severity: a request, never a verdict."""
ALL = frozenset(Severity)
_TOLD = {
    model: tuple(item.name for item in dataclasses.fields(model) if item.name != "rule")
    for model in (Finding, NotRun, Habit)
}
"""What a finding, a rule not run or a habit holds beside its rule."""


@dataclass(frozen=True, slots=True)
class Group:
    """One question of a form: the findings of one cause, seen by one rule or by several."""

    findings: tuple[Finding, ...]
    """What weighs most first."""
    anchor: str
    """Where the page of the form asks it."""
    habit: Habit | None = None
    """What most forms of the unit do alike, where that is all the question says: told quietly."""

    @property
    def rule(self) -> Rule:
        """The rule that weighs most."""
        return self.findings[0].rule

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule that asks."""
        return tuple({finding.rule.id: finding.rule for finding in self.findings}.values())

    @property
    def title(self) -> str:
        """What was found, and in how many places."""
        if len(self.findings) == 1:
            return self.findings[0].title
        found = TOPICS.get(self.rule.topic, self.findings[0].found) if len(self.rules) > 1 else self.findings[0].found
        return f"{found} {self.places} 处"

    @property
    def places(self) -> int:
        """In how many places."""
        return sum(len(finding.places) for finding in self.findings)

    @property
    def severity(self) -> Severity:
        """The weightiest of its findings."""
        return min((finding.severity for finding in self.findings), key=RANK.__getitem__)

    @property
    def rows(self) -> frozenset[int]:
        """The rows it speaks of."""
        return frozenset(row for finding in self.findings for row in finding.rows)


@dataclass(frozen=True, slots=True)
class FormChecks:
    """What the rule book says of one form, as its page shows it."""

    groups: tuple[Group, ...]
    """The questions, what weighs most first; habits of the unit last."""
    not_run: tuple[NotRun, ...]
    passed: tuple[Rule, ...]

    @property
    def count(self) -> int:
        """How many questions, without habits."""
        return sum(group.habit is None for group in self.groups)

    @property
    def habits(self) -> int:
        """How many habits of the unit the form shows."""
        return len(self.groups) - self.count

    @property
    def marks(self) -> Mapping[int, list[tuple[int, Group]]]:
        """The questions a row is asked, each with its number on the page from 1; habits are not said of each row."""
        found: dict[int, list[tuple[int, Group]]] = {}
        for number, group in enumerate(self.groups, 1):
            for row in group.rows if group.habit is None else ():
                found.setdefault(row, []).append((number, group))
        return found

    @property
    def rules(self) -> int:
        """How many rules speak of this kind of form."""
        spoken = {rule.id for group in self.groups for rule in group.rules} | {item.rule.id for item in self.not_run}
        return len(spoken | {rule.id for rule in self.passed})


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule on a quality page."""

    rule: Rule
    findings: int
    forms: tuple[tuple[Form, tuple[Finding, ...], str], ...]
    """Each form with what was found there and where its page asks it, in the order of the forms."""
    not_run: int
    """On how many forms it lacked data."""
    passed: int
    """On how many forms it was run and found nothing."""

    @property
    def places(self) -> int:
        """In how many places."""
        return sum(len(finding.places) for _, findings, _ in self.forms for finding in findings)

    @property
    def severity(self) -> Severity:
        """The weightiest of its findings; the rule's own where there is none."""
        found = {finding.severity for _, findings, _ in self.forms for finding in findings}
        return min(found, key=RANK.__getitem__, default=self.rule.severity)


@dataclass(frozen=True, slots=True)
class Quality:
    """What was found how often in some forms."""

    forms: tuple[Form, ...]
    lines: tuple[RuleLine, ...]
    """The rules that found something, what weighs most first."""
    passed: int
    """How many rules were run on some form and found nothing."""
    not_run: int
    """How many rules were run on no form: they speak of another kind, or data were lacking."""
    counts: tuple[tuple[str, int], ...]
    """How many questions of each severity, in public words; without habits."""
    habits: tuple[Habit, ...] = ()
    """What most forms of a unit and year do alike."""

    @property
    def by_severity(self) -> tuple[tuple[str, str, tuple[RuleLine, ...]], ...]:
        """The rules that found something under their severity: its public word, its name for an address, the lines."""
        found: dict[Severity, list[RuleLine]] = {}
        for line in self.lines:
            found.setdefault(line.severity, []).append(line)
        return tuple(
            (WORDS[severity], severity.name.lower(), tuple(found[severity]))
            for severity in Severity
            if severity in found
        )

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
        shown = [finding for finding in self.report.of_form(form_id) if finding.severity in self.shown]
        questions = questions_in(shown)
        anchors = _anchors(questions)
        return FormChecks(
            groups=tuple(map(partial(self._group, form_id), questions, anchors)),
            not_run=self.report.not_run_of(form_id),
            passed=self.report.passed_of(form_id),
        )

    def _group(self, form_id: str, question: Question, anchor: str) -> Group:
        habit = self._habits.get((question.findings[0].rule.id, form_id)) if question.is_systemic else None
        return Group(question.findings, anchor, habit)

    @cached_property
    def _habits_of(self) -> Mapping[str, Sequence[Habit]]:
        found: dict[str, list[Habit]] = {}
        for habit in self.report.habits:
            for form_id in habit.forms:
                found.setdefault(form_id, []).append(habit)
        return found

    @cached_property
    def _habits(self) -> Mapping[tuple[str, str], Habit]:
        return {(habit.rule.id, form_id): habit for habit in self.report.habits for form_id in habit.forms}

    def said_of(self, form_id: str) -> tuple[object, ...]:
        """All that a page can tell of one form, the rules by their ids; where it prints the same, so does the page."""
        told: tuple[Any, ...] = (
            *self.report.of_form(form_id),
            *self.report.not_run_of(form_id),
            *self._habits_of.get(form_id, ()),
        )
        return tuple((item.rule.id, *(getattr(item, name) for name in _TOLD[type(item)])) for item in told)

    def rules_asked(self, forms: Iterable[Form]) -> frozenset[str]:
        """The rules that found something in some forms, by their ids."""
        found = (finding for form in forms for finding in self.report.of_form(form.id))
        return frozenset(finding.rule.id for finding in found if finding.severity in self.shown)

    def of_forms(self, forms: Iterable[Form]) -> Quality:
        """What was found in some forms, rule by rule."""
        chosen = tuple(forms)
        found = {form.id: self.of_form(form.id) for form in chosen}
        lines = self._lines(chosen, found)
        spoken = {finding.rule.id for form in chosen for finding in self.report.of_form(form.id)}  # shown or not
        silent = [line for line in lines if line.rule.id not in spoken]
        asked = Counter(group.severity for checks in found.values() for group in checks.groups if group.habit is None)
        return Quality(
            forms=chosen,
            lines=tuple(line for line in lines if line.findings),
            passed=sum(1 for line in silent if line.passed),
            not_run=sum(1 for line in silent if not line.passed),
            counts=tuple((WORDS[severity], asked[severity]) for severity in Severity if severity in self.shown),
            habits=tuple(habit for habit in self.report.habits if not found.keys().isdisjoint(habit.forms)),
        )

    def _lines(self, forms: Sequence[Form], found: Mapping[str, FormChecks]) -> list[RuleLine]:
        """Every rule of the book with what it found in the forms, what weighs most first."""
        hits: dict[str, list[tuple[Form, tuple[Finding, ...], str]]] = {}
        for form in forms:
            for group in found[form.id].groups:
                for rule in group.rules:
                    own = tuple(finding for finding in group.findings if finding.rule.id == rule.id)
                    hits.setdefault(rule.id, []).append((form, own, group.anchor))
        counts = self.report.counts(self.shown, found)
        return [
            RuleLine(rule, count.findings, _by_form(hits.get(rule.id, ())), count.not_run, count.passed)
            for rule in sorted(self.report.rules.values(), key=lambda rule: -rule.weight)
            if (count := counts[rule.id])
        ]


def _anchors(questions: Iterable[Question]) -> Iterator[str]:
    """A place on the page for each question, by the rule that weighs most in it; numbered from the second on."""
    seen: Counter[str] = Counter()
    for question in questions:
        rule = question.findings[0].rule.id.lower()
        seen[rule] += 1
        yield f"check-{rule}" if seen[rule] == 1 else f"check-{rule}-{seen[rule]}"


def _by_form(
    hits: Iterable[tuple[Form, tuple[Finding, ...], str]],
) -> tuple[tuple[Form, tuple[Finding, ...], str], ...]:
    """One entry a form, where several questions hold findings of the rule."""
    joined: dict[str, tuple[Form, tuple[Finding, ...], str]] = {}
    for form, findings, anchor in hits:
        before = joined.get(form.id, (form, (), anchor))
        joined[form.id] = (form, (*before[1], *findings), before[2])
    return tuple(joined.values())


@dataclass(frozen=True, slots=True)
class UnitQuality:
    """One unit of one year."""

    unit: Unit
    quality: Quality
