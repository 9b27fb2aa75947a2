"""Owns the way from the Markdown of a generated page to the HTML of its article, past the builder's own engine.

pyromark reads our dialect as python-markdown does, three hundred times faster; a test builds every page with both.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pyromark
from lxml.html import fragment_fromstring

from generator.publish.dressing.dress import dress, inner_html

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.html import HtmlElement

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
)


@dataclass(frozen=True, slots=True)
class Body:
    """The article of a page as the site shows it."""

    html: str
    anchors: frozenset[str]
    """Every id a link can lead to."""


def body_of(path: str, markdown: str, pictures: Mapping[str, str], to_html: Callable[[str], str] | None = None) -> Body:
    """Make the article of the page at ``path`` under the content folder; ``to_html`` is another engine."""
    tree = fragment_fromstring((to_html or fast)(markdown), create_parent="div")
    here = address_of(path)
    _relink(tree, posixpath.dirname(path), here)
    root = "../" * (here.count("/") + 1) if here else ""
    dress(tree, lambda source: pictures.get(posixpath.normpath(posixpath.join(here, source))), root)
    return Body(inner_html(tree), frozenset(part.get("id", "") for part in tree.iterfind(".//*[@id]")))


def fast(markdown: str) -> str:
    """HTML by the fast engine; the front matter is left out."""
    return pyromark.html(markdown, options=_OPTIONS)


def _relink(tree: HtmlElement, place: str, here: str) -> None:
    """Links between Markdown files become links between addresses."""
    for name, tag in (("href", "a"), ("src", "img")):
        for part in tree.iter(tag):
            target = part.get(name)
            if target:
                part.set(name, _address(target, place, here))


@cache
def _address(target: str, place: str, here: str) -> str:
    file, mark, anchor = target.partition("#")
    file, question, query = file.partition("?")
    if not file or ":" in file.partition("/")[0] or file.startswith("/"):
        return target
    path = posixpath.normpath(posixpath.join(place, file))
    address = address_of(path) if path.endswith(".md") else path
    relative = posixpath.relpath(address or ".", here or ".")
    slash = "/" if path.endswith(".md") else ""
    return f"{relative}{slash}{question}{query}{mark}{anchor}"


def address_of(path: str) -> str:
    """The address of a Markdown file without its last slash: ``years/2023.md`` is ``years/2023``."""
    name = path.removesuffix(".md")
    return name.removesuffix("index").rstrip("/") if name == "index" or name.endswith("/index") else name
