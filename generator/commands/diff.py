"""``generator diff BASE [HEAD]``: what a change of data/ means, read through git without touching the work tree."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.checks.report import run as run_rules
from generator.clock import publish_date
from generator.commands import EXIT_FINDINGS, EXIT_FINE
from generator.errors import WrongUse
from generator.publish.edition import Edition
from generator.publish.site import build_site
from generator.review.comparison import Comparison, compare_states
from generator.review.plain import read_state
from generator.review.reasons import missing_reasons
from generator.review.rendering import as_html, as_json, as_markdown, as_text
from generator.review.states import export

if TYPE_CHECKING:
    import argparse

    from generator.record import Dataset
    from generator.review.reasons import MissingReason

NAME = "diff"
HELP = "say what a change of the data means: figures, texts, rows, consequences, pages"
FORMATS = ("text", "markdown", "html", "json")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("base", help="a commit, such as main or HEAD~1")
    parser.add_argument("head", nargs="?", help="a commit (default: the files as they are now)")
    parser.add_argument("--data", default="data", type=Path, help="the data folder (default: data)")
    parser.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    parser.add_argument(
        "--require-reasons",
        action="store_true",
        help="exit 1 when a published figure changes, or a published form goes, without a stated reason",
    )


def run(arguments: argparse.Namespace) -> int:
    """Compare two states and print the report; the entries that are missing go to standard error."""
    if not arguments.data.is_dir():
        raise WrongUse(f"no such folder: {arguments.data}")
    with tempfile.TemporaryDirectory() as folder:
        old = read_state(export(arguments.data, arguments.base, Path(folder, "base")))
        head = export(arguments.data, arguments.head, Path(folder, "head")) if arguments.head else arguments.data
        new = read_state(head)
    comparison = replace(compare_states(old, new, _findings), pages=_changed_pages(old.dataset, new.dataset))
    missing = missing_reasons(comparison, old, new, publish_date())
    sys.stdout.write(_render(comparison, missing, arguments.format))
    if not missing:
        return EXIT_FINE
    for item in missing:
        print(f"{item.record.id}：{item.demand}：\n{item.skeleton}", file=sys.stderr)
    return EXIT_FINDINGS if arguments.require_reasons else EXIT_FINE


def _render(comparison: Comparison, missing: tuple[MissingReason, ...], form: str) -> str:
    if form == "markdown":
        return as_markdown(comparison, missing)
    return {"text": as_text, "html": as_html, "json": as_json}[form](comparison)


def _findings(dataset: Dataset) -> dict[str, list[str]]:
    """One line a finding of the rule book, by form."""
    lines: dict[str, list[str]] = {}
    for finding in run_rules(dataset).findings:
        row = f"第 {finding.row} 行：" if finding.row else ""
        line = f"{finding.severity.value} {finding.rule.id} {row}{finding.message}"
        lines.setdefault(finding.form_id, []).append(line)
    return lines


def _changed_pages(old: Dataset, new: Dataset) -> tuple[str, ...] | None:
    """Pages whose Markdown differs; None where a state has problems and cannot be built."""
    if any(dataset.problems or dataset.registry is None for dataset in (old, new)):
        return None
    edition = Edition(publish_date())
    before, after = build_site(old, edition).pages, build_site(new, edition).pages
    return tuple(sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path)))
