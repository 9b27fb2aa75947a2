"""Owns the step from a form as read to a record of today's format; what the format cannot hold becomes a doubt."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from generator.importer.cells import short
from generator.importer.form import MISSING, Doubt, FundLine, ReadCell, ReadForm
from generator.importer.labels import COLUMNS, levels_of
from generator.importer.places import located, places_of
from generator.record.fields import along, label_of
from generator.record.kinds import KINDS
from generator.record.meaning import fold, fund_of, group1_of
from generator.record.model import FUNDS_LINES
from generator.record.tables import DECLARED_AMOUNTS, FUNDS_COLUMNS
from generator.record.values import parse_figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.importer.cells import Document, Place

_ROW_KEYS = {
    "self_evaluation": (
        "level1", "level2", "name", "nature", "target", "unit", "actual", "weight", "score", "review_score", "rule",
        "reason",
    ),
    "target_declaration": ("level1", "level2", "name", "nature", "target", "unit", "weight", "rule"),
}  # fmt: skip
_NEEDED = ("level1", "level2", "name", "target", "weight", "score")
_HEAD_KEYS = ("category", "department", "unit", "start", "end")
_PARTICULARS = {"nature": "nature", "code": "code", "date": "filled_on", "self_score": "self_score",
                "review_score": "review_score"}  # fmt: skip
"""What the head of some forms says besides, by key of the label."""
_REPORT = {"process": "overview", "conclusion": "conclusion", "problems": "problems", "measures": "measures",
           "note": "note"}  # fmt: skip
_OTHER_HEAD = {"term": "起止时间"}
_YUAN_FROM = 100_000
"""Amounts of this size without a unit are 元: a project of 10 亿 is rarer than one of 10 万."""


@dataclass(slots=True)
class Draft:
    """A record to be, with what a person must look at."""

    kind: str
    values: dict[str, Any]
    """Keys of the field table, texts as they stand in the file."""
    doubts: list[Doubt] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    """Where each value stands in the file, by its path in the record."""

    @property
    def project(self) -> str:
        """Name of the project; may be empty."""
        return str(self.values.get("project") or "")

    def is_doubtful(self, path: str, row: int | None = None) -> bool:
        """A doubt covers this cell: its own, or its column's."""
        column, whole = (f"indicators.{path}", "indicators") if row is not None else (path, path)
        return any(
            (doubt.field == path and doubt.row == row)
            or (doubt.row is None and (doubt.field in (column, whole) or path.startswith(f"{doubt.field}.")))
            for doubt in self.doubts
        )


