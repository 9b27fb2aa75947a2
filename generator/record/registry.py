"""Owns the registries of data/: whom and what the records may name, what is expected, what was withdrawn."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.record.fields import Field, Shape, along, label_of
from generator.record.files import LARGEST, read_values, relative
from generator.record.kinds import KINDS, folders
from generator.record.meaning import fold
from generator.record.model import (
    Band,
    Department,
    Document,
    ExpectedForm,
    FormerName,
    Grade,
    Profile,
    Unit,
    Withdrawal,
)
from generator.record.passages import passages
from generator.record.personal import find, is_suspect, key_of
from generator.record.reading import Reader, Values
from generator.record.registers import (
    DOCUMENT_REGISTRY,
    EXPECTED,
    PROFILE,
    QUALITATIVE_RESULTS,
    RECORD_FORMAT,
    SYNONYMS,
    TEMPLATE,
    UNIT_REGISTRY,
    WITHDRAWN,
)
from generator.record.target import Result
from generator.record.template import Template, TemplateCell
from generator.record.values import HUNDRED, Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal
    from pathlib import Path

    from generator.record.kinds import Kind
    from generator.record.problems import Problem

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""A part of an address."""
YEAR = re.compile(r"(19|20)\d\d", re.ASCII)
RESERVED_PROJECTS = frozenset({"index"})
RESERVED_UNITS = frozenset({"index", "forms", "corrections"})
"""Addresses of lists and feeds of the site: a project's or a unit's page there would take their place."""
_URL = re.compile(
    r"https?://(?:[A-Za-z0-9-]{1,63}\.){1,10}[A-Za-z][A-Za-z0-9-]{1,62}(?::\d{1,5})?(?:[/?#][^\s<>\"'\\^`{|}]*)?"
)
"""Of the web, without a user, its host in letters that look like no others."""
UNITS_FILE, DOCUMENTS_FILE, PROFILE_FILE = "units.yaml", "documents.yaml", "profile.yaml"
TEMPLATES_FOLDER = "templates"
"""One file a template; may be absent."""
EXPECTED_FILE, WITHDRAWN_FILE, SYNONYMS_FILE = "expected.yaml", "withdrawn.yaml", "synonyms.yaml"
"""These three may be absent."""
REGISTRY_FIELDS = {
    UNITS_FILE: UNIT_REGISTRY,
    DOCUMENTS_FILE: DOCUMENT_REGISTRY,
    PROFILE_FILE: PROFILE,
    EXPECTED_FILE: EXPECTED,
    WITHDRAWN_FILE: WITHDRAWN,
    SYNONYMS_FILE: SYNONYMS,
}
"""Field table of each registry by its file name."""
REGISTRY_LABELS = {
    UNITS_FILE: "单位名录",
    DOCUMENTS_FILE: "来源文件名录",
    PROFILE_FILE: "地区口径",
    EXPECTED_FILE: "应公开清单",
    WITHDRAWN_FILE: "撤下清单",
    SYNONYMS_FILE: "同义词表",
}


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
    templates: Mapping[str, Template] = dataclasses.field(default_factory=dict)
    """By id."""
    expected: tuple[ExpectedForm, ...] = ()
    """In the order of the file."""
    withdrawn: tuple[Withdrawal, ...] = ()
    """In the order of the file."""
    synonyms: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    """What the forms print for a word readers use, by that word, in the order of the file."""

    def template_for(self, kind: Kind, year: int | None, named: str | None = None) -> Template:
        """The printed form a record names, else that of its kind and year, else the one every region has."""
        if named is not None and named in self.templates:
            return self.templates[named]
        fitting = (template for template in self.templates.values() if template.is_for(kind.key, year))
        return next(fitting, plain_template(kind))


@cache
def plain_template(kind: Kind) -> Template:
    """The form where no region says how it is printed: the cells every form of the kind has."""
    return Template("", kind.key, kind.label, kind.title)


