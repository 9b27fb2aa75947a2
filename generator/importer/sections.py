"""Owns where forms begin and which part of a form a line belongs to, by labels alone. Reads no value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING

from generator.importer.align import OTHER, HeadedColumn, figure_in
from generator.importer.cells import fold
from generator.importer.labels import (
    bare,
    forms_of,
    is_label,
    key_of,
    levels_of,
    short_name,
    spoken,
    unit_in,
)
from generator.importer.words import AMOUNT_COLUMNS, SECTIONS
from generator.record.meaning import fund_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.importer.cells import Cell, CellLine

_TITLE = re.compile(
    r"(绩效(评价)?(自评价|自我评价|自评|目标自评|目标申报|目标批复|评价)|绩效目标|目标申报|目标完成情况|绩效自评情况|运行监控|"
    r"项目绩效目标)(情况|结果|指标|评分|汇总|信息|统计)*表?(\([^)]*\)|\d{4}年度?|样表|表样|修改)*$"
)
_TITLE_SUBJECT = re.compile(r"支出|项目|部门|预算|财政|转移支付|专项|单位")
_FRAGMENTS = {
    "绩",
    "效",
    "绩效",
    "指标",
    "效指标",
    "标",
    "绩效指",
    "指",
    "项目",
    "年度",
    "总体",
    "目标",
    "总体目标",
    "资金",
}
"""What is left of a section's word written downwards when a page break cuts it."""
_SENTENCE = re.compile(r"[。；;，,、！？]")
_WHOLE = re.compile(r"整体支出|部门整体|单位整体|整体绩效")
_MONITORING = re.compile(r"运行监控|监控表|跟踪表")
_DECLARATION = re.compile(r"目标申报|绩效目标表|绩效目标批复|目标申报表|绩效目标$|绩效目标\(")
_PAGE_GAP = 3
_SEPARATOR = re.compile("[：: \n]")
_LONGEST_LABEL = 20
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*(?:年|－|-)?(?:度)?")


class LineRole(Enum):
    """What a line is."""

    TITLE = "title"
    HEAD = "head"
    FUNDS_HEAD = "funds head"
    FUNDS = "funds"
    AMOUNTS = "amounts"
    GOALS_HEAD = "goals head"
    ROWS_HEAD = "rows head"
    TOTAL = "total"
    TEXT = "text"
    BODY = "body"


@dataclass(slots=True)
class Span:
    """The lines of one form, still unread."""

    lines: list[CellLine] = field(default_factory=list)
    has_structure: bool = False
    has_project: bool = False


def kind_of(title: str) -> str:
    """What a title says the form is: a kind of record, ``whole_department``, ``monitoring``, or empty."""
    folded = fold(title)
    learned = spoken().titles.get(bare_title(title))
    if learned:
        return learned
    if _WHOLE.search(folded):
        return "whole_department"
    if _MONITORING.search(folded):
        return "monitoring"
    if "自评" in folded or "自我评价" in folded or "评价" in folded:
        return "self_evaluation"
    return "target_declaration" if _DECLARATION.search(folded) else ""


def bare_title(text: str) -> str:
    """A folded title without its year and what stands in brackets at its end."""
    return YEAR.sub("", bare(fold(text)))


def is_title(text: str) -> bool:
    """The text heads a form: 财政项目支出绩效自评价, 部门预算项目支出绩效自评表(2023年度)."""
    folded = fold(text)
    if bare_title(text) in spoken().titles:
        return True
    if not 6 <= len(folded) <= 60 or _SENTENCE.search(folded) or is_label(text):
        return False
    return bool(_TITLE.search(folded) and _TITLE_SUBJECT.search(folded))


def mended(lines: Sequence[CellLine]) -> list[CellLine]:
    """Lines whose row a page break cut in two, with labels whole again: 年初预 and 算数 on the next page."""
    found: list[CellLine] = []
    for line in lines:
        if line.gap >= _PAGE_GAP and found and line.is_exact and found[-1].is_exact and _is_cut(found[-1], line):
            found[-1] = _whole(found[-1], line)
        else:
            found.append(line)
    return found


