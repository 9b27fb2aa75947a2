"""``generator export``: the official form of a record as a file to print, to sign or to hand on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands import EXIT_FINDINGS, EXIT_FINE
from generator.errors import WrongUse
from generator.official import FORMATS, official_form
from generator.record.files import write_whole
from generator.record.kinds import kind_of_folder
from generator.record.registry import UNITS_FILE, load_registry
from generator.record.store import read_form

if TYPE_CHECKING:
    import argparse

    from generator.record.registry import Registry

NAME = "export"
HELP = "write records as the official form, xlsx or docx, ready for A4"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("forms", nargs="+", metavar="FORM", help="record files, or ids such as evaluations/2023/a/b")
    parser.add_argument("--format", choices=FORMATS, default=FORMATS[0], help=f"default: {FORMATS[0]}")
    parser.add_argument("--into", default=".", type=Path, help="the folder to write to (default: this one)")
    parser.add_argument("--data", default="data", type=Path, help="where ids are looked up (default: data)")


def run(arguments: argparse.Namespace) -> int:
    """Write one file a form; a record that cannot be read is said and never stops the others."""
    paths = [_path(name, arguments.data) for name in arguments.forms]
    registries: dict[Path, Registry] = {}
    is_fine = True
    arguments.into.mkdir(parents=True, exist_ok=True)
    for path in paths:
        data = path.parents[3]
        registry = registries.get(data) or registries.setdefault(data, _registry(data))
        stored, problems = read_form(path, data, registry)
        for problem in problems:
            print(problem)
        is_fine = is_fine and stored is not None
        if stored is not None:
            target = arguments.into / f"{stored.form.id.replace('/', '-')}.{arguments.format}"
            write_whole(target, official_form(stored.form, arguments.format))
            print(f"写好了 {target}")
    return EXIT_FINE if is_fine else EXIT_FINDINGS


def _path(name: str, data: Path) -> Path:
    """The record file a word stands for, in its place of a data folder."""
    as_file = Path(name)
    path = (as_file if as_file.is_file() else data / f"{name}.yaml").resolve()
    if not path.is_file():
        raise WrongUse(f"no such record: {name}")
    if len(path.parts) < 5 or kind_of_folder(path.parts[-4]) is None or not (path.parents[3] / UNITS_FILE).is_file():
        raise WrongUse(f"not in its place of a data folder: {name}")
    return path


def _registry(data: Path) -> Registry:
    registry, problems = load_registry(data)
    if registry is None:
        raise WrongUse("\n".join(map(str, problems)))
    return registry
