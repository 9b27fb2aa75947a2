"""Owns how a built folder takes the place of the old one: whole, at once, one build at a time. Builds nothing.

The folder that was replaced stays beside it as the spare: the next build changes in it what has to change, since making
and removing ten thousand folders takes longer than all else.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.errors import WrongUse

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_HERE = -100
_EXCHANGE = 2
"""AT_FDCWD and RENAME_EXCHANGE of renameat2(2)."""


class Unfinished(WrongUse):
    """Raised when a folder could not be replaced; the old one stands as it was."""


class Fresh(NamedTuple):
    """Where the next site is made."""

    spare: Path
    """Takes the place of the site: nothing, or an older state of it, whose files are replaced and never written into,
    for the site may share them."""
    built: Path
    """An empty folder for who wants one; what comes into it is settled in the spare."""

    def settle(self, wanted: Collection[str]) -> None:
        """Move what was built into the spare, and take away every file there that is not wanted."""
        for path in sorted(self.built.rglob("*")):
            if path.is_file():
                target = self.spare / path.relative_to(self.built)
                target.parent.mkdir(parents=True, exist_ok=True)
                path.replace(target)
        for stray in [Path(stray) for stray in _strays(str(self.spare), "", wanted)]:
            stray.unlink()
            with contextlib.suppress(OSError):  # not empty
                os.removedirs(stray.parent)


def _strays(folder: str, inside: str, wanted: Collection[str]) -> Iterator[str]:
    """Files below a folder that are not wanted, and whatever is no file."""
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _strays(entry.path, f"{inside}{entry.name}/", wanted)
        elif f"{inside}{entry.name}" not in wanted or not entry.is_file(follow_symlinks=False):
            yield entry.path


@contextlib.contextmanager
def replacement(folder: Path, *, anew: bool = False) -> Iterator[Fresh]:
    """Give a folder beside ``folder`` to build in; it takes its place when all went well.

    Whatever ends the build before, ``folder`` is as it was; what a killed build left is put right by the next. With
    ``anew`` nothing is left of older states.

    Raises:
        Unfinished: another build is running, or the disk refuses.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _only_one(_beside(folder, "lock")):
            fresh, old = Fresh(_beside(folder, "spare"), _beside(folder, "built")), _beside(folder, "old")
            _recover(folder, fresh.spare, old)
            for left in (fresh.built, *([fresh.spare] if anew else [])):
                shutil.rmtree(left, ignore_errors=True)
            try:
                yield fresh
                _swap(folder, fresh.spare, old)
            except OSError:
                shutil.rmtree(fresh.spare, ignore_errors=True)  # the disk may be full
                raise
            finally:
                shutil.rmtree(fresh.built, ignore_errors=True)
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


def _recover(folder: Path, spare: Path, old: Path) -> None:
    """Put right what a build left that was killed between two steps: the old folder back where none stands."""
    if old.exists() and not folder.exists():
        old.rename(folder)
    elif old.exists():
        shutil.rmtree(spare, ignore_errors=True)
        old.rename(spare)


def _swap(folder: Path, spare: Path, old: Path) -> None:
    if not folder.exists():
        spare.rename(folder)
    elif not _exchange(spare, folder):  # two steps: a kill between them is mended by the next build
        folder.rename(old)
        spare.rename(folder)
        old.rename(spare)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, where the system can: Linux."""
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None) if sys.platform == "linux" else None
    if renameat2 is None:
        return False
    done: int = renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    return done == 0
