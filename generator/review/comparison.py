"""Owns the comparison of two states of data/: what changed in each record, how heavy it is, what follows. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from generator.record.model import Form, SelfEvaluation, TargetDeclaration
from generator.record.registry import REGISTRY_LABELS
from generator.review.changes import Change, ChangeKind, changes_between
from generator.review.plain import fields_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.record.store import Dataset
    from generator.review.plain import Plain, State

    FindingsOf = Callable[[Dataset], Mapping[str, Iterable[str]]]
    """The rule book: one line a finding, by id of the form."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """One result of a form before and after."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RecordChange:
    """Everything that changed in one record or registry."""

    old_id: str | None
    new_id: str | None
    title: str
    changes: tuple[Change, ...]
    """Heaviest first."""
    budget: Decimal
    """全年预算数, or the amount applied for, in 万元: the money a hundred points answer for."""
    consequences: tuple[Consequence, ...] = ()
    appeared: tuple[str, ...] = ()
    """Findings only the new record has."""
    vanished: tuple[str, ...] = ()
    names: Mapping[int, str] = field(default_factory=dict)
    """Name of each indicator row of the new record, from 1."""

    @property
    def id(self) -> str:
        """The new id, the old one where the record is gone."""
        return self.new_id or self.old_id or ""

    @property
    def weight(self) -> Decimal:
        """Weight of the heaviest change, in 万元."""
        return max((weight_of(change, self.budget) for change in self.changes), default=Decimal(0))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a change of data/ means."""

    records: tuple[RecordChange, ...]
    """Heaviest first, then by id."""
    pages: tuple[str, ...] | None = None
    """Pages that change; None where a state cannot be built."""


def weight_of(change: Change, budget: Decimal) -> Decimal:
    """The weight of a change in 万元: the money it moves, and for points their share of the form's budget."""
    return (change.money or Decimal(0)) + (change.points or Decimal(0)) * budget / 100


def compare_states(old: State, new: State, findings_of: FindingsOf | None = None) -> Comparison:
    """Compare record by record; a record that got another address is found again by what it holds."""
    pairs = _pairs(old.records, new.records)
    found = (findings_of(old.dataset), findings_of(new.dataset)) if findings_of else ({}, {})
    results = (_results(old.dataset), _results(new.dataset))
    forms = tuple({stored.form.id: stored.form for stored in state.dataset.forms} for state in (old, new))
    records = []
    for old_id, new_id in pairs:
        changes = _changes(old_id, new_id, old.records, new.records)
        if not changes:
            continue
        budget = _budget(forms[1].get(new_id or "") or forms[0].get(old_id or ""))
        before = Counter(found[0].get(old_id or "", ()))
        after = Counter(found[1].get(new_id or "", ()))
        records.append(
            RecordChange(
                old_id,
                new_id,
                _title(new_id or old_id or "", (new.records if new_id else old.records)[new_id or old_id or ""]),
                tuple(sorted(_weighed(changes, budget), key=lambda c: -weight_of(c, budget))),
                budget,
                _consequences(results[0].get(old_id or ""), results[1].get(new_id or "")),
                tuple(sorted((after - before).elements())),
                tuple(sorted((before - after).elements())),
                _row_names(new.records.get(new_id or "", {})),
            )
        )
    return Comparison(tuple(sorted(records, key=lambda record: (-record.weight, record.id))))


def _row_names(record: Plain) -> dict[int, str]:
    return {number: row.get("name", "") for number, row in enumerate(record.get("indicators") or (), 1)}


def _changes(
    old_id: str | None, new_id: str | None, old: Mapping[str, Plain], new: Mapping[str, Plain]
) -> tuple[Change, ...]:
    if old_id is None:
        return (Change(ChangeKind.FORM_ADDED, "", None, new_id, values=new[new_id or ""]),)
    if new_id is None:
        return (Change(ChangeKind.FORM_REMOVED, "", old_id, None, values=old[old_id]),)
    changes = changes_between(old[old_id], new[new_id], fields_of(new_id))
    renamed = (Change(ChangeKind.FORM_RENAMED, "", old_id, new_id),) if old_id != new_id else ()
    return renamed + changes


