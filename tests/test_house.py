"""The house keeps its shape: imports go one way, data code knows no float, every field has its place in the model."""

from __future__ import annotations

import ast
import dataclasses
import re
from typing import TYPE_CHECKING

import pytest

from generator.record.kinds import KINDS
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from generator.record.kinds import Kind

PROVINCES = (
    *("天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "Shanghai", "江苏", "浙江"),
    *("安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川"),
    *("贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆"),
)
"""Beijing is not among them: its time is the country's."""
MODULES = sorted((ROOT / "generator").rglob("*.py"))


PICTURE = re.findall(
    r"^\| `generator/(\w+)(?:/|\.py)` \|.*\| (.*) \|$", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.MULTILINE
)
"""Each room with the words on what it may import, in the order of the table in CONTRIBUTING.md."""


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


NAMES = {_name(path): path for path in MODULES}


def _imports(path: Path, *, for_types: bool) -> set[str]:
    """Modules of ours that a module imports anywhere in its text, or anywhere but for its types."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parts = [part for part in ast.walk(tree) if isinstance(part, ast.If) and ast.unparse(part.test) == "TYPE_CHECKING"]
    typed = set() if for_types else {id(inner) for part in parts for inner in ast.walk(part)}
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and id(node) not in typed:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in NAMES else node.module for name in inner}
        elif isinstance(node, ast.Import) and id(node) not in typed:
            found |= {alias.name for alias in node.names}
    return {name for name in found if name.startswith("generator.")} - {_name(path)}


def _room(name: str) -> str:
    return name.split(".")[1]


def _allowed(at: int) -> set[str]:
    words = PICTURE[at][1]
    above = {room for room, _ in PICTURE[:at]}
    return above if words == "all above" else set(re.findall(r"\w+", words)) - {"nothing"}


def test_every_room_is_in_the_picture() -> None:
    assert sorted(room for room, _ in PICTURE) == sorted({_room(name) for name in NAMES if "." in name})


@pytest.mark.parametrize("at", range(len(PICTURE)), ids=[room for room, _ in PICTURE])
def test_the_picture_of_rooms_equals_the_imports(at: int) -> None:
    """A room imports what the table says, all of it and no more, and nothing from a row below its own."""
    room, words = PICTURE[at]
    own = [path for name, path in NAMES.items() if "." in name and _room(name) == room]
    imported = {_room(name) for path in own for name in _imports(path, for_types=True)} - {room}
    assert _allowed(at) <= {other for other, _ in PICTURE[:at]}
    assert imported <= _allowed(at), f"CONTRIBUTING.md does not let {room} import them"
    if words != "all above":
        assert imported == _allowed(at), f"CONTRIBUTING.md lets {room} import what it does not need"


def _reached(first: set[str], leads: dict[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    ahead = list(first)
    while ahead:
        name = ahead.pop()
        ahead += leads.get(name, set()) if name not in reached else ()
        reached.add(name)
    return reached


def test_no_module_imports_one_that_leads_back_to_it() -> None:
    """Also where an import stands inside a function; names for types alone make no circle when the program runs."""
    leads = {name: _imports(path, for_types=False) for name, path in NAMES.items()}
    circles = [name for name, first in leads.items() if name in _reached(first, leads)]
    assert circles == []


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


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nobody_asks_for_a_kind_by_name(path: Path) -> None:
    """A kind is its description; only what reads forms of unknown kind has to tell them apart by what they print."""
    if path.parent.name == "importer" or path.name == "kinds.py":
        return
    names = {name for kind in KINDS.values() for name in (kind.key, kind.folder)}
    constants = [node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)]
    assert names.isdisjoint(value for value in constants if isinstance(value, str))


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_every_field_of_a_record_has_its_place_in_the_model(kind: Kind) -> None:
    names = {field.name for field in dataclasses.fields(kind.model)}
    inside = {inner.key for field in kind.fields if field.is_open for inner in field.fields}
    assert {field.key for field in kind.fields if not field.is_open} | inside == names - {"id", "layout"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_region_is_named_in_code(path: Path) -> None:
    """Regional practice lives in data/profile.yaml; another region takes the program as it is."""
    text = path.read_text(encoding="utf-8")
    assert [name for name in PROVINCES if name in text] == []
