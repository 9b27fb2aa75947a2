"""Owns what changed between two records as values, and how to apply it. Pure; knows no git, file or rendering."""

from __future__ import annotations

import copy
import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from generator.record.fields import Measure, Shape, find_field, leaves
from generator.record.values import HUNDRED, AmountUnit, in_wan_yuan, parse_figure
from generator.review.alignment import Alignment, align, rebuild

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.record.fields import Field
    from generator.review.snapshot import Plain

    _Units = tuple[AmountUnit, AmountUnit]
    """Unit of the amounts in the old record and in the new one."""


class ChangeKind(Enum):
    """What kind of change; the value is the word a reviewer meets."""

    FORM_ADDED = "新增一份"
    FORM_REMOVED = "删除一份"
    FORM_RENAMED = "改了地址"
    HIDDEN = "不再公开"
    SHOWN = "开始公开"
    FIGURE = "改数字"
    TEXT = "改文字"
    ROW_ADDED = "新增一行"
    ROW_REMOVED = "删除一行"
    ROW_MOVED = "移动一行"
    ROW_REWORDED = "改写指标"
    BROKEN = "读不懂"
    MENDED = "改好了"


WHOLE_KINDS = (ChangeKind.FORM_ADDED, ChangeKind.FORM_REMOVED, ChangeKind.BROKEN, ChangeKind.MENDED)
"""A whole file; nothing in it is compared."""
ADDRESS_KINDS = (ChangeKind.FORM_RENAMED, ChangeKind.HIDDEN, ChangeKind.SHOWN)
"""Around the record: where it stands and whether anybody sees it; its values are compared all the same."""
ROW_KINDS = (ChangeKind.ROW_ADDED, ChangeKind.ROW_REMOVED, ChangeKind.ROW_MOVED)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one record."""

    kind: ChangeKind
    path: str
    """The field, ``indicators.3.score`` with rows counted in the new record; the list's key for a whole row."""
    old: str | None = None
    new: str | None = None
    row: int | None = None
    """Row in the new record, from 1."""
    old_row: int | None = None
    """Row in the old record, from 1."""
    values: Plain | None = None
    """The whole record or row that was added or removed."""
    money: Decimal | None = None
    """How much money the change moves, in 万元, never negative; None where no amount changed."""
    points: Decimal | None = None
    """How many points the change moves, never negative; None where no points changed."""
    at_stake: Decimal | None = None
    """How many points are given for what changed: a row's 分值 for its name, target and actual value."""


def changes_between(old: Plain, new: Plain, fields: tuple[Field, ...]) -> tuple[Change, ...]:
    """Every change that leads from one record to another, in the order of the field table."""
    return tuple(_group(old, new, fields, "", (_unit(old), _unit(new))))


def apply(changes: Iterable[Change], record: Plain) -> Plain:
    """Make the new record from the old one and the changes between them."""
    result = copy.deepcopy(record)
    changes = list(changes)
    for key in dict.fromkeys(change.path for change in changes if change.kind in ROW_KINDS):
        of_list = [change for change in changes if change.kind in ROW_KINDS and change.path == key]
        rows = rebuild(
            result.get(key, []),
            removed={c.old_row for c in of_list if c.kind is ChangeKind.ROW_REMOVED and c.old_row},
            added={c.row: c.values or {} for c in of_list if c.kind is ChangeKind.ROW_ADDED and c.row},
            moved={c.old_row: c.row for c in of_list if c.kind is ChangeKind.ROW_MOVED and c.old_row and c.row},
        )
        result[key] = copy.deepcopy(rows)
        if not rows:
            del result[key]
    for change in changes:
        if change.kind not in ROW_KINDS and change.values is None and change.kind not in ADDRESS_KINDS:
            _put(result, change.path.split("."), change.new)
    return result


def _put(target: Any, parts: list[str], value: str | None) -> None:  # noqa: ANN401 -- a group or a list
    if parts[0].isdecimal():
        _put(target[int(parts[0]) - 1], parts[1:], value)
    elif len(parts) > 1:
        _put(target.setdefault(parts[0], {}), parts[1:], value)
        if not target[parts[0]]:
            del target[parts[0]]
    elif value is None:
        target.pop(parts[0], None)
    else:
        target[parts[0]] = value


def _group(old: Plain, new: Plain, fields: tuple[Field, ...], at: str, units: _Units) -> Iterator[Change]:
    for field in fields:
        path = f"{at}.{field.key}".lstrip(".")
        before, after = old.get(field.key), new.get(field.key)
        if before == after:
            continue
        if field.key == "amount_unit":
            yield Change(ChangeKind.TEXT, path, before, after, money=_rescaled(old, new, fields, units))
        elif field.shape is Shape.GROUP:
            yield from _group(before or {}, after or {}, field.fields, path, units)
        elif field.shape is Shape.LIST:
            yield from _list(before or [], after or [], field, path, units)
        else:
            yield _cell(before, after, field, path, units)


