"""Owns the archive of all data files with their checksums: the same files, the same bytes."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.publish.pieces import Read

ARCHIVE = "data/disclosure.zip"
CHECKSUMS = "SHA256SUMS"
_PACKED = (".parquet", ".xlsx")
_LEVEL = 3
"""Of the compression; more takes three times as long for a tenth less."""
_CHUNK = 1 << 20
"""Bytes."""
_READABLE = 0o644 << 16


def archive(paths: Iterable[str], read: Read) -> Iterator[bytes]:
    """Files under data/ in one, in the order of their paths, chunk by chunk; no file has a time of its own here.

    ``SHA256SUMS`` behind them is what ``sha256sum --check`` reads.
    """
    with tempfile.TemporaryFile() as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as packed:
            names = {path.removeprefix("data/"): path for path in sorted(paths)}
            sums = [f"{_add(packed, name, read.chunks(path))}  {name}\n" for name, path in names.items()]
            _add(packed, CHECKSUMS, ["".join(sums).encode()])
        out.seek(0)
        yield from iter(lambda: out.read(_CHUNK), b"")


def _add(packed: zipfile.ZipFile, name: str, chunks: Iterable[bytes]) -> str:
    """Put in one file; its SHA-256."""
    digest = hashlib.sha256()
    entry = zipfile.ZipInfo(name) if name.endswith(_PACKED) else name  # what is packed already is only stored
    with packed.open(entry, "w", force_zip64=True) as target:
        for chunk in chunks:
            digest.update(chunk)
            target.write(chunk)
    packed.getinfo(name).external_attr, packed.getinfo(name).create_system = _READABLE, 3
    return digest.hexdigest()