class _Drafting:
    """Makes one draft; notes doubts on the way."""

    def __init__(self, form: ReadForm, document: Document, position: int) -> None:
        self.form, self.document, self.position = form, document, position
        self.draft = Draft(form.kind, {"kind": form.kind}, places=dict(form.places))

    def make(self) -> Draft:
        values = self.draft.values
        values["title"] = self._take("title", self.form.title) or KINDS[self.form.kind].title
        if not self.form.title.text:
            self._doubt("title", "表上没有标题，这里写的是通用的表名")
        for key in ("year", "project", *_HEAD_KEYS):
            cell = self.form.head.get(key, MISSING)
            if cell.text or key in ("year", "project", "department", "unit"):
                values[key] = self._take(key, cell)
            if not cell.text and key in ("year", "project", "department", "unit"):
                self._doubt(key, f"没有读到{label_of(key, KINDS[self.form.kind].fields)}")
        self._parts(values)
        values |= {"others": self._others(), "labels": self._labels()}
        values["source"] = self._source()
        if self.form.is_glued:
            self._doubt_all(values)
        elif not self.form.is_exact:
            self._doubt_torn(values)
        self.draft.doubts += [*self.form.doubts, *self._lost()]
        self.draft.doubts = [_placed(doubt, self.draft.places) for doubt in self.draft.doubts]
        return self.draft

    def _doubt_all(self, values: dict[str, Any]) -> None:
        """Where nothing separates the words, nothing read out of them is certain."""
        keys = ("project", "department", "unit", "funds", "amounts", "goals", "indicators")
        for key in (*keys, "total_weight", "total_score", "grade"):
            if key in values:
                self._doubt(key, "原件的文字没有分格（没有表格线，或连在一起），这一部分请逐格核对")

    def _doubt_torn(self, values: dict[str, Any]) -> None:
        """A torn table whose heads lack a column, or whose goals lack a side, may have moved the rest."""
        if self.form.kind != "self_evaluation":
            return
        lacking = [key for key in ("name", "target", "actual", "weight", "score") if key not in self.form.columns]
        if lacking and values["indicators"]:
            labels = "、".join(COLUMNS[key][0] for key in lacking)
            self._doubt("indicators", f"表头里没有读到{labels}，各行的值可能移了位")
        if self.form.fund_lines and not {"weight", "execution_rate", "score"} <= self.form.fund_columns.keys():
            self._doubt("funds", "资金表的表头不全，各行的数可能移了位")
        if len(values["goals"]) < len(("expected", "achieved")):
            self._doubt("goals.expected", "目标和完成情况只读到一边，可能归错了")
            self._doubt("goals.achieved", "目标和完成情况只读到一边，可能归错了")

    def _parts(self, values: dict[str, Any]) -> None:
        head = {place: self.form.head.get(key, MISSING) for key, place in _PARTICULARS.items()}
        values |= {key: self._take(key, cell) for key, cell in head.items() if cell.text}
        texts = {place: self.form.texts.get(key, MISSING) for key, place in _REPORT.items()}
        values["report"] = {key: self._take(f"report.{key}", cell) for key, cell in texts.items() if cell.text}
        if self.form.kind == "self_evaluation":
            values["funds"] = self._funds()
        else:
            values["amounts"] = self._amounts()
        values["goals"] = {key: self._take(f"goals.{key}", cell) for key, cell in self._goals().items() if cell.text}
        values["indicators"] = [self._row(number, row) for number, row in enumerate(self.form.rows, 1)]
        if not self.form.rows:
            self._doubt("indicators", "没有读到指标表的任何一行")
        if self.form.kind == "self_evaluation":
            for key in ("total_weight", "total_score", "grade"):
                values[key] = self._take(key, getattr(self.form, key))
                if not values[key] and (key != "grade" or not self.form.is_exact):
                    label = label_of(key, KINDS[self.form.kind].fields)
                    self._doubt(key, f"没有读到{label}；表上确实没有就不用补")

    def _take(self, path: str, cell: ReadCell, row: int | None = None) -> str:
        if cell.is_doubtful:
            self.draft.doubts.append(Doubt(path, cell.why, row, cell.alternatives, cell.places))
        if cell.places:
            self.draft.places[path_of(path, row)] = cell.places[0]
        return cell.printed if _is_figure(cell.printed) else cell.text

    def _doubt(self, path: str, why: str, row: int | None = None) -> None:
        self.draft.doubts.append(Doubt(path, why, row))

    def _goals(self) -> dict[str, ReadCell]:
        """What each kind calls its goals: 年度目标 is the expected one of a self-evaluation."""
        goals = dict(self.form.goals)
        if self.form.kind == "self_evaluation":
            for other in ("annual", "overall"):
                if not goals.get("expected", MISSING).text and goals.get(other, MISSING).text:
                    goals["expected"] = goals.pop(other)
            wanted: tuple[str, ...] = ("expected", "achieved")
        else:
            if not goals.get("annual", MISSING).text and goals.get("expected", MISSING).text:
                goals["annual"] = goals.pop("expected")
            wanted = ("period", "overall", "annual")
        for key, cell in goals.items():
            if key not in wanted and cell.text:
                self._doubt("goals", f"表上另有一段目标文字，记录里没有它的位置：{short(cell.text)}")
        return {key: goals.get(key, MISSING) for key in wanted}

    def _funds(self) -> dict[str, Any]:
        unit = self._take("funds.amount_unit", self.form.amount_unit)
        if unit not in ("万元", "元"):
            why = "表上没有印金额单位" if not unit else f"表上印的金额单位是“{unit}”"
            self._doubt("funds.amount_unit", f"{why}，这里按万元")
            unit = "万元"
        lines = self.form.fund_lines
        if any(line.label and not _is_official(line) for line in lines):
            rows = [self._fund_row(number, line) for number, line in enumerate(lines, 1)]
            places = {f"funds.{line.key}": f"funds.rows.{number}" for number, line in enumerate(lines, 1)}
            self.form.doubts = [
                replace(doubt, field=places.get(doubt.field, doubt.field)) for doubt in self.form.doubts
            ]
            return {"amount_unit": unit, "rows": rows}
        return {"amount_unit": unit} | self._official_lines({line.key: line for line in lines})

    def _fund_row(self, number: int, line: FundLine) -> dict[str, Any]:
        """A row of another form than the official one, under its own label."""
        at = f"funds.rows.{number}"
        if not line.label:
            self._doubt(f"{at}.label", "这一行的名目没有读到")
        elif not fund_of(line.label):
            self._doubt(f"{at}.label", f"“{line.label}”是哪一种资金不知道，请写明 means")
        cells = {key: self._take(f"{at}.{key}", cell) for key, cell in line.cells.items() if cell.text}
        return {"label": line.label} | cells

    def _official_lines(self, known: dict[str, FundLine]) -> dict[str, Any]:
        funds: dict[str, Any] = {}
        for key, label in FUNDS_LINES:
            line = known.get(key)
            if line is None:
                self._doubt(f"funds.{key}", f"没有读到“{label}”这一行；表上确实没有就不用补")
                continue
            cells = {column: line.cells.get(column, MISSING) for column in (*dict(FUNDS_COLUMNS), "reason")}
            funds[key] = {column: self._take(f"funds.{key}.{column}", cell) for column, cell in cells.items()}
            if not line.is_label_sure:
                self._doubt(f"funds.{key}", "这一行的名目没有印在旁边，按官方表的次序归行")
        return funds

    def _amounts(self) -> dict[str, Any]:
        unit = self.form.amount_unit.text
        figures = {
            key: self._take(f"amounts.{key}", self.form.amounts.get(key, MISSING)) for key, _ in DECLARED_AMOUNTS
        }
        basis = "printed"
        if unit not in ("万元", "元"):
            basis = "inferred"
            sizes = [_whole(text) for text in figures.values() if text]
            unit = "元" if max(sizes, default=0) >= _YUAN_FROM else "万元"
            self._doubt("amounts.amount_unit", f"表上没有印金额单位，按数额判断是{unit}")
        return {"amount_unit": unit, "amount_unit_basis": basis, **figures}

    def _row(self, number: int, row: dict[str, ReadCell]) -> dict[str, str]:
        values = {"table": row["table"].text} if "table" in row else {}
        for key in _ROW_KEYS[self.form.kind]:
            cell = row.get(key, MISSING)
            values[key] = self._take(key, cell, number)
            if not cell.text and key in _NEEDED and (key in self.form.columns or key.startswith("level")):
                self._doubt(key, "这一格没有读到", number)
        for key in ("level1", "level2"):
            cell = row.get(key, MISSING)
            if cell.printed and is_same_level(cell.printed, cell.text):
                values[key] = cell.printed
        return values

    def _source(self) -> dict[str, Any]:
        return {
            "document": self.document.digest[:12],
            "position": str(self.position),
            "narrative": "verbatim",
            "file": self.document.name,
            "hash": f"sha256:{self.document.digest}",
            "places": [{"field": key, "place": place} for key, place in places_of(self.form)],
        }

    def _others(self) -> list[dict[str, str]]:
        """What the head says and no field is for."""
        cells = ((label, self.form.head.get(key, MISSING)) for key, label in _OTHER_HEAD.items())
        return [{"label": label, "text": self._take("others", cell)} for label, cell in cells if cell.text]

    def _labels(self) -> list[dict[str, str]]:
        """The heads of columns where they are not those of the kind."""
        fields = KINDS[self.form.kind].fields
        heads = [(f"indicators.{key}", label) for key, label in self.form.columns.items()]
        heads += [(f"funds.rows.{key}", label) for key, label in self.form.fund_columns.items()]
        known = [(path, label, along(path, fields)) for path, label in heads]
        return [
            {"field": path, "label": "".join(label.split())}
            for path, label, steps in known
            if steps and label and "".join(label.split()) != steps[-1].label
        ]

    def _lost(self) -> Iterator[Doubt]:
        """What was read and has no place in the record."""
        form = self.form
        yield from self._lost_columns()
        yield from self._lost_labels()
        for stray in form.leftovers:
            yield Doubt("form", f"没有认出这一格：{short(stray.text)}", places=(stray.place,))

    def _lost_columns(self) -> Iterator[Doubt]:
        columns = self.form.columns
        for key in ("rule", "review_score", "weight", "score", "actual", "reason"):
            if key not in columns or key in _ROW_KEYS[self.form.kind]:
                continue
            texts = [
                f"第 {n} 行 {row[key].text}" for n, row in enumerate(self.form.rows, 1) if row.get(key, MISSING).text
            ]
            if texts:
                label = columns.get(key) or COLUMNS[key][0]
                yield Doubt("form", f"表上有“{label}”一栏，记录里没有它的位置：{'；'.join(texts)}")

    def _lost_labels(self) -> Iterator[Doubt]:
        """Names of level 1 nobody knows the meaning of: the record asks for it."""
        names = dict.fromkeys(row["level1"].text for row in self.form.rows if row["level1"].text)
        strange = [name for name in names if not group1_of(name)]
        if strange:
            why = f"不知道{'、'.join(f'“{name}”' for name in strange)}归哪一类，请在各行写明 group1"
            yield Doubt("indicators.level1", why)


