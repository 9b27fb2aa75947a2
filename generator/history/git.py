"""Owns the one way to run git. Decides nothing."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from generator.errors import GeneratorError

if TYPE_CHECKING:
    from pathlib import Path


class GitTrouble(GeneratorError):  # noqa: N818 -- it names what befell git
    """Git could not answer; the message says what to do."""


def git(folder: Path, *arguments: str) -> bytes:
    """Run git in a folder and return what it prints.

    Raises:
        GitTrouble: git is absent or refuses.
    """
    try:
        command = ["git", "-C", str(folder), "-c", "core.quotePath=false", *arguments]
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 -- no shell, fixed program
    except OSError as error:
        raise GitTrouble("没有找到 git，请先安装。") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitTrouble(said[-1] if said else f"git {arguments[0]} 没有成功。")
    return done.stdout


def git_text(folder: Path, *arguments: str) -> str:
    """What git prints, as text without the last line's end.

    Raises:
        GitTrouble: git is absent or refuses.
    """
    return git(folder, *arguments).decode("utf-8", "replace").strip("\n")
