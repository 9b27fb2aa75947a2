"""Owns the comparison of two states of data/: what changed in each record, how heavy it is, what follows. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from generator.checks import Severity
from generator.forms.formulas import execution_rate
from generator.record.kinds import budget_of
from generator.record.model import Form, SelfEvaluation
from generator.record.registry import WITHDRAWN_FILE
from generator.record.values import plain
from generator.review.alignment import align
from generator.review.changes import WHOLE_KINDS, Change, ChangeKind, changes_between
from generator.review.snapshot import fields_of, is_form, title_of
from generator.review.totals import Total, totals_between

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping

    from generator.checks import Finding
    from generator.record.model import Profile
    from generator.record.store import Dataset
    from generator.review.snapshot import Plain, Snapshot

    FindingsOf = Callable[[Dataset], Iterable[Finding]]
    """The rule book."""

PLACE = "年度名次"


@dataclass(frozen=True, slots=True)
class Consequence:
    """One result of a form before and after."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RecordChange:
    """Everything that changed in one record or registry, or around it."""

    old_id: str | None
    new_id: str | None
    title: str
    changes: tuple[Change, ...]
    """Heaviest first; none where the record itself stayed and only what follows from it changed."""
    budget: Decimal
    """全年预算数, or the amount applied for, in 万元: the money a hundred points answer for."""
    consequences: tuple[Consequence, ...] = ()
    appeared: tuple[str, ...] = ()
    """Findings only the new record has, errors first."""
    vanished: tuple[str, ...] = ()
    names: Mapping[int, str] = field(default_factory=dict)
    """Name of each indicator row of the new record, from 1."""
    problems: tuple[str, ...] = ()
    """Why the new file cannot be read, with place and mend."""

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
    """Unreadable files first, then what changed, heaviest first, then what only follows."""
    pages: tuple[str, ...] | None = None
    """Pages that change; None where a state cannot be built."""
    note: str = ""
    """What the state before is, where the reader would think of another."""
    totals: tuple[Total, ...] = ()
    """Sums of years and units that differ."""

    @property
    def touched(self) -> tuple[RecordChange, ...]:
        """The records whose own file changed."""
        return tuple(record for record in self.records if record.changes)

    @property
    def is_readable(self) -> bool:
        """Every file of the new state can be read."""
        return not any(record.problems for record in self.records)


def weight_of(change: Change, budget: Decimal) -> Decimal:
    """The weight of a change in 万元: the money it moves, and for points their share of the form's budget.

    Points of a form without a budget still order its changes: they count as if it were 1 万元.
    """
    points = (change.points or Decimal(0)) + (change.at_stake or Decimal(0))
    return (change.money or Decimal(0)) + points * (budget or Decimal(1)) / 100


def compare_states(
    old: Snapshot, new: Snapshot, findings_of: FindingsOf | None = None, day: dt.date | None = None
) -> Comparison:
    """Compare record by record; a record that got another address is found again by what it holds.

    Args:
        old: the state before.
        new: the state after; a file with a problem is told as such, nothing in it is compared.
        findings_of: the rule book; None leaves findings out.
        day: forms that may not be out on this day have no place among the others; None: all may.
    """
    if old.dataset.registry is None or new.dataset.registry is None:
        findings_of = None
    before, after = _View.of(old, findings_of, day), _View.of(new, findings_of, day)
    records = [_unreadable(name, before, after) for name in sorted(new.problems)]
    records += [_mended(name, after) for name in sorted(old.problems.keys() & new.records.keys())]
    for old_id, new_id in _pairs(_comparable(old, new), _comparable(new, old)):
        record = _compare(old_id, new_id, before, after, day)
        if record.changes or record.consequences or record.appeared or record.vanished:
            records.append(record)
    totals = totals_between(old, new, day) if day else ()
    return Comparison(tuple(sorted(records, key=_rank)), totals=totals)


def _rank(record: RecordChange) -> tuple[bool, bool, Decimal, str]:
    return not record.problems, not record.changes, -record.weight, record.id


def _comparable(state: Snapshot, other: Snapshot) -> Mapping[str, Plain]:
    """The records that can be held against the other state: neither side's file has a problem."""
    return {name: record for name, record in state.records.items() if name not in other.problems}


