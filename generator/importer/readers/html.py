"""Owns web pages, and what spreadsheet programs save as such: text and tables in their order, spans kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import html as lxml_html

from generator.importer.cells import Cell, CellLine, FilePlace, Sheet, tidy
from generator.importer.limits import MAX_CELLS, Unreadable
from generator.importer.readers.blocks import sheet_of
from generator.importer.readers.grid import Grid
from generator.importer.readers.text import decode, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_HIDDEN = {"script", "style", "noscript", "template", "head", "iframe", "object", "svg", "select", "nav"}
_BLOCKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "table", "td", "th",
           "caption", "pre", "dt", "dd", "ul", "ol"}  # fmt: skip
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_MOST_SPANS = 500


def read_html(data: bytes) -> tuple[Sheet, ...]:
    """A page as one sheet: where tables have three columns by their rows, else word by word."""
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = lxml_html.document_fromstring(_text_of(data).encode("utf-8"), parser=parser)
    sheet = sheet_of(list(_lines(root)))
    if not sheet.is_grid:
        text = "\n".join(_plain_lines(root))
        return read_text(text.encode("utf-8"))
    return (sheet,)


def _text_of(data: bytes) -> str:
    found = _CHARSET.search(data[:4096])
    name = found[1].decode("ascii") if found else ""
    if name.lower() in ("gb2312", "gbk", "gb18030"):
        return data.decode("gb18030", errors="replace")
    return decode(data)


def _lines(root: lxml_html.HtmlElement) -> Iterator[CellLine]:
    """Rows of the innermost tables, and the text around them a paragraph a line."""
    tables = 0
    text: list[str] = []
    paragraph = 0
    for element, is_end in _walk(root):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BLOCKS or is_end:
            whole = tidy(" ".join(text))
            text = []
            if whole:
                paragraph += 1
                yield CellLine((Cell(whole, FilePlace("段落", paragraph, 0), 0),))
        if tag == "table" and not is_end and _is_leaf(element):
            tables += 1
            yield from _grid(element, f"表 {tables}").lines()
        elif not is_end and not _in_leaf(element):
            text.append(element.text or "")
        if is_end and not _in_leaf(element, itself=False):
            text.append(element.tail or "")


def _walk(element: lxml_html.HtmlElement) -> Iterator[tuple[lxml_html.HtmlElement, bool]]:
    """Every element twice: where it begins and where it ends; nothing below what readers do not see."""
    stack: list[tuple[lxml_html.HtmlElement, bool]] = [(element, False)]
    while stack:
        here, is_end = stack.pop()
        yield here, is_end
        if is_end:
            continue
        stack.append((here, True))
        if here.tag not in _HIDDEN and not (here.tag == "table" and _is_leaf(here)):
            stack += [(child, False) for child in reversed(here)]


def _is_leaf(table: lxml_html.HtmlElement) -> bool:
    """A table with rows of its own; one that only holds another is layout."""
    return table.find(".//table") is None


def _in_leaf(element: lxml_html.HtmlElement, *, itself: bool = True) -> bool:
    return (itself and element.tag in _HIDDEN) or (itself and element.tag == "table" and _is_leaf(element))


def _grid(table: lxml_html.HtmlElement, name: str) -> Grid:
    grid = Grid(name)
    taken: dict[int, int] = {}
    count = 0
    for number, row in enumerate(table.iter("tr")):
        column = 0
        for cell in row.iterchildren("td", "th"):
            while taken.get(column, 0) > number:
                column += 1
            rows, columns = _span(cell, "rowspan"), _span(cell, "colspan")
            count += columns
            if count > MAX_CELLS:
                raise Unreadable(f"格子超过 {MAX_CELLS} 个的限度")
            grid.put(number, column, _cell_text(cell), rows, columns)
            taken |= dict.fromkeys(range(column, column + columns), number + rows)
            column += columns
    return grid


def _span(cell: lxml_html.HtmlElement, key: str) -> int:
    text = (cell.get(key) or "1").strip()
    return min(max(int(text), 1), _MOST_SPANS) if text.isdecimal() and len(text) < 6 else 1


def _cell_text(cell: lxml_html.HtmlElement) -> str:
    """The text of a cell, a new line where a block begins."""
    parts = []
    for element, is_end in _walk(cell):
        if element.tag in _HIDDEN:
            continue
        if element.tag in _BLOCKS and element is not cell:
            parts.append("\n")
        parts.append(element.text or "" if not is_end else "")
        if is_end and element is not cell:
            parts.append(element.tail or "")
    return re.sub(r"[ \t\r\n]*\n[ \t\r\n]*", "\n", re.sub(r"[ \t\r]*\n?[ \t\r]+", " ", "".join(parts)))


def _plain_lines(root: lxml_html.HtmlElement) -> Iterator[str]:
    """The page as lines of text; a block of hard spaces stays what it is: an empty cell."""
    text: list[str] = []
    for element, is_end in _walk_all(root):
        if element.tag in _BLOCKS:
            whole = re.sub(r"[ \t\r\n]+", " ", "".join(text)).strip(" ")
            if whole:
                yield whole
            text = []
        text.append((element.tail if is_end else element.text) or "" if element.tag not in _HIDDEN or is_end else "")
    yield re.sub(r"[ \t\r\n]+", " ", "".join(text)).strip(" ")


def _walk_all(element: lxml_html.HtmlElement) -> Iterator[tuple[lxml_html.HtmlElement, bool]]:
    stack: list[tuple[lxml_html.HtmlElement, bool]] = [(element, False)]
    while stack:
        here, is_end = stack.pop()
        yield here, is_end
        if not is_end:
            stack.append((here, True))
            if here.tag not in _HIDDEN:
                stack += [(child, False) for child in reversed(here)]
