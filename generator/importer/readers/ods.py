"""Owns OpenDocument spreadsheets: the text each cell shows, with its spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from generator.importer.cells import Sheet
from generator.importer.readers.grid import Grid
from generator.importer.readers.packed import read_part

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_MOST_REPEATS = 1_000


def read_ods(data: bytes) -> tuple[Sheet, ...]:
    """Every table of the document, texts as shown."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)
    root = etree.fromstring(read_part(data, "content.xml"), parser)
    return tuple(_sheet(table) for table in root.iter(f"{_TABLE}table") if _is_outer(table))


def _is_outer(table: etree._Element) -> bool:
    return not any(parent.tag == f"{_TABLE}table-cell" for parent in table.iterancestors())


def _sheet(table: etree._Element) -> Sheet:
    name = table.get(f"{_TABLE}name") or ""
    grid = Grid(name, is_lettered=True)
    row = 0
    for element in _rows(table):
        column = 0
        for cell in element:
            repeats = _count(cell, "number-columns-repeated")
            if cell.tag == f"{_TABLE}table-cell":
                text = "\n".join("".join(map(str, part.itertext())) for part in cell.iter(f"{_TEXT}p"))
                for step in range(min(repeats, _MOST_REPEATS) if text.strip() else 0):
                    rows, columns = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
                    grid.put(row, column + step, text, rows, columns)
            column += repeats
        row += _count(element, "number-rows-repeated")
    return Sheet(name, tuple(grid.lines()), is_grid=True)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if element.tag == f"{_TABLE}table-row":
            yield element
        elif element.tag in (f"{_TABLE}table-header-rows", f"{_TABLE}table-row-group", f"{_TABLE}table-rows"):
            yield from _rows(element)


def _count(element: etree._Element, key: str) -> int:
    text = element.get(f"{_TABLE}{key}") or "1"
    return int(text) if text.isdecimal() and len(text) < 9 else 1
