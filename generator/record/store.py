"""Owns reading of data/: files in, model out, every problem of every file in one go.

The only part of the record room that touches the disk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.record.building import build_form, check_across_fields
from generator.record.fields import (
    DOCUMENT_REGISTRY,
    KIND_FOLDERS,
    PROFILE,
    RECORD_FIELDS,
    UNIT_REGISTRY,
    Field,
)
from generator.record.model import (
    Band,
    Department,
    Document,
    Form,
    Grade,
    Profile,
    SelfEvaluation,
    TargetDeclaration,
    Unit,
)
from generator.record.problems import Problem
from generator.record.reading import Position, Reader, Values
from generator.record.syntax import parse
from generator.record.target import Result
from generator.record.values import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
UNITS_FILE, DOCUMENTS_FILE, PROFILE_FILE = "units.yaml", "documents.yaml", "profile.yaml"


@dataclass(frozen=True, slots=True)
class Registry:
    """Who and what the records may name."""

    departments: Mapping[str, Department]
    """By id."""
    units: Mapping[str, Unit]
    """By id."""
    documents: Mapping[str, Document]
    """By id."""
    profile: Profile


@dataclass(frozen=True, slots=True)
class StoredForm:
    """One record with the file it was read from."""

    form: SelfEvaluation | TargetDeclaration
    path: str
    """Relative to the data folder's parent, with ``/``."""
    text: str
    """The file, byte for byte as UTF-8 text."""
    positions: Mapping[str, Position]
    """Line and column from 1 of every value, by its path such as ``indicators.3.score``."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Everything in data/ that could be read, and everything that could not."""

    registry: Registry | None
    """None where a registry itself has problems."""
    forms: tuple[StoredForm, ...]
    """Sorted by id."""
    problems: tuple[Problem, ...]
    """Sorted by file, line, column."""


def load(data: Path) -> Dataset:
    """Read a data folder; nothing is raised for what an editor can mend."""
    registry, problems = load_registry(data)
    forms: list[StoredForm] = []
    for folder in KIND_FOLDERS.values():
        for path in sorted((data / folder).rglob("*")):
            if path.is_file() and path.suffix in (".yaml", ".yml"):
                form, found = read_form(path, data, registry)
                problems += found
                forms += [form] if form else []
    problems += _repeated(forms)
    return Dataset(registry, tuple(sorted(forms, key=lambda stored: stored.form.id)), tuple(sorted(problems)))


def load_registry(data: Path) -> tuple[Registry | None, list[Problem]]:
    """Read units, documents and the regional profile."""
    unit_reader, units = _read_file(data / UNITS_FILE, data, UNIT_REGISTRY)
    document_reader, documents = _read_file(data / DOCUMENTS_FILE, data, DOCUMENT_REGISTRY)
    profile_reader, profile = _read_file(data / PROFILE_FILE, data, PROFILE)
    if not unit_reader.problems:
        _check_units(unit_reader, units)
    if not document_reader.problems:
        _check_ids(document_reader, documents, "documents")
    problems = unit_reader.problems + document_reader.problems + profile_reader.problems
    if problems:
        return None, problems
    registry = Registry(
        departments={item["id"]: Department(**item) for item in units["departments"]},
        units={item["id"]: Unit(**item) for item in units["units"]},
        documents={item["id"]: Document(**item) for item in documents["documents"]},
        profile=_profile(profile),
    )
    return registry, []


def read_form(path: Path, data: Path, registry: Registry | None) -> tuple[StoredForm | None, list[Problem]]:
    """Read one record; None and the problems where it must not be published."""
    name = _relative(path, data)
    text, problems = _read_text(path, name)
    node, found = parse(name, text) if text is not None else (None, [])
    problems += found
    if node is None or text is None:
        return None, problems
    reader = Reader(name)
    reader.problems += problems
    fields = _fields_of(path, data)
    values = reader.group(node, fields)
    if not reader.problems:
        check_across_fields(reader, values)
        _check_place(reader, path, data, values)
        if registry is not None and not reader.problems:
            _check_registered(reader, values, registry)
    if reader.problems:
        return None, reader.problems
    form = build_form(_id_of(path, data), values)
    return StoredForm(form, name, text, reader.positions), []


def _read_text(path: Path, name: str) -> tuple[str | None, list[Problem]]:
    try:
        return path.read_bytes().decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        mend = "另存为 UTF-8 编码（记事本：另存为 → 编码 → UTF-8）。"
        return None, [Problem(name, line, 1, "R001", "文件不是 UTF-8 编码。", mend)]
    except OSError:
        return None, [Problem(name, 0, 0, "R018", "没有这个文件，或打不开。", "按 README 准备 data 文件夹里的文件。")]


def _read_file(path: Path, data: Path, fields: tuple[Field, ...]) -> tuple[Reader, Values]:
    reader = Reader(_relative(path, data))
    text, problems = _read_text(path, reader.path)
    node, found = parse(reader.path, text) if text is not None else (None, [])
    reader.problems += problems + found
    return reader, reader.group(node, fields) if node is not None else {}


def _relative(path: Path, data: Path) -> str:
    return f"{data.name}/{path.relative_to(data).as_posix()}"