def load_registry(data: Path) -> tuple[Registry | None, list[Problem]]:
    """Read every registry of a data folder; None and all problems where one of them has any."""
    data = data.resolve()
    units = _read(data, UNITS_FILE)
    documents = _read(data, DOCUMENTS_FILE)
    profile = _read(data, PROFILE_FILE)
    expected = _read(data, EXPECTED_FILE, is_optional=True)
    withdrawn = _read(data, WITHDRAWN_FILE, is_optional=True)
    synonyms = _read(data, SYNONYMS_FILE, is_optional=True)
    if units.is_sound:
        _check_units(units)
        _check_expected(expected, units.values)
        _check_withdrawn(withdrawn, units.values)
    if documents.is_sound:
        _check_ids(documents, "documents")
        _check_urls(documents)
    if profile.is_sound:
        _check_profile(profile)
    if synonyms.is_sound:
        _check_synonyms(synonyms)
    _check_places(withdrawn, data)
    templates = {path.stem: _read_template(path, data) for path in _template_files(data)}
    files = (units, documents, profile, expected, withdrawn, synonyms, *templates.values())
    _check_personal(files, profile)
    problems = [problem for file in files for problem in file.problems]
    if problems:
        return None, problems
    registry = Registry(
        departments={item["id"]: Department(**item) for item in units.values["departments"]},
        units={item["id"]: _unit(item) for item in units.values["units"]},
        documents={item["id"]: Document(**item) for item in documents.values["documents"]},
        profile=_profile(profile.values),
        templates={name: _template(name, file.values) for name, file in templates.items()},
        expected=tuple(map(_expected, expected.items("expected"))),
        withdrawn=tuple(Withdrawal(**item) for item in withdrawn.items("withdrawn")),
        synonyms=_synonyms(synonyms.items("synonyms")),
    )
    return registry, []


def _unit(item: Values) -> Unit:
    return Unit(**item | {"former": tuple(FormerName(**name) for name in item["former"])})


class _File(Reader):
    """One registry with its values."""

    most_bytes = LARGEST
    most_items = 20_000

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.values: Values = {}
        self.text = ""

    @property
    def is_sound(self) -> bool:
        return not self.problems

    def items(self, key: str) -> tuple[Values, ...]:
        """The items of a list; none where the file is absent or its shape is wrong."""
        return self.values.get(key, ()) if self.is_sound else ()


def _read(data: Path, name: str, *, is_optional: bool = False) -> _File:
    path = data / name
    file = _File(relative(path, data))
    if is_optional and not path.exists() and not path.is_symlink():
        return file
    text, file.values = read_values(path, file, REGISTRY_FIELDS[name])
    file.text = text or ""
    return file


def _template_files(data: Path) -> list[Path]:
    return sorted(path for path in (data / TEMPLATES_FOLDER).glob("*.yaml"))


def _read_template(path: Path, data: Path) -> _File:
    file = _File(relative(path, data))
    text, file.values = read_values(path, file, TEMPLATE)
    file.text = text or ""
    if not SLUG.fullmatch(path.stem):
        file.report((1, 1), "R021", f"文件名“{path.name}”不合规范。", "只用小写英文字母、数字和连字符。")
    if file.is_sound:
        _check_figures(file, TEMPLATE)
    if file.is_sound:
        _check_cells(file)
    return file


def _check_cells(file: _File) -> None:
    """Every cell is a field of the kind, and none stands there twice."""
    _check_once(file, "cells", "field")
    if file.values["grades"]:
        _check_bounds(file, "grades")
    fields = KINDS[file.values["kind"]].fields
    for number, item in enumerate(file.values["cells"], 1):
        if not along(item["field"], fields):
            where = file.positions[f"cells.{number}.field"]
            mend = "写字段的键，例如 total_score、funds.total、indicators.target。"
            file.report(where, "R022", f"没有“{item['field']}”这个字段。", mend)


