"""Owns the piece of a site: files that are made together, and what they are made from. Makes and writes none itself."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Read = Callable[[str], bytes]
    """The content of a file made in an earlier turn, by its path."""
    Contents = Mapping[str, bytes]
    """Files by their path."""


ASIDE = ".parts"
"""What stands below it is kept for the next build, and is no part of what is published."""


def is_aside(path: str) -> bool:
    """A file at the path is kept for the next build and not published."""
    return path.startswith(f"{ASIDE}/")


class Piece(NamedTuple):
    """Files that are made together; the same pieces in the same order, whoever makes them and where."""

    name: str
    """What it is known by from one build to the next: the path of its page or of its first file."""
    make: Callable[[Read], Contents]
    reads: str = ""
    """Digest of all that it alone is made from; empty: it is made anew each time."""
    needs: tuple[str, ...] = ()
    """Paths of the files of earlier turns that it is made from."""
    turn: int = 0
    """A piece needs only files of earlier turns."""
    paths: tuple[str, ...] = ()
    """Those of its files that are known before they are made."""
    is_large: bool = False
    """Worth a process of its own, begun before the others."""


def made(pieces: Iterable[Piece]) -> dict[str, bytes]:
    """Every published file of some pieces by its path, all in this process."""
    files: dict[str, bytes] = {}
    for piece in sorted(pieces, key=lambda piece: piece.turn):
        files |= piece.make(files.__getitem__)
    return {path: content for path, content in files.items() if not is_aside(path)}


def digest(*values: object) -> str:
    """What stands for values that print all they are: texts, numbers, days, tuples and frozen dataclasses of them."""
    return hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()
