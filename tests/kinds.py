"""Pages of the invented region by what they show, so that a test names a kind of page and never a form."""

from __future__ import annotations

from itertools import groupby

from generator.record.model import SelfEvaluation, TargetDeclaration
from generator.record.store import load
from tests.conftest import DAY, REGION_DATA

FORMS = [stored.form for stored in load(REGION_DATA).forms if stored.form.is_due(DAY)]
EVALUATIONS = [form for form in FORMS if isinstance(form, SelfEvaluation)]
DECLARATIONS = [form for form in FORMS if isinstance(form, TargetDeclaration)]
YEAR = max(form.year for form in EVALUATIONS)
"""The newest year with self-evaluations."""
OF_YEAR = [form for form in EVALUATIONS if form.year == YEAR]
DECLARED_ONLY = min({form.year for form in DECLARATIONS} - {form.year for form in EVALUATIONS})
"""A year of which there are declarations and nothing else."""

LONG = max(EVALUATIONS, key=lambda form: len(form.indicators))
"""The form with the most rows."""
CUT_OFF = next(form for form in OF_YEAR if form.is_missing("funds.total.execution_rate"))
UNSPENT = min((form for form in OF_YEAR if form.rate is not None), key=lambda form: form.rate or 0)
"""The form with the lowest execution rate."""
SHARED = next(form for form in OF_YEAR if sum(other.project == form.project for other in OF_YEAR) > 1)
"""A form whose project another unit has too."""
DECLARATION = next(
    form for form in DECLARATIONS if any((e.year, e.project) == (form.year, form.project) for e in OF_YEAR)
)


def address(form: SelfEvaluation | TargetDeclaration) -> str:
    """Where the form's page stands, relative to the site."""
    return f"{form.id}/"


def slug(form: SelfEvaluation | TargetDeclaration) -> str:
    """The last part of its address, which is its project's."""
    return form.id.rpartition("/")[2]


def spans(form: SelfEvaluation) -> list[int]:
    """How many rows stand under each 一级指标."""
    return [len(list(rows)) for _, rows in groupby(form.indicators, key=lambda row: row.level1)]
