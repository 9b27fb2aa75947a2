"""Whatever stands in data/, reading it ends with forms and problems, never with a traceback."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.checks.report import run
from generator.record import load
from generator.record.registry import REGISTRY_FIELDS
from tests.conftest import FIXTURE_DATA

if TYPE_CHECKING:
    from pathlib import Path

EVALUATION = "evaluations/2023/shili-tushuguan/tushu-gouzhi.yaml"
DECLARATION = "declarations/2023/shili-tushuguan/tushu-gouzhi.yaml"
FILES = (EVALUATION, DECLARATION, *REGISTRY_FIELDS)
TEXTS = {name: (FIXTURE_DATA / name).read_text(encoding="utf-8") for name in FILES}

_WORDS = """
: - ? # ' " [ ] { } , & * ! | > % @ ` = ~ \\ &a *a !!int !b << --- ... %YAML >- |+ [] {} '' "\\u0000" null ： 项目
kind year source remarks field row 0 -1 3 9999 99999999999999999999999999999999 1e9 0.0000001 '-' 2023-02-30
0001-01-01 9999-12-31 indicators.1.score grades from bands
"""
_BREAKS = ["\n", "\n  ", "\n  - ", "\n    ", ": ", " ", "\t", "\r\n", "\x00", "\x0b", "\x85", "\u2028", "\ufeff"]
PIECES = st.sampled_from(_WORDS.split() + _BREAKS)
YAMLISH = st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(FIXTURE_DATA, tmp_path_factory.mktemp("hostile") / "data")


def _reads_and_checks(data: Path, name: str, text: str) -> None:
    """Nothing is raised, and what cannot be used is reported."""
    path = data / name
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        dataset = load(data)
        run(dataset)
    finally:
        path.write_text(TEXTS[name], encoding="utf-8")
    if not any(problem.path == f"data/{name}" for problem in dataset.problems):
        assert name in REGISTRY_FIELDS or name in {f"{stored.form.id}.yaml" for stored in dataset.forms}


@settings(max_examples=150)
@given(name=st.sampled_from(FILES), text=YAMLISH)
@example(name=EVALUATION, text="{'a':&x [*x]}")
@example(name=EVALUATION, text="? " * 5000 + "a")
@example(name=EVALUATION, text="{a: " * 5000)
@example(name=EVALUATION, text="%YAML 1.3\n---\na: b\n")
@example(name=EVALUATION, text="\ud800")
def test_any_text_is_read_or_refused(data: Path, name: str, text: str) -> None:
    _reads_and_checks(data, name, text)


@settings(max_examples=300)
@given(name=st.sampled_from(FILES), at=st.integers(0), length=st.integers(0, 12), piece=PIECES | st.just(""))
def test_a_record_damaged_anywhere_is_read_or_refused(data: Path, name: str, at: int, length: int, piece: str) -> None:
    text = TEXTS[name]
    start = at % (len(text) + 1)
    _reads_and_checks(data, name, text[:start] + piece + text[start + length :])


@settings(max_examples=300)
@given(name=st.sampled_from(FILES), at=st.integers(0), value=PIECES | YAMLISH)
def test_a_record_with_any_value_is_read_or_refused(data: Path, name: str, at: int, value: str) -> None:
    """One value of the file is replaced, its key stays."""
    lines = TEXTS[name].splitlines()
    number = at % len(lines)
    key, colon, _ = lines[number].partition(":")
    lines[number] = f"{key}{colon} {value}"
    _reads_and_checks(data, name, "\n".join(lines) + "\n")