def _template(name: str, values: Values) -> Template:
    bounds = _bounds({key: values[key] for key in _TEMPLATE_BOUNDS})
    words: dict[str, dict[str, str]] = {}
    for item in values["words"]:
        words.setdefault(item["of"], {})[fold(item["printed"])] = item["means"]
    return Template(
        name,
        values["kind"],
        values["name"],
        values["title"] or "",
        values["from"],
        values["to"],
        cells=tuple(TemplateCell(item["field"], item["label"]) for item in values["cells"]),
        withheld=tuple(item["label"] for item in values["withheld"]),
        words=words,
        groups=tuple(item["name"] for item in values["groups"]),
        bounds=bounds,
    )


_TEMPLATE_BOUNDS = ("rounding", "grades", "weights", "weights_with_cost", "weight_tolerance", "execution_weight")
"""Keys of the profile that a template may say as well."""


def _bounds(values: Values) -> dict[str, Any]:
    """What a profile or a template says of scoring; what it leaves out is not there."""
    given: dict[str, Any] = {
        key: value.value if isinstance(value, Figure) else value
        for key, value in values.items()
        if value not in (None, ())
    }
    if "grades" in given:
        given["grades"] = tuple(Grade(item["name"], item["from"].value, item["also"]) for item in values["grades"])
    for key in {"weights", "weights_with_cost"} & given.keys():
        given[key] = {item["level1"]: item["points"].value for item in values[key]}
    if "bands" in given:
        given["bands"] = tuple(Band(Result(item["result"]), item["from"].value) for item in values["bands"])
    if "categories" in given:
        given["categories"] = tuple(item["name"] for item in values["categories"])
    if "public_contacts" in given:
        given["public_contacts"] = tuple(item["contact"] for item in values["public_contacts"])
    return given


def _profile(values: Values) -> Profile:
    """What the file leaves out stays at the national rule."""
    return Profile(**{key: value for key, value in _bounds(values).items() if key != "record_format"})


def _synonyms(items: tuple[Values, ...]) -> dict[str, tuple[str, ...]]:
    words = dict.fromkeys(item["word"] for item in items)
    return {word: tuple(item["means"] for item in items if item["word"] == word) for word in words}


def _check_synonyms(file: _File) -> None:
    """No pair stands there twice, and none says that a word means itself."""
    seen: set[tuple[str, str]] = set()
    for number, item in enumerate(file.items("synonyms"), 1):
        pair = (item["word"], item["means"])
        if pair in seen or item["word"] == item["means"]:
            where = file.positions[f"synonyms.{number}.means"]
            message = f"“{pair[0]}”和“{pair[1]}”" + ("登记了两次。" if pair in seen else "是同一个词。")
            file.report(where, "R025", message, "删去这一条。")
        seen.add(pair)


def _check_profile(file: _File) -> None:
    """What the rules count with is a number each; grades and bands go down from 100 to 0 without a gap."""
    _check_figures(file, PROFILE)
    version = file.values["record_format"]
    if version and version > RECORD_FORMAT:
        message = f"记录格式是第 {version} 版，这个程序只认到第 {RECORD_FORMAT} 版。"
        file.report(file.positions["record_format"], "R024", message, "换用新一些的程序。")
    if file.is_sound:
        _check_bounds(file, "grades")
        _check_results(file)
        _check_once(file, "grades", "name")
        for key in ("weights", "weights_with_cost"):
            _check_once(file, key, "level1")


def _check_figures(file: _File, fields: tuple[Field, ...]) -> None:
    for at, figure in _figures(file.values, fields):
        if figure.value is None or figure.value < 0:
            message = f"“{at}”写的是“{figure}”，应是不小于 0 的数字。"
            file.report(file.positions[at], "R010", message, "写上数字，例如 90。")


