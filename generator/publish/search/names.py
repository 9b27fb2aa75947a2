"""Owns the first piece of the index: names, years, grades and figures of all forms, column by column.

It answers a search by name and every filter; it is all a phone loads before the first answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pypinyin import Style, lazy_pinyin

from generator.forms.rows import short_rows
from generator.record.kinds import KINDS, budget_of, number_at, value_at
from generator.record.model import SelfEvaluation

if TYPE_CHECKING:
    from collections.abc import Collection as Bag
    from collections.abc import Hashable, Iterable, Mapping, Sequence
    from decimal import Decimal

    from generator.forms.collection import Collection
    from generator.record.model import Form

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
    kinds = list(KINDS.values())
    columns: dict[str, list[Any]] = {
        "project": [projects.number((form.project_id, form.project)) for form in forms],
        "unit": [units[form.unit_id] for form in forms],
        "department": [departments.number(form.department) for form in forms],
        "year": [form.year for form in forms],
        "kind": [kinds.index(form.kind) for form in forms],
        "title": [titles.number(form.title) for form in forms],
        "grade": [_number(grades, value_at(form, form.kind.grade)) for form in forms],
        "short": [_short(form) for form in forms],
        "groups": [_mask(groups, (row.level2 for row in form.indicators)) for form in forms],
        "findings": [_mask(severities, findings.get(form.id, ())) for form in forms],
    }
    return {
        "kinds": [[kind.folder, kind.label] for kind in kinds],
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


def _figures(forms: Sequence[Form]) -> dict[str, list[str]]:
    """Amounts in 万元, rates in %, scores in points, exactly as decimals."""
    return {
        "budget": [_decimal(budget_of(form)) for form in forms],
        "executed": [_decimal(number_at(form, form.kind.executed)) for form in forms],
        "rate": [_decimal(number_at(form, form.kind.rate)) for form in forms],
        "score": [_decimal(number_at(form, form.kind.score)) for form in forms],
    }


def _decimal(number: Decimal | None) -> str:
    return ABSENT if number is None else f"{number:f}"


def _short(form: Form) -> int:
    """How many rows did not get all their points."""
    return len(short_rows(form)) if isinstance(form, SelfEvaluation) else 0


def _number(table: _Table, value: str | None) -> int:
    return -1 if value is None else table.number(value)


def _mask(table: _Table, values: Iterable[str]) -> int:
    """One bit a value; at most 30 values, as the browser's bit operations have 32."""
    return sum({1 << table.number(value) for value in values})
