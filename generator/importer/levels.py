"""Owns the levels of the rows: which 一级 and 二级指标 a row stands under, when labels are lost, moved or repeated.

A label printed on the first row of its group is believed. Where labels contradict each other, the whole table is
weighed: order of the official template, words of the names, round sums of points. What was weighed is doubtful.
"""

from __future__ import annotations

import heapq
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.importer.labels import LEVEL2_ORDER, PARENT, Level
from generator.record.meaning import LEVEL2_OF
from generator.record.model import Profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal


LEVEL1_ORDER = tuple(LEVEL2_OF)
_POINTS = Profile("", "", ()).weights
"""What the national rule gives each level; a table that adds up to it is read rightly."""
_WORDS = (
    ("服务对象满意度指标", 20, re.compile(r"满意[度率]?|投诉")),
    ("时效指标", 20, re.compile(r"及时|按时|按期|准时|时效|时限|年底前|如期")),
    ("质量指标", 14, re.compile(r"合格|达标|准确|质量|出勤|到位率|通过率|合规|正确|覆盖率|规范|标准|安全事故")),
    ("成本指标", 14, re.compile(r"成本|费用|单价|控制率|经费支出|总金额")),
    ("数量指标", 10, re.compile(r"数量|次数|人数|人次|场次|个数|[册份台套项件]数|数$|完成率|批次|户数|面积")),
    ("可持续影响指标", 14, re.compile(r"长效|可持续|持续|健全性|机制")),
    ("经济效益指标", 12, re.compile(r"经济效益|收入|产值|税收|节约")),
    ("社会效益指标", 8, re.compile(r"情况$|提升|提高|保障|知晓|影响|社会|使用情况|应用|促进|稳定|正常")),
    ("生态效益指标", 14, re.compile(r"生态|环境|绿化|排放|污染")),
)  # fmt: skip
_BROKEN, _NOT_FIRST, _NEAR_BREAK, _OPENING, _SHIFT, _UNUSED = 13, 12, 6, 1, 3, 12
_WEIGHT = 2


_MOST_WAYS = 2_000
_MOST_ROWS = 80
"""Beyond it a table is no form's, and weighing all ways takes too long."""


@dataclass(slots=True)
class Hint:
    """What a row says of its levels."""

    name: str
    labels: list[tuple[Level, ...]] = field(default_factory=list)
    """Every level label on the row, each with what it may mean, from left to right."""
    inherited: list[tuple[Level, ...]] = field(default_factory=list)
    """Labels of cells merged from rows above: they cover this row for certain."""
    is_after_break: bool = False
    """A page break or a blank line comes before it."""
    weight: Decimal | None = None
    shift: int = 0
    """How far its cells stand to the left of the head."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The levels of one row."""

    level1: str
    """Official name, or as printed where the official template has none; empty where nothing is known."""
    level2: str
    printed1: str = ""
    printed2: str = ""
    why: str = ""
    """Why the row is doubtful; empty where it is certain."""


def place(
    hints: Sequence[Hint],
    *,
    loose: Sequence[Level] = (),
    known: Mapping[str, str] | None = None,
    is_exact: bool = False,
) -> tuple[list[Placed], str]:
    """The levels of every row, and what is wrong with the labels as a whole (empty where nothing is).

    Args:
        hints: one a row.
        loose: labels that stand apart from all rows, in the order of the text.
        known: level 2 of indicators of the same name in other forms of the file.
        is_exact: rows of a true table, whose merged cells say how far a label reaches.
    """
    is_other = any(
        level.depth == 1 and not level.name for hint in hints for options in hint.labels for level in options
    )
    plain = _inherit(hints, is_other=is_other)
    wrong = "" if is_exact else _disorder(hints, plain, loose)
    if not wrong:
        return plain, ""
    if any(level.name == "" for hint in hints for options in hint.labels for level in options):
        return plain, wrong  # another scheme than the official one: nothing can be weighed
    if len(hints) > _MOST_ROWS:
        return plain, wrong
    return _weigh(hints, plain, loose, known or {}), wrong


