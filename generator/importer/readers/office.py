"""Owns old office files: LibreOffice, where it is installed, turns them into new ones. No macro runs, no network."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from generator.importer.limits import MAX_BYTES, Unreadable
from generator.importer.readers.packed import part_names
from generator.importer.readers.word import read_docx

if TYPE_CHECKING:
    from generator.importer.cells import Sheet

_SECONDS = 60


def read_doc(data: bytes) -> tuple[Sheet, ...]:
    """A Word file of before 2007."""
    return _read_as_docx(data, "doc")


def read_rtf(data: bytes) -> tuple[Sheet, ...]:
    """Rich text."""
    return _read_as_docx(data, "rtf")


def _read_as_docx(data: bytes, ending: str) -> tuple[Sheet, ...]:
    found = converted(data, ending, "docx")
    part_names(found)
    return read_docx(found)


def converted(data: bytes, ending: str, wanted: str) -> bytes:
    """The file in a newer format.

    Raises:
        Unreadable: LibreOffice is not installed, does not open the file, or takes too long.
    """
    program = shutil.which("soffice")
    if program is None:
        raise Unreadable(f"旧式的 {ending} 文件要用 LibreOffice 打开，这台机器没有装；请另存为 {wanted} 再导入")
    with tempfile.TemporaryDirectory(prefix="import-") as folder:
        source = Path(folder) / f"form.{ending}"
        source.write_bytes(data)
        profile = (Path(folder) / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck"]
        command += ["--convert-to", wanted, "--outdir", str(Path(folder) / "out"), str(source)]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 -- fixed words
        except subprocess.TimeoutExpired as error:
            raise Unreadable(f"LibreOffice 打开这个文件超过 {_SECONDS} 秒") from error
        made = Path(folder) / "out" / f"form.{wanted}"
        if not made.is_file() or made.stat().st_size > MAX_BYTES:
            raise Unreadable("LibreOffice 打不开这个文件，可能已损坏或加了密码")
        return made.read_bytes()
