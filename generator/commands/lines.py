"""``generator lines FILE``: a record as one line a value with its labels and row, for git diff."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.commands import EXIT_FINE
from generator.errors import WrongUse
from generator.record.kinds import KINDS
from generator.record.unseen import safe
from generator.review.snapshot import record_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from generator.record.fields import Field

_SENTENCE = re.compile(r"[^。；\n]*[。；\n]+|[^。；\n]+")
"""A sentence of a long text has a line of its own: a figure that changes among 600 characters is seen."""
NAME = "lines"
HELP = "print a record as one line a value with its labels, as git shows it after make git-setup"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, help="a record; any other file is printed as it is")


def run(arguments: argparse.Namespace) -> int:
    """Print the lines; rows stand by their names, for a number moves with every row before it."""
    try:
        text = arguments.file.read_text(encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise WrongUse(f"cannot be read: {arguments.file}") from error
    record = record_of(text)
    kind = KINDS.get(str(record.get("kind", "")))
    print(safe("\n".join(_lines(record, kind.fields, "")) if kind else text.rstrip("\n")))
    return EXIT_FINE


def _lines(values: dict[str, Any], fields: tuple[Field, ...], at: str) -> Iterator[str]:
    for field in fields:
        value = values.get(field.key)
        label = f"{at} › {field.label}" if at else field.label
        if isinstance(value, dict):
            yield from _lines(value, field.fields, label)
        elif isinstance(value, list):
            for row in value:
                name = row.get("name") or row.get("label") or row.get("field") or ""
                yield from _lines(row, field.fields, f"{label} “{name}”")
        elif value is not None:
            yield from (f"{label}：{part.replace(chr(10), '⏎')}" for part in _SENTENCE.findall(str(value)) or [""])
