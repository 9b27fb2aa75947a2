"""Owns how a question in words becomes a filter: which words mean which figure, comparison or choice.

The scripts know no such word; all of them come with the first piece of the index. Bounds come from the profile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.publish.search.parts import HEADS, PARTS, labels, part_of
from generator.record.target import AFTER, SPELLINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.publish.search.parts import SearchPart
    from generator.record.model import Profile

FIGURES: tuple[dict[str, Any], ...] = (
    {"key": "rate", "label": "执行率", "unit": "%", "words": ["执行率", "预算执行率"], "range": True},
    {"key": "score", "label": "得分", "unit": "分", "words": ["得分", "总分", "自评得分", "分数"], "range": True},
    {
        "key": "budget",
        "label": "全年预算或申请",
        "unit": "万元",
        "words": ["全年预算数", "全年预算", "预算数", "预算", "申请"],
        "range": True,
    },
    {"key": "executed", "label": "全年执行数", "unit": "万元", "words": ["全年执行数", "执行数"], "range": False},
)
"""The figures of a form that are compared; ``range``: the page has a pair of boxes for it."""

UNITS = {"%": "1", "分": "1", "万": "1", "万元": "1", "亿": "10000", "亿元": "10000", "元": "0.0001"}
"""What a number in a question is multiplied with to be in the unit of its figure; nothing stands for 1."""

JOINTS = (
    "但是",
    "可是",
    "并且",
    "而且",
    "却",
    "但",
    "又",
    "且",
    "还",
    "也",
    "而",
    "并",
    "的",
    "和",
    "，",
    "、",
    ",",
    "?",
    "有",
    "项目",
    "单位",
    "表",
)
"""Words between two questions, and behind the last."""

OPENERS = ("有哪些", "哪些", "哪几个", "哪个", "哪家", "有没有", "什么", "所有", "全部", "找", "查")
"""Words a question begins with."""


def words_of(profile: Profile, synonyms: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """Every word the scripts understand, as plain lists."""
    return {
        "labels": labels(),
        "partOf": {key: part_of(key) for key in labels()},
        "parts": [_part(part) for part in PARTS],
        "heads": [_part(part) for part in HEADS],
        "figures": FIGURES,
        "units": UNITS,
        "comparators": _comparators(),
        "after": [[word, comparator.value] for word, comparator in AFTER.items()],
        "phrases": _phrases(profile),
        "openers": OPENERS,
        "joints": JOINTS,
        "synonyms": [[word, list(means)] for word, means in synonyms.items()],
    }


def _part(part: SearchPart) -> dict[str, Any]:
    return {"key": part.key, "label": part.label, "words": list(dict.fromkeys((part.label, *part.words)))}


def _comparators() -> list[list[str]]:
    """Every spelling before its sign, the longest first."""
    pairs = [[spelling, comparator.value] for comparator, spellings in SPELLINGS.items() for spelling in spellings]
    more = [["不到", "<"], ["不满", "<"], ["不超过", "≤"], ["以上", "≥"], ["以下", "≤"]]
    known = {spelling for spelling, _ in pairs}
    return sorted([*pairs, *(pair for pair in more if pair[0] not in known)], key=lambda pair: (-len(pair[0]), pair[0]))


def _phrases(profile: Profile) -> list[list[Any]]:
    """Phrases and the conditions they stand for: figure or facet, sign, values of which one must hold."""
    low = ["rate", "<", [f"{profile.rate_threshold:f}"]]
    high = ["rate", "≥", [f"{profile.rate_threshold:f}"]]
    best, worst = list(profile.grades[0].words), list(profile.grades[-1].words)
    short, full = ["short", "=", ["yes"]], ["short", "=", ["no"]]
    groups: tuple[tuple[list[Any], tuple[str, ...]], ...] = (
        (low, ("预算执行率低", "预算执行率不高", "执行率低", "执行率不高", "执行率偏低", "花得少", "花的少")),
        (high, ("执行率高", "花得多")),
        (["rate", "<", ["100"]], ("没花完", "没有花完", "钱没花完")),
        (["rate", "≥", ["100"]], ("花完了", "全花完了", "钱花完了")),
        (["rate", "<", ["50"]], ("花了不到一半", "花不到一半", "执行率不到一半", "执行不到一半")),
        (["rate", ">", ["100"]], ("超支", "超预算", "花超了")),
        (
            short,
            (
                "没得满分",
                "没有得满分",
                "未得满分",
                "没拿满分",
                "不是满分",
                "被扣分",
                "扣了分",
                "扣分",
                "丢了分",
                "失分",
            ),
        ),
        (full, ("都得满分", "全得满分", "每行都得满分", "全部满分")),
        (["score", "<", [f"{profile.grades[0].lower:f}"]], ("得分低", "分数低", "低分")),
        (
            ["grade", "=", best],
            (
                "评优",
                f"评{profile.grades[0].name}",
                f"评为{profile.grades[0].name}",
                f"得{profile.grades[0].name}",
                "等级最高",
            ),
        ),
        (["grade", "=", worst], (f"评{profile.grades[-1].name}", f"评为{profile.grades[-1].name}", "等级最低")),
    )
    pairs = {phrase: condition for condition, phrases in groups for phrase in phrases}
    return [[phrase, pairs[phrase]] for phrase in sorted(pairs, key=lambda phrase: (-len(phrase), phrase))]
