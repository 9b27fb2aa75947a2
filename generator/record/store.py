"""Owns reading of data/: records in, model out, every problem of every file in one go."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.record.building import build_form, check_across_fields
from generator.record.canonical import CanonicalReader
from generator.record.files import read_values, relative
from generator.record.kinds import KINDS, Kind, folders, kind_of_folder
from generator.record.problems import Problem, listed
from generator.record.reading import Position, Reader, Values
from generator.record.registry import (
    DOCUMENTS_FILE,
    REGISTRY_FIELDS,
    RESERVED_PROJECTS,
    SLUG,
    TEMPLATES_FOLDER,
    UNITS_FILE,
    Registry,
    load_registry,
    plain_template,
)
from generator.workers import spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.record.model import Form


_YAML = (".yaml", ".yml")
_BATCH = 64
"""Records that a process takes at once: what it hands back holds each word and each template once."""


@dataclass(frozen=True, slots=True)
class StoredForm:
    """One record with the file it was read from."""

    form: Form
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


@dataclass
class Memory:
    """What is remembered of a folder that is read again and again: each record by the digest of its bytes."""

    beside: tuple[bytes, ...] = ()
    """Every file by which records are read: registries, profile, templates."""
    read: dict[Path, tuple[bytes, StoredForm | None, list[Problem]]] = field(default_factory=dict)


def load(data: Path, memory: Memory | None = None) -> Dataset:
    """Read a data folder; nothing is raised for what an editor can mend.

    With a memory only what changed since is read anew; the same record is the same object.
    """
    data = data.resolve()
    registry, problems = load_registry(data)
    if memory:
        _forget(memory, data)
    found_there = _entries(data)
    read = _read_all([entry for entry in found_there if _is_record(entry)], data, registry, memory)
    forms = [form for form, _ in read if form]
    problems += [problem for _, found in read for problem in found]
    problems += _strangers(found_there, data) + _no_files(found_there, data) + _repeated(forms)
    return Dataset(registry, tuple(sorted(forms, key=lambda stored: stored.form.id)), tuple(listed(problems)))


def _forget(memory: Memory, data: Path) -> None:
    """All, where something changed by which every record is read."""
    places = sorted(path for path in data.rglob("*.yaml") if path.relative_to(data).parts[0] not in folders())
    beside = tuple(path.read_bytes() for path in places if path.is_file() and not path.is_symlink())
    if beside != memory.beside:
        memory.beside, memory.read = beside, {}


def mark_of(content: bytes) -> bytes:
    """What tells one record from any other."""
    return hashlib.sha256(content).digest()


def _read_all(
    entries: Sequence[_Entry], data: Path, registry: Registry | None, memory: Memory | None
) -> list[tuple[StoredForm | None, list[Problem]]]:
    """Every record in the order given; what is not remembered is read by several processes."""
    profile = registry.profile if registry else None
    readers = {kind.folder: CanonicalReader(kind.fields_in(profile)) for kind in KINDS.values()}

    def read(entry: _Entry) -> tuple[StoredForm | None, list[Problem]]:
        return read_form(entry.path, data, registry, readers[entry.parts[0]])

    if memory is None:
        return list(spread(read, entries, batch=_BATCH))
    marks = {entry.path: _mark_on_disk(entry.path) for entry in entries}
    known = {path: last for path, last in memory.read.items() if last[0] == marks.get(path)}
    anew = [entry for entry in entries if entry.path not in known]
    made = spread(read, anew, batch=_BATCH)
    known |= {entry.path: (marks[entry.path], *found) for entry, found in zip(anew, made, strict=True)}
    memory.read = known
    return [known[entry.path][1:] for entry in entries]


def _mark_on_disk(path: Path) -> bytes:
    """The mark of a record; of a file that cannot be read one that no record has."""
    try:
        return mark_of(path.read_bytes())
    except OSError:
        return b""


def read_form(
    path: Path, data: Path, registry: Registry | None, canonical: CanonicalReader | None = None
) -> tuple[StoredForm | None, list[Problem]]:
    """Read one record of a resolved data folder; None and the problems where it must not be published.

    Of many records, the canonical reader of their kind is made once by the caller.
    """
    reader = Reader(relative(path, data))
    kind = _kind_of(path, data)
    table = canonical.fields if canonical else kind.fields_in(registry.profile if registry else None)
    text, values = read_values(path, reader, table, canonical)
    if values:  # each step says what it can, whatever an earlier one found
        check_across_fields(reader, kind, values)
        is_placed = _check_place(reader, path, data, values)
        if registry is not None and is_placed:
            _check_registered(reader, values, registry)
    if reader.problems or text is None:
        return None, reader.problems
    year, named = values["year"], values["template"]
    template = registry.template_for(kind, year, named) if registry else plain_template(kind)
    form = build_form(_id_of(path, data), kind, template, values)
    return StoredForm(form, reader.path, text, reader.positions), []


def _id_of(path: Path, data: Path) -> str:
    return path.relative_to(data).with_suffix("").as_posix()


def _kind_of(path: Path, data: Path) -> Kind:
    kind = kind_of_folder(path.relative_to(data).parts[0])
    if kind is None:
        raise ValueError(f"no folder of records: {path}")
    return kind


def _check_place(reader: Reader, path: Path, data: Path, values: Values) -> bool:
    """The place of a file says kind, year, unit and project; it must say the same as the file. False: it says none."""
    parts = path.relative_to(data).parts
    expected = f"{parts[0]}/<年度>/<单位>/<项目>.yaml"
    if len(parts) != 4 or path.suffix != ".yaml":
        reader.report((1, 1), "R018", f"文件放在“{'/'.join(parts)}”，应是 {expected}。", "移到对应的文件夹。")
        return False
    if values["year"] is not None and parts[1] != str(values["year"]):
        message = f"年度写的是 {values['year']}，文件却在 {parts[1]} 文件夹里。"
        reader.report(reader.positions["year"], "R018", message, "改正年度，或移动文件。")
    for part in (parts[2], path.stem):
        if not SLUG.fullmatch(part):
            reader.report((1, 1), "R021", f"文件或文件夹名“{part}”不合规范。", "只用小写英文字母、数字和连字符。")
    if path.stem in RESERVED_PROJECTS:
        message = f"文件名“{path.name}”是网站自己要用的地址。"
        reader.report((1, 1), "R021", message, "换一个，例如项目名称的拼音。")
    return True


def _check_registered(reader: Reader, values: Values, registry: Registry) -> None:
    unit = registry.units.get(reader.path.split("/")[3])
    names = {name: unit for unit in registry.units.values() for name in unit.names(values["year"])}
    if values["unit"] is None:
        pass  # said already
    elif values["unit"] not in names:
        message = f"实施单位“{values['unit']}”没有登记。"
        reader.report(reader.positions["unit"], "R019", message, f"在 data/{UNITS_FILE} 登记，或改成登记的全称。")
    elif unit is None or values["unit"] not in unit.names(values["year"]):
        message = f"实施单位是“{values['unit']}”，文件却在“{reader.path.split('/')[3]}”文件夹里。"
        mend = f"移到“{names[values['unit']].id}”文件夹，或改正单位。"
        reader.report(reader.positions["unit"], "R018", message, mend)
    departments = {department.name for department in registry.departments.values()}
    if values["department"] is not None and values["department"] not in departments:
        message = f"主管部门“{values['department']}”没有登记。"
        reader.report(reader.positions["department"], "R019", message, f"在 data/{UNITS_FILE} 登记。")
    if values["template"] and values["template"] not in registry.templates:
        message = f"没有“{values['template']}”这种表式。"
        known = "、".join(registry.templates) or f"data/{TEMPLATES_FOLDER} 里一种也没有"
        reader.report(reader.positions["template"], "R019", message, f"改成有的（{known}），或不写。")
    document = (values["source"] or {}).get("document")
    if document is not None and document not in registry.documents:
        message = f"来源文件“{values['source']['document']}”没有登记。"
        reader.report(reader.positions["source.document"], "R019", message, f"在 data/{DOCUMENTS_FILE} 登记。")


class _Entry(NamedTuple):
    """What lies in a data folder, looked at once."""

    path: Path
    parts: tuple[str, ...]
    """Of its path in the data folder."""
    is_file: bool
    """A plain file: no link, no device."""
    is_folder: bool

    @property
    def suffix(self) -> str:
        """Such as ``.yaml``."""
        return self.path.suffix

    @property
    def is_plain(self) -> bool:
        """A file or a folder, no link, no device."""
        return self.is_file or self.is_folder

    @property
    def is_hidden(self) -> bool:
        """What is hidden is nobody's."""
        return any(part.startswith(".") for part in self.parts)


