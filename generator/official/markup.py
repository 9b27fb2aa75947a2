"""Owns what a cell of a sheet is as XML, behind its place and style (Office Open XML, ECMA-376 part 1, 18.3.1.4).

For sheets made by the thousand or with a million cells; all else of a workbook a library makes.
"""

from __future__ import annotations

import re
from html import escape

EMPTY_CELL = "/>"
_LONGEST = 32_767
"""Characters of UTF-16 that a cell of the format holds."""
_NO_XML = re.compile(r"_(?=x[0-9a-fA-F]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
"""A character XML has no place for, and what a reader would take for the name of one (18.4.12, ST_Xstring)."""


def number_cell(plain: str) -> str:
    """A number with all its digits, given without commas."""
    return f"><v>{plain}</v></c>"


def text_cell(value: str) -> str:
    """A text in the cell itself, in one line of XML; never a formula."""
    space = ' xml:space="preserve"' if value != value.strip() else ""
    return f' t="inlineStr"><is><t{space}>{_escaped(value[:_LONGEST])}</t></is></c>'


def _escaped(value: str) -> str:
    if _NO_XML.search(value):
        value = _NO_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", value)
    return escape(value, quote=False).replace("\n", "&#10;")