@dataclass(frozen=True, slots=True)
class _View:
    """A state with what follows from it."""

    state: Snapshot
    forms: Mapping[str, Form]
    results: Mapping[str, Mapping[str, str]]
    findings: Mapping[str, tuple[Finding, ...]]

    @classmethod
    def of(cls, state: Snapshot, findings_of: FindingsOf | None, day: dt.date | None) -> _View:
        forms = {stored.form.id: stored.form for stored in state.dataset.forms}
        findings: dict[str, tuple[Finding, ...]] = {}
        for finding in findings_of(state.dataset) if findings_of else ():
            findings[finding.form_id] = (*findings.get(finding.form_id, ()), finding)
        return cls(state, forms, _results(state.dataset, day), findings)

    def title(self, name: str) -> str:
        return title_of(name, self.state.records.get(name))


def _unreadable(name: str, before: _View, after: _View) -> RecordChange:
    problems = tuple(str(problem) for problem in after.state.problems[name])
    change = Change(ChangeKind.BROKEN, "", name if name in before.state.records else None, name)
    title = before.title(name) if name in before.state.records else after.title(name)
    return RecordChange(name, name, title, (change,), _budget(before.forms.get(name)), problems=problems)


def _mended(name: str, after: _View) -> RecordChange:
    change = Change(ChangeKind.MENDED, "", name, name)
    return RecordChange(name, name, after.title(name), (change,), _budget(after.forms.get(name)))


def _compare(old_id: str | None, new_id: str | None, before: _View, after: _View, day: dt.date | None) -> RecordChange:
    old, new = before.state.records.get(old_id or "", {}), after.state.records.get(new_id or "", {})
    changes = _seen(old_id, new_id, before, after, day) + _changes(old_id, new_id, old, new)
    budget = _budget(after.forms.get(new_id or "") or before.forms.get(old_id or ""))
    consequences = _consequences(before, after, old_id, new_id)
    rows = _rows(old, new)
    lines = [_lines(before.findings.get(old_id or "", ()), rows), _lines(after.findings.get(new_id or "", ()), {})]
    return RecordChange(
        old_id,
        new_id,
        after.title(new_id) if new_id else before.title(old_id or ""),
        tuple(sorted(_weighed(changes, budget), key=lambda c: -weight_of(c, budget))),
        budget,
        consequences if changes else tuple(item for item in consequences if item.label != PLACE),
        _more(lines[1], lines[0]),
        _more(lines[0], lines[1]),
        _row_names(new),
    )


def _rows(old: Plain, new: Plain) -> dict[int, int]:
    """The new number of every old indicator row that stayed."""
    return dict(align(old.get("indicators", ()), new.get("indicators", ())).pairs)


def _lines(findings: Iterable[Finding], rows: Mapping[int, int]) -> Counter[tuple[int, str]]:
    """Severity and one line of each place of a finding, rows as the new record counts them: a moved row is no news."""
    return Counter(
        (list(Severity).index(place.severity), f"{place.severity.value} {finding.rule.id} {moved.sentence}")
        for finding in findings
        for place in finding.places
        if (moved := replace(place, row=rows.get(place.row, place.row) if place.row else None))
    )


