"""Owns the one way to run git. Decides nothing."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from generator.errors import GeneratorError

if TYPE_CHECKING:
    from pathlib import Path


_SETTINGS = tuple(
    part
    for setting in (
        "core.quotePath=false",
        "core.fsmonitor=false",
        "color.ui=false",
        "diff.relative=false",
        "diff.renames=true",
        "diff.renameLimit=10000",
        "diff.noprefix=false",
        "diff.mnemonicPrefix=false",
        f"diff.orderFile={os.devnull}",
        "diff.ignoreSubmodules=all",
        "log.showRoot=true",
        "log.showSignature=false",
        "log.follow=false",
        "log.diffMerges=separate",
        "log.decorate=false",
        "log.excludeDecoration=",
        "log.mailmap=false",
    )
    for part in ("-c", setting)
)
"""What a person may have set for their own reading changes nothing here; without them whole dates were lost."""


class GitTrouble(GeneratorError):  # noqa: N818 -- it names what befell git
    """Git could not answer; the message says what to do."""


def git(folder: Path, *arguments: str, typed: bytes = b"") -> bytes:
    """Run git in a folder, type something into it, and return what it prints.

    Raises:
        GitTrouble: git is absent or refuses.
    """
    try:
        command = ["git", "--no-pager", "-C", str(folder), *_SETTINGS, *arguments]
        done = subprocess.run(command, input=typed, capture_output=True, check=False)  # noqa: S603 -- no shell, fixed program
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