def _id_of(path: Path, data: Path) -> str:
    return path.relative_to(data).with_suffix("").as_posix()


def _fields_of(path: Path, data: Path) -> tuple[Field, ...]:
    folder = path.relative_to(data).parts[0]
    kind = next(kind for kind, name in KIND_FOLDERS.items() if name == folder)
    return RECORD_FIELDS[kind]


def _profile(values: Values) -> Profile:
    """What the file leaves out stays at the national rule."""
    given: dict[str, Any] = {
        key: value.value if isinstance(value, Figure) else value
        for key, value in values.items()
        if value not in (None, ())
    }
    given["grades"] = tuple(Grade(item["name"], item["from"].value, item["also"]) for item in values["grades"])
    for key in {"weights", "weights_with_cost"} & given.keys():
        given[key] = {item["level1"]: item["points"].value for item in values[key]}
    if "bands" in given:
        given["bands"] = tuple(Band(Result(item["result"]), item["from"].value) for item in values["bands"])
    if "categories" in given:
        given["categories"] = tuple(item["name"] for item in values["categories"])
    return Profile(**given)


def _check_units(reader: Reader, units: Values) -> None:
    _check_ids(reader, units, "departments")
    _check_ids(reader, units, "units")
    known = {item["id"] for item in units["departments"]}
    for number, unit in enumerate(units["units"], 1):
        if unit["department"] not in known:
            message = f"单位“{unit['name']}”的主管部门“{unit['department']}”没有登记。"
            where = reader.positions[f"units.{number}.department"]
            reader.report(where, "R019", message, "在 departments 里登记，或改成已登记的地址。")


def _check_ids(reader: Reader, values: Values, key: str) -> None:
    seen: set[str] = set()
    for number, item in enumerate(values[key], 1):
        for part in ("id", "name"):
            where, value = reader.positions[f"{key}.{number}.{part}"], item[part]
            if value in seen:
                reader.report(where, "R025", f"“{value}”登记了两次。", "删去其中一条。")
            seen.add(value)
        if not _SLUG.fullmatch(item["id"]):
            where, mend = reader.positions[f"{key}.{number}.id"], "只用小写英文字母、数字和连字符。"
            reader.report(where, "R021", f"地址“{item['id']}”不合规范。", mend)


def _check_place(reader: Reader, path: Path, data: Path, values: Values) -> None:
    """The place of a file says kind, year, unit and project; it must say the same as the file."""
    parts = path.relative_to(data).parts
    expected = f"{KIND_FOLDERS[values['kind']]}/<年度>/<单位>/<项目>.yaml"
    if len(parts) != 4 or path.suffix != ".yaml":
        reader.report((1, 1), "R018", f"文件放在“{'/'.join(parts)}”，应是 {expected}。", "移到对应的文件夹。")
        return
    if parts[1] != str(values["year"]):
        message = f"年度写的是 {values['year']}，文件却在 {parts[1]} 文件夹里。"
        reader.report(reader.positions["year"], "R018", message, "改正年度，或移动文件。")
    for part in (parts[2], path.stem):
        if not _SLUG.fullmatch(part):
            reader.report((1, 1), "R021", f"文件或文件夹名“{part}”不合规范。", "只用小写英文字母、数字和连字符。")


def _check_registered(reader: Reader, values: Values, registry: Registry) -> None:
    unit = registry.units.get(reader.path.split("/")[3])
    names = {unit.name: unit for unit in registry.units.values()}
    if values["unit"] not in names:
        message = f"实施单位“{values['unit']}”没有登记。"
        reader.report(reader.positions["unit"], "R019", message, f"在 data/{UNITS_FILE} 登记，或改成登记的全称。")
    elif unit is None or unit.name != values["unit"]:
        message = f"实施单位是“{values['unit']}”，文件却在“{reader.path.split('/')[3]}”文件夹里。"
        mend = f"移到“{names[values['unit']].id}”文件夹，或改正单位。"
        reader.report(reader.positions["unit"], "R018", message, mend)
    if values["department"] not in {department.name for department in registry.departments.values()}:
        message = f"主管部门“{values['department']}”没有登记。"
        reader.report(reader.positions["department"], "R019", message, f"在 data/{UNITS_FILE} 登记。")
    if values["source"]["document"] not in registry.documents:
        message = f"来源文件“{values['source']['document']}”没有登记。"
        reader.report(reader.positions["source.document"], "R019", message, f"在 data/{DOCUMENTS_FILE} 登记。")


def _repeated(forms: Iterable[StoredForm]) -> list[Problem]:
    """Identity is kind + year + unit + project: one form has one record."""
    problems = []
    seen: dict[tuple[object, ...], str] = {}
    for stored in sorted(forms, key=lambda stored: stored.form.id):
        form: Form = stored.form
        key = (form.kind, form.year, form.unit, form.project)
        if key in seen:
            message = f"与 {seen[key]} 是同一张表（同一单位、年度、项目名称）。"
            line, column = stored.positions["project"]
            problems.append(Problem(stored.path, line, column, "R020", message, "删去一份，或改正项目名称。"))
        seen.setdefault(key, stored.path)
    return problems
