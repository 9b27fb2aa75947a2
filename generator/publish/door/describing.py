"""Owns how the manifest of a site is made, once all pages lie in the folder. Must not decide what is published."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from generator.checks import RULES
from generator.history.git import GitTrouble, git_text
from generator.publish.door.manifest import Manifest, hashes, tool_versions

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path


def describe(folder: Path, day: dt.date, data: Path, known: Mapping[str, str] | None = None) -> Manifest:
    """The manifest of a folder that holds a whole site, made for a day from a folder of data.

    ``known`` are the digests of the files that were just written, by path.
    """
    return Manifest(
        day=day.isoformat(),
        commit=_commit(data),
        rules=_rules(),
        tools=tool_versions(),
        files=hashes(folder, known),
    )


def _commit(data: Path) -> str:
    """The commit the data stand at; a ``+`` says that they differ from it."""
    try:
        commit = git_text(data, "rev-parse", "HEAD")
        return commit + ("+" if git_text(data, "status", "--porcelain", "--", ".") else "")
    except GitTrouble:
        return ""


def _rules() -> str:
    said = (f"{rule.id}\t{rule.tests}\t{rule.formula}\t{rule.bounds}\n" for rule in RULES)
    return hashlib.sha256("".join(said).encode()).hexdigest()
