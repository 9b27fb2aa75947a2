"""``generator rules``: print the rule book."""

from __future__ import annotations

import json
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.checks import catalogue
from generator.checks.book import ELSEWHERE, rules_of
from generator.commands import EXIT_FINE
from generator.errors import WrongUse
from generator.record.model import NATIONAL
from generator.record.registry import load_registry

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from generator.checks.book import Chapter, Entry
    from generator.record.model import Profile

NAME = "rules"
HELP = "print the rule book: every rule with formula, source, bounds, example and when it is silent"

_FIELDS = (
    ("tests", "查什么"),
    ("formula", "公式"),
    ("basis", "依据"),
    ("bounds", "界限"),
    ("example", "例子"),
    ("silent_when", "不提示"),
    ("question", "问法"),
    ("mend", "怎么改"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("rule", nargs="*", help="only these ids, such as A01, or families, such as A")
    parser.add_argument("--json", action="store_true", help="one JSON list for programs")
    parser.add_argument("--data", default="data", type=Path, help="the data folder whose region words them")


def run(arguments: argparse.Namespace) -> int:
    """Print the whole book or some of it."""
    wanted = arguments.rule
    book = catalogue(rules_of(_profile(arguments.data)))
    _refuse_unknown(wanted, book)
    chapters = [(chapter, [entry for entry in chapter.entries if _is_wanted(entry, wanted)]) for chapter in book]
    if arguments.json:
        values = [_values(entry) for _, entries in chapters for entry in entries]
        print(json.dumps(values, ensure_ascii=False, indent=2))
        return EXIT_FINE
    for chapter, entries in chapters:
        if entries:
            print(f"{chapter.letter} {chapter.name}：{chapter.about}\n")
        for entry in entries:
            rule = entry.rule
            print(f"{rule.id} {rule.severity.value} {rule.name}（{'、'.join(entry.speaks_of)}）")
            print("".join(f"    {label}：{getattr(rule, key)}\n" for key, label in _FIELDS))
    if not arguments.rule:
        print("不在这里检查的：")
        print("".join(f"    {number} {name}：{reason}\n" for number, name, reason in ELSEWHERE))
    return EXIT_FINE


def _profile(data: Path) -> Profile:
    """The region's practice; without a readable one the national rules."""
    registry, _ = load_registry(data) if data.is_dir() else (None, [])
    return registry.profile if registry else NATIONAL


def _refuse_unknown(wanted: list[str], book: Sequence[Chapter]) -> None:
    entries = [entry for chapter in book for entry in chapter.entries]
    for text in wanted:
        if not any(_is_wanted(entry, [text]) for entry in entries):
            near = get_close_matches(text.upper(), [entry.rule.id for entry in entries])
            hint = f"near: {', '.join(near)}" if near else f"families: {', '.join(c.letter for c in book)}"
            raise WrongUse(f"no such rule: {text} ({hint})")


def _is_wanted(entry: Entry, ids: list[str]) -> bool:
    return not ids or any(entry.rule.id.startswith(wanted.upper()) for wanted in ids)


def _values(entry: Entry) -> dict[str, Any]:
    rule = entry.rule
    head = {"id": rule.id, "severity": rule.severity.value, "name": rule.name, "speaks_of": list(entry.speaks_of)}
    return head | {key: getattr(rule, key) for key, _ in _FIELDS}
