"""How long the history of 204 forms and 60 commits takes; run by hand: ``python -m tests.benchmark.history_speed``."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from generator.history.dates import read_history
from tests.conftest import FIXTURE_DATA
from tests.repository import Repository

YEARS, UNITS, PROJECTS, RUNS = (2021, 2022, 2023), 4, 17, 9
GOAL_SECONDS = "2"


def _make(root: Path) -> Repository:
    """48 commits of up to 5 forms each, then 12 that change one."""
    text = (FIXTURE_DATA / "evaluations/2023/shili-tushuguan/tushu-gouzhi.yaml").read_text(encoding="utf-8")
    repository = Repository(root)
    batches = [(y, u, p) for y in YEARS for u in range(UNITS) for p in range(0, PROJECTS, 5)]
    for day, (year, unit, start) in enumerate(batches, 1):
        names = [f"data/evaluations/{year}/u{unit}/p{number}.yaml" for number in range(start, min(start + 5, PROJECTS))]
        repository.commit(day, {name: f"# {name}\n{text}" for name in names})
    for day in range(100, 112):
        name = f"data/evaluations/{2021 + day % 3}/u{day % UNITS}/p{day % PROJECTS}.yaml"
        repository.commit(day, {name: f"# {day}\n{text}"})
    return repository


def main() -> None:
    """Print the median wall time of some readings."""
    with tempfile.TemporaryDirectory() as folder:
        repository = _make(Path(folder))
        seconds = []
        for _ in range(RUNS):
            start = time.perf_counter()
            history = read_history(repository.root / "data")
            seconds.append(time.perf_counter() - start)
    line = f"{len(history.dates)} forms, 60 commits: {median(seconds):.3f} s, {max(seconds):.3f} s at worst"
    sys.stdout.write(f"{line} (goal: {GOAL_SECONDS} s)\n")


if __name__ == "__main__":
    main()
