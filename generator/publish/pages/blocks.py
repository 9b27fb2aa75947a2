"""Owns the blocks the generator puts into written pages: their names and what each template is given."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from generator.checks.rules.spending import LOW_RATE
from generator.forms.formulas import settle
from generator.forms.rows import rows_of, tally
from generator.publish.data.citation import bibtex, citation
from generator.publish.data.downloads import all_tables
from generator.publish.pages.news import arrivals, last_change, told
from generator.publish.pages.page import Page
from generator.record.kinds import KINDS, result_in
from generator.record.problems import PROBLEM_CODES
from generator.record.registers import TEMPLATE
from generator.record.registry import REGISTRY_FIELDS
from generator.record.values import HUNDRED, truncate
from generator.summary.status import absent, late

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.publish.pages.sources import Sources
    from generator.record.fields import Field
    from generator.record.model import Grade, SelfEvaluation

MARK = "<!-- disclosure: {} -->"
"""Stands in a written page where a block is put."""
VERBAL_RESULT = "B10"
"""The rule that finds a number as target and only words as result."""
_MARKS = re.compile(MARK.format("([a-z]+)"))


def fill(markdown: str, path: str, sources: Sources) -> str:
    """Put the blocks a written page asks for into it; ``path`` is the page's, under the content folder."""
    page = Page(path, "", "", (), sources.edition.repository)

    def block(mark: re.Match[str]) -> str:
        context = BLOCKS.get(mark[1])
        return mark[0] if context is None else sources.render(f"{mark[1]}.j2", page, **context(sources)).rstrip("\n")

    return _MARKS.sub(block, markdown)


def _home(sources: Sources) -> dict[str, Any]:
    collection, dates = sources.collection, sources.dates
    return {
        "newest": sources.newest,
        "summaries": list(sources.summaries.values()),
        "departments": sources.departments,
        "units": len(collection.units),
        "forms": len(collection.forms),
        "changed": last_change(collection, dates),
        "arrivals": arrivals(collection, dates),
        "told": told(collection),
        "late": late(sources.statuses),
        "absent": absent(sources.statuses),
    }


def _spread(sources: Sources) -> dict[str, Any]:
    """How close the grades and points of the newest year lie together."""
    newest = sources.newest
    if newest is None:
        return {"newest": None}
    lines = sources.checks.of_forms(newest.evaluations).lines
    return {
        "newest": newest,
        "rows": tally(row for form in newest.evaluations for row in rows_of(form)),
        "verbal": next((line for line in lines if line.rule.id == VERBAL_RESULT), None),
    }


def _example(sources: Sources) -> dict[str, Any]:
    """A form of the newest year with the best grade, every row full and little spent; none where no form is so."""
    best, *_ = sources.collection.registry.profile.grades
    lowest = sources.newest.lowest_rates if sources.newest else ()
    form = next((form for form in lowest if _is_full_but_unspent(form, best)), None)
    worded = sum(result_in(form, row.actual) is not None for row in form.indicators) if form else 0
    return {"best": best, "form": form, "worded": worded}


def _is_full_but_unspent(form: SelfEvaluation, best: Grade) -> bool:
    """Whether the form tells why a high score is not yet a good result."""
    rows = tally(rows_of(form))
    has_figures = None not in (form.score, form.rate, form.funds.total.score, form.funds.total.weight)
    return has_figures and form.grade == best.name and (form.rate or 0) < LOW_RATE and rows.full == rows.total


def _documents(sources: Sources) -> dict[str, Any]:
    """Every document with how many forms and rows of it are published."""
    collection = sources.collection
    documents = []
    for document in collection.registry.documents.values():
        forms = [form for form in collection.forms if form.source.document == document.id]
        if forms:
            documents.append((document, len(forms), sum(len(form.indicators) for form in forms)))
    rows = sum(len(form.indicators) for form in collection.forms)
    return {"documents": documents, "forms": len(collection.forms), "rows": rows}


def _corrections(sources: Sources) -> dict[str, Any]:
    """Every correction with its form, and every form that left its address, newest first."""
    pairs = [(item, form) for form in sources.collection.forms for item in form.corrections]
    withdrawn = sources.collection.registry.withdrawn
    return {
        "corrections": sorted(pairs, key=lambda pair: (-pair[0].date.toordinal(), pair[1].id)),
        "withdrawn": sorted(withdrawn, key=lambda item: (-item.date.toordinal(), item.form)),
    }


def _columns(_: Sources) -> dict[str, Any]:
    return {"tables": all_tables()}


def _citation(sources: Sources) -> dict[str, Any]:
    """How the data set is cited."""
    changed, edition = sources.changed, sources.edition
    return {"citation": citation(changed, edition), "bibtex": bibtex(changed, edition)}


def _dictionary(sources: Sources) -> dict[str, Any]:
    """Field table of each file of data/, by the anchor it has on the page."""
    tables = {kind.key: kind.fields_in(sources.collection.registry.profile) for kind in KINDS.values()}
    tables |= {name.removesuffix(".yaml"): fields for name, fields in REGISTRY_FIELDS.items()}
    tables["template"] = TEMPLATE
    return {"tables": [(anchor, list(_flat(fields))) for anchor, fields in tables.items()]}


def _problems(_: Sources) -> dict[str, Any]:
    return {"codes": PROBLEM_CODES.items()}


def _report(_: Sources) -> dict[str, Any]:
    return {}


def _contact(sources: Sources) -> dict[str, Any]:
    return {"contact": sources.edition.contact}


_SHARE = Decimal("265.00"), Decimal("420.00")
"""Executed and budget whose rate has more than two decimals, of which the third one is above four."""


def _rounding(sources: Sources) -> dict[str, Any]:
    """How figures are shortened, shown with a division."""
    profile, (executed, budget) = sources.collection.registry.profile, _SHARE
    return {
        "profile": profile,
        "executed": executed,
        "budget": budget,
        "exact": truncate(executed / budget * HUNDRED, Decimal("0.001")),
        "printed": settle(executed / budget * HUNDRED, profile),
    }


def _bands(sources: Sources) -> dict[str, Any]:
    """The grades with the points each begins at."""
    return {"grades": sources.collection.registry.profile.grades}


def _results(sources: Sources) -> dict[str, Any]:
    """The words for results that are no numbers, with the share of a row's points each begins at."""
    return {"bands": sources.collection.registry.profile.bands}


def _marks(sources: Sources) -> dict[str, Any]:
    """How the full mark of a form is made up in this region."""
    profile = sources.collection.registry.profile
    return {"execution": profile.execution_weight, "rows": sum(profile.weights.values(), Decimal(0))}


def _flat(fields: tuple[Field, ...], above: str = "") -> Iterator[tuple[str, Field]]:
    """Every field with its whole path, such as ``funds.total.executed``."""
    for field in fields:
        yield f"{above}{field.key}", field
        yield from _flat(field.fields, f"{above}{field.key}.")


BLOCKS: Mapping[str, Callable[[Sources], dict[str, Any]]] = {
    "home": _home,
    "spread": _spread,
    "example": _example,
    "documents": _documents,
    "columns": _columns,
    "citation": _citation,
    "dictionary": _dictionary,
    "problems": _problems,
    "report": _report,
    "contact": _contact,
    "rounding": _rounding,
    "bands": _bands,
    "results": _results,
    "marks": _marks,
    "corrections": _corrections,
}
"""What each block's template is given, by the name in its mark."""
