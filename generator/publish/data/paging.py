"""Owns where the pages of a SQLite file stand: each gets the next number, and waits on disk as it is and compressed.

Knows no tree.
"""

from __future__ import annotations

import tempfile
from typing import IO, TYPE_CHECKING

from generator.publish.data.archive import packed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAGE = 16_384
"""Bytes."""
LOCKED = (1 << 30) // PAGE + 1
"""No page may stand where the library locks the file."""
_TOGETHER = 64
"""Pages that are compressed at once."""
_CHUNK = 1 << 20
"""Bytes."""


class Pages:
    """The pages behind the first ones, which are made last."""

    def __init__(self, first: int) -> None:
        """``first`` is the number of the first of these."""
        self.next = first
        self._plain, self._packed = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115 -- read in behind
        self._waiting: list[bytes] = []

    def put(self, page: bytes) -> int:
        """The number of one more page."""
        if self.next == LOCKED:
            self._add(bytes(PAGE))
        self._add(page)
        return self.next - 1

    def put_all(self, pages: bytes, as_packed: bytes) -> Sequence[int]:
        """The same of several; ``as_packed`` is what they are when compressed, empty where that is not known."""
        numbers = range(self.next, self.next + len(pages) // PAGE)
        if LOCKED in numbers:
            return [self.put(pages[at : at + PAGE]) for at in range(0, len(pages), PAGE)]
        self._pack()
        self._plain.write(pages)
        self._packed.write(as_packed or packed(pages))
        self.next = numbers.stop
        return numbers

    def behind(self, front: bytes) -> tuple[Iterator[bytes], Iterator[bytes]]:
        """The whole file with its first pages, chunk by chunk: as it is, and compressed; to be asked for in turn."""
        self._pack()
        return _whole(front, self._plain), _whole(packed(front), self._packed)

    def _add(self, page: bytes) -> None:
        self._waiting.append(page)
        self.next += 1
        if len(self._waiting) == _TOGETHER:
            self._pack()

    def _pack(self) -> None:
        pages = b"".join(self._waiting)
        self._plain.write(pages)
        self._packed.write(packed(pages))
        self._waiting = []


def _whole(front: bytes, file: IO[bytes]) -> Iterator[bytes]:
    yield front
    with file:
        file.seek(0)
        yield from iter(lambda: file.read(_CHUNK), b"")
