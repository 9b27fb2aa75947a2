"""Owns reading of data/ as git knows it, without touching the work tree. Runs git; decides nothing."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

from generator.errors import GeneratorError


class GitTrouble(GeneratorError):  # noqa: N818 -- it names what befell git
    """Git could not answer; the message says what to do."""


def git(folder: Path, *arguments: str) -> bytes:
    """Run git in a folder.

    Raises:
        GitTrouble: git is absent or refuses.
    """
    try:
        command = ["git", "-C", str(folder), "-c", "core.quotePath=false", *arguments]
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 -- no shell, fixed program
    except OSError as error:
        raise GitTrouble("没有找到 git，请先安装。") from error
    if done.returncode:
        raise GitTrouble(done.stderr.decode("utf-8", "replace").strip().splitlines()[-1])
    return done.stdout


def export(data: Path, revision: str, target: Path) -> Path:
    """Write the data folder of a commit under ``target`` and return it.

    Raises:
        GitTrouble: no such commit, or it has no data folder.
    """
    if revision.startswith("-"):
        raise GitTrouble(f"不是版本名：{revision}")
    top = Path(git(data, "rev-parse", "--show-toplevel").decode().strip())
    prefix = data.resolve().relative_to(top.resolve()).as_posix()
    found = git(data, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    archive = git(top, "archive", "--format=tar", f"{found.decode().strip()}:{prefix}")
    place = target / data.resolve().name
    place.mkdir(parents=True)
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(place, filter="data")
    return place
