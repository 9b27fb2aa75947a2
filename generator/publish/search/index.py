"""Owns the files of the index: the first piece, the postings of the full text, the passages. Pure and deterministic.

The full text of all forms is one long line of folded characters. For every two neighbouring characters the index
lists the places where they stand; a word is found where its pairs stand side by side, so nothing is missed and
nothing is guessed. A word of one character has no pair: for every character the index lists the forms that hold it.
A query loads only the files of its own pairs or characters, and the passages of the results that are shown.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.publish.search.cells import INDICATOR, cells_of
from generator.publish.search.folding import fold, query_table
from generator.publish.search.names import names_of

if TYPE_CHECKING:
    from collections.abc import Collection as Bag
    from collections.abc import Iterable, Mapping, Sequence

    from generator.forms.collection import Collection
    from generator.publish.search.cells import Cell
    from generator.publish.search.written import WrittenPage

FOLDER = "search"
FORMS_PER_PASSAGE = 16
"""Forms whose texts share a file; a page of results needs few of them."""
SHARD_SIZE = 48 * 1024
"""Characters of postings a shard aims at."""
LARGE_POSTING = 24 * 1024
"""A pair with longer postings gets a file of its own, so that it does not weigh on its neighbours."""
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def build_index(
    collection: Collection,
    written: Sequence[WrittenPage] = (),
    findings: Mapping[str, Bag[str]] | None = None,
) -> dict[str, bytes]:
    """Make the files of the search index by their path on the site.

    Args:
        collection: the forms that are published.
        written: the pages that people wrote, as plain text.
        findings: severities of the findings of each form, by form id; forms without findings may be left out.
    """
    cells = [cells_of(form) for form in collection.forms]
    text = _index_text(cells)
    names = names_of(collection, findings or {})
    old, new = query_table([*text.pairs, *_folded_names(names), *(fold(page.text + page.title) for page in written)])
    names |= {"simplify": [old, new], "pages": [[page.url, page.title] for page in written]}
    files: dict[str, Any] = {"names.json": names, "pages.json": [[page.url, page.title, page.text] for page in written]}
    files |= {f"passages/{number}.json": group for number, group in enumerate(_passages(cells))}
    files |= _posting_files(text)
    return {f"{FOLDER}/{path}": _json(value) for path, value in sorted(files.items())}


@dataclass(slots=True)
class _Text:
    """The long line, by its pairs."""

    pairs: dict[str, array[int]] = field(default_factory=lambda: defaultdict(lambda: array("I")))
    """Positions of each pair of characters, rising."""
    characters: dict[str, array[int]] = field(default_factory=lambda: defaultdict(lambda: array("I")))
    """Forms that hold each character, rising: twice the form's number, and one more where an indicator's name does."""
    lengths: list[int] = field(default_factory=list)
    """Characters of each form."""
    heads: list[int] = field(default_factory=list)
    """How many of them belong to names of indicators, which come first."""


def _index_text(forms: Iterable[Sequence[Cell]]) -> _Text:
    text = _Text()
    pairs, position = text.pairs, 0
    for number, cells in enumerate(forms):
        start = head = position
        in_names: set[str] = set()
        elsewhere: set[str] = set()
        for cell in cells:
            folded = fold(cell.text)
            for offset in range(len(folded) - 1):
                pairs[folded[offset : offset + 2]].append(position + offset)
            (in_names if cell.label == INDICATOR else elsewhere).update(folded)
            position += len(folded) + 1
            head = position if cell.label == INDICATOR else head
        text.lengths.append(position - start)
        text.heads.append(head - start)
        for character in in_names | elsewhere:
            text.characters[character].append(2 * number + (character in in_names))
    return text


def _folded_names(names: Mapping[str, Any]) -> Iterable[str]:
    for key in ("units", "projects", "kinds"):
        for row in names[key]:
            yield fold("".join(row))
    yield fold("".join(names["departments"] + names["titles"]))


def _passages(forms: Sequence[Sequence[Cell]]) -> Iterable[list[list[list[str]]]]:
    """Texts as published, in the order of the long line: anchor, label, text."""
    for start in range(0, len(forms), FORMS_PER_PASSAGE):
        yield [
            [[cell.anchor, cell.label, cell.text] for cell in cells]
            for cells in forms[start : start + FORMS_PER_PASSAGE]
        ]


def _posting_files(text: _Text) -> dict[str, Any]:
    """Postings by shard, and the table of contents the browser reads first."""
    postings = {pair: encode(positions) for pair, positions in sorted(text.pairs.items())}
    large = [pair for pair, posting in postings.items() if len(posting) > LARGE_POSTING]
    numbers = {pair: number for number, pair in enumerate(large)}
    shards = _shards({pair: posting for pair, posting in postings.items() if pair not in numbers})
    characters = _shards({character: encode(forms) for character, forms in sorted(text.characters.items())})
    contents = {"lengths": text.lengths, "heads": text.heads, "shards": len(shards), "large": large}
    contents |= {"characters": len(characters), "passage": FORMS_PER_PASSAGE}
    files: dict[str, Any] = {"text.json": contents}
    files |= {f"pairs/{number}.json": shard for number, shard in enumerate(shards)}
    files |= {f"pairs/large-{number}.json": {pair: postings[pair]} for pair, number in numbers.items()}
    files |= {f"characters/{number}.json": shard for number, shard in enumerate(characters)}
    return files


def _shards(postings: Mapping[str, str]) -> list[dict[str, str]]:
    """Postings in as many files as keep each near the size a phone loads at once; the number is a power of two."""
    size = sum(map(len, postings.values()))
    count = 1
    while count * SHARD_SIZE < size:
        count *= 2
    shards: list[dict[str, str]] = [{} for _ in range(count)]
    for key, posting in postings.items():
        shards[shard_of(key, count)][key] = posting
    return shards


def shard_of(key: str, count: int) -> int:
    """Which shard holds a pair or a character; the browser counts the same way."""
    first, second = ord(key[0]), ord(key[1:] or "\0")
    return (first * 31 + second) % count


def encode(positions: Iterable[int]) -> str:
    """Write rising numbers as differences, five bits a letter, lowest first; bit six says that more follow."""
    before = 0
    parts = []
    for position in positions:
        step, before = position - before, position
        parts.append(_STEPS[step] if step < len(_STEPS) else _encode_step(step))
    return "".join(parts)


def _encode_step(step: int) -> str:
    letters = ""
    while step > 31:
        letters += _DIGITS[32 + step % 32]
        step //= 32
    return letters + _DIGITS[step]


_STEPS = tuple(_encode_step(step) for step in range(1 << 15))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
