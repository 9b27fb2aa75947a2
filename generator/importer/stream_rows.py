"""Owns rows out of a run of words: the cheapest way to read tokens as cells of a table whose columns are known.

The same costs as in align.py say what a word can be; a word may go on in the same cell where a line was wrapped.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from generator.importer.align import SKIPPING, cost_of, figure_in
from generator.importer.cells import Cell, CellLine, fold
from generator.importer.labels import levels_of
from generator.importer.tokens import width
from generator.record.target import parse_quantity, parse_result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.importer.align import HeadedColumn
    from generator.importer.tokens import Token

_NEW_ROW = 1
_MARGIN = 5
_TEXTS = ("name", "target", "actual", "reason", "rule")


@dataclass(frozen=True, slots=True)
class _Step:
    """A token in a column, reached from the step before."""

    cost: int
    column: int
    is_new_row: bool
    is_continued: bool
    before: _Step | None


class RowReader:
    """Reads the words below the head of an indicator table."""

    def __init__(self, columns: Sequence[HeadedColumn], tokens: Sequence[Token]) -> None:
        self.columns = columns
        self.keys = [column.key for column in columns]
        self.tokens = tokens
        self.full = _full_width(tokens)
        self.has_lines = sum(token.gap > 0 for token in tokens) * 6 > len(tokens)
        self.has_blanks = any(not token.text for token in tokens)
        skips = [SKIPPING.get(key, 1) for key in self.keys]
        self.skipped = [0]
        for skip in skips:
            self.skipped.append(self.skipped[-1] + skip)

    def read(self) -> list[CellLine]:
        """The rows, each a line whose cells stand in the columns of the head."""
        if not self.tokens:
            return []
        steps = [
            _Step(self.skipped[column] + self._fit(0, column), column, is_new_row=True, is_continued=False, before=None)
            for column in range(len(self.keys))
        ]
        for number in range(1, len(self.tokens)):
            steps = [self._best(steps, number, column) for column in range(len(self.keys))]
        last = min(steps, key=lambda step: step.cost + self._left(step.column))
        return self._lines(last)

    def _best(self, steps: Sequence[_Step], number: int, column: int) -> _Step:
        """The cheapest way to have a token in a column."""
        fit = self._fit(number, column)
        ways = []
        for step in steps:
            if step.column == column:
                cost = step.cost + self._going_on(number, column)
                ways.append(_Step(cost, column, is_new_row=False, is_continued=True, before=step))
            if step.column < column:
                cost = (
                    step.cost + self.skipped[column] - self.skipped[step.column + 1] + fit + self._ending(number, step)
                )
                ways.append(_Step(cost, column, is_new_row=False, is_continued=False, before=step))
            cost = step.cost + self._left(step.column) + self.skipped[column] + fit + _NEW_ROW + self._starting(number)
            ways.append(_Step(cost, column, is_new_row=True, is_continued=False, before=step))
        return min(ways, key=lambda way: way.cost)

    def _left(self, column: int) -> int:
        """What it costs to end a row after a column."""
        return self.skipped[-1] - self.skipped[column + 1]

    def _fit(self, number: int, column: int) -> int:
        """How unlikely a token is in a column."""
        text, key = self.tokens[number].text, self.keys[column]
        if not text:
            return {"name": 40, "level1": 6, "level2": 6}.get(key, 0)
        levels = levels_of(text)
        if key in ("level1", "level2"):
            return 0 if any(level.depth == int(key[-1]) for level in levels) else 45
        if levels and key == "name":
            return 14
        cost = cost_of(text, key)
        if key == "target" and figure_in(text) is None and parse_quantity(text) is None:
            cost += 1
        return cost + 14 * bool(levels)

    def _going_on(self, number: int, column: int) -> int:
        """What it costs that a token goes on in the cell of the one before."""
        token, before = self.tokens[number], self.tokens[number - 1]
        if self.keys[column] not in _TEXTS or not token.text or not before.text:
            return 60
        if self.has_blanks or ("nature" in self.keys and cost_of(token.text, "nature") == 0):
            return 40
        if figure_in(token.text) is not None or parse_quantity(token.text) or parse_result(fold(token.text)):
            return 30
        if levels_of(token.text) or parse_result(fold(before.text)):
            return 40
        if self.keys[column] in ("reason", "rule"):
            return 2 if token.gap <= 1 else 6
        is_full = self.full > 0 and width(before.text) >= self.full - 1
        return (1 if is_full else 10) if token.gap else 12

    def _ending(self, number: int, step: _Step) -> int:
        """What it costs that the cell before ends though its line was full."""
        before, token = self.tokens[number - 1], self.tokens[number]
        is_text = self.keys[step.column] == "name" and token.gap > 0
        is_words = figure_in(token.text) is None and parse_quantity(token.text) is None
        return 4 if is_text and is_words and self.full > 0 and width(before.text) >= self.full - 1 else 0

    def _starting(self, number: int) -> int:
        """A row begins on a new line where the text has lines."""
        return 0 if self.tokens[number].gap or not self.has_lines else 6

    def _lines(self, last: _Step) -> list[CellLine]:
        path: list[_Step] = []
        step: _Step | None = last
        while step is not None:
            path.append(step)
            step = step.before
        rows: list[list[tuple[int, list[Token]]]] = []
        for step, token in zip(reversed(path), self.tokens, strict=True):
            if step.is_new_row:
                rows.append([(step.column, [token])])
            elif step.is_continued:
                rows[-1][-1][1].append(token)
            else:
                rows[-1].append((step.column, [token]))
        return [CellLine(tuple(self._cells(row)), gap=0) for row in rows]

    def _cells(self, row: Sequence[tuple[int, list[Token]]]) -> list[Cell]:
        cells = []
        for number, (column, pieces) in enumerate(row):
            text = "".join(piece.text for piece in pieces)
            if not text:
                continue
            why, others = self._doubt(row, number)
            cells.append(Cell(text, pieces[0].place, self.columns[column].index, why=why, others=others))
        return cells

    def _doubt(self, row: Sequence[tuple[int, list[Token]]], number: int) -> tuple[str, tuple[str, ...]]:
        """Where the border between name and target is not plain, or a word was cut."""
        column, pieces = row[number]
        if not all(piece.is_certain for piece in pieces):
            return "文字连在一起没有分开，按标签和符号断开", ()
        if self.keys[column] == "name" and any(piece.gap == 0 for piece in pieces[1:]):
            return "名称由一行上的几个词连成，前一个也可能是层级的名称", tuple(piece.text for piece in pieces)
        following = row[number + 1] if number + 1 < len(row) else None
        if self.keys[column] == "name" and following and self.keys[following[0]] == "target":
            return self._border(pieces, following[1])
        if self.keys[column] == "target" and number and self.keys[row[number - 1][0]] == "name":
            why, _ = self._border(row[number - 1][1], pieces)
            return why, ()
        if len(pieces) > 1 and self.keys[column] in ("target", "actual"):
            return "这一格由几截文字连成", tuple(piece.text for piece in pieces)
        return "", ()

    def _border(self, name: Sequence[Token], target: Sequence[Token]) -> tuple[str, tuple[str, ...]]:
        """A verbal target right behind a wrapped name: one of its pieces may belong to the other."""
        first = target[0]
        if self.has_blanks:
            return "", ()  # each line is a cell, the empty ones too
        if parse_quantity(first.text) or figure_in(first.text) is not None or not first.gap:
            return "", ()
        is_short = self.full > 0 and width(name[-1].text) < self.full - 1
        if is_short and len(target) == 1 and (len(name) == 1 or width(name[-2].text) >= self.full - 1):
            return "", ()
        why = "名称和目标值的文字换了行，分界不能确定"
        return why, ("".join(piece.text for piece in [*name, first]),)


def _full_width(tokens: Sequence[Token]) -> int:
    """How wide a line of a wrapped name is: the commonest width of words that stand alone on their line."""
    alone = [
        width(token.text)
        for token, after in zip_longest(tokens, tokens[1:])
        if token.gap and (after is None or after.gap) and len(token.text) >= 5 and figure_in(token.text) is None
    ]
    common = Counter(alone).most_common(1)
    return common[0][0] if common and common[0][1] >= 3 else 0
