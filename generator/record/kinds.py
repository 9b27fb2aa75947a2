"""Owns the kinds of form: one description each, and the ways to read a form by its description.

Nobody outside asks for a kind by name: what a kind is called, where it stands, which fields it has and which of them
answer a question that readers ask of every form is read here. Must not know rules, pages or downloads.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from generator.record.editorial import record_fields
from generator.record.fields import Field, Measure, Shape, along
from generator.record.model import Form, SelfEvaluation, TargetDeclaration, WholeDepartment
from generator.record.tables import (
    AMOUNTS,
    CATEGORY,
    DECLARED_GOALS,
    DECLARED_INDICATORS,
    EVALUATED_GOALS,
    EVALUATED_INDICATORS,
    FUNDS,
    PARTICULARS,
    PARTIES,
    PLAN,
    REPORT,
    TOTALS,
)
from generator.record.target import Result, parse_result
from generator.record.template import cell_path, column_path
from generator.record.values import AmountUnit, Figure, in_wan_yuan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from decimal import Decimal

    from generator.record.model import Profile


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """One kind of form. Paths are those of the field table, such as ``funds.total.executed``; "": it has none."""

    key: str
    """What ``kind:`` says in a record."""
    folder: str
    """Under data/, and the first part of the address."""
    label: str
    """What readers call it."""
    noun: str
    """What the rule book calls it."""
    short: str
    """What counts and heads of columns call it."""
    title: str
    """What its form prints at the top."""
    fields: tuple[Field, ...]
    model: type[Form]
    """Its fields are those of the table; see ``building.build_form``."""
    budget: str
    """The money it answers for."""
    budget_label: str
    """What lists call that money."""
    goals: tuple[str, ...]
    """Texts that say what the money is for; the first that stands does."""
    executed: str = ""
    rate: str = ""
    score: str = ""
    grade: str = ""
    promises: str = ""
    """Key of the kind that has to follow when its year is over, for the same project and unit."""
    is_of_unit: bool = False
    """It answers for all of a unit: no project has a name on it."""
    page: str = "form"
    """Template of its page; ``form`` shows any kind by its field table."""

    def __repr__(self) -> str:
        return f"Kind({self.key})"

    def __reduce__(self) -> tuple[Callable[[str], Kind], tuple[str]]:
        """What goes to another process, or to disk, is its key: of each kind there is one."""
        return _of_key, (self.key,)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of its page in the order of the form."""
        return tuple(dict.fromkeys(field.part for field in self.fields if field.part))

    def fields_in(self, profile: Profile | None) -> tuple[Field, ...]:
        """The field table with the words of a region where they are not the same everywhere."""
        if profile is None:
            return self.fields
        return tuple(
            replace(field, choices=profile.words(field.words_of)) if field.words_of else field for field in self.fields
        )

    def label_along(self, path: str, joint: str) -> str:
        """The labels along a path without that of its part of the form: 年度资金总额的执行率."""
        steps = along(path, self.fields)
        return joint.join(step.name for step in steps[len(steps) > 1 :])

    def cells(self) -> Iterator[tuple[str, Field]]:
        """Path and field of every cell outside lists, in the order of the form."""
        yield from _cells(self.fields, "")


def _of_key(key: str) -> Kind:
    return KINDS[key]


def _cells(fields: tuple[Field, ...], at: str) -> Iterator[tuple[str, Field]]:
    for field in fields:
        path = f"{at}.{field.key}".lstrip(".")
        if field.shape is Shape.GROUP:
            yield from _cells(field.fields, path)
        elif field.shape is not Shape.LIST:
            yield path, field


