"""Owns the long line of the texts of some forms and where its symbols stand. Pure and deterministic; knows no file.

The texts of the forms are one long line of symbols. For every two neighbours the index lists the places where they
stand; a word is found where its pairs stand side by side, so nothing is missed and nothing is guessed. A word of one
symbol has no pair: for every symbol the index lists the forms that hold it, part by part.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from generator.publish.search.columns import Characters, lists_of, places_of
from generator.publish.search.folding import Coded, fold
from generator.publish.search.letters import members, number
from generator.publish.search.parts import PARTS, labels, part_of
from generator.record.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.publish.search.cells import PublishedText
    from generator.record.kinds import Kind

_END = "\n"
"""Stands behind each text; no text has it, nor does any fold to it."""


@dataclass(frozen=True, slots=True)
class LongLine:
    """The long line of some forms."""

    coded: Coded
    """A character a symbol."""
    column: Characters
    """The same as numbers."""
    lengths: list[tuple[int, ...]]
    """Symbols of each part of each form."""


def line_of(forms: Iterable[Sequence[PublishedText]]) -> LongLine:
    """Lay the texts of the forms side by side: part by part, an empty place behind each text."""
    numbers = _part_numbers(tuple(KINDS.values()))
    texts: list[str] = []
    counts: list[int] = []
    for cells in forms:
        for part in _by_part(cells, numbers):
            texts += part
            counts.append(len(part))
    coded = Coded.of(fold("".join([text + _END for text in texts])))
    column = Characters.of(coded.text)
    lengths = column.lengths(column.number(_END), counts)
    step = len(PARTS)
    return LongLine(coded, column, [tuple(lengths[at : at + step]) for at in range(0, len(lengths), step)])


def _by_part(cells: Sequence[PublishedText], numbers: Mapping[str, int]) -> list[list[str]]:
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


def pair_postings(line: LongLine) -> dict[str, str]:
    """Where each pair stands, from the beginning of the line, as the index writes it."""
    symbol = line.coded.symbol
    found = places_of(line.column, line.column.number(_END))
    return {symbol(first) + symbol(second): posting for first, second, posting in found}


def symbol_postings(line: LongLine) -> dict[str, str]:
    """Which forms hold each symbol, as the index writes it: part by part, its number behind the mark of the set."""
    found: dict[str, str] = {}
    lengths = [length for parts in line.lengths for length in parts]
    for code, part, forms in lists_of(line.column, lengths, len(PARTS), line.column.number(_END)):
        symbol, own = line.coded.symbol(code), members(forms)
        found[symbol] = f"{found.get(symbol, '')}{own[0]}{number(part)}{own[1:]}"
    return found
