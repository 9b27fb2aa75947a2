"""Owns the disk: the bytes of a file in data/ as text, or the problem that keeps it from being read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.record.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path


def relative(path: Path, data: Path) -> str:
    """How messages and the history name a file: relative to the data folder's parent, with ``/``.

    Both paths are resolved: a folder given as ``.`` or ``..`` has a name of its own only then.
    """
    return f"{data.name}/{path.relative_to(data).as_posix()}"


def read_text(path: Path, name: str) -> tuple[str | None, list[Problem]]:
    """The file's text, or None and what is wrong with it."""
    try:
        return path.read_bytes().decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        mend = "另存为 UTF-8 编码（记事本：另存为 → 编码 → UTF-8）。"
        return None, [Problem(name, line, 1, "R001", "文件不是 UTF-8 编码。", mend)]
    except OSError:
        return None, [Problem(name, 0, 0, "R018", "没有这个文件，或打不开。", "按 README 准备 data 文件夹里的文件。")]
