"""Owns the canonical text of a record: one fact a line, order of the field table, no wrap. Touches no disk."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.record.fields import Field, Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping

    Kept = Callable[[str, Field], bool]

_MUST_QUOTE = re.compile(
    r"""^[-?:,\[\]{}#&*!|>'"%@`=<~\s]   # YAML indicators, and comparators that look like them
        |:(\s|$)|\s\#|\s$|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]
        |^(null|Null|NULL|true|True|TRUE|false|False|FALSE|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|y|Y|n|N)$
        |^$""",
    re.VERBOSE,
)
_LIKE_A_NUMBER = re.compile(r"[\d.,+-]*\d[.,]*")
_LIKE_A_VALUE = re.compile(
    r"""\d{4}-\d\d?-\d\d?(?:(?:[Tt]|\s+)\d.*)?      # a day or a moment
        |[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?    # 12:30, which YAML 1.1 takes for a number of seconds
        |[-+]?0[xob][\da-fA-F_]+|[-+]?[\d_]+          # other bases, digits in groups
        |[-+]?(?:[\d_]+(?:\.[\d_]*)?|\.[\d_]+)[eE][-+]?\d+|[-+]?\d[\d_]*\.[\d_]*
        |[-+]?\.[\d_]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)""",
    re.VERBOSE,
)
"""What one parser or another takes for something else than a text."""
_TYPED = (Shape.FIGURE, Shape.INTEGER, Shape.YEAR)
"""Shapes whose values stand as the form prints them."""
_NEEDS_ESCAPE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")

NEWLINE = chr(10)
OPEN_ROWS = "rows"
"""Where a table of money is written row by row, the cells of the kind beside it are none the form has."""


@dataclass(frozen=True, slots=True)
class Comments:
    """What an editor wrote beside the values, by the path of the key it belongs to; each begins with ``#``."""

    above: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    beside: Mapping[str, str] = dataclasses.field(default_factory=dict)
    last: tuple[str, ...] = ()
    """Comments after the last key."""


NO_COMMENTS = Comments()


def dump(
    values: Mapping[str, Any],
    fields: tuple[Field, ...],
    comments: Comments = NO_COMMENTS,
    *,
    kept: Container[str] = (),
    is_blank: bool = False,
) -> str:
    """Write a record (keys of the field table, texts and figures as printed) as YAML.

    Empty values are left out, except a figure the form should have: it stays as an empty key, as do the paths that are
    kept and every key of a blank that is to be filled in. Comments stand where their key stands.
    """

    def is_kept(path: str, field: Field) -> bool:
        return path in kept or (is_blank and not field.is_extra)

    layout = _group(values, fields, "", "", is_kept=is_kept)
    lines = [line for at, text in layout for line in _commented(at, text, comments)]
    return "".join(f"{line}\n" for line in [*lines, *comments.last])


def _commented(at: str, text: str, comments: Comments) -> Iterator[str]:
    indent = text[: len(text) - len(text.lstrip())]
    yield from (f"{indent}{comment}" for comment in comments.above.get(at, ()))
    yield f"{text}  {comments.beside[at]}" if at in comments.beside else text


def quote(text: str) -> str:
    """The scalar as it stands in a record: plain where YAML reads it back unchanged, else quoted."""
    if _NEEDS_ESCAPE.search(text):
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + _NEEDS_ESCAPE.sub(lambda match: f"\\u{ord(match[0]):04x}", escaped) + '"'
    return "'" + text.replace("'", "''") + "'" if _MUST_QUOTE.search(text) else text


def _group(
    values: Mapping[str, Any], fields: tuple[Field, ...], at: str, indent: str, *, is_kept: Kept
) -> Iterator[tuple[str, str]]:
    """Path and text of each line."""
    is_open = bool(values.get(OPEN_ROWS)) or f".{OPEN_ROWS}." in at
    for field in fields:
        value, path = values.get(field.key), f"{at}.{field.key}".lstrip(".")
        if field.shape is Shape.GROUP and (value or is_kept(path, field)):
            yield path, f"{indent}{field.key}:"
            yield from _group(value or {}, field.fields, path, indent + "  ", is_kept=is_kept)
        elif value in (None, "", [], (), {}):
            is_due = field.shape is Shape.FIGURE and not field.is_extra and not is_open
            if is_due or is_kept(path, field):
                yield path, f"{indent}{field.key}:"
        elif field.shape is Shape.LIST:
            yield path, f"{indent}{field.key}:"
            for number, item in enumerate(value, 1):
                yield from _item(item, field.fields, f"{path}.{number}", indent + "  ", is_kept=is_kept)
        elif is_block(str(value)):
            yield path, f"{indent}{field.key}: {'|' if str(value).endswith(NEWLINE) else '|-'}"
            lines = str(value).removesuffix(NEWLINE).split(NEWLINE)
            yield from (("", f"{indent}  {line}" if line else "") for line in lines)
        else:
            yield path, f"{indent}{field.key}: {_scalar(value, field)}"


def is_block(text: str) -> bool:
    """A text of several lines that YAML keeps as they are: none begins it with a space, none is empty at its end."""
    lines = text.removesuffix(NEWLINE).split(NEWLINE)
    if NEWLINE not in text or not lines[-1].strip() or not lines[0] or lines[0][0].isspace():
        return False
    return not any(_NEEDS_ESCAPE.search(line) for line in lines)


def _item(
    values: Mapping[str, Any], fields: tuple[Field, ...], at: str, indent: str, *, is_kept: Kept
) -> Iterator[tuple[str, str]]:
    lines = list(_group(values, fields, at, indent + "  ", is_kept=is_kept))
    yield lines[0][0], f"{indent}- {lines[0][1].lstrip()}"
    yield from lines[1:]


def _scalar(value: object, field: Field) -> str:
    text = str(value)
    if field.shape not in _TYPED and (_LIKE_A_NUMBER.fullmatch(text) or _LIKE_A_VALUE.fullmatch(text)):
        return f"'{text}'"  # a text, a day too: a reader with a type-guessing parser keeps it
    return quote(text)
