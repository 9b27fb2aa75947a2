"""Owns what every reader ends in: cells with their text, place and span. Knows no file format and no form."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_SPACES = re.compile(r"[ \t\u00a0\u3000\u200b-\u200f\ufeff]+")
_CJK = r"[\u2e80-\u303f\u3400-\u9fff\uff00-\uffef“”‘’]"
_CJK_GAP = re.compile(rf"(?<={_CJK})[ \t\u00a0\u3000\n]+(?={_CJK})")
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028\u2029\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, order=True)
class FilePlace:
    """Where a cell stands in the file, as a person finds it again."""

    sheet: str
    """Name of the worksheet, ``第 2 页``; empty where the file has but one part."""
    row: int
    """From 1: row of the sheet, line of the text."""
    column: int
    """From 1; 0 where lines have no columns."""
    is_lettered: bool = False
    """Columns are called A, B, C, as in a spreadsheet."""

    def __str__(self) -> str:
        where = f"{self.sheet} " if self.sheet else ""
        if self.is_lettered:
            return f"{where}{letters_of(self.column)}{self.row}".strip()
        column = f"第 {self.column} 格" if self.column else ""
        return f"{where}第 {self.row} 行{column}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; a cell merged over several rows stands in each of them with the place of its first."""

    text: str
    place: FilePlace
    column: int
    """Column in which it stands, from 0."""
    rows: int = 1
    columns: int = 1
    is_repeated: bool = False
    """It is merged from a row above."""
    why: str = ""
    """Why its text is not certain, where it was put together from words."""
    others: tuple[str, ...] = ()
    """What else it may say."""


@dataclass(frozen=True, slots=True)
class CellLine:
    """One row of cells that hold text, from left to right; of a text without columns one line of it."""

    cells: tuple[Cell, ...]
    gap: int = 0
    """Blank lines before it; a page break counts as three."""
    is_exact: bool = False
    """Its cells stand in their true columns."""
    width: int = 0
    """Cells with the empty ones; 0 where nobody knows."""
    is_placed: bool = False
    """Its cells were told apart by nothing but the room between words."""

    @property
    def text(self) -> str:
        """All its text."""
        return " ".join(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One part of a file that holds whole forms: a worksheet, all pages of a PDF, a text."""

    name: str
    lines: tuple[CellLine, ...]
    is_grid: bool
    """Lines are rows of a table; else cells follow each other in reading order and rows must be found."""


@dataclass(frozen=True, slots=True)
class HandedInFile:
    """One file that was handed in."""

    name: str
    """File name without folders."""
    digest: str
    """SHA-256 of its bytes, hexadecimal."""
    sheets: tuple[Sheet, ...]


def letters_of(column: int) -> str:
    """1 is A, 27 is AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def tidy(text: str) -> str:
    """A cell's text as printed: no control characters, no blank lines, no spaces at the ends of lines."""
    text = _HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n"))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(filter(None, lines))


def short(text: str) -> str:
    """A name or a value on one line: wrapped words are joined, other gaps are one space."""
    return re.sub(r"\s+", " ", _CJK_GAP.sub("", text)).strip()


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """A text for comparison: half-width, no spaces, no colon or star at its ends."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).strip(":;*.、，,_")
