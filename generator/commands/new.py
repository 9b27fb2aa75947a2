"""``generator new``: a record to fill in, for a unit, a project and a year, empty or from last year's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands import EXIT_FINE
from generator.errors import WrongUse
from generator.record.blank import empty_record, next_year, slug_of
from generator.record.files import read_values
from generator.record.kinds import KINDS, Kind
from generator.record.reading import Reader
from generator.record.registry import RESERVED_PROJECTS, SLUG, YEAR, load_registry
from generator.record.writing import dump
from generator.review.snapshot import Plain, record_of

if TYPE_CHECKING:
    import argparse

NAME = "new"
HELP = "make a record to fill in; it says 缺少… in every required place until it is"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("unit", help="id or full name of a registered unit")
    parser.add_argument("project", help="name of the project as printed")
    parser.add_argument("year", type=int, help="budget year")
    parser.add_argument("--kind", choices=sorted(KINDS), default=next(iter(KINDS)))
    parser.add_argument("--slug", help="permanent ASCII name (default: from pinyin)")
    parser.add_argument("--from", dest="source", type=Path, help="last year's record: names stay, values go")
    parser.add_argument("--data", default="data", type=Path, help="the data folder (default: data)")


def run(arguments: argparse.Namespace) -> int:
    """Write one new file; an existing one is never touched."""
    registry, problems = load_registry(arguments.data) if arguments.data.is_dir() else (None, [])
    if registry is None:
        raise WrongUse("\n".join(map(str, problems)) or f"no such folder: {arguments.data}")
    unit = next((u for u in registry.units.values() if arguments.unit in (u.id, u.name)), None)
    if unit is None:
        raise WrongUse(f"no such unit: {arguments.unit} (registered: {', '.join(registry.units)})")
    slug = _slug(arguments)
    kind = KINDS[arguments.kind]
    path: Path = arguments.data / kind.folder / str(arguments.year) / unit.id / f"{slug}.yaml"
    if path.exists():
        raise WrongUse(f"already there: {path}")
    head = {"year": str(arguments.year), "project": arguments.project, "unit": unit.name}
    head["department"] = registry.departments[unit.department].name
    text = _text(arguments.source, kind, head)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    print(f"写好了 {path}。填完以后运行 make check。")
    return EXIT_FINE


def _slug(arguments: argparse.Namespace) -> str:
    """The last part of the address, asked for where none can be made."""
    if not YEAR.fullmatch(str(arguments.year)):
        raise WrongUse(f"not a budget year of four digits: {arguments.year}")
    slug: str = arguments.slug or slug_of(arguments.project)
    if slug in RESERVED_PROJECTS:
        raise WrongUse(f"the site needs this address itself: {slug} (choose another with --slug)")
    if not SLUG.fullmatch(slug):
        found = (
            f"not a name of small letters, digits and hyphens: {slug}" if slug else "no name can be made from pinyin"
        )
        raise WrongUse(f"{found} (give one such as tushu-gouzhi with --slug)")
    return slug


def _text(source: Path | None, kind: Kind, head: dict[str, str]) -> str:
    if source is None:
        return dump(empty_record(kind, head), kind.fields, is_blank=True)
    if not source.is_file():
        raise WrongUse(f"no such file: {source}")
    return dump(next_year(kind, _last_year(source, kind)) | head, kind.fields, is_blank=True)


def _last_year(source: Path, kind: Kind) -> Plain:
    """Last year's record, which must be one that reads without a problem."""
    reader = Reader(str(source))
    text, _ = read_values(source, reader, kind.fields)
    if reader.problems:
        listed = "\n".join(map(str, reader.problems))
        raise WrongUse(f"not a sound record of kind {kind.key}: {source}\n{listed}")
    return record_of(text or "")
