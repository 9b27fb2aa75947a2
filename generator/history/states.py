"""Owns reading of folders as git knows them, without touching the work tree. Runs git; decides nothing."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

from generator.history.git import GitTrouble, git, git_text


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


def export(folder: Path, revision: str, target: Path) -> Path:
    """Write a folder of a commit under ``target`` and return it; empty where the commit has no such folder.

    Raises:
        GitTrouble: no such commit.
    """
    top = Path(git_text(folder, "rev-parse", "--show-toplevel"))
    prefix = folder.resolve().relative_to(top.resolve()).as_posix().removeprefix(".")
    commit = commit_of(folder, revision)
    place = target / folder.resolve().name
    place.mkdir(parents=True)
    if not prefix or git(top, "ls-tree", "-d", commit, "--", prefix):
        archive = git(top, "archive", "--format=tar", f"{commit}:{prefix}")
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            _write_files(tar, place)
    return place


def _write_files(tar: tarfile.TarFile, place: Path) -> None:
    """Plain files only: a link could lead anywhere."""
    for member in tar:
        content = tar.extractfile(member) if member.isfile() else None
        if content is not None:
            path = place / member.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.read())
