"""Owns what a change does to the sums a reader meets: of each year, and of each unit's year. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.record.model import Form, SelfEvaluation
from generator.record.values import HUNDREDTH, plain
from generator.review.marks import distance

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from generator.review.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Total:
    """One sum before and after."""

    of: str
    """Whose: a year, or a unit and a year."""
    label: str
    old: str
    new: str

    @property
    def moved(self) -> str:
        """How far it moved, with its sign and in percent."""
        return distance(self.old, self.new)


def totals_between(old: Snapshot, new: Snapshot, day: dt.date) -> tuple[Total, ...]:
    """Every sum that differs: each year first, then its units. Only what the public sees counts."""
    before, after = _groups(_public(old, day)), _groups(_public(new, day))
    return tuple(
        total
        for key in sorted(before.keys() | after.keys())
        for total in _of_group(key, before.get(key, []), after.get(key, []))
    )


def _public(state: Snapshot, day: dt.date) -> list[Form]:
    shown = state.public(day)
    return [stored.form for stored in state.dataset.forms if stored.form.id in shown]


_Key = tuple[int, str]
"""Year, and unit; no unit is the whole year."""


def _groups(forms: Iterable[Form]) -> dict[_Key, list[Form]]:
    groups: dict[_Key, list[Form]] = {}
    for form in forms:
        for unit in ("", form.unit):
            groups.setdefault((form.year, unit), []).append(form)
    return groups


def _of_group(key: _Key, before: list[Form], after: list[Form]) -> Iterator[Total]:
    year, unit = key
    for (label, old), (_, new) in zip(_sums(before), _sums(after), strict=True):
        if old != new:
            yield Total(f"{unit} {year} 年" if unit else f"{year} 年", label, old, new)


def _sums(forms: list[Form]) -> Iterator[tuple[str, str]]:
    evaluations = [form for form in forms if isinstance(form, SelfEvaluation)]
    yield "份数", str(len(forms))
    for label, column in (("全年预算数（万元）", "adjusted_budget"), ("全年执行数（万元）", "executed")):
        yield label, _shown(sum((form.funds.wan_yuan(column) or Decimal(0) for form in evaluations), Decimal(0)))
    scores = [form.score for form in evaluations if form.score is not None]
    yield "平均总分", _shown((sum(scores, Decimal(0)) / len(scores)).quantize(HUNDREDTH)) if scores else "无"


def _shown(value: Decimal) -> str:
    return plain(value, places=2, commas=True)
