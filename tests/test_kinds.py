"""A new kind of form is one description: with it, it is read, checked, formatted, searched, published, downloaded."""

from __future__ import annotations

import csv
import io
import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from generator.checks import catalogue, run
from generator.cli import main
from generator.publish.edition import Edition
from generator.publish.site import build_site
from generator.record.editorial import record_fields
from generator.record.fields import Field, Measure, figure, group, text
from generator.record.kinds import KINDS, Kind, budget_of
from generator.record.model import Form, Indicator
from generator.record.store import load
from generator.record.tables import EVALUATED_INDICATORS, PARTIES, TOTALS, amount_unit
from generator.record.values import AmountUnit, Figure
from generator.review.comparison import compare_states
from generator.review.snapshot import read_snapshot
from generator.summary.year import by_kind
from tests.conftest import DAY, FIXTURE_DATA
from tests.search.reading import cells_in

if TYPE_CHECKING:
    from pathlib import Path

    from generator.record.store import Dataset

KEY, TITLE = "whole_department", "部门整体支出绩效自评表"


@dataclass(frozen=True, slots=True)
class Spending:
    """One row of the money of a department."""

    planned: Figure | None
    spent: Figure | None


@dataclass(frozen=True, slots=True)
class Outlay:
    """All its money, and the two parts it is made of."""

    amount_unit: AmountUnit
    whole: Spending
    running: Spending
    projects: Spending


@dataclass(frozen=True, slots=True)
class WholeDepartment(Form):
    """部门整体支出绩效自评, one department in one year."""

    outlay: Outlay
    task: str | None
    indicators: tuple[Indicator, ...]
    total_weight: Figure | None
    total_score: Figure | None
    grade: str | None


def _line(key: str, label: str, **facts: object) -> Field:
    columns = (
        figure("planned", "预算数", "全年的预算。", measure=Measure.MONEY),
        figure("spent", "执行数", "全年的支出。", measure=Measure.MONEY),
    )
    return group(key, label, f"“{label}”一行。", columns, required=True, make=Spending, **facts)


FIELDS = record_fields(
    KEY,
    TITLE,
    *PARTIES,
    group(
        "outlay",
        "部门整体支出",
        "部门一年的支出。",
        (
            amount_unit("两个金额栏的单位。", ("万元", "元")),
            _line("whole", "支出总额", is_asked=True, sum_of=("running", "projects")),
            _line("running", "基本支出"),
            _line("projects", "项目支出"),
        ),
        required=True,
        make=Outlay,
        part="outlay",
    ),
    group(
        "goals",
        "整体绩效目标",
        "部门这一年要做成的事。",
        (text("task", "年度主要任务", "这一年的任务。", is_renewed=True, is_narrative=True, is_asked=True),),
        part="goals",
    ),
    EVALUATED_INDICATORS,
    *TOTALS,
)
KIND = Kind(
    key=KEY,
    folder="departments",
    label="部门整体支出绩效自评",
    noun="整体自评表",
    short="整体自评",
    title=TITLE,
    fields=FIELDS,
    model=WholeDepartment,
    budget="outlay.whole.planned",
    budget_label="部门预算",
    goals=("goals.task",),
    executed="outlay.whole.spent",
    score="total_score",
    grade="grade",
)
ID = "departments/2023/shili-tushuguan/zhengti-zhichu"
RECORD = """kind: whole_department
title: 部门整体支出绩效自评表
year: 2023
project: 图书馆整体支出
department: 示例市文化和旅游局
unit: 示例市图书馆
outlay:
  amount_unit: 元
  whole:
    planned: 5,200,000
    spent: 4,900,000
  running:
    planned: 3,000,000
    spent: 3,000,000
  projects:
    planned: 2,000,000
    spent: 1,900,000
goals:
  task: 全年开放三百二十天，建成两个社区分馆。
indicators:
  - level1: 产出指标
    level2: 数量指标
    name: 社区分馆建成数
    target: =2个
    actual: 1个
    weight: 60
    score: 30
    reason:
  - level1: 满意度指标
    level2: 服务对象满意度指标
    name: 到馆读者满意度
    target: ≥90%
    actual: 95%
    weight: 40
    score: 40
total_weight: 100
total_score: 70
grade: 中
source:
  document: 甲
  position: 9
  narrative: verbatim
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small data set with one form of the new kind."""
    monkeypatch.setitem(KINDS, KEY, KIND)
    folder = tmp_path / "data"
    shutil.copytree(FIXTURE_DATA, folder)
    document = json.dumps(load(FIXTURE_DATA).forms[0].form.source.document)
    path = folder / f"{ID}.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(RECORD.replace("document: 甲", f"document: {document}"), encoding="utf-8")
    return folder


@pytest.fixture
def dataset(data: Path) -> Dataset:
    """The same, read."""
    read = load(data)
    assert read.problems == ()
    return read


def _form(dataset: Dataset) -> WholeDepartment:
    form = next(stored.form for stored in dataset.forms if stored.form.id == ID)
    assert isinstance(form, WholeDepartment)
    return form


def test_it_is_read(dataset: Dataset) -> None:
    form = _form(dataset)
    assert form.task == "全年开放三百二十天，建成两个社区分馆。"
    assert form.outlay.amount_unit is AmountUnit.YUAN
    assert str(form.outlay.projects.spent) == "1,900,000"
    assert [row.name for row in form.indicators] == ["社区分馆建成数", "到馆读者满意度"]
    assert str(budget_of(form)) == "520"
    assert dict(by_kind(stored.form for stored in dataset.forms))[KIND] == (form,)


