"""Owns the tables for programs: forms.csv and indicators.csv, figures as printed. RFC 4180, UTF-8, one header row."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from generator.publish.wording import cell
from generator.record.fields import DECLARED_AMOUNTS, FUNDS_COLUMNS, KIND_FOLDERS
from generator.record.model import Indicator, SelfEvaluation
from generator.record.schema import json_schema

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.record.model import DeclaredIndicator, TargetDeclaration

_AMOUNT_COLUMNS = [key for key, _ in FUNDS_COLUMNS if key not in ("weight", "execution_rate", "score")]
_DECLARED_COLUMNS = [key for key, _ in DECLARED_AMOUNTS]
FORM_COLUMNS = (
    "id",
    "kind",
    "year",
    "department",
    "unit",
    "project",
    "title",
    "amount_unit",
    *_AMOUNT_COLUMNS,
    "execution_rate",
    "execution_weight",
    "execution_score",
    "total_weight",
    "total_score",
    "grade",
    "indicator_count",
    *_DECLARED_COLUMNS,
    "expected",
    "achieved",
    "narrative",
    "document",
    "position",
    "approved",
    "published",
    "url",
)
INDICATOR_COLUMNS = ("form_id", "row", "level1", "level2", "name", "target", "actual", "weight", "score", "reason")


def tables(forms: Iterable[SelfEvaluation | TargetDeclaration]) -> dict[str, bytes]:
    """All downloads by their path under the site."""
    forms = list(forms)
    files = {
        "data/forms.csv": _csv(FORM_COLUMNS, map(_form_row, forms)),
        "data/indicators.csv": _csv(INDICATOR_COLUMNS, (row for form in forms for row in _indicator_rows(form))),
    }
    for kind in KIND_FOLDERS:
        text = json.dumps(json_schema(kind), ensure_ascii=False, indent=2) + "\n"
        files[f"data/schema/{kind}.json"] = text.encode()
    return files


def _csv(columns: tuple[str, ...], rows: Iterable[dict[str, str]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode()


def _form_row(form: SelfEvaluation | TargetDeclaration) -> dict[str, str]:
    row = {
        "id": form.id,
        "kind": form.kind,
        "year": str(form.year),
        "department": form.department,
        "unit": form.unit,
        "project": form.project,
        "title": form.title,
        "indicator_count": str(len(form.indicators)),
        "narrative": form.source.narrative,
        "document": form.source.document,
        "position": str(form.source.position),
        "approved": form.approved.isoformat() if form.approved else "",
        "published": form.published.isoformat() if form.published else "",
        "url": f"{form.id}/",
    }
    return row | (_evaluation_cells(form) if isinstance(form, SelfEvaluation) else _declaration_cells(form))


def _evaluation_cells(form: SelfEvaluation) -> dict[str, str]:
    total = form.funds.total
    return {column: cell(getattr(total, column)) for column in _AMOUNT_COLUMNS} | {
        "amount_unit": form.funds.amount_unit.value,
        "execution_rate": cell(total.execution_rate),
        "execution_weight": cell(total.weight),
        "execution_score": cell(total.score),
        "total_weight": cell(form.total_weight),
        "total_score": cell(form.total_score),
        "grade": form.grade or "",
        "expected": form.expected or "",
        "achieved": form.achieved or "",
    }


def _declaration_cells(form: TargetDeclaration) -> dict[str, str]:
    return {column: cell(getattr(form.amounts, column)) for column in _DECLARED_COLUMNS} | {
        "amount_unit": form.amounts.amount_unit.value,
        "expected": form.annual or form.overall or "",
    }


def _indicator_rows(form: SelfEvaluation | TargetDeclaration) -> Iterable[dict[str, str]]:
    indicators: tuple[Indicator | DeclaredIndicator, ...] = form.indicators
    for number, indicator in enumerate(indicators, 1):
        row = {"form_id": form.id, "row": str(number), "target": indicator.target or ""}
        row |= {key: getattr(indicator, key) for key in ("level1", "level2", "name")}
        if isinstance(indicator, Indicator):
            row |= {"actual": indicator.actual or "", "reason": indicator.reason or ""}
            row |= {"weight": cell(indicator.weight), "score": cell(indicator.score)}
        yield row
