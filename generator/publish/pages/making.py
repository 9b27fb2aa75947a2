"""Owns how one page is made: its address and title, template filled, pictures drawn. Knows no page in particular."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.publish.pages.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.publish.pages.sources import Sources
    from generator.record.model import Form

Drawings = dict[str, dict[str, Any]]
"""What each picture of a page is drawn from, by its name."""


@dataclass(frozen=True, slots=True)
class Made:
    """One page with the pictures it shows, each SVG by its path under the content folder."""

    page: Page
    markdown: str
    pictures: Mapping[str, str] = field(default_factory=dict)


class Job(NamedTuple):
    """One page that is to be made."""

    path: str
    make: Callable[[], Made]
    is_plain: bool = False
    """Not in the navigation: the theme's page can be filled instead of printed."""
    reads: Callable[[], str] = str
    """Digest of all of the collection that it is made from; empty: not told, it is made anew each time."""


class Maker:
    """Makes pages of one collection."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._collection = sources.collection
        self._checks = sources.checks
        self._dates = sources.dates
        self._profile = sources.collection.registry.profile

    def _short(self, form: Form) -> str:
        """The short name of a form's unit."""
        return self._collection.registry.units[form.unit_id].short

    def _page(self, path: str, title: str, description: str, crumbs: tuple[tuple[str, str], ...]) -> Page:
        return Page(path, title, description, crumbs, self._sources.edition.repository)

    def _render(self, template: str, page: Page, pictures: Drawings | None = None, **context: object) -> Made:
        """Fill one template and draw the pictures the page shows, by name; one of several has a number: map-2023."""
        drawn = {
            page.picture(name): self._sources.draw(name.partition("-")[0], page, **given)
            for name, given in (pictures or {}).items()
        }
        return Made(page, self._sources.render(template, page, **context), drawn)
