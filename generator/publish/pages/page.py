"""Owns what every page has beside its text: address, title, way back."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from markupsafe import Markup

from generator.markdown import code, link

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Page:
    """One generated page."""

    path: str
    """Markdown file under the content folder, such as ``years/2023.md``."""
    title: str
    description: str
    crumbs: tuple[tuple[str, str], ...]
    """Label and site-relative address of each step below home; the last is the page itself, without an address."""
    repository: str = ""
    """Address of the repository, or empty."""
    changed: str = ""
    """Day of the last change, such as 2024-03-31, for the sitemap; empty where it is not known."""
    linked: str = ""
    """What the page says of itself to programs, for its head; empty where it says nothing."""
    address: str = ""
    """The whole address of a form's page, for a report about it."""

    @property
    def root(self) -> str:
        """The way back to the site's root, such as ``../../``."""
        name = self.path.removesuffix(".md")
        depth = name.count("/") + (0 if name.endswith("index") else 1)
        return "../" * depth or "./"

    def to(self, name: str, anchor: str = "") -> Markup:
        """A link to another page by its path without ``.md``, as Markdown files link one another."""
        if anchor and self.is_of(name):
            return Markup(f"#{anchor}")  # noqa: S704 -- ASCII ids of ours
        return Markup(_relative(f"{name}.md", self.path.rpartition("/")[0]) + (anchor and f"#{anchor}"))  # noqa: S704 -- ASCII paths of ours

    def search(self, query: Mapping[str, str]) -> Markup:
        """A link to the forms that the search page finds for what its address says."""
        return Markup(f"{self.to('search')}?{urlencode(query)}")  # noqa: S704 -- percent-encoded

    def is_of(self, name: str) -> bool:
        """Whether this is the page at a path without ``.md``."""
        return self.path == f"{name}.md"

    def file(self, path: str) -> Markup:
        """A link to a file of the site, such as ``data/forms.csv``."""
        return Markup(_relative(path, self.path.rpartition("/")[0]))  # noqa: S704 -- ASCII paths of ours

    @property
    def report_address(self) -> str:
        """Where an error on this page is reported; the repository is known."""
        return f"{self.repository}/issues/new?title={quote(f'页面有错：{self.address}')}"

    def record(self, form_id: str) -> Markup:
        """The record of a form in the repository, as Markdown."""
        path = f"data/{form_id}.yaml"
        words = link(path, f"{self.repository}/blob/HEAD/{path}") if self.repository else code(path)
        return Markup(words)  # noqa: S704 -- escaped

    def address_from(self, picture: str, form_id: str) -> str:
        """The way from a picture of the site to the page of a form."""
        return f"{_relative(form_id, picture.rpartition('/')[0])}/"

    def picture(self, name: str) -> str:
        """The path of a picture of this page: in the folder the page's address is."""
        return f"{self.path.removesuffix('.md').removesuffix('/index')}/{name}.svg"


@cache
def _relative(path: str, place: str) -> str:
    return posixpath.relpath(path, place or ".")
