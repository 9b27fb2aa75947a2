"""The published records are read alike by a parser that guesses types and by ours."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import yaml  # type: ignore[import-untyped]
from jsonschema import Draft202012Validator

from generator.publish.data.copies import published_copy
from generator.record.formatting import format_record, format_registry
from generator.record.kinds import KINDS
from generator.record.registry import REGISTRY_FIELDS
from generator.record.schema import json_schema
from generator.record.store import load
from generator.record.syntax import parse, texts_of
from tests.conftest import FIXTURE_DATA, REGION_DATA

if TYPE_CHECKING:
    from pathlib import Path

    from generator.record.store import Dataset

LAYOUTS = FIXTURE_DATA.parent / "layouts"


def _ours(text: str) -> Any:  # noqa: ANN401 -- the record decides the type
    node, problems = parse("", text)
    assert node is not None
    assert not problems
    return texts_of(node)


def _theirs(value: Any) -> Any:  # noqa: ANN401 -- the parser decides the type
    """What PyYAML reads, as our reader says it: counts as texts; a float or a day stays what it is."""
    if isinstance(value, dict):
        kept = {key: _theirs(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner is not None} or None
    if isinstance(value, list):
        return [_theirs(item) or {} for item in value] or None
    return str(value) if type(value) is int else value if value != "" else None


@pytest.mark.parametrize("folder", [FIXTURE_DATA, REGION_DATA, LAYOUTS], ids=lambda folder: folder.name)
def test_pyyaml_reads_every_published_record_as_we_do(folder: Path) -> None:
    dataset = load(folder)
    assert dataset.registry is not None
    profile = dataset.registry.profile
    schemas = {kind.key: Draft202012Validator(json_schema(kind, profile)) for kind in KINDS.values()}
    for stored in dataset.forms:
        text = published_copy(stored)
        values = yaml.safe_load(text)
        assert _theirs(values) == _ours(text) == _ours(stored.text), stored.path
        schemas[stored.form.kind.key].validate(values)


@pytest.mark.parametrize("name", ["documents.yaml", "expected.yaml", "withdrawn.yaml", "units.yaml", "synonyms.yaml"])
def test_pyyaml_reads_every_registry_in_canonical_form_as_we_do(name: str) -> None:
    text = (REGION_DATA / name).read_text(encoding="utf-8")
    written = format_registry(text, REGISTRY_FIELDS[name])
    assert _theirs(yaml.safe_load(written)) == _ours(written) == _ours(text)
    assert format_registry(written, REGISTRY_FIELDS[name]) == written


def test_an_editor_gets_the_same_record_back_from_a_copy(small: Dataset) -> None:
    """Whoever begins with a published copy writes the same record; format takes the quotation marks away."""
    for stored in small.forms:
        copy = published_copy(stored)
        assert "'20000.00" not in stored.text
        assert format_record(copy, stored.form.kind.fields) == stored.text


def test_a_text_of_several_lines_and_a_comment_stay_as_they_are(small: Dataset) -> None:
    stored = next(one for one in small.forms if "achieved:" in one.text)
    old = next(line for line in stored.text.splitlines() if line.strip().startswith("achieved:"))
    indent = " " * (len(old) - len(old.lstrip()))
    new = f"{indent}achieved: |-\n{indent}  first\n\n{indent}  score: 12.50\n{indent}  - weight: 3"
    text = stored.text.replace(old, new).replace("year: ", "# score: 12.50\nyear: ")
    copy = published_copy(replace(stored, text=text, positions={}))
    assert f"\n{indent}  score: 12.50\n" in copy
    assert "\n# score: 12.50\n" in copy
    assert _theirs(yaml.safe_load(copy)) == _ours(text)
