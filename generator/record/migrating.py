"""Owns the step from an older notation of a record to today's: its values stay, and so do its comments. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator.record.fields import Field, Shape
from generator.record.formatting import format_record
from generator.record.registers import RECORD_FORMAT
from generator.record.syntax import parse, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_EMPTY_CELL = re.compile(r" {3,}[a-z_]+: *\n")
_VERSION = re.compile(r"^record_format:.*$", re.MULTILINE)


def migrate_record(text: str, fields: tuple[Field, ...]) -> str:
    """A record of version 1 in today's notation.

    Lines of a text become lines; a row of money that had to stand there empty, with no remark on it, goes.
    """
    node, _ = parse("", text)
    record: dict[str, Any] = texts_of(node) if node is not None else {}
    spoken = [str(remark.get("field", "")) for remark in record.get("remarks") or ()]
    for path in _empty_rows(record, fields):
        if not any(field == path or field.startswith(f"{path}.") for field in spoken):
            text = _without(text, path)
    return format_record(text, fields)


def migrate_profile(text: str) -> str:
    """The profile with the version of today."""
    line = f"record_format: {RECORD_FORMAT}"
    if _VERSION.search(text):
        return _VERSION.sub(line, text)
    return re.sub(r"^(region:.*)$", rf"\1\n{line}", text, count=1, flags=re.MULTILINE)


def _empty_rows(record: dict[str, Any], fields: tuple[Field, ...]) -> Iterator[str]:
    """Paths of the rows of money without a figure."""
    for group in fields:
        for line in group.fields if group.shape is Shape.GROUP else ():
            is_row = line.shape is Shape.GROUP and line.make is not None and not line.required
            if is_row and not (record.get(group.key) or {}).get(line.key):
                yield f"{group.key}.{line.key}"


def _without(text: str, path: str) -> str:
    """The text without a row and its empty cells; one with a comment stays, for a person to look at."""
    group, _, row = path.partition(".")
    kept: list[str] = []
    is_in_group = is_in_row = False
    for line in text.splitlines(keepends=True):
        if not line.startswith(" "):
            is_in_group = line.startswith(f"{group}:")
        is_in_row = is_in_group and (
            re.fullmatch(rf"  {row}: *\n", line) is not None or (is_in_row and _EMPTY_CELL.fullmatch(line) is not None)
        )
        kept += [] if is_in_row else [line]
    return "".join(kept)
