"""Owns the step from YAML nodes to typed values by the field table, with a position for every value.

Knows no kind of record and touches no disk.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from generator.record.fields import Field, Shape
from generator.record.problems import MOST, Problem
from generator.record.syntax import is_blank
from generator.record.unseen import unseen
from generator.record.values import DECIMAL_DIGITS, WHOLE_DIGITS, FigureTooLong, parse_date, parse_day, parse_figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

LONGEST_TEXT = 20_000
"""Characters of one text; the longest of an official form is a thousand."""

_LONGEST_WORD = 60
"""Characters of a key or a choice, with room for a slip."""

Position = tuple[int, int]
Values = dict[str, Any]


class Reader:
    """Reads one file against a field table; collects every problem and where each value stands."""

    most_bytes = 400_000
    """Of a file; a record has about ten thousand."""
    most_items = 500
    """Of a list; a form has about forty indicators."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self._found: dict[str, Position] = {}
        self.positions: Mapping[str, Position] = self._found

    def group(self, node: Node, fields: tuple[Field, ...], at: str = "") -> Values:
        """Read a mapping; what is absent or empty comes back as None, a list as ()."""
        if not isinstance(node, MappingNode):
            self._wrong_shape(node, Shape.GROUP, f"第 {at.rsplit('.', 1)[-1]} 项" if at else "文件")
            return {}
        known = {field.key: field for field in fields}
        values: Values = {field.key: blank(field) for field in fields}
        for key, value in node.value:
            field = known.get(key.value)
            if field is None:
                self._unknown(key, known)
            else:
                values[field.key] = self._value(value, field, f"{at}.{field.key}".lstrip("."))
        present = {key.value: value for key, value in node.value}
        for field in fields:
            if field.required and (field.key not in present or _is_empty(present[field.key], field.shape)):
                self._missing(node, field, f"{at}.{field.key}".lstrip("."))
        return values

    def report(self, where: Node | Position, code: str, message: str, mend: str) -> None:
        """Note one problem at a node or a position."""
        line, column = _position(where) if isinstance(where, Node) else where
        self.problems.append(Problem(self.path, line, column, code, message, mend))

    def _value(self, node: Node, field: Field, at: str) -> Any:  # noqa: ANN401 -- the shape decides the type
        self._found[at] = _position(node)
        if field.shape is Shape.GROUP:
            return self._subgroup(node, field, at)
        if field.shape is Shape.LIST:
            return self._items(node, field, at)
        if not isinstance(node, ScalarNode):
            self._wrong_shape(node, field.shape, f"{field.label}（{at}）")
            return None
        if is_blank(node):
            return None
        return self._scalar(node, field, at)

    def _subgroup(self, node: Node, field: Field, at: str) -> Values | None:
        nothing: Values | None = blank(field)
        if _is_empty(node, Shape.GROUP):
            return nothing
        if not isinstance(node, MappingNode):
            self._wrong_shape(node, Shape.GROUP, f"{field.label}（{at}）")
            return nothing
        return self.group(node, field.fields, at)

    def _items(self, node: Node, field: Field, at: str) -> tuple[Values, ...]:
        if is_blank(node):
            return ()
        if not isinstance(node, SequenceNode):
            self._wrong_shape(node, Shape.LIST, f"{field.label}（{at}）")
            return ()
        if len(node.value) > self.most_items:
            message = f"{field.label}（{at}）有 {len(node.value)} 条，最多 {self.most_items} 条。"
            self.report(node, "R031", message, "看看是不是重复粘贴。")
            return ()
        items = []
        for number, item in enumerate(node.value, 1):
            self._found[f"{at}.{number}"] = _position(item)
            items.append(self.group(item, field.fields, f"{at}.{number}"))
        return tuple(items)

    def _scalar(self, node: ScalarNode, field: Field, at: str) -> Any:  # noqa: ANN401 -- the shape decides the type
        read = SCALARS.get(field.shape)
        text: str = node.value
        if field.shape is Shape.CHOICE:
            if field.choices and text not in field.choices and not field.is_advised:
                self._not_a_choice(node, field, at)
                return None
            return text
        if read is None:
            return self._text(node, field, at)
        try:
            return read(text)
        except FigureTooLong:
            message = f"{field.label}（{at}）写的是“{text}”，位数太多。"
            mend = f"整数最多 {WHOLE_DIGITS} 位，小数最多 {DECIMAL_DIGITS} 位；核对原件，多半是重复粘贴。"
            self.report(node, "R010", message, mend)
            return None
        except ValueError:
            code, expected, mend = _EXPECTED[field.shape]
            message = f"{field.label}（{at}）写的是“{text}”，应是{expected}。"
            self.report(node, code, message, mend)
            return None

    def _text(self, node: ScalarNode, field: Field, at: str) -> str | None:
        text = str(node.value)
        if len(text) > LONGEST_TEXT:
            message = f"{field.label}（{at}）有 {len(text):,} 个字，最多 {LONGEST_TEXT:,} 个字。"
            self.report(node, "R031", message, "看看是不是重复粘贴。")
            return None
        what = "控制字符 U+000D" if "\r" in text else next((what for _, what in unseen(text)), None)
        if what is None:
            return text
        message = f"{field.label}（{at}）里有看不见的{what}。"
        self.report(node, "R027", message, "删去双引号里以反斜杠写的这个字符。")
        return None

    def _not_a_choice(self, node: ScalarNode, field: Field, at: str) -> None:
        near = self._near(node.value, field.choices)
        hint = f"多半是“{near[0]}”。" if near else "从列出的选项里选一个。"
        options = "、".join(field.choices)
        self.report(node, "R012", f"{field.label}（{at}）写的是“{node.value}”，应是其中之一：{options}。", hint)

    def _unknown(self, key: Node, known: dict[str, Field]) -> None:
        near = self._near(str(key.value), known)
        hint = f"多半是“{near[0]}”（{known[near[0]].label}）。" if near else f"可用的键：{'、'.join(known)}。"
        if "：" in str(key.value):
            self.report(key, "R008", f"“{key.value}”里有全角冒号。", "改成半角冒号加一个空格。")
            return
        self.report(key, "R007", f"不认识的键“{key.value}”。", hint)

    def _near(self, written: str, known: Iterable[str]) -> list[str]:
        """What was meant; not asked for what is too long or would not be listed."""
        if len(written) > _LONGEST_WORD or len(self.problems) > MOST:
            return []
        return difflib.get_close_matches(written, known, 1)

    def _missing(self, node: Node, field: Field, at: str) -> None:
        where = self.positions.get(at, _position(node))
        example = f"，例如“{field.key}: {field.example}”" if field.example else ""
        self.report(where, "R009", f"缺少{field.label}（{at}）。", f"补上 {field.key}{example}。{field.meaning}")

    def _wrong_shape(self, node: Node, expected: Shape, what: str) -> None:
        found = {MappingNode: "一组字段", SequenceNode: "一个列表", ScalarNode: "一个值"}[type(node)]
        self.report(node, "R013", f"{what}写成了{found}，应是{expected.value}。", "对照模板的缩进和“-”改正。")


