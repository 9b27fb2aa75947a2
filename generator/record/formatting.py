"""Owns the one canonical text of a record: order, quotes and indents change, a value or a comment never does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from generator.record.syntax import parse, plain
from generator.record.writing import Comments, dump

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.record.fields import Field

_COMMENT = re.compile(r"(?<=\s)#.*$")


def format_record(text: str, fields: tuple[Field, ...]) -> str:
    """The canonical form of a record that reads without a problem.

    Raises:
        ValueError: the text does not parse; check it first.
    """
    node, problems = parse("", text)
    if node is None or problems:
        raise ValueError("a record with problems is not formatted")
    return dump(plain(node), fields, _comments(text.removeprefix("\ufeff"), node))


def _comments(text: str, node: Node) -> Comments:
    """Attach a whole-line comment to the key below it, and one at the end of a line to the key of that line."""
    keys = {line: (path, column) for path, line, column in _keys(node, "")}
    inside = {line for first, last in _folded(node) for line in range(first, last + 1)}
    above: dict[str, tuple[str, ...]] = {}
    beside: dict[str, str] = {}
    waiting: list[str] = []
    for number, line in enumerate(text.splitlines()):
        if number in keys:
            path, column = keys[number]
            if waiting:
                above[path], waiting = tuple(waiting), []
            if match := _COMMENT.search(line, column):
                beside[path] = match[0]
        elif line.lstrip().startswith("#") and number not in inside:
            waiting.append(line.strip())
    return Comments(above, beside, tuple(waiting))


def _keys(node: Node, at: str) -> Iterator[tuple[str, int, int]]:
    """Path of every key, its line, and the column where its value ends on that line (or the key, for a group)."""
    if isinstance(node, SequenceNode):
        for number, item in enumerate(node.value, 1):
            yield from _keys(item, f"{at}.{number}")
    if isinstance(node, MappingNode):
        for key, value in node.value:
            path, line = f"{at}.{key.value}".lstrip("."), key.start_mark.line
            is_on_line = isinstance(value, ScalarNode) and value.end_mark.line == line
            end = value.end_mark if is_on_line else key.end_mark
            yield path, line, end.column
            yield from _keys(value, path)


def _folded(node: Node) -> Iterator[tuple[int, int]]:
    """First and last line after the key's of each text written over several lines: a # in it is no comment."""
    if isinstance(node, ScalarNode):
        if node.end_mark.line > node.start_mark.line:
            yield node.start_mark.line + 1, node.end_mark.line - (node.end_mark.column == 0)
        return
    children = (value for _, value in node.value) if isinstance(node, MappingNode) else node.value
    for child in children:
        yield from _folded(child)
