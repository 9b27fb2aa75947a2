"""Owns how personal data is told from other numbers and words in a text. Knows no field, reads no file.

A number is looked at in all its ways of writing: full-width, Chinese or other digits, in groups, with characters
nobody sees between them. What carries a checksum is believed only with a right one.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Personal:
    """One piece of personal data."""

    what: str
    """Its kind, in Chinese."""
    masked: str
    """Its beginning, enough to find it and no more."""


UNSEEN = re.compile(r"[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_ODD = re.compile(r"(?![0-9])\d|[\uff20-\uff3a\uff41-\uff5a]")
_SPOKEN = re.compile(r"[〇零一二三四五六七八九幺](?:[\s-]{0,2}[〇零一二三四五六七八九幺]){6,}")
_DIGITS_OF = str.maketrans("〇零一二三四五六七八九幺", "001234567891")
_SEPARATOR = r"[\s\-‐-―－_.．·•・*/()（）\[\]【】]"
_RUN = re.compile(rf"\d(?:{_SEPARATOR}{{0,12}}\d){{6,}}[Xx]?")
_GROUP = re.compile(r"\d+[Xx]?")
_MOST_GROUPS, _MOST_DIGITS = 6, 22
"""What one number is written in at most; single digits may stand apart, but then all do."""
_INDENT = re.compile(r"\n[ \t]+")
_BEFORE, _AFTER = 16, 4
"""Characters looked at on each side of a number."""

_NUMBERED = re.compile(
    r"(?:编号|编码|代码|文号|单号|票号|批号|批次|序号|案号|卷号|合同|订单|项目号|备案号|注册号|登记号|税号|No\.?)"
    r"(?:号|为|是)?\W{0,4}$",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?:[A-Za-z_/=#&%]|[A-Za-z]-)$")
_LABELLED = re.compile(r"(?:tel|phone|mobile|mob|cell|fax|call|qq|wx|vx|card)\W{0,3}$", re.IGNORECASE)
_MEASURED = re.compile(r"[A-Za-z_]|[^\S\n]?(?:[.．,，]\d|[万亿]?元|[万亿千]|[%％‰]|[平立]方|公里|人次|[个件册份吨户])")
_PHONE = re.compile(r"(?:电话|热线|座机|手机|致电|来电|拨打|联系方式|联系|传真|tel|phone|fax)\D{0,6}$", re.IGNORECASE)
_PROVINCES = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_CARD = re.compile(
    r"62\d{14,17}|4\d{15}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|35\d{14}|6011\d{12}|9558\d{12,15}|6[08]\d{14,17}"
)
_MOBILE = re.compile(r"(?:(?:00|0)?86)?(1[3-9]\d{9})")
_LANDLINE = re.compile(r"(?:(?:00)?86)?0?(?:(?:10|2\d)[2-8]\d{7}|[3-9]\d{2}[2-8]\d{6,7})")
_AREA = re.compile(r"(?:00)?86|0(?:10|2\d|[3-9]\d\d)|(?:00)?86(?:10|2\d|[3-9]\d\d)")
_POSSIBLE = re.compile(
    rf"[1-9]\d{{14}}|[1-9]\d{{16}}[\dXx]|{_CARD.pattern}|{_MOBILE.pattern}|{_LANDLINE.pattern}|[2-8]\d{{6,7}}"
)
"""Cheap to ask before anything else is."""
_DAY = re.compile(r"20[0-4]\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])")

_AT = re.compile(r"@|[\[(（【]\s?(?:at|艾特)\s?[\])）】]|#at#", re.IGNORECASE)
_MAIL = re.compile(
    rf"[\w.+%-]{{1,64}}\s?(?:{_AT.pattern})\s?[\w-]{{1,63}}"
    r"(?:\s?(?:[.．。]|[\[(]dot[\])])\s?[A-Za-z\u4e00-\u9fff][\w-]{1,62}){1,6}",
    re.IGNORECASE,
)
_WORDED = (
    (
        "QQ 号",
        re.compile(
            r"(?<![A-Za-z])(?:QQ|扣扣|企鹅)(?:群|号码|号|[\s:：为是]){0,6}([1-9](?:[\s-]?\d){4,11})(?!\d)",
            re.IGNORECASE,
        ),
    ),
    (
        "微信号",
        re.compile(
            r"(?:微信|威信|薇信|V信|wechat|weixin|(?<![A-Za-z])[wv]x)(?:(?:号码|号|ID)[\s:：为是]{0,4}|\s?[:：为是]\s?|\s)"
            r"([A-Za-z][\w-]{5,19}|\d{6,12})(?![\w-])",
            re.IGNORECASE | re.ASCII,
        ),
    ),
    (
        "护照或通行证号",
        re.compile(
            r"(?:护照|通行证|回乡证|台胞证|军官证|士兵证|居留证|passport)\s?(?:号码|编号|号|number|no\.?)?[\s:：为是(（]{0,4}"
            r"([A-Z]{0,2}\d{6,10})(?!\d)",
            re.IGNORECASE,
        ),
    ),
    ("护照号", re.compile(r"(?<![A-Za-z0-9_/=-])([EG]\d{8}|E[A-HJ-NP-Z]\d{7})(?![A-Za-z0-9])")),
)


def find(text: str, public: Collection[str] = ()) -> list[Personal]:
    """Every piece of personal data in a text, but for the contacts that are public (as ``key_of`` gives them)."""
    plain = _normalised(text)
    found = [(what, number) for what, number in (*_numbers(plain), *_words(plain)) if key_of(number) not in public]
    return [Personal(what, f"{number[:3]}…") for what, number in dict.fromkeys(found)]


def is_suspect(file: str, public: Collection[str] = ()) -> bool:
    """Whether a whole file of data/ may hold any, asked before its values and comments are; an escape may hide it."""
    return "\\" in file or bool(find(_INDENT.sub("\n", file).replace("#", " "), public))


def key_of(contact: str) -> str:
    """What all ways of writing one contact have in common."""
    return re.sub(r"^(?:00)?86(?=\d{10})", "", "".join(filter(str.isalnum, _normalised(contact))).lower())


def _normalised(text: str) -> str:
    """Digits as ASCII digits, full-width letters as ASCII, nothing unseen."""
    if text.isascii():
        return text
    seen = _ODD.sub(lambda match: _ascii(match[0]), UNSEEN.sub("", text))
    return _SPOKEN.sub(lambda match: match[0].translate(_DIGITS_OF), seen)


def _ascii(character: str) -> str:
    return str(unicodedata.digit(character)) if character.isdecimal() else chr(ord(character) - 0xFEE0)


def _numbers(text: str) -> Iterator[tuple[str, str]]:
    """Kind and digits of each number; the longest way to read some groups of digits is the right one."""
    for run in _RUN.finditer(text):
        groups = list(_GROUP.finditer(text, run.start(), run.end()))
        first = 0
        while first < len(groups):
            first = yield from _number_at(text, groups, first)


def _number_at(text: str, groups: Sequence[re.Match[str]], first: int) -> Generator[tuple[str, str], None, int]:
    """The number that begins with a group; returns where to go on."""
    for end in _ends(groups, first):
        if _POSSIBLE.fullmatch("".join(group[0] for group in groups[first:end])):
            written = _Written(text, groups[first:end])
            what = written.kind()
            if what:
                yield what, written.digits
                return end
    return first + 1


def _ends(groups: Sequence[re.Match[str]], first: int) -> Iterator[int]:
    """Where a number that begins with a group may end: a few groups on, or with the last of many single digits."""
    end = first
    if not first or not _is_single(groups[first - 1]):
        while end < min(len(groups), first + _MOST_DIGITS + 1) and _is_single(groups[end]):
            end += 1
    if first + _MOST_GROUPS < end <= first + _MOST_DIGITS:
        yield end
    yield from range(min(len(groups), first + _MOST_GROUPS), first, -1)


def _is_single(group: re.Match[str]) -> bool:
    return group.end() - group.start() == 1


class _Written:
    """Some groups of digits that may be one number, with what stands around and between them."""

    def __init__(self, text: str, groups: Sequence[re.Match[str]]) -> None:
        start, end = groups[0].start(), groups[-1].end()
        self.digits = "".join(group[0] for group in groups).upper()
        self.lengths = tuple(len(group[0]) for group in groups)
        self.first = groups[0][0]
        self._between = [text[one.end() : other.start()].strip() for one, other in pairwise(groups)]
        self._before, self._after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]

    def kind(self) -> str | None:
        """What it is, or None."""
        size = len(self.digits)
        if size == 18:
            return "身份证号" if _is_identity(self.digits) else "银行卡号" if self._is_card() else None
        if not self.digits.isdecimal() or not self._is_free():
            return None
        if size == 15 and self.lengths in {(15,), (6, 6, 3), (6, 9), (6, 2, 2, 2, 3)} and _is_old_identity(self.digits):
            return "身份证号"
        if self._is_card():
            return "银行卡号"
        if _MOBILE.fullmatch(self.digits) and self._is_even(1):
            return "手机号"
        return "电话号码" if self._is_landline() else None

    def _is_free(self) -> bool:
        """No number of a document, no part of a name or an address, no amount."""
        if _LABELLED.search(self._before):
            return True
        return not (_NUMBERED.search(self._before) or _NAMED.search(self._before) or _MEASURED.match(self._after))

    def _is_even(self, prefix: int = 0) -> bool:
        """Written as people group one number: one sign between all groups, a point only between three or more."""
        signs = set(self._between[prefix:] if self.first.lstrip("0") == "86" else self._between)
        if len(signs) > 1 or (signs == {"."} and len(self.lengths) < 3):
            return False
        return len(self.lengths) <= 6 or set(self.lengths) == {1}

    def _is_card(self) -> bool:
        """Groups of four, or one, or the bank's six first; Luhn's sum is right."""
        is_grouped = set(self.lengths[:-1]) <= {4} or self.lengths[0] == 6 or set(self.lengths) == {1}
        return bool(_CARD.fullmatch(self.digits)) and is_grouped and self._is_even() and _is_luhn(self.digits)

    def _is_landline(self) -> bool:
        local = self.digits[len(self.first) :]
        if _AREA.fullmatch(self.first) and _LANDLINE.fullmatch(self.digits):
            return not _DAY.fullmatch(local) or bool(_PHONE.search(self._before))
        if len(self.lengths) == 1 and self.first.startswith(("0", "86")):
            return bool(_LANDLINE.fullmatch(self.digits)) and not self.first.startswith("000")
        is_local = re.fullmatch(r"[2-8]\d{6,7}", self.digits) and not _DAY.fullmatch(self.digits)
        return bool(is_local and self._is_even() and _PHONE.search(self._before))


def _is_identity(number: str) -> bool:
    """GB 11643: place, day of birth, sequence, check digit (ISO 7064, MOD 11-2)."""
    if not re.fullmatch(r"[1-9]\d{16}[\dX]", number) or not _PROVINCES.match(number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _is_day(number[6:14]) and _CHECKS[total % 11] == number[17]


def _is_old_identity(number: str) -> bool:
    """The numbers of before 1999: place, day of birth in six digits, sequence; they had no check digit."""
    return bool(_PROVINCES.match(number)) and _is_day(f"19{number[6:12]}")


def _is_day(digits: str) -> bool:
    try:
        return 1850 < dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year < 2100
    except ValueError:
        return False


def _is_luhn(number: str) -> bool:
    """ISO/IEC 7812: every second digit from the right doubled, the digits of all summed up."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _words(text: str) -> Iterator[tuple[str, str]]:
    if _AT.search(text):
        yield from (("邮箱", match[0]) for match in _MAIL.finditer(text))
    for what, pattern in _WORDED:
        for match in pattern.finditer(text):
            if not _NUMBERED.search(text[max(0, match.start() - _BEFORE) : match.start()]):
                yield what, match[1]
