"""Owns which texts of a form are searched, each with the place on the page it leads to. Knows no index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.publish.words.wording import amount
from generator.record.fields import Shape, along, find_field
from generator.record.kinds import value_at

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from generator.record.fields import Field
    from generator.record.kinds import Kind
    from generator.record.model import Form, IndicatorRow
    from generator.record.values import Figure

INDICATOR = "三级指标"


@dataclass(frozen=True, slots=True)
class Cell:
    """One text as published."""

    anchor: str
    """``row-3`` or the id of a part of the page such as ``goals``; empty for the page's head."""
    label: str
    """What the cell is, in the words of the form."""
    text: str


def cells_of(form: Form) -> tuple[Cell, ...]:
    """Every searched text of a form outside its head; the names of the indicators come first, in the order of rows.

    Project, unit, department, title and year are searched in the first piece of the index and are not repeated here.
    """
    kind = form.kind
    names = [Cell(f"row-{number}", INDICATOR, row.name) for number, row in enumerate(form.indicators, 1)]
    outside = [(path, field) for path, field in kind.cells() if field.is_searched and _part(path, kind)]
    goals = [item for item in outside if _is_open(item[0], kind)]
    figures = [item for item in outside if not _is_open(item[0], kind)]
    cells = [_cells(form, goals), _rows(form), _cells(form, figures), _editors(form)]
    return (*names, *(Cell(c.anchor, c.label, " ".join(c.text.split())) for some in cells for c in some if c.text))


def _part(path: str, kind: Kind) -> str:
    return along(path, kind.fields)[0].part


def _is_open(path: str, kind: Kind) -> bool:
    """The cell is one of the texts that stand together, not a figure or a cell of its own."""
    return along(path, kind.fields)[0].is_open


def _cells(form: Form, fields: Iterable[tuple[str, Field]]) -> Iterator[Cell]:
    for path, field in fields:
        value, anchor, label = value_at(form, path), _part(path, form.kind), form.kind.label_along(path, "，")
        if field.shape is Shape.FIGURE and "." in path:
            yield from _amount(anchor, label, value)
        else:
            yield Cell(anchor, label, _text(value))


def _rows(form: Form) -> Iterator[Cell]:
    table = find_field("indicators", form.kind.fields)
    before: IndicatorRow | None = None
    for number, row in enumerate(form.indicators, 1):
        at = f"row-{number}"
        if before is None or before.level1 != row.level1:
            yield Cell(at, "一级指标", row.level1)
        if before is None or (before.level1, before.level2) != (row.level1, row.level2):
            yield Cell(at, "二级指标", row.level2)
        for field in table.fields if table else ():
            if field.key not in ("level1", "level2", "name"):
                yield Cell(at, field.label, _text(getattr(row, field.key)))
        before = row


def _amount(anchor: str, label: str, figure: Figure | None) -> Iterator[Cell]:
    """A figure as printed and, where they differ, as the page words it: 1068.30 is also found as 1,068.30."""
    if figure is None or figure.value is None:
        return
    yield Cell(anchor, label, figure.text)
    for other in (amount(figure.value), figure.text.replace(",", "")):
        if abs(figure.value) >= 1000 and other != figure.text:
            yield Cell(anchor, label, other)


def _editors(form: Form) -> Iterator[Cell]:
    for remark in form.remarks:
        yield Cell(f"row-{remark.row}" if remark.row else "source", "整理说明", remark.note)
    for answer in form.answers:
        yield Cell(f"row-{answer.row}" if answer.row else "score", "单位说明", answer.text)
    for correction in form.corrections:
        for text in (correction.reason, correction.old, correction.new):
            yield Cell("source", "更正记录", text or "")


def _text(value: str | Figure | dt.date | None) -> str:
    return "" if value is None else str(value)
