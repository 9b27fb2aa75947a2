"""Owns the rule that a published figure changes only with a stated reason. Pure; the day is passed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.record.writing import dump
from generator.review.changes import Change, ChangeKind, is_figure
from generator.review.plain import Plain, State, fields_of

if TYPE_CHECKING:
    import datetime as dt

    from generator.review.comparison import Comparison, RecordChange

PLACEHOLDER = "（写明为什么改）"
"""Stands in the skeleton; a reason that still says this is none."""


@dataclass(frozen=True, slots=True)
class MissingReason:
    """Figures of one published record that changed without an entry in 更正记录."""

    record: RecordChange
    changes: tuple[Change, ...]
    skeleton: str
    """YAML to add to the record, for the editor to complete."""


def missing_reasons(comparison: Comparison, old: State, new: State, today: dt.date) -> tuple[MissingReason, ...]:
    """Every published record whose figures changed without a reason, in the order of the comparison.

    A record is published once it stands in the old state, unless its day (不早于) has not come.
    """
    embargoed = {
        stored.form.id
        for stored in old.dataset.forms
        if stored.form.publish_after is not None and stored.form.publish_after > today
    }
    missing = []
    for record in comparison.records:
        if record.old_id is None or record.new_id is None or "/" not in record.new_id or record.old_id in embargoed:
            continue
        stated = _added_corrections(old.records[record.old_id], new.records[record.new_id])
        fields = fields_of(record.new_id)
        changes = tuple(c for c in record.changes if is_figure(c, fields) and not _is_stated(c, stated))
        if changes:
            missing.append(MissingReason(record, changes, skeleton(changes, record.new_id, today)))
    return tuple(missing)


def skeleton(changes: tuple[Change, ...], record_id: str, today: dt.date) -> str:
    """The entries of 更正记录 for some changes, as they stand in a record; the reason is left to the editor."""
    table = tuple(field for field in fields_of(record_id) if field.key == "corrections")
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
    return dump({"corrections": entries}, table)


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
        and entry.get("reason", PLACEHOLDER).strip() not in ("", PLACEHOLDER)
        for entry in stated
    )
