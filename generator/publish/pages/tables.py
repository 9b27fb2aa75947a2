"""Owns what a table needs beyond its cells: decimals in line, labels and roles where it can become cards.

Works on the HTML of our own templates, where text from data is escaped and no table stands inside another.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLE = re.compile(r'<table class="ledger\b[^>]*>.*?</table>', re.DOTALL)
_HEAD = re.compile(r"<thead\b.*?</thead>", re.DOTALL)
_ROW = re.compile(r"<tr\b[^>]*>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(?P<tag>th|td)\b(?P<attributes>[^>]*)>(?P<text>.*?)</(?P=tag)>", re.DOTALL)
_COLSPAN = re.compile(r'\bcolspan="(\d+)"')
_LABEL = re.compile(r'\bdata-label="([^"]*)"')
_NUMBER = re.compile(r"[+−-]?[\d,]+(?:\.(?P<decimals>\d+))?")
_UNIT = re.compile(r"(?:<br>)?<small>(.*?)</small>")
_MARKUP = re.compile(r"<[^>]*>")
_STRUCTURE = re.compile(r"<(table|thead|tbody|tfoot|tr|th|td)\b(?![^>]*\brole=)([^>]*)>")
_ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tfoot": "rowgroup", "tr": "row", "td": "cell"}


def finish_tables(page: str) -> str:
    """Finish each ``ledger`` table of a page; those of the class ``cards`` can become cards on a phone."""
    return _TABLE.sub(lambda found: _finish(found[0]), page)


def _finish(table: str) -> str:
    if " cards" in table[: table.index(">")]:
        table = _with_roles(_labelled(table))
    return _aligned(table)


def _labelled(table: str) -> str:
    """Write the head of its column into each cell; a cell across several columns speaks for itself."""
    head = _HEAD.search(table)
    if head is None:
        return table
    labels = [_label(cell) for _, cell in _columns(head[0])]

    def label(row: re.Match[str]) -> str:
        additions = [
            (cell.start() + 3, f' data-label="{labels[column]}"')
            for column, cell in _columns(row[0])
            if cell["tag"] == "td" and not re.search(r"\b(data-label|colspan)=", cell["attributes"]) and cell["text"]
        ]
        return _with(row[0], additions)

    return table[: head.end()] + _ROW.sub(label, table[head.end() :])


def _columns(row: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Each cell of a row with the number of its first column."""
    column = 0
    for cell in _CELL.finditer(row):
        yield column, cell
        span = _COLSPAN.search(cell["attributes"])
        column += int(span[1]) if span else 1


def _label(cell: re.Match[str]) -> str:
    """The words of a head; its unit in brackets."""
    return _MARKUP.sub("", _UNIT.sub(r"（\1）", cell["text"]))


def _with_roles(table: str) -> str:
    """Say what each element is: a browser forgets it when the look of a table is taken from it."""

    def role(found: re.Match[str]) -> str:
        tag, attributes = found[1], found[2]
        kind = _ROLES.get(tag) or ("columnheader" if 'scope="col"' in attributes else "rowheader")
        return f'<{tag} role="{kind}"{attributes}>'

    return _STRUCTURE.sub(role, table)


def _aligned(table: str) -> str:
    """Note in each number what it lacks to the longest decimals of its column, so that the points stand in one line."""
    found: dict[str | int, list[tuple[int, int]]] = {}
    for row in _ROW.finditer(table):
        for column, cell in _columns(row[0]):
            number = _NUMBER.fullmatch(cell["text"])
            if number and re.search(r'class="(?:[^"]* )?num\b', cell["attributes"]):
                label = _LABEL.search(cell["attributes"])
                place = (row.start() + cell.start() + 3, len(number["decimals"] or ""))
                found.setdefault(label[1] if label else column, []).append(place)
    additions = []
    for cells in found.values():
        longest = max(decimals for _, decimals in cells)
        for position, decimals in cells:
            if decimals < longest:
                point = "" if decimals else "."
                additions.append((position, f' data-pad="{point}{"0" * (longest - decimals)}"'))
    return _with(table, sorted(additions))


def _with(text: str, additions: list[tuple[int, str]]) -> str:
    """The text with something added at some positions, in their order."""
    ends = [(0, ""), *additions, (len(text), "")]
    return "".join(added + text[start:end] for (start, added), (end, _) in pairwise(ends))