def side_by_side(lines: Sequence[CellLine]) -> list[Sequence[CellLine]]:
    """The lines of each of several forms that stand beside each other in one sheet, from left to right."""
    marks = [cell.column for line in lines for cell in line.cells if _is_project(cell)]
    first, last = min(marks, default=0), max(marks, default=0)
    crossed = {at for line in lines for cell in line.cells for at in range(cell.column + 1, cell.column + cell.columns)}
    taken = {cell.column for line in lines if line.is_exact for cell in line.cells}
    border = max(
        (at for at in range(first + 1, last + 1) if at not in crossed and at - 1 not in taken | crossed), default=0
    )
    if not border or not all(line.is_exact for line in lines):
        return [lines]
    left = [replace(line, cells=tuple(cell for cell in line.cells if cell.column < border)) for line in lines]
    right = [
        replace(line, cells=tuple(replace(c, column=c.column - border) for c in line.cells if c.column >= border))
        for line in lines
    ]
    return [*side_by_side([line for line in left if line.cells]), [line for line in right if line.cells]]


def whole_heads(lines: Sequence[CellLine]) -> list[CellLine]:
    """Lines with heads of two rows as one: what stands below a head in its own row is a head too."""
    found: list[CellLine] = []
    for line in lines:
        if found and _is_second_row(found[-1], line):
            places = {cell.column for cell in line.cells}
            above = [cell for cell in found[-1].cells if cell.column not in places]
            cells = sorted([*above, *line.cells], key=lambda cell: cell.column)
            found[-1] = replace(found[-1], cells=tuple(cells))
        else:
            found.append(line)
    return found


def _is_second_row(before: CellLine, line: CellLine) -> bool:
    """Nothing but heads that the row before lacks, under a row that has others."""
    if not (before.is_exact and line.is_exact) or any(cell.is_repeated for cell in line.cells):
        return False
    for family in ("column", "funds"):
        own = [key_of(cell.text, family) for cell in line.cells]
        places = {cell.column for cell in line.cells}
        above = {key_of(cell.text, family) for cell in before.cells if cell.column not in places} - {None}
        if len(own) > 1 and all(own) and len(above) > 1 and not above.intersection(own):
            return True
    return False


def _is_cut(before: CellLine, line: CellLine) -> bool:
    texts = {cell.column: cell.text for cell in line.cells}
    whole = [(cell.text, cell.text + texts[cell.column]) for cell in before.cells if cell.column in texts]
    made = [joined for part, joined in whole if is_label(joined) and not is_label(part)]
    return bool(made) and len(made) * 2 >= len(whole) - 1


def _whole(before: CellLine, line: CellLine) -> CellLine:
    texts = {cell.column: cell.text for cell in line.cells}
    cells = [replace(cell, text=cell.text + texts.pop(cell.column, "")) for cell in before.cells]
    cells += [cell for cell in line.cells if cell.column in texts]
    return replace(before, cells=tuple(sorted(cells, key=lambda cell: cell.column)))


def split_forms(lines: Iterable[CellLine]) -> list[Span]:
    """The lines of each form; what stands before the first title or label goes with the first."""
    spans = [Span()]
    pending: list[CellLine] = []
    for line in lines:
        part = part_of(line)
        if part is LineRole.TITLE or (part is LineRole.HEAD and _names_project(line)):
            if spans[-1].has_structure:
                spans.append(Span())
            spans[-1].has_project |= _names_project(line)
        spans[-1].has_structure |= part in (LineRole.FUNDS_HEAD, LineRole.ROWS_HEAD, LineRole.AMOUNTS)
        spans[-1].lines += [*pending, line]
        pending = []
    return [span for span in spans if span.lines]


def _names_project(line: CellLine) -> bool:
    return any(map(_is_project, line.cells))


def _is_project(cell: Cell) -> bool:
    return key_of(label_and_value(cell.text)[0], "head") == "project"


