"""Personal data anywhere in data/ stops the site before anything is published; a public hotline can be answered for."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from generator.checks import run
from generator.cli import main
from generator.publish.edition import Edition
from generator.publish.site import Stopped, build_site
from generator.record.store import load
from tests.conftest import DAY, FIXTURE_DATA

if TYPE_CHECKING:
    from pathlib import Path

FORM = "evaluations/2023/shili-tushuguan/tushu-gouzhi.yaml"
NUMBER = "+86 138 1234 5678"
HOTLINE = "021-23456789"
CORRECTION = "corrections:\n  - date: 2024-04-01\n    field: total_score\n    old: '{old}'\n    reason: {reason}\n"
ANSWER = "answers:\n  - rule: D12\n    text: 这是值班热线。\n"
PLACES = {
    "title": ("title: .*", f"title: 绩效自评价（{NUMBER}）"),
    "goals.expected": ("expected: .*", f"expected: 全年购书，联系 {NUMBER}。"),
    "goals.achieved": ("achieved: .*", f"achieved: |-\n    做完了。\n    {NUMBER}"),
    "name": ("name: 新书购入数", f"name: 新书购入数 {NUMBER}"),
    "target": ("target: 及时", f"target: 及时 {NUMBER}"),
    "actual": ("actual: 达成指标", f"actual: 达成指标 {NUMBER}"),
    "reason": ("reason: 招标.*", f"reason: 招标推迟，问 {NUMBER}"),
    "remarks.1.note": ("note: .*", f"note: 原件手写 {NUMBER}"),
    "corrections.1.reason": (r"\Z", CORRECTION.format(old="1", reason=f"电话 {NUMBER} 通知")),
    "corrections.1.old": (r"\Z", CORRECTION.format(old=NUMBER, reason="改正")),
    "escaped": ("reason: 招标.*", 'reason: "\\u0031\\u0033812345678"'),
    "comment": ("year: 2023", f"# 问 {NUMBER}\nyear: 2023"),
    "comment beside": ("year: 2023", f"year: 2023  # 问 {NUMBER}"),
    "last comment": (r"\Z", f"# {NUMBER}\n"),
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return shutil.copytree(FIXTURE_DATA, tmp_path / "data")


def _edit(path: Path, pattern: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(pattern, lambda _: new, text, count=1), encoding="utf-8")


@pytest.mark.parametrize("place", PLACES)
def test_a_number_in_any_text_of_a_record_stops_the_site(data: Path, place: str) -> None:
    _edit(data / FORM, *PLACES[place])
    dataset = load(data)
    assert dataset.problems == ()
    found = run(dataset).stopping
    assert [finding.rule.id for finding in found] == ["D12"]
    lines = (data / FORM).read_text(encoding="utf-8").splitlines()
    assert any(mark in lines[found[0].line - 1] for mark in (NUMBER, "achieved", "reason"))
    assert "138 1234" not in found[0].message
    with pytest.raises(Stopped, match=rf"{FORM}:{found[0].line}:.*D12(.|\n)*怎么改"):
        build_site(dataset, Edition(DAY))


def test_a_form_whose_day_has_not_come_is_asked_too(data: Path) -> None:
    _edit(data / FORM, *PLACES["reason"])
    _edit(data / FORM, "approved: .*", "approved: 2024-02-20\npublish_after: 2030-01-01")
    with pytest.raises(Stopped):
        build_site(load(data), Edition(DAY))


def test_check_fails_also_where_only_problems_count(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(data), "--fail-on", "problems"]) == 0
    _edit(data / FORM, *PLACES["comment"])
    assert main(["check", str(data), "--fail-on", "problems"]) == 1
    assert "D12 第 3 行的注释里像有手机号" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "pattern", "new"),
    [
        ("units.yaml", "short: 市图书馆", f"short: 市图书馆 {NUMBER}"),
        ("units.yaml", "units:", f"units: # {NUMBER}"),
        ("documents.yaml", "description: .*", "description: 来自 zhang.san@example.cn"),
        ("documents.yaml", "condition: .*", "condition: 110105 19491231 002X"),
        ("profile.yaml", "region: .*", f"region: 示例市 # {NUMBER}"),
        ("expected.yaml", "basis: .*", f"basis: 电话 {NUMBER}"),
        ("withdrawn.yaml", "reason: .*", f"reason: 按 {NUMBER} 的要求"),
    ],
)
def test_a_number_in_a_registry_is_a_problem(data: Path, name: str, pattern: str, new: str) -> None:
    _edit(data / name, pattern, new)
    problems = load(data).problems
    assert [(problem.code, problem.path) for problem in problems] == [("R030", f"data/{name}")]
    assert (
        problems[0].line
        == (data / name)
        .read_text(encoding="utf-8")
        .splitlines()
        .index(
            next(line for line in (data / name).read_text(encoding="utf-8").splitlines() if new.splitlines()[0] in line)
        )
        + 1
    )


def test_an_answer_lets_a_public_hotline_stand(data: Path) -> None:
    _edit(data / FORM, "reason: 招标.*", f"reason: 招标推迟，服务热线 {HOTLINE}。")
    assert run(load(data)).stopping
    _edit(data / FORM, r"\Z", ANSWER.replace("    text", "    row: 1\n    field: reason\n    text"))
    dataset = load(data)
    assert run(dataset).stopping == ()
    assert build_site(dataset, Edition(DAY)).pages


def test_a_public_contact_of_the_profile_is_no_personal_data(data: Path) -> None:
    _edit(data / FORM, "reason: 招标.*", f"reason: 招标推迟，服务热线（021）2345 6789。# {HOTLINE}")
    _edit(data / "units.yaml", "units:", f"units: # {HOTLINE}")
    _edit(data / "profile.yaml", r"\Z", f"public_contacts:\n  - contact: {HOTLINE}\n    whose: 示例市图书馆服务热线\n")
    dataset = load(data)
    assert dataset.problems == ()
    assert run(dataset).stopping == ()


def test_what_is_no_personal_data_stops_nothing(data: Path) -> None:
    _edit(
        data / FORM, "reason: 招标.*", "reason: 合同编号 13812345678；统一代码 123100004250067902。# 文号 13812345678"
    )
    assert run(load(data)).stopping == ()
