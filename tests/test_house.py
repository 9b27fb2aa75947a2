"""The house keeps its shape: imports go one way, data code knows no float, every field has its place in the model."""

from __future__ import annotations

import ast
import dataclasses
from typing import TYPE_CHECKING

import pytest

from generator.record import KINDS
from tests.conftest import ROOT
from tests.reading import plain

if TYPE_CHECKING:
    from pathlib import Path

    from generator.record import Kind

KNOWS = {
    "record": set(),
    "forms": {"record"},
    "checks": {"record", "forms"},
    "summary": {"record", "forms"},
    "history": {"record", "forms", "errors"},
    "importer": {"record", "forms", "checks", "errors"},
    "review": {"record", "forms", "checks", "history", "errors", "markdown"},
    "publish": {"record", "forms", "checks", "summary", "history", "errors", "clock", "markdown"},
    "commands": {
        "record",
        "forms",
        "checks",
        "summary",
        "history",
        "importer",
        "review",
        "publish",
        "errors",
        "clock",
    },
    "cli": {"commands", "errors"},
    "errors": set(),
    "clock": {"record", "errors"},
    "markdown": set(),
}
"""Which rooms a room may import; see CONTRIBUTING.md."""
MODULES = sorted((ROOT / "generator").rglob("*.py"))


def _room(path: Path) -> str:
    return path.relative_to(ROOT / "generator").parts[0].removesuffix(".py")


def _imported_rooms(tree: ast.AST) -> set[str]:
    names = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    names += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    return {name.split(".")[1] for name in names if name.startswith("generator.")}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    room = _room(path)
    if room == "__init__":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert _imported_rooms(tree) - {room} <= KNOWS[room]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_data_code_makes_no_float(path: Path) -> None:
    """No float literal and no call of float(); likeness of names is no figure of a form."""
    if path.relative_to(ROOT).as_posix() == "generator/forms/pairing.py":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    literals = [
        node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    calls = [n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    assert literals == []
    assert "float" not in calls


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_every_field_of_a_record_has_its_place_in_the_model(kind: Kind) -> None:
    names = {field.name for field in dataclasses.fields(kind.model)}
    inside = {inner.key for field in kind.fields if field.is_open for inner in field.fields}
    assert {field.key for field in kind.fields if not field.is_open} | inside == names - {"id"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_region_is_named_in_code(path: Path) -> None:
    """Regional practice lives in data/profile.yaml; another region takes the program as it is."""
    region = plain((ROOT / "data" / "profile.yaml").read_text(encoding="utf-8"))["region"].rstrip("市省")
    text = path.read_text(encoding="utf-8")
    assert region not in text
    assert "Shanghai" not in text
