"""The published JSON Schema accepts every record and refuses what the reader refuses."""

from __future__ import annotations

import copy
import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from generator.record.kinds import KINDS
from generator.record.schema import json_schema

if TYPE_CHECKING:
    from generator.record.store import Dataset


def _loaded(text: str) -> dict[str, Any]:
    """As an editor's language server reads it: numbers as numbers, dates as text."""
    loaded: dict[str, Any] = _with_dates_as_text(YAML(typ="safe", pure=True).load(text))
    return loaded


def _with_dates_as_text(value: Any) -> Any:  # noqa: ANN401 -- whatever YAML holds
    if isinstance(value, dict):
        return {key: _with_dates_as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_dates_as_text(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _schema(kind: str, dataset: Dataset) -> dict[str, Any]:
    assert dataset.registry is not None
    return json_schema(KINDS[kind], dataset.registry.profile)


@pytest.mark.parametrize("kind", ["self_evaluation", "target_declaration"])
def test_schema_is_valid_and_accepts_every_record(kind: str, region: Dataset, small: Dataset) -> None:
    for dataset in (region, small):
        schema = _schema(kind, dataset)
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema)
        for stored in dataset.forms:
            if stored.form.kind.key == kind:
                assert list(validator.iter_errors(_loaded(stored.text))) == [], stored.path


def test_schema_refuses_unknown_keys_and_bad_values(small: Dataset) -> None:
    stored = next(s for s in small.forms if s.form.id == "evaluations/2022/shili-tushuguan/tushu-gouzhi")
    validator = Draft202012Validator(
        json_schema(KINDS["self_evaluation"], small.registry.profile if small.registry else None)
    )
    good = _loaded(stored.text)
    changes: tuple[dict[str, Any], ...] = (
        {"备注": "无"},
        {"kind": "自评表"},
        {"indicators": [good["indicators"][0] | {"weight": "四十"}]},
        {"indicators": []},
        {"project": ""},
        {"project": "　 "},
        {"total_score": "1" * 16},
        {"total_score": 10**15},
        {"total_score": "1,000,000,000,000,000"},
        {"total_score": "0.0000001"},
        {"approved": "0001-01-01"},
    )
    for change in changes:
        assert list(validator.iter_errors(copy.deepcopy(good) | change)), change
