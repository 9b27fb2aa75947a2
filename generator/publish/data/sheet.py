"""Owns the rows of the workbook's sheets as XML: figures that look as printed, dates, addresses, texts.

A figure is a number with the decimals and commas it was printed with; a text is never a formula, though targets begin
with ``=``. A row does not know its number before all are joined: NUMBER stands for it. Must not know any workbook.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_col_to_name

from generator.official.markup import number_cell, text_cell
from generator.publish.data.columns import tables
from generator.record.values import parse_figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.publish.data.table import Column, Row, Table

    Write = Callable[[str], str]
    """The style and the content of a cell, from a text that is not empty."""

WORKBOOK = "data/forms.xlsx"
NUMBER = b"\0"
"""XML has no such character."""
_MARGIN, _WIDEST = 2, 40
"""Characters; a column is as wide as its longest short text."""
HEAD, LINK, TEXT, DAY, _FIRST_FIGURE = range(1, 6)
"""Numbers of the styles."""
_MOST_DECIMALS = 10
FIGURES = tuple(
    f"{whole}.{'0' * decimals}".removesuffix(".") for whole in ("0", "#,##0") for decimals in range(_MOST_DECIMALS + 1)
)
"""The formats of figures; their styles are numbered from the fifth on."""
_WHOSE = ("year", "unit", "project")
"""Columns of the table of forms that every row of the others repeats, so that it can be filtered by them."""
_LONGEST_CELL = 32_767
"""Characters of UTF-16; no cell of the format holds more."""
_CUT = "……（这一格放不下，全文见网页和 CSV）"
_UNIT = re.compile(r"[^0-9.,-]")
_FIRST_DAY = dt.date(1899, 12, 30)
"""Days are counted from here."""


def sheet_path(table: Table[Any]) -> str:
    """Stands for the sheet of a table among files."""
    return f"{WORKBOOK}/{table.name}.xml"


def counts_path(table: Table[Any]) -> str:
    """Stands for what is to be known of the sheet before its rows."""
    return f"{WORKBOOK}/{table.name}.json"


def sheet_columns(table: Table[Any]) -> tuple[Column[Any], ...]:
    """The columns of a sheet."""
    return tuple(column for _, column in _shown(table))


def sheet_rows(table: Table[Any], printed: Mapping[str, Sequence[Row]], address: str) -> dict[str, bytes]:
    """Some rows of a sheet, a line each, and beside them their number, the widths they need and what they link to.

    Args:
        table: whose rows.
        printed: the rows of some forms in every table of figures as printed, by its name.
        address: of the site, for the links.
    """
    rows = list(_whole(table, printed))
    cells: list[list[str]] = []
    widths, links = [], []
    for at, (place, column) in enumerate(_shown(table)):
        texts = [column.words.get(row[place], row[place]) for row in rows]
        widths.append(_widest(texts))
        links += [address + text for text in texts] if column.is_address else []
        cells.append(_cells(f'<c r="{xl_col_to_name(at)}\0"', texts, _writer(column, address)))
    lines = "".join([f'<row r="\0">{"".join(row)}</row>\n' for row in zip(*cells, strict=True)])
    counts = {"rows": len(rows), "widths": widths, "links": links}
    return {sheet_path(table): lines.encode(), counts_path(table): json.dumps(counts).encode()}


def _shown(table: Table[Any]) -> list[tuple[int, Column[Any]]]:
    """The columns for people, each with its place in a whole row."""
    main = tables()[0]
    whose = () if table is main else tuple(main.columns[main.names.index(name)] for name in _WHOSE)
    return [(place, column) for place, column in enumerate((*whose, *table.columns)) if column.is_for_people]


def _whole(table: Table[Any], printed: Mapping[str, Sequence[Row]]) -> Iterable[Row]:
    """Rows that can be read alone, for they say whose they are."""
    main = tables()[0]
    if table is main:
        return printed[main.name]
    places = [main.names.index(name) for name in _WHOSE]
    whose = {row[0]: tuple(row[at] for at in places) for row in printed[main.name]}
    return ((*whose[row[0]], *row) for row in printed[table.name])


def _cells(start: str, texts: Sequence[str], write: Write) -> list[str]:
    return [f"{start}{write(text)}" if text else "" for text in texts]


def _writer(column: Column[Any], address: str) -> Write:
    """What writes the cells of a column."""
    if column.is_number:
        return _figure
    if column.type == "date":
        return _day
    return (lambda text: f' s="{LINK}"{text_cell(address + text)}') if column.is_address else _text


@lru_cache(maxsize=50_000)
def _figure(printed: str) -> str:
    """The number of a printed figure, in the format that shows it as it was printed."""
    value = parse_figure(printed).value
    if value is None:
        return _text(printed)
    whole, _, decimals = _UNIT.sub("", printed).partition(".")
    shown = ("#,##0" if "," in whole else "0") + (f".{'0' * min(len(decimals), _MOST_DECIMALS)}" if decimals else "")
    return f' s="{_FIRST_FIGURE + FIGURES.index(shown)}"{number_cell(f"{value:f}")}'


def _day(text: str) -> str:
    return f' s="{DAY}"{number_cell(str((dt.date.fromisoformat(text) - _FIRST_DAY).days))}'


@lru_cache(maxsize=20_000)
def _text(text: str) -> str:
    return f' s="{TEXT}"{text_cell(_fitting(text))}'


def _fitting(text: str) -> str:
    """The text as a cell holds it: said where it is cut, for the format would cut it in silence."""
    if 2 * len(text) <= _LONGEST_CELL or len(text.encode("utf-16-le")) // 2 <= _LONGEST_CELL:
        return text
    kept = text.encode("utf-16-le")[: 2 * (_LONGEST_CELL - len(_CUT))].decode("utf-16-le", "ignore")
    return kept + _CUT


def _widest(texts: Iterable[str]) -> int:
    """Wide enough for the shorter texts."""
    widest = 0
    for text in texts:
        widest = max(widest, width_of(text))
        if widest == _WIDEST:
            break
    return widest


@lru_cache(maxsize=20_000)
def width_of(text: str) -> int:
    """Characters a column needs for a text; a Chinese character counts as two, as in this encoding."""
    return min(len(text.encode("gb18030", "replace")) + _MARGIN, _WIDEST)
