"""Owns the disk: a file in data/ as text and as values, or what keeps it from being read."""

from __future__ import annotations

import os
import shutil
import stat
from typing import TYPE_CHECKING

from generator.record.canonical import CanonicalPositions, Doubt
from generator.record.problems import Problem
from generator.record.syntax import parse

if TYPE_CHECKING:
    from pathlib import Path

    from generator.record.canonical import CanonicalReader
    from generator.record.fields import Field
    from generator.record.reading import Reader, Values

LARGEST = 4_000_000
"""Bytes of any file in data/."""


def relative(path: Path, data: Path) -> str:
    """How messages and the history name a file: relative to the data folder's parent, with ``/``.

    Both paths are resolved: a folder given as ``.`` or ``..`` has a name of its own only then.
    """
    return f"{data.name}/{path.relative_to(data).as_posix()}"


def read_text(path: Path, name: str, most: int = LARGEST) -> tuple[str | None, list[Problem]]:
    """The file's text, or None and what is wrong with it; a link or a device is never opened.

    Args:
        path: where it lies.
        name: how messages call it.
        most: bytes it may have.
    """
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            mend = "换成一个普通文件。"
            return None, [Problem(name, 1, 1, "R032", "不是普通文件，是链接、设备或管道，没有读。", mend)]
        if status.st_size > most:
            message = f"文件有 {status.st_size:,} 字节，最多 {most:,} 字节。"
            return None, [Problem(name, 1, 1, "R031", message, "一份表一个文件；看看是不是重复粘贴。")]
        return path.read_bytes().decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        mend = "另存为 UTF-8 编码（记事本：另存为 → 编码 → UTF-8）。"
        return None, [Problem(name, line, 1, "R001", "文件不是 UTF-8 编码。", mend)]
    except OSError:
        return None, [Problem(name, 0, 0, "R018", "没有这个文件，或打不开。", "按 README 准备 data 文件夹里的文件。")]


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file so that it is the old one or the new one, whole, whatever happens meanwhile; text as UTF-8.

    Raises:
        OSError: it could not be written; the file is the old one.
    """
    fresh = path.with_name(f".{path.name[:100]}.{os.getpid()}")
    try:
        fresh.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        if path.exists():
            shutil.copymode(path, fresh)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def read_values(
    path: Path, reader: Reader, fields: tuple[Field, ...], canonical: CanonicalReader | None = None
) -> tuple[str | None, Values]:
    """The file's text and its values by the field table; what is wrong with them is noted in the reader.

    With a canonical reader of the same table, a text in canonical form is read the quick way.
    """
    text, problems = read_text(path, reader.path, reader.most_bytes)
    if text is not None and canonical is not None:
        try:
            values = canonical.read(text)
        except Doubt:
            pass  # the strict reader says what it is
        else:
            reader.positions = CanonicalPositions(text)
            return text, values
    node, found = parse(reader.path, text) if text is not None else (None, [])
    reader.problems += problems + found
    return text, reader.group(node, fields) if node is not None else {}
