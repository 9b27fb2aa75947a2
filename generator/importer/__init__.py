"""The importer: a handed-in file in, draft records with their doubts out. One bad file is one word, never an end."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.importer.cells import HandedInFile
from generator.importer.draft import Draft, draft_of
from generator.importer.form import Refusal
from generator.importer.limits import MAX_BYTES, Unreadable
from generator.importer.readers import read_sheets
from generator.importer.recognise import NOTHING, Given, recognise

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Draft", "Given", "Imported", "Refusal", "Unreadable", "import_bytes", "import_file"]


@dataclass(frozen=True, slots=True)
class Imported:
    """What one file held."""

    document: HandedInFile
    drafts: tuple[Draft, ...]
    """In the order of the file."""
    refused: tuple[Refusal, ...]


def import_file(path: Path, given: Given = NOTHING) -> Imported:
    """Read one file.

    Raises:
        Unreadable: the file is broken, too big, protected or of no known format.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Unreadable(f"文件有 {path.stat().st_size // 2**20} MB，超过 {MAX_BYTES // 2**20} MB 的限度")
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"打不开（{error.strerror}）") from error
    return import_bytes(data, path.name, given)


def import_bytes(data: bytes, name: str, given: Given = NOTHING) -> Imported:
    """Read a file that is already in memory; raises as import_file does."""
    document = HandedInFile(name, hashlib.sha256(data).hexdigest(), read_sheets(data, name))
    forms, refused = recognise(document, given)
    drafts = tuple(draft_of(form, document, position) for position, form in enumerate(forms, 1))
    return Imported(document, drafts, tuple(refused))
