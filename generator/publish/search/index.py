"""Owns the files of the index: the first piece, the postings of the full text, the passages. Pure and deterministic.

A query loads only the files of its own pairs or symbols, and the passages of the results that are shown.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.publish.search.alike import key_of, rows_of
from generator.publish.search.cells import cells_of
from generator.publish.search.folding import fold, query_table
from generator.publish.search.names import names_of
from generator.publish.search.pinyin import syllables
from generator.publish.search.postings import encode, hash_of, line_of
from generator.publish.search.questions import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.checks import Finding
    from generator.forms.collection import Collection
    from generator.publish.search.alike import AlikeRow
    from generator.publish.search.cells import Cell
    from generator.publish.search.postings import Line
    from generator.publish.search.written import WrittenPage
    from generator.record.model import Form

FOLDER = "search"
FORMS_PER_PASSAGE = 16
"""Forms whose texts share a file; a page of results needs few of them."""
SHARD_SIZE = 48 * 1024
"""Characters of postings a shard aims at."""
LARGE_POSTING = 24 * 1024
"""A pair with longer postings gets a file of its own, so that it does not weigh on its neighbours."""


def build_index(
    collection: Collection,
    written: Sequence[WrittenPage] = (),
    findings: Mapping[str, Sequence[Finding]] | None = None,
) -> dict[str, bytes]:
    """Make the files of the search index by their path on the site.

    Args:
        collection: the forms that are published.
        written: the pages that people wrote and the rules of the book, as plain text.
        findings: the findings of each form that the public sees, by form id; forms without may be left out.
    """
    forms, found, registry = collection.forms, findings or {}, collection.registry
    cells, alike = _read(forms, found)
    line = line_of(cells)
    names = names_of(collection, found)
    old, new = query_table([*line.symbols, *_folded_names(names), *(fold(page.text + page.title) for page in written)])
    names |= {"simplify": [old, new], "pages": [[page.url, page.title] for page in written]}
    names |= {"words": words_of(registry.profile, registry.synonyms)}
    files = {"names.json": _json(names), "pages.json": _json([[page.url, page.title, page.text] for page in written])}
    files["pinyin.json"] = _json({key: [_readings(row[1:]) for row in names[key]] for key in ("units", "projects")})
    files |= {f"passages/{number}.json": group for number, group in enumerate(_passages(cells, alike))}
    shards = _shards({key: _json([_listed(row) for row in rows]).decode() for key, rows in alike.items()})
    files |= {f"alike/{number}.json": _joined(shard) for number, shard in enumerate(shards)}
    files |= _posting_files(line, len(shards))
    return {f"{FOLDER}/{path}": files[path] for path in sorted(files)}


def _read(
    forms: Sequence[Form], findings: Mapping[str, Sequence[Finding]]
) -> tuple[list[tuple[Cell, ...]], dict[str, list[AlikeRow]]]:
    """The texts of each form, and all rows by the key of their name; form by form, so that a target is read once."""
    cells: list[tuple[Cell, ...]] = []
    alike: dict[str, list[AlikeRow]] = {}
    for number, form in enumerate(forms):
        cells.append(cells_of(form, findings.get(form.id, ())))
        for key, row in rows_of(number, form):
            alike.setdefault(key, []).append(row)
    return cells, alike


def _readings(names: Sequence[str]) -> list[str]:
    return [syllables(name) for name in names]


def _folded_names(names: Mapping[str, Any]) -> Iterable[str]:
    for key in ("units", "projects"):
        for row in names[key]:
            yield fold("".join(row))
    yield fold("".join(names["departments"] + names["titles"] + [kind["label"] for kind in names["kinds"]]))


def _passages(cells: Sequence[Sequence[Cell]], alike: Mapping[str, Sequence[AlikeRow]]) -> Iterable[bytes]:
    """Texts as published, in the order of the form."""
    for start in range(0, len(cells), FORMS_PER_PASSAGE):
        group = cells[start : start + FORMS_PER_PASSAGE]
        yield _json([[_passage(cell, alike) for cell in own] for own in group])


def _passage(cell: Cell, alike: Mapping[str, Sequence[AlikeRow]]) -> list[Any]:
    """Anchor, key, text; then the other spelling; then how many rows have a name alike, and the key they share."""
    passage: list[Any] = [cell.anchor, cell.key, cell.text]
    if cell.key == "name":
        key = key_of(cell.text)
        shared = [] if key == cell.text else [key]
        return [*passage, "", len(alike[key]), *shared] if len(alike[key]) > 1 else passage
    return [*passage, cell.also] if cell.also else passage


def _listed(row: AlikeRow) -> list[Any]:
    return [row.form, row.row, *row.texts, *row.target, *row.actual]


def _posting_files(line: Line, alike: int) -> dict[str, bytes]:
    """Postings by shard, and the table of contents the browser reads first."""
    postings = {pair: encode(positions) for pair, positions in sorted(line.pairs.items())}
    large = [pair for pair, posting in postings.items() if len(posting) > LARGE_POSTING]
    numbers = {pair: number for number, pair in enumerate(large)}
    pairs = _shards({pair: posting for pair, posting in postings.items() if pair not in numbers})
    single = _shards({symbol: encode(forms) for symbol, forms in sorted(line.symbols.items())})
    contents: dict[str, Any] = {"lengths": " ".join(str(sum(parts)) for parts in line.lengths)}
    contents |= {"heads": " ".join(str(parts[0]) for parts in line.lengths), "large": large}
    contents |= {"pairs": len(pairs), "symbols": len(single), "alike": alike, "passage": FORMS_PER_PASSAGE}
    files = {"text.json": _json(contents)}
    files["parts.json"] = _json([" ".join(map(str, lengths)) for lengths in zip(*line.lengths, strict=True)])
    files |= {f"pairs/{number}.json": _json(shard) for number, shard in enumerate(pairs)}
    files |= {f"pairs/large-{number}.json": _json({pair: postings[pair]}) for pair, number in numbers.items()}
    files |= {f"symbols/{number}.json": _json(shard) for number, shard in enumerate(single)}
    return files


def _shards(entries: Mapping[str, str]) -> list[dict[str, str]]:
    """Entries in as many files as keep each near the size a phone loads at once; the number is a power of two."""
    size = sum(map(len, entries.values()))
    count = 1
    while count * SHARD_SIZE < size:
        count *= 2
    shards: list[dict[str, str]] = [{} for _ in range(count)]
    for key, entry in entries.items():
        shards[hash_of(key) % count][key] = entry
    return shards


def _joined(shard: Mapping[str, str]) -> bytes:
    """One file of values that are JSON already."""
    inner = ",".join(f"{json.dumps(key, ensure_ascii=False)}:{value}" for key, value in shard.items())
    return f"{{{inner}}}".encode()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
