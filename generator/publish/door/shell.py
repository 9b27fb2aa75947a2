"""Owns the theme's page as a mould: printed once by the theme for a place in the site, then filled page by page.

A page of the theme differs from its neighbours by title, description, own address, way back, what it says of itself
to programs and article alone; the theme needs milliseconds for the rest, which is always the same. A test holds every
filled page against the one that the builder prints. Must not know what a form is.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import escape
from mkdocs.commands.build import get_context
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as BuilderPage

from generator.publish.pages.engine import address_of
from generator.publish.pieces import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation

    from generator.publish.pages.page import Page

_WAY_BACK = "partials/crumbs.html"
_LINKED = "zzLINKEDzz"
_TITLE, _DESCRIPTION, _CRUMBS, _BODY = "zzTITLEzz", "zzDESCRIPTIONzz", "zzCRUMBSzz", "<h1>zzBODYzz</h1>"
"""The theme writes a heading over an article that has none; ours have theirs."""
_STEP = "zzzz"
"""A part of an address that no form has."""


def can_fill(config: MkDocsConfig) -> bool:
    """The theme is ours: it prints the way back by a template of its own, and lists all addresses in the sitemap."""
    return any(Path(folder, _WAY_BACK).is_file() for folder in config.theme.dirs)


class Theme(NamedTuple):
    """What the builder knows when it prints pages."""

    environment: Environment
    config: MkDocsConfig
    nav: Navigation
    finish: Callable[[str, str], str]
    """What is done to a printed page last, given its HTML and the way to the root such as ``../..``."""


class Shell:
    """Prints pages that have no table of contents and do not stand in the navigation."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._crumbs = theme.environment.get_template(_WAY_BACK)
        self._mould = cache(self._print)
        self._marks = cache(lambda first, depth: digest(self._mould(first, depth)))

    def mark(self, path: str) -> str:
        """Digest of all that a page at a path has of the theme; also prints the mould, once for all alike."""
        steps = address_of(path).split("/")
        return self._marks(steps[0], len(steps))

    def fill(self, page: Page, body: str) -> str:
        """The whole HTML of a page with this article."""
        address = f"{address_of(page.path)}/"
        steps = address.split("/")[:-1]
        mould = self._mould(steps[0], len(steps))
        fillings = {
            _TITLE: str(escape(page.title)),
            _DESCRIPTION: str(escape(page.description)),
            _CRUMBS: self._way_back(page.crumbs, address),
            _LINKED: page.linked,
            _place(steps[0], len(steps)): address,
            _BODY: body,
        }
        return "".join(fillings.get(part, part) for part in mould)

    def _print(self, first: str, depth: int) -> tuple[str, ...]:
        """The theme's page for a place in the site, cut where a page has its own."""
        theme = self._theme
        place = _place(first, depth)
        page = BuilderPage("", File.generated(theme.config, f"{place.rstrip('/')}.md", content=""), theme.config)
        page.meta = {"title": _TITLE, "description": _DESCRIPTION, "hide": ["navigation", "toc"]}
        page.meta |= {"crumbs": ((_CRUMBS, ""),), "linked": _LINKED}
        page.content = _BODY
        context = get_context(theme.nav, Files([]), theme.config, page)
        html = theme.finish(theme.environment.get_template("main.html").render(context), context["base_url"])
        html = html.replace(self._way_back(page.meta["crumbs"], place), _CRUMBS)
        return _cut(html, (_TITLE, _DESCRIPTION, _CRUMBS, _LINKED, place, _BODY))

    def _way_back(self, crumbs: tuple[tuple[str, str], ...], address: str) -> str:
        page = _Place({"crumbs": crumbs}, address)
        return self._crumbs.render(page=page, nav=self._theme.nav, base_url="")


class _Place(NamedTuple):
    """As much of a page as the way back needs."""

    meta: Mapping[str, object]
    url: str


def _place(first: str, depth: int) -> str:
    """The address of no page, in the same place as those that begin alike and are as deep."""
    return "/".join((first, *[_STEP] * (depth - 1), ""))


def _cut(html: str, marks: tuple[str, ...]) -> tuple[str, ...]:
    """The text with each mark a piece of its own."""
    pieces = [html]
    for mark in marks:
        pieces = [part for piece in pieces for part in _around(piece, mark)]
    return tuple(pieces)


def _around(piece: str, mark: str) -> list[str]:
    first, *rest = piece.split(mark)
    return [first, *(part for other in rest for part in (mark, other))]
