"""Owns the canonical text of a record: one fact a line, order of the field table, no wrap. Touches no disk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator.record.fields import Field, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MUST_QUOTE = re.compile(
    r"""^[-?:,\[\]{}#&*!|>'"%@`=<~\s]   # YAML indicators, and comparators that look like them
        |:(\s|$)|\s\#|\s$|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]
        |^(null|Null|NULL|true|True|TRUE|false|False|FALSE|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|y|Y|n|N)$
        |^$""",
    re.VERBOSE,
)
_NEEDS_ESCAPE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def dump(values: Mapping[str, Any], fields: tuple[Field, ...]) -> str:
    """Write a record (keys of the field table, texts and figures as printed) as YAML.

    Empty values are left out, except a figure the form should have: it stays as an empty key.
    """
    return "".join(f"{line}\n" for line in _group(values, fields, ""))


def quote(text: str) -> str:
    """The scalar as it stands in a record: plain where YAML reads it back unchanged, else quoted."""
    if _NEEDS_ESCAPE.search(text):
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + _NEEDS_ESCAPE.sub(lambda match: f"\\u{ord(match[0]):04x}", escaped) + '"'
    return "'" + text.replace("'", "''") + "'" if _MUST_QUOTE.search(text) else text


def _group(values: Mapping[str, Any], fields: tuple[Field, ...], indent: str) -> Iterator[str]:
    for field in fields:
        value = values.get(field.key)
        if value in (None, "", [], (), {}):
            if field.shape is Shape.FIGURE:
                yield f"{indent}{field.key}:"
        elif field.shape is Shape.GROUP:
            yield f"{indent}{field.key}:"
            yield from _group(value, field.fields, indent + "  ")
        elif field.shape is Shape.LIST:
            yield f"{indent}{field.key}:"
            for item in value:
                yield from _item(item, field.fields, indent + "  ")
        else:
            yield f"{indent}{field.key}: {_scalar(value, field)}"


def _item(values: Mapping[str, Any], fields: tuple[Field, ...], indent: str) -> Iterator[str]:
    lines = list(_group(values, fields, indent + "  "))
    yield f"{indent}- {lines[0].lstrip()}"
    yield from lines[1:]


def _scalar(value: object, field: Field) -> str:
    text = str(value)
    if field.shape is Shape.TEXT and re.fullmatch(r"[\d.,+-]*\d[\d.,]*", text):
        return f"'{text}'"  # a text that looks like a number: a reader with a type-guessing parser keeps it
    return quote(text)
