"""Owns which columns and cells of its kind a form does not print: an empty cell there was not left empty.

Only a true table shows that a column is not there; of torn text nothing is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.importer.align import OTHER
from generator.record.fields import Shape, along
from generator.record.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.importer.form import ReadForm
    from generator.record.fields import Field


def absent_cells(form: ReadForm) -> list[str]:
    """Paths of what forms of the kind print and this one does not."""
    unsure = {f"indicators.{key}" for key in unsure_columns(form)}
    return [path for path in _absent(form) if path not in unsure] if form.is_exact else []


def unsure_columns(form: ReadForm) -> list[str]:
    """Columns of the kind that were not found, while the form has columns nobody knows: one may be the other."""
    if not other_labels(form):
        return []
    rows = along("indicators", KINDS[form.kind].fields)[-1].fields
    return [field.key for field in _usual(rows) if field.key not in form.columns]


def other_labels(form: ReadForm) -> list[str]:
    """The heads of columns no field is for."""
    keys = dict.fromkeys(key for row in form.rows for key in row if key.startswith(OTHER))
    return [key.removeprefix(OTHER) for key in keys]


def _absent(form: ReadForm) -> Iterator[str]:
    kind = KINDS[form.kind]
    if form.has("category") and not along("category", kind.fields)[0].is_extra:
        yield from (key for key in ("category", "start", "end") if key not in form.labels)
    if form.has("funds") and form.fund_lines:
        columns = along("funds.total", kind.fields)[-1].fields
        yield from (f"funds.rows.{field.key}" for field in _usual(columns) if field.key not in form.fund_columns)
    if form.has("amounts") and form.amounts:
        amounts = along("amounts", kind.fields)[-1].fields
        keys = [field.key for field in _usual(amounts) if field.shape is Shape.FIGURE]
        yield from (f"amounts.{key}" for key in keys if key not in form.amounts)
    goals = along("goals", kind.fields)[-1].fields
    yield from (f"goals.{field.key}" for field in _usual(goals) if f"goals.{field.key}" not in form.labels)
    rows = along("indicators", kind.fields)[-1].fields
    yield from (f"indicators.{field.key}" for field in _usual(rows) if field.key not in form.columns)
    for key in ("total_weight", "total_score", "grade"):
        if form.has(key) and key not in form.labels and not getattr(form, key).text:
            yield key


def _usual(fields: tuple[Field, ...]) -> Iterator[Field]:
    """What most forms of the kind print."""
    return (field for field in fields if not field.is_extra and field.shape not in (Shape.LIST, Shape.GROUP))
