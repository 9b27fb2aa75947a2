"""Owns the rule that what the public relies on changes, and a published form goes, only with a stated reason.

Judged by what the site shows before and after. Pure; the day is passed in.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.record.registry import REGISTRY_FIELDS, WITHDRAWN_FILE
from generator.record.writing import dump
from generator.review.changes import Change, ChangeKind, changes_between, is_relied_on
from generator.review.phrases import cells_of
from generator.review.snapshot import Plain, Snapshot, fields_of
from generator.review.statements import PLACEHOLDER, added, altered, flaws

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.record.fields import Field
    from generator.review.comparison import Comparison, RecordChange

EARLY_DAYS = 30
"""A form that comes out before its day is given a day not longer ago than this: a change takes time to be agreed on."""
_IN_PLACE = ("moved_to", "returned")
"""Keys of an entry in the list of withdrawn forms that may come later."""


@dataclass(frozen=True, slots=True)
class MissingReason:
    """What changed in one published record without a reason that the public may read."""

    record: RecordChange
    changes: tuple[Change, ...]
    demand: str
    """What is to be written and where, in Chinese."""
    skeleton: str
    """YAML to add there, for the editor to complete."""

    @property
    def count(self) -> int:
        """How many places want a reason."""
        return max(len(self.changes), 1)


@dataclass(frozen=True, slots=True)
class _Case:
    """One changed record with both states around it."""

    record: RecordChange
    old: Snapshot
    new: Snapshot
    today: dt.date

    @property
    def before(self) -> Plain:
        """The record as it was, or as it last was before it went."""
        return self.old.records.get(self.record.old_id or "") or self.old.former.get(self.record.new_id or "", {})

    @property
    def after(self) -> Plain:
        return self.new.records.get(self.record.new_id or "", {})

    @property
    def withdrawn(self) -> list[Plain]:
        """Entries that say why a form is not at its address now."""
        return [entry for entry in _withdrawn(self.new) if not entry.get("returned")]

    def missing(self, demand: str, changes: tuple[Change, ...] = (), skeleton: str = "") -> MissingReason:
        return MissingReason(self.record, changes or self.record.changes[:1], demand, skeleton)


def missing_reasons(
    comparison: Comparison, old: Snapshot, new: Snapshot, today: dt.date, *, is_published: bool = True
) -> tuple[MissingReason, ...]:
    """What was changed, hidden or taken away of the published records without a reason, as in the comparison.

    Changed figures are stated in the record's own corrections; a form that is gone, or stands elsewhere, in the list of
    withdrawn forms, which only grows. A form that comes back is held against how it last was. What cannot be read is no
    matter of reasons. Where nothing is published yet (``is_published``), the forms may go all at once: whoever
    takes the project for another region has promised nothing.
    """
    if not is_published and begins_anew(old, new):
        return ()
    missing: list[MissingReason] = []
    for record in comparison.touched:
        case = _Case(record, old, new, today)
        if not any(name in old.problems or name in new.problems for name in (record.old_id, record.new_id)):
            missing += _of_record(case)
    return tuple(missing)


def begins_anew(old: Snapshot, new: Snapshot) -> bool:
    """Every form of the state before is gone: another region takes the project, or all of a site goes at once."""
    before = {stored.form.id for stored in old.dataset.forms}
    return bool(before) and before.isdisjoint(stored.form.id for stored in new.dataset.forms)


def _of_record(case: _Case) -> Iterator[MissingReason]:
    record = case.record
    if record.id == WITHDRAWN_FILE:
        yield from _altered_withdrawals(case)
    elif record.old_id is None:
        yield from _come_back(case)
    elif record.old_id not in case.old.public(case.today):
        yield from _early(case)
    else:
        if record.new_id != record.old_id:
            yield from _unstated_withdrawal(case)
        if record.new_id is not None:
            yield from _hidden(case)
            yield from _altered_day(case)
            yield from _altered_corrections(case)
            yield from _unstated(case, record.changes)


def _hidden(case: _Case) -> Iterator[MissingReason]:
    if case.record.new_id in case.new.public(case.today):
        return
    going = f"确要撤下，删去记录并在 data/{WITHDRAWN_FILE} 写明原因"
    if case.after.get("publish_after", "") > case.today.isoformat():
        demand = f"已公开的表不能再推迟公开，请删去 publish_after；{going}"
        yield case.missing(demand, _of_path(case.record, "publish_after"))
        return
    why = "它有没回答的错误，而网站设了有错误就不公开（block_on_errors）"
    demand = f"已公开的表会从网站上消失：{why}。请改好，或由单位在 answers 里回答；{going}"
    yield case.missing(demand, tuple(change for change in case.record.changes if change.kind is ChangeKind.HIDDEN))


def _altered_day(case: _Case) -> Iterator[MissingReason]:
    """The day a form came out stays: without it, or with another, feeds and pages would tell another day."""
    old, new = case.before.get("publish_after"), case.after.get("publish_after", "")
    if old is not None and new != old and new <= case.today.isoformat():
        demand = "公开的日子不能改，网站靠它知道这份表是哪天公开的，请原样恢复"
        yield case.missing(demand, _of_path(case.record, "publish_after"), f"publish_after: '{old}'\n")


def _early(case: _Case) -> Iterator[MissingReason]:
    """A form held back may come out early, on a day of its own: else the day of its draft would be told for it."""
    old, new, record = case.before.get("publish_after", ""), case.after.get("publish_after", ""), case.record
    is_out = record.new_id in case.new.public(case.today)
    oldest = (case.today - dt.timedelta(EARLY_DAYS)).isoformat()
    if is_out and old > case.today.isoformat() and new < oldest:
        demand = "提前公开，请把 publish_after 改成公开的日子，不要删去：网站靠它知道这份表是哪天公开的"
        yield case.missing(demand, _of_path(record, "publish_after"), f"publish_after: '{case.today}'\n")


def _altered_corrections(case: _Case) -> Iterator[MissingReason]:
    now = case.after.get("corrections", [])
    lost = altered(case.before.get("corrections", []), now)
    if lost:
        text = _entries("corrections", lost, fields_of(case.record.id), {"corrections": now})
        yield case.missing(_ONLY_GROWS.format("更正"), _of_path(case.record, "corrections"), text)


def _altered_withdrawals(case: _Case) -> Iterator[MissingReason]:
    now = _withdrawn(case.new)
    lost = altered(_withdrawn(case.old), now, _IN_PLACE)
    if lost:
        text = _entries("withdrawn", lost, REGISTRY_FIELDS[WITHDRAWN_FILE], {"withdrawn": now})
        yield case.missing(_ONLY_GROWS.format("撤下记录"), case.record.changes, text)


_ONLY_GROWS = "公开过的{}不能改、不能删，请原样恢复；只是改原因里的错字，就在那一条加上 earlier，一字不差写上原来的原因"


def _come_back(case: _Case) -> Iterator[MissingReason]:
    """A new form is free, unless it was public before under this address, or under one that was withdrawn."""
    if case.record.new_id in case.old.former:
        fields = fields_of(case.record.id)
        yield from _altered_corrections(case)
        yield from _unstated(case, changes_between(case.before, case.after, fields))
        return
    for entry in case.withdrawn:
        if _is_same(entry, case):
            demand = f"这份表公开过又撤下（原来在 {entry['form']}），请在 data/{WITHDRAWN_FILE} 那一条写上现在的地址"
            yield case.missing(demand, skeleton=f"    moved_to: {case.record.new_id}\n")


def _is_same(entry: Plain, case: _Case) -> bool:
    """The entry speaks of a form of the same kind, year, unit and project, and knows nothing of this address."""
    same = str(entry.get("form", "")).split("/")[:3] == case.record.id.split("/")[:3]
    return same and entry.get("project") == case.after.get("project") and not entry.get("moved_to")


def _unstated_withdrawal(case: _Case) -> Iterator[MissingReason]:
    old_id, new_id = case.record.old_id or "", case.record.new_id
    entry = {"form": old_id, "project": case.before.get("project", ""), "date": case.today.isoformat()}
    entry |= {"reason": PLACEHOLDER} | ({"moved_to": new_id} if new_id else {})
    given = next((item for item in case.withdrawn if item.get("form") == old_id), None)
    wrong = flaws(given, case.before, case.today) if given else ()
    if given and not wrong and new_id in (None, given.get("moved_to")):
        return
    if given and not wrong:
        wrong = (f"moved_to 写的是“{given.get('moved_to', '')}”，应是“{new_id}”",)
    deed = "已公开的表换了地址" if new_id else "撤下了已公开的表"
    near = f"；已有一条，但{'，'.join(wrong)}" if wrong else ""
    text = _entries("withdrawn", [entry], REGISTRY_FIELDS[WITHDRAWN_FILE], case.new.records.get(WITHDRAWN_FILE, {}))
    yield case.missing(f"{deed}，请在 data/{WITHDRAWN_FILE} 写明原因{near}", skeleton=text)


def _unstated(case: _Case, changes: tuple[Change, ...]) -> Iterator[MissingReason]:
    stated = added(case.before.get("corrections", []), case.after.get("corrections", []))
    fields = fields_of(case.record.id)
    wanting = tuple(c for c in changes if is_relied_on(c, fields) and not _is_stated(c, stated, case))
    if wanting:
        near = "".join(_near_miss(change, stated, case) for change in wanting)
        place = f"data/{case.record.new_id}.yaml 的更正记录（corrections）"
        demand = f"改了已公开的内容，请在 {place}里写明原因{near}"
        yield case.missing(demand, wanting, skeleton(wanting, case.record, case.after, case.today))


def _near_miss(change: Change, stated: list[Plain], case: _Case) -> str:
    """What keeps an entry for the same field from counting."""
    entry = next((entry for entry in stated if entry.get("field") == field_of(change)), None)
    if entry is None:
        return ""
    parts = [
        f"{label}写的是“{entry.get(key, '')}”，应是“{value or ''}”"
        for key, label, value in zip(("old", "new"), ("原为", "改为"), _values(change, case.record), strict=True)
        if entry.get(key) != value
    ]
    parts += flaws(entry, case.before, case.today)
    return f"；{field_of(change)} 已有一条，但{'，'.join(parts)}"


def _is_stated(change: Change, stated: list[Plain], case: _Case) -> bool:
    wanted = (field_of(change), *_values(change, case.record))
    return any(
        (entry.get("field"), entry.get("old"), entry.get("new")) == wanted and not flaws(entry, case.before, case.today)
        for entry in stated
    )


def _values(change: Change, record: RecordChange) -> tuple[str | None, str | None]:
    """Old and new as a correction states them; of a row that went nothing else tells the cells, so all are kept."""
    return (cells_of(change, record), None) if change.kind is ChangeKind.ROW_REMOVED else (change.old, change.new)


def skeleton(changes: tuple[Change, ...], record: RecordChange, now: Plain, today: dt.date) -> str:
    """The entries of 更正记录 for some changes, as they stand in a record; the reason is left to the editor."""
    entries = []
    for change in changes:
        old, new = _values(change, record)
        entry = {"date": today.isoformat(), "field": field_of(change), "name": _row_name(change, record)}
        entries.append({**entry, "old": old, "new": new, "reason": PLACEHOLDER})
    return _entries("corrections", entries, fields_of(record.id), now)


def _row_name(change: Change, record: RecordChange) -> str | None:
    """Name of the indicator row a change is in; row numbers move, names stay."""
    if not change.path.startswith("indicators"):
        return None
    return change.old if change.kind is ChangeKind.ROW_REMOVED else record.names.get(change.row or 0)


def _entries(key: str, entries: list[Plain], fields: tuple[Field, ...], record: Plain) -> str:
    """Entries of a list as they are written; under its key only where the record has none yet."""
    text = dump({key: entries}, tuple(field for field in fields if field.key == key))
    return text.split("\n", 1)[1] if record.get(key) else text


def field_of(change: Change) -> str:
    """How 更正记录 names what changed."""
    if change.kind is ChangeKind.ROW_REMOVED:
        return f"{change.path}.{change.old_row}"
    return f"{change.path}.{change.row}" if change.kind is ChangeKind.ROW_ADDED else change.path


def _of_path(record: RecordChange, key: str) -> tuple[Change, ...]:
    return tuple(change for change in record.changes if change.path.split(".")[0] == key)


def _withdrawn(state: Snapshot) -> list[Plain]:
    entries: list[Plain] = state.records.get(WITHDRAWN_FILE, {}).get("withdrawn", [])
    return entries
