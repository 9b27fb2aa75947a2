"""Owns PDF with text: ruled tables cell by cell, with one set of columns for all pages; other text by its place."""

from __future__ import annotations

import bisect
import io
import logging
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pdfplumber
from pdfplumber.utils.exceptions import PdfminerException

from generator.importer.cells import CellLine, Sheet, fold, tidy
from generator.importer.limits import MAX_PAGES, Unreadable
from generator.importer.readers.blocks import sheet_of
from generator.importer.readers.grid import Grid
from generator.importer.readers.placed import Piece, TextLine, columns_of, placed_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Box = tuple[Any, Any, Any, Any]
"""Left, top, right, bottom, in points."""
Letter = dict[str, Any]
"""A letter or a word with its box, as pdfplumber gives it."""
_NEAR = 4
"""Points within which two edges are one."""
_PAGE_GAP = 3
_PADDING = 2
"""Letters of room that a cell leaves free at its side, with one that did not fit."""
_IN_WORD = re.compile(r"[!-~]{2}$|.[，。；：、！？）》”’)\]%]$")
_WRAPPED = 3
"""Letters of room at the end of a line from which it was ended and not wrapped."""
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it talks of every colour it does not know
_OVERLAP = "字印得叠在一起或出了格子，可能归错了格"
_SHORTEST_HEAD = 3
"""Cells of a row that is a head and no chance likeness."""
_PAGE_NUMBER = re.compile(r"第\d+页(?:[,，/]?共\d+页)?|[-—–]\d+[-—–]")
_MOST_LETTERS = 20_000
"""On one page; more is a drawing, not a form."""


def read_pdf(data: bytes) -> tuple[Sheet, ...]:
    """All pages as one sheet, for forms run over page breaks."""
    try:
        pdf = pdfplumber.open(io.BytesIO(data))
    except PdfminerException as error:
        if "Password" in repr(error):
            raise Unreadable("文件加了密码，请去掉密码再导入") from error
        raise
    with pdf:
        if len(pdf.pages) > MAX_PAGES:
            raise Unreadable(f"有 {len(pdf.pages)} 页，超过 {MAX_PAGES} 页的限度")
        pages = [_Page(page) for page in pdf.pages]
    if not any(page.has_text for page in pages):
        raise Unreadable("PDF 里没有文字（多半是扫描件），请先做文字识别")
    edges = _edges([cell for page in pages for table in page.tables for cell in table])
    for page in pages:
        page.fill(edges)
    for before, page in pairwise(pages):
        if before.filled and page.filled:
            _link(before.filled[-1], page.filled[0])
    columns = columns_of([line for page in pages for run in page.runs() for line in run])
    return (sheet_of([line for page in pages for line in page.lines(columns)]),)


