"""Owns text that lost its table: words in reading order, torn labels and values put together again. Knows no form."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.importer.cells import fold
from generator.importer.labels import KINDS_OF_LABEL, WORDS, Words, is_label, key_of, levels_of, spoken
from generator.record.target import parse_result

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.importer.cells import CellLine, FilePlace

_MOST_PIECES = 5
_GLUED_FROM = 24
"""Characters from which a word may hold several labels that nothing separates."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word, or one line where each line is a cell."""

    text: str
    place: FilePlace
    gap: int
    """0: a space before it, 1: a new line, 2 and more: blank lines."""
    is_certain: bool = True
    """False where it was cut out of a longer word."""

    @property
    def is_label(self) -> bool:
        """It is a label of any family, or a level."""
        return is_mark(self.text)


def is_mark(text: str) -> bool:
    """A label of any family, or the name of a level."""
    return _is_mark(text, spoken())


@lru_cache(maxsize=20_000)
def _is_mark(text: str, _: Words) -> bool:
    return is_label(text) or bool(levels_of(text))


def tokens_of(lines: Sequence[CellLine]) -> list[Token]:
    """The words of a text; where no line holds two labels, each line is one cell."""
    has_rows = any(sum(is_mark(cell.text) for cell in line.cells) >= 2 for line in lines)
    words = list(_words(lines) if has_rows else _lines(lines))
    return list(_joined(list(_unglued(words))))


def _words(lines: Iterable[CellLine]) -> Iterator[Token]:
    for line in lines:
        for number, cell in enumerate(line.cells):
            yield Token(cell.text, cell.place, 0 if number else line.gap + 1)


def _lines(lines: Iterable[CellLine]) -> Iterator[Token]:
    for line in lines:
        if line.cells:
            yield Token(line.text, line.cells[0].place, line.gap + 1)


def _joined(tokens: list[Token]) -> Iterator[Token]:
    """Labels, results and bracketed units that lines tore apart, in one piece each."""
    at = 0
    while at < len(tokens):
        count = _pieces(tokens, at)
        whole = "".join(token.text for token in tokens[at : at + count])
        yield replace(tokens[at], text=whole) if count > 1 else tokens[at]
        at += count


def _pieces(tokens: Sequence[Token], at: int) -> int:
    """How many tokens from here make one label, result or value."""
    first = tokens[at].text
    if not first:
        return 1
    for count in range(min(_MOST_PIECES, len(tokens) - at), 1, -1):
        rest = [token.text for token in tokens[at + 1 : at + count]]
        if not all(rest) or (is_mark(first) and any(is_mark(text) for text in rest)):
            continue
        whole = first + "".join(rest)
        if len(whole) <= 24 and (is_mark(whole) or parse_result(fold(whole))):
            return count
    return _until_closed(tokens, at)


def _until_closed(tokens: Sequence[Token], at: int) -> int:
    """1975.00(人 and 次) on the next line: up to the closing bracket."""
    text = unicodedata.normalize("NFKC", tokens[at].text)
    if not re.search(r"\d\([^()]*$", text):
        return 1
    for count, token in enumerate(tokens[at + 1 : at + 3], 2):
        if re.match(r"[^()\d]{0,4}\)", unicodedata.normalize("NFKC", token.text)):
            return count
    return 1


_STRONG = sorted({word for word in WORDS if len(word) >= 4}, key=len, reverse=True)
_LABELS = re.compile("|".join(re.escape(word) for word in _STRONG))
_COMPARED = re.compile(r"^([^≥≤=<>＝]{2,}?)((?:[≥≤=<>＝]|[<>]=)\s*-?[\d.,]+\S*)$")


def _unglued(tokens: Iterable[Token]) -> Iterator[Token]:
    """Cut words that hold several labels nothing separates: 项目名称某某经费主管部门某某局."""
    for token in tokens:
        parts = _cut(token.text)
        for number, part in enumerate(parts):
            is_certain = token.is_certain and len(parts) == 1
            yield replace(token, text=part, gap=token.gap if number == 0 else 0, is_certain=is_certain)


def _cut(text: str) -> list[str]:
    parts = [text]
    if len(text) >= _GLUED_FROM and len(_LABELS.findall(text)) >= 2 and not re.search(r"[。；]", text[:40]):
        parts = [part for part in re.split(f"({_LABELS.pattern})", text) if part]
    elif levels_of(text) == () and (leading := _leading_levels(text)):
        parts = leading
    return [piece for part in parts for piece in _name_and_target(part)]


def _leading_levels(text: str) -> list[str]:
    """Level names glued before an indicator: 产出指标数量指标足额保障率."""
    parts = []
    while True:
        found = next((word for word in _LEVEL_WORDS if text.startswith(word) and len(text) > len(word)), "")
        if not found:
            break
        parts.append(found)
        text = text.removeprefix(found)
    return [*parts, text] if len(parts) > 1 or (parts and _COMPARED.match(text)) else []


_LEVEL_WORDS = sorted((word for word in WORDS if levels_of(word) and word.endswith("指标")), key=len, reverse=True)


def _name_and_target(text: str) -> list[str]:
    found = _COMPARED.match(text)
    return [found[1], found[2]] if found and not is_mark(text) and len(found[1]) >= 3 else [text]


def families_of(text: str) -> set[str]:
    """Every family of labels a text belongs to."""
    return {family for family in KINDS_OF_LABEL if key_of(text, family) is not None}


def width(text: str) -> int:
    """Columns a text takes, a Chinese character two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
