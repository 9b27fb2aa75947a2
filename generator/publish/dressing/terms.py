"""Owns which columns of the official tables the glossary explains, and the line of words that leads there.

The words are those the form prints; which entry explains a column follows from its key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.html import Element

if TYPE_CHECKING:
    from lxml.html import HtmlElement

GLOSSARY = "guide/"
"""The page with the glossary, from the root of the site; its entries have the id ``term-…``."""
TERMS = {
    "initial_budget": "initial",
    "adjusted_budget": "adjusted",
    "executed": "executed",
    "execution_rate": "rate",
    "weight": "weight",
    "score": "score",
    "level1": "level1",
    "level2": "level2",
    "name": "level3",
    "target": "target",
    "actual": "actual",
    "reason": "reason",
}
"""Entry of the glossary by the key of a column."""
EXPLAINED = frozenset({"funds", "own-funds", "indicators", "own-indicators", "promises"})
"""Tables as the form prints them."""


def explain(table: HtmlElement, root: str, said: set[str]) -> None:
    """Put the words of a table's head above it, each once on a page; ``said`` are the entries named already."""
    links = []
    for head in table.iterfind("thead/tr/th"):
        entry = next((TERMS[name[2:]] for name in head.classes if name[2:] in TERMS), None)
        if entry and entry not in said:
            said.add(entry)
            link = Element("a", {"href": f"{root}{GLOSSARY}#term-{entry}"})
            link.text = str(head.text or "").strip()
            links.append(link)
    if not links:
        return
    line = Element("p", {"class": "terms"})
    line.text = "词义　"
    for link in links[:-1]:
        link.tail = "　"
    line.extend(links)
    _first(table).addprevious(line)


def _first(table: HtmlElement) -> HtmlElement:
    """The table with what belongs to it before: the box it scrolls in, the switch of its folded rows."""
    parent, before = table.getparent(), table.getprevious()
    if parent is not None and "scroll" in parent.classes:
        return parent
    return before.getprevious() if before is not None and before.tag == "label" else table
