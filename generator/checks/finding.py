"""Owns what a rule is and what it finds, as values. Must not check anything or print.

A finding is a question: what one rule found on one form with one cause, in one place or several. Its texts never say
where; its places do, so that whoever prints it adds the place, and a row that moves is still the same finding.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import Enum
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.record.model import Answer


class Severity(Enum):
    """How much a finding weighs; the value is the word people read."""

    ERROR = "错误"
    WARNING = "警告"
    NOTE = "提示"


OBSERVED = "编者在原件中看到"
"""What marks a finding that the editors saw in the document's text, not the program in the record."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the book; the rules page, the command and the tests are made from it.

    ``$name`` in a text is a bound or a word of the regional profile, see ``words.py``; ``{name}`` in the questions is a
    value of the finding.
    """

    id: str
    """Family letter and number, never reused."""
    severity: Severity
    """Of most of its findings; a place says its own."""
    weight: int
    """From 1 to 99: how far what it finds would change a reader's mind; money, points and contradictions first."""
    name: str
    """What is so where it finds nothing."""
    found: str
    """What is so where it finds something, as a title."""
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
    """Template of the open question on one place; its fields are those of a hit."""
    mend: str
    many: str = ""
    """Template of the question on several places of one cause; empty: every place is a question of its own.

    Its fields are ``count``, ``points`` (of the rows together), ``values`` (as printed, each once) and those of the
    first place.
    """
    topic: str = ""
    """Rules of one topic ask of one cause, each from its side: on a form they are one question; see ``TOPICS``."""
    stops_site: bool = False
    """While an error of it is unanswered, nothing at all is published."""
    is_habit: bool = False
    """What it finds is a way of filling in forms: where most forms of a unit do it, it is told once for them all."""

    def worded(self, words: Mapping[str, str]) -> Rule:
        """The rule with the bounds and words of a region."""
        texts = {
            field.name: Template(value).substitute(words)
            for field in dataclasses.fields(self)
            if isinstance(value := getattr(self, field.name), str)
        }
        return dataclasses.replace(self, **texts)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Hit:
    """What a check yields: one thing worth saying of one place of a form."""

    says: str
    """What is found, with printed and expected value and how it was reached; never where."""
    row: int | None = None
    field: str | None = None
    printed: str | None = None
    expected: str | None = None
    severity: Severity | None = None
    """Where it differs from the rule's."""
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """More values for the question."""
    cause: str = ""
    """Hits of one rule with equal causes are one question, where the rule knows how to ask of several."""
    question: str | None = None
    """Template that stands for the rule's where this one asks something else."""
    many: str | None = None
    """The same for several places."""
    found: str | None = None
    """What stands for the rule's title where something else was found."""
    is_observed: bool = False
    """The editors saw it in the document."""
    at: tuple[int, int] | None = None
    """Line and column, where it is no field that is found fault with."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a check yields where the data does not decide it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Place:
    """One place a finding speaks of, with the evidence there."""

    row: int | None
    """Indicator row from 1, None outside the indicator table."""
    name: str | None
    """The 三级指标 of the row."""
    field: str | None
    """Key of the field; of the row where a row is named, else the path in the record."""
    printed: str | None
    expected: str | None
    severity: Severity
    says: str
    """Sentence with its evidence: printed value, expected value and how it was reached; never where."""
    question: str
    """What a reader may ask of this place alone."""
    line: int
    column: int
    answer: Answer | None = None

    @property
    def words(self) -> str:
        """Where it is, for a line of text; empty where the sentence itself names its cell."""
        return f"第 {self.row} 行“{self.name}”" if self.row else ""

    @property
    def sentence(self) -> str:
        """Where it is and what is there."""
        return f"{self.words}：{self.says}" if self.row else self.says


@dataclass(frozen=True, slots=True)
class Finding:
    """One question on one form: what a rule found there with one cause."""

    rule: Rule
    """With the bounds and words of the region."""
    form_id: str
    path: str
    places: tuple[Place, ...]
    """At least one, in the order of the form."""
    question: str
    """Neutral and open, of all places together."""
    found: str
    """What is so there, without how often."""
    is_observed: bool = False
    """The editors saw it in the document's text, which the record only sums up."""
    is_systemic: bool = False
    """Most forms of the unit and year do it: it is told there once, and here quietly."""

    @property
    def severity(self) -> Severity:
        """The weightiest of its places."""
        if len(self.places) == 1:  # nearly always, and asked for again and again
            return self.places[0].severity
        return min((place.severity for place in self.places), key=RANK.__getitem__)

    @property
    def rows(self) -> tuple[int, ...]:
        """The indicator rows it speaks of."""
        return tuple(dict.fromkeys(place.row for place in self.places if place.row is not None))

    @property
    def row(self) -> int | None:
        """The row, where it speaks of one alone."""
        return self.rows[0] if len(self.rows) == 1 else None

    @property
    def field(self) -> str | None:
        """The field of its places, None where they differ."""
        fields = {place.field for place in self.places}
        return next(iter(fields)) if len(fields) == 1 else None

    @property
    def title(self) -> str:
        """What was found and in how many places."""
        return f"{self.found} {len(self.places)} 处"

    @property
    def message(self) -> str:
        """What was found, without where: the evidence of the only place, or the title of several."""
        return self.places[0].says if len(self.places) == 1 else f"{self.title}。"

    @property
    def mend(self) -> str:
        """How to mend it."""
        return self.rule.mend

    @property
    def line(self) -> int:
        """Line of its first place."""
        return self.places[0].line

    @property
    def column(self) -> int:
        """Column of its first place."""
        return self.places[0].column

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What the unit answers, each answer once."""
        return tuple(dict.fromkeys(place.answer for place in self.places if place.answer))

    @property
    def is_answered(self) -> bool:
        """Every place has an answer."""
        return all(place.answer for place in self.places)

    @property
    def is_blocking(self) -> bool:
        """An error in some place that nobody has answered."""
        return any(place.severity is Severity.ERROR and place.answer is None for place in self.places)

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Key for sorting the questions on one form: what weighs most first."""
        return -self.rule.weight, self.line, self.column, self.rule.id


