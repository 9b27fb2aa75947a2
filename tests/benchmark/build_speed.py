"""Time the whole build against other builders on the same pages, interleaved, medians of several runs.

    python -m tests.benchmark.build_speed 100 1000 --runs 3 [--with-others .cache/bench]

makes N forms, builds them as ``make site`` does (cold, without a change, with one record edited), and builds the
Markdown that ``generator render`` writes with plain MkDocs + Material (without and with its search), and, where a
folder of an environment with them is given, with Zensical and Hugo. Prints Markdown tables: ratios matter, not seconds.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent.parent
WORK = ROOT / "build" / "bench"
GENERATOR = [sys.executable, "-m", "generator.cli"]
_PLAIN = """\
site_name: bench
docs_dir: {docs}
use_directory_urls: true
theme: {{name: material, language: zh, font: false}}
markdown_extensions: [attr_list, tables, md_in_html, toc]
plugins: {plugins}
validation: {{unrecognized_links: ignore, absolute_links: ignore, not_found: ignore, anchors: ignore}}
"""
_HUGO = """\
baseURL = "https://example.org/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
[markup.goldmark.renderer]
unsafe = true
"""
_HUGO_PAGE = "<!doctype html><html lang=zh><title>{{ .Title }}</title><main>{{ .Content }}</main></html>"


class Figures(NamedTuple):
    """One run of a command with all its processes."""

    wall: float
    """Seconds by the clock."""
    cpu: float
    """Seconds of processor time."""
    peak: int
    """MiB, of the largest process."""


class Contender(NamedTuple):
    """What is timed."""

    name: str
    run: Callable[[], Figures]


def main() -> None:
    """Run every contender in turn, as often as asked, and print a table for each number of forms."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("numbers", nargs="+", type=int, help="how many forms")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--with-others", type=Path, help="a virtual environment that has zensical and hugo")
    parser.add_argument("--skip", nargs="*", default=[], help="contenders that are left out")
    arguments = parser.parse_args()
    for number in arguments.numbers:
        _prepare(number)
        known = [one for one in _contenders(number, arguments.with_others) if one.name not in arguments.skip]
        found: dict[str, list[Figures]] = {contender.name: [] for contender in known}
        for _ in range(arguments.runs):
            for contender in known:
                found[contender.name].append(contender.run())
                print(f"{number} {contender.name}: {found[contender.name][-1]}", file=sys.stderr, flush=True)
        print(_table(number, found), flush=True)


def _prepare(number: int) -> None:
    """Data, settings and the rendered Markdown of so many forms, made anew."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    _call([sys.executable, "-m", "tests.benchmark.make_forms", str(number), str(WORK / "data")])
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("records: data", f"records: {WORK / 'data'}")
    settings = settings.replace("docs_dir: content", f"docs_dir: {ROOT / 'content'}")
    (WORK / "ours.yml").write_text(settings.replace("custom_dir: overrides", f"custom_dir: {ROOT / 'overrides'}"))
    _call([*GENERATOR, "render", str(WORK / "rendered"), "--config", str(WORK / "ours.yml")])
    pages = WORK / "pages"
    for source in (WORK / "rendered").rglob("*.md"):
        target = pages / source.relative_to(WORK / "rendered")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    for name, plugins in (("bare", "[]"), ("search", "[search]")):
        (WORK / f"{name}.yml").write_text(_PLAIN.format(docs=pages, plugins=plugins))
    layouts = WORK / "hugo" / "layouts"
    layouts.mkdir(parents=True)
    (WORK / "hugo" / "hugo.toml").write_text(_HUGO)
    for name in ("single.html", "list.html", "index.html"):
        (layouts / "_default" / name).parent.mkdir(exist_ok=True)
        (layouts / "_default" / name).write_text(_HUGO_PAGE)
    (WORK / "hugo" / "content").symlink_to(pages)


def _contenders(number: int, others: Path | None) -> list[Contender]:
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(WORK / "out"), "--config-file"]
    known = [
        Contender("generator build, cold", _cold),
        Contender("generator build, nothing changed", _ours),
        Contender("generator build, one record edited", lambda: _edited(number)),
        Contender(
            "generator check", lambda: _timed([*GENERATOR, "check", str(WORK / "data"), "--fail-on", "problems"])
        ),
        Contender("MkDocs + Material, no search", lambda: _timed([*mkdocs, str(WORK / "bare.yml")])),
        Contender("MkDocs + Material, its search", lambda: _timed([*mkdocs, str(WORK / "search.yml")])),
    ]
    if others is not None:
        zensical = [str(others / "bin" / "zensical"), "build", "--clean", "--config-file", str(WORK / "bare.yml")]
        hugo = [str(others / "bin" / "hugo"), "--quiet", "--source", str(WORK / "hugo"), "--destination"]
        known.append(Contender("Zensical", lambda: _timed(zensical)))
        known.append(Contender("Hugo, a theme of one line, no search", lambda: _timed([*hugo, str(WORK / "out")])))
    return known


def _ours() -> Figures:
    return _timed([*GENERATOR, "build", "--config", str(WORK / "ours.yml"), "--site", str(WORK / "site")])


def _cold() -> Figures:
    shutil.rmtree(WORK / "site", ignore_errors=True)
    return _ours()


def _edited(number: int) -> Figures:
    """The record in the middle has another byte each time."""
    record = sorted((WORK / "data").glob("*/*/*/*.yaml"))[number // 2]
    text = record.read_text(encoding="utf-8")
    record.write_text(
        text.replace("title: ", "title:  ", 1) if "title:  " not in text else text.replace("title:  ", "title: ")
    )
    return _ours()


def _timed(command: list[str]) -> Figures:
    """Time one command with its children; the folder of a former run is left for it to deal with."""
    environment = os.environ | {
        "NO_MKDOCS_2_WARNING": "1",
        "PUBLISH_DATE": "2026-01-01",
        "SOURCE_DATE_EPOCH": "1767225600",
    }
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command}: {(process.stderr.read() if process.stderr else b'').decode()[-2000:]}")
    return Figures(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024)


def _table(number: int, found: dict[str, list[Figures]]) -> str:
    ours = statistics.median(run.wall for run in next(iter(found.values())))
    lines = [f"\n{number} forms", "", "| | seconds | to ours, cold | processor s | MiB |", "|:--|--:|--:|--:|--:|"]
    for name, runs in found.items():
        wall, cpu, peak = (statistics.median(column) for column in zip(*runs, strict=True))
        lines.append(f"| {name} | {wall:.2f} | {wall / ours:.2f} | {cpu:.2f} | {peak:.0f} |")
    return "\n".join(lines)


def _call(command: list[str]) -> None:
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
