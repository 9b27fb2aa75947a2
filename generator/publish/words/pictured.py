"""Owns the words of the pictures of many forms: the same figures for those who do not see them. Text, no markup."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from generator.publish.words.wording import amount, percent, points

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.publish.pages.spreads import Histogram, Spending, Strip
    from generator.publish.pages.treemap import TileShare
    from generator.record.model import Form

_TENTH = Decimal("0.1")


def share_label(share: TileShare, unit_of: Callable[[Form], str]) -> str:
    """Whose money a tile is."""
    if share.form is None:
        return f"其余 {len(share.forms)} 份"
    return f"{share.form.project}（{unit_of(share.form)}）"


def share_name(share: TileShare, name_of: Callable[[Form], str]) -> str:
    """What is written on a tile."""
    return f"其余 {len(share.forms)} 份" if share.form is None else name_of(share.form)


def share_text(share: TileShare) -> str:
    """Budget of a tile and how much of it was spent."""
    if share.spent is None:
        return f"{amount(share.budget)} 万元"
    spent = (share.spent / share.budget * 100).quantize(_TENTH, rounding=ROUND_HALF_UP)
    return f"{amount(share.budget)} 万元，花了 {points(spent)}%"


def shares_words(shares: Sequence[TileShare], unit_of: Callable[[Form], str]) -> str:
    """The tiles from large to small."""
    said = "；".join(f"{share_label(share, unit_of)} {share_text(share)}" for share in shares)
    return f"全年预算由大到小：{said}" if said else "没有一份表有全年预算数"


def most_of(shares: Sequence[TileShare]) -> tuple[int, Decimal] | None:
    """The fewest forms that hold more than half of the money, and their part in %; None where that says little."""
    total = sum((share.budget for share in shares), Decimal(0))
    forms = sum(len(share.forms) for share in shares)
    held = Decimal(0)
    for number, share in enumerate(shares, 1):
        held += share.budget
        if held * 2 > total and share.form is not None:
            return (
                (number, (held / total * 100).quantize(_TENTH, rounding=ROUND_HALF_UP)) if number * 4 <= forms else None
            )
    return None


def scores_words(histogram: Histogram) -> str:
    """How many forms have scores from where to where."""
    said = [f"{points(step.low)} 到 {points(step.high)} 分 {step.count} 份" for step in histogram.steps if step.count]
    return f"自评总分：{'，'.join(said)}" if said else "没有一份表有总分"


def strips_words(strips: Sequence[Strip]) -> str:
    """The execution rates of each unit."""
    said = []
    for strip in strips:
        rates = sorted(mark.rate.value for mark in strip.marks if mark.rate.value is not None)
        span = f"，各份从 {percent(rates[0])} 到 {percent(rates[-1])}" if len(rates) > 1 else ""
        computed = sum(mark.rate.is_computed for mark in strip.marks)
        span += f"（{computed} 份按表上的数算）" if computed else ""
        whole = f"合计 {percent(strip.rate)}" if strip.rate is not None else "合计算不出"
        said.append(f"{strip.unit.short} {strip.forms} 份，{whole}{span}")
    return f"各单位的执行率：{'；'.join(said)}"


def spendings_words(spendings: Sequence[Spending], unit_of: Callable[[Form], str]) -> str:
    """Budget and spending of forms beside one another."""
    said = (f"{unit_of(bar.form)} {bar.form.year} 年度 {amount(bar.budget)}，{amount(bar.spent)}" for bar in spendings)
    return f"全年预算和执行，万元：{'；'.join(said)}"
