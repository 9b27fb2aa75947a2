"""Owns the copy of a record that is published: the same record, each figure in quotation marks.

A parser that guesses types would make a float of 2.00 and a text of 1,068.30 beside it; so both are texts to everyone,
and counts and years are numbers. In data/ figures stand bare, as an editor writes them. Pure.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from generator.record.canonical import CanonicalPositions
from generator.record.fields import Field, Shape
from generator.record.formatting import format_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.record.kinds import Kind
    from generator.record.store import StoredForm

_BARE = re.compile(r"^( *(?:- )?([a-z][a-z0-9_]*): )([-+.]?\d[^\s'\"]*)(?= *(?:$|#))", re.MULTILINE)
"""A key with what begins like a number and is not quoted."""
_BLOCK = re.compile(
    r"""^(?P<indent>\ *)(?P<dash>-\ )?[a-z][a-z0-9_]*:\ \|-?(?:\ +\#.*)?\n
    (?:(?P=indent)(?(dash)\ \ )\ \ .*\n|\n)*""",
    re.MULTILINE | re.VERBOSE,
)
"""A key with a text of several lines, which stays as it is."""
_COUNT = re.compile(r"0|[1-9]\d*")


def published_copy(stored: StoredForm) -> str:
    """The text of a record as every parser reads it alike."""
    is_canonical = isinstance(stored.positions, CanonicalPositions)
    text = stored.text if is_canonical else format_record(stored.text, stored.form.kind.fields)
    counts = _counts(stored.form.kind)

    def quoted(match: re.Match[str]) -> str:
        key, figure = match[2], match[3]
        return match[0] if key in counts and _COUNT.fullmatch(figure) else f"{match[1]}'{figure}'"

    return "".join(piece if is_block else _BARE.sub(quoted, piece) for piece, is_block in _pieces(text))


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text, what stands in lines of its own told from the rest."""
    end = 0
    for block in _BLOCK.finditer(text):
        yield text[end : block.start()], False
        yield block[0], True
        end = block.end()
    yield text[end:], False


@cache
def _counts(kind: Kind) -> frozenset[str]:
    """Keys of counts and years, which are numbers to everyone."""
    return frozenset(field.key for field in _flat(kind.fields) if field.shape in (Shape.INTEGER, Shape.YEAR))


def _flat(fields: Iterable[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _flat(field.fields)
