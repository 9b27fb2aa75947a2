"""``generator format``: put records and registries into their one canonical form, or say which are not in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands import EXIT_FINDINGS, EXIT_FINE
from generator.errors import WrongUse
from generator.record.files import relative, write_whole
from generator.record.formatting import format_record, format_registry
from generator.record.registers import TEMPLATE
from generator.record.registry import REGISTRY_FIELDS, TEMPLATES_FOLDER
from generator.record.store import load

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from generator.record.store import Dataset

    Formatted = tuple[Path, str, str]
    """A file, its text, its canonical text."""

NAME = "format"
HELP = "write every record and registry in its canonical form (把记录和名录改成规范写法，内容和注释不变)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("data", nargs="?", default="data", type=Path, help="资料文件夹（默认 data）")
    parser.add_argument("--check", action="store_true", help="只看不改；有不规范的就返回 1")


def run(arguments: argparse.Namespace) -> int:
    """Format one data folder; a record with a problem is reported and left alone."""
    data: Path = arguments.data.resolve()
    if not data.is_dir():
        raise WrongUse(f"没有这个文件夹：{arguments.data}")
    dataset = load(data)
    for problem in dataset.problems:
        print(problem)
    changed = 0
    for path, old, new in (*_records(dataset, data), *_registries(dataset, data)):
        if new == old:
            continue
        changed += 1
        print(f"{relative(path, data)}：{'写法不规范' if arguments.check else '已改成规范写法'}")
        if not arguments.check:
            write_whole(path, new)
    print(f"{len(dataset.forms)} 份记录和各名录，{changed} 份{'要改' if arguments.check else '已改'}。")
    return EXIT_FINDINGS if dataset.problems or (changed and arguments.check) else EXIT_FINE


def _records(dataset: Dataset, data: Path) -> Iterator[Formatted]:
    for stored in dataset.forms:
        yield data / f"{stored.form.id}.yaml", stored.text, format_record(stored.text, stored.form.kind.fields)


def _registries(dataset: Dataset, data: Path) -> Iterator[Formatted]:
    """What can be read of the registries and templates."""
    tables = {data / name: fields for name, fields in REGISTRY_FIELDS.items()}
    tables |= dict.fromkeys(sorted((data / TEMPLATES_FOLDER).glob("*.yaml")), TEMPLATE)
    broken = {problem.path for problem in dataset.problems}
    for path, fields in tables.items():
        if path.is_file() and not path.is_symlink() and relative(path, data) not in broken:
            text = path.read_text(encoding="utf-8")
            yield path, text, format_registry(text, fields)