def _list(old: list[Plain], new: list[Plain], field: Field, path: str, units: _Units) -> Iterator[Change]:
    alignment: Alignment = align(old, new)
    for number in alignment.removed:
        row = old[number - 1]
        yield Change(
            ChangeKind.ROW_REMOVED,
            path,
            _name(row),
            None,
            old_row=number,
            values=row,
            points=_figure(row.get("weight")),
        )
    for number in alignment.added:
        row = new[number - 1]
        yield Change(
            ChangeKind.ROW_ADDED, path, None, _name(row), row=number, values=row, points=_figure(row.get("weight"))
        )
    for before, after in alignment.pairs:
        if (before, after) in alignment.moved:
            yield Change(ChangeKind.ROW_MOVED, path, str(before), str(after), row=after, old_row=before)
        weight = _figure(new[after - 1].get("weight"))
        for change in _group(old[before - 1], new[after - 1], field.fields, f"{path}.{after}", units):
            inner = find_field(change.path.split(".", 2)[2], field.fields)
            placed = replace(change, row=after, old_row=before)
            yield _scored(placed, weight) if inner and inner.is_scored else placed


def _scored(change: Change, weight: Decimal | None) -> Change:
    """What a row's points are given for puts them at stake; another name is another indicator."""
    kind = ChangeKind.ROW_REWORDED if change.path.endswith(".name") else change.kind
    return replace(change, kind=kind, at_stake=weight)


def _cell(old: str | None, new: str | None, field: Field, path: str, units: _Units) -> Change:
    if field.shape is not Shape.FIGURE:
        return Change(ChangeKind.TEXT, path, old, new, at_stake=HUNDRED if path == "grade" else None)
    money = _distance(old, new, units) if field.measure is Measure.MONEY else None
    points = _points(old, new) if field.measure is Measure.POINTS else None
    return Change(ChangeKind.FIGURE, path, old, new, money=money, points=points)


def _distance(old: str | None, new: str | None, units: _Units) -> Decimal | None:
    """How far two amounts are apart in 万元, each in its own unit; an absent one counts as nothing."""
    before, after = (
        None if figure is None else in_wan_yuan(figure, unit)
        for figure, unit in zip((_figure(old), _figure(new)), units, strict=True)
    )
    return _apart(before, after)


def _points(old: str | None, new: str | None) -> Decimal | None:
    return _apart(_figure(old), _figure(new))


def _apart(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    """An absent figure counts as nothing, so that the whole value of the other moves; None where both are absent."""
    if before is None and after is None:
        return None
    return abs((after or Decimal(0)) - (before or Decimal(0)))


def _rescaled(old: Plain, new: Plain, fields: tuple[Field, ...], units: _Units) -> Decimal | None:
    """What another unit of amount moves: the most that any amount of the group moves by it."""
    paths = [path for field in fields for path, leaf in leaves(field) if leaf.measure is Measure.MONEY]
    moved = [_distance(_at(old, path), _at(new, path), units) for path in paths]
    return max((distance for distance in moved if distance is not None), default=None)


def _at(group: Plain, path: str) -> str | None:
    value: Any = group
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, str) else None


def _figure(text: str | None) -> Decimal | None:
    try:
        return parse_figure(text).value if text is not None else None
    except ValueError:
        return None


def _unit(record: Plain) -> AmountUnit:
    units = [value.get("amount_unit") for value in record.values() if isinstance(value, dict)]
    return AmountUnit.YUAN if AmountUnit.YUAN.value in units else AmountUnit.WAN_YUAN


def _name(row: Plain) -> str:
    for key in ("name", "project", "reason", "text", "note", "field", "id"):
        if row.get(key):
            return str(row[key])
    return ""


def is_relied_on(change: Change, fields: tuple[Field, ...]) -> bool:
    """What a reader relies on: figures, also inside texts, what they are given for, dates, who and what it is about.

    What the editors found and what the unit answered: it may be added freely, but not taken back or reworded.
    """
    top, field = change.path.split(".")[0], find_field(change.path, fields)
    if change.kind in (ChangeKind.ROW_ADDED, ChangeKind.ROW_REMOVED):
        return _has_figures(field) or (change.kind is ChangeKind.ROW_REMOVED and top in _STATEMENTS)
    if field is None or change.kind is ChangeKind.ROW_MOVED or top in _OWN_RULES:
        return False
    if field.shape is Shape.FIGURE:
        return _figure(change.old) != _figure(change.new) or (change.old is None) != (change.new is None)
    is_fact = field.is_relied_on or field.is_scored or field.shape in (Shape.DATE, Shape.DAY)
    is_known = change.path in _IDENTITY or top in _STATEMENTS or (top == "indicators" and field.key in _LEVELS)
    return is_fact or is_known or figures_in(change.old) != figures_in(change.new)


def _has_figures(rows: Field | None) -> bool:
    return rows is not None and any(field.shape is Shape.FIGURE for field in rows.fields)


_STATEMENTS = ("remarks", "observations", "answers")
_OWN_RULES = ("publish_after", "corrections", "doubts", "source", "labels", "absent")
"""Judged by rules of their own, or notes on the work of the editors that say nothing of the form."""
_IDENTITY = ("project", "unit", "department", "year")
_LEVELS = ("level1", "level2", "level3")
_FIGURES = re.compile(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*\s*[%％‰]?")


def figures_in(text: str | None) -> list[str]:
    """The figures a text names, in their order; written with or without commas and in wide digits they are the same."""
    found = _FIGURES.findall(text or "")
    return [unicodedata.normalize("NFKC", figure).replace(",", "").replace(" ", "") for figure in found]