def test_what_is_wrong_is_said(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = data / f"{ID}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("spent: 4,900,000", "spend: x"), encoding="utf-8")
    assert main(["check", str(data)]) == 1
    assert "不认识的键“spend”" in capsys.readouterr().out


def test_rules_for_every_kind_check_it(dataset: Dataset) -> None:
    report = run(dataset)
    found = {(finding.rule.id, finding.field) for finding in report.of_form(ID)}
    assert ("A04", "outlay.whole.planned") in found
    assert not any(rule == "H03" for rule, _ in found)  # nothing promises it, it promises nothing
    ids = {rule.id for rule in report.passed_of(ID)}
    assert "C09" in ids
    assert "A01" not in ids | {rule for rule, _ in found}  # speaks of self-evaluations alone
    entry = next(entry for chapter in catalogue(report.rules) for entry in chapter.entries if entry.rule.id == "A04")
    assert entry.speaks_of == ("自评表", "申报表", "整体自评表")


def test_an_empty_cell_it_asks_for_is_a_finding(data: Path) -> None:
    path = data / f"{ID}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("    spent: 4,900,000\n", ""), encoding="utf-8")
    messages = [finding.message for finding in run(load(data)).of_form(ID) if finding.rule.id == "D10"]
    assert messages == ["支出总额的执行数空着。"]


def test_it_is_formatted(data: Path) -> None:
    path = data / f"{ID}.yaml"
    kept = path.read_text(encoding="utf-8")
    lines = kept.splitlines(keepends=True)
    path.write_text("".join([*lines[1:], lines[0]]), encoding="utf-8")
    assert main(["format", str(data)]) == 0
    assert path.read_text(encoding="utf-8").startswith("kind: whole_department\ntitle:")


def test_new_makes_one_to_fill_in_and_one_from_last_year(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [
        "new",
        "shili-tushuguan",
        "图书馆整体支出",
        "2024",
        "--data",
        str(data),
        "--kind",
        KEY,
        "--slug",
        "zheng",
    ]
    assert main([*arguments, "--from", str(data / f"{ID}.yaml")]) == 0, capsys.readouterr()
    written = (data / "departments/2024/shili-tushuguan/zheng.yaml").read_text(encoding="utf-8")
    assert "year: 2024" in written and "name: 社区分馆建成数" in written and "weight: 60" in written
    assert "三百二十天" not in written and "5,200,000" not in written and "score: 30" not in written


def test_it_is_published(dataset: Dataset) -> None:
    pages = build_site(dataset, Edition(DAY)).pages
    page = pages[f"{ID}.md"]
    assert "## 部门整体支出 { #outlay " in page
    for printed in ("5,200,000", "全年开放三百二十天", "社区分馆建成数", "520.00 万元", "整体绩效目标"):
        assert printed in page
    for other in ("units/shili-tushuguan.md", "years/2023.md", "projects/zhengti-zhichu.md"):
        assert f"{ID}.md" in pages[other], other
    assert "部门整体支出绩效自评" in pages["units/shili-tushuguan.md"]
    assert "份整体自评" in build_site(dataset, Edition(DAY)).fill("index.md", "<!-- disclosure: home -->")
    dictionary = build_site(dataset, Edition(DAY)).fill("dictionary.md", "<!-- disclosure: dictionary -->")
    assert "年度主要任务" in dictionary


def test_it_is_searched(dataset: Dataset) -> None:
    files = build_site(dataset, Edition(DAY)).search_files({})
    passages = [content for path, content in files.items() if path.startswith("search/passages/")]
    cells = [cell for content in passages for cell in cells_in(content)]
    assert ("goals", "goals.task", "全年开放三百二十天，建成两个社区分馆。") in cells
    assert ("outlay", "outlay.projects.spent", "1,900,000元", "190.00万元") in cells
    assert "项目支出，执行数" in files["search/names.json"].decode()
    assert "部门整体支出绩效自评" in files["search/names.json"].decode()


def test_it_is_downloaded(dataset: Dataset) -> None:
    files = build_site(dataset, Edition(DAY)).files
    (row,) = (row for row in _rows(files["data/forms.csv"]) if row["id"] == ID)
    assert (row["kind"], row["amount_unit"], row["total_score"], row["grade"]) == (KEY, "元", "70", "中")
    assert row["expected"] == "全年开放三百二十天，建成两个社区分馆。"
    names = [row["name"] for row in _rows(files["data/indicators.csv"]) if row["form_id"] == ID]
    assert names == ["社区分馆建成数", "到馆读者满意度"]
    assert json.loads(files[f"data/schema/{KEY}.json"])["title"] == KIND.label
    assert files[f"{ID}.yaml"].decode().startswith("kind: whole_department")


def test_a_change_of_it_is_told(data: Path) -> None:
    before = read_snapshot(data)
    path = data / f"{ID}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("4,900,000", "4,800,000"), encoding="utf-8")
    (record,) = compare_states(before, read_snapshot(data)).records
    (change,) = record.changes
    assert (change.path, str(change.money), str(record.budget)) == ("outlay.whole.spent", "10", "520")


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))
