"""Owns the characters no text may hold because nobody sees them, and how text is shown in a terminal or a log."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENDS_OF_PLANES = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_ZERO_WIDTH = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u2800"
    "\u3164\ufeff\uffa0\ufff9-\ufffc\U0001d173-\U0001d17a"
)
_KINDS = (
    ("控制字符", f"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef{_ENDS_OF_PLANES}"),
    ("零宽字符", _ZERO_WIDTH),
    ("改变文字方向的字符", "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"),
    ("标签字符", "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"),
    ("私用区字符", "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"),
)
_UNSEEN = re.compile(f"[{''.join(characters for _, characters in _KINDS)}]")
_WHICH = tuple((name, re.compile(f"[{characters}]")) for name, characters in _KINDS)
_UNSAFE = re.compile(f"[{_UNSEEN.pattern[1:-1]}\r\ud800-\udfff]")
_COMMAND = re.compile(r"^([^\S\n]*):(?=:)|#(?=#(?:vso)?\[)", re.MULTILINE)
"""What a workflow takes for an order where it stands in a log: ``::`` at the start of a line, ``##[`` anywhere."""
LONGEST = 400
"""Characters of a message; its middle is left out, its ends say what and what was expected."""


def has_unseen(text: str) -> bool:
    """Whether a text holds any character that is not seen."""
    return _UNSEEN.search(text) is not None


def unseen(text: str) -> Iterator[tuple[int, str]]:
    """Offset and description of every character that is not seen, such as 零宽字符 U+200B."""
    for match in _UNSEEN.finditer(text):
        kind = next(name for name, pattern in _WHICH if pattern.match(match[0]))
        yield match.start(), f"{kind} U+{ord(match[0]):04X}"


def shown(text: str, longest: int = LONGEST) -> str:
    """One line that is safe in a terminal and a log, with what is not seen made visible."""
    if len(text) > longest:
        text = f"{text[: longest * 2 // 3]}……{text[-longest // 3 :]}"
    return safe(" ⏎ ".join(text.split("\n")))


def safe(text: str) -> str:
    """Lines that give no order to a terminal or to a workflow that reads its own log."""
    visible = _UNSAFE.sub(lambda match: f"‹U+{ord(match[0]):04X}›", text)
    return _COMMAND.sub(lambda match: f"{match[0]} ", visible)
