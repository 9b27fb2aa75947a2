"""Owns the template environment: autoescape for every value, and the filters the templates may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined, TemplateRuntimeError
from markupsafe import Markup

from generator import markdown
from generator.forms.formulas import rate_of, score_of
from generator.publish.compiled import Compiled
from generator.publish.pages.printed import has_own_columns, is_number, line_label, other_labels, part_cells
from generator.publish.words import notes, palette, pictured, place, wording
from generator.publish.words.lists import passages
from generator.publish.words.quality import WORDS
from generator.publish.words.sentences import final_accounts_sentence, year_parts
from generator.record.fields import label_of
from generator.record.kinds import KINDS, budget_of, has_cell, label_at, number_at, table_columns, value_at
from generator.record.registry import REGISTRY_LABELS
from generator.summary.year import budget_change, points_lost

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from generator.forms.collection import Collection
    from generator.record.kinds import Kind
    from generator.record.model import Correction, Form, SelfEvaluation

_WRITTEN, _DRAWN = Compiled("pages"), Compiled("pictures")
"""Escaping is part of what is compiled, so each kind has its own."""


def make_environment(collection: Collection, *, is_markup: bool = False) -> Environment:
    """Build the environment for one collection; an undefined name or None is an error, every value is escaped.

    Values become text of Markdown; with ``is_markup`` text of XML, for pictures.
    """
    environment = Environment(
        loader=PackageLoader("generator.publish.pages"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        finalize=_printable if is_markup else _as_text,
        bytecode_cache=_DRAWN if is_markup else _WRITTEN,
    )
    # MkDocs drops a front matter with half characters, which is how ASCII JSON writes rare ones such as 𠮷.
    environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False}
    units, profile = collection.registry.units, collection.registry.profile

    def short_unit(form: Form) -> str:
        return units[form.unit_id].short

    environment.globals |= {"light": palette.properties(0), "dark": palette.properties(1)}
    environment.filters |= {
        "cell": lambda value: Markup(markdown.cell(_printable(value))),  # noqa: S704 -- escaped
        "code": lambda value: Markup(markdown.code(value)),  # noqa: S704 -- escaped
        "destination": lambda value: Markup(markdown.destination(value)),  # noqa: S704 -- escaped
        "amount": wording.amount,
        "signed_amount": _signed_amount,
        "budget": budget_of,
        "executed": lambda form: number_at(form, form.kind.executed),
        "printed": value_at,
        "percent": wording.percent,
        "points": wording.points,
        "decimal": wording.decimal,
        "absence": wording.absence,
        "has": has_cell,
        "label": label_at,
        "columns": table_columns,
        "part_cells": part_cells,
        "other_labels": other_labels,
        "line_label": line_label,
        "is_number": is_number,
        "has_own_columns": has_own_columns,
        "points_lost": points_lost,
        "budget_change": budget_change,
        "change_words": _change_words,
        "count_of": _count_of,
        "final_accounts_sentence": final_accounts_sentence,
        "year_parts": lambda summary: year_parts(summary, profile),
        "short_unit": short_unit,
        "rate": lambda form: rate_of(form, profile),
        "score": score_of,
        "rate_words": lambda form: wording.rate_words(form, rate_of(form, profile)),
        "score_words": lambda form: wording.score_words(form, score_of(form)),
        "full_name": collection.full_name,
        "share_label": lambda share: pictured.share_label(share, short_unit),
        "share_name": lambda share: pictured.share_name(share, collection.full_name),
        "share_text": pictured.share_text,
        "in_short": wording.in_short,
        "in_yi": wording.in_yi,
        "kind_label": _kind_label,
        "table_name": _table_name,
        "field_label": field_label,
        "correction_label": correction_label,
        "severity_word": WORDS.__getitem__,
        "passages": passages,
        "description": lambda form: notes.description_of(form, profile),
        "entry_words": notes.entry_words,
        "year_counts": notes.year_counts,
        "others_words": notes.others_words,
        "grade_counts": notes.grade_counts,
        "publication": notes.publication,
        "narrative_words": notes.narrative_words,
        "recorded_words": notes.recorded_words,
        "state_word": notes.STATE_WORDS.__getitem__,
        "remarks_told": notes.remarks_told,
        "agreement": notes.agreement,
        "citation_words": notes.citation_words,
        "contact_link": lambda contact: Markup(_contact_link(contact)),  # noqa: S704 -- escaped
        "rounding_words": notes.rounding_words,
        "bounds_words": place.bounds_words,
        "reach_words": place.reach_words,
        "says_of": notes.says_of,
        "by_reason": notes.by_reason,
        "with_finding": lambda query, word: query | {"finding": word},
        "by_family": notes.by_family,
        "kind_noun": lambda key: KINDS[key].noun,
    }
    return environment


def _printable(value: object) -> object:
    """Refuse None, so that a template says in words what is absent and the public never reads None."""
    if value is None:
        raise TemplateRuntimeError("a template prints None")
    return value


def _as_text(value: object) -> object:
    """A value as text of Markdown, unless a macro or a filter has made Markdown of it."""
    return _printable(value) if isinstance(value, Markup) else Markup(markdown.text(_printable(value)))  # noqa: S704


def field_label(path: str, kind: Kind) -> str:
    """The Chinese label of a field path such as ``indicators.1.score``, as the review report words it."""
    return label_of(path, kind.fields)


def correction_label(item: Correction, kind: Kind) -> str:
    """What a correction changed, with the indicator's name behind its row."""
    return label_of(item.field, kind.fields, item.name or "")


def _contact_link(contact: str) -> str:
    """An e-mail address or a page of the web as a link of Markdown."""
    return markdown.link(contact, f"mailto:{contact}" if "@" in contact and "/" not in contact else contact)


def _signed_amount(number: Decimal) -> str:
    return f"{'+' if number > 0 else '−'}{wording.amount(abs(number))}"


def _change_words(form: SelfEvaluation) -> str:
    return wording.change(form.funds.wan_yuan("initial_budget"), form.funds.wan_yuan("adjusted_budget"))


def _count_of(grades: Iterable[tuple[str, int]], name: str) -> int:
    return dict(grades).get(name, 0)


def _kind_label(form: Form) -> str:
    return form.kind.label


def _table_name(anchor: str) -> str:
    """What a field table is of: a kind of form, or a registry without its ending."""
    return KINDS[anchor].label if anchor in KINDS else REGISTRY_LABELS.get(f"{anchor}.yaml", "表式")
