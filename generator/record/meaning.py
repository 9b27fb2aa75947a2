"""Owns what printed words mean: names of levels, rows of money, results; the points inside a label. The one place.

What the forms of many regions print is listed here, what one region prints stands in its template. A word that is
in neither means nothing: it is never guessed, only a likely meaning is proposed.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

COST, OUTPUT, BENEFIT, SATISFACTION = "成本指标", "产出指标", "效益指标", "满意度指标"
DECISION, PROCESS, EXECUTION = "决策指标", "过程指标", "预算执行指标"
GROUPS = (DECISION, PROCESS, EXECUTION, COST, OUTPUT, BENEFIT, SATISFACTION)
"""What a level 1 may mean: the four of the official template, and those of other schemes."""
LEVEL1_WITH_COST = (COST, OUTPUT, BENEFIT, SATISFACTION)
"""一级指标 of the official template; 成本指标 became one in the 2021 guide (财预〔2021〕101号)."""
LEVEL2_OF = {
    COST: ("经济成本指标", "社会成本指标", "生态环境成本指标"),
    OUTPUT: ("数量指标", "质量指标", "时效指标", "成本指标"),
    BENEFIT: ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    SATISFACTION: ("服务对象满意度指标",),
}
"""二级指标 under each 一级指标, in the order of the official template."""
LEVEL2 = tuple(dict.fromkeys(name for names in LEVEL2_OF.values() for name in names))

LEVEL1_WORDS = {
    DECISION: ("决策", "项目决策", "投入", "项目投入", "投入指标", "项目立项", "部门决策", "立项"),
    PROCESS: ("过程", "项目过程", "项目管理", "管理", "管理指标", "过程管理", "部门管理", "履职过程", "投入管理指标"),
    EXECUTION: ("预算执行", "预算执行率", "预算执行情况", "资金执行", "资金执行率"),
    COST: ("成本", "项目成本", "成本控制", "成本控制指标"),
    OUTPUT: ("产出", "项目产出", "产出类指标", "履职产出", "部门产出", "产出目标"),
    BENEFIT: ("效益", "项目效益", "项目效果", "效果", "效果指标", "效益类指标", "履职效益", "部门效益", "履职效果"),
    SATISFACTION: ("满意度", "满意指标", "满意度类指标", "社会满意度"),
}  # fmt: skip
LEVEL2_WORDS = {
    "数量指标": ("产出数量", "数量", "完成数量"),
    "质量指标": ("产出质量", "质量", "完成质量"),
    "时效指标": ("产出时效", "时效", "完成时效", "进度指标"),
    "成本指标": ("产出成本", "成本"),
    "经济成本指标": ("经济成本",),
    "社会成本指标": ("社会成本",),
    "生态环境成本指标": ("生态环境成本", "生态成本指标", "环境成本指标"),
    "经济效益指标": ("经济效益", "经济效果指标"),
    "社会效益指标": ("社会效益", "社会效果指标"),
    "生态效益指标": ("生态效益", "环境效益指标", "环境效益", "生态环境效益指标", "生态效果指标"),
    "可持续影响指标": (
        "可持续影响", "可持续性影响指标", "可持续性影响", "可持续发展指标", "可持续性指标", "可持续影响效益指标",
        "可持续发展影响指标",
    ),
    "服务对象满意度指标": (
        "服务对象满意度", "满意度", "满意度指标", "社会公众或服务对象满意度指标", "社会公众或服务对象满意度",
        "服务对象满意指标",
        "社会公众满意度指标", "社会公众满意度", "受益对象满意度指标", "受益群体满意度指标", "公众满意度",
    ),
}  # fmt: skip
FUND_WORDS = {
    "total": (
        "年度资金总额", "资金总额", "总额", "年度资金合计", "年度预算总额", "资金合计", "预算资金总额", "合计",
        "总计", "小计",
        "项目资金总额", "实施期资金总额", "中期资金总额",
        "项目总投资", "项目总预算", "项目总额", "年度资金申请总额",
        "部门支出总额", "支出总额", "支出合计", "整体支出", "部门整体支出",
        "年度支出总额",
    ),
    "fiscal": (
        "当年财政拨款", "本年财政拨款", "财政拨款", "财政资金", "财政拨款资金", "当年财政拨款资金",
        "年度财政拨款", "本级财政资金",
        "财政性资金",
    ),
    "general": ("一般公共预算", "一般公共预算拨款", "一般公共预算资金", "一般公共预算财政拨款", "公共财政预算"),
    "government_fund": (
        "政府性基金", "政府性基金预算", "政府性基金预算拨款", "政府性基金预算资金", "政府性基金预算财政拨款",
    ),
    "state_capital": ("国有资本经营预算", "国有资本经营预算拨款", "国有资本经营预算资金"),
    "special_account": ("财政专户管理资金", "财政专户资金", "专户资金", "教育收费"),
    "superior": ("上级资金", "上级财政资金", "上级补助", "上级补助资金", "上级转移支付"),
    "central": ("中央资金", "中央财政资金", "中央补助", "中央补助资金", "中央转移支付"),
    "provincial": ("省级资金", "省级财政资金", "省级补助", "省财政资金"),
    "municipal": ("市级资金", "市级财政资金", "市级补助", "市财政资金"),
    "county": (
        "县级资金", "县级财政资金", "区级资金", "区级财政资金", "区县资金", "县区资金", "市县资金", "乡镇资金",
    ),
    "local": ("地方资金", "地方财政资金", "本级资金", "地方配套", "配套资金"),
    "own": ("单位资金", "自有资金", "自筹资金", "单位自有资金", "事业收入", "经营收入"),
    "bond": ("专项债券资金", "债券资金", "政府债券"),
    "social": ("社会资金", "社会投入资金", "社会资本"),
    "carryover": (
        "上年结转资金", "上年结转", "结转资金", "上年结转结余", "上年结转结余资金", "以前年度结转资金", "结转结余",
    ),
    "other": ("其他资金", "其他", "其它资金", "其它"),
    "basic": ("基本支出", "基本支出预算"),
    "staff": ("人员经费", "人员支出", "人员类支出"),
    "running": ("公用经费", "公用支出", "日常公用经费", "运转类支出"),
    "projects": ("项目支出", "项目支出预算", "特定目标类支出"),
}  # fmt: skip
FUND_MEANINGS = tuple(FUND_WORDS)
"""What a row of money may be: all of it, a source of it, or what it is spent on."""
_WITHIN = {
    "general": "fiscal", "government_fund": "fiscal", "state_capital": "fiscal",
    "central": "fiscal", "provincial": "fiscal", "municipal": "fiscal", "county": "fiscal", "local": "fiscal",
    "superior": "fiscal", "staff": "basic", "running": "basic",
}  # fmt: skip
"""A row that may be part of another row and not of the total itself."""

_BRACKETS = re.compile(r"\([^()]*\)$")
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+[、.]|\d+[、.](?!\d)|\([一二三四五六七八九十\d]+\)|[ivx]+\.)")
_POINTS = re.compile(r"\(?(?:共|满分)?:?(\d{1,6}(?:\.\d{1,6})?)分\)?$|\((\d{1,6}(?:\.\d{1,6})?)(?:%|分)?\)$")


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """A label without gaps, numbering, 其中, points and what stands in brackets at its end."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()
    folded = _NUMBERED.sub("", folded).removeprefix("其中").lstrip(":")
    folded = _NUMBERED.sub("", folded)
    while True:
        shorter = _BRACKETS.sub("", _POINTS.sub("", folded)).strip(":")
        if shorter == folded or not shorter:
            return folded
        folded = shorter


