"""Owns how values are worded on a page: amounts, rates, the plain sentences of a form. Text, no markup."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from generator.forms.formulas import rate_of, score_of
from generator.forms.rows import Tally, rows_of, short_rows, tally
from generator.record.kinds import goal_of, has_cell, value_at
from generator.record.values import in_wan_yuan, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.forms.formulas import Known
    from generator.forms.rows import ScoredRow
    from generator.record.model import Form, Profile, SelfEvaluation, TargetDeclaration
    from generator.record.values import Figure

ABSENT = "未填报"
WAN_A_YI = Decimal(10_000)
"""万元 in one 亿元."""
LOST = "原件缺失"
NO_CELL = "本表无此栏"
_CLAUSE = re.compile(r"(?:（[^（）]*）|[^。；！？])*[。；！？]?")
"""Up to the end of a clause; one inside brackets cuts nothing."""
_NUMBERING = re.compile(
    r"(?:[（(]\d{1,2}[）)]|[（(]?[一二三四五六七八九十]{1,2}[、）)]|\d{1,2}[、）)]|\d{1,2}[.．](?!\d)|[①-⑩])?\s*"
    r"(?:(?:项目|年度)?总?(?:体)?目标[：:])?"
)
_PLACEHOLDER = re.compile(r"(?<![A-Za-z.])[xX×]{2,}(?![A-Za-z.])")
"""A number nobody put in, such as “购置xx个设备”."""
_NAMED = 2
"""Rows a sentence names before it says 等."""
_LEAD_LENGTH = 64
"""Characters of a goal shown in the first screen of a phone; the whole stands below."""


def absence(form: Form, path: str, row: int | None = None) -> str:
    """Why an empty cell of a form is empty: the form has no such cell, the document lost it, the unit left it empty."""
    if not has_cell(form, path):
        return NO_CELL
    return LOST if form.is_missing(path, row) else ABSENT


def amount(number: Decimal | None) -> str:
    """An amount in 万元: thousands commas, two decimals (more only where the amount has them)."""
    if number is None:
        return "—"
    return plain(number, places=2, commas=True)


def in_yi(number: Decimal | None) -> str:
    """A large amount in 万元 as one can weigh it, about so many 亿元; empty below one 亿元."""
    if number is None or abs(number) < WAN_A_YI:
        return ""
    return f"约 {(number / WAN_A_YI).quantize(Decimal('0.01'), rounding=ROUND_HALF_UP)} 亿元"


def in_short(number: Decimal) -> str:
    """An amount in 万元 with its unit in the fewest signs, for a picture."""
    return in_yi(number).removeprefix("约 ") or f"{amount(number)} 万元"


def percent(number: Decimal | None) -> str:
    """A rate in %, as it stands."""
    return "—" if number is None else f"{number:f}%"


def decimal(number: Decimal | None) -> str:
    """A figure of a group in a table whose head names the unit."""
    return "—" if number is None else f"{number:f}"


def points(number: Decimal | None) -> str:
    """Points without trailing zeros: 2.00 reads 2, 0.60 reads 0.6."""
    return "—" if number is None else plain(number)


def first_clauses(text: str, limit: int = _LEAD_LENGTH) -> str:
    """The first sentences of a text that fit, cut where one ends or at a semicolon; with … only where none fits."""
    taken = ""
    for clause in _CLAUSE.findall(text):
        if len(taken) + len(clause) > limit and taken:
            break
        taken += clause
    if len(taken) > limit * 2:
        return taken[: limit * 2 - 1].rstrip("，、") + "……"
    return taken if taken.endswith(("！", "？", "…")) else taken.rstrip("；。") + "。"


def change(initial: Decimal | None, adjusted: Decimal | None) -> str:
    """How the budget moved within the year, in words; empty where it did not or cannot be known."""
    if initial is None or adjusted is None or initial == adjusted:
        return ""
    if not initial:
        return "年中追加"
    share = (abs(adjusted - initial) / initial * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"年中{'调增' if adjusted > initial else '调减'} {share}%"


def money_sentence(form: SelfEvaluation, profile: Profile) -> str:
    """What it cost and how much was spent, in one sentence; the rate as the site shows it."""
    initial, adjusted = form.funds.wan_yuan("initial_budget"), form.funds.wan_yuan("adjusted_budget")
    executed = form.funds.wan_yuan("executed")
    if adjusted is None or executed is None:
        return f"{_lacking(form)}，无法说明花了多少。"
    moved = change(initial, adjusted)
    if moved and not initial:
        budget = f"年初没有预算，年中追加 {amount(adjusted)} 万元"
    elif moved:
        budget = f"年初预算 {amount(initial)} 万元，{moved}，全年预算 {amount(adjusted)} 万元"
    else:
        budget = f"全年预算 {amount(adjusted)} 万元"
    about = in_yi(adjusted)
    budget += f"（{about}）" if about else ""
    rate = rate_of(form, profile)
    mark = "；" if rate.value is None else "，"
    return f"{budget}，实际支出 {amount(executed)} 万元{mark}{rate_words(form, rate)}。"


def rate_words(form: Form, rate: Known) -> str:
    """The execution rate of a form, marked where it is computed; where there is none, why."""
    return f"执行率{_known_words(rate, percent(rate.value), _without(form, form.kind.rate))}"


def score_words(form: Form, score: Known, called: str = "总分", unit: str = "") -> str:
    """The same of its total score, in points."""
    text = f"{value_at(form, form.kind.score) or decimal(score.value)}{unit}"
    return f"{called}{_known_words(score, text, _without(form, form.kind.score))}"


def _known_words(known: Known, text: str, why: str) -> str:
    if known.value is None:
        return why
    return f"按表上的数算 {text}（{why}）" if known.is_computed else f" {text}"


def _lacking(form: SelfEvaluation) -> str:
    """Which of the two amounts have no number, and why."""
    columns = (("全年预算数", "adjusted_budget"), ("全年执行数", "executed"))
    paths = [(label, f"funds.total.{key}") for label, key in columns if form.funds.wan_yuan(key) is None]
    return "，".join(f"{label}{_without(form, path)}" for label, path in paths)


def _without(form: Form, path: str) -> str:
    """Why a cell holds no number; the form itself may print a dash."""
    printed: Figure | None = value_at(form, path)
    return f"印的是“{printed.text}”" if printed else absence(form, path)


def result_sentence(form: SelfEvaluation) -> str:
    """What was reached, by points, and where the missing points went; the total as the site shows it."""
    counts = tally(rows_of(form))
    total = score_words(form, score_of(form))
    grade = f"，表上等级“{form.grade}”" if form.grade else ""
    sentence = f"{_counts(counts)}；{total}{grade}。"
    return sentence + loss_sentence(form)


def loss_sentence(form: SelfEvaluation) -> str:
    """Where the missing points went: rows, execution, or both; empty where none are missing or the form cannot say.

    Execution is named only where the printed figures add up: what the total lacks is what rows and execution lack.
    """
    short = short_rows(form)
    rows = _rows_sentence(short) if short else ""
    if short and tally(rows_of(form)).unknown:
        rows = f"能看到得分的各行里，{rows}"
    by_rows = sum((row.indicator.lost or Decimal(0) for row in short), Decimal(0))
    by_execution = _execution_loss(form, by_rows)
    if by_execution is None or not by_execution:
        return rows
    line = form.funds.total
    if len(short) == 1:
        return f"{rows.rstrip('。')}；执行少 {points(by_execution)} 分（执行率 {percent(form.rate)}）。"
    if short:
        return f"{rows}指标少 {points(by_rows)} 分，执行少 {points(by_execution)} 分（执行率 {percent(form.rate)}）。"
    weight, score = (figure.value if figure else None for figure in (line.weight, line.score))
    return (
        f"少的 {points(by_execution)} 分在预算执行：执行率 {percent(form.rate)}，"
        f"{points(weight)} 分得 {points(score)} 分。"
    )


def _execution_loss(form: SelfEvaluation, by_rows: Decimal) -> Decimal | None:
    """Points lost on the budget's execution; None where a figure is missing or the printed ones do not add up."""
    line = form.funds.total
    figures = (form.total_weight, form.total_score, line.weight, line.score)
    values = [figure.value for figure in figures if figure is not None and figure.value is not None]
    if len(values) < len(figures) or form.rate is None or tally(rows_of(form)).unknown:
        return None
    possible, total, weight, score = values
    return weight - score if possible - total == by_rows + weight - score and weight >= score else None


