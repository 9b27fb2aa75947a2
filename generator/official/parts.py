"""Owns which boxes the parts of a form have: made from the field table of its kind and the labels that it prints.

A cell the form has not gets no box; what the editors add to a record gets none. Names of persons are in no record.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from generator.official.table import Box, Role, Row, label
from generator.record.fields import Field, Shape
from generator.record.kinds import has_cell, label_at, table_columns, value_at
from generator.record.model import Funds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.record.model import Form, IndicatorRow, OtherCell

_LEVELS = ("level1", "level2")
_NAMED = ("project", "department", "unit")
"""What stands in the head of every form without belonging to a part of its page."""


def value(form: Form, path: str, field: Field, *, is_wide: bool = False) -> Box:
    """The box of one cell of the record."""
    return Box(_text(value_at(form, path)), role=_role(field), field=field, path=path, is_wide=is_wide)


def _role(field: Field) -> Role:
    return Role.FIGURE if field.shape is Shape.FIGURE else Role.TEXT


def _text(found: Any) -> str:  # noqa: ANN401 -- whatever a cell holds
    return "" if found is None else str(found)


def head_rows(form: Form) -> Iterator[Row]:
    """Project over the whole width, then two labels with their values in each row; what no field is for at the end."""
    first, *fields = [field for field in form.kind.fields if _is_in_head(field) and has_cell(form, field.key)]
    yield label(label_at(form, first.key)), value(form, first.key, first, is_wide=True)
    pairs = [(label(label_at(form, f.key)), value(form, f.key, f, is_wide=True)) for f in fields]
    pairs += [(label(other.label), Box(_text(other.text), is_wide=True)) for other in form.others]
    for at in range(0, len(pairs), 2):
        yield tuple(box for pair in pairs[at : at + 2] for box in pair)


def _is_in_head(field: Field) -> bool:
    is_plain = field.shape not in (Shape.GROUP, Shape.LIST)
    return is_plain and (field.key in _NAMED or field.part in ("particulars", "funds"))


def money_rows(form: Form, field: Field) -> list[Row]:
    """The table of money: a row for each source, or an amount beside its label."""
    money = getattr(form, field.key)
    return _funds(form, field, money) if isinstance(money, Funds) else _amounts(form, field)


def _named_with_unit(form: Form, field: Field) -> str:
    """The name of the part with the unit, where the form itself names one."""
    name = label_at(form, field.key)
    basis, unit = (value_at(form, f"{field.key}.{key}") for key in ("amount_unit_basis", "amount_unit"))
    return name if unit is None or basis == "inferred" or f"{unit.value}）" in name else f"{name}（{unit.value}）"


def _funds(form: Form, field: Field, money: Funds) -> list[Row]:
    at = f"{field.key}.rows"
    columns = table_columns(form, at)
    others = _other_labels(getattr(money, "rows", ()))
    lines = money.lines()
    section = label(_named_with_unit(form, field), rows=len(lines) + 1)
    heads = [label(label_at(form, f"{at}.{column.key}")) for column in columns]
    rows: list[Row] = [(section, label("", is_wide=True), *heads, *map(label, others))]
    for key, name, line in lines:
        path = f"{field.key}.{key}"
        cells = [value(form, f"{path}.{column.key}", column) for column in columns]
        own = name if key.startswith("rows.") else label_at(form, path)
        rows.append((label(own, is_wide=True), *cells, *_other_boxes(line, others)))
    return rows


def _amounts(form: Form, field: Field) -> list[Row]:
    """Amounts with their labels: of open rows one below the other, else the project's beside the year's."""
    open_rows = getattr(form, field.key).rows
    if open_rows:
        amount = next(inner for inner in _inner(field, "rows") if inner.shape is Shape.FIGURE)
        paths = [f"{field.key}.rows.{number}.{amount.key}" for number in range(1, len(open_rows) + 1)]
        sides = [
            [
                (label(row.label), value(form, path, amount, is_wide=True))
                for row, path in zip(open_rows, paths, strict=True)
            ]
        ]
    else:
        sides = [
            [(label(label_at(form, path)), value(form, path, inner, is_wide=True)) for path, inner in side]
            for side in _sides(form, field)
        ]
    height = max(map(len, sides), default=0)
    blank = (label(""), Box("", is_wide=True))
    rows: list[Row] = []
    for at in range(height):
        boxes = [box for side in sides for box in (side[at] if at < len(side) else blank)]
        rows.append((label(_named_with_unit(form, field), rows=height), *boxes) if not at else tuple(boxes))
    return rows


def _inner(field: Field, key: str) -> tuple[Field, ...]:
    return next(inner.fields for inner in field.fields if inner.key == key)


def _sides(form: Form, field: Field) -> list[list[tuple[str, Field]]]:
    """Each total with the amounts it is the sum of."""
    sides: list[list[tuple[str, Field]]] = []
    for inner in field.fields:
        path = f"{field.key}.{inner.key}"
        if inner.shape is not Shape.FIGURE or not has_cell(form, path):
            continue
        if inner.sum_of or not sides:
            sides.append([])
        sides[-1].append((path, inner))
    return sides


def goal_rows(form: Form, field: Field) -> list[Row]:
    """The texts beside each other below their labels; what is no prose, such as the period, between the two."""
    shown = [inner for inner in field.fields if has_cell(form, f"{field.key}.{inner.key}")]
    texts = [inner for inner in shown if inner.is_narrative]
    short = [inner for inner in shown if not inner.is_narrative]
    if not texts:
        return []
    paths = {inner.key: f"{field.key}.{inner.key}" for inner in shown}
    section = label(label_at(form, field.key), rows=2 + len(short))
    rows: list[Row] = [(section, *(label(label_at(form, paths[inner.key]), is_wide=True) for inner in texts))]
    empty = [Box("", is_wide=True)] * (len(texts) - 1)
    rows += [(value(form, paths[inner.key], inner, is_wide=True), *empty) for inner in short]
    return [*rows, tuple(value(form, paths[inner.key], inner, is_wide=True) for inner in texts)]


def text_rows(form: Form, field: Field) -> Iterator[Row]:
    """One label and its text a row."""
    for inner in field.fields:
        path = f"{field.key}.{inner.key}"
        if has_cell(form, path):
            yield label(label_at(form, path)), value(form, path, inner, is_wide=True)


def indicator_columns(form: Form) -> tuple[Field, ...]:
    """The columns of the indicators; which of two tables a row stands in is no column but a head of its own."""
    return tuple(field for field in table_columns(form, "indicators") if field.key != "table")


def indicator_rows(form: Form, columns: Sequence[Field], *, is_merged: bool) -> list[Row]:
    """The head, repeated where another table begins, and one row an indicator; merged, equal levels are one box."""
    rows: list[Row] = []
    others = _other_labels(form.indicators)
    numbered = list(enumerate(form.indicators, 1))
    for table, group in groupby(numbered, lambda item: item[1].table):
        found = list(group)
        heads = [label(label_at(form, f"indicators.{field.key}"), is_wide=_is_name(field)) for field in columns]
        rows.append((label(table or label_at(form, "indicators")), *heads, *map(label, others)))
        rows += _rows_of_table(columns, found, others, is_merged=is_merged)
    return rows


def _is_name(field: Field) -> bool:
    """The column every row fills: it alone is stretched, so that boxes over several rows stay in their columns."""
    return field.required and field.shape is Shape.TEXT


def _rows_of_table(
    fields: Sequence[Field], found: Sequence[tuple[int, IndicatorRow]], others: Sequence[str], *, is_merged: bool
) -> Iterator[Row]:
    columns = [(field, field.key, _role(field), field.key not in _LEVELS and _is_name(field)) for field in fields]
    single = {(at, key): 1 for at in range(len(found)) for key in _LEVELS}
    spans = _level_spans([indicator for _, indicator in found]) if is_merged else single
    for at, (number, indicator) in enumerate(found):
        boxes = [label("", rows=len(found))] if not at else []
        for field, key, role, is_wide in columns:
            height = 1 if key not in _LEVELS else spans.get((at, key), 0)
            if height:
                path = f"indicators.{number}.{key}"
                boxes.append(Box(_text(getattr(indicator, key)), 1, height, role, field, path, is_wide))
        yield *boxes, *_other_boxes(indicator, others)


def _level_spans(rows: Sequence[IndicatorRow]) -> dict[tuple[int, str], int]:
    """How many rows each level name covers, by the first of them; level 2 never reaches beyond its level 1."""
    spans: dict[tuple[int, str], int] = {}
    for depth, key in enumerate(_LEVELS, 1):
        names = [tuple(getattr(row, level) for level in _LEVELS[:depth]) for row in rows]
        at = 0
        for name, group in groupby(names):
            count = len(list(group))
            if name[-1]:
                spans[at, key] = count
            else:
                spans |= {(at + step, key): 1 for step in range(count)}
            at += count
    return spans


def total_rows(form: Form, indicators: Sequence[Field]) -> Iterator[Row]:
    """The totals below the columns they are totals of, then what else stands under the table, such as the grade."""
    fields = [f for f in form.kind.fields if f.part == "indicators" and f.shape is not Shape.LIST]
    fields = [field for field in fields if has_cell(form, field.key)]
    columns = [column.key for column in indicators]
    below = {field.key.removeprefix("total_"): field for field in fields if field.key.startswith("total_")}
    below = {key: field for key, field in below.items() if key in columns}
    if below:
        first = min(columns.index(key) for key in below)
        named = label_at(form, "total_score") if form.layout.has("total_score") else "总分"
        cells = [value(form, below[key].key, below[key]) if key in below else Box("") for key in columns[first:]]
        yield label(named, columns=first + 1, is_wide=True), *cells, *(Box("") for _ in _other_labels(form.indicators))
    for field in fields:
        if field not in below.values():
            yield label(label_at(form, field.key)), value(form, field.key, field, is_wide=True)


def _other_labels(rows: Sequence[Any]) -> list[str]:
    """Columns that no field is for, in the order in which rows name them."""
    return list(dict.fromkeys(other.label for row in rows for other in row.others))


def _other_boxes(row: Any, labels: Sequence[str]) -> list[Box]:  # noqa: ANN401 -- a row of money or an indicator
    others: Sequence[OtherCell] = getattr(row, "others", ())
    texts = {other.label: other.text for other in others}
    return [Box(_text(texts.get(name))) for name in labels]