class _Page:
    """One page: its letters, and the cells of its ruled tables as boxes."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401 -- pdfplumber has no types
        self.name = f"第 {page.page_number} 页"
        if len(page.chars) > _MOST_LETTERS:
            raise Unreadable(f"{self.name}有 {len(page.chars)} 个字，不像表格")
        self.tables: list[list[Box]] = [table.cells for table in _tables(page) if len(table.cells) > 3]
        self.filled: list[list[_Entry]] = []
        self.letters: list[list[Letter]] = [[] for _ in self.tables]
        """Letters inside each table."""
        frames = [_frame(cells) for cells in self.tables]
        page = page.filter(_on_paper(page))
        outside = page
        for number, frame in enumerate(frames):
            inner = [letter for letter in _spaced(page.chars) if _holds(frame, letter)]
            self.letters[number] = inner
            outside = outside.filter(_outside(frame))
        self.words: list[Letter] = outside.extract_words(keep_blank_chars=False, x_tolerance=2, y_tolerance=3)
        page.close()

    @property
    def has_text(self) -> bool:
        """Some letter stands on it."""
        return bool(self.words) or any(self.letters)

    def fill(self, edges: Sequence[Any]) -> None:
        """Put the letters of each table into its cells."""
        self.filled = [
            _entries(cells, letters, edges) for cells, letters in zip(self.tables, self.letters, strict=True)
        ]

    def lines(self, columns: Sequence[Any]) -> Iterator[CellLine]:
        """Rows of tables and lines of text from top to bottom."""
        parts = [(run[0][0], list(placed_lines(self.name, run, columns))) for run in self.runs()]
        for number, (cells, entries) in enumerate(zip(self.tables, self.filled, strict=True), 1):
            name = self.name if len(self.tables) == 1 else f"{self.name}第 {number} 表"
            parts.append((min(cell[1] for cell in cells), list(_grid(entries, name).lines())))
        gap = _PAGE_GAP
        for _, lines in sorted(parts, key=lambda part: part[0]):
            for line in lines:
                if line.is_exact or not _PAGE_NUMBER.fullmatch(fold(line.text)):
                    yield replace(line, gap=gap or line.gap)
                    gap = 0

    def runs(self) -> Iterator[list[TextLine]]:
        """The lines of text between one ruled table and the next."""
        tops = sorted(min(cell[1] for cell in cells) for cells in self.tables)
        runs: dict[int, list[TextLine]] = {}
        for words in _text_lines(self.words):
            top, size = words[0]["top"], max(words[0]["bottom"] - words[0]["top"], 1)
            runs.setdefault(bisect.bisect_left(tops, top), []).append((top, size, _pieces(words)))
        yield from (runs[key] for key in sorted(runs))


def _spaced(letters: Sequence[Letter]) -> Iterator[Letter]:
    """The letters without the spaces, each that has one before it marked: a gap alone may be made by the program."""
    before: Letter | None = None
    for letter in letters:
        if letter["text"].strip():
            yield letter | {"is_spaced": True} if before is not None and _is_space_of(before, letter) else letter
        before = letter


def _is_space_of(before: Letter, letter: Letter) -> bool:
    """A space on the line of the letter behind it, and not one at the end of the line before."""
    is_on_line = before["top"] < letter["bottom"] and letter["top"] < before["bottom"]
    return not before["text"].strip() and is_on_line and bool(before["x0"] < letter["x0"])


def _pieces(words: Sequence[Letter]) -> list[Piece]:
    """A line of text cut where wide room stands between words."""
    pieces: list[list[Letter]] = [[words[0]]]
    for before, word in pairwise(words):
        size = max(word["bottom"] - word["top"], 1)
        if word["x0"] - before["x1"] > size * 3 / 5:
            pieces.append([])
        pieces[-1].append(word)
    return [(piece[0]["x0"], tidy(_joined(piece))) for piece in pieces]


def _text_lines(words: Sequence[Letter]) -> Iterator[list[Letter]]:
    """Words outside tables by line, from left to right."""
    line: list[Letter] = []
    for word in sorted(words, key=lambda word: (round(word["top"] / 3), word["x0"])):
        if line and abs(word["top"] - line[0]["top"]) > 3:
            yield sorted(line, key=lambda item: item["x0"])
            line = []
        line.append(word)
    if line:
        yield sorted(line, key=lambda item: item["x0"])


def _wrapped(lines: Sequence[list[Letter]], right: Any) -> str:  # noqa: ANN401
    """The lines of a cell as one text; a line that reaches the cell's right side was wrapped and goes on."""
    text = ""
    for number, line in enumerate(lines):
        text += _joined(line)
        size = line[-1]["bottom"] - line[-1]["top"]
        room = right - line[-1]["x1"]
        is_last = number == len(lines) - 1
        is_wrapped = is_last or room < max(_WRAPPED * size, _first_word(lines[number + 1]) + _PADDING * size)
        text += "" if is_wrapped else "\n"
    return text


def _first_word(line: Sequence[Letter]) -> Any:  # noqa: ANN401
    """How wide the beginning of a line is that no line break may divide: a number, a sign with its closing marks."""
    end = 1
    while end < len(line) and (_IN_WORD.match(line[end - 1]["text"] + line[end]["text"]) is not None):
        end += 1
    return line[end - 1]["x1"] - line[0]["x0"]


def _joined(letters: Sequence[Letter]) -> str:
    """Letters or words of one line as text: a space where one was left between letters or digits."""
    text = ""
    for before, letter in zip([None, *letters], letters, strict=False):
        size = letter["bottom"] - letter["top"]
        is_apart = before is not None and letter["x0"] - before["x1"] > size / 5
        is_latin = bool(text) and text[-1].isascii() and letter["text"][0].isascii()
        is_spaced = bool(text) and letter.get("is_spaced", False)
        text += f" {letter['text']}" if is_spaced or (is_apart and is_latin) else letter["text"]
    return text


def _holds(cell: Box, word: Letter) -> bool:
    x0, top, x1, bottom = cell
    across, down = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(x0 <= across <= x1 and top <= down <= bottom)


def _edges(cells: Sequence[Box], side: int = 0) -> list[Any]:
    """The places where cells begin, those next to each other as one."""
    found: list[Any] = []
    for edge in sorted({cell[side] for cell in cells}):
        if not found or edge - found[-1] > _NEAR:
            found.append(edge)
    return found


def _frame(cells: Sequence[Box]) -> Box:
    return min(c[0] for c in cells), min(c[1] for c in cells), max(c[2] for c in cells), max(c[3] for c in cells)


