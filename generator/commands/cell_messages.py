"""Owns what is said of an imported form by the cell of the file it came in: gaps, wrong values, what the rules ask.

An editor has the file open, not the record. Writes and prints nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.checks.report import run as run_rules
from generator.importer.places import located
from generator.record.building import build_form
from generator.record.fields import label_of
from generator.record.kinds import KINDS
from generator.record.reading import Reader
from generator.record.store import Dataset, StoredForm
from generator.record.syntax import parse
from generator.record.writing import dump

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.importer import Draft
    from generator.record.fields import Field
    from generator.record.reading import Values
    from generator.record.registry import Registry


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to look at in the file."""

    place: str
    """Sheet and cell, page and line; empty where nobody knows."""
    text: str
    is_error: bool
    """The record cannot be read with it."""

    def __str__(self) -> str:
        return f"{self.place}：{self.text}" if self.place else self.text


def messages_on(draft: Draft, registry: Registry) -> tuple[Message, ...]:
    """What keeps the record from being read, else what the rules ask; of a doubtful reading no rule is asked."""
    kind = KINDS[draft.kind]
    fields = kind.fields_in(registry.profile)
    reader, _, _ = _read(draft, fields, is_blank=True)  # every key has a position, so every problem has its cell
    if reader.problems:
        return tuple(_problems(draft, reader))
    return () if draft.doubts else tuple(_findings(draft, fields, registry))


def _read(draft: Draft, fields: tuple[Field, ...], *, is_blank: bool) -> tuple[Reader, Values, str]:
    values = {key: value for key, value in draft.values.items() if key != "doubts"}
    text = dump(values, fields, is_blank=is_blank)
    reader = Reader("")
    node, problems = parse("", text)
    reader.problems += problems
    return reader, reader.group(node, fields) if node is not None else {}, text


def _problems(draft: Draft, reader: Reader) -> Iterator[Message]:
    paths = {position: path for path, position in reader.positions.items()}
    for problem in sorted(reader.problems):
        path = paths.get((problem.line, problem.column), "")
        yield Message(_place(draft, path), problem.message, is_error=True)


def _findings(draft: Draft, fields: tuple[Field, ...], registry: Registry) -> Iterator[Message]:
    """Of the form alone: what its neighbours in data/ show, ``check`` says."""
    kind = KINDS[draft.kind]
    reader, values, text = _read(draft, fields, is_blank=False)
    template = registry.template_for(kind, values["year"], values["template"])
    form = build_form(f"{kind.folder}/{values['year']}/-/-", kind, template, values)
    report = run_rules(Dataset(registry, (StoredForm(form, "", text, reader.positions),), ()))
    for finding in report.findings:
        for place in finding.places:
            path = f"indicators.{place.row}.{place.field}" if place.row and place.field else place.field or ""
            label = f"{label_of(path, fields)}：" if path else ""
            text = f"{place.severity.value} {finding.rule.id} {label}{place.says}"
            yield Message(_place(draft, path), text, is_error=False)


def _place(draft: Draft, path: str) -> str:
    place = located(path, draft.places)
    return str(place) if place is not None else ""
