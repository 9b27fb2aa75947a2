"""``generator links SITE``: every link of a built site leads somewhere, and nothing is loaded from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands import EXIT_FINDINGS, EXIT_FINE
from generator.errors import WrongUse
from generator.publish.door.links import wrong_links
from generator.publish.door.settings import read_settings

if TYPE_CHECKING:
    import argparse

NAME = "links"
HELP = "follow every link of a built site: dead ones, those to other sites that are loaded, marks that stand twice"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("site", nargs="?", default=Path("site"), type=Path, help="the built site (default: site)")
    parser.add_argument("--config", default="mkdocs.yml", type=Path, help="the site's settings (default: mkdocs.yml)")


def run(arguments: argparse.Namespace) -> int:
    """Print each wrong link and return 1 where there is one."""
    site: Path = arguments.site
    if not (site / "index.html").is_file():
        raise WrongUse(f"no built site here: {site} (make site builds it)")
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    pages = {name: (site / name).read_text(encoding="utf-8") for name in sorted(files) if name.endswith(".html")}
    wrong = list(wrong_links(pages, files, read_settings(arguments.config).edition.address))
    for name, said in wrong:
        print(f"{site / name}：{said}")
    print(f"{len(pages)} 页，{len(wrong)} 处链接要改。")
    return EXIT_FINDINGS if wrong else EXIT_FINE
