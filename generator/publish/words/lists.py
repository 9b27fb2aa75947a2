"""Owns the lists inside a printed text: where 1、2、3、 or （1）（2） number its parts. Changes no character."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHINESE = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_STYLES = tuple(
    re.compile(rf"(?:(?<=[\s。；;：:！？!?）)”])|\A){pattern}")
    for pattern in (
        rf"(?P<n>[{_CHINESE}]{{1,2}})、",
        rf"[（(](?P<n>[{_CHINESE}]{{1,2}})[）)]",
        r"(?P<n>\d{1,2})(?:、|[.．](?!\d))",
        r"[（(](?P<n>\d{1,2})[）)]",
        rf"(?P<n>[{_CIRCLED}])",
    )
)
_FEWEST = 2
"""Parts that make a list; a lone 1、 is no list."""


@dataclass(frozen=True, slots=True)
class NumberedText:
    """A text and the numbered parts that follow it, each with its number as printed."""

    text: str
    parts: tuple[NumberedText, ...] = ()


def passages(text: str) -> tuple[NumberedText, ...]:
    """The printed lines of a text, each with the list in it."""
    return tuple(_passage(line.strip()) for line in text.splitlines() if line.strip())


def _passage(text: str) -> NumberedText:
    runs = (run for style in _STYLES if len(run := _run(style, text)) >= _FEWEST)
    starts = min(runs, key=lambda run: run[0], default=[])
    if not starts:
        return NumberedText(text)
    ends = [*starts[1:], len(text)]
    parts = tuple(_passage_of_part(text[start:end].strip()) for start, end in zip(starts, ends, strict=True))
    return NumberedText(text[: starts[0]].strip(), parts)


def _passage_of_part(text: str) -> NumberedText:
    """A part with its own list, found behind its number."""
    number = next(found.end() for style in _STYLES if (found := style.match(text)))
    inner = _passage(text[number:].lstrip())
    return NumberedText(text[:number] + inner.text, inner.parts)


def _run(style: re.Pattern[str], text: str) -> list[int]:
    """Where the numbers 1, 2, 3, … of a style stand, up to the first that does not follow."""
    starts: list[int] = []
    for found in style.finditer(text):
        if _value(found["n"]) == len(starts) + 1:
            starts.append(found.start())
    return starts


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    if number in _CIRCLED:
        return _CIRCLED.index(number) + 1
    return sum(_digits(number))


def _digits(number: str) -> Iterator[int]:
    """十二 is 10 and 2."""
    yield from (_CHINESE.index(sign) + 1 for sign in number)