def path_of(field_path: str, row: int | None) -> str:
    """The path in the record of a field, or of a field of an indicator row."""
    return f"indicators.{row}.{field_path}" if row else field_path


def _placed(doubt: Doubt, known: Mapping[str, Place]) -> Doubt:
    """A doubt of a cell without text says where that cell would be."""
    place = None if doubt.places else located(path_of(doubt.field, doubt.row), known)
    return replace(doubt, places=(place,)) if place is not None else doubt


def is_same_level(printed: str, text: str) -> bool:
    """The printed label is the level in other words, or with its points; not a label of another row."""
    return any(text in (level.name, level.stem) for level in levels_of(printed)) or printed == text


def _is_official(line: FundLine) -> bool:
    """The row stands under the label the official form prints."""
    return bool(line.key) and fold(line.label) == fold(dict(FUNDS_LINES)[line.key])


def _is_figure(text: str) -> bool:
    """A figure the record takes as printed: 86%, —, /."""
    try:
        return bool(text) and parse_figure(text).text == text
    except ValueError:
        return False


def _whole(text: str) -> int:
    """The whole part of a printed figure, for a look at its size."""
    digits = text.replace(",", "").partition(".")[0].lstrip("-")
    return int(digits) if digits.isdecimal() else 0


def draft_of(form: ReadForm, document: Document, position: int) -> Draft:
    """The draft record of one form; position is its number in the file, from 1."""
    return _Drafting(form, document, position).make()
