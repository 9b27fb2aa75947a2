"""Owns the first piece of the index: names, years, grades and figures of all forms, column by column.

It answers a search by name and every filter; it is all a phone loads before the first answer.
"""

from __future__ import annotations

from collections import defaultdict
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
    from generator.forms.formulas import Known
    from generator.record.kinds import Kind
    from generator.record.model import Form, Profile, Unit

NONE = "-"
"""Stands in a column of figures where the form has none."""
WHY = ("", ABSENT, LOST)
"""Why a figure is computed; the first: it is printed."""
_COLUMNS = (
    *("project", "unit", "department", "year", "kind", "title", "grade", "short", "groups", "computed", "findings"),
    *("budget", "executed", "rate", "score"),
)
"""In the order in which they stand there."""


_WORDS = ("project", "unit", "department", "title", "grade", "groups")
"""Columns of words that many forms share: each stands once, the column names it by its number."""


class _Table:
    """Distinct values in order of first use, each known by its number."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}

    def number(self, value: Hashable) -> int:
        return self._numbers.setdefault(value, len(self._numbers))

    def values(self) -> list[Any]:
        return list(self._numbers)


def names_part(forms: Sequence[Form], findings: Mapping[str, Sequence[Finding]], profile: Profile) -> dict[str, Any]:
    """What the first piece says of some forms, as plain lists: words by their numbers here, all else as it is written.

    ``findings`` gives each form's public findings by form id.
    """
    words = {name: _Table() for name in _WORDS}
    kinds, severities = list(KINDS.values()), list(Severity)
    numbered: dict[str, list[Any]] = {
        "project": [words["project"].number((form.project_id, form.project)) for form in forms],
        "unit": [words["unit"].number(form.unit_id) for form in forms],
        "department": [words["department"].number(form.department) for form in forms],
        "title": [words["title"].number(form.title) for form in forms],
        "grade": [words["grade"].number(_grade(form) or "") for form in forms],
        "groups": [sorted({words["groups"].number(row.level2) for row in form.indicators}) for form in forms],
    }
    plain: dict[str, list[Any]] = {
        "year": [form.year for form in forms],
        "kind": [kinds.index(form.kind) for form in forms],
        "short": [_short(form) for form in forms],
        "computed": [_computed(form, profile) for form in forms],
        "findings": [_mask(severities.index(item.severity) for item in findings.get(form.id, ())) for form in forms],
    }
    return {
        "words": {name: table.values() for name, table in words.items()},
        "numbered": numbered,
        "plain": {name: _column(values) for name, values in (plain | _figures(forms, profile)).items()},
    }


def names_of(parts: Iterable[Mapping[str, Any]], units: Sequence[Unit], profile: Profile) -> dict[str, Any]:
    """The first piece as plain lists, from what is known of all forms part by part; ``units`` are theirs."""
    words, columns = _joined(parts)
    grades = _grades(filter(None, words["grade"]), profile)
    places = {"unit": [unit.id for unit in units], "grade": grades}
    for name, known in places.items():
        final = [known.index(value) if value else -1 for value in words[name]]
        columns[name] = [final[number] for number in columns[name]]
    return {
        "kinds": [
            {"key": kind.key, "folder": kind.folder, "label": kind.label, "figures": _called(kind)}
            for kind in KINDS.values()
        ],
        "units": [[unit.id, unit.name, unit.short] for unit in units],
        "projects": [list(project) for project in words["project"]],
        "departments": words["department"],
        "titles": words["title"],
        "grades": [[grade, profile.rank_of(grade)] for grade in grades],
        "groups": words["groups"],
        "why": list(WHY),
        "severities": [[severity.name.lower(), WORDS[severity]] for severity in Severity],
        "forms": {name: _column(columns.get(name, ())) for name in _COLUMNS},
    }


def _joined(parts: Iterable[Mapping[str, Any]]) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """The words of all parts, and the columns: words by their numbers among all, the others in pieces as written."""
    words = {name: _Table() for name in _WORDS}
    columns: dict[str, list[Any]] = defaultdict(list)
    for part in parts:
        for name, table in words.items():
            own = [table.number(_hashable(value)) for value in part["words"][name]]
            columns[name] += [_renumbered(value, own) for value in part["numbered"][name]]
        for name, column in part["plain"].items():
            columns[name].append(column)
    return {name: table.values() for name, table in words.items()}, columns


def _hashable(value: Any) -> Hashable:  # noqa: ANN401 -- a word, or a list of two
    return tuple(value) if isinstance(value, list) else value


def _renumbered(value: int | Sequence[int], numbers: Sequence[int]) -> int:
    """A number, or of several a bit for each."""
    return numbers[value] if isinstance(value, int) else _mask(numbers[one] for one in value)


def _column(values: Iterable[object]) -> str:
    return " ".join(map(str, values))


def _called(kind: Kind) -> dict[str, str]:
    """Which figures a kind of form has, with what they are called beside a result."""
    paths = {"executed": kind.executed, "rate": kind.rate, "score": kind.score}
    labels = {key: field.label for key, path in paths.items() if path and (field := find_field(path, kind.fields))}
    return {"budget": kind.budget_label} | labels


def _grades(printed: Iterable[str], profile: Profile) -> list[str]:
    """The grades that are printed, from high to low; words the profile does not know come last."""
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
