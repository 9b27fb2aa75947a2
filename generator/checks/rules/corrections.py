"""Owns the rule that the corrections a record carries agree with the form as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.checks.finding import Hit, Rule, Severity
from generator.record.fields import label_of
from generator.record.values import AmountUnit, Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.check import Verdict
    from generator.forms.views import FormView
    from generator.record.model import Correction, Form

D15 = Rule(
    id="D15",
    severity=Severity.WARNING,
    weight=40,
    name="更正记录和表对得上",
    found="更正记录和表对不上",
    tests="一处更正的“改为”就是表上现在的值；同一条更正只写一次。",
    formula="每个字段最近一条更正的“改为” = 表上的值",
    basis="更正记录公开在页面和订阅里，读者凭它知道改过什么；它写错了，改动就说不清。",
    bounds="整行的增删、行已不在或名称已不同的，不查：行号会变。字段在表上是一组的，不查。",
    example="更正写着合计得分改为 85.33，表上是 85.43。",
    silent_when="没有更正记录。",
    question="更正记录{what}，应是哪一个？",
    mend="改正更正记录，或补上最近一次更正；重复的删去一条。",
)
_GONE = object()
"""Stands for a place the form does not have."""


def corrections_agree(view: FormView) -> Iterator[Verdict]:
    """The newest correction of each field against the value that stands there, and every entry once."""
    corrections = view.form.corrections
    fields = view.form.kind.fields
    newest = {item.field: item for item in corrections}
    for item in newest.values():
        stands = _value_at(view.form, item)
        if stands is not _GONE and stands != item.new:
            place = label_of(item.field, fields, item.name or "")
            what = f"说{place}改为“{item.new or ''}”，表上却是“{stands or ''}”"
            yield Hit(f"更正记录{what}。", None, "corrections", str(stands or ""), item.new or "", facts={"what": what})
    seen = set()
    for item in corrections:
        if item in seen:
            what = f"里{label_of(item.field, fields, item.name or '')}的一条写了两次"
            yield Hit(f"更正记录{what}。", None, "corrections", item.new, facts={"what": what})
        seen.add(item)


def _value_at(form: Form, item: Correction) -> object:
    """The text that stands in the corrected cell, None where it is empty."""
    value: Any = form
    for part in item.field.split("."):
        if part.isdecimal():
            value = _row(value, int(part), item.name)
        elif part != "goals":  # its texts stand at the top of the model
            value = getattr(value, part, _GONE)
    return _text(value)


def _row(rows: object, number: int, name: str | None) -> object:
    """A row of a list that is still the one the correction names."""
    if not isinstance(rows, tuple) or not 0 < number <= len(rows):
        return _GONE
    row = rows[number - 1]
    return _GONE if name and getattr(row, "name", name) != name else row


def _text(value: object) -> object:
    if isinstance(value, Figure):
        return value.text
    if isinstance(value, AmountUnit):
        return value.value
    return value if value is None or isinstance(value, str) else _GONE
