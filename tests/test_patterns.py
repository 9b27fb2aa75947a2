"""Every pattern of the program is bounded: a text of any length costs time in proportion to it.

There is no clock here. A pattern that needs the square of this length would not come back in the life of a pipeline.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from typing import TYPE_CHECKING

import pytest

import generator

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTH = 200_000
PIECES = (
    "汉",
    "a",
    "1",
    " ",
    "\n",
    "。",
    "《",
    "x",
    "*",
    ".",
    ",",
    "-",
    "#",
    "{",
    "[",
    ":",
    "<p ",
    "1,",
    "\n ",
    "预算",
)
ON_WHOLE_TEXTS = {"record.target:_PATTERN", "record.writing:_LIKE_A_NUMBER"}
"""Never searched for inside a text."""


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern that stands in a module, by module and name; also those in tuples."""
    for found in pkgutil.walk_packages(generator.__path__, "generator."):
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            for pattern in _inside(value):
                yield f"{found.name.removeprefix('generator.')}:{name}", pattern


def _inside(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _inside(item)


PATTERNS = sorted({pattern: name for name, pattern in _patterns()}.items(), key=lambda item: item[1])


@pytest.mark.parametrize(("pattern", "name"), PATTERNS, ids=[name for _, name in PATTERNS])
def test_a_pattern_reads_a_very_long_text(pattern: re.Pattern[str], name: str) -> None:
    for piece in PIECES:
        text = piece * (LENGTH // len(piece)) + "!"
        pattern.fullmatch(text)
        if name not in ON_WHOLE_TEXTS:
            assert sum(1 for _ in pattern.finditer(text)) <= len(text) + 1


def test_the_patterns_are_found() -> None:
    assert len(PATTERNS) > 30
