"""Owns compiled templates: within a process, and from one build to the next where a folder is given.

Compiling takes as long as reading two hundred records. Must not decide which templates there are.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2.bccache import Bucket

_folders: list[Path] = []
"""Where compiled templates are kept beside the process; none, or one."""


class Compiled(BytecodeCache):
    """The templates of one kind of environment; Jinja holds each against its source before it is used again."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give back what was compiled, if it was."""
        code = self._codes.get(bucket.key)
        for folder in _folders if code is None else ():
            with contextlib.suppress(OSError):
                code = self._codes[bucket.key] = (folder / f"{self._name}-{bucket.key}").read_bytes()
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what was compiled."""
        code = self._codes[bucket.key] = bucket.bytecode_to_string()
        for folder in _folders:
            beside = folder / f".{os.getpid()}"
            with contextlib.suppress(OSError):  # it is only slower without
                beside.write_bytes(code)
                beside.replace(folder / f"{self._name}-{bucket.key}")


def keep_in(folder: Path, program: str) -> None:
    """Keep what is compiled by one state of the program in a folder, for the next process; of other states nothing."""
    own = folder / program
    with contextlib.suppress(OSError):
        for other in folder.iterdir() if folder.is_dir() else ():
            if other != own:
                shutil.rmtree(other)
        own.mkdir(parents=True, exist_ok=True)
    _folders[:] = [own]
