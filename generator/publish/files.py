"""Owns what is published beside pages, pictures and search: downloads, records, feeds, files for programs and hosts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from generator.official import official_form
from generator.publish.data import api, feeds
from generator.publish.data.copies import published_copy
from generator.publish.data.downloads import Stock, pieces
from generator.publish.data.hosting import hosting
from generator.publish.pages.llms import PATH, llms
from generator.publish.pieces import Piece
from generator.publish.words import grades, palette

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.publish.data.feeds import Followed
    from generator.publish.pages.sources import Sources
    from generator.publish.pieces import Contents, Read
    from generator.record.model import Unit
    from generator.record.store import StoredForm

_TOGETHER = 8
"""Records that are written together, for each is little work."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the files are made from."""

    stock: Stock
    sources: Sources
    records: Sequence[StoredForm]
    """The forms of the stock as they were read."""

    def pieces(self) -> Iterator[Piece]:
        """Every file."""
        yield from pieces(self.stock, self.sources.digest_of)
        for start in range(0, len(self.records), _TOGETHER):
            some = self.records[start : start + _TOGETHER]
            paths = tuple(path for one in some for path in _paths(one))
            marks = self.sources.digest_of(*(one.form for one in some))
            yield Piece(paths[0], partial(self._records, some), marks, paths=paths)
        for unit in self.stock.collection.units:
            paths = feeds.unit_paths(unit)
            read = self.sources.digest_of(*self.stock.collection.of_unit(unit.id))
            yield Piece(paths[0], partial(self._feed, unit), read, paths=paths)
        yield from self._feeds_of_projects()
        paths = (
            feeds.ALL,
            feeds.CORRECTIONS,
            *(feeds.beside(f"years/{year}/") for year in self.stock.collection.years),
            *api.list_paths(),
            *hosting(self.stock.edition),
            PATH,
            grades.PATH,
            palette.PATH,
        )
        yield Piece(PATH, self._common, paths=paths)

    def _feeds_of_projects(self) -> Iterator[Piece]:
        projects = feeds.followed_projects(self.stock.collection)
        for start in range(0, len(projects), _TOGETHER):
            some = projects[start : start + _TOGETHER]
            forms = (form for followed in some for form in followed.forms)
            gone = [(followed.project, followed.gone) for followed in some]
            paths = tuple(followed.path for followed in some)
            yield Piece(
                paths[0], partial(self._projects, some), self.sources.digest_of(*forms, beside=gone), paths=paths
            )

    def _projects(self, some: Sequence[Followed], _: Read) -> Contents:
        stock = self.stock
        of = stock.collection.registry.profile, stock.dates, stock.edition
        return {followed.path: feeds.of_project(followed, *of) for followed in some}

    def _records(self, some: Sequence[StoredForm], _: Read) -> Contents:
        files = {f"{one.form.id}.yaml": published_copy(one).encode() for one in some}
        files |= {f"{one.form.id}.xlsx": official_form(one.form, "xlsx") for one in some}
        return files | {api.path_of(one.form): api.one(one.form) for one in some}

    def _feed(self, unit: Unit, _: Read) -> Contents:
        stock = self.stock
        return feeds.of_unit(unit, stock.collection, stock.dates, stock.edition)

    def _common(self, _: Read) -> Contents:
        """What is little and tells of all forms."""
        stock = self.stock
        files = {
            **feeds.feeds(stock.collection, stock.dates, stock.edition),
            **{
                feeds.beside(f"years/{year}/"): feeds.of_year(year, stock.collection, stock.dates, stock.edition)
                for year in stock.collection.years
            },
            **api.lists(stock.collection, stock.changed, stock.edition),
            **hosting(stock.edition),
        }
        look = {grades.PATH: grades.stylesheet(stock.collection.registry.profile), palette.PATH: palette.stylesheet()}
        return files | look | {PATH: llms(self.sources).encode()}


def _paths(one: StoredForm) -> tuple[str, ...]:
    """The files of one record."""
    return f"{one.form.id}.yaml", f"{one.form.id}.xlsx", api.path_of(one.form)
