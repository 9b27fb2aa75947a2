"""Owns what the words forms print around their values mean.

Knows no layout: where a label stands says nothing here. What a template adds is learned in learned.py and spoken
here for as long as one part of a file is read.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.importer.cells import fold
from generator.importer.words import (
    COLUMNS,
    DECLARED,
    EXTRA_LEVEL1,
    EXTRA_LEVEL2,
    FUND_COLUMNS,
    FUND_LINES,
    GOALS,
    GRADE,
    HEAD,
    OTHER_LEVEL1,
    OTHER_LEVEL2,
    SECTIONS,
    TEXTS,
    TOTAL,
)
from generator.record.meaning import LEVEL2_OF

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LEVEL2_ORDER = tuple(dict.fromkeys(name for names in LEVEL2_OF.values() for name in names))
LEVEL2 = {name: name for name in LEVEL2_ORDER} | EXTRA_LEVEL2
"""Level-2 words and the official name of each; 成本指标 and 满意度指标 are level 1 as well."""
LEVEL1 = {name: name for name in LEVEL2_OF} | EXTRA_LEVEL1
PARENT = {child: parent for parent, children in LEVEL2_OF.items() for child in children}

_POINTS = re.compile(r"(?:\(|(?<!\d))(\d+(?:\.\d+)?)分\)?$")
_BRACKETS = re.compile(r"\([^()]*\)$")
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+、|\d+[.、]|\([一二三四五六七八九十\d]+\)|指标\d*[:：])")
_UNIT = re.compile(r"\((?:(?:金额)?单位:)?(万元|元|人民币元|亿元)\)|^(?:金额)?单位:?(万元|元|人民币元|亿元)$")
_LONGEST_LABEL = 24
_UNIT_NOTE = re.compile(r"\(?(?:金额)?(?:计量)?单位:?(?:人民币)?(?:万元|元)\)?")


@dataclass(frozen=True, slots=True)
class Level:
    """A level name as printed, with what it means."""

    printed: str
    depth: int
    """1 or 2."""
    name: str
    """The official name; empty where the official template has none."""
    points: str
    """Points inside the label, such as 50 of 产出指标(50分); empty where there are none."""
    stem: str = ""
    """As printed without its points."""


@dataclass(frozen=True, eq=False)
class Words:
    """What the templates at hand print, beside the words of every region; theirs win."""

    keys: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Key by family and folded label."""
    sections: frozenset[str] = frozenset()
    """Folded labels that head a part of the form: they are nothing else."""
    levels: Mapping[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    """Depth and official name of folded names of levels."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Kind of form by folded title without year."""
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What their words mean, by sort of word, as in a template."""
    own_rows: frozenset[tuple[str, str]] = frozenset()
    """Kind of form and table of money, where every form labels its rows for itself."""


NO_WORDS = Words()
_SPOKEN: ContextVar[Words] = ContextVar("words", default=NO_WORDS)


@contextmanager
def speaking(words: Words) -> Iterator[None]:
    """Within this block labels are read with these words as well."""
    token = _SPOKEN.set(words)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def spoken() -> Words:
    """The words in use."""
    return _SPOKEN.get()


def _index(table: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {fold(word): key for key, words in table.items() for word in words}


_INDEX = {
    "head": _index(HEAD),
    "funds": _index(FUND_COLUMNS),
    "fund_line": _index(FUND_LINES),
    "column": _index(COLUMNS),
    "goal": _index(GOALS),
    "text": _index(TEXTS),
    "grade": _index({"grade": GRADE}),
    "total": _index({"total": TOTAL}),
    "section": _index({"section": SECTIONS}),
    "declared": _index(dict(reversed(DECLARED.items()))),
}
KINDS_OF_LABEL = tuple(_INDEX)


def key_of(text: str, family: str) -> str | None:
    """The key a label stands for within a family of labels; None where it is none of them."""
    return _key_of(text, family, _SPOKEN.get())


@lru_cache(maxsize=50_000)
def _key_of(text: str, family: str, words: Words) -> str | None:
    if len(text) > 40:
        return None
    index, forms = _INDEX[family], forms_of(text)
    learned = next((words.keys[family, form] for form in forms if (family, form) in words.keys), None)
    if learned is not None:
        return learned
    if words.sections.intersection(forms):
        return None
    return next((index[form] for form in forms if form in index), None)


@lru_cache(maxsize=20_000)
def forms_of(text: str) -> tuple[str, ...]:
    """A label folded, without brackets at its end, and without its number and 其中."""
    folded = fold(text)
    short = bare(folded)
    return folded, short, _NUMBERED.sub("", short).removeprefix("其中").lstrip(":")


def is_label(text: str) -> bool:
    """The text is a label of any family, not a value."""
    return any(key_of(text, family) is not None for family in KINDS_OF_LABEL)


def bare(folded: str) -> str:
    """A folded label without what stands in brackets at its end: 全年预算数(A), 产出指标(50分), 实施单位(盖章)."""
    while True:
        shorter = _BRACKETS.sub("", folded).strip(":")
        if shorter == folded or not shorter:
            return folded
        folded = shorter


def unit_in(text: str) -> str | None:
    """The unit of money a label names, 万元 or 元; that of a sentence or of a price is none."""
    folded = fold(text)
    found = _UNIT.search(folded) if len(folded) <= _LONGEST_LABEL else None
    if found is None:
        return None
    unit = found[1] or found[2]
    return "元" if unit in ("元", "人民币元") else unit


def is_unit_note(text: str) -> bool:
    """The cell says the unit of the form and nothing else: 单位：万元 in a corner."""
    return bool(_UNIT_NOTE.fullmatch(fold(text)))


def levels_of(text: str) -> tuple[Level, ...]:
    """What a cell may mean as a level name: level 1, level 2, or (成本指标, 满意度指标) both, or nothing."""
    return _levels_of(text, _SPOKEN.get())


@lru_cache(maxsize=50_000)
def _levels_of(text: str, words: Words) -> tuple[Level, ...]:
    folded = fold(text)
    if not folded or len(folded) > 30:
        return ()
    points = _POINTS.search(folded)
    stem = _POINTS.sub("", bare(folded) if points is None else _POINTS.sub("", folded)).strip("()")
    if stem in words.levels:
        return tuple(level(text, depth, name) for depth, name in words.levels[stem])
    found = []
    if stem in LEVEL1 or stem in OTHER_LEVEL1:
        found.append(level(text, 1, LEVEL1.get(stem, "")))
    if stem in LEVEL2 or stem in ("满意度指标", "满意度"):
        found.append(level(text, 2, LEVEL2.get(stem, "服务对象满意度指标")))
    if stem in OTHER_LEVEL2:
        found.append(level(text, 2, ""))
    return tuple(found)


def level(text: str, depth: int, name: str) -> Level:
    """A printed label as a level of a known depth, its points apart."""
    printed = short_name(text)
    points = _POINTS.search(fold(text))
    stem = re.sub(r"[（(]?\d+(?:\.\d+)?分[）)]?$", "", printed)
    return Level(printed, depth, name, points[1] if points else "", stem or printed)


def short_name(text: str) -> str:
    """A label as printed, without gaps inside."""
    return re.sub(r"\s+", "", text)


WORDS = frozenset(word for index in _INDEX.values() for word in index) | LEVEL1.keys() | LEVEL2.keys()
"""Every word this module knows, folded."""
