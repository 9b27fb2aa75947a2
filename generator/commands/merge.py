"""``generator merge PART...``: one site out of parts that were made by themselves, the same bytes as one build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands import build
from generator.commands.publishing import publish
from generator.errors import WrongUse
from generator.publish.door.kept import INDEX

if TYPE_CHECKING:
    import argparse

NAME = "merge"
HELP = "build the site with the parts that generator render --shard made; the rest is made here"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments: the parts, and those of the build."""
    parser.add_argument("parts", nargs="+", type=Path, help="folders of parts, of the same data, program and settings")
    build.add_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Build one site; what a part lacks, or made from something else, is made anew."""
    for part in arguments.parts:
        if not (part / INDEX).is_file():
            raise WrongUse(f"not a part of a site, it has no {INDEX}: {part}")
    return publish(arguments, arguments.parts)