def _on_paper(page: Any) -> Callable[[Letter], bool]:  # noqa: ANN401
    """Letters beside the paper are what a program meant for another page."""
    return lambda item: item.get("object_type") != "char" or 0 <= (item["top"] + item["bottom"]) / 2 <= page.height


def _outside(frame: Box) -> Callable[[Letter], bool]:
    return lambda item: item.get("object_type") != "char" or not _holds(frame, item)


@dataclass(slots=True)
class _Entry:
    """One cell of a ruled table."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    why: str
    is_last: bool
    """It reaches the lower border of the table."""
    is_continued: bool = False
    """It goes on from the page before."""


def _tables(page: Any) -> list[Any]:  # noqa: ANN401
    """The ruled tables of a page; a cell that a page break leaves open is closed where its vertical lines end."""
    sides = [edge for edge in page.edges if edge["orientation"] == "v"]
    if not sides:
        return []
    ends = [min(edge["top"] for edge in sides), max(edge["bottom"] for edge in sides)]
    return list(page.find_tables({"explicit_horizontal_lines": ends}))


def _link(before: Sequence[_Entry], after: Sequence[_Entry]) -> None:
    """A merged cell that runs over the page break prints its text on one page only; it belongs to both."""
    first = 1 if _is_head_again(before, after) else 0
    for entry in (entry for entry in before if entry.is_last):
        for other in (other for other in after if other.row == first and other.column == entry.column):
            is_merged = entry.rows > 1 or other.rows > 1
            if is_merged and other.columns == entry.columns and bool(entry.text) != bool(other.text):
                entry.text = other.text = entry.text or other.text
                other.is_continued = True


def _is_head_again(before: Sequence[_Entry], after: Sequence[_Entry]) -> bool:
    """The first row says what a row of the page before says: a head that is printed on every page."""
    rows: dict[int, set[tuple[int, str]]] = {}
    for entry in before:
        if entry.text:
            rows.setdefault(entry.row, set()).add((entry.column, entry.text))
    first = {(entry.column, entry.text) for entry in after if entry.row == 0 and entry.text}
    return len(first) >= _SHORTEST_HEAD and first in rows.values()


def _grid(entries: Sequence[_Entry], name: str) -> Grid:
    grid = Grid(name)
    for entry in entries:
        place = (entry.row, entry.column, entry.text, entry.rows, entry.columns)
        grid.put(*place, why=entry.why, is_repeated=entry.is_continued)
    return grid


def _entries(cells: Sequence[Box], letters: Sequence[Letter], edges: Sequence[Any]) -> list[_Entry]:
    """A ruled table: each letter in the cell that holds its middle."""
    tops, lefts = _edges(cells, 1), _edges(cells)
    owner: dict[tuple[int, int], int] = {}
    own: dict[int, list[Letter]] = {number: [] for number in range(len(cells))}
    for number, cell in enumerate(cells):
        for row in range(_at(tops, cell[1]), _end(tops, cell[3])):
            owner |= {(row, column): number for column in range(_at(lefts, cell[0]), _end(lefts, cell[2]))}
    for letter in letters:
        across, down = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
        at = owner.get((bisect.bisect_right(tops, down) - 1, bisect.bisect_right(lefts, across) - 1))
        if at is not None:
            own[at].append(letter)
    found = []
    for number, cell in enumerate(cells):
        lines = list(_text_lines(own[number]))
        why = _OVERLAP if _is_overlapping(cell, lines) else ""
        row, column = _at(tops, cell[1]), _at(edges, cell[0])
        rows, columns = max(_end(tops, cell[3]) - row, 1), max(_end(edges, cell[2]) - column, 1)
        is_last = row + rows == len(tops)
        found.append(_Entry(row, column, rows, columns, _wrapped(lines, cell[2]), why, is_last))
    return found


def _end(edges: Sequence[Any], place: Any) -> int:  # noqa: ANN401
    return bisect.bisect_left(edges, place - _NEAR)


def _is_overlapping(cell: Box, lines: Sequence[list[Letter]]) -> bool:
    """Lines of text that run into each other or over the border of their cell."""
    for number, line in enumerate(lines):
        top, bottom = line[0]["top"], line[0]["bottom"]
        size = bottom - top
        if top < cell[1] - size / 3 or bottom > cell[3] + size / 3:
            return True
        if number and top < lines[number - 1][0]["bottom"] - size / 3:
            return True
    return False


def _at(edges: Sequence[Any], place: Any) -> int:  # noqa: ANN401
    return max(bisect.bisect_right(edges, place + _NEAR) - 1, 0)
