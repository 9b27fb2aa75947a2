"""``generator render DIR``: the whole content folder as real files, for readers, diffs and other builders."""

from __future__ import annotations

import argparse
import shutil
import sys
from dataclasses import replace
from pathlib import Path

from generator.commands import EXIT_FINDINGS, EXIT_FINE
from generator.commands.publishing import make_part
from generator.errors import WrongUse
from generator.history.dates import read_history
from generator.publish.door.settings import read_settings
from generator.publish.door.writing import Share
from generator.publish.site import build_site
from generator.record.store import load

NAME = "render"
HELP = "write every page as Markdown and every download into a folder, the same bytes the site is built from"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("target", type=Path, help="an empty or new folder")
    parser.add_argument("--config", default="mkdocs.yml", type=Path, help="the site's settings (default: mkdocs.yml)")
    parser.add_argument("--data", type=Path, help="the data folder (default: as in the settings)")
    parser.add_argument(
        "--shard", type=_share, metavar="I/N", help="make only share I of N of the built site, to merge"
    )
    parser.add_argument("--content", type=Path, help="the written pages (default: as in the settings)")


def _share(text: str) -> Share:
    number, _, of = text.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise argparse.ArgumentTypeError(f"not I/N such as 1/3: {text}")
    return Share(int(number), int(of))


def run(arguments: argparse.Namespace) -> int:
    """Render one site; nothing is written when a record has a problem."""
    target: Path = arguments.target
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise WrongUse(f"not an empty folder: {target}")
    if arguments.shard:
        return make_part(arguments.config, arguments.shard, target)
    settings = read_settings(arguments.config)
    data, content = arguments.data or settings.data, arguments.content or settings.content
    for folder in (data, content):
        if not folder.is_dir():
            raise WrongUse(f"no such folder: {folder}")
    dataset = load(data)
    if dataset.problems:
        for problem in dataset.problems:
            print(problem, file=sys.stderr)
        return EXIT_FINDINGS
    site = build_site(dataset, replace(settings.edition, history=read_history(data)))
    shutil.copytree(content, target, dirs_exist_ok=True)
    written = {path.relative_to(target).as_posix(): path.read_text(encoding="utf-8") for path in target.rglob("*.md")}
    pages = {name: text.encode() for name, text in site.all_pages(written).items()}
    for name, body in (pages | site.files | dict(site.pictures()) | site.search_files(written)).items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(body)
    print(f"写了 {len(site.pages)} 页、{len(site.files)} 个文件到 {target}。")
    return EXIT_FINE