def _weighed(changes: Iterable[Change], budget: Decimal) -> list[Change]:
    """A whole form weighs its budget."""
    whole = (ChangeKind.FORM_ADDED, ChangeKind.FORM_REMOVED)
    return [
        Change(change.kind, change.path, change.old, change.new, values=change.values, money=budget)
        if change.kind in whole
        else change
        for change in changes
    ]


def _pairs(old: Mapping[str, Plain], new: Mapping[str, Plain]) -> list[tuple[str | None, str | None]]:
    pairs: list[tuple[str | None, str | None]] = [(name, name) for name in sorted(old.keys() & new.keys())]
    gone, come = sorted(old.keys() - new.keys()), sorted(new.keys() - old.keys())
    for new_id in come:
        alike = [(_likeness(old[old_id], new[new_id]), old_id) for old_id in gone if _may_be(old_id, new_id)]
        best = max(alike, default=(Decimal(0), ""))
        if best[0] > Decimal("0.6"):
            pairs.append((best[1], new_id))
            gone.remove(best[1])
        else:
            pairs.append((None, new_id))
    return pairs + [(old_id, None) for old_id in gone]


def _may_be(old_id: str, new_id: str) -> bool:
    """Same kind and year; a registry is only itself."""
    return "/" in old_id and old_id.split("/")[:2] == new_id.split("/")[:2]


def _likeness(old: Plain, new: Plain) -> Decimal:
    """Share of equal fields, 1 where the form names the same unit and project."""
    if all(old.get(key) == new.get(key) for key in ("unit", "project", "year")):
        return Decimal(1)
    before, after = Counter(_leaves(old)), Counter(_leaves(new))
    return Decimal((before & after).total()) / max(Decimal((before | after).total()), Decimal(1))


def _leaves(value: Any, at: str = "") -> list[str]:  # noqa: ANN401 -- any part of a record
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in _leaves(inner, f"{at}.{key}")]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in _leaves(inner, at)]
    return [f"{at}={value}"]


def _title(record_id: str, record: Plain) -> str:
    if record_id in REGISTRY_LABELS:
        return REGISTRY_LABELS[record_id]
    return f"{record.get('project', '')}（{record.get('unit', '')}，{record.get('year', '')}）"


def _budget(form: Form | None) -> Decimal:
    if isinstance(form, SelfEvaluation):
        return form.funds.wan_yuan("adjusted_budget") or Decimal(0)
    if isinstance(form, TargetDeclaration):
        return form.amounts.wan_yuan("annual_total") or Decimal(0)
    return Decimal(0)


def _results(dataset: Dataset) -> dict[str, dict[str, str]]:
    """What a reader takes from each self-evaluation: rate, total, grade, place among the year's totals."""
    forms = [stored.form for stored in dataset.forms if isinstance(stored.form, SelfEvaluation)]
    results = {}
    for form in forms:
        results[form.id] = {
            "执行率": f"{form.rate} %" if form.rate is not None else "无",
            "总分": str(form.score) if form.score is not None else "无",
            "等级": form.grade or "无",
            "年度名次": _place(form, forms),
        }
    return results


def _place(form: SelfEvaluation, forms: Iterable[SelfEvaluation]) -> str:
    scores = [other.score for other in forms if other.year == form.year and other.score is not None]
    if form.score is None:
        return "无"
    return f"第 {1 + sum(score > form.score for score in scores)} 名，共 {len(scores)} 份"


def _consequences(old: Mapping[str, str] | None, new: Mapping[str, str] | None) -> tuple[Consequence, ...]:
    if old is None or new is None:
        return ()
    return tuple(Consequence(label, old[label], new[label]) for label in old if old[label] != new[label])