def _inherit(hints: Sequence[Hint], *, is_other: bool) -> list[Placed]:
    """Each row under the last labels printed on or above it; another scheme than the official one stays as printed."""
    first: Level | None = None
    second: Level | None = None
    placed = []
    for hint in hints:
        one, two = _choose([*hint.inherited, *hint.labels], first, second)
        if one is not None:
            first, second = one, two
        elif two is not None:
            second = two
        placed.append(_as_printed(first, second) if is_other else _placed(first, second))
    return placed


def _choose(
    labels: Sequence[tuple[Level, ...]], first: Level | None, second: Level | None
) -> tuple[Level | None, Level | None]:
    """Which of a row's labels is level 1 and which level 2; a word that may be both is what the other leaves."""
    one = next((level for options in labels for level in options if level.depth == 1 and len(options) == 1), None)
    two = next((level for options in labels for level in options if level.depth == 2 and len(options) == 1), None)
    for options in (options for options in labels if len(options) == 2):
        as_first, as_second = options
        if one is None and (two is None or PARENT.get(two.name) == as_first.name) and not _under(first, as_second):
            one = as_first
        elif two is None:
            two = as_second
    if one is not None and two is None and first is not None and one.printed == first.printed:
        two = second
    return one, two


def _under(first: Level | None, level: Level) -> bool:
    """The word as level 2 belongs under the level 1 that stands: 成本指标 under 产出指标."""
    return first is not None and level.name in LEVEL2_OF.get(first.name, ())


def _as_printed(first: Level | None, second: Level | None) -> Placed:
    """The names of a region's own scheme, without their points."""
    names = (first.stem if first else "", second.stem if second else "")
    return Placed(*names, first.printed if first else "", second.printed if second else "")


def _placed(first: Level | None, second: Level | None) -> Placed:
    name2 = second.name or second.stem if second else ""
    name1 = first.name or first.stem if first else ""
    if second is not None and second.name and (not name1 or second.name not in LEVEL2_OF.get(name1, (second.name,))):
        name1 = PARENT.get(second.name, name1)
    return Placed(name1, name2, first.printed if first else "", second.printed if second else "")


def _disorder(hints: Sequence[Hint], plain: Sequence[Placed], loose: Sequence[Level]) -> str:
    """What shows that labels are lost or moved; empty where every group begins with its label."""
    if loose:
        return "层级标签脱离了表格，印在别处"
    if not hints:
        return ""
    if not plain[0].level2 or not plain[0].printed1:
        return "第一行没有层级标签"
    return _repeated(hints) or _orphaned(hints) or _jumbled(hints, plain)


def _repeated(hints: Sequence[Hint]) -> str:
    """A label that comes again, without the level above it: the first time or the second it is not where it belongs."""
    seen: set[tuple[str, str]] = set()
    parent = ""
    for hint in hints:
        ones = [level for options in hint.labels for level in options if level.depth == 1]
        twos = [level for options in hint.labels for level in options if level.depth == 2 and len(options) == 1]
        if len({level.name for level in twos}) < len(twos):
            return f"“{twos[0].printed}”在一行里印了两次"
        for level in ones[:1]:
            if ("", level.printed) in seen and len(hint.labels) == 1 and not twos:
                return f"“{level.printed}”印了两次"
            seen.add(("", level.printed))
            parent = level.printed
        for level in twos:
            if (parent, level.printed) in seen:
                return f"“{level.printed}”印了两次"
            seen.add((parent, level.printed))
    return ""


def _orphaned(hints: Sequence[Hint]) -> str:
    """A level 2 that cannot stand under the level 1 above it."""
    first: Level | None = None
    for hint in hints:
        one, two = _choose(hint.labels, first, None)
        first = one or first
        extra = [options for options in hint.labels if all(level.depth == 2 for level in options)]
        if len(extra) > 1:
            return f"“{extra[0][0].printed}”和“{extra[1][0].printed}”印在同一行"
        if two is not None and two.name and first is not None and first.name and not _under(first, two):
            return f"“{two.printed}”上面没有它的一级指标"
    return ""


