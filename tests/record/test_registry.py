"""What the registries allow; what they refuse stands in broken/."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from generator.checks import run
from generator.publish.edition import Edition
from generator.publish.site import build_site
from generator.record.store import load
from tests.conftest import DAY, FIXTURE_DATA

if TYPE_CHECKING:
    from pathlib import Path

    from generator.record.store import Dataset


def test_a_unit_may_be_called_what_its_address_is(tmp_path: Path) -> None:
    data = shutil.copytree(FIXTURE_DATA, tmp_path / "data")
    units = data / "units.yaml"
    units.write_text(
        units.read_text(encoding="utf-8")
        + "  - id: museum\n    name: museum\n    short: museum\n    department: shili-wenlv-ju\n",
        encoding="utf-8",
    )
    dataset = load(data)
    assert dataset.problems == ()
    assert dataset.registry is not None
    assert dataset.registry.units["museum"].name == "museum"


def test_a_region_prints_its_own_grades(tmp_path: Path) -> None:
    """The words of the profile and no others: 一级 is right, of 优 it is asked which grade that is."""
    data = tmp_path / "data"
    shutil.copytree(FIXTURE_DATA, data)
    profile = data / "profile.yaml"
    profile.write_text(profile.read_text(encoding="utf-8").replace("name: 优", "name: 一级"), encoding="utf-8")
    asked = [finding for finding in run(load(data)).findings if finding.rule.id == "A10"]
    assert asked and all((at.printed, at.expected) == ("优", "一级") for finding in asked for at in finding.places)
    for finding in asked:
        path = tmp_path / finding.path
        path.write_text(path.read_text(encoding="utf-8").replace("grade: 优", "grade: 一级"), encoding="utf-8")
    dataset = load(data)
    assert dataset.problems == ()
    assert any(getattr(stored.form, "grade", None) == "一级" for stored in dataset.forms)
    assert not any(finding.rule.id == "A10" for finding in run(dataset).findings)


def test_a_pair_of_synonyms_stands_once_and_says_something(tmp_path: Path) -> None:
    data = shutil.copytree(FIXTURE_DATA, tmp_path / "data")
    pairs = (("没完成", "未达成"), ("没完成", "未达成"), ("资金", "资金"))
    lines = "".join(f"  - word: {word}\n    means: {means}\n" for word, means in pairs)
    (data / "synonyms.yaml").write_text(f"synonyms:\n{lines}", encoding="utf-8")
    assert [(problem.code, problem.line) for problem in load(data).problems] == [("R025", 5), ("R025", 7)]


def test_a_word_of_readers_may_mean_several_of_the_forms(region: Dataset) -> None:
    assert region.registry is not None
    assert region.registry.synonyms["没完成"] == ("未达成", "部分达成")


@pytest.mark.parametrize(("until", "problems"), [("2023-12-31", 0), ("2022-12-31", 1)])
def test_forms_of_the_years_of_a_former_name_stay_readable(tmp_path: Path, until: str, problems: int) -> None:
    """A unit that is renamed keeps its old forms as printed, and its address."""
    data = tmp_path / "data"
    shutil.copytree(FIXTURE_DATA, data)
    path = data / "units.yaml"
    text = path.read_text(encoding="utf-8")
    former = f"    former:\n      - name: 示例市图书馆\n        until: '{until}'\n"
    head, _, tail = text.partition("    name: 示例市图书馆\n")
    line, _, rest = tail.partition("    department: ")
    department, _, rest = rest.partition("\n")
    renamed = f"{head}    name: 示例市公共图书馆\n{line}    department: {department}\n{former}{rest}"
    path.write_text(renamed, encoding="utf-8")
    dataset = load(data)
    found = [problem for problem in dataset.problems if "没有登记" in problem.message and "2023" in problem.path]
    assert bool(found) == bool(problems)
    if not problems:
        assert dataset.problems == ()
        pages = build_site(dataset, Edition(DAY)).pages
        assert "示例市公共图书馆" in pages["units/shili-tushuguan.md"]
        assert pages["status.md"]
