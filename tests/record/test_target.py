"""Targets and actual values are read as people write them; what is not understood is said, not guessed."""

from __future__ import annotations

from decimal import Decimal  # noqa: TC003 -- hypothesis and pytest read the annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.record.target import Comparator, Quantity, Result, parse_quantity, parse_result

UNITS = ("", "%", "次", "人次", "户", "个", "月人次", "次/人均", "小时", "学时", "元", "万元", "大行业")

UNDERSTOOD = [
    ("≥95%", "≥", "95", "%", False),
    (">=95", "≥", "95", "", False),
    ("＞＝95％", "≥", "95", "%", False),
    ("95%以上", "≥", "95", "%", False),
    ("3小时以内", "≤", "3", "小时", False),
    ("大于10个", ">", "10", "个", False),
    ("不少于80户次", "≥", "80", "户次", False),
    ("帮扶家庭不少于80户次", "≥", "80", "户次", False),
    ("年内不少于4篇", "≥", "4", "篇", False),
    ("受资助人员及所在单位满意度超过80%", ">", "80", "%", False),
    ("达到≥95%", "≥", "95", "%", False),
    ("达到100%", "≥", "100", "%", False),
    ("覆盖党支部100%", None, "100", "%", False),
    ("覆盖9大行业", None, "9", "大行业", False),
    ("约400台", None, "400", "台", True),
    ("1300人左右", None, "1300", "人", True),
    ("=3500.00(户左右)", "=", "3500.00", "户", True),
    ("200.00(户左右)", None, "200.00", "户", True),
    ("≤4小时", "≤", "4", "小时", False),
    ("延期不超过2个月", "≤", "2", "个月", False),
    ("<2(小时)", "<", "2", "小时", False),
    ("100%", None, "100", "%", False),
    ("0次", None, "0", "次", False),
    ("百分之100", None, "100", "%", False),
    ("≥3.00(次/人均)", "≥", "3.00", "次/人均", False),
    ("98.50 (%)", None, "98.50", "%", False),
    ("≥1,300(人次)", "≥", "1300", "人次", False),
]
NOT_UNDERSTOOD = [
    "年底前",
    "达成指标",
    "提升",
    "10-12次",
    "2023年12月31日前完成使用",
    "每月中旬及时报送局领导、各处室单位",
    "不高于前3年最高值",
    "不低于前3年平均值",
    "申报年度课题的处室各一篇",
    "24小时内响应",
    "第3批",
    "3次和5次",
    "",
]


@pytest.mark.parametrize(("text", "sign", "value", "unit", "is_approximate"), UNDERSTOOD)
def test_understood(text: str, sign: str | None, value: str, unit: str, *, is_approximate: bool) -> None:
    quantity = parse_quantity(text)
    assert quantity is not None
    assert (quantity.comparator.value if quantity.comparator else None) == sign
    assert (f"{quantity.value:f}", quantity.unit, quantity.is_approximate) == (value, unit, is_approximate)


@pytest.mark.parametrize("text", NOT_UNDERSTOOD)
def test_not_understood_is_none(text: str) -> None:
    assert parse_quantity(text) is None


@pytest.mark.parametrize("text", [case[0] for case in UNDERSTOOD])
def test_real_spellings_parse_print_parse(text: str) -> None:
    quantity = parse_quantity(text)
    assert quantity is not None
    assert parse_quantity(str(quantity)) == quantity


@given(
    comparator=st.sampled_from([None, *Comparator]),
    value=st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False),
    unit=st.sampled_from(UNITS),
    is_approximate=st.booleans(),
)
def test_any_quantity_prints_and_reads_back(
    comparator: Comparator | None, value: Decimal, unit: str, *, is_approximate: bool
) -> None:
    quantity = Quantity(comparator, value, unit, is_approximate)
    assert parse_quantity(str(quantity)) == quantity


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_and_reads_back(text: str) -> None:
    quantity = parse_quantity(text)
    assert quantity is None or parse_quantity(str(quantity)) == quantity


@pytest.mark.parametrize("result", Result)
def test_results_are_the_three_of_the_form(result: Result) -> None:
    assert parse_result(f" {result.value}") is result
    assert parse_result("及时") is None
