"""Owns what the checks look at: a form with its targets read, its rows numbered and its neighbours. Judges nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from generator.record.model import Indicator, SelfEvaluation, TargetDeclaration
from generator.record.target import Quantity, Result, parse_quantity, parse_result
from generator.record.values import HUNDREDTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.forms.scoring import Span
    from generator.record.model import DeclaredIndicator, Form, Profile
    from generator.record.values import Figure

Key = tuple[str, int, str, str]
"""Kind, year, unit, project: the identity of a form."""


def value_of(figure: Figure | None) -> Decimal | None:
    """The number of a cell, None where it is empty or ``-``."""
    return figure.value if figure else None


def printed(cell: Figure | str | None) -> str:
    """A cell as the form prints it, in words where it prints nothing."""
    return str(cell or "空白")


def plain(number: Decimal) -> str:
    """A number without trailing zeros, never in powers of ten."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def either(span: Span) -> str:
    """The ends of a span as people say it."""
    if span.low == span.high:
        return f"{span.low}"
    return f"{span.low} {'或' if span.high - span.low <= HUNDREDTH else '至'} {span.high}"


def equals(number: Decimal) -> str:
    """``= 37.5``, or ``≈ 37.9071`` where four decimals do not say all of it."""
    short = f"{number:.4f}"
    return f"{'=' if Decimal(short) == number else '≈'} {plain(Decimal(short))}"


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator with what its texts mean."""

    number: int
    """From 1."""
    indicator: Indicator | DeclaredIndicator
    target: Quantity | None
    """None where the target is words, or not understood."""
    actual: Quantity | None
    result: Result | None
    """The qualitative result, where the actual value is one."""
    weight: Decimal | None
    score: Decimal | None
    reason: str

    @property
    def goal(self) -> str:
        """The target as printed."""
        return printed(self.indicator.target)

    @property
    def done(self) -> str:
        """The actual value as printed."""
        return printed(getattr(self.indicator, "actual", None))

    @property
    def lost(self) -> Decimal | None:
        """Points lost."""
        return self.indicator.lost if isinstance(self.indicator, Indicator) else None

    @property
    def has_lost(self) -> bool:
        """Less than its points; more than them is a slip of its own (A09)."""
        return self.lost is not None and self.lost > 0

    @property
    def is_full(self) -> bool:
        """All its points."""
        return self.lost is not None and self.lost <= 0

    @property
    def is_measured(self) -> bool:
        """Target and actual are both numbers."""
        return self.target is not None and self.actual is not None

    @property
    def facts(self) -> dict[str, str]:
        """What a question may say of the row."""
        row = self.indicator
        texts = {"row": str(self.number), "name": row.name, "level2": row.level2}
        return texts | {key: printed(getattr(row, key, None)) for key in ("target", "actual", "weight", "score")}


@dataclass(frozen=True)
class View:
    """A form as the checks see it."""

    form: SelfEvaluation | TargetDeclaration
    profile: Profile
    neighbours: Neighbours

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The indicator rows with their texts read."""
        indicators: Sequence[Indicator | DeclaredIndicator] = self.form.indicators
        return tuple(_row(number, indicator) for number, indicator in enumerate(indicators, 1))

    @cached_property
    def unsure_level2(self) -> frozenset[int]:
        """Rows whose level 2 the editors chose by meaning, because the document misprints or loses the label."""
        fields = ("level1", "level2", "indicators.level1", "indicators.level2")
        remarks = [remark for remark in self.form.remarks if remark.field in fields]
        if any(remark.row is None and remark.field.startswith("indicators") for remark in remarks):
            return frozenset(row.number for row in self.rows)
        return frozenset(remark.row for remark in remarks if remark.row is not None)

    def rows_of(self, level1: str) -> tuple[Row, ...]:
        """The rows under one 一级指标."""
        return tuple(row for row in self.rows if row.indicator.level1 == level1)

    @cached_property
    def texts(self) -> tuple[tuple[str, int | None, str], ...]:
        """Every free text with its field and row; narrative cells first."""
        form = self.form
        names = ("expected", "achieved") if isinstance(form, SelfEvaluation) else ("overall", "annual")
        found: list[tuple[str, int | None, str | None]] = [("project", None, form.project)]
        found += [(f"goals.{name}", None, getattr(form, name)) for name in names]
        for row in self.rows:
            for key in ("name", "target", "actual", "reason"):
                found.append((key, row.number, getattr(row.indicator, key, None)))
        return tuple((field, number, text) for field, number, text in found if text)


class EvaluationView(View):
    """A self-evaluation as the checks see it."""

    form: SelfEvaluation

    @property
    def narrative(self) -> str:
        """What the form says in words: result and reasons."""
        return "\n".join([self.form.achieved or "", *(row.reason for row in self.rows)])


class DeclarationView(View):
    """A target declaration as the checks see it."""

    form: TargetDeclaration


@dataclass(frozen=True)
class Neighbours:
    """All forms by identity, and the projects that share a name."""

    forms: Mapping[Key, SelfEvaluation | TargetDeclaration]
    same_name: Mapping[tuple[str, int, str], Sequence[SelfEvaluation | TargetDeclaration]]
    """By kind, year and project."""
    kinds: frozenset[tuple[str, int, str]]
    """Kind, year and unit of which there is at least one form."""

    def evaluation(self, form: Form, year: int) -> SelfEvaluation | None:
        """The self-evaluation of the same project and unit in a year."""
        found = self.forms.get(("self_evaluation", year, form.unit, form.project))
        return found if isinstance(found, SelfEvaluation) else None

    def declaration(self, form: Form) -> TargetDeclaration | None:
        """The declaration of the same project, unit and year."""
        found = self.forms.get(("target_declaration", form.year, form.unit, form.project))
        return found if isinstance(found, TargetDeclaration) else None


def neighbours_of(forms: Iterable[SelfEvaluation | TargetDeclaration]) -> Neighbours:
    """Index the forms once for all checks."""
    by_key: dict[Key, SelfEvaluation | TargetDeclaration] = {}
    same_name: dict[tuple[str, int, str], list[SelfEvaluation | TargetDeclaration]] = {}
    for form in forms:
        by_key[(form.kind, form.year, form.unit, form.project)] = form
        same_name.setdefault((form.kind, form.year, form.project), []).append(form)
    kinds = frozenset((kind, year, unit) for kind, year, unit, _ in by_key)
    return Neighbours(by_key, same_name, kinds)


def view_of(
    form: SelfEvaluation | TargetDeclaration, profile: Profile, neighbours: Neighbours
) -> EvaluationView | DeclarationView:
    """The view that fits the kind of form."""
    if isinstance(form, SelfEvaluation):
        return EvaluationView(form, profile, neighbours)
    return DeclarationView(form, profile, neighbours)


def _row(number: int, indicator: Indicator | DeclaredIndicator) -> Row:
    actual = getattr(indicator, "actual", None)
    return Row(
        number=number,
        indicator=indicator,
        target=parse_quantity(indicator.target) if indicator.target else None,
        actual=parse_quantity(actual) if actual else None,
        result=parse_result(actual) if actual else None,
        weight=value_of(getattr(indicator, "weight", None)),
        score=value_of(getattr(indicator, "score", None)),
        reason=getattr(indicator, "reason", None) or "",
    )
