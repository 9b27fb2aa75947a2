"""Time the whole build against other builders on the same pages, interleaved, medians of several runs.

    make bench FORMS="100 1000 10000" RUNS=3

makes N forms, builds them as ``generator build`` does (cold, without a change, with one record edited), and builds the
Markdown that ``generator render`` writes with plain MkDocs + Material (without and with its search), and, where a
folder of an environment with them is given, with Zensical and Hugo. Prints Markdown tables: ratios matter, not seconds.
Ours also checks every form, draws pictures, makes downloads in six formats and an index of the full text; the others
print the same Markdown and nothing else.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import threading
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
    """MiB of all processes together, what they share counted once (PSS, sampled)."""
    files: int
    size: int
    """MiB that lie in the folder it made; 0 where it makes none."""


class Contender(NamedTuple):
    """What is timed."""

    name: str
    run: Callable[[], Figures]
    reads_markdown: bool = False
    """It builds what ``generator render`` writes."""


def main() -> None:
    """Run every contender in turn, as often as asked, and print a table for each number of forms."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("numbers", nargs="+", type=int, help="how many forms")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--with-others", type=Path, help="a virtual environment that has zensical and hugo")
    parser.add_argument("--skip", nargs="*", default=[], help="contenders that are left out")
    parser.add_argument("--stages", action="store_true", help="also where the time goes, in one process")
    arguments = parser.parse_args()
    for number in arguments.numbers:
        known = [one for one in _contenders(number, arguments.with_others) if one.name not in arguments.skip]
        _prepare(number)
        if any(one.reads_markdown for one in known):
            _render()
        found: dict[str, list[Figures]] = {contender.name: [] for contender in known}
        for _ in range(arguments.runs):
            for contender in known:
                found[contender.name].append(contender.run())
                print(f"{number} {contender.name}: {found[contender.name][-1]}", file=sys.stderr, flush=True)
        print(_table(number, found), flush=True)
        if arguments.stages:
            stages = [sys.executable, "-m", "tests.benchmark.stages", str(WORK / "data")]
            subprocess.run(stages, cwd=ROOT, check=True)