def part_of(line: CellLine) -> LineRole:
    """What a line is by its labels; BODY where it has none that tells."""
    texts = [cell.text for cell in line.cells]
    if len(texts) == 1 and is_title(texts[0]):
        return LineRole.TITLE
    if len(rows_head(line)) >= 3:
        return LineRole.ROWS_HEAD
    funds = funds_head(line)
    if sum(column.key in AMOUNT_COLUMNS for column in funds) >= 2:
        return LineRole.FUNDS_HEAD
    return _part_by_labels(texts)


def _part_by_labels(texts: Sequence[str]) -> LineRole:
    pairs = [label_and_value(text) for text in texts]
    labels = [label for label, _ in pairs]
    first = next((label for label in labels if not is_section(label)), labels[0] if labels else "")
    if key_of(first, "grade") or key_of(first, "total"):
        return LineRole.TOTAL
    if any(key_of(label, "goal") for label in labels) and not any(levels_of(text) for text in texts[:1]):
        return LineRole.GOALS_HEAD
    declared = [label for label in labels if key_of(label, "declared") in ("project_total", "annual_total")]
    if declared and any("申请" in fold(label) or "项目资金" in fold(label) for label in declared):
        return LineRole.AMOUNTS
    if any(key_of(label, "fund_line") is not None for label in labels[:3]):
        return LineRole.FUNDS
    if any(key_of(label, "head") for label in labels):
        return LineRole.HEAD
    return LineRole.TEXT if key_of(first, "text") else LineRole.BODY


def label_and_value(text: str) -> tuple[str, str]:
    """Split ``实施单位：某某中心`` or ``实施单位 某某中心`` where the first part is a label; else text and nothing."""
    if is_label(text):
        return text, ""
    for place in _SEPARATOR.finditer(text[:30]):
        before, after = text[: place.start()], text[place.end() :].strip()
        if after and len(before) <= _LONGEST_LABEL and is_label(before):
            return before, after
    return text, ""


def rows_head(line: CellLine) -> list[HeadedColumn]:
    """The columns a head of the indicator table names; empty where the line is none."""
    columns: list[HeadedColumn] = []
    for cell in line.cells:
        key = key_of(cell.text, "column")
        if key and key not in {column.key for column in columns}:
            columns.append(HeadedColumn(key, cell.column, cell.text))
    keys = {column.key for column in columns}
    has_names = bool(keys & {"level1", "level2", "name"}) and bool(keys & {"target", "actual", "weight"})
    return columns if has_names and len(keys) >= 3 else []


def other_columns(line: CellLine) -> list[HeadedColumn]:
    """The columns of a true table no field is for, under the labels they print."""
    known = {column.index for column in rows_head(line)}
    cells = (cell for cell in line.cells if cell.column > min(known, default=0) and cell.column not in known)
    return [HeadedColumn(f"{OTHER}{short_name(cell.text)}", cell.column, cell.text) for cell in cells if line.is_exact]


def funds_head(line: CellLine) -> list[HeadedColumn]:
    """The columns a head of the table of funds names."""
    found: dict[str, HeadedColumn] = {}
    for cell in line.cells:
        key = fund_key(cell.text)
        if key and key not in found:
            found[key] = HeadedColumn(key, cell.column, cell.text)
    return list(found.values())


def fund_key(text: str) -> str | None:
    """The column of the table of funds a label heads; 年度预算数（万元） with its unit heads the whole table."""
    is_section_word = unit_in(text) is not None and fold(text).startswith("年度预算数")
    return None if is_section_word else key_of(text, "funds")


def is_section(text: str) -> bool:
    """A word for a part of the form that has no value of its own: 项目资金（万元）, 绩效指标."""
    folded = forms_of(text)[2]
    if fold(text) in _FRAGMENTS or spoken().sections.intersection(forms_of(text)):
        return True
    return any(folded.startswith(fold(word)) and len(folded) <= len(word) + 12 for word in SECTIONS)


def is_source(label: str) -> bool:
    """The name of a row of money, one of the official ones or another whose meaning is known."""
    return key_of(label, "fund_line") is not None or (bool(fund_of(label)) and not is_section(label))


def figures_of(cells: Iterable[Cell]) -> Iterator[str]:
    """The figures among cells, dashes too."""
    for cell in cells:
        found = figure_in(cell.text)
        if found is not None:
            yield found
