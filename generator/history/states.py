"""Owns reading of folders as git knows them, without touching the work tree. Runs git; decides nothing."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.history.git import GitTrouble, git, git_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def commit_of(folder: Path, revision: str) -> str:
    """The full id of a commit.

    Raises:
        GitTrouble: no such commit here.
    """
    if revision.startswith("-"):
        raise GitTrouble(f"不是版本名：{revision}")
    top = git_text(folder, "rev-parse", "--show-toplevel")
    try:
        return git_text(Path(top), "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except GitTrouble as error:
        is_shallow = git_text(folder, "rev-parse", "--is-shallow-repository") == "true"
        mend = "仓库是浅克隆，先运行 git fetch --unshallow" if is_shallow else "先运行 git fetch，或改正名称"
        raise GitTrouble(f"没有这个版本：{revision}（{mend}）") from error


def common_base(folder: Path, base: str, head: str | None) -> str:
    """Where a change began: the last commit that base and head share, so that base's own later work is not told.

    Raises:
        GitTrouble: no such commit, or the two share none.
    """
    one, other = commit_of(folder, base), commit_of(folder, head or "HEAD")
    try:
        return git_text(folder, "merge-base", one, other)
    except GitTrouble as error:
        raise GitTrouble(
            f"{base} 和 {head or 'HEAD'} 没有共同的历史（浅克隆时先运行 git fetch --unshallow）"
        ) from error


def exact_base(folder: Path, base: str, head: str | None) -> str:  # noqa: ARG001 -- called like common_base
    """The state before itself, for what was published: no common history excuses a change.

    Raises:
        GitTrouble: no such commit.
    """
    return commit_of(folder, base)


def export(folder: Path, revision: str, target: Path) -> Path:
    """Write a folder of a commit under ``target`` and return it; empty where the commit has no such folder.

    The blobs themselves are read, so that no attribute such as ``export-ignore`` hides a file. What is no file, such
    as a link, stands there as a link to nothing: it leads nowhere, and whoever reads the folder says what it is.

    Raises:
        GitTrouble: no such commit.
    """
    near = _near(folder)
    top = Path(git_text(near, "rev-parse", "--show-toplevel"))
    prefix = _in_repository(folder, top)
    commit = commit_of(near, revision)
    place = target / folder.resolve().name
    place.mkdir(parents=True)
    if prefix and not git(top, "ls-tree", "-d", commit, "--", prefix):
        return place
    entries = [_entry(line) for line in git(top, "ls-tree", "-r", "-z", f"{commit}:{prefix}").split(b"\0") if line]
    blobs = _blobs(top, [name for mode, name, _ in entries if mode in _PLAIN])
    for mode, _, path in entries:
        file = place / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if mode in _PLAIN:
            file.write_bytes(next(blobs))
        else:
            file.symlink_to("nothing")
    return place


_PLAIN = ("100644", "100755")
"""Modes of files; the others are links and whole repositories."""


def file_of(path: Path, revision: str) -> str | None:
    """The text of one file as a commit holds it; None where it holds none.

    Raises:
        GitTrouble: no such commit.
    """
    near = _near(path.parent)
    top = Path(git_text(near, "rev-parse", "--show-toplevel"))
    name = _in_repository(path, top)
    listed = git(top, "ls-tree", "-z", commit_of(near, revision), "--", name).split(b"\0")[0]
    if not listed:
        return None
    mode, blob, _ = _entry(listed)
    return next(_blobs(top, [blob])).decode("utf-8", "replace") if mode in _PLAIN else None


@dataclass(frozen=True, slots=True)
class Life:
    """A file that is gone."""

    path: str
    """Relative to its folder."""
    commit: str
    """A commit that still held it."""
    gone: int
    """When it went, in seconds."""


def last_lives(folder: Path, base: str) -> dict[str, Life]:
    """Every file of a folder that went before a commit, by its path; one that came back later is among them too."""
    lines = git_text(
        folder,
        "log",
        "--no-renames",
        "--diff-filter=D",
        "--name-only",
        "--relative",
        "-m",
        f"--format={_MARK}%H %ct",
        commit_of(folder, base),
        "--",
        ".",
    ).splitlines()
    lives: dict[str, Life] = {}
    commit, time = "", 0
    for line in lines:
        if line.startswith(_MARK):
            commit, _, seconds = line[1:].partition(" ")
            time = int(seconds)
        elif line:
            lives.setdefault(line, Life(line, f"{commit}^", time))
    return lives


_MARK = "\x01"


def _near(folder: Path) -> Path:
    """The folder, or the nearest above it that is there now: a commit may hold what the work tree does not."""
    return next(place for place in (folder, *folder.resolve().parents) if place.is_dir())


def _in_repository(path: Path, top: Path) -> str:
    return path.resolve().relative_to(top.resolve()).as_posix().removeprefix(".")


def _entry(line: bytes) -> tuple[str, str, str]:
    """Mode, name of the blob, path."""
    facts, _, path = line.partition(b"\t")
    mode, _, name = facts.decode().split(" ")
    return mode, name, os.fsdecode(path)


def _blobs(top: Path, names: Sequence[str]) -> Iterator[bytes]:
    """The content of blobs, one after another."""
    stream = io.BytesIO(git(top, "cat-file", "--batch", typed="\n".join(names).encode() + b"\n") if names else b"")
    for _ in names:
        size = int(stream.readline().split(b" ")[2])
        yield stream.read(size)
        stream.read(1)
