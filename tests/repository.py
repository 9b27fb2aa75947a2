"""A real git repository made in a test, with commits at stated times."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Repository:
    """A real repository with commits at stated times."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, when: int = 0) -> None:
        """Run git as somebody at a time."""
        names = {f"GIT_{who}_{part}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
        times = {f"GIT_{who}_DATE": f"@{when} +0000" for who in ("AUTHOR", "COMMITTER")}
        command = ["git", "-C", str(self.root), *arguments]
        subprocess.run(command, check=True, capture_output=True, env=os.environ | names | times)

    def commit(self, day: int, files: dict[str, str]) -> None:
        """Write files and commit them on a day after the epoch."""
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", f"day {day}", when=day * 86_400)