def _jumbled(hints: Sequence[Hint], plain: Sequence[Placed]) -> str:
    """Names that speak of another label than theirs, a break in the table, a label that is nowhere."""
    printed = {level.name for hint in hints for options in hint.labels for level in options}
    for name in dict.fromkeys(here.level2 for here in plain):
        meant_here = [suggestion(hint.name) for hint, here in zip(hints, plain, strict=True) if here.level2 == name]
        others = [meant[0] for meant in meant_here if meant and meant[1] >= 14 and meant[0] != name]
        others = [other for other in others if PARENT[other] == PARENT.get(name) and other in printed]
        if len(others) >= 3 and len(others) * 2 > len(meant_here):
            return f"印在“{name}”下面的行，名称多半说的是{others[0]}"
    for hint, here in zip(hints, plain, strict=True):
        if hint.is_after_break and hint.labels and hint is not hints[0]:
            return "表格在换页处断开，下一页的层级标签可能管到前几行"
        meant = suggestion(hint.name)
        is_plain = meant is not None and (meant[1] >= 20 or (meant[1] >= 14 and PARENT[meant[0]] == here.level1))
        lost = meant is not None and is_plain and meant[0] not in printed
        if lost and meant is not None and not hint.labels and PARENT[meant[0]] != "成本指标":
            return f"“{hint.name}”像是{meant[0]}，表上却没有印“{meant[0]}”"
    return ""


def suggestion(name: str) -> tuple[str, int] | None:
    """The level 2 a name speaks of and how plainly; None where it speaks of none."""
    return next(((level, weight) for level, weight, words in _WORDS if words.search(name)), None)


def _weigh(
    hints: Sequence[Hint], plain: Sequence[Placed], loose: Sequence[Level], known: Mapping[str, str]
) -> list[Placed]:
    """The cheapest way to lay the groups of the official template over the rows, in its order."""
    printed = {level.name for hint in hints for options in hint.labels for level in options if level.depth == 2}
    printed |= {level.name for level in loose if level.depth == 2}
    states = [name for name in LEVEL2_ORDER if name in printed or not printed]
    path = _cheapest(hints, states, known, trust=2, has_loose=bool(loose))
    if any(_breaks(hint, states[state]) for hint, state in zip(hints, path, strict=True)):
        path = _cheapest(
            hints, states, known, trust=1, has_loose=bool(loose)
        )  # where one label is wrong, the others are worth less
    return [
        Placed(PARENT[states[state]], states[state], here.printed1, here.printed2, _why(hint, states[state]))
        for state, hint, here in zip(path, hints, plain, strict=True)
    ]


def _cheapest(
    hints: Sequence[Hint], states: Sequence[str], known: Mapping[str, str], *, trust: int, has_loose: bool
) -> tuple[int, ...]:
    costs = [[_cost(hint, state, known, trust) for state in states] for hint in hints]
    is_far = {name: _is_label_far(hints, name) for name in states}
    weighing = _Weighing(hints, states, costs, trust, has_loose, is_far)
    return min(weighing.paths(), key=lambda item: item[0], default=(0, ()))[1]


def _breaks(hint: Hint, state: str) -> bool:
    """The row carries a label of another group than the one it is put under."""
    said = {level.name for options in hint.labels for level in options if level.depth == 2}
    return bool(said) and state not in said


def _why(hint: Hint, state: str) -> str:
    said = [level.printed for options in hint.labels for level in options if level.depth == 2]
    if _breaks(hint, state):
        return f"这一行印着“{said[0]}”，按名称、次序和分值归入{state}"
    return ""


def _cost(hint: Hint, state: str, known: Mapping[str, str], trust: int) -> int:
    """What it costs to put a row under a level 2."""
    meant = (known[hint.name], 20) if hint.name in known else suggestion(hint.name)
    cost = 0 if meant is None or meant[0] == state else meant[1]
    if meant is not None and meant[0] != state and PARENT[meant[0]] == PARENT[state] == "效益指标":
        cost = 2
    said = [level for options in (*hint.inherited, *hint.labels) for level in options]
    twos = {level.name for level in said if level.depth == 2}
    ones = {level.name for level in said if level.depth == 1}
    if twos and state not in twos:
        cost += _BROKEN * trust
    if ones and not twos and PARENT[state] not in ones:
        cost += _BROKEN * trust
    return cost


