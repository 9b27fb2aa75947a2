"""Owns the step from a form as read to a record of today's format; what the format cannot hold becomes a doubt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.importer.absent import absent_cells, other_labels, unsure_columns
from generator.importer.align import OTHER
from generator.importer.cells import fold, short
from generator.importer.form import MISSING, FormDoubt, ReadCell, ReadForm
from generator.importer.labels import levels_of
from generator.importer.money import amounts_of, funds_of
from generator.importer.noting import Draft, path_of
from generator.importer.places import located, places_of
from generator.importer.words import COLUMNS
from generator.record.fields import Shape, along, label_of
from generator.record.kinds import KINDS
from generator.record.meaning import group1_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.importer.cells import FilePlace, HandedInFile
    from generator.record.fields import Field

__all__ = ["Draft", "draft_of", "is_same_level"]

_NEEDED = ("name", "target", "weight", "score")
_HEAD_KEYS = ("category", "department", "unit", "start", "end")
_PARTICULARS = {"nature": "nature", "code": "code", "date": "filled_on", "self_score": "self_score",
                "review_score": "review_score"}  # fmt: skip
"""What the head of some forms says besides, by key of the label."""
_REPORT = {"process": "overview", "conclusion": "conclusion", "problems": "problems", "measures": "measures",
           "note": "note"}  # fmt: skip
_TOTALS = ("total_weight", "total_score", "grade")


class _Drafting:
    """Makes one draft; notes doubts on the way."""

    def __init__(self, form: ReadForm, document: HandedInFile, position: int) -> None:
        self.form, self.document, self.position = form, document, position
        self.kind = KINDS[form.kind]
        self.draft = Draft(form.kind, {"kind": form.kind}, places=dict(form.places))

    def make(self) -> Draft:
        values = self.draft.values
        values["title"] = self.draft.take("title", self.form.title) or self.kind.title
        if not self.form.title.text:
            self.draft.doubt("title", "表上没有标题，这里写的是通用的表名")
        for key in ("year", "project", *_HEAD_KEYS):
            cell = self.form.head.get(key, MISSING)
            if cell.text or key in ("year", "project", "department", "unit"):
                values[key] = self.draft.take(key, cell)
            if not cell.text and key in ("year", "project", "department", "unit"):
                self.draft.doubt(key, f"没有读到{label_of(key, self.kind.fields)}")
        self._parts(values)
        values |= {"others": self._others(), "labels": self._labels()}
        values["absent"] = [{"field": path} for path in absent_cells(self.form)]
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
                self.draft.doubt(key, "原件的文字没有分格（没有表格线，或连在一起），这一部分请逐格核对")

    def _doubt_torn(self, values: dict[str, Any]) -> None:
        """A torn table whose heads lack a column, or whose goals lack a side, may have moved the rest."""
        if not self.form.has("total_score"):
            return
        lacking = [key for key in ("name", "target", "actual", "weight", "score") if key not in self.form.columns]
        if lacking and values["indicators"]:
            labels = "、".join(COLUMNS[key][0] for key in lacking)
            self.draft.doubt("indicators", f"表头里没有读到{labels}，各行的值可能移了位")
        if self.form.fund_lines and not {"weight", "execution_rate", "score"} <= self.form.fund_columns.keys():
            self.draft.doubt("funds", "资金表的表头不全，各行的数可能移了位")
        if len(values["goals"]) < len(("expected", "achieved")):
            self.draft.doubt("goals.expected", "目标和完成情况只读到一边，可能归错了")
            self.draft.doubt("goals.achieved", "目标和完成情况只读到一边，可能归错了")

    def _parts(self, values: dict[str, Any]) -> None:
        head = {place: self.form.head.get(key, MISSING) for key, place in _PARTICULARS.items()}
        values |= {key: self.draft.take(key, cell) for key, cell in head.items() if cell.text}
        texts = {place: self.form.texts.get(key, MISSING) for key, place in _REPORT.items()}
        values["report"] = {key: self.draft.take(f"report.{key}", cell) for key, cell in texts.items() if cell.text}
        if self.form.has("funds"):
            values["funds"] = funds_of(self.form, self.draft)
        else:
            values["amounts"] = amounts_of(self.form, self.draft)
        values["goals"] = self.draft.take_all(self._goals(), "goals")
        values["indicators"] = [self._row(number, row) for number, row in enumerate(self.form.rows, 1)]
        for key in unsure_columns(self.form):
            label = along(f"indicators.{key}", self.kind.fields)[-1].label
            why = f"没有认出“{label}”一栏；认不出的栏（{'、'.join(other_labels(self.form))}）里也许有它"
            self.draft.doubt(f"indicators.{key}", why)
        if not self.form.rows:
            self.draft.doubt("indicators", "没有读到指标表的任何一行")
        for key in filter(self.form.has, _TOTALS):
            values[key] = self.draft.take(key, getattr(self.form, key))
            if not values[key] and (key != "grade" or not self.form.is_exact):
                label = label_of(key, self.kind.fields)
                self.draft.doubt(key, f"没有读到{label}；表上确实没有，就删掉这一条")

    def _goals(self) -> dict[str, ReadCell]:
        """What each kind calls its goals: 年度目标 is the expected one of a self-evaluation."""
        goals = dict(self.form.goals)
        wanted = [field.key for field in along("goals", self.kind.fields)[0].fields]
        first, *others = ("expected", "annual", "overall") if "expected" in wanted else ("annual", "expected")
        for other in others:
            if not goals.get(first, MISSING).text and goals.get(other, MISSING).text:
                goals[first] = goals.pop(other)
        for key, cell in goals.items():
            if key not in wanted and cell.text:
                self.draft.doubt("goals", f"表上另有一段目标文字，记录里没有它的位置：{short(cell.text)}")
        return {key: goals.get(key, MISSING) for key in wanted}

    def _row(self, number: int, row: dict[str, ReadCell]) -> dict[str, Any]:
        values: dict[str, Any] = {"table": row["table"].text} if "table" in row else {}
        is_known = {"level1", *(() if self.form.is_exact else ("level2",)), *self.form.columns}
        for key in self._row_keys():
            cell = row.get(key, MISSING)
            values[key] = self.draft.take(key, cell, number)
            if not cell.text and key in (*_NEEDED, "level1", "level2") and key in is_known:
                self.draft.doubt(key, "这一格没有读到", number)
        for key in ("level1", "level2"):
            cell = row.get(key, MISSING)
            if cell.printed and is_same_level(cell.printed, cell.text):
                values[key] = cell.printed
        others = [(key, cell) for key, cell in row.items() if key.startswith(OTHER) and cell.text]
        if others:
            values["others"] = [
                {"label": key.removeprefix(OTHER), "text": self.draft.take("others", cell, number)}
                for key, cell in others
            ]
        return values

    def _row_keys(self) -> list[str]:
        """The columns the kind has, without those that editors fill in."""
        fields = along("indicators", self.kind.fields)[0].fields
        is_printed = {field.key: field.shape is not Shape.LIST and not _is_editorial(field) for field in fields}
        return [key for key, is_column in is_printed.items() if is_column and key != "table"]

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
        return [{"label": label, "text": self.draft.take("others", cell)} for label, cell in self.form.others]

    def _labels(self) -> list[dict[str, str]]:
        """What the form prints where that is not what the kind does."""
        heads = [(f"indicators.{key}", label) for key, label in self.form.columns.items()]
        heads += [(f"funds.rows.{key}", label) for key, label in self.form.fund_columns.items()]
        heads += list(self.form.labels.items())
        known = [(path, "".join(label.split()).strip(":："), along(path, self.kind.fields)) for path, label in heads]
        return [
            {"field": path, "label": label}
            for path, label, steps in known
            if steps and label and path not in _TOTALS[:2] and fold(label) != fold(steps[-1].label)
        ]

    def _lost(self) -> Iterator[FormDoubt]:
        """What was read and has no place in the record."""
        form = self.form
        yield from self._lost_columns()
        yield from self._lost_labels()
        for stray in form.leftovers:
            yield FormDoubt("form", f"没有认出这一格：{short(stray.text)}", places=(stray.place,))

    def _lost_columns(self) -> Iterator[FormDoubt]:
        columns = self.form.columns
        for key in ("rule", "review_score", "weight", "score", "actual", "reason"):
            if key not in columns or key in self._row_keys():
                continue
            texts = [
                f"第 {n} 行 {row[key].text}" for n, row in enumerate(self.form.rows, 1) if row.get(key, MISSING).text
            ]
            if texts:
                label = columns.get(key) or COLUMNS[key][0]
                yield FormDoubt("form", f"表上有“{label}”一栏，记录里没有它的位置：{'；'.join(texts)}")

    def _lost_labels(self) -> Iterator[FormDoubt]:
        """Names of level 1 nobody knows the meaning of: the record asks for it."""
        names = dict.fromkeys(row["level1"].text for row in self.form.rows if row["level1"].text)
        words = self.form.words.meanings.get("level1", {})
        strange = [name for name in names if not group1_of(name, words)]
        if strange:
            why = f"不知道{'、'.join(f'“{name}”' for name in strange)}归哪一类，请在各行写明 group1"
            yield FormDoubt("indicators.level1", why)


def _is_editorial(field: Field) -> bool:
    """The editors say it, no form prints it."""
    return field.shape is Shape.CHOICE and field.is_extra


def _placed(doubt: FormDoubt, known: Mapping[str, FilePlace]) -> FormDoubt:
    """A doubt of a cell without text says where that cell would be."""
    place = None if doubt.places else located(path_of(doubt.field, doubt.row), known)
    return replace(doubt, places=(place,)) if place is not None else doubt


def is_same_level(printed: str, text: str) -> bool:
    """The printed label is the level in other words, or with its points; not a label of another row."""
    return any(text in (level.name, level.stem) for level in levels_of(printed)) or printed == text


def draft_of(form: ReadForm, document: HandedInFile, position: int) -> Draft:
    """The draft record of one form; position is its number in the file, from 1."""
    return _Drafting(form, document, position).make()
