"""Owns which texts of a form are searched, each with the place on the page it leads to. Knows no index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.publish.words.wording import amount
from generator.record.fields import DECLARED_AMOUNTS, FUNDS_COLUMNS
from generator.record.model import SelfEvaluation, TargetDeclaration

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.forms.collection import AnyForm
    from generator.record.model import DeclaredIndicator, Form, Indicator
    from generator.record.values import Figure

INDICATOR = "三级指标"
_ROW_CELLS = (
    ("target", "年度指标值"),
    ("actual", "实际完成值"),
    ("reason", "偏差原因分析"),
    ("weight", "分值"),
    ("score", "得分"),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One text as published."""

    anchor: str
    """``row-3`` or the id of a part of the page such as ``goals``; empty for the page's head."""
    label: str
    """What the cell is, in the words of the form."""
    text: str


def cells_of(form: AnyForm) -> tuple[Cell, ...]:
    """Every searched text of a form outside its head; the names of the indicators come first, in the order of rows.

    Project, unit, department, title and year are searched in the first piece of the index and are not repeated here.
    """
    rows: Sequence[Indicator | DeclaredIndicator] = form.indicators
    names = [Cell(f"row-{number}", INDICATOR, row.name) for number, row in enumerate(rows, 1)]
    rest = [*_goals(form), *_rows(form), *_figures(form), *_editors(form)]
    return (*names, *(Cell(cell.anchor, cell.label, " ".join(cell.text.split())) for cell in rest if cell.text))


def _goals(form: AnyForm) -> Iterator[Cell]:
    if isinstance(form, SelfEvaluation):
        yield Cell("goals", "预期目标", form.expected or "")
        yield Cell("goals", "实际完成情况", form.achieved or "")
    else:
        yield Cell("goals", "目标期间", form.period or "")
        yield Cell("goals", "项目总目标", form.overall or "")
        yield Cell("goals", "年度总目标", form.annual or "")


def _rows(form: AnyForm) -> Iterator[Cell]:
    before: Indicator | DeclaredIndicator | None = None
    rows: Sequence[Indicator | DeclaredIndicator] = form.indicators
    for number, row in enumerate(rows, 1):
        at = f"row-{number}"
        if before is None or before.level1 != row.level1:
            yield Cell(at, "一级指标", row.level1)
        if before is None or (before.level1, before.level2) != (row.level1, row.level2):
            yield Cell(at, "二级指标", row.level2)
        for key, label in _ROW_CELLS:
            yield Cell(at, label, _text(getattr(row, key, None)))
        before = row


def _figures(form: AnyForm) -> Iterator[Cell]:
    if isinstance(form, TargetDeclaration):
        yield Cell("funds", "项目类别", form.category or "")
        for date in filter(None, (form.start, form.end)):
            yield Cell("funds", "计划日期", date.isoformat())
        for key, label in DECLARED_AMOUNTS:
            yield from _amount("funds", label, getattr(form.amounts, key))
        return
    for _, label, line in form.funds.lines():
        for column, heading in FUNDS_COLUMNS:
            yield from _amount("funds", f"{label}，{heading}", getattr(line, column))
    yield Cell("indicators", "合计分值", _text(form.total_weight))
    yield Cell("indicators", "合计得分", _text(form.total_score))


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


def _text(value: str | Figure | None) -> str:
    return "" if value is None else str(value)
