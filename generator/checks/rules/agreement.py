"""Owns the rule of family F that one form says one thing: rows against rows, the goal's text and the spending."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.checks.check import row_hit
from generator.checks.finding import Rule, Severity
from generator.checks.vocabulary import OUTPUT, letters, unit_of
from generator.record.target import Result
from generator.record.values import HUNDRED, is_too_long

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.checks.check import Verdict
    from generator.checks.finding import Hit
    from generator.forms.views import EvaluationView, RowView

_SPENT = Decimal(99)
"""In %: a form that claims to have spent all, and whose rate is below this, contradicts itself."""
_HALF = Decimal("0.5")
_SAME_SUBJECT = 4
"""Characters two names begin with, to speak of the same thing."""
_SUBJECT = 6
"""Characters a clause of the goal and a name share in one run, to speak of the same thing."""
_MOST_ROWS = 30
"""Two characters that stand in more names than these tell no subject."""

F08 = Rule(
    id="F08",
    severity=Severity.WARNING,
    weight=91,
    name="表内说法一致",
    found="表内说法不一",
    tests="说经费用完的行与执行率相符；数量没做到一半时，同一件事的及时率、合格率不是 100 %；"
    "目标里写的数字与表里的目标值相同。",
    formula="经费使用 = 100 % ↔ 执行率；完成数量 < 50 % 而及时率 = 100 %；完成数量 = 0 而合格率 = 100 %；"
    "目标文字里的数字 = 同一件事的目标值",
    basis="同一张表里的数字应说同一件事。",
    bounds=f"执行率相差 1 个百分点以上；名称开头 {_SAME_SUBJECT} 个字以上相同才算同一件事；"
    f"目标的一句与名称连着 {_SUBJECT} 个字以上相同，才拿来比数字。",
    example="“年度经费使用情况”=100% 达成，执行率 84.01%；开发完成 12/40，开发及时率 100%；"
    "目标写 10000 人，表里的目标是 20000。",
    silent_when="找不到说同一件事的行；一句里有几个数字而分不清是哪一行的。",
    question="{says}，怎样理解？",
    mend="核对两处，改正错的那一处，或写明各自的口径。",
)
_WHOLE_SPENDING = re.compile(
    r"(?:年度|全年|项目|专项)?(?:经费|资金|预算)(?:使用|执行|支付|支出)(?:情况|率|完成率|进度)"
)


def agreement(view: EvaluationView) -> Iterator[Verdict]:
    """Rows that claim all money spent, all in time where little was done, and targets that the goal puts otherwise."""
    rate = view.form.rate
    for row in view.rows:
        if rate is not None and rate < _SPENT and _claims_spent(row):
            says = f"这一行目标 {row.goal}，完成“{row.done}”，资金表的执行率是 {rate}%"
            yield _hit(row, says, field="actual", expected=f"{rate}%")
    yield from _claimed_for_little(view.rows_of(OUTPUT))
    yield from _other_in_goal(view.form.expected or "", view.rows)


def _hit(row: RowView, says: str, *, field: str, expected: str | None = None) -> Hit:
    return row_hit(row, f"{says}。", field=field, expected=expected, facts={"says": says})


def _claims_spent(row: RowView) -> bool:
    if not _WHOLE_SPENDING.fullmatch(row.indicator.name) or row.target is None or row.target.value != HUNDRED:
        return False
    return row.result is Result.MET or (row.actual is not None and row.actual.value >= HUNDRED)


def _claimed_for_little(rows: Sequence[RowView]) -> Iterator[Verdict]:
    """Rows of the same thing that claim 100 % though less than half of it, or none, was done."""
    claims: dict[str, list[RowView]] = defaultdict(list)
    for row in rows:
        if row.actual is not None and row.actual.value >= HUNDRED and row.indicator.name.endswith(_CLAIMS):
            claims[row.indicator.name[:_SAME_SUBJECT]].append(row)
    for row in rows if claims else ():
        share = _share_done(row)
        suffixes = _CLAIMS if share == 0 else _IN_TIME
        for other in claims.get(row.indicator.name[:_SAME_SUBJECT], ()) if share is not None else ():
            if other.indicator.name.endswith(suffixes):
                says = f"“{row.indicator.name}”目标 {row.goal} 只完成 {row.done}，这一行却是 {other.done}"
                yield _hit(other, says, field="actual")


_IN_TIME = ("及时率", "及时性")
_CLAIMS = (*_IN_TIME, "合格率")


def _share_done(row: RowView) -> Decimal | None:
    """The share of a counted target that was done, where it is less than half."""
    if row.target is None or row.actual is None or row.target.value <= 0 or "率" in row.indicator.name:
        return None
    share = row.actual.value / row.target.value
    return share if share < _HALF else None


_CLAUSE_END = re.compile(r"[，。；！？\n]")
_FIGURE = re.compile(r"(?<![\d.第年月“第])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s?(万|亿)?(%|[\u4e00-\u9fff]?)")
_SHARED = re.compile(r"均|都|各")
_NO_AMOUNT = frozenset("年月日届级号期、")
_TIMES = {"万": Decimal(10_000), "亿": Decimal(100_000_000), None: Decimal(1)}


@dataclass(frozen=True, slots=True)
class _Said:
    """One figure of the goal with the clause that it stands in."""

    clause: str
    value: Decimal
    unit: str
    """One character; empty where there is none."""
    text: str
    is_shared: bool
    """均, 都: it holds for several things of the clause."""


def _other_in_goal(goal: str, rows: Sequence[RowView]) -> Iterator[Verdict]:
    """Rows whose target is another number than the goal gives for the same thing."""
    aimed = {row.number: row for row in rows if row.target is not None and row.target.value > 0}
    names = {number: letters(row.indicator.name) for number, row in aimed.items()}
    index = _index(names)
    for said in _said_in(goal):
        for row in _rows_meant(said, aimed, names, index):
            if _worth(row) != said.value:
                says = f"表里的目标是 {row.goal}，预期目标里写的是 {said.text}"
                yield _hit(row, says, field="target", expected=said.text)


def _said_in(goal: str) -> Iterator[_Said]:
    """The figures that stand alone of their kind in their clause: of several nobody knows which is whose."""
    for printed in _CLAUSE_END.split(goal):
        clause = unicodedata.normalize("NFKC", printed)
        found = [match for match in _FIGURE.finditer(clause) if _is_amount(match)]
        for is_percent in (False, True):
            alike = [match for match in found if (match[4] == "%") is is_percent]
            if len(alike) == 1:
                match = alike[0]
                value = Decimal(match[1].replace(",", "") + (match[2] or "")) * _TIMES[match[3]]
                yield _Said(letters(clause), value, match[4], match[0], bool(_SHARED.search(clause)))


def _is_amount(match: re.Match[str]) -> bool:
    return match[4] not in _NO_AMOUNT and not is_too_long(match[1].replace(",", "") + (match[2] or ""))


def _worth(row: RowView) -> Decimal | None:
    if row.target is None:
        return None
    return row.target.value * _TIMES.get(row.target.unit[:1], Decimal(1))


def _index(names: Mapping[int, str]) -> dict[str, list[int]]:
    """Rows by two characters of their names; what most names share tells nothing."""
    rows: dict[str, list[int]] = defaultdict(list)
    for number, name in names.items():
        for pair in {a + b for a, b in pairwise(name)}:
            rows[pair].append(number)
    return {pair: numbers for pair, numbers in rows.items() if len(numbers) <= _MOST_ROWS}


def _rows_meant(
    said: _Said, rows: Mapping[int, RowView], names: Mapping[int, str], index: Mapping[str, Sequence[int]]
) -> list[RowView]:
    """The row that shares the longest run of characters with the clause, none where two share the same.

    Where the figure holds for several things, the rows of all of them.
    """
    near = {number for pair in {a + b for a, b in pairwise(said.clause)} for number in index.get(pair, ())}
    runs = sorted(_run(names[number], said.clause, number) for number in near if _fits(rows[number], said))
    meant: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for size, covered, at, number in runs:
        span = (at, at - size)
        if -size >= _SUBJECT and (span in meant or all(end <= at or span[1] <= start for start, end in meant)):
            meant.setdefault(span, []).append((covered, number))
    alone = [found[0][1] for found in meant.values() if len(found) == 1 or found[0][0] < found[1][0]]
    return [rows[number] for number in (alone if said.is_shared else alone[:1])]


def _fits(row: RowView, said: _Said) -> bool:
    """Both count the same, as far as it is said: 人 is 名, no unit fits every number but a rate."""
    if row.target is None:
        return False
    mine = _SAME_UNIT.get(unit_of(row.target)[:1], unit_of(row.target)[:1])
    if "%" in (mine, said.unit):
        return mine == said.unit
    return not mine or not said.unit or mine in _TIMES or mine == _SAME_UNIT.get(said.unit, said.unit)


_SAME_UNIT = {"名": "人"}


def _run(name: str, clause: str, number: int) -> tuple[int, int, int, int]:
    """Of the longest run of characters both have: its length, of all runs together, where it begins; longest first."""
    blocks = SequenceMatcher(None, name, clause, autojunk=False).get_matching_blocks()
    longest = max(blocks, key=lambda block: block.size)
    return -longest.size, -sum(block.size for block in blocks), longest.b, number
