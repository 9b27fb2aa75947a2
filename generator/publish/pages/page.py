"""Owns what every page has beside its text: address, title, way back."""

from __future__ import annotations

from dataclasses import dataclass


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
    toc: bool = True
    changed: str = ""
    """Day of the last change, such as 2024-03-31, for the sitemap; empty where it is not known."""
    address: str = ""
    """The whole address of a form's page, for a report about it."""

    @property
    def root(self) -> str:
        """The way back to the site's root, such as ``../../``."""
        name = self.path.removesuffix(".md")
        depth = name.count("/") + (0 if name.endswith("index") else 1)
        return "../" * depth or "./"
