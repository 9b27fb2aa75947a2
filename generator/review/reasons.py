"""Owns the rule that a published figure changes, and a published form goes, only with a stated reason.

Pure; the day is passed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.record.registry import REGISTRY_FIELDS, WITHDRAWN_FILE
from generator.record.writing import dump
from generator.review.changes import Change, ChangeKind, is_figure
from generator.review.plain import Plain, State, fields_of

if TYPE_CHECKING:
    import datetime as dt

    from generator.record.fields import Field
    from generator.review.comparison import Comparison, RecordChange

PLACEHOLDER = "（写明为什么改）"
"""Stands in the skeleton; a reason that still says this is none."""


@dataclass(frozen=True, slots=True)
class MissingReason:
    """What changed in one published record without a reason that the public may read."""

    record: RecordChange
    changes: tuple[Change, ...]
    demand: str
    """What is to be written and where, in Chinese."""
    skeleton: str
    """YAML to add there, for the editor to complete."""


def missing_reasons(comparison: Comparison, old: State, new: State, today: dt.date) -> tuple[MissingReason, ...]:
    """Every published record that changed its figures or left its address without a reason, as in the comparison.

    A record is published once it stands in the old state, unless its day (不早于) has not come. Changed figures are
    stated in the record's own corrections; a form that is gone, or stands elsewhere, in the list of withdrawn forms.
    """
    embargoed = {stored.form.id for stored in old.dataset.forms if not stored.form.is_due(today)}
    missing: list[MissingReason] = []
    for record in comparison.records:
        if record.old_id is None or record.old_id in embargoed or record.old_id in REGISTRY_FIELDS:
            continue
        if record.new_id != record.old_id:
            missing += _unstated_withdrawal(record, old, new, today)
        if record.new_id is not None:
            missing += _unstated_figures(record, old, new, today)
    return tuple(missing)


def _unstated_figures(record: RecordChange, old: State, new: State, today: dt.date) -> list[MissingReason]:
    if record.old_id is None or record.new_id is None:
        return []
    now = new.records[record.new_id]
    stated = _added_corrections(old.records[record.old_id], now)
    fields = fields_of(record.new_id)
    changes = tuple(c for c in record.changes if is_figure(c, fields) and not _is_stated(c, stated))
    if not changes:
        return []
    demand = f"改了已公开的数字，请在 data/{record.new_id}.yaml 的更正记录（corrections）里写明原因"
    return [MissingReason(record, changes, demand, skeleton(changes, record.new_id, now, today))]


def _unstated_withdrawal(record: RecordChange, old: State, new: State, today: dt.date) -> list[MissingReason]:
    listed = new.records.get(WITHDRAWN_FILE, {})
    entry = {
        "form": record.old_id or "",
        "project": old.records[record.old_id or ""].get("project", ""),
        "date": today.isoformat(),
        "reason": PLACEHOLDER,
    }
    entry |= {"moved_to": record.new_id} if record.new_id else {}
    same = ("form", "moved_to")
    if any(all(i.get(key) == entry.get(key) for key in same) and _has_reason(i) for i in listed.get("withdrawn", [])):
        return []
    deed = "已公开的表换了地址" if record.new_id else "撤下了已公开的表"
    demand = f"{deed}，请在 data/{WITHDRAWN_FILE} 写明原因"
    text = _entries("withdrawn", [entry], REGISTRY_FIELDS[WITHDRAWN_FILE], listed)
    return [MissingReason(record, record.changes[:1], demand, text)]


def skeleton(changes: tuple[Change, ...], record_id: str, record: Plain, today: dt.date) -> str:
    """The entries of 更正记录 for some changes, as they stand in a record; the reason is left to the editor."""
    entries = [
        {
            "date": today.isoformat(),
            "field": field_of(change),
            "old": change.old,
            "new": change.new,
            "reason": PLACEHOLDER,
        }
        for change in changes
    ]
    return _entries("corrections", entries, fields_of(record_id), record)


def _entries(key: str, entries: list[Plain], fields: tuple[Field, ...], record: Plain) -> str:
    """Entries of a list as they are written; under its key only where the record has none yet."""
    text = dump({key: entries}, tuple(field for field in fields if field.key == key))
    return text.split("\n", 1)[1] if record.get(key) else text


def field_of(change: Change) -> str:
    """How 更正记录 names what changed."""
    if change.kind is ChangeKind.ROW_REMOVED:
        return f"indicators.{change.old_row}"
    return f"indicators.{change.row}" if change.kind is ChangeKind.ROW_ADDED else change.path


def _added_corrections(old: Plain, new: Plain) -> list[Plain]:
    before = list(old.get("corrections", []))
    added = []
    for entry in new.get("corrections", []):
        if entry in before:
            before.remove(entry)
        else:
            added.append(entry)
    return added


def _is_stated(change: Change, stated: list[Plain]) -> bool:
    return any(
        entry.get("field") == field_of(change)
        and entry.get("old") == change.old
        and entry.get("new") == change.new
        and _has_reason(entry)
        for entry in stated
    )


def _has_reason(entry: Plain) -> bool:
    return entry.get("reason", PLACEHOLDER).strip() not in ("", PLACEHOLDER)
