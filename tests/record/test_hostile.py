"""Whatever stands in data/, reading it ends with forms and problems, never with a traceback."""

from __future__ import annotations

import re
import shutil
from itertools import cycle
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.checks.report import run
from generator.publish.edition import Edition
from generator.publish.site import build_site
from generator.record.registry import REGISTRY_FIELDS
from generator.record.store import load
from tests.conftest import DAY, FIXTURE_DATA

if TYPE_CHECKING:
    from pathlib import Path

EVALUATION = "evaluations/2023/shili-tushuguan/tushu-gouzhi.yaml"
DECLARATION = "declarations/2023/shili-tushuguan/tushu-gouzhi.yaml"
FILES = (EVALUATION, DECLARATION, *(name for name in REGISTRY_FIELDS if (FIXTURE_DATA / name).is_file()))
TEXTS = {name: (FIXTURE_DATA / name).read_text(encoding="utf-8") for name in FILES}

_WORDS = """
: - ? # ' " [ ] { } , & * ! | > % @ ` = ~ \\ &a *a !!int !b << --- ... %YAML >- |+ [] {} '' "\\u0000" null ： 项目
kind year source remarks field row 0 -1 3 9999 99999999999999999999999999999999 1e9 0.0000001 '-' 2023-02-30
0001-01-01 9999-12-31 indicators.1.score grades from bands
"""
_BREAKS = ["\n", "\n  ", "\n  - ", "\n    ", ": ", " ", "\t", "\r\n", "\x00", "\x0b", "\x85", "\u2028", "\ufeff"]
PIECES = st.sampled_from(_WORDS.split() + _BREAKS)
YAMLISH = st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join)

LARGEST, SMALLEST = "999999999999999.999999", "0.000001"
_FIGURE_CELL = re.compile(
    r"^( *(?:\w+_budget|executed|weight|execution_rate|score|total_\w+|(?:project|annual)_\w+):) .*", re.MULTILINE
)


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


@pytest.mark.parametrize("first", [LARGEST, f"-{LARGEST}", SMALLEST, "0", "'-'"])
@pytest.mark.parametrize("second", [LARGEST, SMALLEST, "0"])
def test_the_longest_figures_are_checked_and_published(data: Path, first: str, second: str) -> None:
    """Two figures in turn in every cell of both forms: the arithmetic of rules, sentences and drawings holds."""
    turns = cycle([first, second])
    try:
        for name in (EVALUATION, DECLARATION):
            text = _FIGURE_CELL.sub(lambda match: f"{match[1]} {next(turns)}", TEXTS[name])
            text = text.replace("≥20000.00", f"≥{first}").replace("actual: 15000.00", f"actual: {second}")
            (data / name).write_text(text, encoding="utf-8")
        dataset = load(data)
        assert dataset.problems == ()
        run(dataset)
        assert build_site(dataset, Edition(DAY)).pages
    finally:
        for name in (EVALUATION, DECLARATION):
            (data / name).write_text(TEXTS[name], encoding="utf-8")


@given(name=st.sampled_from(FILES), text=YAMLISH)
@example(name=EVALUATION, text="{'a':&x [*x]}")
@example(name=EVALUATION, text="? " * 5000 + "a")
@example(name=EVALUATION, text="{a: " * 5000)
@example(name=EVALUATION, text="%YAML 1.3\n---\na: b\n")
@example(name=EVALUATION, text="\ud800")
def test_any_text_is_read_or_refused(data: Path, name: str, text: str) -> None:
    _reads_and_checks(data, name, text)


@given(name=st.sampled_from(FILES), at=st.integers(0), length=st.integers(0, 12), piece=PIECES | st.just(""))
def test_a_record_damaged_anywhere_is_read_or_refused(data: Path, name: str, at: int, length: int, piece: str) -> None:
    text = TEXTS[name]
    start = at % (len(text) + 1)
    _reads_and_checks(data, name, text[:start] + piece + text[start + length :])


@given(name=st.sampled_from(FILES), at=st.integers(0), value=PIECES | YAMLISH)
def test_a_record_with_any_value_is_read_or_refused(data: Path, name: str, at: int, value: str) -> None:
    """One value of the file is replaced, its key stays."""
    lines = TEXTS[name].splitlines()
    number = at % len(lines)
    key, colon, _ = lines[number].partition(":")
    lines[number] = f"{key}{colon} {value}"
    _reads_and_checks(data, name, "\n".join(lines) + "\n")
