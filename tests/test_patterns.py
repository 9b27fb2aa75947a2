"""Every pattern of the program is bounded: a text of any length costs time in proportion to it.

The limit counts the processor time of this process alone, so that a busy machine is no failure: a bounded pattern takes
seconds at most for all the texts, one that needs the square of their length takes minutes for a single one.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
from typing import TYPE_CHECKING, Any

import pytest

import generator

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTH = 50_000
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
LIMIT = 2.5
"""Seconds of processor time: five times what the slowest bounded pattern takes, half of what a square takes."""
ON_WHOLE_TEXTS = {
    *("record.target:_PATTERN", "record.writing:_LIKE_A_NUMBER", "record.canonical:_LINE"),
    *("importer.align:_PERCENT", "importer.indicators:_RESIDUE", "record.writing:_LIKE_A_VALUE"),
    *("record.migrating:_EMPTY_CELL", "publish.door.settings:_CONTACT", "checks.vocabulary:_VAGUE_ENDING"),
    *("official.printed:_SHAPE", "publish.data.spreadsheet:_SHAPE"),
}
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


@pytest.fixture
def limit() -> Iterator[None]:
    """An error once the test has used its processor time; the engine of the patterns lets itself be stopped."""

    def stop(*_: object) -> None:
        raise TimeoutError("the pattern does not come back")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


@pytest.mark.usefixtures("limit")
@pytest.mark.parametrize(("pattern", "name"), PATTERNS, ids=[name for _, name in PATTERNS])
def test_a_pattern_reads_a_very_long_text(pattern: re.Pattern[Any], name: str) -> None:
    for piece in PIECES:
        long = piece * (LENGTH // len(piece)) + "!"
        text = long if isinstance(pattern.pattern, str) else long.encode()
        pattern.fullmatch(text)
        if name not in ON_WHOLE_TEXTS:
            for _ in pattern.finditer(text):
                pass


@pytest.mark.usefixtures("limit")
def test_a_pattern_without_a_bound_is_stopped() -> None:
    signal.setitimer(signal.ITIMER_VIRTUAL, 0.2)
    with pytest.raises(TimeoutError, match="does not come back"):
        re.search(r"\s+$", " " * LENGTH + "!")


def test_the_patterns_are_found() -> None:
    assert len(PATTERNS) > 30
