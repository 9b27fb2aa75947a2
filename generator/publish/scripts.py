"""Owns how a script and all it imports become one file, so that a page waits for one answer. Knows no page.

Our scripts import and export by name only, each import on a line of its own; anything else is refused.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SEARCH = "assets/search/start.js"
"""The script of the search page, published with all it imports."""
_IMPORT = re.compile(r'^import \{ ([\w, ]+) \} from "(\.{1,2}/[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async function|function|class|const) (\w+))", re.MULTILINE)
_COMMENT = re.compile(r"/\*\*.*?\*/ ?|^ *// [^\n]*\n", re.MULTILINE | re.DOTALL)
"""What says something to people and to the check of types: half of a script."""
_OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def in_one_file(path: str, read: Callable[[str], str]) -> str:
    """A script with all that it imports before it, each in a scope of its own.

    Raises:
        ValueError: a script imports or exports in a way that is not ours, or imports what imports it.
    """
    made: dict[str, str] = {}
    _add(path, read, made, ())
    return "\n".join(made.values())


def _add(path: str, read: Callable[[str], str], made: dict[str, str], above: tuple[str, ...]) -> None:
    if path in above:
        raise ValueError(f"{path} imports itself by {above[-1]}")
    text = read(path)
    taken = []
    for names, other in _IMPORT.findall(text):
        at = posixpath.normpath(posixpath.join(posixpath.dirname(path), other))
        if at not in made:
            _add(at, read, made, (*above, path))
        taken.append(f"const {{ {names} }} = {_scope(at)};")
    given = ", ".join(_EXPORT.findall(text))
    body = _COMMENT.sub("", _EXPORT.sub("", _IMPORT.sub("", text)))
    if left := _OTHER.search(body):
        raise ValueError(f"{path}: {left[0]}")
    made[path] = "\n".join((f"const {_scope(path)} = (() => {{", *taken, f"{body}return {{ {given} }};", "})();"))


def _scope(path: str) -> str:
    return "$" + re.sub(r"\W", "_", path.removesuffix(".js"))