def _entries(data: Path, parts: tuple[str, ...] = ()) -> list[_Entry]:
    """Everything below a folder, sorted by path."""
    found: list[_Entry] = []
    for entry in os.scandir(data.joinpath(*parts)) if data.is_dir() else ():
        is_file, is_folder = entry.is_file(follow_symlinks=False), entry.is_dir(follow_symlinks=False)
        inside = (*parts, entry.name)
        found.append(_Entry(Path(entry.path), inside, is_file, is_folder))
        if is_folder:
            found += _entries(data, inside)
    return sorted(found, key=lambda entry: entry.parts)


def _strangers(entries: Iterable[_Entry], data: Path) -> list[Problem]:
    """Every file that would be passed over in silence: another ending, another folder, a link to nothing."""
    found = []
    for entry in entries:
        if _is_stranger(entry):
            message = f"认不出的文件“{'/'.join(entry.parts)}”，它不会被读。"
            mend = f"记录放在 {' 或 '.join(folders())}/<年度>/<单位>/<项目>.yaml；别的文件移出 data。"
            found.append(Problem(relative(entry.path, data), 1, 1, "R018", message, mend))
        elif entry.parts[-1] == ".gitattributes":
            message = "“.gitattributes”会让 git 藏起或改写记录。"
            found.append(Problem(relative(entry.path, data), 1, 1, "R018", message, "删去；整个仓库的写在最上层。"))
    return found


