"""Where the time of a build goes: processor seconds of each stage in one process, nothing taken over.

    python -m tests.benchmark.stages DATA

prints a Markdown table. What MkDocs itself does is not in it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from generator.checks import run
from generator.publish.edition import Edition
from generator.publish.pieces import ReadMade, chunks_of
from generator.publish.site import build_site
from generator.record.store import load

if TYPE_CHECKING:
    from generator.publish.site import Site

DAY = dt.date(2026, 1, 1)
_LONGEST = 12
"""Pieces that are named one by one; the rest is told together."""


def main() -> None:
    """Time the stages of one folder of data."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    spent: dict[str, float] = {}
    clock = time.process_time()

    def lap(name: str) -> None:
        nonlocal clock
        now = time.process_time()
        spent[name], clock = spent.get(name, 0.0) + now - clock, now

    dataset = load(parser.parse_args().data)
    lap("read records")
    run(dataset)
    lap("rules")
    site = build_site(dataset, Edition(DAY))
    lap("rules again, collection, summaries")
    pieces = site.pieces({})
    lap("digests of what each piece is made from")
    print(_table(spent | _pages(site) | _pieces(site), len(dataset.forms)), len(pieces), "pieces")


def _pages(site: Site) -> dict[str, float]:
    spent: dict[str, float] = defaultdict(float)
    for path in site.pages:
        start = time.process_time()
        site.made(path)
        middle = time.process_time()
        site.body(path)
        kind = path.partition("/")[0].removesuffix(".md")
        spent[f"{kind}: Markdown and pictures"] += middle - start
        spent[f"{kind}: article"] += time.process_time() - middle
    return spent


def _pieces(site: Site) -> dict[str, float]:
    """The longest by name."""
    spent: dict[str, float] = {}
    files: dict[str, bytes] = {}
    for piece in sorted(site.pieces({}), key=lambda piece: piece.turn):
        start = time.process_time()
        made = piece.make(ReadMade(files))
        files |= {path: b"".join(chunks_of(content)) for path, content in made.items()}
        spent[piece.name] = time.process_time() - start
    longest = sorted(spent, key=lambda name: -spent[name])[:_LONGEST]
    rest = sum(seconds for name, seconds in spent.items() if name not in longest)
    return {name: spent[name] for name in longest} | {"records, feeds and all other files": rest}


def _table(spent: dict[str, float], forms: int) -> str:
    lines = ["| stage | processor s | ms a form |", "|:--|--:|--:|"]
    lines += [f"| {name} | {seconds:.2f} | {seconds / forms * 1000:.2f} |" for name, seconds in spent.items()]
    return "\n".join([*lines, f"| all | {sum(spent.values()):.2f} | {sum(spent.values()) / forms * 1000:.2f} |"])


if __name__ == "__main__":
    main()
