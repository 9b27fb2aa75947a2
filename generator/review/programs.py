"""Owns the rendering of a comparison for programs: JSON. Decides nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.review.links import NO_LINKS, ReportLinks
from generator.review.phrases import moved_of, subject, text_differences, verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.review.changes import Change
    from generator.review.comparison import Comparison, RecordChange
    from generator.review.reasons import MissingReason


def as_json(comparison: Comparison, missing: Sequence[MissingReason] = (), links: ReportLinks = NO_LINKS) -> str:
    """For programs; money in 万元, figures as text so that no digit is lost."""
    value = {
        "verdict": verdict(sum(item.count for item in missing)),
        "note": comparison.note,
        "totals": [
            {"of": total.of, "label": total.label, "old": total.old, "new": total.new, "moved": total.moved}
            for total in comparison.totals
        ],
        "records": [_record(record, links) for record in comparison.records],
        "pages": None if comparison.pages is None else list(comparison.pages),
        "missing_reasons": [
            {"id": item.record.id, "demand": item.demand, "skeleton": item.skeleton} for item in missing
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _record(record: RecordChange, links: ReportLinks) -> dict[str, Any]:
    return {
        "id": record.new_id,
        "old_id": record.old_id,
        "title": record.title,
        "weight": f"{record.weight:f}",
        "problems": list(record.problems),
        "links": dict(links.around(record)),
        "changes": [_change(change, record, links) for change in record.changes],
        "consequences": [{"label": c.label, "old": c.old, "new": c.new} for c in record.consequences],
        "findings": {"appeared": list(record.appeared), "vanished": list(record.vanished)},
    }


def _change(change: Change, record: RecordChange, links: ReportLinks) -> dict[str, Any]:
    return {
        "kind": change.kind.name.lower(),
        "path": change.path,
        "label": subject(change, record),
        "old": change.old,
        "new": change.new,
        "moved": moved_of(change),
        "differences": [[item.old, item.new] for item in text_differences(change)],
        "values": change.values,
        "row": change.row,
        "old_row": change.old_row,
        "money": None if change.money is None else str(change.money),
        "points": None if change.points is None else str(change.points),
        "at_stake": None if change.at_stake is None else str(change.at_stake),
        "line": links.line(change, record),
    }