def _rows_sentence(short: Sequence[ScoredRow]) -> str:
    """The rows that lost most; several that lost the same are named together, never one of them by chance."""
    lost = [row.indicator.lost or Decimal(0) for row in short]
    worst = [row.indicator.name for row, points_lost in zip(short, lost, strict=True) if points_lost == max(lost)]
    most = "失分最多的" if len(worst) < len(short) else "失分的"
    if len(worst) == 1:
        return f"{most}是“{worst[0]}”，{points(max(lost))} 分。"
    names = [f"“{name}”" for name in worst[:_NAMED]]
    named = "和".join(names) if len(worst) == _NAMED else f"{''.join(names)}等 {len(worst)} 行"
    return f"{most}是{named}，各失 {points(max(lost))} 分。"


def _counts(counts: Tally) -> str:
    parts = [f"{counts.full} 项满分"] if counts.full else []
    parts += [f"{counts.partly} 项部分得分"] if counts.partly else []
    parts += [f"{counts.none} 项没有得分"] if counts.none else []
    parts += [f"{counts.unknown} 项没有数"] if counts.unknown else []
    if not counts.total:
        return "表上没有指标"
    if len(parts) == 1 and counts.full == counts.total:
        return f"{counts.total} 项指标全部满分"
    return f"{counts.total} 项指标中，{'，'.join(parts)}"


def purpose_sentence(form: Form) -> str:
    """What the project was for, cut to the first screen, without the numbering of a list it begins."""
    text = goal_of(form)
    if not text:
        return f"目标{_goal_absence(form)}。"
    line = "".join(part.strip() for part in text.splitlines())
    shown = first_clauses(_NUMBERING.sub("", line, count=1))
    return f"{shown}（原表如此，数量没有填）" if _PLACEHOLDER.search(shown) else shown


def _goal_absence(form: Form) -> str:
    return LOST if any(map(form.is_missing, form.kind.goals)) else ABSENT


def declared_money_sentence(form: TargetDeclaration) -> str:
    """What a declaration asks for; in 万元 beside the printed 元."""
    figure = form.amounts.annual_total
    if figure is None:
        return f"年度申请金额{absence(form, 'amounts.annual_total')}。"
    if figure.value is None:
        return f"年度申请金额印的是“{figure.text}”。"
    wan = in_wan_yuan(figure.value, form.amounts.amount_unit)
    printed = f"{figure.text} {form.amounts.amount_unit.value}"
    if form.amounts.amount_unit.value == "万元":
        return f"当年申请资金 {printed}。"
    return f"当年申请资金 {printed}，即 {amount(wan)} 万元。"
