"""Owns the tables of what is said about the forms: remarks, blanks, observations, corrections, findings, the log.

An empty cell of the other tables has its reason in the table of blanks. Must not judge anything or write a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from generator.checks import Severity
from generator.publish.data.columns import DatedForm, FormTable, form_id, row_ids
from generator.publish.data.table import Column, Table, choice, count, date, identity, required, row_number, text
from generator.record.fields import label_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.checks import Finding
    from generator.checks.finding import Place, Rule
    from generator.record.kinds import Kind
    from generator.record.model import Form, Withdrawal

R = TypeVar("R")
_STATES = {"missing": "原件缺失", "doubtful": "存疑"}


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said of a place of a form, with its number among those of the form."""

    form: Form
    number: int
    item: Any
    """A remark, an observation or a correction."""


def _said(of: str) -> Callable[[DatedForm], Iterator[Said]]:
    def rows(row: DatedForm) -> Iterator[Said]:
        for number, item in enumerate(getattr(row.form, of), 1):
            yield Said(row.form, number, item)

    return rows


def place_label(form: Form, field: str | None, row: int | None) -> str:
    """Where it stands on the form, in the labels the form prints."""
    path = f"indicators.{row}" if row else ""
    if field and not field.startswith("indicators."):
        path = f"{path}.{field}".lstrip(".")
    name = form.indicators[row - 1].name if row and row <= len(form.indicators) else ""
    return _label(form.kind, path or field or "", name)


@lru_cache(maxsize=20_000)
def _label(kind: Kind, path: str, name: str) -> str:
    return label_of(path, kind.fields, name)


def _row_id(form: Form, row: int | None) -> str:
    return row_ids(form)[row - 1] if row and row <= len(form.indicators) else ""


def _place_columns() -> tuple[Column[Said], ...]:
    """Which row and field something is said of."""
    return (
        form_id(lambda row: row.form),
        count("number", "这份表里的第几条", lambda row: row.number),
        row_number(lambda row: row.item.row),
        identity_or_empty(lambda row: _row_id(row.form, row.item.row)),
        required("field", "哪个字段，字段表里的路径", lambda row: row.item.field),
        text("label", "字段在表上的名称", lambda row: place_label(row.form, row.item.field, row.item.row)),
    )


def identity_or_empty(value: Callable[[R], str]) -> Column[R]:
    """The permanent id of a row, where something speaks of one."""
    return Column("row_id", "行的编号，对应 indicators.csv 的 row_id", value)


_REMARKS = FormTable(
    "remarks",
    "整理说明",
    "原件缺失或存疑的格子，一行一条；字段以 indicators 开头、没有行号的，说的是整栏",
    (
        *_place_columns(),
        choice("state", "状态", _STATES, lambda row: row.item.state),
        required("note", "原件是什么样，为什么这样录入", lambda row: row.item.note),
    ),
    ("form_id", "number"),
    refers=True,
    rows_of=_said("remarks"),
)
_OBSERVATIONS = FormTable(
    "observations",
    "原件所见",
    "编者在原件文字里看见、摘要里看不见的问题，一行一条",
    (
        *_place_columns(),
        required("rule", "检查规则的编号，对应 rules.csv 的 id", lambda row: row.item.rule),
        required("note", "编者看见什么", lambda row: row.item.note),
    ),
    ("form_id", "number"),
    refers=True,
    rows_of=_said("observations"),
)


def _corrected_label(row: Said) -> str:
    return label_of(row.item.field, row.form.kind.fields, row.item.name or "")


_CORRECTIONS = FormTable(
    "corrections",
    "更正",
    "公开以后改动的数字，一行一处",
    (
        form_id(lambda row: row.form),
        count("number", "这份表里的第几条", lambda row: row.number),
        date("date", "更正的日期", lambda row: row.item.date),
        required("field", "改了哪里，字段表里的路径", lambda row: row.item.field),
        text("label", "字段在表上的名称", _corrected_label),
        text("old", "原来公开的值", lambda row: row.item.old),
        text("new", "现在的值", lambda row: row.item.new),
        required("reason", "为什么改", lambda row: row.item.reason),
    ),
    ("form_id", "number"),
    refers=True,
    rows_of=_said("corrections"),
)


def form_tables() -> tuple[FormTable[Any], ...]:
    """The tables every form may have rows for, but for blanks."""
    return (_REMARKS, _OBSERVATIONS, _CORRECTIONS)


@dataclass(frozen=True, slots=True)
class Found:
    """One place of a finding, with the number of the finding among those of the form."""

    form: Form
    number: int
    finding: Finding
    place: Place
    row_id: str
    """Of the row it speaks of, empty where it speaks of none."""


def found_rows(form: Form, findings: Iterable[Finding]) -> Iterator[Found]:
    """Every place of the findings on one form."""
    ids = dict(enumerate(row_ids(form), 1))
    for number, finding in enumerate(findings, 1):
        for place in finding.places:
            yield Found(form, number, finding, place, ids.get(place.row or 0, ""))


