"""Owns everything that is published, before any builder sees it: pages and files by their path. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.publish.downloads import tables
from generator.publish.pages import Pages
from generator.summary.collection import collect

if TYPE_CHECKING:
    from generator.record.store import Dataset


@dataclass(frozen=True, slots=True)
class Site:
    """Pages as Markdown and files as bytes, each by its path under the content folder."""

    pages: dict[str, str]
    files: dict[str, bytes]
    _maker: Pages

    def fill(self, path: str, markdown: str) -> str:
        """Put the generated blocks into a written page."""
        if "<!-- disclosure:" not in markdown:
            return markdown
        for mark, block in self._maker.blocks(path).items():
            markdown = markdown.replace(mark, block)
        return markdown


def build_site(dataset: Dataset, *, repository: str = "") -> Site:
    """Make everything the site publishes from a dataset without problems.

    Raises:
        ValueError: the dataset has problems; nothing half-read is published.
    """
    if dataset.problems or dataset.registry is None:
        raise ValueError("a dataset with problems is not published")
    forms = [stored.form for stored in dataset.forms]
    maker = Pages(collect(forms, dataset.registry), repository=repository)
    files = tables(forms) | {f"{stored.form.id}.yaml": stored.text.encode() for stored in dataset.forms}
    return Site(dict(maker.all()), files, maker)
