"""The program knows no region: one whose every word differs is read, checked and published by its data alone."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from generator.checks import run
from generator.publish.edition import Edition
from generator.publish.site import build_site
from generator.record.kinds import result_in
from generator.record.store import load
from generator.record.target import Result
from tests.conftest import DAY, FIXTURE_DATA

if TYPE_CHECKING:
    from pathlib import Path

    from generator.record.store import Dataset

TEMPLATE = """kind: self_evaluation
name: 云陌州的回看表
title: 公帑回看表
cells:
  - {field: funds, label: 公帑}
  - {field: funds.rows.initial_budget, label: 岁首}
  - {field: funds.rows.adjusted_budget, label: 岁中}
  - {field: funds.rows.executed, label: 已支}
  - {field: funds.rows.weight, label: 满数}
  - {field: funds.rows.execution_rate, label: 支成}
  - {field: funds.rows.score, label: 所得}
  - {field: goals.expected, label: 所期}
  - {field: goals.achieved, label: 所成}
  - {field: indicators.level1, label: 大目}
  - {field: indicators.level2, label: 中目}
  - {field: indicators.name, label: 小目}
  - {field: indicators.target, label: 所约}
  - {field: indicators.actual, label: 所验}
  - {field: indicators.weight, label: 满数}
  - {field: indicators.score, label: 所得}
  - {field: indicators.reason, label: 缘由}
  - {field: total_score, label: 通计}
  - {field: grade, label: 品第}
words:
  - {of: level1, printed: 做成的, means: 产出指标}
  - {of: level1, printed: 带来的, means: 效益指标}
  - {of: level1, printed: 民心, means: 满意度指标}
  - {of: level2, printed: 多少, means: 数量指标}
  - {of: level2, printed: 好歹, means: 质量指标}
  - {of: level2, printed: 迟早, means: 时效指标}
  - {of: level2, printed: 邻里, means: 社会效益指标}
  - {of: level2, printed: 口碑, means: 服务对象满意度指标}
  - {of: funds, printed: 统共, means: total}
  - {of: funds, printed: 州库, means: fiscal}
  - {of: result, printed: 成了, means: 达成指标}
  - {of: result, printed: 半成, means: 部分达成指标并具有一定效果}
"""
PROFILE = """region: 云陌州
rounding: round
grades:
  - name: 上上
    from: 95
  - name: 中平
    from: 70
  - name: 下下
    from: 0
"""
RECORD = """kind: self_evaluation
title: 公帑回看表
year: 2023
project: 石桥修葺
department: 示例市文化和旅游局
unit: 示例市图书馆
funds:
  amount_unit: 万元
  rows:
    - label: 统共
      initial_budget: 30.00
      adjusted_budget: 30.00
      executed: 29.99
      weight: 10
      execution_rate: 99.97%
      score: 10.00
    - label: 出自州库
      means: fiscal
      initial_budget: 30.00
      adjusted_budget: 30.00
      executed: 29.99
      weight: —
      execution_rate: 99.97%
      score: —
goals:
  expected: 修好三座石桥，行人不绕路。
  achieved: 三座石桥修好，另补石阶二十级。
indicators:
  - level1: 做成的
    level2: 多少
    name: 石桥座数
    target: ≥3座
    actual: 3座
    weight: 20
    score: 20
  - level1: 做成的
    level2: 好歹
    name: 验看合格
    target: 稳固不摇
    actual: 成了
    weight: 15
    score: 15
  - level1: 做成的
    level2: 迟早
    name: 汛前完工
    target: 六月以前
    actual: 半成
    weight: 15
    score: 10
    reason: 石料迟到，今后提前一月备料。
  - level1: 带来的
    level2: 邻里
    name: 往来便利
    target: 不再绕行三里
    actual: 成了
    weight: 30
    score: 30
  - level1: 民心
    level2: 口碑
    name: 乡邻点头
    target: ≥90%
    actual: 96%
    weight: 10
    score: 10
total_score: 95
grade: 上上
source:
  document: a1
  position: 4
  narrative: verbatim
"""
ID = "evaluations/2023/shili-tushuguan/shiqiao-xiuqi"


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    data = tmp_path / "data"
    (data / "templates").mkdir(parents=True)
    for name in ("units.yaml", "documents.yaml"):
        shutil.copy(FIXTURE_DATA / name, data / name)
    (data / "profile.yaml").write_text(PROFILE, encoding="utf-8")
    (data / "templates/yunmo.yaml").write_text(TEMPLATE, encoding="utf-8")
    (data / ID).parent.mkdir(parents=True)
    (data / f"{ID}.yaml").write_text(RECORD, encoding="utf-8")
    found = load(data)
    assert [str(problem) for problem in found.problems] == []
    return found


def test_its_words_are_understood(dataset: Dataset) -> None:
    (stored,) = dataset.forms
    form = stored.form
    assert {row.group1 for row in form.indicators} == {"产出指标", "效益指标", "满意度指标"}
    assert result_in(form, "成了") is Result.MET and result_in(form, "半成") is Result.PARTLY
    assert str(getattr(form, "funds").total.executed) == "29.99"  # noqa: B009 -- a field of its kind


def test_nothing_is_asked_but_what_may_be_asked_of_every_form(dataset: Dataset) -> None:
    errors = [finding.message for finding in run(dataset).findings if finding.severity.value == "错误"]
    assert errors == []
    assert not {"C01", "C02", "C11", "A10", "D10", "B10"} & {finding.rule.id for finding in run(dataset).findings}


def test_the_rules_that_know_these_words_speak(dataset: Dataset, tmp_path: Path) -> None:
    path = tmp_path / f"data/{ID}.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("    weight: 15\n    score: 15", "    weight: 15\n    score: 3"), encoding="utf-8")
    found = {finding.rule.id for finding in run(load(tmp_path / "data")).findings}
    assert "B07" in found  # 成了 is 达成指标, which gives four fifths at least
    assert dataset.forms


def test_its_page_prints_its_words_and_no_others(dataset: Dataset) -> None:
    page = build_site(dataset, Edition(DAY)).pages[f"{ID}.md"]
    table = page.partition("## 绩效指标")[2].partition("## 得分怎么来")[0]
    for word in ("大目", "中目", "小目", "所约", "所验", "满数", "所得", "缘由", "做成的", "民心", "品第"):
        assert word in table, word
    for word in ("产出指标", "一级指标", "年度指标值", "实际完成值", "评分等级"):
        assert word not in table, word
    assert "| 公帑 | 岁首 | 岁中 | 已支 | 满数 | 支成（%） | 所得 |" in page
    assert "云陌州的系统把执行率和执行得分四舍五入到两位小数" in page
