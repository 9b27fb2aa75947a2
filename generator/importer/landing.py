"""Owns where a draft goes in data/ and what that changes there: new, the same, or different from what stands there.

Reads records as plain texts, for a draft with open doubts cannot be loaded. Writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from generator.importer.cells import fold
from generator.record.blank import slug_of
from generator.record.fields import label_of
from generator.record.files import read_text
from generator.record.kinds import KINDS, folders
from generator.record.registry import DOCUMENTS_FILE, RESERVED_PROJECTS, RESERVED_UNITS, SLUG, UNITS_FILE, YEAR
from generator.record.syntax import parse, texts_of
from generator.record.writing import dump, quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from generator.importer.cells import HandedInFile
    from generator.importer.draft import Draft
    from generator.importer.form import FormDoubt
    from generator.record.registry import Registry

_OF_PEOPLE = ("approved", "published", "publish_after", "remarks", "observations", "answers", "corrections")
"""What an import never brings and never takes away."""
_UNCOMPARED = (*_OF_PEOPLE, "source", "doubts")
Identity = tuple[str, str, str, str]


class DraftState(Enum):
    """What becomes of a draft; the value is the word for people."""

    NEW = "新写"
    REPLACED = "改写"
    SAME = "没有变化"
    DIFFERENT = "与已有的记录不同，没有改动"
    HOMELESS = "没有写"


@dataclass(frozen=True, slots=True)
class Landed:
    """One draft with its place."""

    status: DraftState
    path: Path | None
    text: str
    """What the file should hold; empty where nothing is to be written."""
    draft: Draft
    changes: tuple[str, ...] = ()
    """Cell by cell, what differs from the record that stands there."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry a registry lacks."""

    file: str
    entry: str
    """YAML lines to append."""
    what: str
    """In words."""


@dataclass(slots=True)
class Ground:
    """data/ as it is, for one run of imports."""

    data: Path
    registry: Registry
    is_replacing: bool = False
    existing: dict[Identity, Path] = field(default_factory=dict)
    """Where each record stands; its text is read again when it is needed, for there may be thousands."""
    proposals: dict[str, Proposal] = field(default_factory=dict)
    """By the name they are for."""
    made: set[Path] = field(default_factory=set)
    """Written in this run."""
    _units: dict[str, str] = field(default_factory=dict)
    _departments: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._units = {fold(unit.name): unit.id for unit in self.registry.units.values()}
        self._departments = {fold(item.name): item.id for item in self.registry.departments.values()}
        for folder in folders():
            for path in sorted((self.data / folder).rglob("*.yaml")):
                self.existing.setdefault(_identity(_plain(path)), path)

    def land(self, draft: Draft, document: HandedInFile) -> Landed:
        """Where a draft goes, what it says there, and what is different."""
        values = draft.values
        self._use_names(values)
        lacking = self._lacking(values)
        if lacking:
            return Landed(DraftState.HOMELESS, None, "", draft, why=lacking)
        values["source"]["document"] = self._document(document)
        self._leave_to_template(values)
        self._unit(values)
        known = self.existing.get(_identity(values))
        if known is not None and known in self.made:
            if _hash(_plain(known)) == values["source"]["hash"]:
                return Landed(DraftState.SAME, known, "", draft)
            return Landed(
                DraftState.HOMELESS, known, "", draft, why=f"同一单位、年度、项目的表这次已经写过（{known.name}）"
            )
        path = known or self._path(draft)
        landed = self._compared(draft, path, _plain(path) if known else {})
        if landed.text:
            self.existing[_identity(values)] = path
            self.made.add(path)
        return landed

    def _compared(self, draft: Draft, path: Path, old: Mapping[str, Any]) -> Landed:
        if not old:
            return Landed(DraftState.NEW, path, text_of(draft), draft)
        changes = tuple(_changes(old, draft.values, draft.kind))
        if _hash(old) == draft.values["source"]["hash"] or not changes:
            return Landed(DraftState.SAME, path, "", draft)
        if not self.is_replacing:
            return Landed(DraftState.DIFFERENT, path, "", draft, changes)
        return Landed(DraftState.REPLACED, path, text_of(draft, old), draft, changes)

    def _use_names(self, values: dict[str, Any]) -> None:
        """Names as registered: a space or a bracket of another width is no other unit."""
        for key, names in (("unit", self.registry.units), ("department", self.registry.departments)):
            folded = fold(str(values.get(key) or ""))
            values[key] = next(
                (item.name for item in names.values() if fold(item.name) == folded), values.get(key) or ""
            )

    def _leave_to_template(self, values: dict[str, Any]) -> None:
        """Labels and columns that are those of the form's template need not be said again."""
        template = self.registry.template_for(KINDS[values["kind"]], int(values["year"]))
        if template.cells:
            labels = [item for item in values["labels"] if template.label(item["field"]) != item["label"]]
            absent = [item for item in values["absent"] if template.has(item["field"])]
            values |= {"labels": labels, "absent": absent}

    def _lacking(self, values: Mapping[str, Any]) -> str:
        if not YEAR.fullmatch(str(values.get("year") or "")):
            return "没有读到年度，请用 --year 写明"
        if not values.get("unit"):
            return "没有读到实施单位，请用 --unit 写明"
        return "" if values.get("project") else "没有读到项目名称，请在原件里补上再导入"

    def _path(self, draft: Draft) -> Path:
        """A new address, made once from pinyin; a number behind it where it is taken."""
        values = draft.values
        folder = self.data / KINDS[draft.kind].folder / str(values["year"]) / self._unit(values)
        slug = self._known_slug(values) or slug_of(values["project"])[:100].strip("-")
        if not SLUG.fullmatch(slug) or slug in RESERVED_PROJECTS:
            slug = f"project-{slug}" if SLUG.fullmatch(slug) else f"project-{values['source']['hash'][7:15]}"
        taken = set(self.existing.values())
        names = (f"{slug}{'' if number == 1 else f'-{number}'}.yaml" for number in range(1, 1000))
        return next(folder / name for name in names if folder / name not in taken and not (folder / name).exists())

    def _known_slug(self, values: Mapping[str, Any]) -> str:
        """The address the project has in another year: it is permanent, however it was made."""
        kind, _, unit, project = _identity(values)
        same = [
            path for identity, path in self.existing.items() if (identity[0], *identity[2:]) == (kind, unit, project)
        ]
        return max(same).stem if same else ""

    def _unit(self, values: Mapping[str, Any]) -> str:
        """The address of the unit; one that is not registered is proposed, its department too."""
        department = self._department(values["department"])
        return self._units.get(fold(values["unit"])) or self._propose_unit(values["unit"], department)

    def _department(self, name: str) -> str:
        if not name:
            return ""
        return self._departments.get(fold(name)) or self._propose_department(name)

    def _propose_department(self, name: str) -> str:
        slug = slug_of(name) or "department"
        self._departments[fold(name)] = slug
        self.proposals[f"department {name}"] = Proposal(
            UNITS_FILE, f"  - id: {slug}\n    name: {quote(name)}\n", f"主管部门“{name}”没有登记，建议的地址是 {slug}"
        )
        return slug

    def _propose_unit(self, name: str, department: str) -> str:
        slug = slug_of(name) or "unit"
        slug = f"unit-{slug}" if slug in RESERVED_UNITS else slug
        self._units[fold(name)] = slug
        entry = f"  - id: {slug}\n    name: {quote(name)}\n    short: {quote(name)}\n    department: {department}\n"
        what = f"实施单位“{name}”没有登记，建议的地址是 {slug}（地址定了不再改，请看一看）"
        self.proposals[f"unit {name}"] = Proposal(UNITS_FILE, entry, what)
        return slug

    def _document(self, document: HandedInFile) -> str:
        """The id of a registered file of this name; else one from its digest, proposed."""
        for known in self.registry.documents.values():
            if known.name == document.name or known.id == document.digest[:12]:
                return known.id
        key = f"document {document.digest}"
        if key not in self.proposals:
            entry = (
                f"  - id: '{document.digest[:12]}'\n    name: {quote(document.name)}\n"
                f"    description: {quote(f'导入的文件 {document.name}')}\n    condition: 由程序导入。\n"
            )
            self.proposals[key] = Proposal(DOCUMENTS_FILE, entry, f"文件“{document.name}”登记为 {document.digest[:12]}")
        return document.digest[:12]