def _figures(values: Values, fields: tuple[Field, ...], at: str = "") -> Iterator[tuple[str, Figure]]:
    """Path and figure of every number that is given."""
    for field in fields:
        value, path = values[field.key], f"{at}.{field.key}".lstrip(".")
        if field.shape is Shape.FIGURE and value is not None:
            yield path, value
        elif field.shape is Shape.LIST:
            for number, item in enumerate(value, 1):
                yield from _figures(item, field.fields, f"{path}.{number}")


def _check_bounds(file: _File, key: str) -> None:
    """Lower bounds fall from at most the full mark to 0."""
    above: Decimal | None = None
    for number, item in enumerate(file.values[key], 1):
        at, lower = f"{key}.{number}.from", item["from"].value
        if lower > HUNDRED or (above is not None and lower >= above):
            wanted = f"小于上一项的 {above}" if above is not None else f"不大于满分 {HUNDRED}"
            message = f"“{at}”写的是 {item['from']}，应{wanted}。"
            file.report(file.positions[at], "R028", message, "从高到低排，下限一项比一项小。")
            return
        above = lower
    if above:
        at = f"{key}.{len(file.values[key])}.from"
        message = f"“{at}”写的是 {above}，最后一项应是 0。"
        file.report(file.positions[at], "R028", message, "补上下限是 0 的一项，再低的得分才有归处。")


def _check_results(file: _File) -> None:
    found = tuple(item["result"] for item in file.values["bands"])
    if not found or found == QUALITATIVE_RESULTS:
        _check_bounds(file, "bands")
        return
    message = f"定性档次（bands）依次是：{'、'.join(found)}。"
    mend = f"每种结果写一次，依次是：{'、'.join(QUALITATIVE_RESULTS)}；整个不写就按全国的规定办。"
    file.report(file.positions["bands"], "R028", message, mend)


def _check_once(file: _File, key: str, part: str) -> None:
    """No two items of a list say the same in one field."""
    seen: set[str] = set()
    for number, item in enumerate(file.values[key], 1):
        if item[part] in seen:
            where = file.positions[f"{key}.{number}.{part}"]
            file.report(where, "R025", f"“{item[part]}”登记了两次。", "删去其中一条。")
        seen.add(item[part])


def _check_units(file: _File) -> None:
    _check_ids(file, "departments")
    _check_ids(file, "units")
    _check_reserved(file)
    known = {item["id"] for item in file.values["departments"]}
    for number, unit in enumerate(file.values["units"], 1):
        if unit["department"] not in known:
            message = f"单位“{unit['name']}”的主管部门“{unit['department']}”没有登记。"
            where = file.positions[f"units.{number}.department"]
            file.report(where, "R019", message, "在 departments 里登记，或改成已登记的地址。")


def _check_reserved(file: _File) -> None:
    for number, unit in enumerate(file.values["units"], 1):
        if unit["id"] in RESERVED_UNITS:
            message = f"地址“{unit['id']}”是网站自己要用的。"
            file.report(file.positions[f"units.{number}.id"], "R021", message, "换一个，例如单位名称的拼音。")


def _check_ids(file: _File, key: str) -> None:
    _check_once(file, key, "id")
    _check_once(file, key, "name")
    for number, item in enumerate(file.values[key], 1):
        if not SLUG.fullmatch(item["id"]):
            where, mend = file.positions[f"{key}.{number}.id"], "只用小写英文字母、数字和连字符。"
            file.report(where, "R021", f"地址“{item['id']}”不合规范。", mend)


def _check_urls(file: _File) -> None:
    """An address becomes a link, so it is one of the web and nothing else."""
    for number, item in enumerate(file.values["documents"], 1):
        if item["url"] and not _URL.fullmatch(item["url"]):
            where, mend = (
                file.positions[f"documents.{number}.url"],
                "写完整的网址，以 https:// 或 http:// 开头。",
            )
            file.report(where, "R021", f"网址“{item['url']}”不合规范。", mend)


def _expected(item: Values) -> ExpectedForm:
    return ExpectedForm(**item | {"kind": KINDS[item["kind"]]})


