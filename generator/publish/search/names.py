"""Owns the first piece of the index: names, years, grades and figures of all forms, column by column.

It answers a search by name and every filter; it is all a phone loads before the first answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.checks import Severity
from generator.forms.formulas import rate_of, score_of
from generator.forms.rows import short_rows
from generator.publish.words.quality import WORDS
from generator.publish.words.wording import ABSENT, LOST, absence
from generator.record.fields import find_field
from generator.record.kinds import KINDS, budget_of, number_at, value_at
from generator.record.model import SelfEvaluation

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence
    from decimal import Decimal

    from generator.checks import Finding
    from generator.forms.collection import Collection
    from generator.forms.formulas import Known
    from generator.record.kinds import Kind
    from generator.record.model import Form, Profile

NONE = "-"
"""Stands in a column of figures where the form has none."""
WHY = ("", ABSENT, LOST)
"""Why a figure is computed; the first: it is printed."""


class _Table:
    """Distinct values in order of first use, each known by its number."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}

    def number(self, value: Hashable) -> int:
        return self._numbers.setdefault(value, len(self._numbers))

    def values(self) -> list[Any]:
        return list(self._numbers)


def names_of(collection: Collection, findings: Mapping[str, Sequence[Finding]]) -> dict[str, Any]:
    """The first piece as plain lists; ``findings`` gives each form's public findings by form id."""
    forms, units = collection.forms, {unit.id: number for number, unit in enumerate(collection.units)}
    projects, departments, titles, groups = (_Table() for _ in range(4))
    kinds, severities = list(KINDS.values()), list(Severity)
    profile = collection.registry.profile
    grades = _grades(forms, profile)
    columns: dict[str, list[Any]] = {
        "project": [projects.number((form.project_id, form.project)) for form in forms],
        "unit": [units[form.unit_id] for form in forms],
        "department": [departments.number(form.department) for form in forms],
        "year": [form.year for form in forms],
        "kind": [kinds.index(form.kind) for form in forms],
        "title": [titles.number(form.title) for form in forms],
        "grade": [grades.index(grade) if (grade := _grade(form)) else -1 for form in forms],
        "short": [_short(form) for form in forms],
        "groups": [_mask(groups.number(row.level2) for row in form.indicators) for form in forms],
        "computed": [_computed(form, profile) for form in forms],
        "findings": [_mask(severities.index(item.severity) for item in findings.get(form.id, ())) for form in forms],
    }
    return {
        "kinds": [
            {"key": kind.key, "folder": kind.folder, "label": kind.label, "figures": _called(kind)} for kind in kinds
        ],
        "units": [[unit.id, unit.name, unit.short] for unit in collection.units],
        "projects": [list(project) for project in projects.values()],
        "departments": departments.values(),
        "titles": titles.values(),
        "grades": [[grade, profile.rank_of(grade)] for grade in grades],
        "groups": groups.values(),
        "why": list(WHY),
        "severities": [[severity.name.lower(), WORDS[severity]] for severity in severities],
        "forms": {name: " ".join(map(str, column)) for name, column in (columns | _figures(forms, profile)).items()},
    }


def _called(kind: Kind) -> dict[str, str]:
    """Which figures a kind of form has, with what they are called beside a result."""
    paths = {"executed": kind.executed, "rate": kind.rate, "score": kind.score}
    labels = {key: field.label for key, path in paths.items() if path and (field := find_field(path, kind.fields))}
    return {"budget": kind.budget_label} | labels


def _grades(forms: Sequence[Form], profile: Profile) -> list[str]:
    """The grades that are printed, from high to low; words the profile does not know come last."""
    printed = dict.fromkeys(grade for form in forms if (grade := _grade(form)))
    known = len(profile.grades) + 1
    return sorted(printed, key=lambda grade: (known if (rank := profile.rank_of(grade)) is None else rank, grade))


def _grade(form: Form) -> str | None:
    grade: str | None = value_at(form, form.kind.grade)
    return grade


def _figures(forms: Sequence[Form], profile: Profile) -> dict[str, list[str]]:
    """Amounts in 万元, rates in %, scores in points, exactly as decimals, the last two also where they are computed."""
    return {
        "budget": [_decimal(budget_of(form)) for form in forms],
        "executed": [_decimal(number_at(form, form.kind.executed)) for form in forms],
        "rate": [_decimal(rate_of(form, profile).value) for form in forms],
        "score": [_decimal(score_of(form).value) for form in forms],
    }


def _computed(form: Form, profile: Profile) -> int:
    """Why rate and score are not printed where other figures make them: two digits of WHY, the rate's the lower."""
    rate, score = rate_of(form, profile), score_of(form)
    return _why(form, form.kind.rate, rate) + len(WHY) * _why(form, form.kind.score, score)


def _why(form: Form, path: str, known: Known) -> int:
    return WHY.index(absence(form, path)) if known.is_computed else 0


def _decimal(number: Decimal | None) -> str:
    return NONE if number is None else f"{number:f}"


def _short(form: Form) -> int:
    """How many rows did not get all their points."""
    return len(short_rows(form)) if isinstance(form, SelfEvaluation) else 0


def _mask(numbers: Iterable[int]) -> int:
    """One bit a value; at most 30 values, as the browser's bit operations have 32."""
    return sum({1 << number for number in numbers})
