"""Owns the numeric edition: the printed tables as any program loads them, targets and actual values read into parts.

No thousands commas, nothing where the form prints ``-``, amounts in 万元; the unit stands in the name of the column.
Made from the cells of the printed tables. What is not surely read stays empty, never guessed.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from generator.forms.scoring import rounded
from generator.publish.data.columns import tables
from generator.publish.data.table import Column, Table
from generator.record.fields import Measure
from generator.record.model import IndicatorRow
from generator.record.tables import PLAN
from generator.record.target import Comparator, Quantity, parse_quantity
from generator.record.values import HUNDRED, AmountUnit, in_wan_yuan, parse_day, parse_figure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.publish.data.table import Cells, Row

FOLDER = "numeric"
NUMBER = {"type": "number"}
_SUFFIX = {Measure.MONEY: "_wan_yuan", Measure.RATE: "_percent", Measure.POINTS: "_points"}
_UNIT = {Measure.MONEY: "单位万元", Measure.RATE: "单位 %", Measure.POINTS: "单位分"}
_DAYS = {day.key: end for day, end in zip(PLAN, ("first", "last"), strict=True)}
"""Which day of a month stands for it."""
_WHOSE = ("year", "department_id", "unit_id", "project_id")
"""Columns of the table of forms that every row of the others repeats, so that each file can be grouped alone."""


def numeric_tables() -> tuple[Table[Cells], ...]:
    """The printed tables with columns as programs want them, in the same order."""
    return _numeric(tables())


def numeric_rows(table: Table[Cells], printed: Mapping[str, Sequence[Row]]) -> list[Row]:
    """Rows of one numeric table from those of the printed ones, by the name of the table."""
    main, own = tables()[0], next(other for other in tables() if other.name == table.name)
    rows = own.by_name(printed[table.name])
    if own is main:
        return table.cells(rows)
    places = [main.names.index(name) for name in _WHOSE]
    whose = {row[0]: {name: row[at] for name, at in zip(_WHOSE, places, strict=True)} for row in printed[main.name]}
    return table.cells(row | whose[row["form_id"]] for row in rows)


@cache
def _numeric(printed: tuple[Table[Any], ...]) -> tuple[Table[Cells], ...]:
    main = printed[0]
    whose = tuple(_same(column) for column in main.columns if column.name in _WHOSE)
    return tuple(
        Table(
            table.name,
            f"{table.title}（数值版）",
            f"{table.description}，数字可以直接计算",
            tuple(part for column in table.columns for part in _parts(column))
            + (() if table is main else whose)
            + (_DERIVED if any(column.name == "actual" for column in table.columns) else ()),
            table.key,
            table.refers,
            FOLDER,
        )
        for table in printed
    )


def _parts(column: Column[Any]) -> tuple[Column[Cells], ...]:
    """What stands for a printed column: itself, its number, or its text and what it says."""
    if column.measure:
        return (_figure(column),)
    if column.name in _DAYS:
        return (_day(column),)
    return (_same(column), *_QUANTITIES.get(column.name, ()))


def _day(column: Column[Any]) -> Column[Cells]:
    """A day of the form; of a month the first or the last."""
    name, end = column.name, _DAYS[column.name]

    def value(cells: Cells) -> str:
        day = parse_day(cells[name]) if cells[name] else None
        return str(getattr(day, end) or "") if day else ""

    return Column(name, column.meaning.removesuffix("，照原件"), value, {"type": "date"})


def _same(column: Column[Any]) -> Column[Cells]:
    name = column.name
    schema = {key: value for key, value in column.schema.items() if key != "groupChar"}
    return Column(name, column.meaning, itemgetter(name), schema, column.words)


def _figure(column: Column[Any]) -> Column[Cells]:
    name, measure = column.name, column.measure
    meaning = column.meaning.removesuffix("，单位 %")

    def value(cells: Cells) -> str:
        plain = without_print(cells[name])
        return _wan_yuan(plain, cells["amount_unit"]) if plain and measure is Measure.MONEY else plain

    assert measure is not None  # noqa: S101 -- only columns of figures come here
    return Column(f"{name}{_SUFFIX[measure]}", f"{meaning}，{_UNIT[measure]}", value, NUMBER, measure=measure)


@lru_cache(maxsize=100_000)
def without_print(text: str) -> str:
    """A printed figure as the number it means, empty for ``-`` and its likes."""
    value = parse_figure(text).value if text else None
    return "" if value is None else f"{value:f}"


def _wan_yuan(plain: str, unit: str) -> str:
    return plain if unit == AmountUnit.WAN_YUAN.value else f"{in_wan_yuan(Decimal(plain), AmountUnit(unit)):f}"


@lru_cache(maxsize=20_000)
def _read(text: str, nature: str, unit: str) -> Quantity | None:
    """A printed value with comparison and unit, wherever they are printed."""
    whole = IndicatorRow("", "", "", text, nature=nature, unit=unit).goal
    return parse_quantity(whole) if whole else None


def _goal(cells: Cells) -> Quantity | None:
    return _read(cells["target"], cells["nature"], cells["measure_unit"])


def _done(cells: Cells) -> Quantity | None:
    return _read(cells["actual"], "", cells["measure_unit"])


def _quantity_columns(of: str, label: str, read: Callable[[Cells], Quantity | None]) -> tuple[Column[Cells], ...]:
    """What a printed target or actual value says, in parts."""

    def part(take: Callable[[Quantity], str]) -> Callable[[Cells], str]:
        def value(cells: Cells) -> str:
            quantity = read(cells)
            return take(quantity) if quantity else ""

        return value

    signs = {"type": "string", "constraints": {"enum": [comparator.value for comparator in Comparator]}}
    return (
        Column(
            f"{of}_operator",
            f"{label}的比较符号，只有数就空着",
            part(lambda quantity: quantity.comparator.value if quantity.comparator else ""),
            signs,
        ),
        Column(f"{of}_value", f"{label}的数，读不准就空着", part(lambda quantity: f"{quantity.value:f}"), NUMBER),
        Column(f"{of}_unit", f"{label}的单位，如 %、人次", part(lambda quantity: quantity.unit)),
        Column(
            f"{of}_approximate",
            f"{label}是约数（约、左右）",
            part(lambda quantity: "true" if quantity.is_approximate else "false"),
            {"type": "boolean"},
        ),
    )


_QUANTITIES = {
    "target": _quantity_columns("target", "目标值", _goal),
    "actual": _quantity_columns("actual", "完成值", _done),
}


def _completion(cells: Cells) -> str:
    """Actual value by target in %, where both are numbers of one unit and the target is above 0; 0 needs no unit."""
    target, actual = _goal(cells), _done(cells)
    if target is None or actual is None or target.value <= 0:
        return ""
    if target.unit != actual.unit and actual.value != 0:
        return ""
    return f"{rounded(actual.value / target.value * HUNDRED):f}"


def _lost(cells: Cells) -> str:
    weight, score = (without_print(cells[name]) for name in ("weight", "score"))
    return f"{Decimal(weight) - Decimal(score):f}" if weight and score else ""


_DERIVED: tuple[Column[Cells], ...] = (
    Column(
        "completion_percent",
        "本站算的完成值 ÷ 目标值，单位 %，四舍五入到两位；目标是 ≤ 时，超过 100 表示没有做到",
        _completion,
        NUMBER,
    ),
    Column("lost_points", "本站算的丢分：分值 − 得分，单位分", _lost, NUMBER),
)
