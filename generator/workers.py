"""Owns doing many alike pieces of work in several processes. Knows nothing of the work; keeps its order.

Processes are forked, so that what they need is there without being sent, and what they make should be small or already
on disk when they hand it back. Where the system has no fork, or one processor, the work is done here.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any, TypeVar

from generator.errors import GeneratorError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Piece = TypeVar("Piece")
Result = TypeVar("Result")
BATCH = 8
"""Pieces a process takes at once: enough to pay for asking, few enough that all end together."""
_MOST = 1024
"""Pieces after which the processes are begun anew: each keeps a copy of every value it looked at."""
_SELDOM = (50_000, 20, 50)
"""New values after which cycles are looked for: the work leaves few, and looking at many small values is dear."""
_PDEATHSIG = 1
"""PR_SET_PDEATHSIG of prctl(2)."""
_work: Callable[[Any], Any]
_pieces: Sequence[Any]
"""Set before the fork: a closure cannot be sent to a process that runs already."""


class WorkerDied(GeneratorError):  # noqa: N818 -- it names what befell the work
    """Raised when the system ended a process, mostly for want of memory."""


def processors() -> int:
    """How many processes may work at once; ``WORKERS`` says fewer or more."""
    stated = os.environ.get("WORKERS", "")
    return max(1, int(stated)) if stated.isdecimal() else len(os.sched_getaffinity(0))


def spread(
    work: Callable[[Piece], Result], pieces: Iterable[Piece], large: int = 0, batch: int = BATCH
) -> Iterator[Result]:
    """The results in the order of the pieces; of the first ``large`` each is given to a process by itself.

    A process takes ``batch`` of the others at once; fewer than two batches and no two large pieces are not worth it.

    Raises:
        WorkerDied: a process was ended from outside.
    """
    known = list(pieces)
    is_little = len(known) < 2 * batch and large < 2
    if processors() == 1 or is_little or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, known)
        return
    batches = _batches(len(known), large, batch)
    at_once = _MOST // batch
    for start in range(0, len(batches), at_once):
        yield from _by_processes(work, known, batches[start : start + at_once])


def _by_processes(
    work: Callable[[Piece], Result], pieces: Sequence[Piece], batches: Sequence[range]
) -> Iterator[Result]:
    """The results of some batches, by processes that end with them."""
    global _work, _pieces
    _work, _pieces = work, pieces
    gc.freeze()  # what stands already is shared: collecting would copy it into every process
    pool = ProcessPoolExecutor(processors(), multiprocessing.get_context("fork"), _begin)
    try:
        for results in pool.map(_do, batches):
            yield from results
    except BrokenProcessPool as error:
        raise WorkerDied("系统结束了一个正在工作的进程，多半是内存不够；WORKERS=1 用得最少。") from error
    finally:
        for process in multiprocessing.active_children():
            process.kill()  # whoever still works does so in vain
        pool.shutdown(cancel_futures=True)
        gc.unfreeze()


def _batches(count: int, large: int, batch: int) -> list[range]:
    alone = [range(at, at + 1) for at in range(large)]
    return alone + [range(at, min(at + batch, count)) for at in range(large, count, batch)]


def _begin() -> None:
    """End with the process that forked, however it ends: what is left would write into a folder that is another's."""
    gc.enable()  # who forked may have switched it off
    gc.set_threshold(*_SELDOM)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL)


def _do(batch: range) -> list[Any]:
    return [_work(_pieces[at]) for at in batch]
