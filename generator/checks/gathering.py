"""Owns how the hits of a rule on a form become questions: one for each cause. Checks nothing."""

from __future__ import annotations

import sys
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.checks.finding import Finding, Hit, Place
from generator.forms.views import value_of
from generator.record.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.checks.check import Verdict
    from generator.checks.finding import Rule
    from generator.record.model import Form
    from generator.record.store import StoredForm

_MOST_VALUES = 4
"""How many printed values a question quotes; more say no more."""


def gathered(rule: Rule, outcomes: Iterable[Verdict], stored: StoredForm) -> list[Finding]:
    """The questions of one rule on one form."""
    groups: dict[str, list[Hit]] = {}
    for number, outcome in enumerate(outcomes):
        if isinstance(outcome, Hit):
            groups.setdefault(_cause(rule, outcome, number), []).append(outcome)
    return [_finding(rule, hits, stored) for hits in groups.values()]


def _cause(rule: Rule, hit: Hit, number: int) -> str:
    """What joins hits: what the editors saw of one rule is one question, like hits of one cause."""
    if hit.is_observed:
        return "observed"
    return f"={hit.cause}" if rule.many else f"#{number}"


def _finding(rule: Rule, hits: Sequence[Hit], stored: StoredForm) -> Finding:
    places = tuple(_place(rule, hit, stored) for hit in hits)
    question = places[0].question
    if len(hits) > 1:
        template = hits[0].many or rule.many
        question = template.format_map(_facts_of_many(hits, stored.form))
    return Finding(
        rule=rule,
        form_id=stored.form.id,
        path=stored.path,
        places=places,
        question=sys.intern(question),
        found=hits[0].found or rule.found,
        is_observed=hits[0].is_observed,
    )


def _place(rule: Rule, hit: Hit, stored: StoredForm) -> Place:
    line, column = _position(hit, stored)
    template = rule.question if hit.question is None else hit.question
    return Place(
        row=hit.row,
        name=stored.form.indicators[hit.row - 1].name if hit.row else None,
        field=hit.field,
        printed=_one(hit.printed),
        expected=_one(hit.expected),
        severity=hit.severity or rule.severity,
        says=sys.intern(hit.says),
        question=sys.intern(template.format_map(_facts_of_one(hit))),
        line=line,
        column=column,
    )


def _one(text: str | None) -> str | None:
    """The same text once, however many places say it."""
    return text if text is None else sys.intern(text)


def _facts_of_one(hit: Hit) -> Mapping[str, str]:
    return {"printed": hit.printed or "空白", "expected": hit.expected or "", **hit.facts}


def _facts_of_many(hits: Sequence[Hit], form: Form) -> Mapping[str, str]:
    values = list(dict.fromkeys(_quoted(hit) for hit in hits if hit.printed))
    quoted = "、".join(values[:_MOST_VALUES]) + ("等" if len(values) > _MOST_VALUES else "")
    weights = [value_of(getattr(form.indicators[row - 1], "weight", None)) for row in {h.row for h in hits} if row]
    points = plain(sum((weight for weight in weights if weight), Decimal(0)))
    return {**_facts_of_one(hits[0]), "count": str(len(hits)), "values": quoted, "points": points}


def _quoted(hit: Hit) -> str:
    return hit.printed or "" if hit.is_observed else f"“{hit.printed}”"


def _position(hit: Hit, stored: StoredForm) -> tuple[int, int]:
    """Where the field stands; where it is empty or absent, the nearest part of the record that stands."""
    if hit.at:
        return hit.at
    for path in _paths(hit):
        if path in stored.positions:
            return stored.positions[path]
    return 1, 1


def _paths(hit: Hit) -> Iterator[str]:
    path = f"indicators.{hit.row}.{hit.field}" if hit.row else hit.field or ""
    while path:
        yield path
        path = path.rpartition(".")[0]
