"""Owns where people's words stand in a file of data/: every text value and every comment. Judges none of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from generator.record.fields import Shape, find_field
from generator.record.formatting import without_scalars
from generator.record.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.record.fields import Field


@dataclass(frozen=True, slots=True)
class Passage:
    """Words with their place."""

    path: str
    """Of the value, such as ``indicators.3.reason``; empty for a comment."""
    text: str
    line: int
    """From 1."""
    column: int
    """From 1."""


def passages(text: str, fields: tuple[Field, ...]) -> Iterator[Passage]:
    """Values first, then comments; figures, dates and choices are no words. Nothing of a text that does not parse."""
    text = text.removeprefix("\ufeff")
    node, _ = parse("", text)
    if node is None:
        return
    for path, scalar in _values(node, ""):
        field = find_field(path, fields)
        if field is None or field.shape is Shape.TEXT:
            yield Passage(path, scalar.value, scalar.start_mark.line + 1, scalar.start_mark.column + 1)
    for number, (line, visible) in enumerate(
        zip(lines := text.splitlines(), without_scalars(lines, node), strict=True), 1
    ):
        before, sign, _ = visible.partition("#")
        if sign:
            yield Passage("", line[len(before) + 1 :], number, len(before) + 1)


def _values(node: Node, at: str) -> Iterator[tuple[str, ScalarNode]]:
    if isinstance(node, ScalarNode):
        yield at, node
    elif isinstance(node, SequenceNode):
        for number, item in enumerate(node.value, 1):
            yield from _values(item, f"{at}.{number}")
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _values(value, f"{at}.{key.value}".lstrip("."))
