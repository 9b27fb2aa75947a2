"""Owns a record as plain texts: what stands in each field, nothing of how it is written. Touches no disk but data/."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ruamel.yaml.nodes import MappingNode

from generator.record.files import read_text
from generator.record.kinds import kind_of_folder
from generator.record.registry import REGISTRY_FIELDS
from generator.record.store import Dataset, load
from generator.record.syntax import parse, texts_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.record.fields import Field
    from generator.record.problems import Problem

Plain = dict[str, Any]
"""Keys of the field table; texts, groups as dict, lists as list. What is empty is absent."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """data/ at one moment."""

    dataset: Dataset
    records: Mapping[str, Plain]
    """By id of the form, or by file name of a registry; only files without a problem."""
    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    """What is wrong with the other files, by the same names."""


def read_snapshot(data: Path) -> Snapshot:
    """Read a data folder as model and as plain texts."""
    dataset = load(data)
    problems: dict[str, tuple[Problem, ...]] = {}
    for problem in dataset.problems:
        name = _name_of(problem.path)
        problems[name] = (*problems.get(name, ()), problem)
    # an absent registry holds nothing, so that each of its entries comes or goes by itself
    texts = {name: read_text(data / name, name)[0] or "" for name in REGISTRY_FIELDS}
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
    kind = kind_of_folder(record_id.split("/", 1)[0])
    return kind.fields if kind else ()
