"""Owns which texts of a form are searched, each with the place on the page it leads to. Knows no index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.publish.search.parts import FINDING, LEVELS, NAME
from generator.publish.search.quantities import spelled
from generator.publish.words.quality import WORDS
from generator.publish.words.wording import amount
from generator.record.fields import Measure, along, find_field
from generator.record.kinds import unit_of, value_at
from generator.record.values import AmountUnit, Figure, in_wan_yuan

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from generator.checks import Finding
    from generator.record.fields import Field
    from generator.record.kinds import Kind
    from generator.record.model import Form, IndicatorRow


@dataclass(frozen=True, slots=True)
class Cell:
    """One text as published."""

    anchor: str
    """``row-3`` or the id of a part of the page such as ``goals``; empty for the page's head."""
    key: str
    """What the cell is; ``parts.labels`` has the words of the form for it."""
    text: str
    also: str = ""
    """The same in another spelling that readers use or see: ≥95% for 不低于95%, 万元 for 元; searched, not shown."""


def cells_of(form: Form, findings: Iterable[Finding] = ()) -> tuple[Cell, ...]:
    """Every searched text of a form outside its head; the names of the indicators come first, in the order of rows.

    Project, unit, department, title and year are searched in the first piece of the index and are not repeated here.
    ``findings`` are those the public sees.
    """
    kind = form.kind
    names = [Cell(f"row-{number}", NAME, " ".join(row.name.split())) for number, row in enumerate(form.indicators, 1)]
    outside = [(path, field) for path, field in kind.cells() if field.is_searched and _page_part(path, kind)]
    goals = [item for item in outside if _is_open(item[0], kind)]
    figures = [item for item in outside if not _is_open(item[0], kind)]
    rest = [_cells(form, goals), _rows(form), _cells(form, figures), _editors(form), _findings(findings)]
    return (*names, *(_plain(cell) for cells in rest for cell in cells if cell.text))


def _plain(cell: Cell) -> Cell:
    return Cell(cell.anchor, cell.key, " ".join(cell.text.split()), cell.also)


def _page_part(path: str, kind: Kind) -> str:
    return along(path, kind.fields)[0].part


def _is_open(path: str, kind: Kind) -> bool:
    """The cell is one of the texts that stand together, not a figure or a cell of its own."""
    return along(path, kind.fields)[0].is_open


def _cells(form: Form, fields: Iterable[tuple[str, Field]]) -> Iterator[Cell]:
    unit = unit_of(form)
    for path, field in fields:
        value, anchor = value_at(form, path), _page_part(path, form.kind)
        if not isinstance(value, Figure):
            yield Cell(anchor, path, _text(value))
        elif value.value is not None:
            yield Cell(anchor, path, *_printed(value, field.measure, unit))


def _rows(form: Form) -> Iterator[Cell]:
    table = find_field("indicators", form.kind.fields)
    fields = [field for field in table.fields if field.key not in (*LEVELS, NAME)] if table else []
    before: IndicatorRow | None = None
    for number, row in enumerate(form.indicators, 1):
        at = f"row-{number}"
        if before is None or before.level1 != row.level1:
            yield Cell(at, "level1", row.level1)
        if before is None or (before.level1, before.level2) != (row.level1, row.level2):
            yield Cell(at, "level2", row.level2)
        for field in fields:
            value = getattr(row, field.key)
            if isinstance(value, Figure):
                yield Cell(at, field.key, *_printed(value, field.measure, AmountUnit.WAN_YUAN))
            else:
                text = _text(value)
                yield Cell(at, field.key, text, _spelled(text, row.name) if field.is_scored else "")
        before = row


def _printed(figure: Figure, measure: Measure | None, unit: AmountUnit) -> tuple[str, str]:
    """A figure with its unit as the page words it, and an amount in 元 also in 万元: 54,449,000.00元, 5,444.90万元."""
    if figure.value is None or measure is None:
        return figure.text, ""
    if measure is not Measure.MONEY:
        return f"{figure.text}{measure.value}", ""
    text = f"{figure.text}{unit.value}"
    worded = f"{amount(in_wan_yuan(figure.value, unit))}{AmountUnit.WAN_YUAN.value}"
    return text, "" if worded.replace(",", "") == text.replace(",", "") else worded


def _spelled(text: str, name: str) -> str:
    """A target or actual value in its one spelling; empty where it is not understood or already spelled so."""
    other = str(spelled(text, name) or "")
    return "" if other == text else other


def _editors(form: Form) -> Iterator[Cell]:
    for remark in form.remarks:
        yield Cell(f"row-{remark.row}" if remark.row else "source", "remark", remark.note)
    for answer in form.answers:
        yield Cell(f"row-{answer.row}" if answer.row else "score", "answer", answer.text)
    for correction in form.corrections:
        for text in (correction.reason, correction.old, correction.new):
            yield Cell("source", "correction", text or "")


def _findings(findings: Iterable[Finding]) -> Iterator[Cell]:
    """The question as the page asks it, behind the name of its rule."""
    for finding in findings:
        rule = finding.rule
        text = f"{WORDS[finding.severity]} {rule.id} {rule.name}：{finding.question}"
        yield Cell(f"row-{finding.row}" if finding.row else f"check-{rule.id.lower()}", FINDING, text)


def _text(value: str | dt.date | None) -> str:
    return "" if value is None else str(value)