def points_in(text: str) -> Decimal | None:
    """The points a label names: 50 of 产出指标(50分)."""
    found = _POINTS.search(re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)))
    return Decimal(found[1] or found[2]) if found else None


def _index(table: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {fold(word): meaning for meaning, words in table.items() for word in (meaning, *words)}


_LEVEL1, _LEVEL2, _FUNDS = _index(LEVEL1_WORDS), _index(LEVEL2_WORDS), _index(FUND_WORDS)
NO_WORDS: Mapping[str, str] = {}


def group1_of(text: str, words: Mapping[str, str] = NO_WORDS) -> str:
    """What a level 1 means, one of GROUPS; empty where nobody said. ``words``: the template's, folded."""
    return words.get(fold(text)) or _LEVEL1.get(fold(text), "")


def group2_of(text: str, words: Mapping[str, str] = NO_WORDS) -> str:
    """What a level 2 means, in the words of the official template; empty where nobody said."""
    return words.get(fold(text)) or _LEVEL2.get(fold(text), "")


def fund_of(text: str, words: Mapping[str, str] = NO_WORDS) -> str:
    """What a row of money is, one of FUND_MEANINGS; empty where nobody said."""
    return words.get(fold(text)) or _FUNDS.get(fold(text), "")


def is_within(part: str, whole: str) -> bool:
    """A row of one meaning may be contained in a row of the other: 中央资金 in 财政资金."""
    return _WITHIN.get(part) == whole


def likely(text: str, table: Mapping[str, str]) -> str:
    """The meaning of the nearest known word; empty where none is near."""
    near = difflib.get_close_matches(fold(text), table, 1) or [word for word in table if word in fold(text)][:1]
    return table[near[0]] if near else ""


def likely_group1(text: str) -> str:
    """What an unknown level 1 may mean."""
    return likely(text[:30], _LEVEL1)


def likely_group2(text: str) -> str:
    """What an unknown level 2 may mean."""
    return likely(text[:30], _LEVEL2)