RANK = {severity: rank for rank, severity in enumerate(Severity)}
"""What weighs most first."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader would ask in one breath: the findings of one form that have one cause."""

    findings: tuple[Finding, ...]
    """At least one; what weighs most first."""

    @property
    def severity(self) -> Severity:
        """The weightiest of its findings."""
        return min((finding.severity for finding in self.findings), key=RANK.__getitem__)

    @property
    def is_systemic(self) -> bool:
        """All of it is what most forms of the unit do."""
        return all(finding.is_systemic for finding in self.findings)


def questions_in(findings: Iterable[Finding]) -> tuple[Question, ...]:
    """The findings of one form by their causes, what weighs most first; habits of the unit last."""
    groups: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        key = (finding.rule.topic, finding.is_systemic) if finding.rule.topic else number
        groups.setdefault(key, []).append(finding)
    questions = (Question(tuple(group)) for group in groups.values())
    return tuple(sorted(questions, key=lambda question: question.is_systemic))


TOPICS = {
    "unexplained": "失分没有写原因",
    "unmeasured": "目标是数字，完成值没有数字",
    "overshoot": "完成得比目标多",
    "result": "完成情况说得少",
    "reasons": "原因说得不够",
    "standard": "目标没有标准",
    "names": "名称与所在的位置、单位不合",
    "slips": "公开前的校对",
}
"""The topics that join rules, in words."""


@dataclass(frozen=True, slots=True)
class NotRun:
    """A rule that could not be run on a form for lack of data: neither passed nor failed."""

    rule: Rule
    form_id: str
    reason: str
    """In Chinese."""
