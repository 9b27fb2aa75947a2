"""Records in canonical form are read alike by parsers that guess types: a text or a day is nothing else to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml  # type: ignore[import-untyped]
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from generator.record.fields import Field, Shape, text
from generator.record.kinds import KINDS, kind_of_folder
from generator.record.writing import dump
from tests.conftest import FIXTURE_DATA

if TYPE_CHECKING:
    from pathlib import Path

FIXTURES = FIXTURE_DATA.parent
RECORDS = [path for kind in KINDS.values() for path in sorted(FIXTURES.glob(f"*/{kind.folder}/*/*/*.yaml"))]
NUMBERS = (Shape.FIGURE, Shape.INTEGER, Shape.YEAR)
FIELD = text("field", "字段", "一个字段。")


def _wrong(value: Any, field: Field, at: str) -> list[str]:  # noqa: ANN401 -- what a parser made of it
    """Places where a parser sees something else than a text."""
    if value is None or field.shape in NUMBERS:
        return []
    if field.shape is Shape.GROUP:
        return [place for inner in field.fields for place in _wrong(value.get(inner.key), inner, f"{at}.{inner.key}")]
    if field.shape is Shape.LIST:
        inner = Field(field.key, field.label, Shape.GROUP, field.meaning, fields=field.fields)
        return [place for item in value for place in _wrong(item, inner, at)]
    return [] if isinstance(value, str) else [f"{at}: {value!r}"]


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: "/".join(path.parts[-3:]))
def test_pyyaml_reads_every_text_and_day_as_a_text(path: Path) -> None:
    kind = kind_of_folder(path.parts[-4])
    assert kind is not None
    values = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert [place for field in kind.fields for place in _wrong(values.get(field.key), field, field.key)] == []


@given(st.text(alphabet="0123456789-+:._eExobTt naNiIfF", min_size=1, max_size=12))
@example("2024-03-31")
@example("2024-3-1")
@example("2024-03-31 10:00:00")
@example("12:30")
@example("190:20:30.5")
@example("1_000")
@example("0x1F")
@example("0o17")
@example("1e3")
@example("1.5e+3")
@example(".5")
@example("1.")
@example("._")
@example(".inf")
@example("-.INF")
@example(".NaN")
def test_a_text_stays_a_text_in_every_version_of_yaml(value: str) -> None:
    written = dump({"field": value}, (FIELD,))
    assert yaml.safe_load(written) == {"field": value}
    for version in ((1, 1), (1, 2)):
        reader = YAML(typ="safe", pure=True)
        reader.version = version
        assert reader.load(written) == {"field": value}
