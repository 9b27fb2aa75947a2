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
    """约, 左右: the text draws no exact line."""
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


_SPELLINGS = {
    Comparator.AT_LEAST: ("≥", ">=", "大于等于", "大于或等于", "不少于", "不低于", "不小于", "至少", "达到"),
    Comparator.AT_MOST: ("≤", "<=", "小于等于", "小于或等于", "不超过", "不高于", "不大于", "不多于", "至多"),
    Comparator.EQUAL: ("=", "等于"),
    Comparator.ABOVE: (">", "大于", "超过", "高于", "多于"),
    Comparator.BELOW: ("<", "小于", "少于", "低于"),
}
_COMPARATOR_OF = {spelling: comparator for comparator, words in _SPELLINGS.items() for spelling in words}
_WORDS = sorted(_COMPARATOR_OF, key=len, reverse=True)
_AFTER = {"以上": Comparator.AT_LEAST, "以下": Comparator.AT_MOST, "以内": Comparator.AT_MOST}
_ABOUT = ("约", "大约", "近")

_PATTERN = re.compile(
    rf"""(?P<subject>[^\d≥≤<>=+\-.()]*?)
    (?P<comparison>(?:{"|".join(_WORDS)}){{0,2}}?)
    (?P<about>(?:大约|约|近)?)
    (?P<percent>(?:百分之)?)
    (?P<value>-?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)
    (?P<unit>[^\d]*)""",
    re.VERBOSE,
)
_UNIT = re.compile(r"[%‰]|°C|(?:万|亿)?[\u4e00-\u9fffA-Za-z/·]{0,7}")
_NO_UNIT = re.compile(r"完成|之?前|之?后|之?内|届|级|号|期间|年度|年|月份|底|日")
_SUBJECT_STOP = re.compile(r"第|前|近|每|从|到$|于$|过$")
_DURATION = re.compile(r"年|个月|天|日|工作日|小时|分钟")


@lru_cache(maxsize=20_000)
def parse_quantity(text: str) -> Quantity | None:
    """Read a printed target or actual value; None where it is words, a date, a range or anything not sure."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    match = _PATTERN.fullmatch(plain)
    if match is None:
        return None
    subject, comparison = match["subject"], match["comparison"]
    spelling = _last_word(comparison)
    unit, after, is_approximate = _read_unit(match["unit"])
    if match["percent"]:
        unit = f"%{unit}"
    if not _is_unit(unit) or not _is_subject(subject):
        return None
    comparator = _COMPARATOR_OF[spelling] if spelling else after
    digits = match["value"].replace(",", "")
    if is_too_long(digits):
        return None
    return Quantity(comparator, Decimal(digits), unit, is_approximate or bool(match["about"]), subject, spelling)


def _last_word(comparison: str) -> str:
    """达到≥ is one comparison: the sign says more than the word before it."""
    if comparison in _COMPARATOR_OF:
        return comparison
    return next((word for word in _WORDS if comparison.endswith(word)), "")


def _read_unit(tail: str) -> tuple[str, Comparator | None, bool]:
    """Split what follows the number into unit, 以上 or 以下, and 左右."""
    unit = tail.replace("(", "").replace(")", "") if _is_bracketed(tail) else tail
    is_approximate = unit.endswith("左右")
    unit = unit.removesuffix("左右")
    for word, comparator in _AFTER.items():
        if unit.endswith(word):
            return unit.removesuffix(word), comparator, is_approximate
    return unit, None, is_approximate


def _is_bracketed(tail: str) -> bool:
    return tail.startswith("(") and tail.endswith(")") and tail.count("(") == 1 == tail.count(")")


def _is_unit(unit: str) -> bool:
    if _DURATION.fullmatch(unit):
        return True
    return bool(_UNIT.fullmatch(unit)) and not _NO_UNIT.search(unit)


def _is_subject(subject: str) -> bool:
    """A subject such as 覆盖党支部 is understood; one that compares or counts itself is not."""
    if len(subject) > 16 or _SUBJECT_STOP.search(subject):
        return False
    return not any(word in subject for word in (*_WORDS, *_ABOUT))


def parse_result(text: str) -> Result | None:
    """Read a qualitative result; None where the text is none of the three of the official form."""
    return next((result for result in Result if result.value == text.strip()), None)
