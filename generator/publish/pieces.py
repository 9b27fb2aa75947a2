"""Owns the piece of a site: files that are made together, and what they are made from. Makes and writes none itself."""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    Content = bytes | Iterable[bytes]
    """Of a file: all of it, or chunk by chunk where it is too large for the memory."""
    Contents = Mapping[str, Content]
    """Files by their path; chunks are made in the order of the files, once."""


class Read:
    """The files made in earlier turns."""

    _CHUNK = 1 << 20
    """Bytes."""

    def __init__(self, place_of: Callable[[str], Path | str]) -> None:
        """``place_of`` says where a file lies, by its path."""
        self._place_of = place_of

    def __call__(self, path: str) -> bytes:
        """The content of a file."""
        return Path(self._place_of(path)).read_bytes()

    def chunks(self, path: str) -> Iterator[bytes]:
        """The same chunk by chunk."""
        with Path(self._place_of(path)).open("rb") as file:
            yield from iter(lambda: file.read(self._CHUNK), b"")

    def slice(self, path: str, start: int, length: int) -> bytes:
        """Some bytes of a file."""
        with Path(self._place_of(path)).open("rb") as file:
            file.seek(start)
            return file.read(length)


class ReadMade(Read):
    """The same where they are held in the memory."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def __call__(self, path: str) -> bytes:
        """The content of a file."""
        return self._files[path]

    def chunks(self, path: str) -> Iterator[bytes]:
        """The same at once."""
        yield self._files[path]

    def slice(self, path: str, start: int, length: int) -> bytes:
        """Some bytes of a file."""
        return self._files[path][start : start + length]


def chunks_of(content: Content) -> Iterable[bytes]:
    """A content chunk by chunk."""
    return (content,) if isinstance(content, bytes) else content


class Counted:
    """A content whose checksums and size are known when all of it was taken, once; whoever wants them shares them."""

    def __init__(self, content: Content) -> None:
        self._content, self._digest = content, hashlib.sha256()
        self.crc = self.size = 0
        """CRC-32 and bytes."""

    def __iter__(self) -> Iterator[bytes]:
        for chunk in chunks_of(self._content):
            self._digest.update(chunk)
            self.crc = zlib.crc32(chunk, self.crc)
            self.size += len(chunk)
            yield chunk

    @property
    def sha256(self) -> str:
        """SHA-256 of what was taken."""
        return self._digest.hexdigest()


def counted(content: Content) -> Counted:
    """The content, which may be counted already."""
    return content if isinstance(content, Counted) else Counted(content)


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
        made_now = piece.make(ReadMade(files))
        files |= {path: b"".join(chunks_of(content)) for path, content in made_now.items()}
    return {path: content for path, content in files.items() if not is_aside(path)}


def digest(*values: object) -> str:
    """What stands for values that print all they are: texts, numbers, days, tuples and frozen dataclasses of them."""
    return hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()