def _more(lines: Counter[tuple[int, str]], than: Counter[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(line for _, line in sorted((lines - than).elements()))


def _row_names(record: Plain) -> dict[int, str]:
    return {number: row.get("name", "") for number, row in enumerate(record.get("indicators") or (), 1)}


def _changes(old_id: str | None, new_id: str | None, old: Plain, new: Plain) -> tuple[Change, ...]:
    if old_id is None:
        return (Change(ChangeKind.FORM_ADDED, "", None, new_id, values=new),)
    if new_id is None:
        return (Change(ChangeKind.FORM_REMOVED, "", old_id, None, values=old),)
    changes = changes_between(old, new, fields_of(new_id))
    renamed = (Change(ChangeKind.FORM_RENAMED, "", old_id, new_id),) if old_id != new_id else ()
    return renamed + changes


def _seen(
    old_id: str | None, new_id: str | None, before: _View, after: _View, day: dt.date | None
) -> tuple[Change, ...]:
    """Whether the public sees a form that is there in both states, where that changed."""
    if old_id is None or new_id is None or day is None or not is_form(new_id):
        return ()
    was, now = old_id in before.state.public(day), new_id in after.state.public(day)
    if was == now:
        return ()
    return (Change(ChangeKind.SHOWN if now else ChangeKind.HIDDEN, "", old_id, new_id),)


_WHOLE_FORM = (*WHOLE_KINDS, ChangeKind.HIDDEN, ChangeKind.SHOWN)


def _weighed(changes: Iterable[Change], budget: Decimal) -> list[Change]:
    """A whole form weighs its budget."""
    return [replace(change, money=budget) if change.kind in _WHOLE_FORM else change for change in changes]


def _pairs(old: Mapping[str, Plain], new: Mapping[str, Plain]) -> list[tuple[str | None, str | None]]:
    pairs: list[tuple[str | None, str | None]] = [(name, name) for name in sorted(old.keys() & new.keys())]
    gone, come = sorted(old.keys() - new.keys()), sorted(new.keys() - old.keys())
    for old_id, new_id in _moved(new).items():
        if old_id in gone and new_id in come:
            pairs.append((old_id, new_id))
            gone.remove(old_id)
            come.remove(new_id)
    for new_id in come:
        alike = [(_likeness(old[old_id], new[new_id]), old_id) for old_id in gone if _may_be(old_id, new_id)]
        best = max(alike, default=(Decimal(0), ""))
        if best[0] > Decimal("0.6"):
            pairs.append((best[1], new_id))
            gone.remove(best[1])
        else:
            pairs.append((None, new_id))
    return pairs + [(old_id, None) for old_id in gone]


def _moved(new: Mapping[str, Plain]) -> dict[str, str]:
    """Where forms went by what the list of withdrawn forms says; it knows more than any likeness."""
    listed = new.get(WITHDRAWN_FILE, {}).get("withdrawn", [])
    moved = {entry.get("form", ""): entry.get("moved_to", "") for entry in listed}
    return {form: target for form, target in moved.items() if form.split("/")[0] == target.split("/")[0]}


def _may_be(old_id: str, new_id: str) -> bool:
    """Same kind and year; a registry is only itself."""
    return is_form(old_id) and old_id.split("/")[:2] == new_id.split("/")[:2]


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


def _budget(form: Form | None) -> Decimal:
    return (budget_of(form) if form else None) or Decimal(0)


def _results(dataset: Dataset, day: dt.date | None) -> dict[str, dict[str, str]]:
    """What a reader takes from each self-evaluation: rate, total, grade, place among the year's totals."""
    if dataset.registry is None:
        return {}
    profile = dataset.registry.profile
    forms = [stored.form for stored in dataset.forms if isinstance(stored.form, SelfEvaluation)]
    places = _places(form for form in forms if day is None or form.is_due(day))
    return {
        form.id: {
            "执行率": _figure(form.rate, " %"),
            "执行率（按金额重算）": _figure(_computed_rate(form, profile), " %"),
            "总分": _figure(form.score),
            "等级": form.grade or "无",
            PLACE: places.get(form.id, "无"),
        }
        for form in forms
    }


def _figure(value: Decimal | None, unit: str = "") -> str:
    """A figure without empty decimals, so that 85.330 is no other result than 85.33."""
    if value is None:
        return "无"
    return f"{plain(value)}{unit}"


def _computed_rate(form: SelfEvaluation, profile: Profile) -> Decimal | None:
    executed, budget = form.funds.wan_yuan("executed"), form.funds.wan_yuan("adjusted_budget")
    return None if executed is None or budget is None else execution_rate(executed, budget, profile)


def _places(public: Iterable[SelfEvaluation]) -> dict[str, str]:
    """Place of each form with a total among those of its year, by id."""
    years: dict[int, dict[str, Decimal]] = {}
    for form in public:
        if form.score is not None:
            years.setdefault(form.year, {})[form.id] = form.score
    return {
        form_id: f"第 {1 + sum(other > score for other in scores.values())} 名，共 {len(scores)} 份"
        for scores in years.values()
        for form_id, score in scores.items()
    }


def _consequences(before: _View, after: _View, old_id: str | None, new_id: str | None) -> tuple[Consequence, ...]:
    """Results that differ; of a form that came or went, those it has or had."""
    if before.state.dataset.registry is None or after.state.dataset.registry is None:
        return ()
    old, new = before.results.get(old_id or "", {}), after.results.get(new_id or "", {})
    labels = (label for label in (*old, *new) if old.get(label, "无") != new.get(label, "无"))
    return tuple(Consequence(label, old.get(label, "无"), new.get(label, "无")) for label in dict.fromkeys(labels))
