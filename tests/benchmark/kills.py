"""Kills builds at random moments: the published folder is whole each time, and the last build is as if made anew.

    python -m tests.benchmark.kills 100 [SEED]

edits a record of the invented region before each build, so that pieces are made and taken over; prints what was met.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from generator.publish.door.manifest import MANIFEST, hashes, read_manifest
from tests.web import make_project

FORM = "evaluations/2023/qinghe-hedao-guanlisuo/xunhe-yanghu"
SETTINGS = {"PUBLISH_DATE": "2024-06-01", "SOURCE_DATE_EPOCH": "1700000000", "NO_MKDOCS_2_WARNING": "1", "WORKERS": "3"}


def main(times: int, seed: int) -> int:
    """The number of times the folder was not whole."""
    chance = random.Random(seed)  # noqa: S311 -- no secret
    met: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        project = make_project(Path(folder, "project"))
        longest = _build(project)
        record = project / f"data/{FORM}.yaml"
        text = record.read_text(encoding="utf-8")
        for number in range(times):
            record.write_text(text.replace("巡河养护", f"第{number}次巡河养护", 1), encoding="utf-8")
            before = (project / "site" / MANIFEST).read_bytes()
            _kill(project, chance.uniform(0, longest))
            met[_state(project / "site", before)] += 1
            print(number + 1, dict(met), flush=True)
        _build(project)
        (project / ".site.kept").unlink(missing_ok=True)
        _build(project, "--anew", "--site", "anew")
        met["not as if made anew"] += hashes(project / "site") != hashes(project / "anew")
    print(dict(met))
    return met["broken"] + met["not as if made anew"]


def _command(*options: str) -> list[str]:
    return [sys.executable, "-m", "generator.cli", "build", *options]


def _build(project: Path, *options: str) -> float:
    """Seconds it took."""
    start = time.monotonic()
    subprocess.run(_command(*options), cwd=project, env=os.environ | SETTINGS, check=True, capture_output=True)
    return time.monotonic() - start


def _kill(project: Path, after: float) -> None:
    quiet = subprocess.DEVNULL
    with subprocess.Popen(_command(), cwd=project, env=os.environ | SETTINGS, stdout=quiet, stderr=quiet) as running:
        time.sleep(after)
        running.kill()


def _state(site: Path, before: bytes) -> str:
    stated = (site / MANIFEST).read_bytes()
    if hashes(site) != read_manifest(stated).files:
        return "broken"
    return "old" if stated == before else "new"


if __name__ == "__main__":
    raise SystemExit(bool(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)))
