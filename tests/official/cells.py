"""What a record prints, cell by cell, against what an import read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.record.kinds import KINDS
from tests.importer.reading import cells
from tests.reading import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.importer import Draft

UNPRINTED = {"template", "labels", "absent", "source"}
"""What the editors say beside the form; what else they add belongs to no part of it."""


def printed_cells(text: str) -> dict[str, str]:
    """Path and text of every cell of a record that its form prints."""
    record = plain(text)
    fields = KINDS[record["kind"]].fields
    ends = next(number for number, field in enumerate(fields) if field.key == "source")
    printed = {field.key for field in fields[:ends]} - UNPRINTED
    return {path: value.strip() for path, value in cells(record) if path.partition(".")[0] in printed}


def differences(wanted: Mapping[str, str], draft: Draft) -> dict[str, tuple[str, str]]:
    """Wanted and found, where the two are not the same; nothing an import adds of its own counts."""
    have = {path: value for path, value in cells(draft.values) if path.partition(".")[0] not in UNPRINTED}
    return {
        path: (wanted.get(path, ""), have.get(path, ""))
        for path in sorted(wanted.keys() | have.keys())
        if wanted.get(path, "") != have.get(path, "")
    }
