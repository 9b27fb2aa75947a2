"""Owns the whole printed form: its parts in their order, one grid of columns under all of them. Writes no file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.official.parts import (
    goal_rows,
    head_rows,
    indicator_columns,
    indicator_rows,
    money_rows,
    text_rows,
    total_rows,
)
from generator.official.table import PrintedForm, Role, spread, with_rows_to_spare
from generator.record.fields import Field, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.official.table import Row
    from generator.record.model import Form

_FIRST_COLUMN, _FIGURE, _WORD, _TEXT, _NAME, _PROSE = 12, 10, 12, 16, 24, 28
"""Widths in characters of half width."""


def layout_of(form: Form, *, is_merged: bool = True) -> PrintedForm:
    """The printed form of a record; merged, a level name that goes on in the next rows is one box over them."""
    before = [*head_rows(form), *_groups(form, is_money=True), *_groups(form, is_money=False)]
    columns = indicator_columns(form)
    indicators = indicator_rows(form, columns, is_merged=is_merged)
    after = [*total_rows(form, columns), *_texts(form)]
    rows = [*before, *indicators, *after]
    total = max(taken + _width(row) for row, taken in zip(rows, _taken(rows), strict=True))
    wide = [row for row in rows if row]
    made = tuple(spread(row, total - min(total, taken)) for row, taken in zip(wide, _taken(wide), strict=True))
    head = len(before) if indicators else 0
    widths = _widths(columns, made[head])
    return with_rows_to_spare(PrintedForm(form.title, f"（{form.year}年度）", made, widths, head))


def _groups(form: Form, *, is_money: bool) -> Iterator[Row]:
    """The parts between head and indicators: first the money, then the goals."""
    for field in form.kind.fields:
        if field.shape is Shape.GROUP and field.part and (field.part == "funds") == is_money and not field.is_extra:
            yield from money_rows(form, field) if is_money else goal_rows(form, field)


def _texts(form: Form) -> Iterator[Row]:
    for field in form.kind.fields:
        if field.shape is Shape.GROUP and field.part and field.is_extra:
            yield from text_rows(form, field)


def _width(row: Row) -> int:
    return sum([box.columns for box in row])


def _taken(rows: Sequence[Row]) -> list[int]:
    """How many columns of each row are taken by boxes that span from above."""
    taken = [0] * len(rows)
    for at, row in enumerate(rows):
        for box in row:
            if box.rows > 1:
                for below in range(at + 1, min(at + box.rows, len(rows))):
                    taken[below] += box.columns
    return taken


def _widths(columns: Sequence[Field], head: Row) -> tuple[int, ...]:
    """Each column as wide as what the indicators have in it."""
    widths: list[int] = []
    for number, box in enumerate(head):
        field = columns[number - 1] if 0 < number <= len(columns) else None
        wanted = _FIRST_COLUMN if not number else _wanted(field)
        widths += [max(wanted // box.columns, 4)] * box.columns
    return tuple(widths)


def _wanted(field: Field | None) -> int:
    if field is None:
        return _TEXT
    if field.shape is Shape.FIGURE:
        return _FIGURE
    if field.shape is Shape.CHOICE:
        return _WORD
    return _PROSE if field.is_narrative else _NAME if field.required else _TEXT


def is_landscape(table: PrintedForm) -> bool:
    """The form reads better on a page laid across."""
    return sum(table.widths) > 100


def labels_of(table: PrintedForm) -> Iterator[str]:
    """Every label the form prints."""
    yield from (box.text for row in table.rows for box in row if box.role is Role.LABEL and box.text)