_TITLES = ("财政项目支出绩效自评价", "财政项目支出绩效目标申报表", "部门整体支出绩效自评表")
KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind(
            key="self_evaluation",
            folder="evaluations",
            label="绩效自评价",
            noun="自评表",
            short="自评价",
            title=_TITLES[0],
            fields=record_fields(
                "self_evaluation",
                _TITLES[0],
                *PARTIES,
                replace(CATEGORY, part="particulars", is_extra=True),
                *PARTICULARS,
                FUNDS,
                EVALUATED_GOALS,
                EVALUATED_INDICATORS,
                *TOTALS,
                REPORT,
            ),
            model=SelfEvaluation,
            budget="funds.total.adjusted_budget",
            budget_label="全年预算",
            goals=("goals.expected",),
            executed="funds.total.executed",
            rate="funds.total.execution_rate",
            score="total_score",
            grade="grade",
            page="evaluation",
        ),
        Kind(
            key="target_declaration",
            folder="declarations",
            label="绩效目标申报表",
            noun="申报表",
            short="申报表",
            title=_TITLES[1],
            fields=record_fields(
                "target_declaration",
                _TITLES[1],
                CATEGORY,
                *PARTIES,
                *PARTICULARS,
                *PLAN,
                AMOUNTS,
                DECLARED_GOALS,
                DECLARED_INDICATORS,
                REPORT,
            ),
            model=TargetDeclaration,
            budget="amounts.annual_total",
            budget_label="年度申请",
            goals=("goals.annual", "goals.overall"),
            promises="self_evaluation",
            page="declaration",
        ),
        Kind(
            key="whole_department",
            folder="agencies",
            label="部门整体支出绩效自评",
            noun="整体自评表",
            short="整体自评",
            title=_TITLES[2],
            fields=record_fields(
                "whole_department",
                _TITLES[2],
                *PARTIES,
                *PARTICULARS,
                replace(
                    FUNDS, label="部门整体支出", meaning="部门一年的支出；基本支出、项目支出等各行用 rows 逐行写。"
                ),
                EVALUATED_GOALS,
                EVALUATED_INDICATORS,
                *TOTALS,
                REPORT,
            ),
            model=WholeDepartment,
            is_of_unit=True,
            budget="funds.total.adjusted_budget",
            budget_label="部门预算",
            goals=("goals.expected",),
            executed="funds.total.executed",
            rate="funds.total.execution_rate",
            score="total_score",
            grade="grade",
        ),
    )
}
"""Every kind by its key, in the order in which people meet them."""


def kind_of_folder(folder: str) -> Kind | None:
    """The kind whose records stand in a folder of data/, which is also the first part of their ids."""
    return next((kind for kind in KINDS.values() if kind.folder == folder), None)


def folders() -> tuple[str, ...]:
    """Every folder of records."""
    return tuple(kind.folder for kind in KINDS.values())


def value_at(form: Form, path: str) -> Any:  # noqa: ANN401 -- the field decides the type
    """What stands at a path of a form; None where it is empty, the path is none or the kind has no such field."""
    way = _way(form.kind, path)
    value: Any = None if way is None else form
    for step in way or ():
        if value is None:
            return None
        value = _item(value, step) if isinstance(step, int) else getattr(value, step)
    return value


def _item(values: Sequence[Any], place: int) -> Any:  # noqa: ANN401
    return values[place] if place < len(values) else None


@lru_cache(maxsize=20_000)
def _way(kind: Kind, path: str) -> tuple[int | str, ...] | None:
    """The names and, from 0, the places that lead to a value; None where the kind has no such field."""
    way: list[int | str] = []
    fields = kind.fields
    for part in path.split("."):
        field = next((field for field in fields if field.key == part), None)
        if part.isdecimal() and int(part):
            way.append(int(part) - 1)
        elif field is None:
            return None
        else:
            fields = field.fields
            way += () if field.is_open else (part,)
    return tuple(way)


@lru_cache(maxsize=20_000)
def _steps(kind: Kind, path: str) -> tuple[Field, ...]:
    """The fields a path leads through; empty where the kind has none."""
    return along(path, kind.fields)


def has_cell(form: Form, path: str) -> bool:
    """The printed form has this cell, or the record something in it; ``reason`` alone is a column of the indicators.

    A cell it has not is no cell a unit left empty.
    """
    in_table = not _steps(form.kind, path) and _steps(form.kind, f"indicators.{path}")
    whole = f"indicators.{path}" if in_table else path
    steps = _steps(form.kind, whole)
    if form.absent and {cell_path(whole), column_path(whole)} & {item.field for item in form.absent}:
        return _is_filled(form, whole)
    if form.layout.cells:
        return form.layout.has(whole) or _is_filled(form, whole)
    own = steps[-1:] if ".rows." in column_path(whole) else steps
    return bool(steps) and (not any(step.is_extra for step in own) or _is_filled(form, whole))


