"""``generator format``: put records into their one canonical form, or say which are not in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands import EXIT_FINDINGS, EXIT_FINE
from generator.errors import WrongUse
from generator.record import load
from generator.record.formatting import format_record

if TYPE_CHECKING:
    import argparse

NAME = "format"
HELP = "write every record in its canonical form (把记录改成规范写法，内容和注释不变)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("data", nargs="?", default="data", type=Path, help="资料文件夹（默认 data）")
    parser.add_argument("--check", action="store_true", help="只看不改；有不规范的就返回 1")


def run(arguments: argparse.Namespace) -> int:
    """Format one data folder; a record with a problem is reported and left alone."""
    data: Path = arguments.data
    if not data.is_dir():
        raise WrongUse(f"没有这个文件夹：{data}")
    dataset = load(data)
    for problem in dataset.problems:
        print(problem)
    changed = 0
    for stored in dataset.forms:
        text = format_record(stored.text, stored.form.kind.fields)
        if text == stored.text:
            continue
        changed += 1
        print(f"{stored.path}：{'写法不规范' if arguments.check else '已改成规范写法'}")
        if not arguments.check:
            (data / f"{stored.form.id}.yaml").write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(dataset.forms)} 份记录，{changed} 份{'要改' if arguments.check else '已改'}。")
    return EXIT_FINDINGS if dataset.problems or (changed and arguments.check) else EXIT_FINE
