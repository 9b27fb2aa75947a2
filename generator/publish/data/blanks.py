"""Owns the table of blanks: why a cell of the other tables is empty. Guesses nothing; must not write a file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from generator.publish.data.columns import FormTable, form_id, funds_rows, tables
from generator.publish.data.table import choice, required, row_number, text
from generator.record.fields import along
from generator.record.kinds import has_cell, value_at
from generator.record.values import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.publish.data.columns import DatedForm
    from generator.record.model import Form

STATES = {
    "missing": "原件缺失，单位可能填了",
    "unfilled": "未填报，原件这一格是空的",
    "not_in_form": "本表无此栏",
    "dash": "原件印“-”“/”等，本来就没有数",
}
_LIST = "indicators"


@dataclass(frozen=True, slots=True)
class Blank:
    """One empty cell of one table."""

    form: Form
    table: str
    line: str
    row: int | None
    column: str
    state: str
    note: str


def _blanks(row: DatedForm) -> Iterator[Blank]:
    form = row.form
    forms, funds, indicators = tables()
    for column, path in _paths(forms):
        yield from _blank(form, forms.name, column, value_at(form, path), path)
    lines = tuple(funds_rows(form))
    for column, key in _paths(funds):
        if lines and not any(has_cell(form, f"{line.path}.{key}") for line in lines):
            yield Blank(form, funds.name, "", None, column, "not_in_form", "")
            continue
        for line in lines:
            yield from _blank(form, funds.name, column, getattr(line.cells, key), f"{line.path}.{key}", line=line.key)
    for column, key in _paths(indicators):
        if not has_cell(form, f"{_LIST}.{key}"):
            yield Blank(form, indicators.name, "", None, column, "not_in_form", "")
        elif along(f"{_LIST}.{key}", form.kind.fields)[-1].is_asked:
            for number, cells in enumerate(form.indicators, 1):
                yield from _blank(form, indicators.name, column, getattr(cells, key), key, row=number)


@cache
def _paths(table: FormTable[object]) -> tuple[tuple[str, str], ...]:
    """Name and path of every column that stands in one place of a record."""
    return tuple((column.name, column.path) for column in table.columns if column.path)


def _blank(  # noqa: PLR0913 -- a place has many names
    form: Form, table: str, column: str, value: object, path: str, *, line: str = "", row: int | None = None
) -> Iterator[Blank]:
    """The blank at a place, if it is one; ``path`` is the key where a row is named."""
    if value is None or value == "":
        exists = bool(row) or has_cell(form, path)
        state, note = _why(form, path, row) if exists else ("not_in_form", "")
    elif isinstance(value, Figure) and value.value is None:
        state, note = "dash", ""
    else:
        return
    yield Blank(form, table, line, row, column, state, note)


def _why(form: Form, field: str, row: int | None) -> tuple[str, str]:
    """What the editors say of an empty cell; without a word of theirs the unit left it empty."""
    names = {(row, field), (None, f"{_LIST}.{field}")} if row else {(None, field)}
    lost = (item for item in form.remarks if item.state == "missing" and (item.row, item.field) in names)
    found = next(lost, None)
    return ("missing", found.note) if found else ("unfilled", "")


BLANKS: FormTable[Blank] = FormTable(
    "blanks",
    "空格的原因",
    "前三张表里每个空格为什么空，一行一格；偏差原因可以不填，不列",
    (
        form_id(lambda row: row.form),
        choice("table", "哪张表", {name: name for name in ("forms", "funds", "indicators")}, lambda row: row.table),
        text("line", "资金的哪一行，别的表空着", lambda row: row.line),
        row_number(lambda row: row.row),
        required("column", "哪一列，按照原件的表里的列名", lambda row: row.column),
        choice("state", "为什么空", STATES, lambda row: row.state),
        text("note", "编者的说明", lambda row: row.note),
    ),
    (),
    refers=True,
    rows_of=_blanks,
)
