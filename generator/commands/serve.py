"""``generator serve``: what ``make serve`` does, for machines without make: the site with live reload."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from generator.commands.site import settle_day

if TYPE_CHECKING:
    import argparse

NAME = "serve"
HELP = "serve the site with live reload on http://127.0.0.1:8000/ (边改边看，等于 make serve)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--address", default="127.0.0.1:8000", help="地址和端口（默认 127.0.0.1:8000）")


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    settle_day()
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", arguments.address]
    return subprocess.call(command)  # noqa: S603 -- this very Python
