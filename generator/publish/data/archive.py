"""Owns the archive of all data files with their checksums: the same files, the same bytes. Pure."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ARCHIVE = "data/disclosure.zip"
CHECKSUMS = "SHA256SUMS"
_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The first moment the format knows; a file has no time of its own here."""
_PACKED = (".parquet", ".xlsx")
_LEVEL = 3
"""Of the compression; more takes three times as long for a tenth less."""


def archive(files: Mapping[str, Callable[[], bytes]]) -> bytes:
    """All files in one, in the order of their paths, each read when its turn comes.

    ``SHA256SUMS`` is what ``sha256sum --check`` reads.
    """
    sums = "".join(f"{hashlib.sha256(files[path]()).hexdigest()}  {path}\n" for path in sorted(files))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for path, content in sorted({**files, CHECKSUMS: sums.encode}.items()):
            entry = zipfile.ZipInfo(path, _BEGINNING)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            method = zipfile.ZIP_STORED if path.endswith(_PACKED) else zipfile.ZIP_DEFLATED
            packed.writestr(entry, content(), method, _LEVEL)
    return buffer.getvalue()