def _prepare(number: int) -> None:
    """Data and settings of so many forms, made anew."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    _call([sys.executable, "-m", "tests.benchmark.make_forms", str(number), str(WORK / "data")])
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("records: data", f"records: {WORK / 'data'}")
    settings = settings.replace("docs_dir: content", f"docs_dir: {ROOT / 'content'}")
    for name in ("generator", "overrides"):
        settings = settings.replace(f"  - {name}\n", f"  - {ROOT / name}\n")
    (WORK / "ours.yml").write_text(settings.replace("custom_dir: overrides", f"custom_dir: {ROOT / 'overrides'}"))


def _render() -> None:
    """The Markdown of the same forms, as each builder wants it."""
    _call([*GENERATOR, "render", str(WORK / "rendered"), "--config", str(WORK / "ours.yml")])
    pages = WORK / "pages"
    for source in (WORK / "rendered").rglob("*.md"):
        target = pages / source.relative_to(WORK / "rendered")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        # to Hugo an index.md makes all beside it no pages of their own; it follows no links
        hugo = WORK / "hugo/content" / source.relative_to(WORK / "rendered")
        hugo.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, hugo.with_name("_index.md") if hugo.name == "index.md" else hugo)
    for name, plugins in (("bare", "[]"), ("search", "[search]")):
        (WORK / f"{name}.yml").write_text(_PLAIN.format(docs="pages", plugins=plugins))
    (WORK / "zensical.yml").write_text((WORK / "bare.yml").read_text() + "site_dir: out-zensical\n")
    layouts = WORK / "hugo" / "layouts"
    layouts.mkdir(parents=True)
    (WORK / "hugo" / "hugo.toml").write_text(_HUGO)
    for name in ("single.html", "list.html", "index.html"):
        (layouts / "_default" / name).parent.mkdir(exist_ok=True)
        (layouts / "_default" / name).write_text(_HUGO_PAGE)


def _contenders(number: int, others: Path | None) -> list[Contender]:
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(WORK / "out"), "--config-file"]
    known = [
        Contender("generator build, cold", _cold),
        Contender("generator build, nothing changed", _ours),
        Contender("generator build, one record edited", lambda: _edited(number)),
        Contender("generator check, nothing remembered", _checked_first),
        Contender("generator check, nothing changed", _checked),
        Contender("MkDocs + Material, no search", lambda: _anew([*mkdocs, str(WORK / "bare.yml")], "out"), True),
        Contender("MkDocs + Material, its search", lambda: _anew([*mkdocs, str(WORK / "search.yml")], "out"), True),
    ]
    if others is not None:
        zensical = [str(others / "bin" / "zensical"), "build", "--clean", "--config-file", str(WORK / "zensical.yml")]
        hugo = [str(others / "bin" / "hugo"), "--quiet", "--source", str(WORK / "hugo"), "--destination"]
        known.append(Contender("Zensical", lambda: _anew(zensical, "out-zensical"), True))
        hugo.append(str(WORK / "out-hugo"))
        known.append(Contender("Hugo, a theme of one line, no search", lambda: _anew(hugo, "out-hugo"), True))
    return known


def _ours() -> Figures:
    site = WORK / "site"
    return _timed([*GENERATOR, "build", "--config", str(WORK / "ours.yml"), "--site", str(site)], site)


def _cold() -> Figures:
    """Nothing is left of any build or check before."""
    for left in (WORK / "site", WORK / ".cache", *WORK.glob(".site.*")):
        shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)
    return _ours()


def _checked() -> Figures:
    return _timed([*GENERATOR, "check", str(WORK / "data"), "--fail-on", "problems"])


def _checked_first() -> Figures:
    shutil.rmtree(WORK / ".cache", ignore_errors=True)
    return _checked()


def _anew(command: list[str], folder: str) -> Figures:
    """Time a builder that finds no folder of its own."""
    shutil.rmtree(WORK / folder, ignore_errors=True)
    return _timed(command, WORK / folder)


def _edited(number: int) -> Figures:
    """The record in the middle says something else each time in its achieved results."""
    record = sorted((WORK / "data").glob("*/*/*/*.yaml"))[number // 2]
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("  achieved: ", "  achieved: 又", 1), encoding="utf-8")
    return _ours()


def _timed(command: list[str], made: Path | None = None) -> Figures:
    """Time one command with its children; the folder of a former run is left for it to deal with."""
    environment = os.environ | {
        "NO_MKDOCS_2_WARNING": "1",
        "PUBLISH_DATE": "2026-01-01",
        "SOURCE_DATE_EPOCH": "1767225600",
    }
    start = time.perf_counter()
    with (WORK / "said.txt").open("w+b") as said:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=said)
        peak = Peak(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        if status:
            said.seek(0)
            raise SystemExit(f"{command}: {said.read().decode()[-2000:]}")
    files = [path for path in made.rglob("*") if path.is_file()] if made else []
    size = sum(path.stat().st_size for path in files)
    return Figures(wall, usage.ru_utime + usage.ru_stime, peak.end() >> 20, len(files), size >> 20)


class Peak(threading.Thread):
    """Looks at the memory of a process and its children twice a second: looking costs time itself."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._most, self._over = pid, 0, threading.Event()
        self.start()

    def run(self) -> None:
        """Look until the end."""
        while not self._over.wait(0.5):
            self._most = max(self._most, sum(map(_pss, _family(self._pid))))

    def end(self) -> int:
        """Bytes at most."""
        self._over.set()
        self.join()
        return self._most


def _family(pid: int) -> list[int]:
    """A process with all below it."""
    try:
        children = (Path(f"/proc/{pid}/task/{pid}/children")).read_text().split()
    except OSError:
        return []
    return [pid, *(below for child in children for below in _family(int(child)))]


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _table(number: int, found: dict[str, list[Figures]]) -> str:
    ours = statistics.median(run.wall for run in next(iter(found.values())))
    head = "| | seconds | to ours, cold | processor s | memory, MiB | files | MiB |"
    lines = [f"\n{number:,} forms", "", head, "|:--|--:|--:|--:|--:|--:|--:|"]
    for name, runs in found.items():
        wall, cpu, peak, files, size = (statistics.median(column) for column in zip(*runs, strict=True))
        made = f"{files:,.0f} | {size:,.0f}" if files else " | "
        lines.append(f"| {name} | {wall:.2f} | {wall / ours:.2f} | {cpu:.2f} | {peak:,.0f} | {made} |")
    return "\n".join(lines)


def _call(command: list[str]) -> None:
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
