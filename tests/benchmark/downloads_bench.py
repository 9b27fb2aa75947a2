"""Measure the downloads: each kind by itself, then all of them as a build makes them.

    python -m tests.benchmark.downloads_bench --forms 10000 [--data FOLDER]

The pieces of a kind are made in a process forked for them, and their files lie on disk for those that need them; the
peak is what they take beyond what stands already. Then all are made once more by as many processes as a build uses:
seconds, and memory of all processes together, what they share counted once (PSS, sampled), the forms included. Nothing
here is a test: times depend on the machine.
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
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli import be_a_command
from generator.publish.door.writing import Store, write, write_all
from generator.publish.edition import Edition
from generator.publish.pieces import ASIDE, Read
from generator.publish.site import build_site
from generator.record.store import load
from generator.workers import processors
from tests.benchmark.build_speed import Peak
from tests.benchmark.make_forms import make_dataset
from tests.conftest import DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.publish.pieces import Piece

_MEGABYTE = 1e6
_SEARCH = ("search", f"{ASIDE}/search", "opensearch")
"""The index of the site's search is no download."""


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
    """Bytes beyond what stood before."""

    def with_more(self, other: Cost) -> Cost:
        """The same of files that are made in another turn."""
        files, size, peak = self.files + other.files, self.size + other.size, max(self.peak, other.peak)
        return Cost(files, size, self.wall + other.wall, self.processor + other.processor, peak)


def measure(pieces: Iterable[Piece], folder: Path) -> dict[str, Cost]:
    """Every kind of file with its cost, in the order in which they are made."""
    costs: dict[str, Cost] = {}
    kinds: dict[tuple[int, str], list[Piece]] = defaultdict(list)
    for piece in pieces:
        kinds[piece.turn, kind_of(piece)].append(piece)
    for (_, kind), alike in sorted(kinds.items(), key=lambda item: item[0][0]):
        cost = _in_a_process_of_their_own(alike, folder)
        costs[kind] = costs[kind].with_more(cost) if kind in costs else cost
    return costs


def kind_of(piece: Piece) -> str:
    """Pieces of records and of feeds are many of a kind; each of the others is one."""
    first = piece.paths[0] if piece.paths else piece.name
    if first.endswith("feed.xml") or first.startswith("feeds/"):
        return "订阅"
    if piece.name.endswith(".rows"):
        return "各表的行，一块一块"
    if first.startswith("data/"):
        return " ".join(path.removeprefix("data/") for path in piece.paths)
    return "每份表：YAML、JSON、官方表" if any(path.startswith("api/") for path in piece.paths[:3]) else first


def _in_a_process_of_their_own(pieces: Iterable[Piece], folder: Path) -> Cost:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        with os.fdopen(writer, "w") as answer:
            json.dump(asdict(_make(pieces, folder)), answer)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        text = answer.read()
    os.waitpid(child, 0)
    return Cost(**json.loads(text))


def _make(pieces: Iterable[Piece], folder: Path) -> Cost:
    before, started, began = _resident(), time.process_time(), time.perf_counter()
    cost = Cost()
    for piece in pieces:
        for path, content in piece.make(Read(lambda path: folder / path)).items():
            write(folder / path, content)
            cost.files += 1
            cost.size += (folder / path).stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    cost.wall, cost.processor = time.perf_counter() - began, time.process_time() - started
    cost.peak = max(0, peak - before)
    return cost


def build(pieces: Sequence[Piece], folder: Path) -> str:
    """All at once, as a build makes them."""
    peak = Peak(os.getpid())
    began, (user, system) = time.perf_counter(), _spent()
    write_all(pieces, folder, Store())
    wall, (user, system) = (
        time.perf_counter() - began,
        (now - then for now, then in zip(_spent(), (user, system), strict=True)),
    )
    spent = f"{user + system:.1f} 处理器秒，其中 {system:.1f} 秒是系统写文件等等"
    most = f"所有进程一共最多占内存 {peak.end() / _MEGABYTE:,.0f} MB（PSS）"
    return f"{processors()} 个进程：{wall:.1f} 秒，{spent}；{most}。"


def _spent() -> tuple[float, float]:
    """Processor seconds of this process and of those that ended: its own, and the system's for it."""
    times = os.times()
    return times.user + times.children_user, times.system + times.children_system


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
    be_a_command()
    dataset = load(arguments.data) if arguments.data else make_dataset(arguments.forms)
    site = build_site(dataset, Edition(DAY))
    pieces = [piece for piece in site.pieces({}) if not (piece.paths or (piece.name,))[0].startswith(_SEARCH)]
    standing = _resident()
    gc.collect()
    gc.freeze()
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(report(measure(pieces, Path(folder)), len(dataset.forms), standing))
        print(build(pieces, Path(folder) / "all"))


if __name__ == "__main__":
    main()
