"""Owns the rule that a published figure changes, and a published form goes, only with a stated reason.

Pure; the day is passed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.record.registry import REGISTRY_FIELDS, WITHDRAWN_FILE
from generator.record.writing import dump
from generator.review.changes import Change, ChangeKind, is_figure
from generator.review.snapshot import Plain, Snapshot, fields_of

if TYPE_CHECKING:
    import datetime as dt

    from generator.record.fields import Field
    from generator.record.model import Form
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


def missing_reasons(comparison: Comparison, old: Snapshot, new: Snapshot, today: dt.date) -> tuple[MissingReason, ...]:
    """What was changed, hidden or taken away of the published records without a reason, as in the comparison.

    A record is published once it stands in the old state, unless its day (不早于) has not come. Changed figures are
    stated in the record's own corrections; a form that is gone, or stands elsewhere, in the list of withdrawn forms.
    What cannot be read is no matter of reasons.
    """
    if _begins_anew(old, new):
        return ()
    forms = {stored.form.id: stored.form for stored in old.dataset.forms}
    later = {stored.form.id: stored.form for stored in new.dataset.forms}
    missing: list[MissingReason] = []
    for record in comparison.touched:
        was, now = forms.get(record.old_id or ""), later.get(record.new_id or "")
        if was is None or not was.is_due(today) or _is_unreadable(record, old, new):
            continue
        if record.new_id != record.old_id:
            missing += _unstated_withdrawal(record, old, new, today)
        if now is not None:
            missing += _hidden(record, now, today)
            missing += _lost_corrections(record, old, new)
            missing += _unstated_figures(record, old, new, today)
    return tuple(missing)


def _begins_anew(old: Snapshot, new: Snapshot) -> bool:
    """Another region took the project and nothing of the old one: what that published is no promise of this one."""
    before, after = old.dataset.registry, new.dataset.registry
    if before is None or after is None or before.profile.region == after.profile.region:
        return False
    return {stored.form.id for stored in old.dataset.forms}.isdisjoint(stored.form.id for stored in new.dataset.forms)


def _is_unreadable(record: RecordChange, old: Snapshot, new: Snapshot) -> bool:
    return any(name in old.problems or name in new.problems for name in (record.old_id, record.new_id))


def _hidden(record: RecordChange, form: Form, today: dt.date) -> list[MissingReason]:
    if form.is_due(today):
        return []
    demand = f"已公开的表不能再推迟公开，请删去 publish_after；确要撤下，删去记录并在 data/{WITHDRAWN_FILE} 写明原因"
    return [MissingReason(record, _of_path(record, "publish_after"), demand, "")]


def _lost_corrections(record: RecordChange, old: Snapshot, new: Snapshot) -> list[MissingReason]:
    now = list(new.records[record.new_id or ""].get("corrections", []))
    lost = [entry for entry in old.records[record.old_id or ""].get("corrections", []) if entry not in now]
    if not lost:
        return []
    text = _entries("corrections", lost, fields_of(record.id), {"corrections": now})
    return [MissingReason(record, _of_path(record, "corrections"), "公开过的更正不能改、不能删，请原样恢复", text)]


def _of_path(record: RecordChange, key: str) -> tuple[Change, ...]:
    return tuple(change for change in record.changes if change.path.split(".")[0] == key)


def _unstated_figures(record: RecordChange, old: Snapshot, new: Snapshot, today: dt.date) -> list[MissingReason]:
    now = new.records[record.new_id or ""]
    stated = _added_corrections(old.records[record.old_id or ""], now)
    fields = fields_of(record.id)
    changes = tuple(c for c in record.changes if is_figure(c, fields) and not _is_stated(c, stated))
    if not changes:
        return []
    near = "".join(_near_miss(change, stated) for change in changes)
    demand = f"改了已公开的数字，请在 data/{record.new_id}.yaml 的更正记录（corrections）里写明原因{near}"
    return [MissingReason(record, changes, demand, skeleton(changes, record, now, today))]


def _near_miss(change: Change, stated: list[Plain]) -> str:
    """What keeps an entry for the same field from counting."""
    entry = next((entry for entry in stated if entry.get("field") == field_of(change)), None)
    if entry is None:
        return ""
    parts = [
        f"{label}写的是“{entry.get(key, '')}”，应是“{value or ''}”"
        for key, label, value in (("old", "原为", change.old), ("new", "改为", change.new))
        if entry.get(key) != value
    ]
    parts += [] if _has_reason(entry) else ["原因没有写"]
    return f"；{field_of(change)} 已有一条，但{'，'.join(parts)}"


def _unstated_withdrawal(record: RecordChange, old: Snapshot, new: Snapshot, today: dt.date) -> list[MissingReason]:
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


def skeleton(changes: tuple[Change, ...], record: RecordChange, now: Plain, today: dt.date) -> str:
    """The entries of 更正记录 for some changes, as they stand in a record; the reason is left to the editor."""
    entries = [
        {
            "date": today.isoformat(),
            "field": field_of(change),
            "name": _row_name(change, record),
            "old": change.old,
            "new": change.new,
            "reason": PLACEHOLDER,
        }
        for change in changes
    ]
    return _entries("corrections", entries, fields_of(record.id), now)


def _row_name(change: Change, record: RecordChange) -> str | None:
    """Name of the indicator row a change is in; row numbers move, names stay."""
    if change.kind is ChangeKind.ROW_REMOVED:
        return change.old
    return record.names.get(change.row) if change.row and change.path.startswith("indicators") else None


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
