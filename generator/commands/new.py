"""``generator new``: a record or a workbook to fill in, for a unit, a project and a year, empty or from last year's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands import EXIT_FINE
from generator.errors import WrongUse
from generator.official.filling import form_to_fill, workbook_to_fill
from generator.record.blank import empty_record, next_year, printed_fields, slug_of
from generator.record.files import read_values, write_whole
from generator.record.kinds import KINDS, Kind
from generator.record.reading import Reader
from generator.record.registry import RESERVED_PROJECTS, SLUG, YEAR, load_registry
from generator.record.writing import dump
from generator.review.snapshot import Plain, record_of

if TYPE_CHECKING:
    import argparse

    from generator.record.template import Template

_ODD = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff（）()、，—-]")
"""What a pinyin name loses: signs, rare characters, spaces."""
_LONG = 60
"""Characters of an address that nobody reads to the end."""
NAME = "new"
HELP = "make a record to fill in (新建一份待填的记录；没有填的必填处，检查时会说“缺少……”)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("unit", help="登记过的单位：地址或全称")
    parser.add_argument("project", help="项目名称，照原件")
    parser.add_argument("year", type=int, help="预算年度")
    parser.add_argument("--kind", choices=sorted(KINDS), default=next(iter(KINDS)), help="哪种表")
    parser.add_argument("--slug", help="永久的地址：小写拼音和连字符（不写就按拼音拟一个）")
    parser.add_argument("--from", dest="source", type=Path, help="去年的记录：名称留下，数值清空")
    parser.add_argument("--data", default="data", type=Path, help="资料文件夹（默认 data）")
    parser.add_argument("--xlsx", action="store_true", help="不写记录，写一张和官方表一样的 Excel 表，填好再导入")
    parser.add_argument("--into", default=".", type=Path, help="Excel 表放在哪个文件夹（默认这里）")


def run(arguments: argparse.Namespace) -> int:
    """Write one new file; an existing one is never touched."""
    registry, problems = load_registry(arguments.data) if arguments.data.is_dir() else (None, [])
    if registry is None:
        raise WrongUse("\n".join(map(str, problems)) or f"没有这个文件夹：{arguments.data}")
    unit = next((u for u in registry.units.values() if arguments.unit in (u.id, u.name)), None)
    if unit is None:
        raise WrongUse(f"没有登记“{arguments.unit}”；登记了的是：{'、'.join(registry.units)}。先写进 data/units.yaml")
    slug = _slug(arguments)
    kind = KINDS[arguments.kind]
    name = f"{kind.folder}/{arguments.year}/{unit.id}/{slug}"
    record, book = arguments.data / f"{name}.yaml", arguments.into / f"{name.replace('/', '-')}.xlsx"
    path: Path = book if arguments.xlsx else record
    if path.exists() or record.exists():
        raise WrongUse(f"已经有了：{path if path.exists() else record}")
    head = {"year": str(arguments.year), "project": arguments.project, "unit": unit.name}
    head["department"] = registry.departments[unit.department].name
    template = registry.template_for(kind, arguments.year)
    text = _text(arguments.source, kind, template, head)
    path.parent.mkdir(parents=True, exist_ok=True)
    if arguments.xlsx:
        write_whole(path, workbook_to_fill(form_to_fill(kind, template, text), registry.profile))
        print(f"写好了 {path}。填完以后运行 generator import {path}。")
    else:
        write_whole(path, text)
        print(f"写好了 {path}。填完以后运行 make check。")
    return EXIT_FINE


def _slug(arguments: argparse.Namespace) -> str:
    """The last part of the address, asked for where none can be made."""
    if not YEAR.fullmatch(str(arguments.year)):
        raise WrongUse(f"年度要写四位数字：{arguments.year}")
    slug: str = arguments.slug or _confirmed(slug_of(arguments.project), arguments.project)
    if slug in RESERVED_PROJECTS:
        raise WrongUse(f"地址“{slug}”是网站自己要用的，用 --slug 另写一个")
    if not SLUG.fullmatch(slug):
        found = f"“{slug}”不合规范，只用小写字母、数字和连字符" if slug else "拼不出地址"
        raise WrongUse(f"{found}；用 --slug 写一个，例如 tushu-gouzhi")
    return slug


def _confirmed(slug: str, project: str) -> str:
    """The proposed address; of an odd name only when a person agrees or writes another, for it is permanent."""
    if not slug or not (_ODD.search(project) or len(slug) > _LONG):
        return slug
    question = f"“{project}”的永久地址拟为 {slug}，定了不再改。直接回车就用它，或另写一个："
    try:
        return input(question).strip() or slug
    except EOFError:
        raise WrongUse(f"“{project}”里有不寻常的字，地址拟为 {slug}；同意就加 --slug {slug}") from None


def _text(source: Path | None, kind: Kind, template: Template, head: dict[str, str]) -> str:
    if source is None:
        return dump(empty_record(kind, template, head), printed_fields(kind, template), is_blank=True)
    if not source.is_file():
        raise WrongUse(f"没有这个文件：{source}")
    return dump(next_year(kind, _last_year(source, kind)) | head, kind.fields, is_blank=True)


def _last_year(source: Path, kind: Kind) -> Plain:
    """Last year's record, which must be one that reads without a problem."""
    reader = Reader(str(source))
    text, _ = read_values(source, reader, kind.fields)
    if reader.problems:
        listed = "\n".join(map(str, reader.problems))
        raise WrongUse(f"{source} 不是一份没有问题的{kind.noun}：\n{listed}")
    return record_of(text or "")
