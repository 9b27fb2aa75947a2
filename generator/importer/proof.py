"""Owns the proof by arithmetic: sums of points and amounts that come out bear a reading out, others shake it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.importer.form import MISSING, FormDoubt
from generator.importer.indicators import points_of

if TYPE_CHECKING:
    from generator.importer.form import ReadCell, ReadForm

_TOLERANCE = Decimal("0.02")
_HUNDRED = Decimal(100)


def prove(form: ReadForm) -> None:
    """Confirm or shake the points of a form read from torn text; a true table needs no proof."""
    if not form.has("total_score") or not form.rows:
        return
    execution = next((line.cells for line in form.fund_lines if line.key == "total"), {})
    _prove_column(form, "weight", form.total_weight, execution.get("weight", MISSING))
    _prove_column(form, "score", form.total_score, execution.get("score", MISSING))


def _prove_column(form: ReadForm, key: str, total: ReadCell, execution: ReadCell) -> None:
    points = [points_of(row.get(key, MISSING)) for row in form.rows]
    extra, whole = points_of(execution), points_of(total)
    if key not in form.columns or whole is None:
        return
    if None in points or extra is None:
        return
    added = sum((value for value in points if value is not None), Decimal(0)) + extra
    if abs(added - whole) <= _TOLERANCE:
        for row in form.rows:
            row[key] = row[key].confirmed()
    elif not form.is_exact:
        label = form.columns[key]
        why = f"各行{label}加上预算执行的{label}是 {added}，合计行印的是 {whole}，可能有格子读错"
        form.doubts.append(FormDoubt(f"indicators.{key}", why))
