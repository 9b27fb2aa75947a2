"""Owns the dialect of the Markdown we write: text that stays text, whatever it holds, in every engine that reads it.

Knows no form and no page. What it writes, python-markdown (tables, attr_list, md_in_html, toc) and pyromark (tables,
heading attributes) read alike. Spaces at the ends of a text are lost, and several in a row become one, as in HTML.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

_LINE_ENDS = re.compile("\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = dict.fromkeys((*range(9), *range(14, 32), *range(127, 160), 65279))
"""Nobody reads them, and python-markdown takes two of them for its own."""
_MARKS = {ord(mark): f"\\{mark}" for mark in "\\`*_[]{}#"} | {
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord("|"): "&#124;",
    ord("~"): "&#126;",
}
_NEEDS_CARE = re.compile(f"[{re.escape(''.join(map(chr, (*_MARKS, *_CONTROLS))))}]" + r"|[^\S ]|\s\s|^\s|\s$")
"""What most texts do not hold: a mark, a control, room that would be lost."""
_BEFORE_TEXT = re.compile(r"(?P<mark>>|[-+](?=\s|-|$)|\d{1,9}(?P<dot>[.)])(?=\s|$))")
"""What begins a quotation, a list or a rule where it begins a line; the other signs that do are never left bare."""
_BEGINNINGS = frozenset("0123456789>-+=~:")
_UNESCAPABLE = {"=": "&#61;", ":": "&#58;"}
"""Begin an underline, a definition; python-markdown keeps the backslash before them."""
_PLAIN_CODE = re.compile(r"[^`|\\&<\s\x00-\x1f\x7f-\x9f\ufeff]+")
_SCHEMES = ("http", "https", "mailto")
_SAFE_IN_ADDRESS = "/:?#@!$&+,;=%~.-"


def text(value: object) -> str:
    """A text that may stand anywhere, also at the beginning of a line; its lines are kept by ``<br>``."""
    escaped = cell(value)
    if escaped[:1] not in _BEGINNINGS:
        return escaped
    found = _BEFORE_TEXT.match(escaped)
    if found:
        at = found.start("dot") if found["dot"] else 0
        return f"{escaped[:at]}\\{escaped[at:]}"
    return _UNESCAPABLE.get(escaped[:1], escaped[:1]) + escaped[1:]


def cell(value: object) -> str:
    """The same for a cell of a table or the middle of a line, where no mark of a block needs to be hidden."""
    words = str(value)
    if not _NEEDS_CARE.search(words):
        return words
    lines = (" ".join(line.split()) for line in _LINE_ENDS.sub("\n", words).split("\n"))
    return "<br>".join(line.translate(_CONTROLS).strip().translate(_MARKS) for line in lines if line)


def code(value: object) -> str:
    """A key, a path, an example of what is written in a file."""
    plain = str(value)
    return (
        f"`{plain}`" if re.fullmatch(r"[^`|\\&<\s\x00-\x1f\x7f-\x9f\ufeff]+", plain) else f"<code>{cell(plain)}</code>"
    )


def destination(address: str) -> str:
    """An address as the target of a link or picture; one that could run something leads nowhere."""
    scheme, colon, _ = address.partition(":")
    is_scheme = colon and not re.search(r"[/?#]", scheme)
    return (
        quote(address, safe=_SAFE_IN_ADDRESS) if not is_scheme or scheme.lower() in ("http", "https", "mailto") else "#"
    )


def link(words: object, address: str) -> str:
    """A link with its words."""
    return f"[{cell(words)}]({destination(address)})"


def row(cells: Iterable[str]) -> str:
    """A row of a pipe table; the cells are Markdown already."""
    return f"| {' | '.join(cells)} |"
