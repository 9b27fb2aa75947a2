"""Owns the pieces of the search index: blocks of forms, what is joined from them, the names. Pure and deterministic.

A query loads only the files of its own pairs or symbols, and the passages of the results that are shown. A form that
changes makes its own block anew, and what is joined; the same bytes come from all pieces at once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from generator.publish.pieces import Piece, digest, made
from generator.publish.search.blocks import (
    ALIKE,
    FACTS,
    FOLDER,
    LEAST,
    MOST,
    NAMES,
    SYMBOLS,
    block_files,
    blocks_of,
    pairs_of,
)
from generator.publish.search.folding import fold, query_table
from generator.publish.search.joining import (
    alike_files,
    characters_of,
    large_of,
    pair_files,
    pair_paths,
    sizes_of,
    symbol_files,
    text_files,
)
from generator.publish.search.names import names_of
from generator.publish.search.pinyin import syllables
from generator.publish.search.questions import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.checks import Finding
    from generator.forms.collection import Collection
    from generator.publish.pieces import Contents, Read
    from generator.publish.search.blocks import SearchBlock
    from generator.publish.search.joining import Sizes
    from generator.publish.search.written import WrittenPage
    from generator.record.model import Form

    Marks = Callable[[Iterable[Form]], str]
    """Digest of all that is known of some forms."""


@dataclass(frozen=True)
class Searched:
    """What is searched, and how it is cut."""

    collection: Collection
    """The forms that are published."""
    findings: Mapping[str, Sequence[Finding]]
    """The findings of each form that the public sees, by form id; forms without may be left out."""
    written: Callable[[], Sequence[WrittenPage]] = field(default=tuple)
    """The pages that people wrote and the rules of the book, as plain text."""
    least: int = LEAST
    most: int = MOST
    """Forms of a block."""

    @cached_property
    def blocks(self) -> list[SearchBlock]:
        """All forms, in blocks."""
        return blocks_of(self.collection.forms, self.least, self.most)

    @cached_property
    def sizes(self) -> Sizes:
        """In how many files the index is cut."""
        return sizes_of(len(self.collection.forms))


def build_index(
    collection: Collection,
    written: Sequence[WrittenPage] = (),
    findings: Mapping[str, Sequence[Finding]] | None = None,
) -> dict[str, bytes]:
    """Make the files of the search index by their path on the site, all at once.

    Args:
        collection: the forms that are published.
        written: the pages that people wrote and the rules of the book, as plain text.
        findings: the findings of each form that the public sees, by form id; forms without may be left out.
    """
    return made(pieces(Searched(collection, findings or {}, lambda: written)))


def pieces(searched: Searched, mark: Marks = lambda _: "", whole: str = "") -> Iterator[Piece]:
    """The index, piece by piece.

    Args:
        searched: what is searched.
        mark: digest of some forms; the pieces of a block are made from theirs alone.
        whole: digest of all forms and written pages, for the names of all.
    """
    blocks, sizes = searched.blocks, searched.sizes
    for block in blocks:
        reads = mark(block.forms)
        make = partial(_block, block, searched)
        name = block.aside("").rstrip("/")
        yield Piece(name, make, reads and digest(reads, sizes.pairs), paths=_aside(block, sizes))
    cut = digest([(block.name, len(block.forms)) for block in blocks], sizes)
    for group in range(sizes.groups):
        own = tuple(path for _, path in pair_paths(sizes, group))
        join = partial(pair_files, blocks, sizes, group)
        needs = _needs(blocks, pairs_of(group))
        yield Piece(own[0], join, cut, needs, 1, (*own, large_of(group)), is_large=True)
    symbols, alike = (partial(files, blocks, sizes) for files in (symbol_files, alike_files))
    yield Piece(f"{FOLDER}/symbols", symbols, cut, _needs(blocks, SYMBOLS), 1, is_large=True)
    yield Piece(f"{FOLDER}/alike", alike, cut, _needs(blocks, ALIKE), 1, is_large=True)
    facts = _needs(blocks, FACTS)
    yield Piece(
        f"{FOLDER}/names.json", partial(_names, searched), whole, (*facts, *_needs(blocks, NAMES)), 1, is_large=True
    )
    large = tuple(map(large_of, range(sizes.groups)))
    yield Piece(f"{FOLDER}/text.json", partial(text_files, blocks, sizes), cut, (*facts, *large), 2)


def _aside(block: SearchBlock, sizes: Sizes) -> tuple[str, ...]:
    return tuple(map(block.aside, (FACTS, NAMES, SYMBOLS, ALIKE, *map(pairs_of, range(sizes.groups)))))


def _needs(blocks: Iterable[SearchBlock], what: str) -> tuple[str, ...]:
    return tuple(block.aside(what) for block in blocks)


def _block(block: SearchBlock, searched: Searched, _: Read) -> Contents:
    cut = searched.sizes.pairs, searched.sizes.groups
    return block_files(block, searched.findings, searched.collection.registry.profile, cut)


def _names(searched: Searched, read: Read) -> Contents:
    """The first piece, and what stands beside it: how names are read aloud, the written pages."""
    registry, written = searched.collection.registry, searched.written()
    parts = (json.loads(read(block.aside(NAMES))) for block in searched.blocks)
    names = names_of(parts, searched.collection.units, registry.profile)
    present = (*characters_of(searched.blocks, read), *_folded_names(names))
    old, new = query_table([*present, *(fold(page.text + page.title) for page in written)])
    names |= {"simplify": [old, new], "pages": [[page.url, page.title] for page in written]}
    names |= {"words": words_of(registry.profile, registry.synonyms)}
    readings = {key: [_readings(row[1:]) for row in names[key]] for key in ("units", "projects")}
    pages = [[page.url, page.title, page.text] for page in written]
    files = {"names.json": names, "pinyin.json": readings, "pages.json": pages}
    return {f"{FOLDER}/{path}": _json(content) for path, content in files.items()}


def _readings(names: Sequence[str]) -> list[str]:
    return [syllables(name) for name in names]


def _folded_names(names: Mapping[str, Any]) -> Iterable[str]:
    for key in ("units", "projects"):
        for row in names[key]:
            yield fold("".join(row))
    yield fold("".join(names["departments"] + names["titles"] + [kind["label"] for kind in names["kinds"]]))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
