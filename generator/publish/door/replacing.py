"""Owns how a built folder takes the place of the old one: whole, at once, one build at a time. Builds nothing."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from typing import TYPE_CHECKING

from generator.errors import WrongUse

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HERE = -100
_EXCHANGE = 2
"""AT_FDCWD and RENAME_EXCHANGE of renameat2(2)."""


class Unfinished(WrongUse):
    """Raised when a folder could not be replaced; the old one stands as it was."""


@contextlib.contextmanager
def replacement(folder: Path) -> Iterator[Path]:
    """Give a new folder beside ``folder`` to build in; it takes its place when all went well.

    Whatever ends the build before, ``folder`` is as it was; what a killed build left is removed by the next.

    Raises:
        Unfinished: another build is running, or the disk refuses.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _only_one(_beside(folder, "lock")):
            fresh, old = _beside(folder, "new"), _beside(folder, "old")
            _recover(folder, fresh, old)
            try:
                yield fresh
                _swap(folder, fresh, old)
            finally:
                shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        reason = f"{error.strerror or error}（{error.filename}）" if error.filename else str(error)
        raise Unfinished(f"没有写成，{folder} 还是原来的样子：{reason}") from error


def _beside(folder: Path, what: str) -> Path:
    """A hidden neighbour on the same disk, so that renaming is all it takes."""
    return folder.with_name(f".{folder.name}.{what}")


@contextlib.contextmanager
def _only_one(lock: Path) -> Iterator[None]:
    """Hold a lock that ends with the process, however it ends."""
    with lock.open("a", encoding="utf-8") as file:
        try:
            if sys.platform == "win32":
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Unfinished(f"另一次生成正在进行，等它结束再来（{lock}）") from error
        yield


def _recover(folder: Path, fresh: Path, old: Path) -> None:
    """Put right what a killed build left: the old folder back where none stands, leftovers away."""
    if old.exists() and not folder.exists():
        old.rename(folder)
    for left in (fresh, old):
        if left.exists():
            shutil.rmtree(left)


def _swap(folder: Path, fresh: Path, old: Path) -> None:
    if not folder.exists():
        fresh.rename(folder)
    elif not _exchange(fresh, folder):  # two steps: a kill between them is mended by the next build
        folder.rename(old)
        fresh.rename(folder)
        shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, where the system can: Linux."""
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None) if sys.platform == "linux" else None
    if renameat2 is None:
        return False
    done: int = renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    return done == 0
