"""Owns what a built site was made from, as one fingerprint, so that nothing is made again when nothing changed.

By content, never by time. Must not decide what a site is made of beyond reading it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.clock import publish_date
from generator.history.git import GitTrouble, git_text
from generator.publish.door.manifest import MANIFEST, tool_versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


class NamedInputs(NamedTuple):
    """What the settings of a site name, for who sees the same settings again."""

    settings: str
    """SHA-256 of the file with the variables of the environment it may speak of."""
    folders: Sequence[str]
    """Records, written pages, look, program."""
    facts: Mapping[str, str]
    """What the settings say, such as the address."""


def named_by(settings: Path, folders: Sequence[str], facts: Mapping[str, str]) -> NamedInputs:
    """What some settings name, once they are read."""
    return NamedInputs(_state_of(settings), folders, facts)


def _state_of(settings: Path) -> str:
    """The text, and every variable of the environment whose name stands in it."""
    text = settings.read_text(encoding="utf-8")
    words = sorted(set(re.findall(r"\w+", text)) & os.environ.keys())
    stated = [str(settings.resolve()), text, [(word, os.environ[word]) for word in words]]
    return hashlib.sha256(json.dumps(stated).encode()).hexdigest()


def now() -> Mapping[str, str]:
    """What a site is made from beside files and settings: the day, and what the environment says of time and fast path.

    Raises:
        WrongUse: a variable that names the day is none.
    """
    stated = {name: os.environ.get(name, "") for name in ("SOURCE_DATE_EPOCH", "FILL_PAGES")}
    return {"day": publish_date().isoformat(), **stated}


def fingerprint(named: NamedInputs, now: Mapping[str, str]) -> str:
    """SHA-256 of every file of the folders named, what else is told, the commit, and the programs at work."""
    digest = hashlib.sha256()
    for folder in map(Path, named.folders):
        digest.update(f"{folder.name}\n{_commit(folder)}\n".encode())
        _add(digest, folder)
    digest.update(json.dumps([dict(sorted({**named.facts, **now}.items())), tool_versions()]).encode())
    return digest.hexdigest()


def program(places: Iterable[Path], facts: Mapping[str, str]) -> str:
    """The same of what all pieces of a site are made from, whatever the commit; of the libraries at work all."""
    digest = hashlib.sha256()
    for place in places:
        digest.update(f"{place.name}\n".encode())
        _add(digest, place)
    digest.update(json.dumps([dict(sorted(facts.items())), tool_versions(), sys.version, _libraries()]).encode())
    return digest.hexdigest()


def _add(digest: hashlib._Hash, place: Path) -> None:
    """A file, or every file of a folder but what Python keeps for itself, by path, length and content."""
    inside = _files(str(place), "") if place.is_dir() else [(".", str(place))] if place.is_file() else ()
    for name, path in inside:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 -- of ten thousand a Path costs as much as reading
            content = file.read()
        digest.update(f"{name}\n{len(content)}\n".encode())
        digest.update(content)


def _files(folder: str, inside: str) -> Iterator[tuple[str, str]]:
    """Every file below a folder by its name there; a link to nothing or a device is told by whoever reads it."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield from _files(entry.path, f"{inside}{entry.name}/")
        elif entry.is_file():
            yield f"{inside}{entry.name}", entry.path


def _libraries() -> list[str]:
    """The libraries the project asks for, with their versions."""
    names = (re.match(r"[\w.-]+", wanted) for wanted in requires("performance-disclosure") or ())
    return sorted({f"{name[0]} {_version(name[0])}" for name in names if name})


@cache
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def is_noted(site: Path, settings: Path, now: Mapping[str, str], *, is_asked_for: bool = False) -> bool:
    """The site was made from the same, and all its files still lie there.

    Where nobody asked for this folder it is the one that the settings name. Settings that take in others are not seen
    through.
    """
    try:
        noted, key, state = json.loads(_note(site).read_text(encoding="utf-8"))
        manifest = (site / MANIFEST).read_bytes()
        named = NamedInputs(*noted)
        is_meant = is_asked_for or named.facts["site"] == str(site)
        is_read = named.settings == _state_of(settings) and "INHERIT" not in settings.read_text(encoding="utf-8")
        if (
            not (is_meant and is_read)
            or state != hashlib.sha256(manifest).hexdigest()
            or key != fingerprint(named, now)
        ):
            return False
    except (OSError, ValueError, TypeError, KeyError):
        return False
    there = {name for name, _ in _files(str(site), "")}
    return all(name in there for name in json.loads(manifest)["files"])


def note(site: Path, named: NamedInputs, key: str) -> None:
    """Remember beside a site what it was made from."""
    stated = [named, key, hashlib.sha256((site / MANIFEST).read_bytes()).hexdigest()]
    _note(site).write_text(json.dumps(stated), encoding="utf-8")


def _note(site: Path) -> Path:
    return site.with_name(f".{site.name}.inputs")


def _commit(folder: Path) -> str:
    try:
        return git_text(folder, "rev-parse", "HEAD")
    except GitTrouble:
        return ""