_Points = tuple[int, ...]
"""Hundredths of a point by group."""


@dataclass(frozen=True, slots=True)
class _Weighing:
    """All ways to lay the groups over the rows, with what each costs."""

    hints: Sequence[Hint]
    states: Sequence[str]
    costs: Sequence[Sequence[int]]
    trust: int
    has_loose: bool
    is_far: Mapping[str, bool]
    """By group: its label says nothing of where it begins."""

    def paths(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Cheapest path for every way of sharing the points out between the level-1 groups."""
        groups = list(dict.fromkeys(PARENT[state] for state in self.states))
        ways: dict[tuple[int, _Points], tuple[int, tuple[int, ...]]] = {(-1, (0,) * len(groups)): (0, ())}
        for number in range(len(self.hints)):
            ways = self._grown(ways, number, groups)
            if len(ways) > _MOST_WAYS:
                ways = dict(heapq.nsmallest(_MOST_WAYS // 2, ways.items(), key=lambda way: way[1][0]))
        for (last, points), (cost, path) in ways.items():
            unused = _UNUSED * (len(self.states) - 1 - last)
            roundness = _roundness(dict(zip(groups, points, strict=True))) if all(points) else 0
            yield cost + unused + roundness + self._lopsided(path), path

    def _lopsided(self, path: Sequence[int]) -> int:
        """A label beside a row, where others stand apart from all rows, is in the middle of its group."""
        if not self.has_loose:
            return 0
        cost = 0
        for number, hint in enumerate(self.hints):
            said = {level.name for options in hint.labels for level in options if level.depth == 2}
            if self.states[path[number]] in said:
                rows = [at for at, state in enumerate(path) if state == path[number]]
                cost += 6 * abs(rows[0] + rows[-1] - 2 * number)
        return cost

    def _grown(
        self, ways: Mapping[tuple[int, _Points], tuple[int, tuple[int, ...]]], number: int, groups: Sequence[str]
    ) -> dict[tuple[int, _Points], tuple[int, tuple[int, ...]]]:
        """Every way one row longer."""
        grown: dict[tuple[int, _Points], tuple[int, tuple[int, ...]]] = {}
        weight = int((self.hints[number].weight or 0) * 100)
        for (last, points), (cost, path) in ways.items():
            for state in range(max(last, 0), len(self.states)):
                at = groups.index(PARENT[self.states[state]])
                added = (*points[:at], points[at] + weight, *points[at + 1 :])
                step = cost + self.costs[number][state] + self._step(number, last, state)
                if (state, added) not in grown or step < grown[state, added][0]:
                    grown[state, added] = (step, (*path, state))
        return grown

    def _step(self, number: int, last: int, state: int) -> int:
        """What it costs to begin a group here: its label should stand on its first row, or after a page break."""
        if state == last:
            return 0
        hint, name = self.hints[number], self.states[state]
        cost = _OPENING + _UNUSED * (state - last - 1)
        if any(level.name == name for options in hint.labels for level in options if level.depth == 2):
            return cost
        unlabelled = _NEAR_BREAK if self.is_far[name] else _NOT_FIRST * self.trust
        return cost + unlabelled - self._seam(number)

    def _seam(self, number: int) -> int:
        """How much a row looks like the first of a group: torn otherwise than the one above, or weighing otherwise."""
        if not number:
            return 0
        one, other = self.hints[number - 1], self.hints[number]
        return _SHIFT * (one.shift != other.shift) + _WEIGHT * (one.weight != other.weight)


def _is_label_far(hints: Sequence[Hint], name: str) -> bool:
    """The label of a group stands on the first row of a page, or on none: it says nothing of the rows before."""
    for hint in hints:
        if any(level.name == name for options in hint.labels for level in options):
            return hint.is_after_break
    return True


def _roundness(points: Mapping[str, int]) -> int:
    """Points of the groups are round, and often those of the national rule."""
    if all(points.get(key) == int(value * 100) for key, value in _POINTS.items()):
        return -26
    if all(value % 1000 == 0 for value in points.values()):
        return -10
    return -5 if all(value % 500 == 0 for value in points.values()) else 0
