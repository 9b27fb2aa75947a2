"""Measure every download by itself: seconds, processor seconds and peak memory of the process that makes it.

    python -m tests.benchmark.downloads_bench --forms 10000 [--data FOLDER]

Each piece is made in a process forked for it, as a build does, and its files lie on disk for those that need them; the
peak is what the piece takes beyond what stands already. Nothing here is a test: times depend on the machine.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from generator.publish.door.writing import write
from generator.publish.edition import Edition
from generator.publish.pieces import Read
from generator.publish.site import build_site
from generator.record import load
from tests.benchmark.make_forms import make_dataset
from tests.conftest import DAY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.publish.pieces import Piece

_MEGABYTE = 1e6


@dataclass(slots=True)
class Cost:
    """What the files of one kind take together."""

    files: int = 0
    size: int = 0
    """Bytes."""
    wall: float = 0
    """Seconds."""
    processor: float = 0
    """Seconds."""
    peak: float = 0
    """Bytes of the largest piece, beyond what stood before."""
    names: set[str] = field(default_factory=set)


def measure(pieces: Iterable[Piece], folder: Path) -> dict[str, Cost]:
    """Every kind of file with its cost, in the order in which they are made."""
    costs: dict[str, Cost] = defaultdict(Cost)
    gc.collect()
    gc.freeze()
    for piece in sorted(pieces, key=lambda piece: piece.turn):
        made = _in_a_process_of_its_own(piece, folder)
        cost = costs[kind_of(piece)]
        cost.files += int(made["files"])
        cost.size += int(made["size"])
        cost.wall += made["wall"]
        cost.processor += made["processor"]
        cost.peak = max(cost.peak, made["peak"])
    return costs


def kind_of(piece: Piece) -> str:
    """Pieces of records and of feeds are many of a kind; each of the others is one."""
    first = piece.paths[0] if piece.paths else piece.name
    if first.endswith("feed.xml") or first.startswith("feeds/"):
        return "订阅"
    if first.startswith("data/"):
        return " ".join(path.removeprefix("data/") for path in piece.paths)
    return "每份表：YAML、JSON、官方表" if any(path.startswith("api/") for path in piece.paths[:3]) else first


def _in_a_process_of_its_own(piece: Piece, folder: Path) -> dict[str, float]:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        with os.fdopen(writer, "w") as answer:
            json.dump(_make(piece, folder), answer)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        text = answer.read()
    os.waitpid(child, 0)
    made: dict[str, float] = json.loads(text)
    return made


def _make(piece: Piece, folder: Path) -> dict[str, float]:
    before, started, began = _resident(), time.process_time(), time.perf_counter()
    files = piece.make(Read(lambda path: folder / path))
    size = 0
    for path, content in files.items():
        write(folder / path, content)
        size += (folder / path).stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    wall, processor = time.perf_counter() - began, time.process_time() - started
    return {"files": len(files), "size": size, "wall": wall, "processor": processor, "peak": max(0, peak - before)}


def _resident() -> int:
    """Bytes in memory now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()


def report(costs: dict[str, Cost], forms: int, standing: int) -> str:
    """A Markdown table, the dearest first, and the sums."""
    lines = [
        f"# {forms:,} 份表的下载",
        "",
        "| 文件 | 份 | MB | 秒 | 处理器秒 | 最多另占内存 MB |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, cost in sorted(costs.items(), key=lambda item: -item[1].processor):
        lines.append(
            f"| {name} | {cost.files:,} | {cost.size / _MEGABYTE:,.1f} | {cost.wall:.1f} | {cost.processor:.1f} "
            f"| {cost.peak / _MEGABYTE:,.0f} |"
        )
    whole = sum(cost.processor for cost in costs.values())
    peak, before = (f"{size / _MEGABYTE:,.0f} MB" for size in (max(cost.peak for cost in costs.values()), standing))
    lines += ["", f"一共 {whole:.1f} 处理器秒；已有的表占 {before}，一件最多另占 {peak}。"]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=int, default=10_000)
    parser.add_argument("--data", type=Path, help="a data folder; without it forms are made")
    arguments = parser.parse_args()
    dataset = load(arguments.data) if arguments.data else make_dataset(arguments.forms)
    site = build_site(dataset, Edition(DAY))
    pieces = [piece for piece in site.pieces({}) if piece.name != "search"]
    with tempfile.TemporaryDirectory() as folder:
        costs = measure(pieces, Path(folder))
    sys.stdout.write(report(costs, len(dataset.forms), _resident()))


if __name__ == "__main__":
    main()
