"""``generator migrate``: records of an older notation written in today's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands import EXIT_FINDINGS, EXIT_FINE
from generator.errors import WrongUse
from generator.record.files import write_whole
from generator.record.migrating import migrate_profile, migrate_record
from generator.record.registers import RECORD_FORMAT
from generator.record.registry import PROFILE_FILE
from generator.record.store import load

if TYPE_CHECKING:
    import argparse

NAME = "migrate"
HELP = "write records of an older version of the format in today's (把旧写法的记录改成现在的写法)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("data", nargs="?", default="data", type=Path, help="资料文件夹（默认 data）")


def run(arguments: argparse.Namespace) -> int:
    """Migrate one data folder; with a problem anywhere nothing is written."""
    data: Path = arguments.data
    if not (data / PROFILE_FILE).is_file():
        raise WrongUse(f"没有 {data / PROFILE_FILE}")
    dataset = load(data)
    for problem in dataset.problems:
        print(problem)
    if dataset.problems:
        print("先改好上面的，再运行一次；现在什么都没有改。")
        return EXIT_FINDINGS
    changed = 0
    for stored in dataset.forms:
        text = migrate_record(stored.text, stored.form.kind.fields)
        if text != stored.text:
            changed += 1
            print(f"{stored.path}：已改写")
            write_whole(data / f"{stored.form.id}.yaml", text)
    profile = data / PROFILE_FILE
    write_whole(profile, migrate_profile(profile.read_text(encoding="utf-8")))
    print(f"{len(dataset.forms)} 份记录，{changed} 份改写；记录格式是第 {RECORD_FORMAT} 版。")
    return EXIT_FINE