def _is_filled(form: Form, path: str) -> bool:
    """Something stands there, in any row where it is a column."""
    table, _, column = path.partition(".")
    if table == "indicators":
        key = column.rpartition(".")[2]
        return not column or any(getattr(row, key, None) for row in form.indicators)
    steps = _steps(form.kind, path)
    if path == cell_path(path) and ".rows." in path:
        return any(getattr(line, path.rpartition(".")[2], None) for line in _money_rows(form, table))
    if steps and steps[-1].shape is Shape.GROUP:
        return any(_is_filled(form, f"{path}.{inner.key}") for inner in steps[-1].fields)
    return bool(value_at(form, path))


def _money_rows(form: Form, table: str) -> Iterator[object]:
    """Every row of a table of money, whether the kind or the form itself names it."""
    money = getattr(form, table)
    fields = _steps(form.kind, table)[-1].fields
    yield from (getattr(money, field.key) for field in fields if field.shape is Shape.GROUP)
    yield from getattr(money, "rows", ())


def label_at(form: Form, path: str) -> str:
    """What the form prints beside a cell: as its record says, its template, or the form every region has."""
    cell, column = cell_path(path), column_path(path)
    own = {item.field: item.label for item in form.labels}
    steps = _steps(form.kind, path)
    return own.get(cell) or own.get(column) or form.layout.label(path) or (steps[-1].label if steps else path)


def table_columns(form: Form, at: str) -> tuple[Field, ...]:
    """The columns that a table of the form prints, in its order; ``at`` is ``indicators`` or the rows of money."""
    order = {cell.path: number for number, cell in enumerate(form.layout.cells)}
    shown = [field for field in _columns(form.kind, at) if has_cell(form, f"{at}.{field.key}")]
    return tuple(sorted(shown, key=lambda field: order.get(column_path(f"{at}.{field.key}"), len(order))))


@lru_cache(maxsize=100)
def _columns(kind: Kind, at: str) -> tuple[Field, ...]:
    """The columns of a table that any form may print; what the editors choose is none, nor the label of a row."""
    fields = [field for field in _steps(kind, at)[-1].fields if field.shape not in (Shape.LIST, Shape.GROUP)]
    is_chosen = {field.key for field in fields if field.shape is Shape.CHOICE and field.is_extra}
    return tuple(field for field in fields if field.key not in is_chosen and field.key != "label")


def result_in(form: Form, text: str | None) -> Result | None:
    """The qualitative result a text says, in the words of the form's template or those of every form."""
    if not text:
        return None
    meant = form.layout.meaning_of("result", text)
    return Result(meant) if meant else parse_result(text)


def number_at(form: Form, path: str) -> Decimal | None:
    """The number at a path, amounts in 万元; None where there is none."""
    figure = value_at(form, path)
    if not isinstance(figure, Figure) or figure.value is None:
        return None
    is_money = _steps(form.kind, path)[-1].measure is Measure.MONEY
    return in_wan_yuan(figure.value, unit_of(form)) if is_money else figure.value


def unit_of(form: Form) -> AmountUnit:
    """The unit of a form's amounts."""
    groups = (field for field in form.kind.fields if any(inner.key == "amount_unit" for inner in field.fields))
    unit = next((value_at(form, f"{field.key}.amount_unit") for field in groups), None)
    return unit if isinstance(unit, AmountUnit) else AmountUnit.WAN_YUAN


def budget_of(form: Form) -> Decimal | None:
    """The money a form answers for, in 万元."""
    return number_at(form, form.kind.budget)


def goal_of(form: Form) -> str | None:
    """What the money is for, in the words of the form."""
    texts = (value_at(form, path) for path in form.kind.goals)
    return next((text for text in texts if text), None)
