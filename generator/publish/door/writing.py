"""Owns how the pieces of a site come into its folder: by several processes, made or taken over. Knows no form."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from generator.publish.door.kept import FILES, FileMark, Folders, Index, Kept, mark_of, within
from generator.publish.pieces import Read, counted, digest, is_aside
from generator.workers import BATCH, spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.checks.report import Memory as Findings
    from generator.publish.pieces import Content, Piece
    from generator.record.store import Memory


_MANY = 500
"""Pieces of a site of which the large ones are large, and whose later turns are worth filling up."""
_FEW = 64
"""Pieces of such a site that are worth asking a process for each: what an edit leaves to make tells of all forms."""


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
    folders: Folders | None = None
    """Where the pieces come, when not beside what the builder makes; what only the next build needs is kept there."""
    records: Memory | None = None
    findings: Findings | None = None
    """What was read and found before, where it is remembered."""
    share: Share | None = None
    part: Path | None = None
    """Where a share is made by itself; None where the whole site is made."""


def write_all(pieces: Iterable[Piece], folder: Path, store: Store) -> dict[str, str]:
    """Put every piece into its folder, turn by turn; SHA-256 of each published file by its path."""
    folders = store.folders or within(folder)
    marks = _write_turns(pieces, folders, store)
    if store.folders is None:
        shutil.rmtree(folders.aside, ignore_errors=True)
    else:
        _tidy(folders, marks)
    return {path: mark.digest for path, mark in marks.items() if not is_aside(path)}


def _tidy(folders: Folders, files: Iterable[str]) -> None:
    """Take away what was aside and is of no piece any more."""
    wanted = {folders.at(path) for path in files if is_aside(path)}
    for path in folders.aside.rglob("*"):
        if path.is_file() and str(path) not in wanted:
            path.unlink()


def _write_turns(pieces: Iterable[Piece], folders: Folders, store: Store) -> dict[str, FileMark]:
    """The files of all pieces, by their path."""
    marks: dict[str, FileMark] = {}
    known = list(pieces)
    for turn in _turns(known):
        keys = {piece.name: _key(piece, store.program, marks) for piece in turn}
        found = {name: store.kept.take(name, key, folders) for name, key in keys.items()}
        new = [piece for piece in turn if found[piece.name] is None]
        large = sum(piece.is_large for piece in new) if len(known) >= _MANY else 0
        batch = 1 if len(known) >= _MANY and len(new) <= _FEW else BATCH
        made = spread(partial(_place, folders), new, large, batch)
        found |= zip((piece.name for piece in new), made, strict=True)
        store.taken += len(turn) - len(new)
        for name, files in found.items():
            store.index.add(name, keys[name], files or {})
            marks |= files or {}
    return marks


def write_part(pieces: Iterable[Piece], store: Store) -> None:
    """Make the pieces of a share alone."""
    assert store.share is not None and store.part is not None  # noqa: S101, PT018 -- asked for by who has both
    _write_turns(filter(store.share.has, pieces), within(store.part / FILES), store)


def _turns(pieces: list[Piece]) -> list[list[Piece]]:
    """The pieces by turn, large ones first; what nobody waits for is spread over all turns.

    Later turns have little of their own; and a process keeps a copy of every form it looked at until its turn is over.
    """
    turns = [[piece for piece in pieces if piece.turn == turn] for turn in sorted({piece.turn for piece in pieces})]
    needed = {path for piece in pieces for path in piece.needs}
    free = [piece for piece in turns[0] if not piece.is_large and needed.isdisjoint(piece.paths)] if turns else []
    share = len(free) // len(turns) if len(pieces) >= _MANY else 0
    for at, turn in enumerate(turns[1:]):
        turn.extend(free[at * share : (at + 1) * share])
    later = {piece.name for turn in turns[1:] for piece in turn}
    turns[:1] = [[piece for piece in turn if piece.name not in later] for turn in turns[:1]]
    return [sorted(turn, key=lambda piece: not piece.is_large) for turn in turns]


def _key(piece: Piece, program: str, marks: Mapping[str, FileMark]) -> str:
    """What stands for all that a piece is made from; empty where that is not known."""
    if not program or not piece.reads:
        return ""
    return digest(program, piece.name, piece.reads, [marks[path].digest for path in piece.needs])


def _place(folders: Folders, piece: Piece) -> dict[str, FileMark]:
    """Make the files of a piece."""
    files = piece.make(Read(folders.at))
    places = {path: folders.at(path) for path in files}
    return {path: mark_of(places[path], write(Path(places[path]), content)) for path, content in files.items()}


def write(path: Path, content: Content) -> str:
    """Write one file, and the folders above it where there are none; SHA-256 of what was written.

    Never into a file that stands there: it may be shared with the site that is published.
    """
    written = counted(content)
    with _new(path) as file:
        file.writelines(written)
    return written.sha256


def _new(path: Path) -> BinaryIO:
    """A file that was not there."""
    try:
        return path.open("xb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        path.unlink()
    return path.open("xb")
