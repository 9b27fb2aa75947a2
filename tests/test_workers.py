"""Work that is spread over processes: the results are those of doing it here, in the same order."""

from __future__ import annotations

import os

import pytest

from generator import workers
from generator.workers import spread


def _told(piece: int) -> tuple[int, int]:
    """A result, and the process it comes from."""
    return piece * piece, os.getpid()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
@pytest.mark.parametrize("large", [0, 3])
def test_many_pieces_are_done_in_order_by_processes_begun_anew(large: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKERS", "2")
    monkeypatch.setattr(workers, "_MOST", 32)
    found = list(spread(_told, range(200), large, batch=8))
    assert [result for result, _ in found] == [piece * piece for piece in range(200)]
    first, last = ({process for _, process in part} for part in (found[:32], found[-32:]))
    assert first.isdisjoint(last)
    assert os.getpid() not in first | last


def test_one_processor_does_all_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKERS", "1")
    assert list(spread(_told, range(20))) == [(piece * piece, os.getpid()) for piece in range(20)]
