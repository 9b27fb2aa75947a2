"""Owns what stands apart from its label in a torn text: paragraphs that are goals or reasons, by their column's width.

Whatever is placed here is doubtful; what finds no place stays a leftover.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.importer.cells import Cell
from generator.importer.form import MISSING, FormDoubt, ReadCell
from generator.importer.indicators import points_of
from generator.importer.tokens import width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.importer.form import ReadForm
    from generator.importer.tokens import Token

_SHORTEST = 12
"""Columns from which a stray line is a paragraph and no word."""
_SLACK = 5
_SENTENCE_END = re.compile(r"[。！？；.]$")


@dataclass(slots=True)
class _Paragraph:
    tokens: list[Token]

    @property
    def text(self) -> str:
        return "".join(token.text for token in self.tokens)

    @property
    def width(self) -> int:
        """Of its widest line."""
        return max(width(token.text) for token in self.tokens)

    def cell(self, why: str) -> ReadCell:
        """The paragraph as a doubtful value."""
        return ReadCell(self.text, places=tuple(dict.fromkeys(token.place for token in self.tokens))).doubted(why)


def settle_rest(form: ReadForm, rest: Sequence[Token]) -> None:
    """Give paragraphs that stand apart to the goals and to the rows that lost points."""
    paragraphs = _paragraphs(rest)
    taken: set[int] = set()
    lossy = [row for row in form.rows if _has_lost(row) and not row.get("reason", MISSING).text]
    has_goals = any(form.goals.get(key, MISSING).text for key in ("expected", "achieved", "annual", "overall"))
    if paragraphs and (lossy or not has_goals):
        goals, reasons = _told_apart(paragraphs, len(lossy), has_goals=has_goals)
        if not has_goals:
            taken |= _give_goals(form, goals)
        if lossy:
            taken |= _give_reasons(form, reasons, lossy)
    for paragraph in paragraphs:
        if id(paragraph) not in taken:
            form.leftovers.append(Cell(paragraph.text, paragraph.tokens[0].place, 0))
    words = [token for token in rest if width(token.text) < _SHORTEST and not _is_in(token, paragraphs)]
    form.leftovers += [Cell(token.text, token.place, 0) for token in words]


def _is_in(token: Token, paragraphs: Sequence[_Paragraph]) -> bool:
    return any(token in paragraph.tokens for paragraph in paragraphs)


def _paragraphs(rest: Sequence[Token]) -> list[_Paragraph]:
    """Lines that go on in the next while they are as wide as the first; words on one line belong together."""
    found: list[_Paragraph] = []
    for token in rest:
        before = found[-1] if found else None
        is_next_line = token.place.row - before.tokens[-1].place.row <= 2 if before else False
        if before is not None and is_next_line and (token.gap == 0 or _goes_on(before)):
            before.tokens.append(token)
        elif width(token.text) >= _SHORTEST:
            found.append(_Paragraph([token]))
    return found


def _goes_on(paragraph: _Paragraph) -> bool:
    last = paragraph.tokens[-1]
    return width(last.text) >= paragraph.width - _SLACK and not last.text.endswith(("。", "！", "？"))


def _told_apart(
    paragraphs: Sequence[_Paragraph], lost: int, *, has_goals: bool
) -> tuple[list[_Paragraph], list[_Paragraph]]:
    """Goals and reasons: the column of reasons is narrower than those of the goals."""
    if has_goals:
        return [], list(paragraphs)
    if not lost:
        return list(paragraphs), []
    widths = sorted({paragraph.width for paragraph in paragraphs})
    jumps = [(after - before, before) for before, after in pairwise(widths)]
    fitting = [jump for jump in jumps if sum(paragraph.width <= jump[1] for paragraph in paragraphs) == lost]
    border = max(fitting or jumps)[1] if jumps else 0
    reasons = [paragraph for paragraph in paragraphs if paragraph.width <= border]
    return [paragraph for paragraph in paragraphs if paragraph.width > border], reasons


def _give_goals(form: ReadForm, paragraphs: Sequence[_Paragraph]) -> set[int]:
    """The first column's paragraphs are the goal, the second's the result; their widths differ."""
    if not paragraphs:
        return set()
    cut = 1
    if len(paragraphs) > 2:
        jumps = [abs(paragraphs[n].width - paragraphs[n - 1].width) for n in range(1, len(paragraphs))]
        cut = jumps.index(max(jumps)) + 1
    keys = ("expected", "achieved") if not form.has("amounts") else ("overall", "annual")
    why = "文字脱离了表格，按次序和栏宽归在这里"
    for key, part in zip(keys, (paragraphs[:cut], paragraphs[cut:]), strict=True):
        if part:
            text = "\n".join(paragraph.text for paragraph in part)
            places = tuple(token.place for paragraph in part for token in paragraph.tokens)
            form.goals[key] = ReadCell(text, places=places).doubted(why)
    return {id(paragraph) for paragraph in paragraphs}


def _has_lost(row: dict[str, ReadCell]) -> bool:
    weight, score = points_of(row.get("weight", MISSING)), points_of(row.get("score", MISSING))
    return weight is not None and score is not None and score < weight


def _give_reasons(form: ReadForm, paragraphs: Sequence[_Paragraph], rows: Sequence[dict[str, ReadCell]]) -> set[int]:
    """Each reason to the row whose name it speaks of, the others in their order."""
    if len(paragraphs) > len(rows):
        return set()
    pairs = sorted(
        ((_likeness(paragraph, row), -abs(at - number), at, number) for at, paragraph in enumerate(paragraphs)
         for number, row in enumerate(rows)),
        reverse=True,
    )  # fmt: skip
    row_of: dict[int, int] = {}
    for likeness, _, at, number in pairs:
        if likeness and at not in row_of and number not in row_of.values():
            row_of[at] = number
    free = iter([number for number in range(len(rows)) if number not in row_of.values()])
    for at, paragraph in enumerate(paragraphs):
        number = row_of[at] if at in row_of else next(free)
        rows[number]["reason"] = paragraph.cell("原因脱离了表格")
    taken = {id(paragraph) for paragraph in paragraphs}
    if taken:
        form.doubts.append(FormDoubt("indicators.reason", "原因一栏脱离了表格，按失分的行、内容和次序逐条对应"))
        form.columns.setdefault("reason", "偏差原因分析")
    return taken


def _likeness(paragraph: _Paragraph, row: dict[str, ReadCell]) -> int:
    """Pairs of characters a reason has in common with the name of a row."""
    name = row.get("name", MISSING).text
    return sum(name[at : at + 2] in paragraph.text for at in range(len(name) - 1))
