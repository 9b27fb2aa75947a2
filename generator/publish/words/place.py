"""Owns the line that says how a form compares: its place in the year, the money left, what a grade asks. No verdict."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.publish.words.wording import amount, percent, points
from generator.record.values import HUNDREDTH

if TYPE_CHECKING:
    from generator.record.model import Profile, SelfEvaluation
    from generator.summary.place import Rank


def place_words(place: Rank, grade: str | None) -> str:
    """The context of the printed total in one line; what the form does not say is left out."""
    share = _share(place) if place.forms > 1 else ""
    said = [_rank(place, grade), _left(place), share]
    return f"{'；'.join(filter(None, said))}。" if any(said) else ""


def _rank(place: Rank, grade: str | None) -> str:
    if place.forms == 1:
        return f"{place.year} 年度只有这一份自评价"
    alike = f"{place.same_grade} 份是“{grade}”" if grade else ""
    if place.rank is None or place.scored == 1:
        return f"{place.year} 年度 {place.forms} 份自评价里，{alike}" if alike else ""
    shared = "并列" if place.sharing > 1 else ""
    lacking = f"（{place.forms - place.scored} 份没有总分）" if place.scored < place.forms else ""
    rank = f"{place.year} 年度 {place.forms} 份自评价里，总分{shared}第 {place.rank}{lacking}"
    return f"{rank}，{alike}" if alike else rank


def _left(place: Rank) -> str:
    if place.unspent is None:
        return ""
    if not place.unspent:
        return "钱全部花完"
    return f"没花 {amount(place.unspent)} 万元" if place.unspent > 0 else f"多花 {amount(-place.unspent)} 万元"


def _share(place: Rank) -> str:
    if place.share is None:
        return ""
    return f"预算占这一年各表合计的{f' {percent(place.share)}' if place.share >= HUNDREDTH else '不到 0.01%'}"


def bounds_words(profile: Profile) -> str:
    """From how many points on a grade is given; the last takes what is left."""
    return "，".join(f"{grade.lower} 分起为{grade.name}" for grade in profile.grades if grade.lower)


def reach_words(form: SelfEvaluation, profile: Profile) -> str:
    """Which grade a form gets by its rows alone, with nothing spent; empty where its weights are not known."""
    weight, total = form.funds.total.weight, form.total_weight
    if weight is None or weight.value is None or total is None or total.value is None:
        return ""
    rows = total.value - weight.value
    if rows <= Decimal(0):
        return ""
    grade = profile.grade_at(rows).name
    return f"预算执行占 {points(weight.value)} 分：各行全部满分，钱一点没花，也有 {points(rows)} 分，是“{grade}”。"
