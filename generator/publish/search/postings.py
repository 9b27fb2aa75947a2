"""Owns the long line of the texts of some forms and where its symbols stand. Pure and deterministic; knows no file.

The texts of the forms are one long line of symbols. For every two neighbours the index lists the places where they
stand; a word is found where its pairs stand side by side, so nothing is missed and nothing is guessed. A word of one
symbol has no pair: for every symbol the index lists the forms that hold it, part by part.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from generator.publish.search.folding import fold, symbols
from generator.publish.search.gathering import gathered
from generator.publish.search.letters import members, number
from generator.publish.search.parts import PARTS, labels, part_of
from generator.record.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.publish.search.cells import Cell
    from generator.record.kinds import Kind

_KEPT = 96
"""Texts up to so many characters are often the same, and read once."""


def _holders() -> dict[str, list[int]]:
    return defaultdict(list)


@dataclass(slots=True)
class Line:
    """The long line of some forms."""

    places: list[bytes] = field(default_factory=list)
    """By place the number of the pair that begins there, 0 where a text ends; text by text."""
    symbols: tuple[dict[str, list[int]], ...] = field(default_factory=lambda: tuple(_holders() for _ in PARTS))
    """Which of the forms hold each symbol, by part."""
    lengths: list[tuple[int, ...]] = field(default_factory=list)
    """Symbols of each part of each form."""


class _Text(NamedTuple):
    """A text, read."""

    length: int
    """Its places on the line, an empty one behind it."""
    symbols: tuple[str, ...]
    """Each once."""
    places: bytes


def line_of(forms: Iterable[Sequence[Cell]]) -> Line:
    """Lay the texts of the forms side by side, part by part."""
    line, numbers = Line(), _part_numbers(tuple(KINDS.values()))
    for form, cells in enumerate(forms):
        lengths = []
        for texts, holders in zip(_by_part(cells, numbers), line.symbols, strict=True):
            read = [_read_once(text) if len(text) <= _KEPT else _read(text) for text in texts]
            line.places += [text.places for text in read]
            lengths.append(sum([text.length for text in read]))
            for symbol in set().union(*[text.symbols for text in read]):
                holders[symbol].append(form)
        line.lengths.append(tuple(lengths))
    return line


def _by_part(cells: Sequence[Cell], numbers: Mapping[str, int]) -> list[list[str]]:
    texts: list[list[str]] = [[] for _ in PARTS]
    for _, key, text, also in cells:
        own = texts[numbers[key]]
        own.append(text)
        if also:
            own.append(also)
    return texts


@cache
def _part_numbers(_: tuple[Kind, ...]) -> Mapping[str, int]:
    """The number of the part of each text by its key, as long as the kinds of form are these."""
    numbers = {part.key: number for number, part in enumerate(PARTS)}
    return {key: numbers[part_of(key)] for key in labels()}


class _Pairs(dict[str, int]):
    """Numbers of the pairs met so far, from 1; what is written does not tell them."""

    def __missing__(self, pair: str) -> int:
        number = self[pair] = len(self) + 1
        _names.append(pair)
        return number


_pairs, _names = _Pairs(), [""]


def _read(text: str) -> _Text:
    found = symbols(fold(text))
    numbers = array("i", [*[_pairs[one + two] for one, two in pairwise(found)], 0, 0])
    return _Text(len(found) + 1, tuple(dict.fromkeys(found)), numbers.tobytes() if found else numbers[:1].tobytes())


_read_once = lru_cache(maxsize=1 << 15)(_read)


def pair_postings(line: Line) -> dict[str, str]:
    """Where each pair stands, from the beginning of the line, as the index writes it; sorted by pair."""
    return dict(sorted((_names[pair], posting) for pair, posting in gathered(b"".join(line.places))))


def symbol_postings(line: Line) -> dict[str, str]:
    """Which forms hold each symbol, as the index writes it: part by part, its number behind the mark of the set."""
    found: dict[str, str] = {}
    for part, holders in enumerate(line.symbols):
        for symbol, forms in holders.items():
            own = members(forms)
            found[symbol] = f"{found.get(symbol, '')}{own[0]}{number(part)}{own[1:]}"
    return dict(sorted(found.items()))