def _truth(name: str, meaning: str, value: Callable[[R], bool]) -> Column[R]:
    schema = {"type": "boolean", "constraints": {"required": True}}
    return Column(name, meaning, lambda row: "true" if value(row) else "false", schema)


def _found_columns() -> tuple[Column[Found], ...]:
    severities = {severity.value: severity.value for severity in Severity}
    return (
        form_id(lambda row: row.form),
        count("number", "这份表里的第几个提示，同一提示可以有几处", lambda row: row.number),
        row_number(lambda row: row.place.row),
        identity_or_empty(lambda row: row.row_id),
        text("field", "哪个字段，字段表里的路径；在指标行里只写栏", lambda row: row.place.field),
        text("label", "字段在表上的名称", lambda row: place_label(row.form, row.place.field, row.place.row)),
        required("rule", "检查规则的编号，对应 rules.csv 的 id", lambda row: row.finding.rule.id),
        required("found", "发现的是什么", lambda row: row.finding.found),
        choice("severity", "轻重", severities, lambda row: row.place.severity.value),
        text("printed", "表上印的", lambda row: row.place.printed),
        text("expected", "按规则应当是", lambda row: row.place.expected),
        required("message", "这一处的依据", lambda row: row.place.says),
        required("question", "页面上对整个提示的问法", lambda row: row.finding.question),
        text("answer", "单位说明", lambda row: row.place.answer.text if row.place.answer else None),
        _truth("observed", "编者在原件中看到的", lambda row: row.finding.is_observed),
        _truth("systemic", "这个单位当年多数表都有", lambda row: row.finding.is_systemic),
    )


FINDINGS: Table[Found] = Table(
    "findings", "检查发现", "检查规则在公开的表上发现的，一行一处，与页面相同", _found_columns(), (), refers=True
)
_RULE_TEXTS = {
    "name": "名称",
    "found": "有发现时怎么说",
    "tests": "检查什么",
    "formula": "公式",
    "basis": "依据",
    "bounds": "容许的范围",
    "example": "不合的例子",
    "silent_when": "什么时候不说",
    "question": "页面上的问法，花括号里填那一处的值",
    "mend": "怎么改",
}


def _rule_columns() -> tuple[Column[Rule], ...]:
    severities = {severity.value: severity.value for severity in Severity}
    return (
        required("id", "规则的编号，不再给别的规则", lambda row: row.id, unique=True),
        choice("severity", "多数发现的轻重，各处以 findings 为准", severities, lambda row: row.severity.value),
        *(text(name, meaning, attrgetter(name)) for name, meaning in _RULE_TEXTS.items()),
    )


RULES: Table[Rule] = Table("rules", "检查规则", "每条规则一项", _rule_columns(), ("id",), refers=False)


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One entry of the log of the data."""

    day: dt.date
    what: str
    form_id: str
    project: str
    field: str = ""
    old: str = ""
    new: str = ""
    reason: str = ""


_WHAT = {"added": "收录", "changed": "改动", "corrected": "更正", "withdrawn": "撤下", "moved": "换地址"}
CHANGES: Table[LogEntry] = Table(
    "changes",
    "数据变动",
    "收录、改动、更正、撤下，一行一件，新的在前",
    (
        date("date", "哪一天", lambda row: row.day),
        choice("change", "什么变动", _WHAT, lambda row: row.what),
        identity("form_id", "哪份表；撤下的表不在 forms.csv 里", lambda row: row.form_id),
        required("project", "项目名称", lambda row: row.project),
        text("field", "改了哪里", lambda row: row.field),
        text("old", "原为", lambda row: row.old),
        text("new", "改为", lambda row: row.new),
        text("reason", "原因", lambda row: row.reason),
    ),
    (),
    refers=False,
)


def changes(rows: Sequence[DatedForm], withdrawn: Sequence[Withdrawal]) -> list[LogEntry]:
    """What happened to the data, newest first; of a form that moved the new address is told once it is public."""
    told = [change for row in rows for change in _changes_of(row)]
    present = {row.form.id for row in rows}
    for item in withdrawn:
        new = item.moved_to if item.moved_to in present else ""
        what = "moved" if new else "withdrawn"
        told.append(LogEntry(item.date, what, item.form, item.project, new=new or "", reason=item.reason))
    return sorted(told, key=lambda change: (-change.day.toordinal(), change.form_id, change.what, change.field))


def _changes_of(row: DatedForm) -> Iterator[LogEntry]:
    form, dates = row.form, row.dates
    if dates:
        yield LogEntry(dates.first.date(), "added", form.id, form.project)
    if dates and dates.last > dates.first:
        yield LogEntry(dates.last.date(), "changed", form.id, form.project)
    for item in form.corrections:
        told = (item.old or "", item.new or "", item.reason)
        yield LogEntry(item.date, "corrected", form.id, form.project, item.field, *told)
