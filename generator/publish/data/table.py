"""Owns what a column and a table of the downloads are: names, types, meanings and how a cell is made.

Knows no form; must not write a file.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.record.fields import Measure

    Row = tuple[str, ...]
    """The cells of one row in the order of the columns; an empty text is an empty cell."""
    Cells = Mapping[str, str]
    """The same by the names of the columns."""

R = TypeVar("R")
_KIND_PREFIX = re.compile("^(自评价|申报表)：")
_END = "\r\n"
_HEADING_ENDS = re.compile("[，；：（]")
_PRINTED = {"type": "number", "groupChar": ",", "bareNumber": False}
"""A figure as printed, also with its unit behind it; Table Schema readers take it for the number it is."""


@dataclass(frozen=True, slots=True, eq=False)
class Column(Generic[R]):
    """One column of a table whose rows are made from ``R``."""

    name: str
    meaning: str
    """For the dictionary, in Chinese."""
    value: Callable[[R], str | None]
    """What stands in the column; None: nothing."""
    schema: dict[str, Any] = field(default_factory=lambda: {"type": "string"})
    """Type and constraints as Table Schema writes them."""
    words: Mapping[str, str] = field(default_factory=dict)
    """What each code of the column means, for people."""
    measure: Measure | None = None
    """What the figures of the column count."""
    path: str = ""
    """Where it stands in a record; empty: nowhere, or in several places."""
    is_for_people: bool = True
    """It stands in the workbook too; ids that only join tables do not."""

    is_address: bool = False
    """A page, relative to the site."""

    @property
    def heading(self) -> str:
        """The first words of the meaning, without the kind of form they speak of."""
        return _HEADING_ENDS.split(_KIND_PREFIX.sub("", self.meaning), maxsplit=1)[0]

    @property
    def type(self) -> str:
        """As Table Schema names it."""
        return str(self.schema["type"])

    @property
    def is_number(self) -> bool:
        """Its cells are figures, or counts and years."""
        return self.type in ("number", "integer", "year")


@dataclass(frozen=True, slots=True, eq=False)
class Table(Generic[R]):
    """One CSV file; the same rows stand in the other formats."""

    name: str
    title: str
    description: str
    columns: tuple[Column[R], ...]
    key: tuple[str, ...]
    """Columns that together name a row; empty where nothing does."""
    refers: bool
    """``form_id`` names a row of the table of forms."""
    folder: str = ""
    """Edition of the table; the one as printed has no folder."""

    @property
    def path(self) -> str:
        """Under the site."""
        return f"data/{self.folder}/{self.file}" if self.folder else f"data/{self.file}"

    @property
    def file(self) -> str:
        """Its file in its folder."""
        return f"{self.name}.csv"

    @property
    def resource(self) -> str:
        """Its name where all tables of all editions stand together."""
        return f"{self.folder}-{self.name}" if self.folder else self.name

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns in order."""
        return tuple(column.name for column in self.columns)

    def cells(self, rows: Iterable[R]) -> list[Row]:
        """The cells of every row; rows are tuples, for there may be a million of them."""
        values = [column.value for column in self.columns]
        return [tuple([value(row) or "" for value in values]) for row in rows]

    def by_name(self, rows: Iterable[Row]) -> Iterator[dict[str, str]]:
        """Every row by the names of the columns."""
        names = self.names
        return (dict(zip(names, row, strict=True)) for row in rows)


def csv_rows(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows after RFC 4180.

    Most hold nothing that wants quotation marks, and need not be looked through cell by cell.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator=_END)
    for row in rows:
        line = ",".join(row)
        if not line or '"' in line or "\n" in line or "\r" in line or line.count(",") >= len(row):
            writer.writerow(row)
        else:
            buffer.write(line + _END)
    return buffer.getvalue().encode()


def rows_in(lines: bytes) -> Iterator[list[str]]:
    """The rows as they were written."""
    return csv.reader(io.StringIO(lines.decode(), newline=""))


def shown(value: object) -> str:
    """A figure or a day as it is printed, empty where there is none."""
    return "" if value is None else str(value)


def number(
    name: str, meaning: str, value: Callable[[R], object], measure: Measure | None = None, path: str = ""
) -> Column[R]:
    """A figure as printed."""
    return Column(name, meaning, lambda row: shown(value(row)), _PRINTED, measure=measure, path=path)


def count(name: str, meaning: str, value: Callable[[R], int]) -> Column[R]:
    """A number from 1 that is always there."""
    schema = {"type": "integer", "constraints": {"required": True, "minimum": 1}}
    return Column(name, meaning, lambda row: str(value(row)), schema)


def row_number(value: Callable[[R], int | None]) -> Column[R]:
    """The indicator row something speaks of, where it speaks of one."""
    schema = {"type": "integer", "constraints": {"minimum": 1}}
    return Column("row", "第几行指标，从 1 数起；不在指标表里就空着", lambda row: shown(value(row)), schema)


def date(name: str, meaning: str, value: Callable[[R], dt.date | None], path: str = "") -> Column[R]:
    """A day."""
    return Column(name, meaning, lambda row: shown(value(row)), {"type": "date"}, path=path)


def text(name: str, meaning: str, value: Callable[[R], str | None], path: str = "") -> Column[R]:
    """A text, or nothing."""
    return Column(name, meaning, value, path=path)


def required(name: str, meaning: str, value: Callable[[R], str], **constraints: object) -> Column[R]:
    """A text that is always there."""
    return Column(name, meaning, value, {"type": "string", "constraints": {"required": True, **constraints}})


def identity(name: str, meaning: str, value: Callable[[R], str]) -> Column[R]:
    """A permanent ASCII name that joins tables."""
    schema = {"type": "string", "constraints": {"required": True}}
    return Column(name, meaning, value, schema, is_for_people=False)


def for_programs(name: str, meaning: str, value: Callable[[R], str | None]) -> Column[R]:
    """A text, or nothing, that says once more what people see in the column beside it."""
    return Column(name, meaning, value, is_for_people=False)


def choice(name: str, meaning: str, choices: Mapping[str, str], value: Callable[[R], str]) -> Column[R]:
    """One of some codes, each with its words."""
    words = "；".join(f"{code} {word}" for code, word in choices.items() if code != word)
    schema = {"type": "string", "constraints": {"required": True, "enum": list(choices)}}
    return Column(name, f"{meaning}：{words}" if words else meaning, value, schema, choices)
