"""Owns the quick way in: text in canonical form to typed values without a YAML parser, positions only when asked for.

It reads what ``writing`` writes and gives up at the first doubt: another notation, an unknown key, a value of the
wrong shape. Whoever calls it then reads with ``syntax`` and ``reading``, which say what is wrong and where. It must
never read what they refuse, nor read it differently.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from generator.record.fields import Field, Shape
from generator.record.reading import LONGEST_TEXT, SCALARS, Reader, blank
from generator.record.unseen import has_unseen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.record.reading import Position, Values

Plain = dict[str, Any]
"""Keys in their order; a text as written, None, another group, or a list of groups."""

_LINE = re.compile(r"( *)(- )?([a-z][a-z0-9_]*):(?: (.+))?")
"""Indent, dash of an item, key, value."""
_QUOTED = re.compile(r"'((?:[^']|'')*)'")
_BLOCK = ("|", "|-")
_PLAIN = re.compile(r"[^\s'\"|>&*!%@`\[\]{}?,#=<~:-].*")
"""What begins so is as written; a dash may begin a number, which YAML reads alike, but canonical form quotes it."""
_NOT_PLAIN = re.compile(r":(?:\s|$)|\s#|\s$|^(?:null|Null|NULL)$")
"""Another key, a comment, a space at the end, a word for nothing."""
_ODD = re.compile("[\t\r\x85\u2028\u2029\ufeff]")
_LONGEST = 200_000
"""Characters; a longer file is looked at by the strict reader, which has limits of its own."""


class Doubt(Exception):  # noqa: N818 -- no error: the strict reader decides
    """The text is not in canonical form, or something in it is not as it should be."""


class CanonicalReader:
    """Reads the records of one field table; made once, used for every record of a kind."""

    def __init__(self, fields: tuple[Field, ...]) -> None:
        self.fields = fields
        self._plan = _Plan(fields)

    def read(self, text: str) -> Values:
        """Typed values of a record in canonical form, the same that the strict reader gives.

        Raises:
            Doubt: it is not certain that the strict reader would read it, and read the same.
        """
        if len(text) > _LONGEST or not text.endswith("\n") or _ODD.search(text) or has_unseen(text):
            raise Doubt
        return self._plan.values(_tree(text.split("\n")[:-1]))


class CanonicalPositions(Mapping[str, "Position"]):
    """Line and column from 1 of every value of a text that was read as canonical, found when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[str, Position] | None = None

    def __reduce__(self) -> tuple[type[CanonicalPositions], tuple[str]]:
        """To another process, or to disk, goes the text alone."""
        return CanonicalPositions, (self._text,)

    def _all(self) -> dict[str, Position]:
        if self._found is None:
            self._found = _positions(self._text.split("\n")[:-1])
        return self._found

    def __getitem__(self, path: str) -> Position:
        return self._all()[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


def _positions(lines: list[str]) -> dict[str, Position]:
    """Where each value begins; a group begins at its first key, a list at its first dash."""
    found: dict[str, Position] = {}
    items: Counter[str] = Counter()
    open_at: list[tuple[int, str, str]] = [(0, "", "")]  # indent, path of the group, path of its last key
    number = 0
    while number < len(lines):
        match = _LINE.fullmatch(lines[number])
        number += 1
        if match is None:
            continue  # inside a block of lines
        spaces, dash, key, written = match.groups()
        indent = len(spaces)
        while open_at[-1][0] > indent:
            open_at.pop()
        if dash:
            of = open_at[-1][2]
            items[of] += 1
            group = f"{of}.{items[of]}"
            if items[of] == 1:
                found[of] = (number, indent + 1)
            found[group] = (number, indent + 3)
        elif open_at[-1][0] < indent:
            group = open_at[-1][2]
            found[group] = (number, indent + 1)
        else:
            group = open_at.pop()[1]
        path = f"{group}.{key}" if group else key
        start = indent + len(dash or "") + len(key) + 2
        found[path] = (number, start + (written is not None))
        open_at.append((indent + len(dash or ""), group, path))
        if written in _BLOCK:
            number += len(list(_block(lines, number, open_at[-1][0] + 2)))
    return found


def _tree(lines: list[str]) -> Plain:
    root: Plain = {}
    stack: list[tuple[int, Plain]] = [(0, root)]
    at = 0
    while at < len(lines):
        match = _LINE.fullmatch(lines[at])
        at += 1
        if match is None:
            raise Doubt
        spaces, dash, key, written = match.groups()
        group = _item(stack, len(spaces)) if dash else _group(stack, len(spaces))
        if key in group:
            raise Doubt
        if written in _BLOCK:
            block = list(_block(lines, at, stack[-1][0] + 2))
            at += len(block)
            group[key] = _joined(block, written)
        else:
            group[key] = None if written is None else _scalar(written)
    return root


def _group(stack: list[tuple[int, Plain]], indent: int) -> Plain:
    """The group a key at this indent belongs to: an open one, or a new one under the last key."""
    while stack[-1][0] > indent:
        stack.pop()
    outer, group = stack[-1]
    if outer == indent:
        return group
    inner: Plain = {}
    _put(stack[-1], indent, inner)
    stack.append((indent, inner))
    return inner


def _item(stack: list[tuple[int, Plain]], indent: int) -> Plain:
    """A new item of the list under the last key."""
    while stack[-1][0] > indent:
        stack.pop()
    item: Plain = {}
    _, group = stack[-1]
    last = next(reversed(group), "")
    if stack[-1][0] == indent - 2 and isinstance(group.get(last), list):
        group[last].append(item)
    else:
        _put(stack[-1], indent, [item])
    stack.append((indent + 2, item))
    return item


def _put(holder: tuple[int, Plain], indent: int, inner: Plain | list[Plain]) -> None:
    """Under a key that has no value yet, two steps further in."""
    outer, group = holder
    last = next(reversed(group), "")
    if outer != indent - 2 or not group or group[last] is not None:
        raise Doubt
    group[last] = inner


def _scalar(written: str) -> str:
    if quoted := _QUOTED.fullmatch(written):
        return quoted[1].replace("''", "'")
    if _PLAIN.fullmatch(written) is None or _NOT_PLAIN.search(written):
        raise Doubt
    return written


def _block(lines: list[str], at: int, indent: int) -> Iterator[str]:
    """The lines of a text, without their indent; its first line says where it begins."""
    margin = " " * indent
    for line in lines[at:]:
        if line and not line.startswith(margin):
            return
        yield line[indent:]


def _joined(block: list[str], chomping: str) -> str:
    if not block or block[0][:1] in ("", " ") or not block[-1]:
        raise Doubt  # an indent or an end that YAML reads by rules of its own
    return "\n".join(block) + ("\n" if chomping == "|" else "")


class _Plan:
    """How the keys of a group are read, what stands where one is absent, and which must be there."""

    def __init__(self, fields: tuple[Field, ...]) -> None:
        self._converters = {field.key: _converter(field) for field in fields}
        self._blanks = {field.key: blank(field) for field in fields}
        self._required = tuple(field.key for field in fields if field.required)

    def values(self, plain: object) -> Values:
        if not isinstance(plain, dict):
            raise Doubt
        values = dict(self._blanks)
        for key, value in plain.items():
            if key not in self._converters:
                raise Doubt
            if value is not None and not (isinstance(value, str) and not value.strip()):
                values[key] = self._converters[key](value)
        if any(plain.get(key) is None or values[key] is None for key in self._required):
            raise Doubt
        return values

    def items(self, plain: object) -> tuple[Values, ...]:
        if not isinstance(plain, list) or len(plain) > Reader.most_items:
            raise Doubt
        return tuple(self.values(item) for item in plain)


def _converter(field: Field) -> Callable[[Any], Any]:
    if field.shape is Shape.GROUP:
        return _Plan(field.fields).values
    if field.shape is Shape.LIST:
        return _Plan(field.fields).items
    if field.shape is Shape.CHOICE:
        return partial(_choice, frozenset() if field.is_advised else frozenset(field.choices))
    return _text if field.shape is Shape.TEXT else partial(_read, SCALARS[field.shape])


def _choice(choices: frozenset[str], value: object) -> str:
    if not isinstance(value, str) or (choices and value not in choices):
        raise Doubt
    return sys.intern(value)


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise Doubt
    return sys.intern(value)  # most words stand in many forms


def _read(read: Callable[[str], Any], value: object) -> Any:  # noqa: ANN401 -- the shape decides the type
    if not isinstance(value, str):
        raise Doubt
    try:
        return read(value)
    except ValueError as error:
        raise Doubt from error
