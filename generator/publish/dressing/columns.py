"""Owns what each table of the pages has for columns, by the id or class of the heading it stands under.

The order is that of the Markdown. Labels stand in the Markdown alone; what a column is, stands here alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class ColumnKind(Enum):
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
class ColumnLook:
    """One column."""

    key: str
    """Class of its cells, ``c-key``."""
    kind: ColumnKind = ColumnKind.WORDS
    unit: str = ""
    """Stands in brackets behind the label; smaller on the page."""


@dataclass(frozen=True, slots=True)
class TableLook:
    """One kind of table."""

    columns: tuple[ColumnLook, ...]
    is_sortable: bool = False
    more: ColumnLook | None = None
    """What any columns beyond the described ones are, such as one a grade."""
    explored: tuple[str, ...] = ()
    """Keys of the columns a reader may filter by; the table can be explored, and what is shown taken along."""
    is_taken: bool = True
    """A reader can take it along as it is shown; not what explains a file or a step."""
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

    def column(self, number: int) -> ColumnLook | None:
        """The column at a place from 0; None beyond what is described."""
        return self.columns[number] if number < len(self.columns) else self.more


def _head(key: str) -> ColumnLook:
    return ColumnLook(key, ColumnKind.HEAD)


def _figure(key: str, unit: str = "") -> ColumnLook:
    return ColumnLook(key, ColumnKind.FIGURE, unit)


_LEVELS = (
    ColumnLook("level1", ColumnKind.LEVEL),
    ColumnLook("level2", ColumnKind.LEVEL),
    ColumnLook("row", ColumnKind.NUMBER),
    _head("name"),
)
_COUNT = _figure("count")
_UNIT = ColumnLook("unit")
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
    ColumnLook("grade", ColumnKind.GRADE),
)
_FORM = (_figure("initial_budget", "万元"), _figure("adjusted_budget", "万元"), *_RESULT)

TABLES: Mapping[str, TableLook] = {
    "funds": TableLook(
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
    "amounts": TableLook((_head("project"), _figure("project_amount"), _head("annual"), _figure("annual_amount"))),
    "indicators": TableLook(
        (
            *_LEVELS,
            ColumnLook("target"),
            ColumnLook("actual"),
            _figure("weight"),
            _figure("score"),
            ColumnLook("reason"),
        ),
        is_official=True,
        folds=True,
    ),
    "own-funds": TableLook((_head("source"),), more=ColumnLook("value"), is_open=True, like="funds"),
    "own-indicators": TableLook(
        _LEVELS, more=ColumnLook("value"), is_official=True, folds=True, is_open=True, like="indicators"
    ),
    "promises": TableLook(_LEVELS, is_official=True, more=ColumnLook("target")),
    "printed": TableLook((_head("source"),), more=_figure("figure")),
    "short": TableLook(
        (
            _head("name"),
            ColumnLook("outcome"),
            ColumnLook("target"),
            ColumnLook("actual"),
            _figure("score"),
            _figure("weight"),
            _figure("lost"),
            ColumnLook("reason"),
        )
    ),
    "missed": TableLook(
        (
            _head("name"),
            ColumnLook("project"),
            _UNIT,
            ColumnLook("level2"),
            ColumnLook("outcome"),
            ColumnLook("target"),
            ColumnLook("actual"),
            _figure("completion", "%"),
            _figure("weight"),
            _figure("lost"),
            ColumnLook("reason"),
        ),
        explored=("unit", "level2", "outcome"),
    ),
    "score": TableLook(
        (_head("step"), ColumnLook("formula"), _figure("computed"), _figure("printed"), ColumnLook("agrees")),
        is_taken=False,
    ),
    "years": TableLook(
        (_head("year"),),
        more=_figure("figure"),
    ),
    "units": TableLook(
        (_head("unit"), _COUNT, _figure("initial_budget", "万元"), *_GROUP),
        is_sortable=True,
        more=_figure("grades"),
    ),
    "forms": TableLook((_head("project"), _UNIT, *_FORM), is_sortable=True),
    "unit-forms": TableLook((_head("project"), *_FORM), is_sortable=True),
    "project": TableLook(
        (
            _head("year"),
            _UNIT,
            ColumnLook("form"),
            _figure("adjusted_budget", "万元"),
            *_RESULT,
        ),
    ),
    "aligned": TableLook((_head("name"),), more=ColumnLook("held")),
    "projects": TableLook((_head("project"), _UNIT, ColumnLook("year"), _COUNT), is_sortable=True),
    "lowest-rates": TableLook(
        (
            _head("project"),
            _UNIT,
            _figure("adjusted_budget", "万元"),
            _figure("executed", "万元"),
            _figure("execution_rate", "%"),
        )
    ),
    "lowest-scores": TableLook((_head("project"), _UNIT, *_RESULT[1:])),
    "changes": TableLook(
        (
            _head("project"),
            _UNIT,
            _figure("initial_budget", "万元"),
            _figure("adjusted_budget", "万元"),
            _figure("change", "万元"),
            ColumnLook("words"),
        ),
        is_sortable=True,
    ),
    "printed-grades": TableLook((_head("grade"), _COUNT), is_small=True),
    "spread": TableLook((_head("statistic"), _figure("points")), is_small=True),
    "quality": TableLook((_head("year"), _COUNT), more=_figure("questions")),
    "quality-units": TableLook((_head("unit"), _COUNT), is_sortable=True, more=_figure("questions")),
    "lines": TableLook(
        (_head("rule"), ColumnLook("severity"), _figure("findings"), _figure("forms"), _figure("not_run")),
        is_sortable=True,
    ),
    "status": TableLook((_head("unit"), ColumnLook("year")), is_sortable=True, more=_COUNT),
    "csv-columns": TableLook((_head("key"), ColumnLook("meaning")), is_taken=False),
    "record-fields": TableLook(
        (_head("key"), ColumnLook("label"), ColumnLook("shape"), ColumnLook("meaning")), is_taken=False
    ),
    "sources": TableLook((ColumnLook("document"), _head("content"), _COUNT, _figure("rows"))),
    "comparison": TableLook(
        (
            ColumnLook("match"),
            ColumnLook("declared"),
            ColumnLook("declared_target"),
            ColumnLook("evaluated"),
            ColumnLook("target"),
            ColumnLook("actual"),
        )
    ),
}
"""By the name a heading gives: its class, else its id."""
