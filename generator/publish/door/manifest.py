"""Owns the manifest of a built site: what stands in it, byte for byte, and what it was made from.

Read by ``verify``. Must not decide what is published.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MANIFEST = "manifest.json"
SIGNATURE = "manifest.json.sig"
FORMAT = 1
"""Version of the manifest's own format."""
_TOOLS = (
    "performance-disclosure",
    "jinja2",
    "lxml",
    "markdown",
    "mkdocs",
    "mkdocs-material",
    "pyromark",
    "ruamel.yaml",
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a published site says of itself."""

    day: str
    """For which day in Beijing it was built, such as 2024-03-31."""
    commit: str
    """The commit of the data, empty outside a repository; ends in ``+`` where files were not committed."""
    rules: str
    """SHA-256 of the rule book: every rule with what it tests, its formula and bounds."""
    tools: Mapping[str, str]
    """Versions of the programs that make the pages."""
    files: Mapping[str, str]
    """SHA-256 of every file by its path, but of the manifest and its signature."""

    def to_bytes(self) -> bytes:
        """The file as it is published; the same site, the same bytes."""
        values = {
            "format": FORMAT,
            "day": self.day,
            "commit": self.commit,
            "rules": self.rules,
            "tools": dict(sorted(self.tools.items())),
            "files": dict(sorted(self.files.items())),
        }
        return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()


def read_manifest(text: bytes) -> Manifest:
    """Read a published manifest.

    Raises:
        ValueError: it is none, or of a format this program does not know.
    """
    values: dict[str, Any] = json.loads(text)
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise ValueError("not a manifest of a format this program knows")
    files, tools = values.get("files"), values.get("tools")
    texts = [values.get(key) for key in ("day", "commit", "rules")]
    if not isinstance(files, dict) or not isinstance(tools, dict) or not all(isinstance(text, str) for text in texts):
        raise ValueError("the manifest lacks what it must hold")
    day, commit, rules = map(str, texts)
    return Manifest(day, commit, rules, tools, files)


def hashes(folder: Path, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """SHA-256 of every file of a folder by its path; the manifest and its signature cannot hold their own."""
    found, given = dict(known or {}), known or {}
    for place, _, names in os.walk(folder):
        inside = os.path.relpath(place, folder).replace(os.sep, "/")
        for name in (name if inside == "." else f"{inside}/{name}" for name in names):
            if name not in given and name not in (MANIFEST, SIGNATURE):
                with (folder / name).open("rb") as file:
                    found[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return dict(sorted(found.items()))


def tool_versions() -> dict[str, str]:
    """Versions of the programs that make the pages, by name."""
    return {name: _version(name) for name in _TOOLS}


@cache
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
