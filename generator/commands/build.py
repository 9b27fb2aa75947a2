"""``generator build``: the whole site, built beside the published folder and put in its place at the end.

Where nothing changed it says so before the builder is loaded, which takes longer than looking.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands import EXIT_FINE
from generator.publish.door.inputs import is_noted, now

if TYPE_CHECKING:
    import argparse

NAME = "build"
HELP = "build the site; the folder of the old one is replaced at once, and only when nothing is wrong"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--config", default="mkdocs.yml", type=Path, help="the site's settings (default: mkdocs.yml)")
    parser.add_argument("--site", type=Path, help="the published folder (default: as in the settings)")
    parser.add_argument("--anew", action="store_true", help="build although nothing changed since the last time")


def run(arguments: argparse.Namespace) -> int:
    """Build one site; any warning fails, and then the old folder stays as it is."""
    site: Path = arguments.site or arguments.config.with_name("site")
    if (
        not arguments.anew
        and arguments.config.is_file()
        and is_noted(site.resolve(), arguments.config, now(), is_asked_for=arguments.site is not None)
    ):
        print(f"{site.resolve()} 没有变化，不用生成。")
        return EXIT_FINE
    code: int = import_module("generator.commands.publishing").publish(arguments, ())
    return code
