"""Owns what earlier builds left that need not be made again: files by their piece and by what it is made from.

Judged by content: a piece is the same when its key is, and a file when its bytes are. That a file is as long as it was
and was not touched since only spares reading it. What is taken over is linked or copied, so that the folder it comes
from stays as it is. Knows no form.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.publish.door.manifest import MANIFEST
from generator.publish.pieces import ASIDE, is_aside

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Entry = tuple[str, Mapping[str, "FileMark"]]
    """Key of a piece, and its files by their path."""
INDEX, FILES = "kept.json", "files"
"""What a part of a site holds."""
_FORMAT = 2


class FileMark(NamedTuple):
    """What tells a file as it was made from any other."""

    digest: str
    """SHA-256."""
    size: int
    """Bytes."""
    touched: int
    """When it was written, in nanoseconds as the system counts them."""


def mark_of(path: str, digest: str) -> FileMark:
    """The mark of a file whose SHA-256 is known."""
    found = os.stat(path)
    return FileMark(digest, found.st_size, found.st_mtime_ns)


class Folders(NamedTuple):
    """Where the files of pieces lie: those that are published, and those that only the next build needs."""

    site: Path
    aside: Path

    def at(self, path: str) -> str:
        """The place of a file."""
        return f"{self.aside}/{path.removeprefix(f'{ASIDE}/')}" if is_aside(path) else f"{self.site}/{path}"


def within(folder: Path) -> Folders:
    """Both in one folder."""
    return Folders(folder, folder / ASIDE)


@dataclass(frozen=True)
class Kept:
    """Folders of files with the pieces they belong to."""

    folders: tuple[tuple[Folders, Mapping[str, Entry]], ...] = ()

    def take(self, name: str, key: str, target: Folders) -> Mapping[str, FileMark] | None:
        """Put the files of a piece into ``target``; their marks there, or None where they must be made.

        A file that is not what it was is none.
        """
        for folder, entries in self.folders:
            known, files = entries.get(name, ("", {}))
            if key and known == key and all(_is_whole(folder.at(path), mark) for path, mark in files.items()):
                return {path: _linked(folder.at(path), target.at(path), mark) for path, mark in files.items()}
        return None

    def beside(self, other: Kept) -> Kept:
        """Both; what the first has is taken from it."""
        return Kept((*self.folders, *other.folders))


@dataclass
class Index:
    """The pieces of a folder, as it is made."""

    entries: dict[str, Entry] = field(default_factory=dict)

    def add(self, name: str, key: str, files: Mapping[str, FileMark]) -> None:
        """One piece; without a key it could never be taken over."""
        if key:
            self.entries[name] = (key, files)

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


def compiled_of(site: Path) -> Path:
    """Where templates are kept that are compiled."""
    return site.with_name(f".{site.name}.compiled")


def _read(index: Path, folder: Folders, manifest: str) -> Kept:
    try:
        stated = json.loads(index.read_bytes())
        if stated["format"] != _FORMAT or stated["manifest"] != manifest:
            return Kept()
        entries = {
            name: (key, {path: FileMark(*mark) for path, mark in files.items()})
            for name, (key, files) in stated["pieces"].items()
        }
        inside = all(_is_inside(path) for _, files in entries.values() for path in files)
        return Kept(((folder, entries),)) if inside else Kept()
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Kept()  # whatever it is, it is no index of ours


def _is_inside(path: str) -> bool:
    """A part may come from elsewhere; it names files of its own folder."""
    return not path.startswith("/") and ".." not in path.split("/")


def _is_whole(path: str, mark: FileMark) -> bool:
    try:
        if mark_of(path, mark.digest) == mark:
            return True
        return hashlib.sha256(Path(path).read_bytes()).hexdigest() == mark.digest
    except OSError:
        return False


def _linked(source: str, target: str, mark: FileMark) -> FileMark:
    """The mark of the same file at another place."""
    try:
        if os.path.samefile(source, target):
            return mark
    except OSError:  # nothing stands there yet
        os.makedirs(os.path.dirname(target), exist_ok=True)
    else:
        os.unlink(target)
    try:
        os.link(source, target)
    except OSError:  # another disk, or one without links
        shutil.copyfile(source, target)
    return mark_of(target, mark.digest)
