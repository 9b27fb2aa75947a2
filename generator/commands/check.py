"""``generator check``: read every record, run the rule book, and say what is wrong, all of it in one run."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from generator.checks import Severity
from generator.checks.book import rules_of
from generator.checks.explain import explained
from generator.checks.formats import FORMATS
from generator.checks.report import run as run_rules
from generator.commands import EXIT_FINDINGS, EXIT_FINE
from generator.commands.memory import remember
from generator.errors import WrongUse
from generator.record.files import relative
from generator.record.registry import UNITS_FILE
from generator.record.store import load

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from generator.record.store import Dataset

NAME = "check"
HELP = "read the records and report every problem and finding with file, line, column and how to mend it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", type=Path, help="data folder, or files and folders in it (default: data)"
    )
    parser.add_argument("--format", choices=tuple(FORMATS), default="text", help="default: text")
    parser.add_argument("--json", action="store_const", const="json", dest="format", help="same as --format json")
    parser.add_argument(
        "--explain", metavar="RULE", help="try one rule on one file and print how the values were read, step by step"
    )
    parser.add_argument(
        "--severity",
        choices=[severity.value for severity in Severity],
        default=Severity.NOTE.value,
        help="leave out what weighs less (default: 提示, leave out nothing)",
    )
    parser.add_argument(
        "--fail-on",
        choices=("errors", "problems"),
        default="errors",
        help="exit 1 on errors nobody has answered (default), or only on what keeps the site from being built",
    )


def run(arguments: argparse.Namespace) -> int:
    """Check a data folder, or some of its files with the whole folder as context."""
    paths: list[Path] = arguments.paths or [Path("data")]
    data = _data_folder(paths).resolve()
    wanted = [PurePosixPath(relative(_in_place(path), data)) for path in paths]
    memory = remember(data)
    dataset = load(data, memory.records)
    if arguments.explain:
        return _explain(arguments.explain.upper(), dataset, wanted)
    report = run_rules(dataset, memory.findings)
    memory.keep()

    def is_wanted(name: str) -> bool:
        return any(PurePosixPath(name).is_relative_to(path) for path in wanted)

    heavy = list(Severity)[: [severity.value for severity in Severity].index(arguments.severity) + 1]
    registry_is_broken = dataset.registry is None
    problems = [p for p in dataset.problems if registry_is_broken or is_wanted(p.path)]
    found = [finding for finding in report.findings if is_wanted(finding.path)]
    shown = [finding for finding in found if finding.severity in heavy]
    forms = sum(1 for stored in dataset.forms if is_wanted(stored.path))
    sys.stdout.write(FORMATS[arguments.format](problems, shown, forms))
    is_blocked = any(
        finding.is_blocking and (arguments.fail_on == "errors" or finding.rule.stops_site) for finding in found
    )
    return EXIT_FINDINGS if problems or is_blocked else EXIT_FINE


def _explain(rule_id: str, dataset: Dataset, wanted: Sequence[PurePosixPath]) -> int:
    """One rule on one form, before the eyes of whoever asks."""
    rules = rules_of(dataset.registry.profile) if dataset.registry else {}
    near = get_close_matches(rule_id, rules)
    if rules and rule_id not in rules:
        hint = f" (near: {', '.join(near)})" if near else ""
        raise WrongUse(f"no such rule: {rule_id}{hint}")
    chosen = [s.form for s in dataset.forms if any(PurePosixPath(s.path).is_relative_to(path) for path in wanted)]
    if dataset.registry is None or len(chosen) != 1:
        raise WrongUse(f"--explain wants one file that can be read, found {len(chosen)}")
    forms = [stored.form for stored in dataset.forms]
    lines = explained(rules[rule_id], chosen[0], forms, dataset.registry.profile)
    sys.stdout.write("\n".join(lines) + "\n")
    return EXIT_FINE


def _in_place(path: Path) -> Path:
    """The whole path; a file that is a link keeps its place in the data folder."""
    return path.resolve() if path.is_dir() else path.parent.resolve() / path.name


def _data_folder(paths: Sequence[Path]) -> Path:
    """The data folder all paths belong to: the nearest folder above that has the registry of units."""
    folders: dict[Path, Path] = {}
    for path in paths:
        if not path.exists():
            raise WrongUse(f"no such file or folder: {path}")
        near = path if path.is_dir() else path.parent
        candidates = (near, *near.resolve().parents)
        found = next((folder for folder in candidates if (folder / UNITS_FILE).is_file()), near)
        folders.setdefault(found.resolve(), found)
    if len(folders) > 1:
        raise WrongUse(f"paths of several data folders: {', '.join(str(folder) for folder in folders.values())}")
    return next(iter(folders.values()))
