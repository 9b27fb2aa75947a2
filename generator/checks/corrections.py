"""Owns the rule that the corrections a record carries agree with the form as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.checks.finding import Hit, Rule, Severity
from generator.record.values import AmountUnit, Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.check import Outcome
    from generator.checks.views import DeclarationView, EvaluationView
    from generator.record.model import Correction, Form

D15 = Rule(
    id="D15",
    severity=Severity.WARNING,
    name="更正记录和表对得上",
    tests="一处更正的“改为”就是表上现在的值；同一条更正只写一次。",
    formula="每个字段最近一条更正的“改为” = 表上的值",
    basis="更正记录公开在页面和订阅里，读者凭它知道改过什么；它写错了，改动就说不清。",
    bounds="整行的增删、行已不在或名称已不同的，不查：行号会变。字段在表上是一组的，不查。",
    example="更正写着合计得分改为 85.33，表上是 85.43。",
    silent_when="没有更正记录。",
    question="更正记录说 {place} 改为“{expected}”，表上却是“{printed}”，哪一个对？",
    mend="改正更正记录，或补上最近一次更正；重复的删去一条。",
)
_GONE = object()
"""Stands for a place the form does not have."""


def corrections_agree(view: EvaluationView | DeclarationView) -> Iterator[Outcome]:
    """The newest correction of each field against the value that stands there, and every entry once."""
    corrections = view.form.corrections
    newest = {item.field: item for item in corrections}
    for item in newest.values():
        stands = _value_at(view.form, item)
        if stands is not _GONE and stands != item.new:
            says = f"更正记录说 {item.field} 改为“{item.new or ''}”，表上是“{stands or ''}”。"
            facts = {"place": item.field}
            yield Hit(says, None, "corrections", str(stands or ""), item.new or "", facts=facts)
    for number, item in enumerate(corrections):
        if item in corrections[:number]:
            says = f"更正记录里 {item.field} 的一条写了两次。"
            yield Hit(says, None, "corrections", item.new or "", "一条", facts={"place": item.field})


def _value_at(form: Form, item: Correction) -> object:
    """The text that stands in the corrected cell, None where it is empty."""
    value: Any = form
    for part in item.field.split("."):
        if part.isdecimal():
            value = value[int(part) - 1] if 0 < int(part) <= len(value) else _GONE
            if item.name and getattr(value, "name", item.name) != item.name:
                return _GONE
        elif part != "goals":  # its texts stand at the top of the model
            value = getattr(value, part, _GONE)
        if value is _GONE:
            return _GONE
    return _text(value)


def _text(value: object) -> object:
    if isinstance(value, Figure):
        return value.text
    if isinstance(value, AmountUnit):
        return value.value
    return value if value is None or isinstance(value, str) else _GONE
