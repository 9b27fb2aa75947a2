"""Owns the files of the audit: which forms were read, what holds for them, which findings were read and are right."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from generator.checks import RULES, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.record.store import Dataset, StoredForm

READ, FINDINGS = "read.yaml", "expected_findings.yaml"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read."""

    documents: Mapping[str, str]
    """File name of each document, by its id in data/documents.yaml."""
    rounding: str
    """How the documents' rates and execution scores are made: ``truncate`` or ``round``."""
    grades: Mapping[str, int]
    """Lowest total of each grade, high to low."""
    cut_off: Mapping[str, str]
    """Why a form cannot be recomputed in full, by document and position."""
    profile: str
    """Digest of the profile the findings were read under."""
    forms: Mapping[str, Mapping[str, Any]]
    """Number of rows and digest of each form, by document and position."""
    findings: Mapping[str, Mapping[str, Any]]
    """Why they are right, and the rows of each form, by rule; 0 is no row."""

    @classmethod
    def of(cls, folder: Path) -> Reading:
        """Read the two files."""
        read, findings = (YAML(typ="safe").load((folder / name).read_text("utf-8")) or {} for name in (READ, FINDINGS))
        keys = ("documents", "rounding", "grades", "cut_off", "profile", "forms")
        facts: dict[str, Any] = {key: read[key] or {} for key in keys}
        return cls(**facts, findings=findings)


@dataclass(frozen=True, slots=True)
class Audited:
    """One form that was read and stands in data/."""

    name: str
    """Document and position: ``003-08``."""
    stored: StoredForm
    rows: int
    """How many rows the document prints."""
    is_corrected: bool
    """A correction says why a figure is no longer what was read."""
    is_as_read: bool
    """The record is byte for byte the one that was read, under the same profile."""


def audited_in(dataset: Dataset, data: Path, reading: Reading) -> tuple[Audited, ...]:
    """The forms of a dataset that were read."""
    has_profile = _digest((data / "profile.yaml").read_text("utf-8")) == reading.profile
    named = ((_name(stored), stored) for stored in _of_documents(dataset, reading.documents))
    return tuple(
        Audited(
            name,
            stored,
            reading.forms[name]["rows"],
            bool(stored.form.corrections),
            has_profile and _digest(stored.text) == reading.forms[name]["record"],
        )
        for name, stored in sorted(named, key=lambda item: item[0])
        if name in reading.forms
    )


def hits_of(forms: Iterable[Audited], dataset: Dataset) -> dict[str, dict[str, list[int]]]:
    """Rows of each form by rule. Each form is asked alone, so that no form beside it changes what is found."""
    hits: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for form in forms:
        for finding in run(replace(dataset, forms=(form.stored,))).findings:
            hits[finding.rule.id][form.name] += [place.row or 0 for place in finding.places]
    return {rule: {name: sorted(rows) for name, rows in sorted(found.items())} for rule, found in hits.items()}


def read_anew(dataset: Dataset, data: Path, folder: Path) -> None:
    """Write what the forms of the same documents hold now; entries of forms that are gone stay."""
    before = Reading.of(folder)
    now = {
        _name(stored): {"rows": len(stored.form.indicators), "record": _digest(stored.text)}
        for stored in _of_documents(dataset, before.documents)
    }
    profile = _digest((data / "profile.yaml").read_text("utf-8"))
    forms = dict(sorted({**before.forms, **now}.items()))
    lines = [f"  {name}: {{rows: {form['rows']}, record: {form['record']}}}" for name, form in forms.items()]
    said, _, _ = (folder / READ).read_text("utf-8").partition("\nprofile:")
    written = "\n".join([said, f"profile: {profile}", "forms:", *lines, ""])
    (folder / READ).write_text(written, encoding="utf-8")
    _write_findings(replace(before, profile=profile, forms=forms), dataset, data, folder / FINDINGS)


def _write_findings(reading: Reading, dataset: Dataset, data: Path, path: Path) -> None:
    """What is found now beside what was read of forms that are gone."""
    here = {_name(stored) for stored in _of_documents(dataset, reading.documents)}
    hits = hits_of(audited_in(dataset, data, reading), dataset)
    text = [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")]
    for rule in (rule.id for rule in RULES):
        before = reading.findings.get(rule, {})
        gone = {name: rows for name, rows in before.get("hits", {}).items() if name not in here}
        found = sorted({**gone, **hits.get(rule, {})}.items())
        if found:
            text += [f"{rule}:", f"  why: {before.get('why', '')}".rstrip(), "  hits:"]
            text += [f"    {name}: {rows}" for name, rows in found]
    path.write_text("\n".join([*text, ""]), encoding="utf-8")


def _of_documents(dataset: Dataset, documents: Mapping[str, str]) -> list[StoredForm]:
    """The forms whose document is one of these, by number and by file name: another city may number alike."""
    known = dataset.registry.documents if dataset.registry else {}
    ids = {key for key, name in documents.items() if key in known and known[key].name == name}
    return [stored for stored in dataset.forms if stored.form.source.document in ids]


def _name(stored: StoredForm) -> str:
    return f"{stored.form.source.document}-{stored.form.source.position:02}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
