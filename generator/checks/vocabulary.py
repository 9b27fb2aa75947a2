"""Owns what several families ask of a row or a text, so that one cause gives one finding. Yields no finding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.forms.scoring import is_met
from generator.record.target import Comparator, Result
from generator.record.values import HUNDRED

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.forms.views import Row

SATISFACTION = "满意度指标"
OUTPUT = "产出指标"
BENEFIT = "效益指标"
COST = "成本指标"

UNSURE_LEVEL2 = "原件的层级标签错位或缺失，是编者按含义归类的，不拿来检查。"
"""Why a rule about levels is not run on a row whose level the editors chose."""

_NOT_DONE = re.compile(r"推迟|延期|延后|顺延|未开展|未举办|未召开|没有开展|取消|移至|统一安排|未启用|未实施")
_LESS_IS_BETTER = re.compile(r"事故|投诉|差错|错误|故障|违规|宕机|时长|时间|天数|成本|费用|支出|单价")
_NOT_TEXT = re.compile(r"[\W_]+")


def is_satisfaction(row: Row) -> bool:
    """The row stands under 满意度指标, as level 1 or level 2."""
    return SATISFACTION in (row.indicator.group1, row.indicator.group2.removeprefix("服务对象"))


def is_unmeasured(row: Row) -> bool:
    """A number was aimed at and only words came back; with a target of 0, 达成 says the number."""
    if row.target is None or row.target.value == 0:
        return False
    return row.result in (Result.MET, Result.PARTLY)


def units_differ(row: Row) -> bool:
    """Two numbers that cannot be compared; 0 needs no unit."""
    if row.target is None or row.actual is None or 0 in (row.target.value, row.actual.value):
        return False
    return row.target.unit != row.actual.unit


def is_comparable(row: Row) -> bool:
    """Two numbers of one unit, and it is known which way is better.

    A bare number counts as "at least", except where less is plainly better: then nothing is guessed.
    """
    if row.target is None or row.actual is None or units_differ(row):
        return False
    return row.target.comparator is not None or row.target.value == 0 or not _LESS_IS_BETTER.search(row.indicator.name)


def is_met_row(row: Row) -> bool:
    """Both values are numbers and the target is reached."""
    if row.target is None or row.actual is None or not is_comparable(row):
        return False
    return is_met(row.target.comparator, row.target.value, row.actual.value)


def exceeds_equal(row: Row) -> bool:
    """The target says ``=`` and more was done."""
    if row.target is None or row.actual is None or row.target.comparator is not Comparator.EQUAL:
        return False
    return 0 < row.target.value < row.actual.value


def contradicts(row: Row) -> bool:
    """The numbers say done, the reason says not done or put off."""
    return is_met_row(row) and bool(_NOT_DONE.search(row.reason))


def overshoot_percent(row: Row) -> Decimal | None:
    """Actual in % of the target, where more is better; None otherwise."""
    target, actual = row.target, row.actual
    if target is None or actual is None or target.value <= 0 or not is_comparable(row):
        return None
    if target.comparator in (Comparator.AT_MOST, Comparator.BELOW):
        return None
    return actual.value / target.value * HUNDRED


def letters(text: str) -> str:
    """A text without spaces and punctuation, for comparison."""
    return _NOT_TEXT.sub("", text)