def blank(field: Field) -> Any:  # noqa: ANN401 -- the shape decides the type
    """What stands where nothing is given: None, () for a list, a group of such; a row some forms lack is None."""
    if field.shape is Shape.GROUP and field.make is not None and not field.required:
        return None
    if field.shape is Shape.GROUP:
        return {inner.key: blank(inner) for inner in field.fields}
    return () if field.shape is Shape.LIST else None


def _is_empty(node: Node, shape: Shape) -> bool:
    """Nothing is given: blank, a list without an item, a group without a key; a wrong shape is another problem."""
    collection = {Shape.GROUP: MappingNode, Shape.LIST: SequenceNode}.get(shape)
    return is_blank(node) or (collection is not None and isinstance(node, collection) and not node.value)


def _position(node: Node) -> Position:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _integer(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,5}", text, re.ASCII):
        raise ValueError(text)
    return int(text)


def _year(text: str) -> int:
    if not re.fullmatch(r"(19|20)\d\d", text, re.ASCII):
        raise ValueError(text)
    return int(text)


SCALARS: dict[Shape, Callable[[str], Any]] = {
    Shape.FIGURE: parse_figure,
    Shape.DATE: parse_date,
    Shape.DAY: parse_day,
    Shape.INTEGER: _integer,
    Shape.YEAR: _year,
}
"""How a text becomes the value of a shape; ValueError where it is none."""
_EXPECTED = {
    Shape.FIGURE: (
        "R010",
        "半角的十进制数，例如 1,068.30",
        "照原件填数字；单位不写在这里；原件没有数字就留空并在 remarks 里说明。",
    ),
    Shape.DATE: ("R011", "日期，例如 2024-03-31", "按 年-月-日 写，月和日各两位。"),
    Shape.DAY: ("R011", "日期，例如 2024-03-31 或 2024年3月", "照原件写；核对月和日。"),
    Shape.INTEGER: ("R024", "正整数", "写 1、2、3 这样的整数。"),
    Shape.YEAR: ("R024", "四位年份，例如 2023", "只写四位数字，不写“年”。"),
}
