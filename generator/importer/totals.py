"""Owns what stands below the indicators: full mark, score and grade, in any arrangement. Reads lines, no table."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.importer.align import figure_in, is_none
from generator.importer.cells import fold, short
from generator.importer.form import MISSING, ReadCell
from generator.importer.labels import bare, key_of
from generator.importer.places import beside, note_place
from generator.importer.sections import is_section, label_and_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.importer.cells import Cell, CellLine
    from generator.importer.form import ReadForm
    from generator.importer.indicators import IndicatorTable

_GRADES = re.compile(r"优秀?|良好?|中等?|差|合格|不合格|优良")


def note_totals(form: ReadForm, line: CellLine) -> None:
    """Which labels the line prints, and where their values belong."""
    for cell in line.cells:
        label, _ = label_and_value(cell.text)
        if key_of(label, "grade"):
            form.labels["grade"] = label
            note_place(form, "grade", beside(cell))
        elif key_of(label, "total"):
            for key in ("weight", "score"):
                form.labels[f"total_{key}"] = label
                column = form.places.get(f"indicators.0.{key}")
                if column is not None:
                    note_place(form, f"total_{key}", replace(cell.place, column=column.column))


def total_values(form: ReadForm, cells: Sequence[Cell], columns: Mapping[int, str]) -> list[Cell]:
    """Take figures for points and a word for the grade; what is neither is given back.

    In a true table the figures belong to the columns they stand in, else to full mark and score in this order.
    """
    values, others = [], []
    for cell in cells:
        label, value = label_and_value(cell.text)
        text = value if key_of(label, "grade") or key_of(label, "total") else cell.text
        if not text or key_of(text, "grade") or is_section(text):
            continue
        if _GRADES.fullmatch(bare(fold(text))):
            form.grade = _noted(ReadCell(short(text), places=(cell.place,)), cell)
        elif figure_in(text) is not None and not is_none(text):
            values.append((columns.get(cell.column, ""), _noted(_points(text, cell), cell)))
        elif not is_none(text):
            others.append(cell)
    if values and all(key for key, _ in values):
        for key, read in values:
            setattr(form, f"total_{key}", read)
    else:
        _in_order(form, [read for _, read in values])
    return others


def _points(text: str, cell: Cell) -> ReadCell:
    figure = figure_in(text) or ""
    return ReadCell(figure, places=(cell.place,), printed="" if figure == text else text)


def _in_order(form: ReadForm, values: Sequence[ReadCell]) -> None:
    if len(values) == 1 and form.total_weight.text and not form.total_score.text:
        form.total_score = values[0]
    elif values:
        form.total_weight = values[0]
        form.total_score = values[1] if len(values) > 1 else MISSING


def _noted(read: ReadCell, cell: Cell) -> ReadCell:
    """The value, doubtful where its cell was put together or overprinted."""
    return read.doubted(cell.why, *cell.others) if cell.why else read


def is_total(line: CellLine, table: IndicatorTable) -> bool:
    """A row of figures without a name: 100 and the score."""
    texts = [cell.text for cell in line.cells if not cell.is_repeated and not is_section(cell.text)]
    figures = [figure_in(text) for text in texts]
    has_weight = any(column.key == "weight" for column in table.columns)
    return (
        has_weight and 1 <= len(texts) <= 2 and all(f not in (None, "-") for f in figures) and _is_hundred(figures[0])
    )


def _is_hundred(figure: str | None) -> bool:
    return figure is not None and figure.rstrip("0").rstrip(".") in ("100", "1") and figure.startswith("100")
