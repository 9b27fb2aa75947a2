"""Owns the money of a draft: the rows of the kind where the form prints those, else every row under its own label."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.importer.form import MISSING, FundLine, ReadForm
from generator.record.meaning import fold, fund_of
from generator.record.model import FUNDS_LINES
from generator.record.tables import DECLARED_AMOUNTS, FUNDS_COLUMNS

if TYPE_CHECKING:
    from generator.importer.noting import Draft

_YUAN_FROM = 100_000
"""Amounts of this size without a unit are 元: a project of 10 亿 is rarer than one of 10 万."""


def funds_of(form: ReadForm, draft: Draft) -> dict[str, Any]:
    """The table of funds."""
    unit = draft.take("funds.amount_unit", form.amount_unit)
    if unit not in ("万元", "元"):
        why = "表上没有印金额单位" if not unit else f"表上印的金额单位是“{unit}”"
        draft.doubt("funds.amount_unit", f"{why}，这里按万元")
        unit = "万元"
    lines = form.fund_lines
    if (form.kind, "funds") in form.words.own_rows or any(line.label and not _is_official(line) for line in lines):
        rows = [_fund_row(number, line, form, draft) for number, line in enumerate(lines, 1)]
        places = {f"funds.{line.key}": f"funds.rows.{number}" for number, line in enumerate(lines, 1)}
        words = form.words.meanings.get("funds", {})
        if not form.is_exact and not any(fund_of(line.label, words) == "total" for line in lines):
            draft.doubt("funds.total", "没有读到资金总额这一行；表上确实没有，就删掉这一条")
        form.doubts = [replace(doubt, field=places.get(doubt.field, doubt.field)) for doubt in form.doubts]
        return {"amount_unit": unit, "rows": rows}
    return {"amount_unit": unit} | _official_lines({line.key: line for line in lines}, form, draft)


def _fund_row(number: int, line: FundLine, form: ReadForm, draft: Draft) -> dict[str, Any]:
    """A row of another form than the official one, under its own label."""
    at = f"funds.rows.{number}"
    _doubt_label(at, line.label, form, draft)
    return {"label": line.label} | draft.take_all(line.cells, at)


def _doubt_label(at: str, label: str, form: ReadForm, draft: Draft) -> None:
    if not label:
        draft.doubt(f"{at}.label", "这一行的名目没有读到")
    elif not fund_of(label, form.words.meanings.get("funds", {})):
        draft.doubt(f"{at}.label", f"“{label}”是哪一种资金不知道，请写明 means")


def _official_lines(known: dict[str, FundLine], form: ReadForm, draft: Draft) -> dict[str, Any]:
    funds: dict[str, Any] = {}
    for key, label in FUNDS_LINES:
        line = known.get(key)
        if line is None:
            if not form.is_exact or key == "total":
                draft.doubt(f"funds.{key}", f"没有读到“{label}”这一行；表上确实没有，就删掉这一条")
            continue
        columns = dict.fromkeys((*dict(FUNDS_COLUMNS), "reason", *line.cells))
        cells = {column: line.cells.get(column, MISSING) for column in columns}
        funds[key] = {column: draft.take(f"funds.{key}.{column}", cell) for column, cell in cells.items()}
        if not line.is_label_sure:
            draft.doubt(f"funds.{key}", "这一行的名目没有印在旁边，按官方表的次序归行")
    return funds


def _is_official(line: FundLine) -> bool:
    """The row stands under the label the official form prints."""
    return bool(line.key) and fold(line.label) == fold(dict(FUNDS_LINES)[line.key])


def amounts_of(form: ReadForm, draft: Draft) -> dict[str, Any]:
    """The amounts of a declaration."""
    if form.amount_rows:
        values: dict[str, Any] = {"rows": [_amount_row(n, form, draft) for n in range(1, len(form.amount_rows) + 1)]}
        figures = [cell.text for _, cell in form.amount_rows]
    else:
        keys = [key for key, _ in DECLARED_AMOUNTS]
        values = {key: draft.take(f"amounts.{key}", form.amounts.get(key, MISSING)) for key in keys}
        figures = list(values.values())
    unit, basis = form.amount_unit.text, "printed"
    if unit not in ("万元", "元"):
        basis = "inferred"
        unit = "元" if max((_whole(text) for text in figures if text), default=0) >= _YUAN_FROM else "万元"
        draft.doubt("amounts.amount_unit", f"表上没有印金额单位，按数额判断是{unit}")
    return {"amount_unit": unit, "amount_unit_basis": basis, **values}


def _amount_row(number: int, form: ReadForm, draft: Draft) -> dict[str, str]:
    label, cell = form.amount_rows[number - 1]
    _doubt_label(f"amounts.rows.{number}", label, form, draft)
    return {"label": label, "amount": draft.take(f"amounts.rows.{number}.amount", cell)}


def _whole(text: str) -> int:
    """The whole part of a printed figure, for a look at its size."""
    digits = text.replace(",", "").partition(".")[0].lstrip("-")
    return int(digits) if digits.isdecimal() else 0
