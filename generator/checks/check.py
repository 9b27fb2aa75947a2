"""Owns how a rule and the function that tests it are joined, and short ways to make a hit. Knows no rule."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.checks.finding import Finding, Hit, Lacking, Rule
from generator.forms.views import DeclarationView, EvaluationView, FormView
from generator.record.model import Form, Profile, SelfEvaluation, TargetDeclaration
from generator.record.store import StoredForm

if TYPE_CHECKING:
    from generator.checks.finding import Severity
    from generator.forms.views import RowView
    from generator.record.kinds import Kind

Verdict = Hit | Lacking
OnEvaluation = Callable[[EvaluationView], Iterator[Verdict]]
OnDeclaration = Callable[[DeclarationView], Iterator[Verdict]]
OnAnswers = Callable[[Form, Sequence[Finding], Collection[str]], Iterator[Hit]]
OnForm = Callable[[FormView], Iterator[Verdict]]
OnFile = Callable[[StoredForm, Profile], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule with the function for each model of a form; None where the rule does not speak of it."""

    rule: Rule
    on_evaluation: OnEvaluation | None = None
    on_declaration: OnDeclaration | None = None
    on_form: OnForm | None = None
    """Reads a form of any kind."""
    on_file: OnFile | None = None
    """Reads the record as a person wrote it, comments included."""
    """Reads the record as a person wrote it, comments included."""
    on_answers: OnAnswers | None = None
    """Reads a form of any kind with what all other rules found on it, and the ids of all rules."""

    def speaks_of(self, kind: Kind) -> bool:
        """The rule is run on this kind of form."""
        own = {SelfEvaluation: self.on_evaluation, TargetDeclaration: self.on_declaration}
        return bool(self.on_answers or self.on_form or own.get(kind.model))

    def outcomes(self, view: FormView) -> Iterable[Verdict]:
        """What it says of one form; nothing where it does not speak of its kind."""
        if self.on_form:
            return self.on_form(view)
        if isinstance(view, EvaluationView):
            return self.on_evaluation(view) if self.on_evaluation else ()
        if isinstance(view, DeclarationView):
            return self.on_declaration(view) if self.on_declaration else ()
        return ()


def every(rule: Rule, test: OnForm) -> Check:
    """A check that reads every kind of form alike."""
    return Check(rule, on_form=test)


@dataclass(frozen=True, slots=True)
class Family:
    """Rules of one kind with one home."""

    letter: str
    name: str
    about: str
    checks: tuple[Check, ...]


def row_hit(  # noqa: PLR0913 -- each names one part of a hit
    row: RowView,
    says: str,
    *,
    field: str,
    expected: str | None = None,
    severity: Severity | None = None,
    facts: Mapping[str, str] | None = None,
    cause: str = "",
    question: str | None = None,
) -> Hit:
    """A hit on one cell of the indicator table; its question may name what stands in the row, and ``facts``."""
    printed = getattr(row.indicator, field, None)
    return Hit(
        says=says,
        row=row.number,
        field=field,
        printed=str(printed) if printed is not None else None,
        expected=expected,
        severity=severity,
        facts={**row.facts, **(facts or {})},
        cause=cause,
        question=question,
    )