def text_of(draft: Draft, old: Mapping[str, Any] | None = None) -> str:
    """The record as a file, its doubts in it; what people added to an older one stays."""
    values = dict(draft.values)
    values |= {key: old[key] for key in _OF_PEOPLE if old and old.get(key)}
    values["doubts"] = [_doubt(doubt) for doubt in draft.doubts]
    return dump(values, KINDS[draft.kind].fields)


def _doubt(doubt: FormDoubt) -> dict[str, Any]:
    from generator.importer.places import span_of  # noqa: PLC0415

    return {
        "row": str(doubt.row) if doubt.row else "",
        "field": doubt.field,
        "why": doubt.why,
        "alternatives": [{"value": value} for value in doubt.alternatives if value],
        "place": span_of(doubt.places),
    }


def _plain(path: Path) -> dict[str, Any]:
    text, _ = read_text(path, path.name)
    node, _ = parse(path.name, text or "")
    values = texts_of(node) if node is not None else None
    return values if isinstance(values, dict) else {}


def _hash(values: Mapping[str, Any]) -> str:
    """The digest of the file a record was imported from; empty where it was not."""
    source = values.get("source")
    return str(source.get("hash") or "") if isinstance(source, dict) else ""


def _identity(values: Mapping[str, Any]) -> Identity:
    kind, year, unit, project = (str(values.get(key) or "") for key in ("kind", "year", "unit", "project"))
    return kind, year, fold(unit), fold(project)


def _changes(old: Mapping[str, Any], new: Mapping[str, Any], kind: str) -> Iterator[str]:
    """Every cell that differs, as people say it."""
    before, after = (dict(_cells(values)) for values in (old, new))
    for path in dict.fromkeys((*before, *after)):
        if before.get(path, "") != after.get(path, "") and path.split(".")[0] not in _UNCOMPARED:
            label = label_of(path, KINDS[kind].fields)
            yield f"{label}：“{before.get(path, '')}” → “{after.get(path, '')}”"


def _cells(values: object, at: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(values, dict):
        for key, value in values.items():
            yield from _cells(value, f"{at}.{key}".lstrip("."))
    elif isinstance(values, (list, tuple)):
        for number, value in enumerate(values, 1):
            yield from _cells(value, f"{at}.{number}")
    elif values not in (None, ""):
        yield at, str(values)
