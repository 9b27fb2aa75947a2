"""``generator check``: read every record and say what is wrong, all of it in one run."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands import EXIT_FINDINGS, EXIT_FINE
from generator.errors import WrongUse
from generator.record import load

if TYPE_CHECKING:
    import argparse

NAME = "check"
HELP = "read the records and report every problem with file, line, column and how to mend it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("data", nargs="?", default="data", type=Path, help="the data folder (default: data)")
    parser.add_argument("--json", action="store_true", help="one JSON object for programs")


def run(arguments: argparse.Namespace) -> int:
    """Check one data folder."""
    if not arguments.data.is_dir():
        raise WrongUse(f"no such folder: {arguments.data}")
    dataset = load(arguments.data)
    if arguments.json:
        problems = [asdict(problem) for problem in dataset.problems]
        json.dump({"forms": len(dataset.forms), "problems": problems}, sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        for problem in dataset.problems:
            print(problem)
        print(f"读到 {len(dataset.forms)} 份记录，{len(dataset.problems)} 处要改。")
    return EXIT_FINDINGS if dataset.problems else EXIT_FINE
