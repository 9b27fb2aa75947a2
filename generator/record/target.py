"""Owns how a target or an actual value is read as people write it: ``≥95%``, ``95%以上``, ``约400台``, ``百分之100``.

What is not understood is None, never guessed. Knows no rule and no form.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from generator.record.values import is_too_long


class Comparator(Enum):
    """How a target is to be met; the value is the sign the official form prints."""

    AT_LEAST = "≥"
    ABOVE = ">"
    EQUAL = "="
    BELOW = "<"
    AT_MOST = "≤"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what stands around it."""

    comparator: Comparator | None
    """None where the text has a bare number."""
    value: Decimal
    unit: str
    """As printed without brackets, such as ``%``, ``人次``, ``次/人均``; empty where there is none."""
    is_approximate: bool
    """约, 左右, 上下: the text draws no exact line."""
    subject: str = ""
    """Words before the number that are no comparison, such as 覆盖党支部."""
    spelling: str = field(default="", compare=False)
    """The comparison as written (``>=``, 不少于), empty where there is none."""

    def __str__(self) -> str:
        """The one way to print it, which reads back as the same quantity."""
        sign = self.comparator.value if self.comparator else ""
        suffix = "左右" if self.is_approximate else ""
        return f"{self.subject}{sign}{self.value:f}{self.unit}{suffix}"


class Result(Enum):
    """The three qualitative results of the official form; the value is the text it prints."""

    MET = "达成指标"
    PARTLY = "部分达成指标并具有一定效果"
    NOT_MET = "未达成指标且效果较差"


_MORE = ("超过", "高于", "大于", "多于")
_LESS = ("低于", "少于", "小于", "不足")
_NOT = ("不", "不得", "不应", "不能", "不可", "不准", "不许", "不宜", "不允许", "未", "没有")


def _negated(words: tuple[str, ...]) -> tuple[str, ...]:
    """不得超过, 未低于, ...: every negation with every word, but for 不不足, which nobody writes."""
    return tuple(f"{negation}{word}" for negation in _NOT for word in words if (negation, word) != ("不", "不足"))


SPELLINGS = {
    Comparator.AT_LEAST: ("≥", "≧", "⩾", "≮", ">=", "大于等于", "大于或等于", "至少", "达到", *_negated(_LESS)),
    Comparator.AT_MOST: ("≤", "≦", "⩽", "≯", "<=", "小于等于", "小于或等于", "至多", *_negated(_MORE)),
    Comparator.EQUAL: ("=", "等于"),
    Comparator.ABOVE: (">", *_MORE),
    Comparator.BELOW: ("<", *_LESS),
}
"""How people write a comparison before the number."""
_COMPARATOR_OF = {spelling: comparator for comparator, words in SPELLINGS.items() for spelling in words}
_WORDS = sorted(_COMPARATOR_OF, key=len, reverse=True)
AFTER = {"以上": Comparator.AT_LEAST, "以下": Comparator.AT_MOST, "以内": Comparator.AT_MOST}
"""How they write it behind the number and its unit."""
_ABOUT = ("约", "大约", "近")
_ROUGHLY = ("左右", "上下")

_WORD = re.compile("|".join(_WORDS))
_PATTERN = re.compile(
    rf"""(?P<subject>[\u4e00-\u9fffA-Za-z、:《》“”]{{0,16}}?)
    (?P<comparison>(?:{_WORD.pattern}){{0,2}}?)
    (?P<about>(?:大约|约|近)?)
    (?P<percent>(?:百分之)?)
    (?P<value>-?(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)?)
    (?P<unit>[^0-9]{{0,16}})""",
    re.VERBOSE,
)
_UNIT = re.compile(r"[%‰]|°C|(?:万|亿)?[\u4e00-\u9fffA-Za-z/·]{0,7}")
_NO_UNIT = re.compile(r"完成|之?前|之?后|之?内|届|级|号|期间|年度|年|月份|底|日|^[多余]|不|未|没|超|以外|至|到|或")
_SUBJECT_STOP = re.compile(r"第|前|近|每|从|到$|于$|过$|超|最|除|控制在?$|[限满仅只]$")
_TURNED = re.compile(r"[不未没无勿非莫别得应能可会须需许准宜必要再禁止免绝]$")
"""A negation or a modal right before the comparison may turn it: 避免低于, 不必达到."""
_NEGATES = re.compile(r"[不未没无勿莫禁避防杜]")
_DURATION = re.compile(r"年|个月|天|日|工作日|小时|分钟")
_DIGIT = re.compile(r"[0-9０-９]")


@lru_cache(maxsize=20_000)
def parse_quantity(text: str) -> Quantity | None:
    """Read a printed target or actual value; None where it is words, a date, a range or anything not sure."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    match = _PATTERN.fullmatch(plain)
    if match is None or _gains_digits(text, plain):
        return None
    unit, after, is_approximate = _read_unit(match["unit"])
    if match["percent"]:
        unit = f"%{unit}"
    words = _WORD.findall(match["comparison"])
    comparators = {_COMPARATOR_OF[word] for word in words} | ({after} if after else set())
    if len(comparators) > 1 or not _is_unit(unit) or not _is_subject(match["subject"], words):
        return None
    digits = match["value"].replace(",", "")
    if is_too_long(digits):
        return None
    return Quantity(
        comparator=next(iter(comparators), None),
        value=Decimal(digits),
        unit=unit,
        is_approximate=is_approximate or bool(match["about"]),
        subject=match["subject"],
        spelling=words[-1] if words else "",
    )


def _gains_digits(text: str, plain: str) -> bool:
    """Only a full-width digit is a digit: 10² is not 102, ①5 is not 15."""
    return len(_DIGIT.findall(text)) != len(_DIGIT.findall(plain))


def _read_unit(tail: str) -> tuple[str, Comparator | None, bool]:
    """Split what follows the number into unit, 以上 or 以下, and 左右."""
    unit = tail.replace("(", "").replace(")", "") if _is_bracketed(tail) else tail
    is_approximate = unit.endswith(_ROUGHLY)
    unit = unit[:-2] if is_approximate else unit
    for word, comparator in AFTER.items():
        if unit.endswith(word):
            return unit.removesuffix(word), comparator, is_approximate
    return unit, None, is_approximate


def _is_bracketed(tail: str) -> bool:
    return tail.startswith("(") and tail.endswith(")") and tail.count("(") == 1 == tail.count(")")


def _is_unit(unit: str) -> bool:
    if _DURATION.fullmatch(unit):
        return True
    return bool(_UNIT.fullmatch(unit)) and not _NO_UNIT.search(unit)


def _is_subject(subject: str, words: list[str]) -> bool:
    """A subject such as 覆盖党支部 is understood; one that compares, counts or negates itself is not.

    没有一次超过 is no 超过: before a comparison in words a negation may reach it; 不合格率≤ is plain.
    """
    if _SUBJECT_STOP.search(subject) or _TURNED.search(subject) or _WORD.search(subject):
        return False
    if any(word in subject for word in _ABOUT):
        return False
    return not (_NEGATES.search(subject) and any(word.isalpha() and not _NEGATES.match(word) for word in words))


@lru_cache(maxsize=20_000)
def parse_result(text: str) -> Result | None:
    """Read a qualitative result; None where the text is none of the three of the official form."""
    return next((result for result in Result if result.value == text.strip()), None)
