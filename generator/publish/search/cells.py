"""Owns which texts of a form are searched, each with the place on the page it leads to. Knows no index."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.publish.search.parts import FINDING, LEVELS, NAME
from generator.publish.search.quantities import spelled
from generator.publish.words.quality import WORDS
from generator.publish.words.wording import amount
from generator.record.fields import Measure, along, find_field
from generator.record.kinds import unit_of
from generator.record.values import AmountUnit, Figure, in_wan_yuan

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from generator.checks import Finding
    from generator.record.fields import Field
    from generator.record.kinds import Kind
    from generator.record.model import Form, IndicatorRow


class PublishedText(NamedTuple):
    """One text as published."""

    anchor: str
    """``row-3`` or the id of a part of the page such as ``goals``; empty for the page's head."""
    key: str
    """What the cell is; ``parts.labels`` has the words of the form for it."""
    text: str
    also: str = ""
    """The same in another spelling that readers use or see: ≥95% for 不低于95%, 万元 for 元; searched, not shown."""


def cells_of(form: Form, findings: Iterable[Finding] = ()) -> tuple[PublishedText, ...]:
    """Every searched text of a form outside its head; the names of the indicators come first, in the order of rows.

    Project, unit, department, title and year are searched in the first piece of the index and are not repeated here.
    ``findings`` are those the public sees.
    """
    names = [PublishedText(_row_anchor(number), NAME, _line(row.name)) for number, row in enumerate(form.indicators, 1)]
    layout = layout_of(form.kind)
    unit = unit_of(form)
    goals, figures = (_cells(form, places, unit) for places in (layout.goals, layout.figures))
    rest = (goals, _rows(form), figures, _editors(form), _findings(findings))
    return (*names, *(cell for cells in rest for cell in cells if cell.text))


@lru_cache(maxsize=1 << 16)
def _line(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


@cache
def _row_anchor(number: int) -> str:
    return f"row-{number}"


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Where a text stands in a form of a kind."""

    key: str
    """Path of its field; of a cell of a row the field's own key."""
    measure: Measure | None
    """What it counts; None where it is text."""
    suffix: str
    """What stands behind a figure that is no amount."""
    anchor: str
    """The part of the page; empty for a cell of a row."""
    steps: tuple[str, ...]
    """Names in the model along the path."""
    is_scored: bool
    """A target or an actual value, which has a spelling of its own."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What is searched of a kind outside its rows."""

    goals: tuple[TextPlace, ...]
    """Texts that stand together."""
    figures: tuple[TextPlace, ...]
    """Figures and cells of their own."""
    row: tuple[TextPlace, ...]
    """The cells of a row besides its levels and its name."""


@cache
def layout_of(kind: Kind) -> Layout:
    """Read off the field table once a kind."""
    goals: list[TextPlace] = []
    figures: list[TextPlace] = []
    for path, field in kind.cells():
        steps = along(path, kind.fields)
        if field.is_searched and steps[0].part:
            names = tuple(step.key for step in steps if not step.is_open)
            (goals if steps[0].is_open else figures).append(_place(path, field, steps[0].part, names))
    table = find_field("indicators", kind.fields)
    known = table.fields if table else ()
    leaves = (field for field in known if field.is_searched and not field.fields)
    row = (_place(field.key, field, "", (field.key,)) for field in leaves if field.key not in (*LEVELS, NAME))
    return Layout(tuple(goals), tuple(figures), tuple(row))


def _place(key: str, field: Field, anchor: str, steps: tuple[str, ...]) -> TextPlace:
    suffix = field.measure.value if field.measure and field.measure is not Measure.MONEY else ""
    return TextPlace(key, field.measure, suffix, anchor, steps, field.is_scored)


def _cells(form: Form, places: Iterable[TextPlace], unit: AmountUnit) -> Iterator[PublishedText]:
    for place in places:
        value: Any = form
        for step in place.steps:
            value = None if value is None else getattr(value, step)
        if not isinstance(value, Figure):
            yield PublishedText(place.anchor, place.key, _text(value))
        elif value.value is not None:
            yield PublishedText(place.anchor, place.key, *_printed(value, place, unit))


def _rows(form: Form) -> Iterator[PublishedText]:
    places = layout_of(form.kind).row
    before: IndicatorRow | None = None
    for number, row in enumerate(form.indicators, 1):
        at = _row_anchor(number)
        if before is None or before.level1 != row.level1:
            yield PublishedText(at, "level1", _line(row.level1))
        if before is None or (before.level1, before.level2) != (row.level1, row.level2):
            yield PublishedText(at, "level2", _line(row.level2))
        for place in places:
            value = getattr(row, place.key)
            if isinstance(value, Figure):
                yield PublishedText(at, place.key, *_printed(value, place, AmountUnit.WAN_YUAN))
            elif value:
                text = _text(value)
                yield PublishedText(at, place.key, text, _spelled(value, text, row.name) if place.is_scored else "")
        before = row


def _printed(figure: Figure, place: TextPlace, unit: AmountUnit) -> tuple[str, str]:
    """A figure with its unit as the page words it, and an amount in 元 also in 万元: 54,449,000.00元, 5,444.90万元."""
    if figure.value is None or place.measure is None:
        return figure.text, ""
    if place.measure is not Measure.MONEY:
        return figure.text + place.suffix, ""
    text = f"{figure.text}{unit.value}"
    if unit is AmountUnit.WAN_YUAN and figure.text[-3:-2] == ".":
        return text, ""
    worded = f"{amount(in_wan_yuan(figure.value, unit))}{AmountUnit.WAN_YUAN.value}"
    return text, "" if worded.replace(",", "") == text.replace(",", "") else worded


def _spelled(value: str, text: str, name: str) -> str:
    """A target or actual value in its one spelling; empty where it is not understood or already spelled so."""
    other = str(spelled(value, name) or "")
    return "" if text in (other, "") else other


def _editors(form: Form) -> Iterator[PublishedText]:
    for remark in form.remarks:
        yield PublishedText(f"row-{remark.row}" if remark.row else "source", "remark", _line(remark.note))
    for answer in form.answers:
        yield PublishedText(f"row-{answer.row}" if answer.row else "score", "answer", _line(answer.text))
    for correction in form.corrections:
        for text in (correction.reason, correction.old, correction.new):
            yield PublishedText("source", "correction", _text(text))


def _findings(findings: Iterable[Finding]) -> Iterator[PublishedText]:
    """The question as the page asks it, behind the name of its rule."""
    for finding in findings:
        rule, row = finding.rule, finding.row
        text = f"{WORDS[finding.severity]} {rule.id} {rule.name}：{finding.question}"
        yield PublishedText(_row_anchor(row) if row else f"check-{rule.id.lower()}", FINDING, _line(text))


def _text(value: str | dt.date | None) -> str:
    return "" if value is None else _line(str(value))