def _no_files(entries: Iterable[_Entry], data: Path) -> list[Problem]:
    """Links, which could lead anywhere, devices and pipes; a registry that is one is said where it is read."""
    found = []
    for entry in entries:
        if entry.is_plain or entry.is_hidden or entry.parts[0] in REGISTRY_FIELDS:
            continue
        message = f"“{'/'.join(entry.parts)}”不是普通文件，是链接、设备或管道，不会被读。"
        found.append(Problem(relative(entry.path, data), 1, 1, "R032", message, "换成普通文件或文件夹，或者删去。"))
    return found


def _is_record(entry: _Entry) -> bool:
    return entry.parts[0] in folders() and entry.is_file and entry.suffix in _YAML


def _is_stranger(entry: _Entry) -> bool:
    """A hidden file is nobody's; a text such as a licence may stand beside the registries."""
    is_yaml = entry.suffix.lower() in _YAML
    if entry.is_hidden or (entry.is_folder and not is_yaml) or not entry.is_plain:
        return False
    if entry.parts[0] in folders():
        return not entry.is_file or entry.suffix not in _YAML
    if entry.parts[0] == TEMPLATES_FOLDER:
        return len(entry.parts) != 2 or entry.suffix != ".yaml" or not entry.is_file
    return is_yaml and not (len(entry.parts) == 1 and entry.parts[0] in REGISTRY_FIELDS and entry.is_file)


def _repeated(forms: Iterable[StoredForm]) -> list[Problem]:
    """Identity is kind + year + unit + project: one form has one record."""
    problems = []
    seen: dict[tuple[object, ...], str] = {}
    for stored in sorted(forms, key=lambda stored: stored.form.id):
        key = stored.form.key
        if key in seen:
            message = f"与 {seen[key]} 是同一张表（同一单位、年度、项目名称）。"
            line, column = stored.positions["project"]
            problems.append(Problem(stored.path, line, column, "R020", message, "删去一份，或改正项目名称。"))
        seen.setdefault(key, stored.path)
    return problems
