"""Owns what each table of the pages has for columns, by the id or class of the heading it stands under.

The order is that of the Markdown. Labels stand in the Markdown alone; what a column is, stands here alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(Enum):
    """What the cells of a column are."""

    WORDS = "words"
    HEAD = "head"
    """Names the row."""
    LEVEL = "level"
    """A name for several rows; empty means as above."""
    NUMBER = "number"
    """The number of the row, which is its address and needs no column of its own on the page."""
    FIGURE = "figure"
    """Right aligned, the decimal points in one line."""
    GRADE = "grade"
    """A word of grade; grades have other words in each region."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    key: str
    """Class of its cells, ``c-key``."""
    kind: Kind = Kind.WORDS
    unit: str = ""
    """Stands in brackets behind the label; smaller on the page."""


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of table."""

    columns: tuple[Column, ...]
    is_sortable: bool = False
    more: Column | None = None
    """What any columns beyond the described ones are, such as one a grade."""
    explored: tuple[str, ...] = ()
    """Keys of the columns a reader may filter by; the table can be explored, and what is shown taken along."""
    is_small: bool = False
    """Two columns that a phone has room for; never cards."""
    is_official: bool = False
    """The indicator table of a form, which never stands in a box that scrolls."""
    folds: bool = False
    """Its full rows are folded on a phone."""
    is_open: bool = False
    """The form says which columns it has; one that the Markdown aligns to the right holds figures."""
    like: str = ""
    """The table whose look it has, with other columns."""

    @property
    def look(self) -> str:
        """How the table is shown where there is little room."""
        if self.is_small:
            return "plain"
        return "official" if self.is_official else "cards"

    def column(self, number: int) -> Column | None:
        """The column at a place from 0; None beyond what is described."""
        return self.columns[number] if number < len(self.columns) else self.more


def _head(key: str) -> Column:
    return Column(key, Kind.HEAD)


def _figure(key: str, unit: str = "") -> Column:
    return Column(key, Kind.FIGURE, unit)


_LEVELS = (Column("level1", Kind.LEVEL), Column("level2", Kind.LEVEL), Column("row", Kind.NUMBER), _head("name"))
_COUNT = _figure("count")
_UNIT = Column("unit")
_GROUP = (
    _figure("adjusted_budget", "万元"),
    _figure("executed", "万元"),
    _figure("execution_rate", "%"),
    _figure("mean"),
)
_RESULT = (
    _figure("executed", "万元"),
    _figure("execution_rate", "%"),
    _figure("score"),
    Column("grade", Kind.GRADE),
)
_FORM = (_figure("initial_budget", "万元"), _figure("adjusted_budget", "万元"), *_RESULT)

TABLES: Mapping[str, Table] = {
    "funds": Table(
        (
            _head("source"),
            _figure("initial_budget"),
            _figure("adjusted_budget"),
            _figure("executed"),
            _figure("weight"),
            _figure("execution_rate", "%"),
            _figure("score"),
        )
    ),
    "amounts": Table((_head("project"), _figure("project_amount"), _head("annual"), _figure("annual_amount"))),
    "indicators": Table(
        (
            *_LEVELS,
            Column("target"),
            Column("actual"),
            _figure("weight"),
            _figure("score"),
            Column("reason"),
        ),
        is_official=True,
        folds=True,
    ),
    "own-funds": Table((_head("source"),), more=Column("value"), is_open=True, like="funds"),
    "own-indicators": Table(
        _LEVELS, more=Column("value"), is_official=True, folds=True, is_open=True, like="indicators"
    ),
    "promises": Table(_LEVELS, is_official=True, more=Column("target")),
    "printed": Table((_head("source"),), more=_figure("figure")),
    "short": Table(
        (
            _head("name"),
            Column("outcome"),
            Column("target"),
            Column("actual"),
            _figure("score"),
            _figure("weight"),
            _figure("lost"),
            Column("reason"),
        )
    ),
    "missed": Table(
        (
            _head("name"),
            Column("project"),
            _UNIT,
            Column("level2"),
            Column("outcome"),
            Column("target"),
            Column("actual"),
            _figure("completion", "%"),
            _figure("weight"),
            _figure("lost"),
            Column("reason"),
        ),
        explored=("unit", "level2", "outcome"),
    ),
    "score": Table((_head("step"), Column("formula"), _figure("computed"), _figure("printed"), Column("agrees"))),
    "years": Table(
        (_head("year"),),
        more=_figure("figure"),
    ),
    "units": Table(
        (_head("unit"), _COUNT, _figure("initial_budget", "万元"), *_GROUP),
        is_sortable=True,
        more=_figure("grades"),
    ),
    "forms": Table((_head("project"), _UNIT, *_FORM), is_sortable=True),
    "unit-forms": Table((_head("project"), *_FORM), is_sortable=True),
    "project": Table(
        (
            _head("year"),
            _UNIT,
            Column("form"),
            _figure("adjusted_budget", "万元"),
            *_RESULT,
        ),
    ),
    "aligned": Table((_head("name"),), more=Column("held")),
    "projects": Table((_head("project"), _UNIT, Column("year"), _COUNT), is_sortable=True),
    "lowest-rates": Table(
        (
            _head("project"),
            _UNIT,
            _figure("adjusted_budget", "万元"),
            _figure("executed", "万元"),
            _figure("execution_rate", "%"),
        )
    ),
    "lowest-scores": Table((_head("project"), _UNIT, *_RESULT[1:])),
    "changes": Table(
        (
            _head("project"),
            _UNIT,
            _figure("initial_budget", "万元"),
            _figure("adjusted_budget", "万元"),
            _figure("change", "万元"),
            Column("words"),
        ),
        is_sortable=True,
    ),
    "printed-grades": Table((_head("grade"), _COUNT), is_small=True),
    "spread": Table((_head("statistic"), _figure("points")), is_small=True),
    "quality": Table((_head("year"), _COUNT), more=_figure("questions")),
    "quality-units": Table((_head("unit"), _COUNT), is_sortable=True, more=_figure("questions")),
    "lines": Table(
        (_head("rule"), Column("severity"), _figure("findings"), _figure("forms"), _figure("not_run")), is_sortable=True
    ),
    "status": Table((_head("unit"), Column("year")), is_sortable=True, more=_COUNT),
    "csv-columns": Table((_head("key"), Column("meaning"))),
    "record-fields": Table((_head("key"), Column("label"), Column("shape"), Column("meaning"))),
    "sources": Table((Column("document"), _head("content"), _COUNT, _figure("rows"))),
    "comparison": Table(
        (
            Column("match"),
            Column("declared"),
            Column("declared_target"),
            Column("evaluated"),
            Column("target"),
            Column("actual"),
        )
    ),
}
"""By the name a heading gives: its class, else its id."""
