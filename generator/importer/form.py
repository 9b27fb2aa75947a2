"""Owns what the recogniser gives out: a form as read, printed beside meant, with the state of every cell.

Knows no layout; draft.py turns it into a record.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from generator.importer.labels import NO_WORDS, Words
from generator.record.fields import along
from generator.record.kinds import KINDS

if TYPE_CHECKING:
    from generator.importer.cells import Cell, FilePlace


class State(Enum):
    """How sure the reading of a cell is."""

    CERTAIN = "certain"
    DOUBTFUL = "doubtful"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class ReadCell:
    """One value as read."""

    text: str
    """What it means in the words of the record; empty where it is missing."""
    state: State = State.CERTAIN
    why: str = ""
    """Why it is doubtful, for people."""
    alternatives: tuple[str, ...] = ()
    """Other readings of the same place."""
    places: tuple[FilePlace, ...] = ()
    printed: str = ""
    """As printed, where that differs from the text."""

    @property
    def is_doubtful(self) -> bool:
        """A person must look at it."""
        return self.state is State.DOUBTFUL

    def doubted(self, why: str, *alternatives: str) -> ReadCell:
        """The same reading, no longer certain; a first reason stays."""
        others = tuple(dict.fromkeys((*self.alternatives, *(a for a in alternatives if a != self.text))))
        reason = self.why if self.is_doubtful and self.why else why
        return ReadCell(self.text, State.DOUBTFUL, reason, others, self.places, self.printed)

    def confirmed(self) -> ReadCell:
        """The same reading, certain: the arithmetic of the form bears it out."""
        return ReadCell(self.text, State.CERTAIN, "", (), self.places, self.printed) if self.text else self


MISSING = ReadCell("", State.MISSING)


@dataclass(frozen=True, slots=True)
class FormDoubt:
    """Something a person must look at that is no single cell's, or that the record has no place for."""

    field: str
    """Key of the field, such as ``indicators.level2``; ``form`` where it is about the whole."""
    why: str
    row: int | None = None
    alternatives: tuple[str, ...] = ()
    places: tuple[FilePlace, ...] = ()


@dataclass(slots=True)
class FundLine:
    """One row of the table of funds."""

    label: str
    """As printed; empty where the label is lost."""
    key: str
    """``total``, ``fiscal``, ``carryover``, ``other``; empty where the record has no such line."""
    cells: dict[str, ReadCell]
    is_label_sure: bool = True


@dataclass(slots=True)
class ReadForm:
    """One form as read from a file."""

    kind: str
    title: ReadCell
    head: dict[str, ReadCell] = field(default_factory=dict)
    amount_unit: ReadCell = MISSING
    fund_columns: dict[str, str] = field(default_factory=dict)
    """Printed label by key, in the order of the form."""
    fund_lines: list[FundLine] = field(default_factory=list)
    amounts: dict[str, ReadCell] = field(default_factory=dict)
    """Of a declaration."""
    amount_rows: list[tuple[str, ReadCell]] = field(default_factory=list)
    """The same as printed, where it has other amounts than those of the kind."""
    others: list[tuple[str, ReadCell]] = field(default_factory=list)
    """What its head says and no field is for, with its label."""
    labels: dict[str, str] = field(default_factory=dict)
    """What it prints beside the cells outside its tables, by path in the record."""
    goals: dict[str, ReadCell] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    """Columns of the indicator table: printed label by key, in the order of the form."""
    rows: list[dict[str, ReadCell]] = field(default_factory=list)
    total_weight: ReadCell = MISSING
    total_score: ReadCell = MISSING
    grade: ReadCell = MISSING
    texts: dict[str, ReadCell] = field(default_factory=dict)
    """Conclusion, problems, measures and the like, by key."""
    doubts: list[FormDoubt] = field(default_factory=list)
    leftovers: list[Cell] = field(default_factory=list)
    """Cells nobody found a meaning for."""
    is_exact: bool = False
    """Read from true columns."""
    is_glued: bool = False
    """Words stood without anything between them: every cell is doubtful."""
    place: FilePlace | None = None
    """Where it begins."""
    words: Words = NO_WORDS
    """The words of the templates it was read by."""
    places: dict[str, FilePlace] = field(default_factory=dict)
    """Where a cell of the record would stand by its label, whether it is filled in or not; of a spreadsheet."""

    def has(self, path: str) -> bool:
        """Forms of this kind have such a field."""
        return self.kind in KINDS and bool(along(path, KINDS[self.kind].fields))


@dataclass(frozen=True, slots=True)
class Refusal:
    """A part of a file that holds no form the project knows, with what it is."""

    what: str
    why: str
    place: FilePlace | None = None
