"""Owns what earlier builds left that need not be made again: files by their piece and by what it is made from.

Judged by content, never by time: a piece is the same when its key is, and a file when its bytes are. What is taken over
is linked or copied, so that the folder it comes from stays as it is. Knows no form.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from generator.publish.door.manifest import MANIFEST
from generator.publish.pieces import ASIDE, is_aside

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    Entry = tuple[str, Mapping[str, str]]
    """Key of a piece, and SHA-256 of its files by their path."""
INDEX, FILES = "kept.json", "files"
"""What a part of a site holds."""
_FORMAT = 1


class Folders(NamedTuple):
    """Where the files of pieces lie: those that are published, and those that only the next build needs."""

    site: Path
    aside: Path

    def at(self, path: str) -> Path:
        """The place of a file."""
        return self.aside / path.removeprefix(f"{ASIDE}/") if is_aside(path) else self.site / path


def within(folder: Path) -> Folders:
    """Both in one folder."""
    return Folders(folder, folder / ASIDE)


@dataclass(frozen=True)
class Kept:
    """Folders of files with the pieces they belong to."""

    folders: tuple[tuple[Folders, Mapping[str, Entry]], ...] = ()

    def take(self, name: str, key: str, target: Folders) -> dict[str, str] | None:
        """Put the files of a piece into ``target``; their digests, or None where they must be made.

        A file that is not what it was is none.
        """
        for folder, entries in self.folders:
            known, files = entries.get(name, ("", {}))
            if key and known == key and _are_whole(folder, files):
                for path in files:
                    _link(folder.at(path), target.at(path))
                return dict(files)
        return None

    def beside(self, other: Kept) -> Kept:
        """Both; what the first has is taken from it."""
        return Kept((*self.folders, *other.folders))


@dataclass
class Index:
    """The pieces of a folder, as it is made."""

    entries: dict[str, Entry] = field(default_factory=dict)

    def add(self, name: str, key: str, files: Mapping[str, str]) -> None:
        """One piece; without a key it could never be taken over."""
        if key:
            self.entries[name] = (key, files)

    def digests(self) -> dict[str, str]:
        """SHA-256 of every file."""
        return {path: mark for _, files in self.entries.values() for path, mark in files.items()}

    def write(self, path: Path, manifest: str = "") -> None:
        """Write it whole or not at all."""
        beside = path.with_name(f"{path.name}.new")
        stated = {"format": _FORMAT, "manifest": manifest, "pieces": self.entries}
        beside.write_text(json.dumps(stated, separators=(",", ":")), encoding="utf-8")
        beside.replace(path)


def of_site(site: Path) -> Kept:
    """What a published site keeps; nothing where it is another than the index beside it tells of."""
    folders = Folders(site, aside_of(site))
    return _read(index_of(site), folders, state_of(site)) if (site / MANIFEST).is_file() else Kept()


def state_of(site: Path) -> str:
    """What tells one state of a site from any other."""
    return hashlib.sha256((site / MANIFEST).read_bytes()).hexdigest()


def of_parts(parts: Iterable[Path]) -> Kept:
    """What the parts of a site keep that were made by themselves."""
    found = (_read(part / INDEX, within(part / FILES), "") for part in parts)
    return Kept(tuple(folder for kept in found for folder in kept.folders))


def index_of(site: Path) -> Path:
    """Where the index of a published site stands: beside it, for it is no part of what is published."""
    return site.with_name(f".{site.name}.kept")


def aside_of(site: Path) -> Path:
    """Where that lies which only the next build needs."""
    return site.with_name(f".{site.name}.parts")


def _read(index: Path, folder: Folders, manifest: str) -> Kept:
    try:
        stated = json.loads(index.read_bytes())
        if stated["format"] != _FORMAT or stated["manifest"] != manifest:
            return Kept()
        entries = {name: (key, files) for name, (key, files) in stated["pieces"].items()}
        inside = all(_is_inside(path) for _, files in entries.values() for path in files)
        return Kept(((folder, entries),)) if inside else Kept()
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Kept()  # whatever it is, it is no index of ours


def _is_inside(path: str) -> bool:
    """A part may come from elsewhere; it names files of its own folder."""
    return not path.startswith("/") and ".." not in path.split("/")


def _are_whole(folder: Folders, files: Mapping[str, str]) -> bool:
    try:
        return all(hashlib.sha256(folder.at(path).read_bytes()).hexdigest() == mark for path, mark in files.items())
    except OSError:
        return False


def _link(source: Path, target: Path) -> None:
    if source == target:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:  # another disk, or one without links
        shutil.copyfile(source, target)
