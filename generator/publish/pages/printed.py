"""Owns the page of a form as its field table gives it: the parts of the form, each with its texts, tables and cells.

Every kind can be shown this way; a kind with a template of its own needs none of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.record.fields import Field, Shape, along, leaves
from generator.record.kinds import has_cell, label_at, table_columns, value_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.record.model import Form, IndicatorRow

INDICATORS = "indicators"
"""The part with the indicator table, which every kind has and the template draws."""
_SHOWN_APART = (INDICATORS, "particulars", "others")
"""Parts with a place of their own on every page."""
_NUMBERS = (Shape.FIGURE, Shape.INTEGER)


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """One cell as printed, with its place for what is said where it is empty."""

    path: str
    label: str
    value: Any
    is_number: bool


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """Groups of the same cells, one a row."""

    columns: tuple[PrintedCell, ...]
    """The cells of the first row, for the head."""
    rows: tuple[tuple[str, tuple[PrintedCell, ...]], ...]
    """Label and cells."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a form."""

    anchor: str
    label: str
    texts: tuple[PrintedCell, ...]
    """Prose, each with a heading of its own."""
    cells: tuple[PrintedCell, ...]
    table: PrintedTable | None


def sections_of(form: Form) -> tuple[Section, ...]:
    """Every part of a form but its indicator table, in the order of the form."""
    parts = (part for part in form.kind.parts if part not in _SHOWN_APART)
    return tuple(_section(form, part) for part in parts if _is_there(form, part))


def _is_there(form: Form, part: str) -> bool:
    return any(has_cell(form, field.key) for field in form.kind.fields if field.part == part)


def totals_of(form: Form) -> tuple[PrintedCell, ...]:
    """What stands below the indicator table."""
    fields = (field for field in form.kind.fields if field.part == INDICATORS and field.shape is not Shape.LIST)
    return tuple(_cell(form, field.key, field) for field in fields if has_cell(form, field.key))


def part_cells(form: Form, part: str) -> tuple[PrintedCell, ...]:
    """The cells of a part that the form has; in a part of cells only some forms have, most have none."""
    fields = [field for field in form.kind.fields if field.part == part]
    cells = [_cell(form, path, leaf) for field in fields for path, leaf in leaves(field) if has_cell(form, path)]
    order = [cell.path for cell in form.layout.cells]
    return tuple(sorted(cells, key=lambda cell: order.index(cell.path) if cell.path in order else len(order)))


def other_labels(rows: Iterable[Any]) -> tuple[str, ...]:
    """The labels of cells no field is for, of all rows, in the order in which they are met."""
    return tuple(dict.fromkeys(item.label for row in rows for item in getattr(row, "others", ())))


def line_label(form: Form, key: str, label: str) -> str:
    """What the form prints before a row of money; a row written with its label has it already."""
    return label if key.startswith("rows.") else label_at(form, f"funds.{key}") if form.layout.cells else label


def _section(form: Form, part: str) -> Section:
    fields = [field for field in form.kind.fields if field.part == part and has_cell(form, field.key)]
    lines = [line for field in fields for line in _lines(field)]
    rows = tuple((line.name, tuple(_cells(form, line, path))) for path, line in lines)
    in_rows = {cell.path for _, cells in rows for cell in cells}
    all_cells = [
        _cell(form, path, leaf)
        for field in fields
        for path, leaf in leaves(field)
        if leaf.shape is not Shape.LIST and has_cell(form, path)
    ]
    narrative = {path for path, leaf in form.kind.cells() if leaf.is_narrative}
    return Section(
        part,
        label_at(form, fields[0].key),
        texts=tuple(cell for cell in all_cells if cell.path in narrative),
        cells=tuple(cell for cell in all_cells if cell.path not in narrative | in_rows),
        table=PrintedTable(rows[0][1], rows) if rows else None,
    )


def _lines(field: Field) -> Iterator[tuple[str, Field]]:
    for inner in field.fields if field.shape is Shape.GROUP else ():
        if inner.shape is Shape.GROUP:
            yield f"{field.key}.{inner.key}", inner


def _cells(form: Form, line: Field, at: str) -> Iterator[PrintedCell]:
    for field in line.fields:
        if has_cell(form, f"{at}.{field.key}"):
            yield _cell(form, f"{at}.{field.key}", field)


def _cell(form: Form, path: str, field: Field) -> PrintedCell:
    value = value_at(form, path)
    printed = getattr(value, "value", value) if field.shape is Shape.CHOICE else value
    return PrintedCell(path, _label(form, path, field), printed, field.shape in _NUMBERS)


def _label(form: Form, path: str, field: Field) -> str:
    """As the form prints it; the short word of the field where the form prints what every form does."""
    printed = label_at(form, path)
    return field.name if printed == field.label else printed


def has_own_columns(form: Form, at: str) -> bool:
    """A table of the form has other columns than those every form of its kind has, or has them in another order."""
    usual = [
        field.key for field in along(at, form.kind.fields)[-1].fields if not field.is_extra and field.key != "label"
    ]
    table = form.indicators if at == INDICATORS else getattr(form, at.partition(".")[0]).rows
    return [field.key for field in table_columns(form, at)] != usual or bool(other_labels(table))


def is_number(field: Field) -> bool:
    """The column holds figures."""
    return field.shape in _NUMBERS


def levels_of(indicators: Sequence[IndicatorRow]) -> tuple[tuple[str, str], ...]:
    """The level cells of each row as the official form prints them: empty where the cell above reaches down."""
    found = []
    before: IndicatorRow | None = None
    for row in indicators:
        starts1 = before is None or before.level1 != row.level1
        starts2 = starts1 or before is None or before.level2 != row.level2
        found.append((row.level1 if starts1 else "", row.level2 if starts2 else ""))
        before = row
    return tuple(found)
