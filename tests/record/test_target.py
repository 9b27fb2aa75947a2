"""Targets and actual values are read as people write them; what is not understood is said, not guessed."""

from __future__ import annotations

import itertools
import re
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
    ("不得超过5%", "≤", "5", "%", False),
    ("误差率不得超过5%", "≤", "5", "%", False),
    ("不得低于90%", "≥", "90", "%", False),
    ("不应低于95%", "≥", "95", "%", False),
    ("不能少于3次", "≥", "3", "次", False),
    ("未超过5天", "≤", "5", "天", False),
    ("没有超过5天", "≤", "5", "天", False),
    ("不得高于10元", "≤", "10", "元", False),
    ("不大于2次", "≤", "2", "次", False),
    ("不高于2次", "≤", "2", "次", False),
    ("不多于2次", "≤", "2", "次", False),
    ("不小于2次", "≥", "2", "次", False),
    ("不低于2次", "≥", "2", "次", False),
    ("不足5%", "<", "5", "%", False),
    ("≦4人", "≤", "4", "人", False),
    ("≧4人", "≥", "4", "人", False),
    ("≯5天", "≤", "5", "天", False),
    ("≮5天", "≥", "5", "天", False),
    ("不合格率≤5%", "≤", "5", "%", False),
    ("不合格率不超过5%", "≤", "5", "%", False),
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
    "±5%",
    "~5%",
    "≠5%",
    "−5%",  # a minus sign that is no hyphen
    "不必达到95%",
    "避免低于95%",
    "不要求超过5次",
    "没有一次超过5天",
    "不允许误差超过5%",
    "未达到95%",
    "不超5%",
    "最多5次",
    "控制在5%",
    "大于=5次",
    "≤5次以上",  # two comparisons that disagree
    "不超过≥5次",
    "100多次",
    "10余人",
    "约定人数不少于80人",
    "=5(个)(次)",
    "=5((个)",
    "=5(个))",
    "5次不到",
    "10²次",
    "①5次",
    "٣次",
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


FLIPPED = {">": "≤", "<": "≥"}
WORDS = {"超过": ">", "高于": ">", "大于": ">", "低于": "<", "少于": "<", "小于": "<", "不足": "<"}
NEGATIONS = ("不得", "不应", "不能", "不可", "不准", "未", "没有")


@given(
    word=st.sampled_from(sorted(WORDS)),
    negation=st.sampled_from(NEGATIONS),
    subject=st.sampled_from(("", "延期", "帮扶家庭")),
    value=st.integers(min_value=0, max_value=10**6),
    unit=st.sampled_from(UNITS),
)
def test_negation_turns_the_direction(word: str, negation: str, subject: str, value: int, unit: str) -> None:
    said, denied = (
        parse_quantity(f"{subject}{word}{value}{unit}"),
        parse_quantity(f"{subject}{negation}{word}{value}{unit}"),
    )
    assert said is not None and said.comparator is not None
    assert denied is not None and denied.comparator is not None
    assert said.comparator.value == WORDS[word]
    assert denied.comparator.value == FLIPPED[said.comparator.value]
    assert (said.subject, said.value, said.unit) == (denied.subject, denied.value, denied.unit)


WRITTEN = (
    "不得应能可准未没有超过高于大低少小足到达至多以上下内约近左右率次天元百分之0123456789.,%‰≥≤<>=≦≧≮≯±~≠≈-+*?!()/·、"
)


ABOUT, BESIDE, AFTER = ("", "约", "大约", "近"), ("", "左右"), ("", "以上", "以下", "以内")
TURNED = tuple(f"{negation}{word}" for negation in ("不", *NEGATIONS) for word in (*WORDS, "多于"))
FIRST = ("", "达到", "至少", "至多", *"><≥≤=≧≦≮≯", ">=", "<=", "大于等于", "小于等于", "多于", *WORDS, *TURNED)
LEFT_OVER = {"".join(parts) for parts in itertools.product(FIRST, ABOUT, AFTER, BESIDE)}


@given(st.text(alphabet=WRITTEN, max_size=12))
def test_understood_text_holds_no_unread_character(text: str) -> None:
    """Subject, comparison, number, unit and 左右 put together are the whole text again."""
    quantity = parse_quantity(text)
    if quantity is None:
        return
    left = re.sub(r"\s|[()]|-?[0-9][0-9,.]*", "", text).replace("百分之", "%")
    for part in (quantity.subject, quantity.spelling, quantity.unit):
        assert part in left
        left = left.replace(part, "", 1)
    assert left in LEFT_OVER


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
