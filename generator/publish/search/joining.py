"""Owns how what is known of the blocks becomes the files a browser asks for. Pure; knows what was read, and no form.

Postings of a pair or symbol stand block by block, each behind the number of its block: joined as they are, not read.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.publish.pieces import ASIDE
from generator.publish.search.blocks import ALIKE, FACTS, FOLDER, FORMS_PER_PASSAGE, SYMBOLS, pairs_of
from generator.publish.search.letters import BLOCK, hash_of, number, numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.publish.pieces import Contents, Read
    from generator.publish.search.blocks import SearchBlock

LARGE_POSTING = 24 * 1024
"""A pair with longer postings gets a file of its own, so that it does not weigh on its neighbours."""
_GROUPS = 8
"""Parts in which the pairs are joined, so that never all of them are held."""


@dataclass(frozen=True)
class Sizes:
    """In how many files the entries of the index are told apart by their hashes; each a power of two."""

    pairs: int
    symbols: int
    alike: int

    @property
    def groups(self) -> int:
        """Parts of the hashes of the pairs that are joined by themselves."""
        return min(self.pairs, _GROUPS)


def sizes_of(forms: int) -> Sizes:
    """So many files that each is near what a phone loads at once, some fifty thousand characters."""
    return Sizes(*(1 << max(0, forms // per).bit_length() for per in (20, 80, 80)))


def pair_files(blocks: Sequence[SearchBlock], sizes: Sizes, group: int, read: Read) -> Contents:
    """The postings of the pairs of a group, and which of them are large."""
    found = _by_file(blocks, group, read)
    files: dict[str, bytes] = {}
    large: dict[str, str] = {}
    for at, path in pair_paths(sizes, group):
        postings = _written(found[at])
        large |= {pair: posting for pair, posting in postings.items() if len(posting) > LARGE_POSTING}
        files[path] = _json({pair: posting for pair, posting in postings.items() if pair not in large})
    files |= {large_path(group, at): _json({pair: large[pair]}) for at, pair in enumerate(sorted(large))}
    return files | {large_of(group): _json(sorted(large))}


def _by_file(blocks: Sequence[SearchBlock], group: int, read: Read) -> Mapping[int, Mapping[str, Sequence[str]]]:
    """The postings of each pair of a group block by block, by the number of its file, as the blocks are kept."""
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for at, block in enumerate(blocks):
        mark = f"{BLOCK}{number(at)}"
        for file, postings in json.loads(read(block.aside(pairs_of(group)))).items():
            own = found[int(file)]
            for pair, posting in postings.items():
                own[pair].append(mark + posting)
    return found


def pair_paths(sizes: Sizes, group: int) -> list[tuple[int, str]]:
    """The files of a group's pairs by their number."""
    return [(at, f"{FOLDER}/pairs/{at}.json") for at in range(group, sizes.pairs, sizes.groups)]


def large_path(group: int, at: int) -> str:
    """Where the postings of a large pair stand."""
    return f"{FOLDER}/pairs/large-{group}-{at}.json"


def large_of(group: int) -> str:
    """Where it is kept which pairs of a group are large."""
    return f"{ASIDE}/{FOLDER}/large-{group}.json"


def symbol_files(blocks: Sequence[SearchBlock], sizes: Sizes, read: Read) -> Contents:
    """Which forms hold each symbol."""
    shards = _shards(_joined(blocks, SYMBOLS, read), sizes.symbols)
    return {f"{FOLDER}/symbols/{at}.json": _json(shard) for at, shard in enumerate(shards)}


def alike_files(blocks: Sequence[SearchBlock], sizes: Sizes, read: Read) -> Contents:
    """The rows of each indicator, and for every block how many rows of all forms have each of its names."""
    rows: dict[str, list[str]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    keys: list[list[str]] = []
    for at, block in enumerate(blocks):
        own = [line.split("\t", 2) for line in read(block.aside(ALIKE)).decode().splitlines()]
        for key, count, lists in own:
            rows[key].append(f'["{number(at)}",{lists}]')
            counts[key] += int(count)
        keys.append([key for key, _, _ in own])
    shards: list[list[str]] = [[] for _ in range(sizes.alike)]
    for key in sorted(rows):
        shards[hash_of(json.loads(key)) % sizes.alike].append(f"{key}:[{','.join(rows[key])}]")
    files = {f"{FOLDER}/alike/{at}.json": f"{{{','.join(shard)}}}".encode() for at, shard in enumerate(shards)}
    said = zip(blocks, keys, strict=True)
    return files | {block.counts: _json(numbers(counts[key] for key in own)) for block, own in said}


def text_files(blocks: Sequence[SearchBlock], sizes: Sizes, read: Read) -> Contents:
    """Where each form stands in the long line, and the table of contents."""
    lengths = [parts for block in blocks for parts in json.loads(read(block.aside(FACTS)))["lengths"]]
    contents: dict[str, Any] = {
        "lengths": " ".join(str(sum(parts)) for parts in lengths),
        "heads": " ".join(str(parts[0]) for parts in lengths),
        "blocks": [[block.name, len(block.forms)] for block in blocks],
        "large": [json.loads(read(large_of(group))) for group in range(sizes.groups)],
        "pairs": sizes.pairs,
        "symbols": sizes.symbols,
        "alike": sizes.alike,
        "passage": FORMS_PER_PASSAGE,
    }
    columns = [" ".join(map(str, column)) for column in zip(*lengths, strict=True)]
    return {f"{FOLDER}/text.json": _json(contents), f"{FOLDER}/parts.json": _json(columns)}


def characters_of(blocks: Iterable[SearchBlock], read: Read) -> Iterator[str]:
    """What the texts of the blocks are written in."""
    for block in blocks:
        yield json.loads(read(block.aside(FACTS)))["characters"]


def _joined(blocks: Sequence[SearchBlock], what: str, read: Read) -> dict[str, str]:
    found: dict[str, list[str]] = defaultdict(list)
    for at, block in enumerate(blocks):
        mark = f"{BLOCK}{number(at)}"
        for key, posting in json.loads(read(block.aside(what))).items():
            found[key].append(mark + posting)
    return _written(found)


def _written(found: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {key: "".join(postings) for key, postings in sorted(found.items())}


def _shards(entries: Mapping[str, str], count: int) -> list[dict[str, str]]:
    shards: list[dict[str, str]] = [{} for _ in range(count)]
    for key, entry in entries.items():
        shards[hash_of(key) % count][key] = entry
    return shards


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
