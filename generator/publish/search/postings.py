"""Owns the long line of all texts and where its symbols stand. Pure and deterministic; knows no file.

The texts of all forms are one long line of symbols. For every two neighbours the index lists the places where they
stand; a word is found where its pairs stand side by side, so nothing is missed and nothing is guessed. A word of one
symbol has no pair: for every symbol the index lists the forms that hold it, and in which of their parts.
"""

from __future__ import annotations

from array import array
from collections import deque
from dataclasses import dataclass, field
from itertools import chain, pairwise
from operator import sub
from typing import TYPE_CHECKING

from generator.publish.search.folding import fold, symbols, value_of
from generator.publish.search.parts import PARTS, part_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.publish.search.cells import Cell

_KEPT = 48
"""Texts up to so many characters are often the same, and read once."""
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_MODULUS = 65521
_MASK = 1 << len(PARTS)
_PART_NUMBERS = {part.key: number for number, part in enumerate(PARTS)}


class _Pairs(dict[str, "array[int]"]):
    """Positions of each pair of symbols, rising."""

    def __missing__(self, pair: str) -> array[int]:
        positions = self[pair] = array("I")
        return positions


@dataclass(slots=True)
class Line:
    """The long line, by its pairs and symbols."""

    pairs: dict[str, array[int]] = field(default_factory=_Pairs)
    symbols: dict[str, array[int]] = field(default_factory=_Pairs)
    """Forms that hold each symbol, rising: the form's number times ``_MASK`` and one bit for each part that does."""
    lengths: list[tuple[int, ...]] = field(default_factory=list)
    """Symbols of each part of each form."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A text, read."""

    length: int
    symbols: frozenset[str]
    pairs: tuple[array[int], ...]
    """Where the position of each of its pairs goes."""


def line_of(forms: Iterable[Sequence[Cell]]) -> Line:
    """Lay the texts of the forms side by side: part by part, an empty place behind each text."""
    line, position = Line(), 0
    kept: dict[str, _Read] = {}
    for number, cells in enumerate(forms):
        lengths, masks = [], dict[str, int]()
        for part, texts in enumerate(_by_part(cells)):
            start = position
            held: set[str] = set()
            for text in texts:
                read = kept.get(text) or _read(line, text, kept)
                deque(map(array.append, read.pairs, range(position, position + read.length)), maxlen=0)
                held |= read.symbols
                position += read.length + 1
            lengths.append(position - start)
            for symbol in held:
                masks[symbol] = masks.get(symbol, 0) | 1 << part
        line.lengths.append(tuple(lengths))
        for symbol, mask in masks.items():
            line.symbols[symbol].append(number * _MASK + mask)
    return line


def _by_part(cells: Sequence[Cell]) -> list[list[str]]:
    texts: list[list[str]] = [[] for _ in PARTS]
    for cell in cells:
        own = texts[_PART_NUMBERS[part_of(cell.key)]]
        own.append(cell.text)
        if cell.also:
            own.append(cell.also)
    return texts


def _read(line: Line, text: str, kept: dict[str, _Read]) -> _Read:
    found = symbols(fold(text))
    pairs = line.pairs
    read = _Read(len(found), frozenset(found), tuple([pairs[one + two] for one, two in pairwise(found)]))
    if len(text) <= _KEPT:
        kept[text] = read
    return read


def hash_of(key: str) -> int:
    """A number by which a key finds its file; figures of one value have the same. The browser counts the same way."""
    number = 0
    for character in "".join(map(value_of, _parts(key))):
        number = (number * 31 + ord(character)) % _MODULUS
    return number


def _parts(key: str) -> Sequence[str]:
    """The symbols of a key; a pair, which most keys are, is a character before or behind a figure or another one."""
    is_pair = len(key) == 2 or key[0].isdecimal() or key[1:2].isdecimal()
    if not is_pair:
        return symbols(key)
    if key[-1].isdecimal():
        return (key,) if key[0].isdecimal() else (key[0], key[1:])
    return (key[:-1], key[-1])


def encode(positions: Iterable[int]) -> str:
    """Write rising numbers as differences, five bits a letter, lowest first; bit six says that more follow."""
    rising = positions if isinstance(positions, array) else array("Q", positions)
    return "".join(map(_STEPS.__getitem__, map(sub, rising, chain((0,), rising))))


class _Steps(dict[int, str]):
    """Letters of a difference, written once."""

    def __missing__(self, step: int) -> str:
        letters, rest = "", step
        while rest > 31:
            letters += _DIGITS[32 + rest % 32]
            rest //= 32
        letters += _DIGITS[rest]
        if step < 1 << 16:
            self[step] = letters
        return letters


_STEPS = _Steps()
