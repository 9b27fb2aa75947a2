"""Owns the archive of all data files with their checksums: the same files, the same bytes.

The parts of a joined file are compressed when they are made, those of a block in one bundle; here they are joined again
as they are. What is of no block is compressed with its file, or is little.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from generator import zipping
from generator.publish.data.sums import summed, sums_of
from generator.publish.pieces import ASIDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.publish.data.parts import Frame
    from generator.publish.pieces import Contents, Read

ARCHIVE = "data/disclosure.zip"
CHECKSUMS = "SHA256SUMS"
_PACKED = (".parquet", ".xlsx")
_LEVEL = 3
"""Of the compression; more takes three times as long for a tenth less."""


def packed(content: bytes) -> bytes:
    """Bytes as they stand in the archive, so that more may stand behind."""
    return zipping.part(content, _LEVEL)


def packed_path(path: str) -> str:
    """Where a file stands as it is in the archive, when it was compressed with the file."""
    return f"{ASIDE}/{path}.packed"


def with_twin(path: str, plain: Iterable[bytes], as_packed: Iterable[bytes]) -> Contents:
    """A file with what is kept of it, and behind it its bytes as they stand in the archive."""
    return {**summed(path, plain), **summed(packed_path(path), chain(as_packed, (zipping.END,)))}


def bundle(files: Mapping[str, bytes]) -> bytes:
    """The parts of a block, compressed: a line that tells the length of each, and all of them."""
    parts = {path: packed(content) for path, content in files.items()}
    head = json.dumps({path: len(part) for path, part in parts.items()})
    return b"".join((f"{head}\n".encode(), *parts.values()))


@dataclass(frozen=True)
class Stored:
    """What the archive is made from."""

    files: Sequence[str]
    joined: Mapping[str, Frame]
    """Those of them that come from bundles, with what stands around their parts."""
    twins: Sequence[str]
    """Those that were compressed with the file."""
    bundles: Sequence[str]
    """In the order of the parts."""


def archive(stored: Stored, read: Read) -> Iterator[bytes]:
    """Files under data/ in one, in the order of their paths, chunk by chunk.

    ``SHA256SUMS`` behind them is what ``sha256sum --check`` reads.
    """
    return zipping.zipped(_members(stored, read))


def _members(stored: Stored, read: Read) -> Iterator[tuple[zipping.Member, Iterable[bytes]]]:
    of = _Compressed(stored, read)
    lines = []
    for path in sorted(stored.files):
        sums, name = sums_of(path, read), path.removeprefix("data/")
        lines.append(f"{sums.sha256}  {name}\n")
        yield zipping.Member(name, sums.crc, sums.size, of.size(path), path.endswith(_PACKED)), of(path)
    member, content = zipping.whole(CHECKSUMS, "".join(lines).encode(), _LEVEL)
    yield member, [content]


class _Compressed:
    """Gives the bytes of a file as they stand in the archive, chunk by chunk."""

    def __init__(self, stored: Stored, read: Read) -> None:
        self._stored, self._read = stored, read
        self._bundles = [(path, _places(next(iter(read.chunks(path))))) for path in stored.bundles]

    def __call__(self, path: str) -> Iterable[bytes]:
        if path.endswith(_PACKED):
            return self._read.chunks(path)
        if path in self._stored.twins:
            return self._read.chunks(packed_path(path))
        if path in self._stored.joined:
            parts = (self._read.slice(bundle, *places[path]) for bundle, places in self._bundles)
            return chain(self._stored.joined[path].around(parts, packed), (zipping.END,))
        return (packed(self._read(path)), zipping.END)

    def size(self, path: str) -> int:
        """Bytes of all of them, without reading what is large."""
        if path.endswith(_PACKED):
            return sums_of(path, self._read).size
        if path in self._stored.twins:
            return sums_of(packed_path(path), self._read).size
        if path in self._stored.joined:
            lengths = [places[path][1] for _, places in self._bundles]
            return self._stored.joined[path].size_around(lengths, packed) + len(zipping.END)
        return sum(map(len, self(path)))


def _places(start: bytes) -> dict[str, tuple[int, int]]:
    """Where the parts stand in a bundle, and how long they are, by its first line."""
    head = start.partition(b"\n")[0]
    lengths = json.loads(head)
    starts = accumulate(lengths.values(), initial=len(head) + 1)
    return dict(zip(lengths, zip(starts, lengths.values(), strict=False), strict=True))
