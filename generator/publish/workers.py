"""Owns doing many alike pieces of work in several processes. Knows nothing of the work; keeps its order.

Processes are forked, so that what they need is there without being sent, and what they make should be small or already
on disk when they hand it back. Where the system has no fork, or one processor, the work is done here.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Piece = TypeVar("Piece")
Result = TypeVar("Result")
_FEW = 16
"""Fewer pieces are not worth a process."""
_BATCH = 8
"""Pieces a process takes at once: enough to pay for asking, few enough that all end together."""
_work: Callable[[Any], Any]
"""Set before the fork; a closure cannot be sent to a process that runs already."""


def processors() -> int:
    """How many processes may work at once; ``WORKERS`` says fewer or more."""
    stated = os.environ.get("WORKERS", "")
    return max(1, int(stated)) if stated.isdecimal() else len(os.sched_getaffinity(0))


def spread(work: Callable[[Piece], Result], pieces: Iterable[Piece]) -> Iterator[Result]:
    """The results in the order of the pieces."""
    known = list(pieces)
    if processors() == 1 or len(known) < _FEW or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, known)
        return
    global _work  # noqa: PLW0603 -- what is forked is the whole process
    _work = work
    gc.freeze()  # what stands already is shared: collecting would copy it into every process
    try:
        with multiprocessing.get_context("fork").Pool(processors()) as pool:
            for results in pool.imap(_do, _batches(known)):
                yield from results
    finally:
        gc.unfreeze()


def _batches(pieces: list[Piece]) -> Iterator[list[Piece]]:
    rest = iter(pieces)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _do(batch: list[Any]) -> list[Any]:
    gc.enable()  # who forked may have switched it off
    return [_work(piece) for piece in batch]
