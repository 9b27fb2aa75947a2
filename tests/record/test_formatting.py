"""One canonical form: idempotent, keeps comments, never changes a value; any edit shows as that edit alone."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.record.formatting import format_record
from generator.record.kinds import KINDS
from generator.record.unseen import has_unseen
from tests.conftest import FIXTURE_DATA
from tests.reading import plain

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from generator.record.store import Dataset

FIELDS = KINDS["self_evaluation"].fields
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


def test_canonical_form_is_its_own_canonical_form(region: Dataset, small: Dataset) -> None:
    assert format_record(TIDY, FIELDS) == TIDY
    for stored in (*region.forms, *small.forms):
        assert format_record(stored.text, stored.form.kind.fields) == stored.text, stored.path


_SEEN = st.characters(exclude_categories=["C", "Zl", "Zp"]).filter(lambda character: not has_unseen(character))
TEXTS = COMMENT_TEXTS = st.text(_SEEN, max_size=20)
VALUES = st.sampled_from(
    [
        *("", "~", "''", "' '", "甲", "'甲 #1 项'"),
        '"第一 #1 项\n      第二项"',
        "第一\n      第二#项",
        *(">-\n      甲\n      #2 项\n", ">+\n      甲\n\n", "|\n      # 一\n"),
    ]
)


@st.composite
def _records(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A record in any order and notation, filled in or not, and its comments, each with a number of its own."""
    comments: list[str] = []

    def comment(indent: str) -> str:
        comments.append(f"#!{len(comments)}. {draw(COMMENT_TEXTS)}".rstrip())
        return f"{indent}{comments[-1]}"

    def keys(names: tuple[str, ...], indent: str, first: str) -> list[str]:
        lines = []
        for number, name in enumerate(draw(st.permutations(names))):
            dash = first if number == 0 else indent
            lines += [comment(indent) for _ in range(draw(st.integers(0, 2)))]
            lines.append(_line(f"{dash}{name}:", draw(VALUES), comment("  ") if draw(st.booleans()) else ""))
        return lines

    parts = [
        keys(("project", "title", "grade", "approved", "unit"), "", ""),
        [_line("goals:", "", comment("  ")), *keys(("expected", "achieved"), "  ", "  ")],
        ["indicators:", *keys(("name", "target", "weight"), "    ", "  - "), *keys(("name", "reason"), "    ", "  - ")],
        ["funds:", "  total:", *keys(("executed", "score"), "    ", "    ")],
        [comment("  ")],
    ]
    lines = [line for part in draw(st.permutations(parts)) for line in part]
    return "\n".join(lines) + "\n", comments


def _line(key: str, value: str, comment: str) -> str:
    """A key with its value and the comment where YAML takes it for one: after a block's sign, else at the end."""
    if value[:1] in ("|", ">"):
        sign, _, rest = value.partition("\n")
        return f"{key} {sign}{comment}\n{rest}"
    return f"{key} {value}{comment}"


def _filled(values: Any) -> Any:  # noqa: ANN401 -- whatever YAML holds
    """The same without what is blank."""
    if isinstance(values, dict):
        kept = {key: _filled(value) for key, value in values.items()}
        return {key: value for key, value in kept.items() if value not in ("", {}, [])}
    if isinstance(values, list):
        return [_filled(value) for value in values]
    return "" if values == "~" or not values.strip() else values


@given(_records())
def test_no_value_and_no_comment_is_ever_lost_or_invented(record: tuple[str, list[str]]) -> None:
    text, comments = record
    formatted = format_record(text, FIELDS)
    assert _filled(plain(formatted)) == _filled(plain(text))
    found = [line[line.index("#!") :] for line in formatted.splitlines() if "#!" in line]
    assert sorted(found) == sorted(comments)
    assert format_record(formatted, FIELDS) == formatted


@given(name=TEXTS.filter(str.strip), comment=COMMENT_TEXTS)
def test_any_text_is_kept_as_value_and_as_comment(name: str, comment: str) -> None:
    quoted = name.replace("'", "''")
    text = f"kind: self_evaluation\n# {comment}\nproject: '{quoted}'\nyear: 2023\n"
    formatted = format_record(text, FIELDS)
    assert plain(formatted)["project"] == name
    assert f"# {comment}".strip() in formatted
    assert format_record(formatted, FIELDS) == formatted


def test_a_comment_on_what_is_not_filled_in_keeps_the_key() -> None:
    text = "goals:\n  # 原件没有印\n  expected:\n# 原件没有印等级\ngrade:  # 空\nremarks: []  # 无\n"
    assert format_record(text, FIELDS) == (
        "goals:\n  # 原件没有印\n  expected:\ntotal_weight:\ntotal_score:\n"
        "# 原件没有印等级\ngrade:  # 空\nremarks:  # 无\n"
    )


def test_a_sign_inside_a_longer_value_begins_no_comment() -> None:
    text = 'goals:\n  expected: "第一 #1 项\n    第二 #2 项"  # 两句\n  achieved: >-  # 折行\n    甲\n    #3 乙\n'
    assert format_record(text, FIELDS) == (
        "goals:\n  expected: '第一 #1 项 第二 #2 项'  # 两句\n  achieved: '甲 #3 乙'  # 折行\n"
        "total_weight:\ntotal_score:\n"
    )


def test_a_required_group_without_a_figure_stays() -> None:
    text = "funds:\n  fiscal:\n    initial_budget:\n  amount_unit: 元\n"
    formatted = format_record(text, FIELDS)
    assert formatted.startswith("funds:\n  amount_unit: 元\n  fiscal:\n    initial_budget:\n    adjusted_budget:\n")
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


def test_command_puts_the_registries_into_one_form_too(tmp_path: Path) -> None:
    """A day stands in quotation marks there as in a record, and what is not set is not written."""
    data = tmp_path / "data"
    shutil.copytree(FIXTURE_DATA, data)
    withdrawn, profile = data / "withdrawn.yaml", (data / "profile.yaml").read_text(encoding="utf-8")
    tidy = withdrawn.read_text(encoding="utf-8")
    assert "date: '2024-05-06'" in tidy
    withdrawn.write_text(f"# why\n{tidy.replace(chr(39), '')}", encoding="utf-8")
    assert main(["format", str(data)]) == 0
    assert withdrawn.read_text(encoding="utf-8") == f"# why\n{tidy}"
    assert (data / "profile.yaml").read_text(encoding="utf-8") == profile
    withdrawn.write_text("withdrawn: [", encoding="utf-8")
    assert main(["format", str(data)]) == 1
    assert withdrawn.read_text(encoding="utf-8") == "withdrawn: ["


def test_command_leaves_a_broken_record_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(FIXTURE_DATA, data)
    record = data / "evaluations/2022/shili-tushuguan/tushu-gouzhi.yaml"
    record.write_text("kind: [", encoding="utf-8")
    assert main(["format", str(data)]) == 1
    assert record.read_text(encoding="utf-8") == "kind: ["
