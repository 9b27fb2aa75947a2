"""``generator render DIR``: the whole content folder as real files, for readers, diffs and other builders."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generator.clock import publish_date
from generator.commands import EXIT_FINDINGS, EXIT_FINE
from generator.errors import WrongUse
from generator.publish.edition import LOCAL_ADDRESS, Edition
from generator.publish.site import build_site
from generator.record import load
from generator.review.history import read_history

if TYPE_CHECKING:
    import argparse

NAME = "render"
HELP = "write every page as Markdown and every download into a folder, the same bytes the site is built from"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("target", type=Path, help="an empty or new folder")
    parser.add_argument("--data", default="data", type=Path, help="the data folder (default: data)")
    parser.add_argument("--content", default="content", type=Path, help="the written pages (default: content)")


def _edition(arguments: argparse.Namespace) -> Edition:
    """The edition `make site` builds: address and repository from the same environment."""
    address = os.environ.get("SITE_URL") or LOCAL_ADDRESS
    history, repository = read_history(arguments.data), os.environ.get("REPOSITORY_URL", "")
    return Edition(publish_date(), address, history, repository)


def run(arguments: argparse.Namespace) -> int:
    """Render one site; nothing is written when a record has a problem."""
    target: Path = arguments.target
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise WrongUse(f"not an empty folder: {target}")
    for folder in (arguments.data, arguments.content):
        if not folder.is_dir():
            raise WrongUse(f"no such folder: {folder}")
    dataset = load(arguments.data)
    if dataset.problems:
        for problem in dataset.problems:
            print(problem, file=sys.stderr)
        return EXIT_FINDINGS
    site = build_site(dataset, _edition(arguments))
    shutil.copytree(arguments.content, target, dirs_exist_ok=True)
    written = {path.relative_to(target).as_posix(): path.read_text(encoding="utf-8") for path in target.rglob("*.md")}
    pages = {name: site.fill(name, text) for name, text in written.items()} | site.pages
    files = site.files | site.search_files(written)
    for name, content in [*((name, text.encode()) for name, text in pages.items()), *files.items()]:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(content)
    print(f"写了 {len(site.pages)} 页、{len(files)} 个文件到 {target}。")
    return EXIT_FINE