def _check_expected(file: _File, units: Values) -> None:
    names = {item["name"] for unit in units["units"] for item in (unit, *unit["former"])}
    seen: set[tuple[str, int, str, str]] = set()
    for number, item in enumerate(file.items("expected"), 1):
        form = _expected(item)
        if form.unit not in names:
            where, mend = file.positions[f"expected.{number}.unit"], f"在 data/{UNITS_FILE} 登记，或改成登记的全称。"
            file.report(where, "R019", f"实施单位“{form.unit}”没有登记。", mend)
        if form.key in seen:
            where = file.positions[f"expected.{number}.project"]
            file.report(where, "R025", f"“{form.project}”（{form.unit}，{form.year}）登记了两次。", "删去其中一条。")
        seen.add(form.key)


def _check_withdrawn(file: _File, units: Values) -> None:
    known = {unit["id"] for unit in units["units"]}
    seen: set[str] = set()
    for number, item in enumerate(file.items("withdrawn"), 1):
        where = file.positions[f"withdrawn.{number}.form"]
        if item["form"] in seen and not item["returned"]:
            file.report(where, "R025", f"“{item['form']}”登记了两次。", "删去其中一条。")
        if not item["returned"]:
            seen.add(item["form"])
        parts = item["form"].split("/")
        if not _is_address(parts):
            mend = f"写成 {' 或 '.join(folders())}/<年度>/<单位>/<项目>，不带 .yaml。"
            file.report(where, "R021", f"地址“{item['form']}”不合规范。", mend)
        elif parts[2] not in known:
            file.report(where, "R019", f"单位“{parts[2]}”没有登记。", f"在 data/{UNITS_FILE} 登记，或改正地址。")


def _is_address(parts: list[str]) -> bool:
    return (
        len(parts) == 4
        and parts[0] in folders()
        and YEAR.fullmatch(parts[1]) is not None
        and all(map(SLUG.fullmatch, parts[2:]))
    )


def _check_personal(files: Iterable[_File], profile: _File) -> None:
    """No personal data in a value or a comment of a registry; the public contacts of the profile are none."""
    public = frozenset(key_of(item["contact"]) for item in profile.items("public_contacts"))
    for file in files:
        if not is_suspect(file.text, public):
            continue
        fields = TEMPLATE if f"/{TEMPLATES_FOLDER}/" in file.path else REGISTRY_FIELDS[file.path.rpartition("/")[2]]
        for passage in passages(file.text, fields):
            for item in find(passage.text, public):
                message = (
                    f"{label_of(passage.path, fields) if passage.path else '注释'}里像有{item.what}（{item.masked}）。"
                )
                mend = f"删去；公开的热线列入 data/{PROFILE_FILE} 的 public_contacts。"
                file.report((passage.line, passage.column), "R030", message, mend)


def _check_places(file: _File, data: Path) -> None:
    """What is withdrawn is gone, and what took its place is there."""
    for number, item in enumerate(file.items("withdrawn"), 1):
        is_here = _is_address(item["form"].split("/")) and (data / f"{item['form']}.yaml").is_file()
        if is_here and not item["returned"]:
            where = file.positions[f"withdrawn.{number}.form"]
            message = f"“{item['form']}”列为撤下，记录却还在。"
            file.report(where, "R026", message, "删去记录；重新公开的，在这一条写上 returned（日期），这一条留着。")
        if item["moved_to"] and not _is_address(item["moved_to"].split("/")):
            where = file.positions[f"withdrawn.{number}.moved_to"]
            mend = f"写成 {' 或 '.join(folders())}/<年度>/<单位>/<项目>，不带 .yaml。"
            file.report(where, "R021", f"地址“{item['moved_to']}”不合规范。", mend)
        elif item["moved_to"] and not (data / f"{item['moved_to']}.yaml").is_file():
            where = file.positions[f"withdrawn.{number}.moved_to"]
            file.report(where, "R026", f"没有“{item['moved_to']}”这份记录。", "改正地址；没有换地址就删去 moved_to。")
