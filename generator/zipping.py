"""Owns ZIP files made from members that are compressed already, wherever and whenever that was done. Knows no member.

After APPNOTE 6.3.10, numbers of 64 bits where one is too large. A member may be compressed part by part: DEFLATE (RFC
1951) lets what is behind begin at a whole byte, so that parts stand one behind the other and END behind the last. No
member has a time of its own: the same members, the same bytes.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

END = b"\x03\x00"
"""Behind the parts of a member: a last block of nothing."""
_LOCAL, _CENTRAL = struct.Struct("<4s5H3I2H"), struct.Struct("<4s6H3I5H2I")
_LAST, _LAST_64, _WHERE = struct.Struct("<4s4H2IH"), struct.Struct("<4sQ2H2I4Q"), struct.Struct("<4sIQI")
"""Heads of a member, of its entry in the directory, and what stands behind the directory (4.3.7, 12, 14, 15, 16)."""
_FULL, _FULL_SHORT = 0xFFFFFFFF, 0xFFFF
"""Stand where a number is in the field of 64 bits, its size or larger."""
_DAY = 1 << 5 | 1
"""The first the format knows, 1980-01-01."""
_STORED, _DEFLATED = 0, 8
_PLAIN, _LARGE = 20, 45
"""The version of the format a reader needs."""
_UNIX, _READABLE = 3 << 8, 0o644 << 16
_UTF_8 = 1 << 11


class Member(NamedTuple):
    """What stands of one file in the directory."""

    name: str
    crc: int
    """CRC-32 of its bytes."""
    size: int
    """Bytes."""
    packed: int
    """Bytes it takes in the file."""
    is_stored: bool = False
    """As it is, for it is compressed by itself."""


def part(content: bytes, level: int) -> bytes:
    """Some bytes compressed so that more may stand behind; nothing of nothing."""
    if not content:
        return b""
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush(zlib.Z_SYNC_FLUSH)


def whole(name: str, content: bytes, level: int) -> tuple[Member, bytes]:
    """A member from all its bytes."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(content) + packer.flush()
    return Member(name, zlib.crc32(content), len(content), len(packed)), packed


def zipped(members: Iterable[tuple[Member, Iterable[bytes]]]) -> Iterator[bytes]:
    """The file, chunk by chunk: every member with its compressed bytes, and the directory."""
    at, entries = 0, []
    for member, chunks in members:
        head = _head(member)
        yield head
        yield from chunks
        entries.append(_entry(member, at))
        at += len(head) + member.packed
    directory = b"".join(entries)
    yield directory
    yield _tail(len(entries), len(directory), at)


def _large(*numbers: int) -> bytes:
    """The field of 64 bits with those numbers that do not fit elsewhere."""
    large = [number for number in numbers if number >= _FULL]
    return struct.pack(f"<2H{len(large)}Q", 1, 8 * len(large), *large) if large else b""


def _common(member: Member, more: bytes) -> tuple[int, ...]:
    """What the head says and the directory says again."""
    flags = 0 if member.name.isascii() else _UTF_8
    method = _STORED if member.is_stored else _DEFLATED
    sizes = min(member.packed, _FULL), min(member.size, _FULL)
    return _LARGE if more else _PLAIN, flags, method, 0, _DAY, member.crc, *sizes, len(member.name.encode()), len(more)


def _head(member: Member) -> bytes:
    is_large = max(member.size, member.packed) >= _FULL
    more = struct.pack("<2H2Q", 1, 16, member.size, member.packed) if is_large else b""
    facts = _common(member, more)
    sizes = (_FULL, _FULL) if is_large else facts[6:8]  # here both stand in the field, or none (4.5.3)
    return _LOCAL.pack(b"PK\x03\x04", *facts[:6], *sizes, *facts[8:]) + member.name.encode() + more


def _entry(member: Member, at: int) -> bytes:
    more = _large(member.size, member.packed, at)
    facts = _common(member, more)
    head = _CENTRAL.pack(b"PK\x01\x02", _UNIX | facts[0], *facts, 0, 0, 0, _READABLE, min(at, _FULL))
    return head + member.name.encode() + more


def _tail(entries: int, size: int, at: int) -> bytes:
    more = b""
    if entries >= _FULL_SHORT or max(size, at) >= _FULL:
        more = _LAST_64.pack(b"PK\x06\x06", 44, _UNIX | _LARGE, _LARGE, 0, 0, entries, entries, size, at)
        more += _WHERE.pack(b"PK\x06\x07", 0, at + size, 1)
    few = min(entries, _FULL_SHORT)
    return more + _LAST.pack(b"PK\x05\x06", 0, 0, few, few, min(size, _FULL), min(at, _FULL), 0)
