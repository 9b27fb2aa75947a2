"""Owns which colour a word of grade has: its rank in the profile decides, no word is known to the stylesheet."""

from __future__ import annotations

import re
from itertools import chain, repeat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.record.model import Profile

PATH = "assets/grades.css"
_COLOURS = ("--accent", "--partly")
"""Of the highest grade and the next; the others share one."""
_OTHER = "--none"
_PLAIN = re.compile(r"[^\w]")


def stylesheet(profile: Profile) -> bytes:
    """One rule for every word of every grade, from high to low."""
    coloured = zip(profile.grades, chain(_COLOURS, repeat(_OTHER)), strict=False)
    rules = (_rule(word, colour) for grade, colour in coloured for word in grade.words)
    return "\n".join(rules).encode()


def _rule(word: str, colour: str) -> str:
    return f'.grade[data-grade="{_quoted(word)}"] {{\n  color: var({colour});\n}}\n'


def _quoted(word: str) -> str:
    """A word inside a CSS string: what is no letter and no digit is written by its number."""
    return _PLAIN.sub(lambda found: f"\\{ord(found[0]):x} ", word)
