"""Owns what a field of a file in data/ is: shape, labels, measure, and what else is true of it wherever it is used.

Reading, writing, the JSON Schema, the messages, the data dictionary, a new year's blank, the report of changes and the
search index are made from it. Must not know how a file is read or shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator


class Shape(Enum):
    """What a field holds; the value is the word an editor meets in a message."""

    TEXT = "文字"
    FIGURE = "数字"
    INTEGER = "整数"
    YEAR = "四位年份"
    DATE = "日期"
    DAY = "照原件写的日期"
    CHOICE = "固定选项"
    GROUP = "一组字段"
    LIST = "列表"


class Measure(Enum):
    """What a figure counts; the value is the word people read."""

    MONEY = "金额"
    """In the amount unit of its group."""
    RATE = "%"
    POINTS = "分"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a file in data/, with every fact about it."""

    key: str
    """The YAML key; English, see the glossary."""
    label: str
    """The Chinese label as the official form prints it."""
    shape: Shape
    meaning: str
    """One plain sentence for the data dictionary, in Chinese."""
    required: bool = False
    """The key must be there and not empty."""
    choices: Collection[str] = ()
    is_advised: bool = False
    """The choices are what most forms print; another word stands as well and is asked about."""
    is_extra: bool = False
    """Only some forms have it: those whose template names it, or that have something there."""
    words_of: str = ""
    """The list of the regional profile that says which words a choice may be, where it is not the same everywhere."""
    fields: tuple[Field, ...] = ()
    """The fields of a group, or of each item of a list."""
    make: Callable[..., Any] | None = None
    """Makes the model of a group, of each item of a list, or of a choice; a group without it lies open in the form."""
    example: str = ""
    short: str = ""
    """The label in a sentence, where the printed one is too long."""
    measure: Measure | None = None
    """What a figure counts."""
    part: str = ""
    """The part of a form's page in which it stands, also its anchor; empty: in the head or nowhere."""
    is_renewed: bool = False
    """A new year says it anew; last year's value is not taken over."""
    is_narrative: bool = False
    """Prose of the unit; restated where the record says it holds a summary."""
    is_searched: bool = True
    """The full text finds it, where it stands in a part of the page."""
    is_relied_on: bool = False
    """As good as a figure: once published it changes only with a stated reason."""
    is_scored: bool = False
    """What the points of its row are given for."""
    is_asked: bool = False
    """Every form should fill it in; of a group: all of it."""
    sum_of: tuple[str, ...] = ()
    """The fields beside it that add up to it."""

    @property
    def name(self) -> str:
        """How a sentence calls it."""
        return self.short or self.label.removeprefix("其中：")

    @property
    def is_open(self) -> bool:
        """A group that is none in the model: its fields lie open in the form."""
        return self.shape is Shape.GROUP and self.make is None


def text(key: str, label: str, meaning: str, **facts: Any) -> Field:  # noqa: ANN401 -- facts of a field
    """A text as printed."""
    return Field(key, label, Shape.TEXT, meaning, **facts)


def figure(key: str, label: str, meaning: str, **facts: Any) -> Field:  # noqa: ANN401 -- facts of a field
    """A figure as printed; a new year has its own unless it is said to stay."""
    facts.setdefault("is_renewed", True)
    return Field(key, label, Shape.FIGURE, meaning, **facts)


def date(key: str, label: str, meaning: str, **facts: Any) -> Field:  # noqa: ANN401 -- facts of a field
    """A day; a new year has its own."""
    return Field(key, label, Shape.DATE, meaning, is_renewed=True, example="2024-03-31", **facts)


def day(key: str, label: str, meaning: str, **facts: Any) -> Field:  # noqa: ANN401 -- facts of a field
    """A day as the form prints it; a new year has its own."""
    return Field(key, label, Shape.DAY, meaning, is_renewed=True, example="2024-03-31", **facts)


def group(key: str, label: str, meaning: str, fields: tuple[Field, ...], **facts: Any) -> Field:  # noqa: ANN401 -- facts of a field
    """Fields that stand together."""
    return Field(key, label, Shape.GROUP, meaning, fields=fields, **facts)


def items(key: str, label: str, meaning: str, fields: tuple[Field, ...], **facts: Any) -> Field:  # noqa: ANN401 -- facts of a field
    """A list of items with the same fields."""
    return Field(key, label, Shape.LIST, meaning, fields=fields, **facts)


def choice(key: str, label: str, meaning: str, choices: Collection[str], **facts: Any) -> Field:  # noqa: ANN401 -- facts of a field
    """One of some words."""
    facts.setdefault("example", next(iter(choices), ""))
    return Field(key, label, Shape.CHOICE, meaning, choices=choices, **facts)


def find_field(path: str, fields: tuple[Field, ...]) -> Field | None:
    """The field at a path such as ``indicators.3.score``; None where the table has none."""
    return next(reversed(along(path, fields)), None)


def label_of(path: str, fields: tuple[Field, ...], row_name: str = "") -> str:
    """The Chinese labels along a path, as the official form prints them: 绩效指标 › 第 2 行“图书借阅量” › 得分.

    ``row_name`` is the name of the row the path is in.
    """
    labels = []
    for part in path.split("."):
        if part.isdecimal():
            labels.append(f"第 {part} 行“{row_name}”" if row_name else f"第 {part} 行")
            continue
        found = next((item for item in fields if item.key == part), None)
        if found is None:
            return path
        labels.append(found.label.removeprefix("其中："))
        fields = found.fields
    return " › ".join(labels)


def along(path: str, fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The fields a path such as ``funds.total.score`` leads through; empty where the table has none."""
    found: list[Field] = []
    for part in (part for part in path.split(".") if not part.isdecimal()):
        step = next((item for item in fields if item.key == part), None)
        if step is None:
            return ()
        found.append(step)
        fields = step.fields
    return tuple(found)


def leaves(field: Field, at: str = "") -> Iterator[tuple[str, Field]]:
    """Path and field of everything in a group that is not itself a group, in the order of the form."""
    path = f"{at}.{field.key}".lstrip(".")
    if field.shape is not Shape.GROUP:
        yield path, field
    for inner in field.fields if field.shape is Shape.GROUP else ():
        yield from leaves(inner, path)
