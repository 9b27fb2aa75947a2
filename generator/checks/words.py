"""Owns how the texts of the rules name what the regional profile sets. Judges nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.record.target import Result
from generator.record.values import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.record.model import Profile


def words_of(profile: Profile) -> dict[str, str]:
    """Every ``$name`` a text of a rule may have, with what it says in this region."""
    top, *lower = profile.grades
    return {
        "region": profile.region,
        "rounding": "截取" if profile.rounding == "truncate" else "四舍五入",
        "grades": "，".join(f"{'或'.join(g.words)} {plain(g.lower)} 分起" for g in profile.grades),
        "top": top.name,
        "top_lower": plain(top.lower),
        "second": (lower[0] if lower else top).name,
        "heaviest": max(profile.weights, key=profile.weights.__getitem__),
        "weights": _shares(profile.weights),
        "weights_with_cost": _shares(profile.weights_with_cost),
        "weight_tolerance": plain(profile.weight_tolerance),
        "execution_weight": plain(profile.execution_weight),
        "indicator_weight": plain(Decimal(100) - profile.execution_weight),
        "ratio_tolerance": plain(profile.ratio_tolerance),
        "overshoot": plain(profile.overshoot_percent),
        "overshoot_example": plain(profile.overshoot_percent * 5),
        "rate": plain(profile.rate_threshold),
        "cost_from": f"{profile.cost_required_from} 年" if profile.cost_required_from else "（没有设）",
        "categories": "、".join(profile.categories) or "（没有设）",
    } | _bands(profile)


def _shares(weights: Mapping[str, Decimal]) -> str:
    return "、".join(f"{name.removesuffix('指标')} {plain(points)}" for name, points in weights.items())


def _bands(profile: Profile) -> dict[str, str]:
    """``met_low``, ``met_high`` and so on: the bounds of each result, in % of the points."""
    words: dict[str, str] = {}
    for result in Result:
        low, high = profile.band_of(result)
        words |= {f"{result.name.lower()}_low": plain(low), f"{result.name.lower()}_high": plain(high)}
    return words
