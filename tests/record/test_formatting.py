"""One canonical form: idempotent, keeps comments, never changes a value; any edit shows as that edit alone."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.record.fields import RECORD_FIELDS
from generator.record.formatting import format_record
from tests.conftest import FIXTURE_DATA
from tests.reading import plain

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from generator.record import Dataset

FIELDS = RECORD_FIELDS["self_evaluation"]
UNTIDY = """\
# 图书馆，二〇二三年
year: 2023   # 预算年度
kind:   self_evaluation
title: "财政项目支出绩效自评价"
project: 图书购置专项
goals:
    # 目标一句
    expected: >-
      全年购入新书
      # 这一行不是注释
      2 万册。
indicators:
-   name: '新书购入数'  # 第一行
    level2: 数量指标
    level1: 产出指标
    target: '>=20000册'
    weight: 90.00
    score: 67.50
# 末尾的话
"""
TIDY = """\
kind: self_evaluation
title: 财政项目支出绩效自评价
# 图书馆，二〇二三年
year: 2023  # 预算年度
project: 图书购置专项
goals:
  # 目标一句
  expected: '全年购入新书 # 这一行不是注释 2 万册。'
indicators:
  - level1: 产出指标
    level2: 数量指标
    name: 新书购入数  # 第一行
    target: '>=20000册'
    weight: 90.00
    score: 67.50
total_weight:
total_score:
# 末尾的话
"""


def test_untidy_record_becomes_canonical_with_its_comments() -> None:
    assert format_record(UNTIDY, FIELDS) == TIDY


def test_canonical_form_is_its_own_canonical_form(published: Dataset, small: Dataset) -> None:
    assert format_record(TIDY, FIELDS) == TIDY
    for stored in (*published.forms, *small.forms):
        assert format_record(stored.text, RECORD_FIELDS[stored.form.kind]) == stored.text, stored.path


@given(
    name=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30),
    comment=st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=30),
)
def test_no_value_and_no_comment_is_ever_lost(name: str, comment: str) -> None:
    quoted = name.replace("'", "''")
    text = f"kind: self_evaluation\n# {comment}\nproject: '{quoted}'\nyear: 2023\n"
    formatted = format_record(text, FIELDS)
    assert plain(formatted)["project"] == name
    assert f"# {comment}".strip() in formatted
    assert format_record(formatted, FIELDS) == formatted


def test_command_rewrites_only_what_is_not_canonical(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    shutil.copytree(FIXTURE_DATA, data)
    record = data / "evaluations/2022/shili-tushuguan/tushu-gouzhi.yaml"
    before = record.read_text(encoding="utf-8")
    record.write_text(before.replace("project: 图书购置专项", 'project:   "图书购置专项"'), encoding="utf-8")
    assert main(["format", "--check", str(data)]) == 1
    assert "写法不规范" in capsys.readouterr().out
    assert main(["format", str(data)]) == 0
    assert record.read_text(encoding="utf-8") == before
    assert main(["format", "--check", str(data)]) == 0


def test_command_leaves_a_broken_record_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(FIXTURE_DATA, data)
    record = data / "evaluations/2022/shili-tushuguan/tushu-gouzhi.yaml"
    record.write_text("kind: [", encoding="utf-8")
    assert main(["format", str(data)]) == 1
    assert record.read_text(encoding="utf-8") == "kind: ["
