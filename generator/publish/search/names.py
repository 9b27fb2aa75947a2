"""Owns the first piece of the index: names, years, grades and figures of all forms, column by column.

It answers a search by name and every filter; it is all a phone loads before the first answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pypinyin import Style, lazy_pinyin

from generator.forms.rows import short_rows
from generator.record.fields import KIND_FOLDERS, KIND_LABELS
from generator.record.model import SelfEvaluation

if TYPE_CHECKING:
    from collections.abc import Collection as Bag
    from collections.abc import Hashable, Iterable, Mapping, Sequence
    from decimal import Decimal

    from generator.forms.collection import AnyForm, Collection

ABSENT = "-"
"""Stands in a column of figures where the form has none."""


class _Table:
    """Distinct values in order of first use, each known by its number."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}

    def number(self, value: Hashable) -> int:
        return self._numbers.setdefault(value, len(self._numbers))

    def values(self) -> list[Any]:
        return list(self._numbers)


def names_of(collection: Collection, findings: Mapping[str, Bag[str]]) -> dict[str, Any]:
    """The first piece as plain lists; ``findings`` gives each form's severities by form id."""
    forms, units = collection.forms, {unit.id: number for number, unit in enumerate(collection.units)}
    projects, departments, titles, grades, groups, severities = (_Table() for _ in range(6))
    kinds = list(KIND_FOLDERS)
    columns: dict[str, list[Any]] = {
        "project": [projects.number((form.project_id, form.project)) for form in forms],
        "unit": [units[form.unit_id] for form in forms],
        "department": [departments.number(form.department) for form in forms],
        "year": [form.year for form in forms],
        "kind": [kinds.index(form.kind) for form in forms],
        "title": [titles.number(form.title) for form in forms],
        "grade": [_number(grades, getattr(form, "grade", None)) for form in forms],
        "short": [_short(form) for form in forms],
        "groups": [_mask(groups, (row.level2 for row in form.indicators)) for form in forms],
        "findings": [_mask(severities, findings.get(form.id, ())) for form in forms],
    }
    return {
        "kinds": [[KIND_FOLDERS[kind], KIND_LABELS[kind]] for kind in kinds],
        "units": [[unit.id, unit.name, unit.short, initials(unit.name)] for unit in collection.units],
        "projects": [[slug, name, initials(name)] for slug, name in projects.values()],
        "departments": departments.values(),
        "titles": titles.values(),
        "grades": grades.values(),
        "groups": groups.values(),
        "severities": severities.values(),
        "forms": {name: " ".join(map(str, column)) for name, column in (columns | _figures(forms)).items()},
    }


def initials(name: str) -> str:
    """First letters of the pinyin: 技能评价 is jnpj; letters and digits stay."""
    parts = lazy_pinyin(name, style=Style.FIRST_LETTER)
    return "".join(character for part in parts for character in part if character.isalnum()).lower()


def _figures(forms: Sequence[AnyForm]) -> dict[str, list[str]]:
    """Amounts in 万元, rates in %, scores in points, exactly as decimals."""
    return {
        "budget": [_decimal(_budget(form)) for form in forms],
        "executed": [_decimal(_evaluated(form, lambda f: f.funds.wan_yuan("executed"))) for form in forms],
        "rate": [_decimal(_evaluated(form, lambda f: f.rate)) for form in forms],
        "score": [_decimal(_evaluated(form, lambda f: f.score)) for form in forms],
    }


def _evaluated(form: AnyForm, read: Any) -> Decimal | None:  # noqa: ANN401 -- a reader of one figure
    return read(form) if isinstance(form, SelfEvaluation) else None


def _budget(form: AnyForm) -> Decimal | None:
    """全年预算数 of an evaluation, 年度资金申请总额 of a declaration."""
    return (
        form.funds.wan_yuan("adjusted_budget")
        if isinstance(form, SelfEvaluation)
        else form.amounts.wan_yuan("annual_total")
    )


def _decimal(number: Decimal | None) -> str:
    return ABSENT if number is None else f"{number:f}"


def _short(form: AnyForm) -> int:
    """How many rows did not get all their points."""
    return len(short_rows(form)) if isinstance(form, SelfEvaluation) else 0


def _number(table: _Table, value: str | None) -> int:
    return -1 if value is None else table.number(value)


def _mask(table: _Table, values: Iterable[str]) -> int:
    """One bit a value; at most 30 values, as the browser's bit operations have 32."""
    return sum({1 << table.number(value) for value in values})
