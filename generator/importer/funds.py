"""Owns the table of funds: which figure of a line is in which column, borne out by the form's own arithmetic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, islice, pairwise, product
from typing import TYPE_CHECKING

from generator.importer.align import HeadedColumn, figure_in
from generator.importer.cells import short
from generator.importer.form import MISSING, FormDoubt, FundLine, ReadCell
from generator.importer.labels import key_of
from generator.importer.sections import is_section, is_source, label_and_value
from generator.importer.words import AMOUNT_COLUMNS
from generator.record.values import parse_figure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.importer.cells import Cell, CellLine

Way = tuple[str, ...]
"""Column key of each value of a line."""
_ORDER = ("total", "fiscal", "carryover", "other")
_CENT = Decimal("0.02")
_SKIPPING = {"weight": 2, "execution_rate": 2, "score": 2, "reason": 0}
_MOST_WAYS = 800
_MOST_LINES = 16


@dataclass(slots=True)
class _Read:
    """One line of funds before its values are in columns."""

    label: str
    key: str
    is_label_sure: bool
    values: list[Cell]
    line: CellLine


class FundTable:
    """Collects the lines of one table of funds, then reads them together."""

    def __init__(self, columns: Sequence[HeadedColumn], head: CellLine) -> None:
        self.columns = {column.key: column for column in columns}
        labels = [label_and_value(cell.text)[0] for cell in head.cells]
        self.stray_label = next((label for label in labels if key_of(label, "fund_line") is not None), "")
        """A label of a line that stands in the head: it belongs to the line below."""
        known = {column.index for column in columns}
        first = min(known, default=0)
        cells = [cell for cell in head.cells if cell.column > first and cell.column not in known]
        self.strange = {cell.column: short(cell.text) for cell in cells if head.is_exact}
        """Heads of a true table nobody knows, by column: no value below them is one of a known column."""
        self.strays: list[str] = []
        self.lines: list[_Read] = []

    def add(self, line: CellLine) -> bool:
        """Take a line as one of funds; False where it holds neither a label of one nor three figures."""
        label, values = _split(line, min((column.index for column in self.columns.values()), default=0))
        columns = {column.index for column in self.columns.values()}
        figures = [cell for cell in values if figure_in(cell.text) is not None]
        if line.is_exact and figures and not any(cell.column in columns for cell in figures):
            return False  # its figures stand under no head
        if line.is_exact and self.strange:
            self.strays += [f"{self.strange[c.column]} {c.text}" for c in values if c.column in self.strange]
            values = [cell for cell in values if cell.column not in self.strange]
        if not label and sum(figure_in(cell.text) is not None for cell in values) < 3:
            return False
        self.lines.append(_Read(short(label), key_of(label, "fund_line") or "", bool(label), values, line))
        return True

    def read(self) -> tuple[list[FundLine], list[FormDoubt]]:
        """Every line with its label and its cells, and what is to be said of the lines."""
        self._name_lines()
        self._complete_head()
        choices = [self._ways(item) for item in self.lines]
        best, rivals = self._best(choices)
        found, doubts = [], []
        if self.strays:
            doubts.append(FormDoubt("form", f"资金表有记录里没有位置的栏：{'；'.join(self.strays)}"))
        for number, (item, way) in enumerate(zip(self.lines, best, strict=True)):
            cells = dict.fromkeys(self.columns, MISSING)
            cells |= _cells(item.values, way, [rival[number] for rival in rivals])
            if not item.line.is_exact and _is_strained(_figures(item.values, way)):
                why = "这一行的数彼此对不上（执行率或得分），可能读错了栏"
                cells = {key: cell.doubted(why) if cell.text else cell for key, cell in cells.items()}
            found.append(FundLine(item.label, item.key, cells, is_label_sure=item.is_label_sure))
            doubts += _missing(item, way, [key for key in self.columns if key not in (*way, "reason")])
        return found, doubts

    def _name_lines(self) -> None:
        """A label that is lost stands in the head or apart from its line, or follows from the order of the form."""
        empty = [item for item in self.lines if item.label and not item.values and not item.line.is_exact]
        unnamed = [item for item in self.lines if not item.label]
        if empty and len(empty) == len(unnamed):
            for item, label in zip(unnamed, empty, strict=True):
                item.label, item.key = label.label, label.key
            self.lines = [item for item in self.lines if not any(item is other for other in empty)]
        taken = {item.key for item in self.lines if item.label}
        for number, item in enumerate(self.lines):
            if item.label:
                continue
            if self.stray_label and number == 0:
                item.label, item.key = short(self.stray_label), key_of(self.stray_label, "fund_line") or ""
            elif number < len(_ORDER) and _ORDER[number] not in taken:
                item.key = _ORDER[number]

    def _complete_head(self) -> None:
        """A torn head may have lost columns at its end: values beyond it belong to those of the official form."""
        if (
            not self.columns
            or all(item.line.is_exact for item in self.lines)
            or len(self.columns) > len(AMOUNT_COLUMNS)
        ):
            return
        last = max(column.index for column in self.columns.values())
        for step, key in enumerate(("weight", "execution_rate", "score"), 1):
            self.columns.setdefault(key, HeadedColumn(key, last + 2 * step, ""))

    def _ways(self, item: _Read) -> list[Way]:
        """Every way the values of a line may lie in the columns, from left to right."""
        keys = list(self.columns)
        by_index = {column.index: key for key, column in self.columns.items()}
        places = [cell.column for cell in item.values]
        is_full = len(places) == len(keys)
        if all(place in by_index for place in places) and (item.line.is_exact or is_full):
            return [tuple(by_index[place] for place in places)]
        count = min(len(item.values), len(keys))
        ways = [way for way in combinations(keys, count) if _fits(item.values, way)]
        return sorted(ways, key=lambda way: self._cost(item, way))[:20] or [tuple(keys[:count])]

    def _cost(self, item: _Read, way: Way) -> int:
        """How unlikely a way is by itself: columns left out, dashes for amounts, jumps to the side."""
        left_out = sum(_SKIPPING.get(key, 3) for key in self.columns if key not in way)
        pairs = list(zip(item.values, way, strict=False))
        dashes = sum(figure_in(cell.text) == "-" for cell, key in pairs if key in (*AMOUNT_COLUMNS, "execution_rate"))
        shifts = [cell.column - self.columns[key].index for cell, key in pairs]
        jumps = sum(one != other for one, other in pairwise(shifts))
        return left_out + dashes + 2 * jumps + (min(abs(shifts[0]), 2) if shifts else 0)

    def _best(self, choices: Sequence[Sequence[Way]]) -> tuple[list[Way], list[list[Way]]]:
        """The likeliest way of all lines together, and those that are as good; lines torn alike are read alike."""
        patterns = [tuple(cell.column for cell in item.values) for item in self.lines]
        different = list(dict.fromkeys(zip(patterns, map(tuple, choices), strict=True)))
        if len(self.lines) > _MOST_LINES:
            return [ways[0] for ways in choices], [[ways[-1] for ways in choices]]
        ranked = []
        for picked in islice(product(*(ways for _, ways in different)), _MOST_WAYS):
            way_of = dict(zip(different, picked, strict=True))
            ways = [way_of[pattern, tuple(choice)] for pattern, choice in zip(patterns, choices, strict=True)]
            ranked.append((self._strain(ways), ways))
        ranked.sort(key=lambda item: item[0])
        best = ranked[0] if ranked else (0, [])
        return best[1], [ways for cost, ways in ranked[1:6] if cost - best[0] <= 2]

    def _strain(self, ways: Sequence[Way]) -> int:
        """How unlikely a reading of the whole table is: what each line costs, and sums that do not come out."""
        amounts = [_figures(item.values, way) for item, way in zip(self.lines, ways, strict=True)]
        by_key = {item.key: figures for item, figures in zip(self.lines, amounts, strict=True) if item.key}
        strain = sum(self._cost(item, way) for item, way in zip(self.lines, ways, strict=True))
        strain += sum(_sum_strain(by_key, column) for column in AMOUNT_COLUMNS)
        return strain + sum(_rate_strain(figures) for figures in amounts)


def _split(line: CellLine, first: int) -> tuple[str, list[Cell]]:
    """The label of a line of funds and the cells behind it; words of a section are left out.

    In a true table what stands left of the first column with a figure behind it is a label, known or not.
    """
    label = unknown = ""
    values: list[Cell] = []
    for cell in line.cells:
        words, value = label_and_value(cell.text)
        if not values and is_source(words):
            label = label or words
            values += [replace(cell, text=value)] if value else []
        elif figure_in(cell.text) is not None or (label and values and not is_section(cell.text)):
            values.append(cell)
        elif not values and cell.column < first and not is_section(cell.text) and not cell.is_repeated:
            unknown = cell.text
    has_figures = any(figure_in(cell.text) is not None and cell.column >= first for cell in values)
    return label or (unknown if line.is_exact and has_figures else ""), values


def _fits(values: Sequence[Cell], way: Way) -> bool:
    """Amounts and rates are figures, a reason is words."""
    return all((figure_in(cell.text) is not None) == (key != "reason") for cell, key in zip(values, way, strict=False))


def _figures(values: Sequence[Cell], way: Way) -> dict[str, Decimal]:
    found = {}
    for cell, key in zip(values, way, strict=False):
        text = figure_in(cell.text)
        value = parse_figure(text).value if text else None
        if value is not None:
            found[key] = value
    return found


def _sum_strain(by_key: Mapping[str, Mapping[str, Decimal]], column: str) -> int:
    """The parts make the total, where the total and at least one part are there."""
    total = by_key.get("total", {}).get(column)
    parts = [figures[column] for key, figures in by_key.items() if key in _ORDER[1:] and column in figures]
    if total is None or not parts:
        return 0
    if abs(sum(parts) - total) <= _CENT:
        return -6
    return 6 if len(parts) == sum(key in by_key for key in _ORDER[1:]) else 0


def _rate_strain(figures: Mapping[str, Decimal]) -> int:
    """The rate is executed by budget."""
    rate, executed, budget = (figures.get(key) for key in ("execution_rate", "executed", "adjusted_budget"))
    if rate is None or executed is None or not budget:
        return 0
    return -2 if abs(executed / budget * 100 - rate) <= 1 else 4


def _is_strained(figures: Mapping[str, Decimal]) -> bool:
    """Figures of one line that cannot stand together: the rate is another, the score above its weight."""
    score, weight = figures.get("score"), figures.get("weight")
    return _rate_strain(figures) > 0 or (score is not None and weight is not None and score > weight)


def _cells(values: Sequence[Cell], way: Way, rivals: Sequence[Way]) -> dict[str, ReadCell]:
    found = {}
    for number, (cell, key) in enumerate(zip(values, way, strict=False)):
        figure = figure_in(cell.text)
        text = cell.text if figure is None else figure
        read = ReadCell(text, places=(cell.place,), printed="" if text == cell.text else cell.text)
        if cell.why or (figure is None and key != "reason"):
            read = read.doubted(cell.why or "这一格印的不是数")
        if any(number < len(rival) and rival[number] != key for rival in rivals):
            read = read.doubted("这一行的数比栏少，放在哪一栏不能确定")
        found[key] = read
    return found


def _missing(item: _Read, way: Way, absent: Sequence[str]) -> list[FormDoubt]:
    """Cells a torn line lost; an empty cell of a true table is simply empty."""
    if item.line.is_exact or not absent:
        return []
    why = f"“{item.label or item.key}”一行只读到 {len(way)} 个数，缺的栏请对照原件补上"
    places = tuple(cell.place for cell in item.line.cells[:1])
    return [FormDoubt(f"funds.{item.key}" if item.key else "funds", why, places=places)]
