"""``generator site``: what ``make site`` does, for machines without make: check, then build."""

from __future__ import annotations

import argparse
import datetime as dt
import os

from generator.commands import EXIT_FINE, build, check
from generator.record.values import BEIJING

NAME = "site"
HELP = "check the records and build the whole site into site/ (检查并生成网站，等于 make site)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments; those of the build."""
    build.add_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Check, then build; with a problem nothing is built."""
    settle_day()
    checking = argparse.ArgumentParser()
    check.add_arguments(checking)
    code = check.run(checking.parse_args(["--fail-on", "problems", "--severity", "错误"]))
    return build.run(arguments) if code == EXIT_FINE else code


def settle_day() -> None:
    """The day in China decides which forms may be out, as in the Makefile."""
    if not os.environ.get("PUBLISH_DATE", "").strip():
        os.environ["PUBLISH_DATE"] = dt.datetime.now(BEIJING).date().isoformat()
