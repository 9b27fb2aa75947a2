"""Owns the template environment: autoescape for every value, and the filters the templates may use."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined, TemplateRuntimeError
from markupsafe import Markup, escape

from generator.publish.words import wording
from generator.publish.words.quality import WORDS
from generator.publish.words.sentences import final_accounts_sentence, year_sentence
from generator.record.fields import label_of
from generator.record.kinds import KINDS, budget_of, number_at, value_at
from generator.record.registry import REGISTRY_LABELS
from generator.summary.year import budget_change, points_lost

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.forms.collection import Collection
    from generator.record.kinds import Kind
    from generator.record.model import Correction, Form, SelfEvaluation


_BREAK = re.compile(r"[\n\r\t]")
_REFERENCES = {ord(character): f"&#{ord(character)};" for character in "\n\r\t"}


def make_environment(collection: Collection) -> Environment:
    """Build the environment for one collection; an undefined name or None is an error, every value is escaped."""
    environment = Environment(
        loader=PackageLoader("generator.publish.pages"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        finalize=_printable,
    )
    # MkDocs drops a front matter with half characters, which is how ASCII JSON writes rare ones such as 𠮷.
    environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False}
    units, profile = collection.registry.units, collection.registry.profile

    def short_unit(form: Form) -> str:
        return units[form.unit_id].short

    def grade_rank(grade: str) -> str:
        return str(profile.rank_of(grade) or "")

    environment.filters |= {
        "amount": wording.amount,
        "signed_amount": _signed_amount,
        "budget": budget_of,
        "executed": lambda form: number_at(form, form.kind.executed),
        "printed": value_at,
        "percent": wording.percent,
        "points": wording.points,
        "decimal": wording.decimal,
        "absence": wording.absence,
        "within_hundred": _within_hundred,
        "points_lost": points_lost,
        "budget_change": budget_change,
        "change_words": _change_words,
        "count_of": _count_of,
        "final_accounts_sentence": final_accounts_sentence,
        "year_sentence": year_sentence,
        "short_unit": short_unit,
        "grade_rank": grade_rank,
        "kind_label": _kind_label,
        "table_name": _table_name,
        "field_label": field_label,
        "correction_label": correction_label,
        "severity_word": WORDS.__getitem__,
        "at_row": wording.at_row,
        "off_row": wording.off_row,
    }
    return environment


def _printable(value: object) -> object:
    """Refuse None, so that a template says in words what is absent and the public never reads None.

    A line of a value is never a line of the page, where Markdown would read it: breaks and tabs stand as references.
    """
    if value is None:
        raise TemplateRuntimeError("a template prints None")
    if isinstance(value, str) and not isinstance(value, Markup) and _BREAK.search(value):
        return Markup(str(escape(value)).translate(_REFERENCES))  # noqa: S704 -- escaped here
    return value


def field_label(path: str, kind: Kind) -> str:
    """The Chinese label of a field path such as ``indicators.1.score``, as the review report words it."""
    return label_of(path, kind.fields)


def correction_label(item: Correction, kind: Kind) -> str:
    """What a correction changed, with the indicator's name behind its row."""
    return label_of(item.field, kind.fields, item.name or "")


def _signed_amount(number: Decimal) -> str:
    return f"{'+' if number > 0 else '−'}{wording.amount(abs(number))}"


def _within_hundred(rate: Decimal) -> Decimal:
    """A rate as the length of a bar: nothing below 0, all from 100 on."""
    return max(Decimal(0), min(rate, Decimal(100)))


def _change_words(form: SelfEvaluation) -> str:
    return wording.change(form.funds.wan_yuan("initial_budget"), form.funds.wan_yuan("adjusted_budget"))


def _count_of(grades: Iterable[tuple[str, int]], name: str) -> int:
    return dict(grades).get(name, 0)


def _kind_label(form: Form) -> str:
    return form.kind.label


def _table_name(anchor: str) -> str:
    """What a field table is of: a kind of form, or a registry without its ending."""
    return KINDS[anchor].label if anchor in KINDS else REGISTRY_LABELS[f"{anchor}.yaml"]
