"""Owns what the checks look at: a form with its targets read, its rows numbered and its neighbours. Judges nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import TYPE_CHECKING

from generator.record.fields import Shape, along, find_field
from generator.record.kinds import has_cell, result_in, value_at
from generator.record.model import Form, Indicator, SelfEvaluation, TargetDeclaration
from generator.record.target import Quantity, Result, parse_quantity
from generator.record.values import HUNDREDTH, plain

if TYPE_CHECKING:
    import datetime as dt

    from generator.forms.neighbours import Neighbours
    from generator.forms.scoring import Bounds
    from generator.record.fields import Field
    from generator.record.kinds import Kind
    from generator.record.model import IndicatorRow, Profile
    from generator.record.values import Day, Figure


def value_of(figure: Figure | None) -> Decimal | None:
    """The number of a cell, None where it is empty or ``-``."""
    return figure.value if figure else None


def first_day(day: Day | None) -> dt.date | None:
    """The day a term begins, None where the form names none."""
    return day.first if day else None


def last_day(day: Day | None) -> dt.date | None:
    """The day a term ends, of a month its last."""
    return day.last if day else None


def printed(cell: Figure | str | None) -> str:
    """A cell as the form prints it, in words where it prints nothing."""
    return str(cell or "空白")


def either(span: Bounds) -> str:
    """The ends of a span as people say it."""
    if span.low == span.high:
        return f"{span.low}"
    return f"{span.low} {'或' if span.high - span.low <= HUNDREDTH else '至'} {span.high}"


def equals(number: Decimal) -> str:
    """``= 37.5``, or ``≈ 37.9071`` where four decimals do not say all of it."""
    short = f"{number:.4f}"
    return f"{'=' if Decimal(short) == number else '≈'} {plain(Decimal(short))}"


@dataclass(frozen=True, slots=True)
class RowView:
    """One indicator with what its texts mean."""

    number: int
    """From 1."""
    indicator: IndicatorRow
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


@cache
def _field_at(kind: Kind, path: str) -> Field:
    """The field at a path; the fields of a kind never change."""
    return along(path, kind.fields)[-1]


@dataclass(frozen=True)
class FormView:
    """A form as the checks see it."""

    form: Form
    profile: Profile
    neighbours: Neighbours

    @cached_property
    def rows(self) -> tuple[RowView, ...]:
        """The indicator rows with their texts read."""
        return tuple(_row(number, indicator, self.form) for number, indicator in enumerate(self.form.indicators, 1))

    def has(self, cell: str) -> bool:
        """The form's template has this cell; a rule asks for no cell that it has not."""
        return has_cell(self.form, cell)

    @cached_property
    def unsure_level2(self) -> frozenset[int]:
        """Rows whose level 2 the editors chose by meaning, because the document misprints or loses the label."""
        fields = ("level1", "level2", "indicators.level1", "indicators.level2")
        remarks = [remark for remark in self.form.remarks if remark.field in fields]
        if any(remark.row is None and remark.field.startswith("indicators") for remark in remarks):
            return frozenset(row.number for row in self.rows)
        return frozenset(remark.row for remark in remarks if remark.row is not None)

    def is_missing(self, field: str, row: int | None = None) -> bool:
        """The document lost this cell, so its absence says nothing about the unit."""
        return (field, row) in self._missing

    @cached_property
    def _missing(self) -> frozenset[tuple[str, int | None]]:
        return frozenset((item.field, item.row) for item in self.form.remarks if item.state == "missing")

    def rows_of(self, level1: str) -> tuple[RowView, ...]:
        """The rows under one 一级指标, by what it means."""
        return tuple(row for row in self.rows if row.indicator.group1 == level1)

    @cached_property
    def texts(self) -> tuple[tuple[str, int | None, str], ...]:
        """Every free text with its field and row; narrative cells first."""
        form = self.form
        found: list[tuple[str, int | None, str | None]] = [("project", None, form.project)]
        narratives = (path for path, field in form.kind.cells() if field.is_narrative)
        found += [(path, None, value_at(form, path)) for path in narratives]
        table = find_field("indicators", form.kind.fields)
        keys = [field.key for field in table.fields if field.shape is Shape.TEXT] if table else []
        found += [(key, row.number, getattr(row.indicator, key)) for row in self.rows for key in keys]
        return tuple((field, number, text) for field, number, text in found if text)

    def field_of(self, field: str, row: int | None) -> Field:
        """The field a text stands in; every text of a view has one."""
        return _field_at(self.form.kind, f"indicators.{field}" if row else field)

    @cached_property
    def own_texts(self) -> tuple[tuple[str, int | None, str], ...]:
        """The texts in the unit's own words: where the editors sum up the narrative, without it."""
        if not self.form.source.is_summary:
            return self.texts
        return tuple(item for item in self.texts if not self.field_of(item[0], item[1]).is_narrative)

    def is_unread(self, rule: str) -> bool:
        """The narrative is a summary, and no editor saw anything in the document that concerns the rule."""
        return self.form.source.is_summary and all(item.rule != rule for item in self.form.observations)


class EvaluationView(FormView):
    """A self-evaluation as the checks see it."""

    form: SelfEvaluation

    @cached_property
    def narrative(self) -> str:
        """What the form says in words: result and reasons."""
        return "\n".join([self.form.achieved or "", *(row.reason for row in self.rows)])


class DeclarationView(FormView):
    """A target declaration as the checks see it."""

    form: TargetDeclaration


_VIEWS: dict[type[Form], type[FormView]] = {SelfEvaluation: EvaluationView, TargetDeclaration: DeclarationView}


def view_of(form: Form, profile: Profile, neighbours: Neighbours) -> FormView:
    """The view that fits the model of a form; one of a kind without rules of its own is seen as a form."""
    return _VIEWS.get(type(form), FormView)(form, profile, neighbours)


def _row(number: int, indicator: IndicatorRow, form: Form) -> RowView:
    goal, done = indicator.goal, getattr(indicator, "done", None)
    return RowView(
        number=number,
        indicator=indicator,
        target=parse_quantity(goal) if goal else None,
        actual=parse_quantity(done) if done else None,
        result=result_in(form, getattr(indicator, "actual", None)),
        weight=value_of(getattr(indicator, "weight", None)),
        score=value_of(getattr(indicator, "score", None)),
        reason=getattr(indicator, "reason", None) or "",
    )
