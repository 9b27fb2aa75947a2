"""Owns what the printed form of a region and a year looks like: its cells with their labels, its words, its bounds.

A template is data (``data/templates/``); this module knows no region. Must not know how it is read or shown.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from generator.record.meaning import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.record.model import Profile

_NUMBER = re.compile(r"\.\d+(?=\.|$)")
_LINE = re.compile(r"(funds|amounts|outlay)\.(?!rows\b)([a-z_]+)\.([a-z_]+)")
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@lru_cache(maxsize=20_000)
def cell_path(path: str) -> str:
    """The cell of a template a path of a record stands in: the row number is left out."""
    return _NUMBER.sub("", path)


@lru_cache(maxsize=20_000)
def column_path(path: str) -> str:
    """The same, of a row of money the column all rows share: ``funds.total.score`` is ``funds.rows.score``."""
    return _LINE.sub(r"\1.rows.\3", cell_path(path))


@dataclass(frozen=True, slots=True)
class TemplateCell:
    """One cell or column that the form prints."""

    path: str
    """Of the field table, without numbers of rows, such as ``indicators.target``."""
    label: str
    """As printed."""


@dataclass(frozen=True)
class Template:
    """The printed form of a region and its years."""

    id: str
    kind: str
    """Key of the kind of form."""
    name: str
    """For people: whose form of which years."""
    title: str = ""
    """What it prints at the top."""
    first_year: int | None = None
    last_year: int | None = None
    cells: tuple[TemplateCell, ...] = ()
    """In the order of the form; none: the cells that every form of the kind has."""
    withheld: tuple[str, ...] = ()
    """Labels of cells the form has and a record never: names and telephones of persons."""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Folded word and its meaning, by what it is: ``level1``, ``level2``, ``funds``, ``result``."""
    groups: tuple[str, ...] = ()
    """The 一级指标 that every form should have, by meaning; none: those of the official template."""
    bounds: Mapping[str, Any] = field(default_factory=dict)
    """What differs from the region's profile, by the name it has there."""

    def is_for(self, kind: str, year: int | None) -> bool:
        """Forms of this kind and year look like this where they do not say otherwise."""
        low, high = self.first_year or 0, self.last_year or 9999
        return kind == self.kind and year is not None and low <= year <= high

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {cell.path: cell.label for cell in self.cells}

    @cached_property
    def _lines(self) -> frozenset[str]:
        """Groups of money whose rows the form itself names."""
        return frozenset(
            path.partition(".")[0]
            for path in self._labels
            if re.fullmatch(r"(funds|amounts|outlay)\.(?!rows\b|amount_unit)[a-z_]+", path)
        )

    def has(self, path: str) -> bool:
        """The form prints this cell; a group is printed where something in it is."""
        cell, column = cell_path(path), column_path(path)
        if column != cell:
            line = cell.rpartition(".")[0]
            return column in self._labels and (cell.partition(".")[0] not in self._lines or line in self._labels)
        return cell in self._labels or any(known.startswith(f"{cell}.") for known in self._labels)

    def has_own_rows(self, table: str) -> bool:
        """A table of money whose rows every form labels for itself."""
        return table not in self._lines and any(path.startswith(f"{table}.rows.") for path in self._labels)

    def label(self, path: str) -> str | None:
        """What it prints beside a cell; None where it has no such cell."""
        return self._labels.get(cell_path(path)) or self._labels.get(column_path(path))

    def words_of(self, what: str) -> Mapping[str, str]:
        """Its own words of one sort, folded, with their meaning."""
        return self.words.get(what, _NOTHING)

    def meaning_of(self, what: str, text: str) -> str | None:
        """What one of its own words means; None where it has none such."""
        return self.words_of(what).get(fold(text))

    def applied_to(self, profile: Profile) -> Profile:
        """The region's practice with what holds for these forms."""
        return dataclasses.replace(profile, **self.bounds) if self.bounds else profile
