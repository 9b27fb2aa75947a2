"""Owns how numbers are written in the index, and by which number a key finds its file. Knows no form and no file."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from operator import sub
from typing import TYPE_CHECKING

from generator.publish.search.folding import symbols, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_BITS = 6
"""Members of a set a letter holds."""
_MODULUS = 65521
BLOCK, SOME, MANY = ".", ",", ";"
"""What begins the part of a posting that is of one block; a set written one by one; a set written as bits."""


class _Letters(dict[int, str]):
    """Letters of a number, written once."""

    def __missing__(self, number: int) -> str:
        letters, rest = "", number
        while rest > 31:
            letters += _DIGITS[32 + rest % 32]
            rest //= 32
        letters += _DIGITS[rest]
        if number < 1 << 16:
            self[number] = letters
        return letters


_LETTERS = _Letters()


def number(value: int) -> str:
    """A number, five bits a letter, lowest first; bit six says that more follow."""
    return _LETTERS[value]


def numbers(values: Iterable[int]) -> str:
    """Numbers one behind the other."""
    return "".join(map(_LETTERS.__getitem__, values))


def open_letters(value: int) -> str:
    """Ten bits in two letters that say more follow."""
    return _DIGITS[32 + value % 32] + _DIGITS[32 + value // 32]


def rising(values: Sequence[int]) -> str:
    """Rising numbers, as differences."""
    return "".join(map(_LETTERS.__getitem__, map(sub, values, chain((0,), values))))


def members(values: Sequence[int]) -> str:
    """A set of rising numbers, one by one or bit by bit, whichever is shorter."""
    count = values[-1] // _BITS + 1
    if len(values) <= count:
        return SOME + rising(values)
    bits = [0] * count
    for value in values:
        bits[value // _BITS] |= 1 << value % _BITS
    return MANY + "".join(map(_DIGITS.__getitem__, bits))


@lru_cache(maxsize=1 << 18)
def hash_of(key: str) -> int:
    """A number by which a key finds its file; figures of one value have the same. The browser counts the same way."""
    found = 0
    for character in "".join(map(value_of, _parts(key))):
        found = (found * 31 + ord(character)) % _MODULUS
    return found


def _parts(key: str) -> Sequence[str]:
    """The symbols of a key; a pair, which most keys are, is a character before or behind a figure or another one."""
    is_pair = len(key) == 2 or key[0].isdecimal() or key[1:2].isdecimal()
    if not is_pair:
        return symbols(key)
    if key[-1].isdecimal():
        return (key,) if key[0].isdecimal() else (key[0], key[1:])
    return (key[:-1], key[-1])
