"""How a spreadsheet prints a number, and what a cell's text may be taken for."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.importer.align import figure_in
from generator.importer.cells import fold, short, tidy
from generator.importer.labels import key_of, levels_of, unit_in
from generator.importer.readers.formats import printed
from generator.importer.sections import is_title, kind_of


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (7.25, "General", "7.25"),
        (10, "0.00", "10.00"),
        (9197.6, "#,##0.00", "9,197.60"),
        (0.9377, "0.00%", "93.77%"),
        (1, "0%", "100%"),
        (0.1 + 0.2, "General", "0.3"),
        (1e15, "General", "1000000000000000"),
        (-3, "0.0;-0.0", "-3.0"),
        (3, '"≥"0"条"', "≥3条"),
        (0, '0.00;-0.00;"-"', "-"),
        (dt.datetime(2021, 1, 5), 'yyyy"年"m"月"', "2021年1月"),  # noqa: DTZ001 -- a day of a form has no zone
        (True, "General", "是"),
        ("=100%", "General", "=100%"),
        (None, "General", ""),
    ],
)
def test_a_cell_shows_what_its_format_prints(value: object, number_format: str, text: str) -> None:
    assert printed(value, number_format) == text


@pytest.mark.parametrize(
    ("text", "figure"),
    [("1,200.50", "1,200.50"), ("86%", "86"), ("—", "-"), ("/", "-"), ("１０．００", "10.00"), ("89.97万元", "89.97"),
     ("10分", "10"), ("达成指标", None), ("≥3条", None), ("1,200.5\n0", "1,200.50")],
)  # fmt: skip
def test_a_figure_is_told_from_words(text: str, figure: str | None) -> None:
    assert figure_in(text) == figure


@pytest.mark.parametrize(
    ("text", "family", "key"),
    [
        ("全年预算数(A)", "funds", "adjusted_budget"),
        ("调整后预算数", "funds", "adjusted_budget"),
        ("执行率(B/A)", "funds", "execution_rate"),
        ("其中：当年财政拨款", "fund_line", "fiscal"),
        ("其中:一般公共预算", "fund_line", "fiscal"),
        ("年度（/项目）指标值", "column", "target"),
        ("未完成原因分析(100字以内)", "column", "reason"),
        ("实施单位 (盖章)", "head", "unit"),
        ("单位资金", "fund_line", ""),
        ("沿岸居民满意度", "column", None),
    ],
)
def test_labels_are_known_in_every_spelling(text: str, family: str, key: str | None) -> None:
    assert key_of(text, family) == key


def test_levels_carry_their_points_and_may_mean_two_things() -> None:
    (level,) = levels_of("产出指标（50分）")
    assert (level.depth, level.name, level.points, level.stem) == (1, "产出指标", "50", "产出指标")
    assert [level.depth for level in levels_of("成本指标")] == [1, 2]
    assert levels_of("社会效益")[0].name == "社会效益指标"
    assert levels_of("可持续性影响指标")[0].name == "可持续影响指标"
    assert levels_of("河道清淤长度") == ()


def test_units_of_money_and_titles() -> None:
    assert unit_in("项目资金（万元）") == "万元"
    assert unit_in("项目资金 (元)") == "元"
    assert unit_in("项目资金") is None
    assert is_title("部门预算项目支出绩效自评表(2023年度)")
    assert not is_title("绩效评价报告完成数")
    assert kind_of("部门整体支出绩效自评表") == "whole_department"
    assert kind_of("项目支出绩效目标申报表") == "target_declaration"


def test_text_is_kept_and_only_its_wraps_are_undone() -> None:
    assert tidy("第一行 \r\n\n  第二行\x07") == "第一行\n第二行"
    assert short("河道清\n淤 长度") == "河道清淤长度"
    assert short("=100 (%)") == "=100 (%)"
    assert fold("项目资金（万元）：") == "项目资金(万元)"
