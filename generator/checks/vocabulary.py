"""Owns what several families ask of a row or a text, so that one cause gives one finding. Yields no finding."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.forms.scoring import is_met
from generator.record.target import Comparator, Result
from generator.record.values import HUNDRED

if TYPE_CHECKING:
    from generator.forms.views import EvaluationView, RowView
    from generator.record.target import Quantity

SATISFACTION = "满意度指标"
OUTPUT = "产出指标"
BENEFIT = "效益指标"
COST = "成本指标"

UNSURE_LEVEL2 = "原件的层级标签错位或缺失，是编者按含义归类的，不拿来检查。"
"""Why a rule about levels is not run on a row whose level the editors chose."""

NOT_DONE = re.compile(r"推迟|延期|延后|顺延|未开展|未举办|未召开|没有开展|取消|移至|统一安排|未启用|未实施")
"""Words for work that was put off or not done."""
LESS_IS_BETTER = re.compile(
    r"事故|投诉|差错|错误|故障|违规|违法|宕机|集访|矛盾|伤亡|时长|时间|天数|成本|费用|支出|单价"
)
"""Names of what is better the less there is of it."""
_ONLY_VAGUE = (
    r"提升|提高|健全|完善|有效|持续|完成|增强|加强|较强|良好|上升|更广|高|扩大|改善|优化|得到提升"
    r"|体系完善|动态化管理|平稳推进"
)
_VAGUE_WORDS = re.compile(rf"(?:{_ONLY_VAGUE})(?:[、，](?:{_ONLY_VAGUE}))*")
_VAGUE_ENDING = re.compile(
    r"(?:.{0,16}(?:得到|有所|明显|显著|不断|持续))?(?:提升|提高|增强|改善|优化|加强)"
    r"|.{0,4}(?:落实|实施|保障|执行)到位|(?:正常|顺利|平稳|有序|稳步)(?:进行|推进|开展|运行|实施|完成|建成|上线){1,2}"
    r"|及时(?:协调)?(?:完成|更新|解决|处理|推进|开展){1,2}|.{0,10}(?:反映|效果|成效|运行|状况)(?:较好|良好|显著)"
)
_STANDARD = re.compile(
    r"\d|[一二三四五六七八九十]+[个次天月年日成倍]|较上年|比上年|无|零|不低于|不高于|领先|前列|以上|以内|年底"
)
_MONEY = re.compile(r"预算|经费|资金|费用|支出|结余|节约|节省|执行率|采购价|中标|报销")
_NOT_TEXT = re.compile(r"[\W_]+")
_PERCENT = frozenset({"%", "百分比", "百分之", "percent", "％", "个百分点"})
_BARE_RATE = Decimal(1)


def is_satisfaction(row: RowView) -> bool:
    """The row stands under 满意度指标, as level 1 or level 2."""
    return SATISFACTION in (row.indicator.group1, row.indicator.group2.removeprefix("服务对象"))


def is_unmeasured(row: RowView) -> bool:
    """A number was aimed at and only words came back; with a target of 0, 达成 says the number."""
    if row.target is None or row.target.value == 0:
        return False
    return row.result in (Result.MET, Result.PARTLY)


def is_vague(row: RowView) -> bool:
    """The whole target is a word such as 提升, or a phrase such as 落实到位: nothing to measure against."""
    text = row.indicator.target or ""
    if _VAGUE_WORDS.fullmatch(text):
        return True
    return row.target is None and not _STANDARD.search(text) and bool(_VAGUE_ENDING.fullmatch(text))


def has_standard(row: RowView) -> bool:
    """The words of the target say how much, by when or compared with what."""
    return bool(_STANDARD.search(row.indicator.target or ""))


def unit_of(quantity: Quantity) -> str:
    """The unit for comparison: one word for per cent, none of the signs around it."""
    unit = quantity.unit.strip("()（） ").casefold()
    return "%" if unit in _PERCENT else unit


def units_differ(row: RowView) -> bool:
    """Both numbers carry a unit, and these are not the same; 0 needs none."""
    if row.target is None or row.actual is None or 0 in (row.target.value, row.actual.value):
        return False
    mine, yours = unit_of(row.target), unit_of(row.actual)
    return bool(mine and yours) and mine != yours


def is_comparable(row: RowView) -> bool:
    """Two numbers of one unit, and it is known which way is better.

    A bare number counts as "at least", except where less is plainly better: then nothing is guessed.
    """
    if row.target is None or row.actual is None or units_differ(row) or _may_be_scaled(row.target, row.actual):
        return False
    return row.target.comparator is not None or row.target.value == 0 or not LESS_IS_BETTER.search(row.indicator.name)


def _may_be_scaled(target: Quantity, actual: Quantity) -> bool:
    """One side carries a unit that the other may have left out and not meant: 1 for 100 %, 20000 for 2 万人."""
    mine, yours = unit_of(target), unit_of(actual)
    if mine == yours or 0 in (target.value, actual.value):
        return False
    if (mine or yours).startswith(("万", "亿")):
        return True
    bare = actual if mine else target
    return (mine or yours) == "%" and bare.value <= _BARE_RATE


def is_met_row(row: RowView) -> bool:
    """Both values are numbers and the target is reached."""
    if row.target is None or row.actual is None or not is_comparable(row):
        return False
    return is_met(row.target.comparator, row.target.value, row.actual.value)


def is_unmet_row(row: RowView) -> bool:
    """Target above 0, both measured in the same unit, and not reached."""
    if row.target is None or row.target.value <= 0 or not is_comparable(row):
        return False
    return not is_met_row(row)


def exceeds_equal(row: RowView) -> bool:
    """The target says ``=`` and more was done."""
    if row.target is None or row.actual is None or row.target.comparator is not Comparator.EQUAL:
        return False
    return 0 < row.target.value < row.actual.value


def contradicts(row: RowView) -> bool:
    """The numbers say done, the reason says not done or put off."""
    return is_met_row(row) and bool(NOT_DONE.search(row.reason))


def overshoot_percent(row: RowView) -> Decimal | None:
    """Actual in % of the target, where more is better; None otherwise.

    A rate cannot pass 100 %: what is printed above it counts as 100 %.
    """
    target, actual = row.target, row.actual
    if target is None or actual is None or target.value <= 0 or not is_comparable(row):
        return None
    if target.comparator in (Comparator.AT_MOST, Comparator.BELOW):
        return None
    is_rate = "%" in (unit_of(target), unit_of(actual)) and target.value <= HUNDRED
    done = min(actual.value, HUNDRED) if is_rate else actual.value
    return done / target.value * HUNDRED


def is_rate_unexplained(view: EvaluationView) -> bool:
    """The execution rate is low, and no text speaks of money or of work not done."""
    rate = view.form.rate
    if rate is None or rate >= view.profile.rate_threshold:
        return False
    return not _MONEY.search(view.narrative) and not NOT_DONE.search(view.narrative)


def letters(text: str) -> str:
    """A text without spaces and punctuation, for comparison."""
    return _NOT_TEXT.sub("", text)
