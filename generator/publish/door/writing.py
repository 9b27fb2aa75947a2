"""Owns how the pieces of a site come into its folder: by several processes, made or taken over. Knows no form."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from generator.publish.door.kept import FILES, Folders, Index, Kept, within
from generator.publish.pieces import digest, is_aside
from generator.workers import spread

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.publish.pieces import Piece


_MANY = 500
"""Pieces of a site of which the large ones are large, and whose later turns are worth filling up."""


@dataclass(frozen=True, slots=True)
class Share:
    """One of several shares of the pieces of a site: whole units, and of what is of no unit what falls to it."""

    number: int
    """From 1."""
    of: int

    def has(self, piece: Piece) -> bool:
        """The piece is of this share; what is made from other pieces is of none, for they may be elsewhere."""
        if piece.needs or not piece.reads:
            return False
        return int(digest(_group(piece.name)), 16) % self.of + 1 == self.number


def _group(name: str) -> str:
    """What stays together: the third step of an address is the unit."""
    steps = name.removesuffix(".md").split("/")
    return steps[2] if len(steps) > 2 else name


@dataclass
class Store:
    """What a build keeps for the next, and what earlier ones kept for it."""

    kept: Kept = field(default_factory=Kept)
    program: str = ""
    """Digest of what every piece is made from: program, look, settings; empty: nothing is taken over."""
    index: Index = field(default_factory=Index)
    taken: int = 0
    """How many pieces were not made anew."""
    aside: Path | None = None
    """Where that comes which only the next build needs; None: there is none."""
    share: Share | None = None
    part: Path | None = None
    """Where a share is made by itself; None where the whole site is made."""


def write_all(pieces: Iterable[Piece], folder: Path, store: Store) -> dict[str, str]:
    """Put every piece into a folder, turn by turn; SHA-256 of each published file by its path."""
    folders = Folders(folder, store.aside) if store.aside else within(folder)
    digests = _write_turns(pieces, folders, store)
    if store.aside is None:
        shutil.rmtree(folders.aside, ignore_errors=True)
    else:
        _tidy(folders, digests)
    return {path: mark for path, mark in digests.items() if not is_aside(path)}


def _tidy(folders: Folders, digests: dict[str, str]) -> None:
    """Take away what was aside and is of no piece any more."""
    wanted = {folders.at(path) for path in digests if is_aside(path)}
    for path in folders.aside.rglob("*"):
        if path.is_file() and path not in wanted:
            path.unlink()


def _write_turns(pieces: Iterable[Piece], folders: Folders, store: Store) -> dict[str, str]:
    digests: dict[str, str] = {}
    known = list(pieces)
    for turn in _turns(known):
        now = [(piece, _key(piece, store.program, digests)) for piece in turn]
        large = sum(piece.is_large for piece in turn) if len(known) >= _MANY else 0
        placed = spread(partial(_place, folders, store.kept), now, large)
        for (piece, key), (files, is_taken) in zip(now, placed, strict=True):
            store.index.add(piece.name, key, files)
            store.taken += is_taken
            digests |= files
    return digests


def write_part(pieces: Iterable[Piece], store: Store) -> None:
    """Make the pieces of a share alone."""
    assert store.share is not None and store.part is not None  # noqa: S101, PT018 -- asked for by who has both
    _write_turns(filter(store.share.has, pieces), within(store.part / FILES), store)


def _turns(pieces: list[Piece]) -> list[list[Piece]]:
    """The pieces by turn, large ones first; what nobody waits for fills up the later turns, which have little."""
    turns = [[piece for piece in pieces if piece.turn == turn] for turn in sorted({piece.turn for piece in pieces})]
    needed = {path for piece in pieces for path in piece.needs}
    free = [piece for piece in turns[0] if not piece.is_large and needed.isdisjoint(piece.paths)] if turns else []
    shares = [len(free) // 2 ** (at + 1) if len(pieces) >= _MANY else 0 for at in range(1, len(turns))]
    for turn, share in zip(turns[1:], shares, strict=True):
        taken, free = free[:share], free[share:]
        turn.extend(taken)
    later = {piece.name for turn in turns[1:] for piece in turn}
    turns[:1] = [[piece for piece in turn if piece.name not in later] for turn in turns[:1]]
    return [sorted(turn, key=lambda piece: not piece.is_large) for turn in turns]


def _key(piece: Piece, program: str, digests: dict[str, str]) -> str:
    """What stands for all that a piece is made from; empty where that is not known."""
    if not program or not piece.reads:
        return ""
    return digest(program, piece.name, piece.reads, [digests[path] for path in piece.needs])


def _place(folders: Folders, kept: Kept, work: tuple[Piece, str]) -> tuple[dict[str, str], bool]:
    """Digests of the files of a piece, and whether they were taken over."""
    piece, key = work
    taken = kept.take(piece.name, key, folders)
    if taken is not None:
        return taken, True
    files = piece.make(lambda path: folders.at(path).read_bytes())
    for path, content in files.items():
        if is_aside(path):
            folders.at(path).unlink(missing_ok=True)  # the last build's, which a part made elsewhere may share
        write(folders.at(path), content)
    return {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}, False


def write(path: Path, content: bytes) -> None:
    """Write one file, and the folders above it where there are none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
