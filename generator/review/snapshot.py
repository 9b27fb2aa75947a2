"""Owns a record as plain texts: what stands in each field, nothing of how it is written. Touches no disk but data/."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ruamel.yaml.nodes import MappingNode

from generator.record.fields import choice, text
from generator.record.files import read_text
from generator.record.kinds import kind_of_folder
from generator.record.registers import TEMPLATE
from generator.record.registry import REGISTRY_FIELDS, REGISTRY_LABELS, TEMPLATES_FOLDER
from generator.record.store import Dataset, load
from generator.record.syntax import parse, texts_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from generator.record.fields import Field
    from generator.record.problems import Problem

Plain = dict[str, Any]
"""Keys of the field table; texts, groups as dict, lists as list. What is empty is absent."""


SETTINGS_FILE = "mkdocs.yml"
SETTINGS = (
    text("site_name", "网站名称", "网站的名称。"),
    text("site_url", "网址", "网站的网址。"),
    text("docs_dir", "页面的文件夹", "人写的页面在哪里。"),
    text("records", "记录的文件夹", "公开的记录在哪里。"),
    text("repository", "公开的仓库", "公开的仓库的网址。"),
    text("severities", "公开哪些检查发现", "公众看到哪几级检查发现；没有写就是全部。"),
    choice("block_on_errors", "有没回答的错误就不公开", "有没回答的错误的表不上网站。", ("是", "否")),
)
"""The settings that change what is published; compared like a registry."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is published from, at one moment: data/ and the settings."""

    dataset: Dataset
    records: Mapping[str, Plain]
    """By id of the form, or by file name of a registry; only files without a problem."""
    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    """What is wrong with the other files, by the same names."""
    shown: frozenset[str] | None = None
    """Ids of the forms the site shows; None where no site was made of it."""
    former: Mapping[str, Plain] = field(default_factory=dict)
    """By id: forms that were public once and are gone, as they last stood."""

    def public(self, day: dt.date) -> frozenset[str]:
        """Ids of the forms the public sees; where no site was made, of every form that may be out."""
        if self.shown is not None:
            return self.shown
        return frozenset(stored.form.id for stored in self.dataset.forms if stored.form.is_due(day))


def read_snapshot(data: Path) -> Snapshot:
    """Read a data folder as model and as plain texts."""
    dataset = load(data)
    problems: dict[str, tuple[Problem, ...]] = {}
    for problem in dataset.problems:
        name = _name_of(problem.path)
        problems[name] = (*problems.get(name, ()), problem)
    # an absent registry holds nothing, so that each of its entries comes or goes by itself
    texts = {name: read_text(data / name, name)[0] or "" for name in REGISTRY_FIELDS}
    for path in sorted((data / TEMPLATES_FOLDER).glob("*.yaml")):
        texts[f"{TEMPLATES_FOLDER}/{path.stem}"] = read_text(path, path.name)[0] or ""
    texts |= {stored.form.id: stored.text for stored in dataset.forms}
    return Snapshot(dataset, {name: record_of(text) for name, text in texts.items() if name not in problems}, problems)


def _name_of(path: str) -> str:
    """How a state names the file a problem names."""
    name = path.split("/", 1)[1]
    return name if name in REGISTRY_FIELDS else name.removesuffix(".yaml")


def record_of(text: str) -> Plain:
    """The record a text holds; empty where the text is no YAML mapping."""
    node, _ = parse("", text)
    values = texts_of(node) if isinstance(node, MappingNode) else None
    return values or {}


def fields_of(record_id: str) -> tuple[Field, ...]:
    """The field table of a record or a registry, by its id; a stranger among the files has none."""
    if record_id in REGISTRY_FIELDS:
        return REGISTRY_FIELDS[record_id]
    if record_id == SETTINGS_FILE:
        return SETTINGS
    if record_id.startswith(f"{TEMPLATES_FOLDER}/"):
        return TEMPLATE
    kind = kind_of_folder(record_id.split("/", 1)[0])
    return kind.fields if kind else ()


def is_form(record_id: str) -> bool:
    """A form, no registry, template or settings."""
    return kind_of_folder(record_id.split("/", 1)[0]) is not None


def title_of(record_id: str, record: Plain | None) -> str:
    """How a report calls a record."""
    if record_id in REGISTRY_FIELDS:
        return REGISTRY_LABELS[record_id]
    if record_id == SETTINGS_FILE:
        return "网站设置"
    if record_id.startswith(f"{TEMPLATES_FOLDER}/"):
        return f"表式“{(record or {}).get('name', record_id)}”"
    return f"{record['project']}（{record['unit']}，{record['year']}）" if record else f"data/{record_id}.yaml"


def file_of(record_id: str) -> str:
    """Where a record is written."""
    if record_id == SETTINGS_FILE:
        return record_id
    return f"data/{record_id}" if record_id in REGISTRY_FIELDS else f"data/{record_id}.yaml"
