"""Owns the one canonical text of a record or a registry: order, quotes, indents change, no value or comment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from generator.record.fields import Field, Shape
from generator.record.syntax import parse, texts_of
from generator.record.writing import Comments, dump

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_BLOT = "x"


def format_record(text: str, fields: tuple[Field, ...]) -> str:
    """The canonical form of a record that reads without a problem.

    Raises:
        ValueError: the text does not parse; check it first.
    """
    text = text.removeprefix("\ufeff")
    node, problems = parse("", text)
    if node is None or problems:
        raise ValueError("a record with problems is not formatted")
    comments = _comments(text.splitlines(), node)
    kept = {*_with_ancestors((*comments.above, *comments.beside)), *_required_groups(node, fields, "")}
    return dump(texts_of(node) or {}, fields, comments, kept=kept)


def format_registry(text: str, fields: tuple[Field, ...]) -> str:
    """The canonical form of a registry or a template, where a figure that is not set is no cell left empty.

    Raises:
        ValueError: the text does not parse; check it first.
    """
    return format_record(text, tuple(map(_voluntary, fields)))


def _voluntary(field: Field) -> Field:
    return replace(field, is_extra=not field.required, fields=tuple(map(_voluntary, field.fields)))


def _comments(lines: Sequence[str], node: Node) -> Comments:
    """Attach a whole-line comment to the key below it, and one at the end of a line to the key of that line.

    Where a line ends a longer value, its key is the one above; what finds no key waits for the next.
    """
    keys = {line: path for path, line in reversed(list(_keys(node, "")))}
    above: dict[str, tuple[str, ...]] = {}
    beside: dict[str, str] = {}
    waiting: list[str] = []
    owner = ""
    for number, visible in enumerate(without_scalars(lines, node)):
        if number in keys:
            owner = keys[number]
            if waiting:
                above[owner], waiting = tuple(waiting), []
        before, sign, _ = visible.partition("#")
        if not sign:
            continue
        comment = lines[number][len(before) :].rstrip()
        if owner and owner not in beside and before.strip(" \t-"):
            beside[owner] = comment
        else:
            waiting.append(comment)
    return Comments(above, beside, tuple(waiting))


def _keys(node: Node, at: str) -> Iterator[tuple[str, int]]:
    """Path and line of every key, the outer before the inner."""
    if isinstance(node, SequenceNode):
        for number, item in enumerate(node.value, 1):
            yield from _keys(item, f"{at}.{number}")
    if isinstance(node, MappingNode):
        for key, value in node.value:
            path = f"{at}.{key.value}".lstrip(".")
            yield path, key.start_mark.line
            yield from _keys(value, path)


def without_scalars(lines: Sequence[str], node: Node) -> list[str]:
    """The lines with every key and value blotted out: a # that is left begins a comment."""
    rows = [list(line) for line in lines]
    for scalar in _scalars(node):
        start, end = scalar.start_mark, scalar.end_mark
        is_block = scalar.style in ("|", ">")  # its first line holds no text of it, but may hold a comment
        for number in range(start.line + is_block, min(end.line + 1, len(rows))):
            first = start.column if number == start.line else 0
            last = end.column if number == end.line else len(rows[number])
            rows[number][first:last] = _BLOT * (last - first)
    return ["".join(row) for row in rows]


def _scalars(node: Node) -> Iterator[ScalarNode]:
    """Every scalar, keys too."""
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    elif isinstance(node, MappingNode):
        for pair in node.value:
            for part in pair:
                yield from _scalars(part)


def _with_ancestors(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        parts = path.split(".")
        yield from (".".join(parts[:length]) for length in range(1, len(parts) + 1))


def _required_groups(node: Node, fields: tuple[Field, ...], at: str) -> Iterator[str]:
    """Groups that must be there, and rows a form has, though not one of their figures is filled in."""
    groups = {field.key: field for field in fields if field.shape is Shape.GROUP}
    for key, value in node.value if isinstance(node, MappingNode) else ():
        if key.value in groups and isinstance(value, MappingNode):
            field, path = groups[key.value], f"{at}.{key.value}".lstrip(".")
            if field.required or field.make is not None:
                yield path
            yield from _required_groups(value, field.fields, path)
