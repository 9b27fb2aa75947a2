"""Owns what is known of a file of the downloads without reading it again: its checksums and its size.

They are taken while the file is written, and kept beside it for what describes it and for the archive. Pure.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from generator.publish.pieces import ASIDE, counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.publish.pieces import Content, Contents, Read


class Sums(NamedTuple):
    """What tells one content from any other."""

    sha256: str
    crc: int
    """CRC-32."""
    size: int
    """Bytes."""


def summed(path: str, content: Content) -> Contents:
    """A file and behind it what is kept of it."""
    passing = counted(content)

    def said() -> Iterator[bytes]:
        yield json.dumps(Sums(passing.sha256, passing.crc, passing.size)).encode()

    return {path: passing, sums_path(path): said()}


def sums_path(path: str) -> str:
    """Where the checksums of a file stand."""
    return f"{ASIDE}/{path}.sums"


def sums_of(path: str, read: Read) -> Sums:
    """The checksums of a file that was written in an earlier turn."""
    return Sums(*json.loads(read(sums_path(path))))
