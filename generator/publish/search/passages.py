"""Owns how the texts of some forms are written so that a result can show them. Pure; knows no other file of the index.

Texts stand once a file, in order, each without the beginning it shares with the one before.
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from generator.publish.search.alike import key_of
from generator.publish.search.letters import number, numbers
from generator.publish.search.parts import NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.publish.search.cells import PublishedText

PLACE, ALSO, TEXTS = 0, 1, 2
"""Numbers of a form: a place that is not the next follows, the other spelling of the last text follows, the texts."""
_SHARED = 63
"""Characters a text shares at most with the one before."""


def passages(forms: Sequence[Sequence[PublishedText]], keys: Mapping[str, int]) -> bytes:
    """The texts of some forms as published, in the order of the form; ``keys`` numbers what names alike share."""
    texts = sorted({text for cells in forms for cell in cells for text in (cell.text, cell.also) if text})
    known = {text: at for at, text in enumerate(texts, TEXTS)}
    places: dict[tuple[str, str], int] = {}
    written = [numbers(_cells(cells, places, known)) for cells in forms]
    names = [[cell.text for cell in cells if cell.key == NAME] for cells in forms]
    apart = {name: key for own in names for name in own if (key := key_of(name)) != name}
    file: dict[str, Any] = {
        "texts": _fronted(texts),
        "places": "\n".join(f"{anchor} {key}" for anchor, key in places),
        "forms": written,
        "keys": [numbers(keys[key_of(name)] for name in own) for own in names],
        "apart": {str(known[name] - TEXTS): key for name, key in sorted(apart.items())},
    }
    return json.dumps(file, ensure_ascii=False, separators=(",", ":")).encode()


def _cells(
    cells: Iterable[PublishedText], places: dict[tuple[str, str], int], known: Mapping[str, int]
) -> Iterable[int]:
    """The numbers of a form; a place is mostly the one behind the last."""
    at = -1
    for anchor, key, text, also in cells:
        place = places.setdefault((anchor, key), len(places))
        if place != at + 1:
            yield PLACE
            yield place
        at = place
        yield known[text]
        if also:
            yield ALSO
            yield known[also]


def _fronted(texts: Sequence[str]) -> str:
    """One text a line: how many characters it shares with the one before, and the rest."""
    return "\n".join(_rest(before, text) for before, text in pairwise(("", *texts)))


def _rest(before: str, text: str) -> str:
    shared = 0
    for one, other in zip(before, text, strict=False):
        if one != other or shared == _SHARED:
            break
        shared += 1
    return f"{number(shared)}{text[shared:]}"
