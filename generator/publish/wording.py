"""Owns how values are worded on a page: amounts, rates, the plain sentences of a form. Text, no markup."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from generator.record.values import in_wan_yuan
from generator.summary.results import Tally, rows_of, short_rows, tally

if TYPE_CHECKING:
    from generator.record.model import SelfEvaluation, TargetDeclaration
    from generator.record.values import Figure
    from generator.summary.collection import AnyForm

ABSENT = "未填报"
LOST = "原件缺失"
_CLAUSE = re.compile(r"[^。；]*[。；]?")
_LEAD_LENGTH = 64
"""Characters of a goal shown in the first screen of a phone; the whole stands below."""


def amount(number: Decimal | None) -> str:
    """An amount in 万元: thousands commas, two decimals (more only where the amount has them)."""
    if number is None:
        return "—"
    places = max(2, -int(number.as_tuple().exponent)) if number % 1 else 2
    return f"{number:,.{places}f}"


def percent(number: Decimal | None) -> str:
    """A rate in %, as it stands."""
    return "—" if number is None else f"{number:f}%"


def points(number: Decimal | None) -> str:
    """Points without trailing zeros: 2.00 reads 2, 0.60 reads 0.6."""
    return "—" if number is None else f"{number.normalize():f}"


def cell(figure: Figure | None) -> str:
    """A figure cell as printed, empty where the form has none."""
    return figure.text if figure else ""


def first_clauses(text: str, limit: int = _LEAD_LENGTH) -> str:
    """The first sentences of a text that fit, cut at a full stop or semicolon; cut with … only where none fits."""
    taken = ""
    for clause in _CLAUSE.findall(text):
        if len(taken) + len(clause) > limit and taken:
            break
        taken += clause
    if len(taken) > limit * 2:
        return taken[: limit * 2 - 1].rstrip("，、") + "……"
    return taken.rstrip("；。") + "。"


def change(initial: Decimal | None, adjusted: Decimal | None) -> str:
    """How the budget moved within the year, in words; empty where it did not or cannot be known."""
    if initial is None or adjusted is None or initial == adjusted:
        return ""
    if not initial:
        return "年中追加"
    share = (abs(adjusted - initial) / initial * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"年中{'调增' if adjusted > initial else '调减'} {share}%"


def money_sentence(form: SelfEvaluation) -> str:
    """What it cost and how much was spent, in one sentence."""
    initial, adjusted = form.funds.wan_yuan("initial_budget"), form.funds.wan_yuan("adjusted_budget")
    executed = form.funds.wan_yuan("executed")
    if adjusted is None or executed is None:
        return "金额在原件中缺失，无法说明花了多少。"
    moved = change(initial, adjusted)
    if moved == "年中追加":
        budget = f"年初没有预算，年中追加 {amount(adjusted)} 万元"
    elif moved:
        budget = f"年初预算 {amount(initial)} 万元，{moved}，全年预算 {amount(adjusted)} 万元"
    else:
        budget = f"全年预算 {amount(adjusted)} 万元"
    if form.rate is None:
        return f"{budget}，实际支出 {amount(executed)} 万元；执行率{LOST}。"
    return f"{budget}，实际支出 {amount(executed)} 万元，执行率 {percent(form.rate)}。"


def result_sentence(form: SelfEvaluation) -> str:
    """What was reached, by points, with the row that lost most."""
    counts = tally(rows_of(form))
    total = f"总分 {form.total_score}" if form.total_score else f"总分{LOST}"
    grade = f"，表上等级“{form.grade}”" if form.grade else ""
    sentence = f"{_counts(counts)}；{total}{grade}。"
    short = short_rows(form)
    if not short:
        return sentence
    worst = max(short, key=lambda row: (row.indicator.lost or Decimal(0), -row.number)).indicator
    return f"{sentence}失分最多的是“{worst.name}”，{points(worst.lost)} 分。"


def _counts(counts: Tally) -> str:
    parts = [f"{counts.full} 项满分"]
    parts += [f"{counts.partly} 项部分得分"] if counts.partly else []
    parts += [f"{counts.none} 项没有得分"] if counts.none else []
    parts += [f"{counts.unknown} 项得分缺失"] if counts.unknown else []
    if len(parts) == 1 and counts.full == counts.total:
        return f"{counts.total} 项指标全部满分"
    return f"{counts.total} 项指标中，{'，'.join(parts)}"


def purpose_sentence(form: AnyForm) -> str:
    """What the project was for, cut to the first screen."""
    texts = [getattr(form, key, None) for key in ("expected", "annual", "overall")]
    text = next((text for text in texts if text), None)
    return first_clauses(text) if text else f"目标{ABSENT}。"


def declared_money_sentence(form: TargetDeclaration) -> str:
    """What a declaration asks for; in 万元 beside the printed 元."""
    figure = form.amounts.annual_total
    if figure is None or figure.value is None:
        return f"年度申请金额{ABSENT}。"
    wan = in_wan_yuan(figure.value, form.amounts.amount_unit)
    printed = f"{figure.text} {form.amounts.amount_unit.value}"
    if form.amounts.amount_unit.value == "万元":
        return f"当年申请资金 {printed}。"
    return f"当年申请资金 {printed}，即 {amount(wan)} 万元。"
