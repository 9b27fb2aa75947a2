"""Owns the reading of one form from lines whose cells are known: which line goes to which part, and what it says."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.importer.align import OTHER, figure_in
from generator.importer.cells import fold, short
from generator.importer.declared import AmountTable, has_amounts
from generator.importer.form import MISSING, FormDoubt, ReadCell, ReadForm
from generator.importer.funds import FundTable
from generator.importer.head import date_of, pairs_of, value_of
from generator.importer.indicators import IndicatorTable
from generator.importer.labels import is_unit_note, key_of, spoken, unit_in
from generator.importer.places import below, beside, note_place
from generator.importer.sections import (
    YEAR,
    LineRole,
    funds_head,
    is_section,
    is_title,
    kind_of,
    label_and_value,
    other_columns,
    part_of,
    rows_head,
)
from generator.importer.totals import is_total, note_totals, total_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.importer.align import HeadedColumn
    from generator.importer.cells import Cell, CellLine
    from generator.importer.labels import Level
    from generator.importer.sections import Span

_PERIOD = re.compile(r"\(?((?:19|20)\d\d)年?\s*[-—–至~]+\s*((?:19|20)\d\d)年?\)?")
_ANNEX = re.compile(r"附(?:件|表)[\d一二三四五六七八九十\-]*:?$")
_OF_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d年度(?!.*[。；])")
_MONEY = re.compile(r"资金|预算|金额")
_DASH = re.compile(r" ?([-—–~]) ?")
"""A space before it has one behind it, which a PDF may lose."""
_HEAD_FAMILIES = ("head",)
_SCORES = ("self_score", "review_score")
_PERSONAL = ("person", "phone")
_HEAD_PATHS = {"date": "filled_on"}
"""Path in the record of a label of the head, where it is another than its key."""
_TEXT_PATHS = {"process": "overview"}


class GridReader:
    """Reads the lines of one form."""

    def __init__(self, span: Span, loose: Sequence[Level] = (), known: Mapping[str, str] | None = None) -> None:
        self.lines = [line for line in span.lines if any(not cell.is_repeated for cell in line.cells)]
        self.loose = loose
        self.known = known or {}
        self.form = ReadForm("", MISSING, place=self.lines[0].cells[0].place if self.lines else None, words=spoken())
        self.funds: FundTable | None = None
        self.tables: list[tuple[str, IndicatorTable]] = []
        self.goals_head: CellLine | None = None
        self.section = ""
        self.orphans: list[Cell] = []
        self.amounts = AmountTable()

    def read(self) -> ReadForm:
        """The form as read; its kind is empty where no label tells it."""
        for line in self.lines:
            self._take(line)
        self.form.is_glued = any(line.is_placed for line in self.lines)
        self._finish_tables()
        self.amounts.read(self.form)
        self._finish_head()
        is_around = any(line.is_exact for line in self.lines)
        loose = {cell.place for line in self.lines if is_around and not line.is_exact for cell in line.cells}
        kept = [cell for cell in self.orphans if cell.place not in loose and not is_unit_note(cell.text)]
        self.form.leftovers += kept
        return self.form

    def _take(self, line: CellLine) -> None:
        part = part_of(line)
        self._note_unit(line)
        if self.section == "rows" and part in (
            LineRole.BODY,
            LineRole.FUNDS,
            LineRole.HEAD,
            LineRole.GOALS_HEAD,
            LineRole.AMOUNTS,
        ):
            part = LineRole.BODY if not _is_plain_head(line) else part
        if part is LineRole.GOALS_HEAD and self._is_below_goals(line):
            part = LineRole.BODY
        handlers = {
            LineRole.TITLE: self._title,
            LineRole.HEAD: self._head,
            LineRole.FUNDS_HEAD: self._funds_head,
            LineRole.FUNDS: self._funds_line,
            LineRole.AMOUNTS: self._amounts_line,
            LineRole.GOALS_HEAD: self._goals,
            LineRole.ROWS_HEAD: self._rows_head,
            LineRole.TOTAL: self._total,
            LineRole.TEXT: self._text,
            LineRole.BODY: self._body,
        }
        handlers[part](line)

    def _note_unit(self, line: CellLine) -> None:
        if self.section == "rows":
            return
        for cell in line.cells:
            unit, known = unit_in(cell.text), self.form.amount_unit
            if not unit or cell.is_repeated:
                continue
            if not known.text:
                self.form.amount_unit = ReadCell(unit, places=(cell.place,))
            elif known.text != unit:
                self.form.amount_unit = known.doubted("表上印了两种金额单位", unit)

    def _title(self, line: CellLine) -> None:
        cell = line.cells[0]
        if self.section in ("rows", "total"):
            self.orphans.append(cell)
            return
        if not self.section:
            self.orphans.clear()  # what stands before the title is no part of the form
        self.form.title = ReadCell(short(cell.text), places=(cell.place,))
        self.form.kind = kind_of(cell.text) or self.form.kind
        self._note_year(cell)

    def _note_year(self, cell: Cell) -> None:
        found = YEAR.search(fold(cell.text))
        if found and "year" not in self.form.head:
            self.form.head["year"] = ReadCell(found[1], places=(cell.place,))

    def _head(self, line: CellLine) -> None:
        for label, values, at in pairs_of(line, _HEAD_FAMILIES):
            key = key_of(label, "head") if label else None
            is_no_score = key in _SCORES and any(figure_in(cell.text) is None for cell in values)
            if key is None or is_no_score:
                self.orphans += values or [at]
                continue
            own = values[:1] if line.is_exact else values
            note_place(self.form, key, beside(at))
            self.form.labels.setdefault(_HEAD_PATHS.get(key, key), short(label))
            if key == "term":
                self.form.others.append((short(label), value_of(own)))
            else:
                self._named(key, label, value_of(own))
            self._others(values[len(own) :])

    def _named(self, key: str, label: str, value: ReadCell) -> None:
        known = self.form.head.get(key, MISSING)
        value = date_of(value) if key in ("start", "end") else value
        if not known.text:
            self.form.head[key] = value
        elif value.text and value.text != known.text:
            self.form.head[key] = known.doubted(f"“{label}”印了两次，内容不同", value.text)

    def _others(self, cells: Sequence[Cell]) -> None:
        """Label and value in turn, of which no field knows the label."""
        for label, value in zip(cells[::2], cells[1::2], strict=False):
            self.form.others.append((short(label.text), value_of([value])))
        if len(cells) % 2:
            self.form.others.append((short(cells[-1].text), MISSING))

    def _funds_head(self, line: CellLine) -> None:
        self.section = "funds"
        self._doubt_strange_heads(line, "funds", "funds")
        columns = funds_head(line)
        self.funds = FundTable(columns, line)
        self._note_columns("funds.head", columns, line)
        self.form.fund_columns = {column.key: short(column.label) for column in columns}

    def _doubt_strange_heads(self, line: CellLine, family: str, path: str) -> None:
        """In a torn table a column nobody knows may have moved every other."""
        cells = [cell for cell in line.cells if not key_of(cell.text, family) and not is_section(cell.text)]
        strange = [short(cell.text) for cell in cells if key_of(cell.text, "fund_line") is None]
        if strange and not line.is_exact:
            why = f"表头有认不出的栏“{'”“'.join(strange)}”，各行的值可能移了位"
            self.form.doubts.append(FormDoubt(path, why, places=(line.cells[0].place,)))

    def _note_columns(self, line_path: str, columns: Sequence[HeadedColumn], line: CellLine) -> None:
        place = line.cells[0].place
        for column in columns:
            note_place(self.form, f"{line_path}.{column.key}", replace(place, column=column.index + 1))

    def _funds_line(self, line: CellLine) -> None:
        for cell in line.cells:
            if key := key_of(cell.text, "fund_line"):
                note_place(self.form, f"funds.{key}.label", cell.place)
        if self.form.has("amounts") or self.amounts:
            self._amounts_line(line)
        elif self.funds is None or not self.funds.add(line):
            self.orphans += line.cells

    def _amounts_line(self, line: CellLine) -> None:
        if self.funds is not None:
            self._funds_line(line)
            return
        self.section = "amounts"
        self.orphans += self.amounts.add(line)

    def _goals(self, line: CellLine) -> None:
        self.section = "goals"
        pairs = [pair for pair in pairs_of(line, ("goal",)) if pair[0]]
        for name, _, at in pairs:
            note_place(self.form, f"goals.{key_of(name, 'goal')}", below(at))
            self.form.labels.setdefault(f"goals.{key_of(name, 'goal')}", short(name))
        if any(values for _, values, _ in pairs):
            for label, values, _ in pairs:
                self._goal(label, values)
        else:
            self.goals_head = line

    def _is_below_goals(self, line: CellLine) -> bool:
        """Texts in true columns under the heads of the goals, though one begins like a label: （1）项目总目标：……."""
        is_waiting = self.section == "goals" and self.goals_head is not None and line.is_exact
        return is_waiting and not any(key_of(cell.text, "goal") for cell in self._own(line))

    def _own(self, line: CellLine) -> list[Cell]:
        """The cells of a line below the heads of the goals, without the name of their part, merged or printed again."""
        above = {(cell.column, cell.text) for cell in self.goals_head.cells} if self.goals_head else set()
        return [cell for cell in line.cells if not cell.is_repeated and (cell.column, cell.text) not in above]

    def _goal(self, label: str, values: Sequence[Cell]) -> None:
        key = key_of(label, "goal") or ""
        texts = [cell for cell in values if not _PERIOD.fullmatch(fold(cell.text))]
        periods = [cell for cell in values if _PERIOD.fullmatch(fold(cell.text))]
        if periods:
            text = _DASH.sub(lambda dash: f" {dash[1]} " if " " in dash[0] else dash[1], short(periods[0].text))
            self.form.goals["period"] = ReadCell(text.strip("()（）"), places=(periods[0].place,))
        if texts:
            before = self.form.goals.get(key, MISSING)
            read = value_of(texts, is_long=True)
            if before.text:
                read = ReadCell(f"{before.text}\n{read.text}", places=before.places + read.places)
            if len(texts) > 1:
                read = read.doubted("目标的名称后面有几格文字，这里连成一段", *(cell.text for cell in texts))
            self.form.goals[key] = read

    def _goals_body(self, line: CellLine) -> None:
        """Texts below the heads of the goals: by true column, else by order; what is torn is doubtful."""
        heads = [cell for cell in self.goals_head.cells if key_of(cell.text, "goal")] if self.goals_head else []
        printed = {(cell.column, cell.text) for cell in line.cells}
        beside = [cell for cell in heads if cell.rows > 1 or (cell.column, cell.text) in printed]  # left of its heads
        heads = [cell for cell in heads if cell not in beside] or heads
        texts = [cell for cell in self._own(line) if not is_section(cell.text)]
        if not heads or not texts:
            self.orphans += line.cells
            return
        for number, cell in enumerate(texts):
            by_column = [head for head in heads if head.column <= cell.column]
            in_order = heads[min(number, len(heads) - 1)]
            head = by_column[-1] if by_column and (line.is_exact or len(texts) < len(heads)) else in_order
            self._goal(head.text, [cell])
            if len(texts) > len(heads):
                key = key_of(head.text, "goal") or ""
                why = "目标与完成情况的格子错位，文字分在几格里"
                self.form.goals[key] = self.form.goals[key].doubted(why)

    def _rows_head(self, line: CellLine) -> None:
        self._doubt_strange_heads(line, "column", "indicators")
        columns = sorted([*rows_head(line), *other_columns(line)], key=lambda column: column.index)
        first = min(column.index for column in columns)
        before = [cell for cell in line.cells if cell.column < first and line.is_exact]
        sections = [cell for cell in line.cells if is_section(cell.text) and "指标" in cell.text]
        section = next((cell.text for cell in (*before, *sections)), "")
        keys = [column.key for column in columns]
        self._note_columns("indicators.0", columns, line)
        same = self.tables and [column.key for column in self.tables[-1][1].columns] == keys
        if same and not (section and section != self.tables[-1][0] and self.tables[-1][1].lines):
            self.section = "rows"
            return  # the head again, on a new page
        self.section = "rows"
        self.tables.append((section, IndicatorTable(columns)))
        self.form.columns = _named(columns)

    def _total(self, line: CellLine) -> None:
        """总分, 合计 and 评分等级 in any arrangement: figures are points, a word is the grade."""
        if self.section == "funds" and self.funds is not None and not self.tables:
            self._funds_line(line)
            return
        is_first = self.section == "rows" and not self.tables[-1][1].lines
        self.section = "rows" if is_first else "total"
        note_totals(self.form, line)
        self.orphans += total_values(
            self.form, [cell for cell in line.cells if not key_of(cell.text, "total")], self._points_columns(line)
        )

    def _points_columns(self, line: CellLine) -> dict[int, str]:
        """In which true column full marks and scores stand."""
        columns = self.tables[-1][1].columns if self.tables and line.is_exact else []
        return {column.index: column.key for column in columns if column.key in ("weight", "score")}

    def _text(self, line: CellLine) -> None:
        self.section = "texts" if self.section else ""  # the money still comes where nothing came yet
        for label, values, at in pairs_of(line, ("text",)):
            key = key_of(label, "text")
            if key:
                self.form.labels.setdefault(f"report.{_TEXT_PATHS.get(key, key)}", short(label))
            if key and values:
                self.form.texts[key] = value_of(values, is_long=True)
            elif not key:
                self.orphans += values or [at]

    def _body(self, line: CellLine) -> None:
        is_taken = self.section == "funds" and self.funds is not None and self.funds.add(line)
        if self.section == "rows":
            self._rows_body(line)
        elif is_taken or all(is_section(cell.text) for cell in line.cells):
            return
        elif self._opens_amounts(line):
            self._amounts_line(line)
        elif self._is_goal_beside(line):
            self._goal("预期目标", line.cells[-1:])
        elif self.section == "goals":
            self._goals_body(line)
        elif self.section == "total":
            self.orphans += total_values(self.form, line.cells, self._points_columns(line))
        else:
            self._loose_line(line)

    def _opens_amounts(self, line: CellLine) -> bool:
        """Amounts under labels nobody knows, beside the name of their part or below others."""
        is_part = any(is_section(cell.text) and _MONEY.search(fold(cell.text)) for cell in line.cells)
        is_there = self.section == "amounts" or (self.section == "" and is_part and self.form.has("amounts"))
        return is_there and has_amounts(line)

    def _is_goal_beside(self, line: CellLine) -> bool:
        """The goal stands beside the name of its part, which has no heads of its own."""
        first, *rest = line.cells
        is_part = is_section(first.text) and fold(first.text).endswith("目标") and not first.is_repeated
        return line.is_exact and is_part and len(rest) == 1 and "rows" not in self.section

    def _rows_body(self, line: CellLine) -> None:
        if is_total(line, self.tables[-1][1]):
            self.orphans += total_values(self.form, line.cells, self._points_columns(line))
            self.section = "total"
        else:
            self.tables[-1][1].add(line)

    def _loose_line(self, line: CellLine) -> None:
        for cell in line.cells:
            if is_title(cell.text) and not self.form.title.text:
                self.form.title = ReadCell(short(cell.text), places=(cell.place,))
                self.form.kind = kind_of(cell.text)
            elif (len(fold(cell.text)) <= 14 and YEAR.search(fold(cell.text))) or _OF_YEAR.search(fold(cell.text)[:60]):
                self._note_year(cell)
            elif not (is_section(cell.text) or cell.is_repeated or unit_in(cell.text) or _ANNEX.match(fold(cell.text))):
                self.orphans.append(cell)

    def _finish_tables(self) -> None:
        if self.funds is not None:
            self.form.fund_lines, doubts = self.funds.read()
            self.form.doubts += doubts
        if not self.tables:
            return
        read = [(section, table, *table.read(self.loose, self.known)) for section, table in self.tables]
        several = sum(bool(rows) for _, _, rows, _, _ in read) > 1
        for section, table, rows, doubts, strays in read:
            if several:
                name = ReadCell(short(section) or f"第 {len(self.form.rows) + 1} 行起的表")
                rows = [{"table": name} | row for row in rows]  # noqa: PLW2901 -- the same rows, told apart
            self.form.rows += rows
            self.form.columns |= _named(table.columns)
            self.form.doubts += doubts
            self.form.leftovers += strays
        self.form.is_exact = all(line.is_exact for _, table in self.tables for line in table.lines)

    def _finish_head(self) -> None:
        form = self.form
        if not form.kind:
            has_scores = "score" in form.columns or "actual" in form.columns
            form.kind = (
                "self_evaluation" if has_scores or form.fund_lines else "target_declaration" if form.columns else ""
            )
        project = form.head.get("project")
        if project is not None and not project.text and self.orphans:
            orphan = self.orphans.pop(0)
            why = "项目名称一格是空的，名称印在别处"
            form.head["project"] = ReadCell(short(orphan.text), places=(orphan.place,)).doubted(why)
        held = [key for key in _PERSONAL if form.head.pop(key, MISSING).text]
        if held:
            form.doubts.append(FormDoubt("form", "表上有负责人姓名或电话，没有录入；要公开请自行斟酌"))


def _named(columns: Sequence[HeadedColumn]) -> dict[str, str]:
    """Printed label by key, of the columns a field is for."""
    return {column.key: short(column.label) for column in columns if not column.key.startswith(OTHER)}


def _is_plain_head(line: CellLine) -> bool:
    """A label of the head begins the line: in the midst of rows the table is over."""
    first = label_and_value(line.cells[0].text)[0] if line.cells else ""
    return key_of(first, "head") is not None and key_of(first, "head") != "self_score"
