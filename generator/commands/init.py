"""``generator init``: another region takes the project: its registries written, the data of the old one gone."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands import EXIT_FINE
from generator.errors import WrongUse
from generator.record.blank import slug_of
from generator.record.files import write_whole
from generator.record.kinds import folders
from generator.record.registry import (
    DOCUMENTS_FILE,
    EXPECTED_FILE,
    PROFILE_FILE,
    RESERVED_UNITS,
    SLUG,
    TEMPLATES_FOLDER,
    UNITS_FILE,
    WITHDRAWN_FILE,
    YEAR,
)
from generator.record.starting import documents_text, profile_text, units_text

if TYPE_CHECKING:
    import argparse

NAME = "init"
HELP = "begin with your own region: registries and profile written, the records of the old one removed (换成自己的地区)"
_ASKED = {
    "region": "地区（例如 青禾县）",
    "department": "主管部门全称",
    "unit": "实施单位全称",
    "year": "预算年度（例如 2024）",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    for key, meaning in _ASKED.items():
        parser.add_argument(f"--{key}", default="", help=f"{meaning}；不写就问")
    parser.add_argument(
        "--rounding", choices=("truncate", "round"), default="round", help="截取或四舍五入（默认 round）"
    )
    parser.add_argument("--template", action="append", default=[], help="保留 data/templates 里的这种表式，可写几次")
    parser.add_argument("--data", default="data", type=Path, help="资料文件夹（默认 data）")
    parser.add_argument("--yes", action="store_true", help="不再确认，直接换")


def run(arguments: argparse.Namespace) -> int:
    """Replace the data of a folder; nothing is touched before every answer is there."""
    data: Path = arguments.data
    answers = {key: getattr(arguments, key) or _ask(f"{meaning}：") for key, meaning in _ASKED.items()}
    if not YEAR.fullmatch(answers["year"]):
        raise WrongUse(f"年度要写四位数字：{answers['year']}")
    keep = _templates(data, arguments.template)
    slugs = {key: _slug(answers[key]) for key in ("department", "unit")}
    if slugs["unit"] in RESERVED_UNITS:
        raise WrongUse(f"地址“{slugs['unit']}”是网站自己要用的，请写单位的全称")
    if not arguments.yes and _ask(f"{data} 里的记录和名录都会删去，换成{answers['region']}的。写 是 继续：") != "是":
        raise WrongUse("没有改动")
    _clear(data, keep)
    texts = {
        PROFILE_FILE: profile_text(answers["region"], arguments.rounding),
        UNITS_FILE: units_text(answers["department"], slugs["department"], answers["unit"], slugs["unit"]),
        DOCUMENTS_FILE: documents_text(answers["unit"], slugs["unit"], answers["year"]),
    }
    for name, text in texts.items():
        write_whole(data / name, text)
    print(f"换好了：{data} 里只有{answers['region']}的名录和口径，记录是空的。")
    print(f"下一步：python -m generator new {slugs['unit']} 项目名称 {answers['year']}")
    print("填好以后：python -m generator check，再 python -m generator site。")
    return EXIT_FINE


def _ask(question: str) -> str:
    try:
        answer = input(question).strip()
    except EOFError:
        answer = ""
    if not answer:
        raise WrongUse(f"没有回答：{question}")
    return answer


def _slug(name: str) -> str:
    slug = slug_of(name)
    if not SLUG.fullmatch(slug):
        raise WrongUse(f"拼不出地址：{name}")
    return slug


def _templates(data: Path, names: list[str]) -> frozenset[str]:
    for name in names:
        if not (data / TEMPLATES_FOLDER / f"{name}.yaml").is_file():
            known = "、".join(sorted(path.stem for path in (data / TEMPLATES_FOLDER).glob("*.yaml")))
            raise WrongUse(f"没有“{name}”这种表式；有的是：{known or '一种也没有'}")
    return frozenset(names)


def _clear(data: Path, keep: frozenset[str]) -> None:
    for folder in folders():
        shutil.rmtree(data / folder, ignore_errors=True)
    for path in sorted((data / TEMPLATES_FOLDER).glob("*.yaml")):
        if path.stem not in keep:
            path.unlink()
    for name in (EXPECTED_FILE, WITHDRAWN_FILE):
        (data / name).unlink(missing_ok=True)
    data.mkdir(exist_ok=True)
