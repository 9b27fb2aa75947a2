"""Owns a record as plain texts: what stands in each field, nothing of how it is written. Touches no disk but data/."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ruamel.yaml.nodes import MappingNode

from generator.record.fields import KIND_FOLDERS, RECORD_FIELDS, Field
from generator.record.registry import REGISTRY_FIELDS
from generator.record.store import Dataset, load
from generator.record.syntax import parse
from generator.record.syntax import plain as plain_node

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.record.problems import Problem

Plain = dict[str, Any]
"""Keys of the field table; texts, groups as dict, lists as list. What is empty is absent."""


@dataclass(frozen=True, slots=True)
class State:
    """data/ at one moment."""

    dataset: Dataset
    records: Mapping[str, Plain]
    """By id of the form, or by file name of a registry; only files without a problem."""
    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    """What is wrong with the other files, by the same names."""


def read_state(data: Path) -> State:
    """Read a data folder as model and as plain texts."""
    dataset = load(data)
    problems: dict[str, tuple[Problem, ...]] = {}
    for problem in dataset.problems:
        name = _name_of(problem.path)
        problems[name] = (*problems.get(name, ()), problem)
    texts = {name: _text(data / name) for name in REGISTRY_FIELDS}
    texts |= {stored.form.id: stored.text for stored in dataset.forms}
    return State(dataset, {name: plain(text) for name, text in texts.items() if name not in problems}, problems)


def _name_of(path: str) -> str:
    """How a state names the file a problem names."""
    name = path.split("/", 1)[1]
    return name if name in REGISTRY_FIELDS else name.removesuffix(".yaml")


def _text(path: Path) -> str:
    """An absent registry holds nothing, so that each of its entries comes or goes by itself."""
    return path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""


def plain(text: str) -> Plain:
    """The record a text holds; empty where the text is no YAML mapping."""
    node, _ = parse("", text)
    values = plain_node(node) if isinstance(node, MappingNode) else None
    return values or {}


def fields_of(record_id: str) -> tuple[Field, ...]:
    """The field table of a record or a registry, by its id."""
    if record_id in REGISTRY_FIELDS:
        return REGISTRY_FIELDS[record_id]
    kinds = {folder: kind for kind, folder in KIND_FOLDERS.items()}
    return RECORD_FIELDS[kinds[record_id.split("/", 1)[0]]]


def find_field(path: str, fields: tuple[Field, ...]) -> Field | None:
    """The field at a path such as ``indicators.3.score``; None where the table has none."""
    found = None
    for part in (part for part in path.split(".") if not part.isdecimal()):
        found = next((item for item in fields if item.key == part), None)
        if found is None:
            return None
        fields = found.fields
    return found


def label_of(path: str, fields: tuple[Field, ...]) -> str:
    """The Chinese labels along a path, as the official form prints them."""
    labels = []
    for part in path.split("."):
        if part.isdecimal():
            labels.append(f"第 {part} 行")
            continue
        found = next((item for item in fields if item.key == part), None)
        if found is None:
            return path
        labels.append(found.label.removeprefix("其中："))
        fields = found.fields
    return " › ".join(labels)
