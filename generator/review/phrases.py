"""Owns the Chinese words for a change; shared by every rendering. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.record.fields import find_field, label_of
from generator.record.values import plain
from generator.review.changes import ADDRESS_KINDS, WHOLE_KINDS, Change, ChangeKind, figures_in
from generator.review.marks import LONG, differences, distance, in_one_line
from generator.review.snapshot import fields_of

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.review.comparison import Comparison, RecordChange
    from generator.review.marks import Difference

NOTHING = "数据没有变化"
CUT = 60
"""Longest text shown of one value in a report for quick reading."""


def subject(change: Change, record: RecordChange) -> str:
    """What changed, as the form labels it."""
    fields = fields_of(record.id)
    if change.kind in WHOLE_KINDS:
        return "整个文件" if change.kind in (ChangeKind.BROKEN, ChangeKind.MENDED) else "整份表"
    if change.kind in ADDRESS_KINDS:
        return "地址" if change.kind is ChangeKind.FORM_RENAMED else "整份表"
    if change.kind in (ChangeKind.ROW_ADDED, ChangeKind.ROW_REMOVED, ChangeKind.ROW_MOVED):
        return f"{label_of(change.path, fields)} › 第 {change.row or change.old_row} 行{_name(change, record)}"
    is_in_row = change.path.startswith("indicators.") and change.row is not None
    return label_of(change.path, fields, record.names.get(change.row or 0, "") if is_in_row else "")


def _name(change: Change, record: RecordChange) -> str:
    """The name of a whole row in quotation marks; a removed row carries its own."""
    name = (change.values or {}).get("name", "") if change.row is None else record.names.get(change.row, "")
    return f"“{name}”" if name and change.path == "indicators" else ""


def heaviness(change: Change) -> str:
    """The money and the points a change moves or puts in question, or nothing; the distance itself is told apart."""
    parts = []
    if change.money and number(change.money) not in moved_of(change):
        parts.append(f"{number(change.money)} 万元")
    if change.points:
        parts.append(f"{number(change.points)} 分")
    if change.at_stake:
        parts.append(f"牵涉 {number(change.at_stake)} 分")
    return "，".join(parts)


def number(value: Decimal) -> str:
    """A figure with thousands commas and no empty decimals beyond two."""
    return plain(value, places=2 if value % 1 else 0, commas=True)


def shown(text: str | None, cut: int = CUT) -> str:
    """A value for one line; what is absent is said."""
    if text is None:
        return "（空）"
    return text if len(text) <= cut else f"{text[:cut]}…（共 {len(text)} 字）"


def sides(change: Change, record: RecordChange, cut: int = CUT) -> tuple[str, str]:
    """Old and new of a change for one line: an address whole, a place, a row with its cells, a value cut."""
    if change.kind in (ChangeKind.HIDDEN, ChangeKind.SHOWN):
        seen = ("公开", "不公开")
        return seen if change.kind is ChangeKind.HIDDEN else seen[::-1]
    if change.kind in (*WHOLE_KINDS, ChangeKind.FORM_RENAMED):
        return change.old or "（无）", change.new or "（无）"
    if change.kind is ChangeKind.ROW_MOVED:
        return f"第 {change.old} 行", f"第 {change.new} 行"
    if change.values is None:
        return shown(change.old, cut), shown(change.new, cut)
    cells = shown(cells_of(change, record), 4 * cut)
    return (cells, "（无）") if change.kind is ChangeKind.ROW_REMOVED else ("（无）", cells)


def cells_of(change: Change, record: RecordChange) -> str:
    """Every cell of a whole row with its label."""
    found = find_field(change.path, fields_of(record.id))
    fields = found.fields if found else ()
    values = change.values or {}
    return "，".join(f"{field.label} {values[field.key]}" for field in fields if field.key in values)


def sentence(change: Change, record: RecordChange) -> str:
    """One change in one line: kind, place, old and new, and how heavy it is."""
    head = f"{change.kind.value} {subject(change, record)}"
    if change.kind in (ChangeKind.BROKEN, ChangeKind.MENDED):
        return head
    found = text_differences(change)
    if found:
        return f"{head}：{in_one_line(found)}"
    old, new = sides(change, record)
    moved = moved_of(change)
    return f"{head}：{old} → {new}{f'（{moved}）' if moved else ''}"


def moved_of(change: Change) -> str:
    """How far the figure of a change moved, also the one figure that differs inside a text; nothing where none did."""
    if change.kind is ChangeKind.FIGURE:
        return distance(change.old, change.new)
    if change.kind not in (ChangeKind.TEXT, ChangeKind.ROW_REWORDED):
        return ""
    old, new = ([figure.rstrip("%‰") for figure in figures_in(text)] for text in (change.old, change.new))
    pairs = [pair for pair in zip(old, new, strict=False) if pair[0] != pair[1]]
    return distance(*pairs[0]) if len(old) == len(new) and len(pairs) == 1 else ""


def slips(comparison: Comparison) -> int:
    """How many figures moved as a slip of the hand moves them."""
    changes = (change for record in comparison.records for change in record.changes)
    return sum("，差" in moved or "对调" in moved for moved in map(moved_of, changes))


def text_differences(change: Change) -> tuple[Difference, ...]:
    """Where a long text differs; nothing where the two are short enough to be shown whole."""
    if change.kind not in (ChangeKind.TEXT, ChangeKind.ROW_REWORDED) or change.old is None or change.new is None:
        return ()
    return differences(change.old, change.new) if max(len(change.old), len(change.new)) > LONG else ()


def verdict(missing: int) -> str:
    """The first words of a report: whether anything keeps the change from being taken."""
    return f"{missing} 处缺原因" if missing else "不缺原因"


def headline(comparison: Comparison, missing: int = 0) -> str:
    """The verdict, then how much changed."""
    first = verdict(missing) if comparison.records else NOTHING
    return f"{first}。{extent(comparison)}"


def extent(comparison: Comparison) -> str:
    """How much changed, what looks like a slip, and what it is compared with."""
    touched = comparison.touched
    note = f"{comparison.note}。" if comparison.note else ""
    if not comparison.records:
        return note
    parts = [f"{len(touched)} 份记录、{sum(len(record.changes) for record in touched)} 处变化"]
    broken = sum(1 for record in comparison.records if record.problems)
    parts += [f"{broken} 份读不懂"] if broken else []
    around = len(comparison.records) - len(touched)
    parts += [f"牵连另外 {around} 份"] if around else []
    parts += [f"{len(comparison.pages)} 个页面会变"] if comparison.pages is not None else []
    odd = slips(comparison)
    doubt = f"{odd} 处像是录错（差十倍或两位数字对调）。" if odd else ""
    return f"{'，'.join(parts)}。{doubt}{note}"
