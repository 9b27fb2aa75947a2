"""``generator site``: what ``make site`` does, for machines without make: the day settled, then the build."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING

from generator.commands import build
from generator.record.values import BEIJING

if TYPE_CHECKING:
    import argparse

NAME = "site"
HELP = "check the records and build the whole site into site/ (检查并生成网站，等于 make site)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments; those of the build."""
    build.add_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Build, which reads and checks every record first; with a problem nothing is built."""
    settle_day()
    return build.run(arguments)


def settle_day() -> None:
    """The day in China decides which forms may be out, as in the Makefile."""
    if not os.environ.get("PUBLISH_DATE", "").strip():
        os.environ["PUBLISH_DATE"] = dt.datetime.now(BEIJING).date().isoformat()
