"""Owns everything that is published, before any builder sees it: pages and files by their path. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.publish.downloads import tables
from generator.publish.pages import Pages
from generator.publish.search import build_index, read_written
from generator.summary.collection import collect

if TYPE_CHECKING:
    from collections.abc import Collection as Bag
    from collections.abc import Mapping

    from generator.record.store import Dataset
    from generator.summary.collection import Collection

SEARCH_PAGE = "search/"
"""The page that asks the index; it is not in it."""


@dataclass(frozen=True, slots=True)
class Site:
    """Pages as Markdown and files as bytes, each by its path under the content folder."""

    pages: dict[str, str]
    files: dict[str, bytes]
    _maker: Pages
    _collection: Collection

    def fill(self, path: str, markdown: str) -> str:
        """Put the generated blocks into a written page."""
        if "<!-- disclosure:" not in markdown:
            return markdown
        for mark, block in self._maker.blocks(path).items():
            markdown = markdown.replace(mark, block)
        return markdown

    def search_files(
        self, written: Mapping[str, str], findings: Mapping[str, Bag[str]] | None = None
    ) -> dict[str, bytes]:
        """The search index; ``written`` is Markdown of written pages by path, ``findings`` severities by form id."""
        pages = [read_written(path, self.fill(path, written[path])) for path in sorted(written)]
        return build_index(self._collection, [page for page in pages if page.url != SEARCH_PAGE], findings)


def build_site(dataset: Dataset, *, repository: str = "") -> Site:
    """Make everything the site publishes from a dataset without problems.

    Raises:
        ValueError: the dataset has problems; nothing half-read is published.
    """
    if dataset.problems or dataset.registry is None:
        raise ValueError("a dataset with problems is not published")
    forms = [stored.form for stored in dataset.forms]
    collection = collect(forms, dataset.registry)
    maker = Pages(collection, repository=repository)
    files = tables(forms) | {f"{stored.form.id}.yaml": stored.text.encode() for stored in dataset.forms}
    return Site(dict(maker.all()), files, maker, collection)
