"""Owns which forms are read together, and what the index knows of them alone. Pure; knows no other form.

A block is some forms that stand side by side. Where one ends is told by the names of the forms, so that a form more or
less changes its own block and no other.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.publish.pieces import ASIDE
from generator.publish.search.alike import rows_of, written
from generator.publish.search.cells import cells_of
from generator.publish.search.letters import hash_of
from generator.publish.search.names import names_part
from generator.publish.search.passages import passages
from generator.publish.search.postings import line_of, pair_postings, symbol_postings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.checks import Finding
    from generator.publish.search.cells import PublishedText
    from generator.record.model import Form, Profile

FOLDER = "search"
FORMS_PER_PASSAGE = 16
"""Forms whose texts share a file; a page of results needs few of them."""
LEAST, MOST = 128, 512
"""Forms of a block."""


@dataclass(frozen=True)
class SearchBlock:
    """Some forms that stand side by side."""

    forms: tuple[Form, ...]

    @property
    def name(self) -> str:
        """What its files are called by, whatever stands before it."""
        return hashlib.sha256(self.forms[0].id.encode()).hexdigest()[:12]

    def aside(self, what: str) -> str:
        """Path of what is kept of it to be joined."""
        return f"{ASIDE}/{FOLDER}/{self.name}/{what}"

    @property
    def passages(self) -> list[str]:
        """Paths of its passages."""
        count = -(-len(self.forms) // FORMS_PER_PASSAGE)
        return [f"{FOLDER}/passages/{self.name}-{at}.json" for at in range(count)]

    @property
    def counts(self) -> str:
        """Path of how many rows of all forms have each of its names."""
        return f"{FOLDER}/alike/{self.name}.json"


def blocks_of(forms: Sequence[Form], least: int = LEAST, most: int = MOST) -> list[SearchBlock]:
    """All forms in blocks, in their order."""
    blocks: list[SearchBlock] = []
    begun: list[Form] = []
    for form in forms:
        is_end = len(begun) >= least and not zlib.crc32(form.id.encode()) % least
        if is_end or len(begun) >= most:
            blocks.append(SearchBlock(tuple(begun)))
            begun = []
        begun.append(form)
    return [*blocks, SearchBlock(tuple(begun))] if begun else blocks


FACTS, NAMES, SYMBOLS, ALIKE = "facts.json", "names.json", "symbols.json", "alike.txt"


def pairs_of(group: int) -> str:
    """What the pairs of a group are kept as."""
    return f"pairs-{group}.json"


def block_files(
    block: SearchBlock, findings: Mapping[str, Sequence[Finding]], profile: Profile, cut: tuple[int, int]
) -> dict[str, bytes]:
    """What the index knows of the forms of a block alone: its passages, and what is joined with that of the others.

    ``cut``: in how many files the pairs of all stand, and in how many groups of files they are kept.
    """
    cells = [cells_of(form, findings.get(form.id, ())) for form in block.forms]
    line, alike = line_of(cells), rows_of(block.forms)
    symbols = symbol_postings(line)
    shards, groups = cut
    pairs: list[dict[int, dict[str, str]]] = [{} for _ in range(groups)]
    for pair, posting in pair_postings(line).items():
        at = hash_of(pair) % shards
        pairs[at % groups].setdefault(at, {})[pair] = posting
    facts = {"lengths": line.lengths, "characters": "".join(sorted(set().union(*symbols)))}
    files: dict[str, bytes] = {block.aside(FACTS): _json(facts), block.aside(SYMBOLS): _json(symbols)}
    files |= {block.aside(pairs_of(group)): _json(own) for group, own in enumerate(pairs)}
    files[block.aside(NAMES)] = _json(names_part(block.forms, findings, profile))
    files[block.aside(ALIKE)] = "".join(map(_alike, alike.items())).encode()
    return files | _passages(block, cells, {key: at for at, key in enumerate(alike)})


def _alike(item: tuple[str, Mapping[tuple[str, ...], Sequence[int]]]) -> str:
    """A line of three: a key, how many rows have it, the rows; the first and the last as JSON."""
    key, rows = item
    return f"{json.dumps(key, ensure_ascii=False)}\t{sum(map(len, rows.values())) // 2}\t{written(rows)}\n"


def _passages(
    block: SearchBlock, cells: Sequence[Sequence[PublishedText]], keys: Mapping[str, int]
) -> dict[str, bytes]:
    starts = range(0, len(cells), FORMS_PER_PASSAGE)
    groups = (cells[start : start + FORMS_PER_PASSAGE] for start in starts)
    return {path: passages(group, keys) for path, group in zip(block.passages, groups, strict=True)}


def _json(value: Any) -> bytes:  # noqa: ANN401 -- whatever JSON holds
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
