"""Owns what a rule is and what it finds, as values. Must not check anything or print."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.record.model import Answer


class Severity(Enum):
    """How much a finding weighs; the value is the word people read."""

    ERROR = "错误"
    WARNING = "警告"
    NOTE = "提示"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the book; the rules page, the command and the tests are made from it."""

    id: str
    """Family letter and number, never reused."""
    severity: Severity
    """Of most of its findings; a finding says its own."""
    name: str
    tests: str
    """What it tests, one sentence."""
    formula: str
    basis: str
    """The document or practice behind it; a recalled document is named without a clause."""
    bounds: str
    """What it allows, and where the bounds are set."""
    example: str
    """A case that fails."""
    silent_when: str
    question: str
    """Template of the neutral question; its fields are those of a hit."""
    mend: str
    stops_site: bool = False
    """While an error of it is unanswered, nothing at all is published."""

    def worded(self, words: Mapping[str, str]) -> Rule:
        """The rule in the words and bounds of a region, which stand in its texts as ``{profile.overshoot_percent}``."""
        texts = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        told: dict[str, Any] = {
            name: _REGIONAL.sub(lambda found: words[found[1]], text)
            for name, text in texts.items()
            if isinstance(text, str) and "{profile." in text
        }
        return dataclasses.replace(self, **told) if told else self


_REGIONAL = re.compile(r"\{profile\.(\w+)\}")


@dataclass(frozen=True, slots=True)
class Hit:
    """What a check yields: one thing worth saying of one place of a form."""

    says: str
    """What is found, with printed and expected value and how it was reached."""
    row: int | None = None
    field: str | None = None
    printed: str | None = None
    expected: str | None = None
    severity: Severity | None = None
    """Where it differs from the rule's."""
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    at: tuple[int, int] | None = None
    """Line and column, where it is no field that is found fault with."""
    """More values for the question."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a check yields where the data does not decide it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding on one form."""

    rule: Rule
    severity: Severity
    form_id: str
    row: int | None
    """Indicator row from 1, None outside the indicator table or where it speaks of several."""
    field: str | None
    """Key of the field; of the row where a row is named, else the path in the record."""
    printed: str | None
    expected: str | None
    message: str
    """Sentence with its evidence: printed value, expected value and how it was reached."""
    question: str
    """The same as a neutral question a reader may ask."""
    mend: str
    answer: Answer | None
    path: str
    line: int
    column: int

    @property
    def is_blocking(self) -> bool:
        """An error that nobody has answered."""
        return self.severity is Severity.ERROR and self.answer is None


@dataclass(frozen=True, slots=True)
class NotRun:
    """A rule that could not be run on a form for lack of data: neither passed nor failed."""

    rule: Rule
    form_id: str
    reason: str
    """In Chinese."""
