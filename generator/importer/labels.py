"""Owns the words forms print around their values, and what each means; one list for every region.

Knows no layout: where a label stands says nothing here. What a template adds is learned in learned.py and spoken
here for as long as one part of a file is read.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.importer.cells import fold
from generator.record.meaning import LEVEL2_OF

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HEAD = {
    "project": ("项目名称", "转移支付(项目)名称", "专项名称", "项目(政策)名称", "政策(项目)名称", "项目(任务)名称"),
    "department": ("主管部门", "主管单位", "预算主管部门", "项目主管部门", "主管部门名称", "预算部门", "一级预算部门"),
    "unit": (
        "实施单位", "项目单位", "项目实施单位", "资金使用单位", "预算单位", "执行单位", "实施部门", "单位名称",
        "填报单位", "项目申报单位", "申报单位", "项目承担单位",
    ),
    "category": ("项目类别", "项目分类"),
    "nature": ("项目性质", "项目属性", "项目类型"),
    "start": ("计划开始日期", "开始日期", "项目开始时间", "计划开始时间", "起始日期", "项目起始时间"),
    "end": ("计划完成日期", "完成日期", "项目结束时间", "计划完成时间", "结束日期", "项目终止时间", "计划结束日期"),
    "term": ("起止时间", "项目期限", "项目实施期", "项目起止时间", "项目周期", "实施期限"),
    "person": (
        "项目负责人", "联系人", "填报人", "财务负责人", "填表人", "负责人", "单位负责人", "审核人", "经办人",
        "项目联系人", "填报人姓名",
    ),
    "phone": ("联系电话", "电话", "联系方式", "填报电话"),
    "date": ("填报日期", "填表日期", "填报时间", "填表时间"),
    "code": ("项目编码", "主管部门编码", "单位编码", "项目代码", "报表编号", "预算编码", "单位代码"),
    "self_score": ("自评得分", "自评总分", "自评分数", "单位自评得分"),
    "review_score": ("财政审核评分", "复核得分", "财政复核得分", "主管部门评分", "财政评分"),
}  # fmt: skip
GRADE = ("评分等级", "评价等级", "自评结论", "自评等级", "绩效等级", "评价等次", "自评等次", "绩效评价等级", "等级")
TOTAL = ("总分", "合计", "总计", "合计得分", "总得分", "评价总分", "总分值", "小计总分")
TEXTS = {
    "conclusion": ("评价结论", "自评结果", "综合评价", "评价结果", "自评结论说明"),
    "problems": ("存在问题", "存在的问题", "存在的主要问题", "主要问题"),
    "measures": ("改进措施", "下一步改进措施", "整改措施", "改进建议", "有关建议"),
    "process": ("项目实施内容及过程概述", "项目概况", "项目立项情况", "立项依据", "项目实施内容"),
    "note": ("备注", "说明", "其他需要说明的问题", "其他说明的问题", "情况说明"),
}
GOALS = {
    "expected": ("预期目标", "项目年度目标", "年初设定目标", "年度预期目标", "年初目标", "年初绩效目标"),
    "achieved": (
        "实际完成情况", "年度总体目标完成情况", "年度目标完成情况", "全年实际完成情况", "全年完成情况", "目标完成情况",
        "目标实际完成情况", "年度总体目标实际完成情况", "总体目标实际完成情况", "总体完成情况", "绩效目标完成情况",
    ),
    "overall": (
        "项目总目标", "长期目标", "中长期目标", "中期目标", "实施期目标", "实施期总目标", "长期绩效目标", "总体目标",
    ),
    "annual": ("年度总目标", "年度目标", "年度绩效目标"),
}  # fmt: skip
SECTIONS = (
    "年度总体目标", "项目绩效目标", "绩效目标", "项目资金", "资金情况", "绩效指标", "项目基本情况", "预算执行情况",
    "年度绩效指标", "长期绩效指标", "资金投入情况", "项目资金总额及构成", "年度预算数", "项目年度目标完成情况",
    "总体目标完成情况", "资金管理情况", "中长期绩效指标", "实施期绩效指标", "年度总体绩效目标", "一级指标得分",
)  # fmt: skip
FUND_COLUMNS = {
    "initial_budget": ("年初预算数", "年初预算", "年初批复数", "年初预算批复数", "年初批复预算数", "年初预算金额"),
    "adjusted_budget": (
        "全年预算数", "调整后预算数", "调整预算数", "全年(调整)预算数", "全年预算", "预算调整数", "全年预算调整数",
        "调整后预算", "全年调整预算数", "年度预算数",
    ),
    "executed": (
        "全年执行数", "预算执行数", "实际执行数", "执行数", "全年实际执行数", "实际支出数", "全年支出数", "实际支出",
        "全年执行",
    ),
    "weight": ("分值", "分数", "权重", "标准分", "指标权重", "满分"),
    "execution_rate": ("执行率", "预算执行率", "执行率(%)", "预算执行率(%)", "资金执行率"),
    "score": ("得分", "自评得分", "实际得分"),
    "reason": ("原因", "备注", "说明", "未完成原因", "偏差原因", "偏差原因分析"),
}  # fmt: skip
AMOUNT_COLUMNS = ("initial_budget", "adjusted_budget", "executed")
FUND_LINES = {
    "total": ("年度资金总额", "资金总额", "总额", "年度资金合计", "年度预算总额", "资金合计", "预算资金总额"),
    "fiscal": (
        "当年财政拨款", "本年财政拨款", "财政拨款", "财政资金", "一般公共预算拨款", "一般公共预算", "本级财政资金",
        "一般公共预算资金", "一般公共预算财政拨款", "当年财政拨款资金", "年度财政拨款",
    ),
    "carryover": ("上年结转资金", "上年结转", "结转资金", "上年结转结余", "上年结转结余资金", "以前年度结转资金"),
    "other": ("其他资金", "其他", "其它资金"),
    "": (
        "财政专户管理资金", "单位资金", "中央财政资金", "地方财政资金", "地方资金", "政府性基金", "政府性基金预算拨款",
        "国有资本经营预算拨款", "上级财政资金", "中央补助", "省级财政资金", "市级财政资金", "县级财政资金", "自有资金",
        "中央资金", "省级资金", "市级资金", "县级资金", "区级资金", "区县资金", "上级资金", "本级资金", "社会资金",
        "政府性基金预算资金", "政府性基金预算", "国有资本经营预算", "区级财政资金", "专项债券资金", "社会投入资金",
    ),
}  # fmt: skip
"""Under the empty key: lines whose meaning is known, but which the record has no place for yet."""
DECLARED = {
    "project_total": ("项目资金总额", "项目总投资", "项目总额", "实施期资金总额", "中期资金总额"),
    "project_fiscal": ("财政资金",),
    "project_other": ("其他资金",),
    "annual_total": ("年度资金申请总额", "年度资金总额", "年度申请资金总额", "年度预算申请总额"),
    "annual_fiscal": ("当年财政拨款", "财政拨款", "一般公共预算拨款"),
    "annual_carryover": ("上年结转资金",),
    "annual_other": ("其他资金",),
}
COLUMNS = {
    "level1": ("一级指标", "一级指标名称"),
    "level2": ("二级指标", "二级指标名称"),
    "name": ("三级指标", "指标名称", "指标内容", "三级指标名称", "绩效指标名称", "三级指标内容"),
    "nature": ("指标性质", "计算符号", "比较符号", "指标方向", "指标符号", "符号"),
    "target": (
        "年度指标值", "指标值", "指标目标值", "年度(/项目)指标值", "年度/项目指标值", "目标值", "预期指标值",
        "年度目标值",
        "年初指标值", "计划指标值", "预期值", "绩效目标值", "年度(项目)指标值", "年初设定指标值", "项目指标值",
    ),
    "unit": ("度量单位", "计量单位", "指标单位", "单位"),
    "actual": (
        "实际完成值", "完成值", "全年实际值", "全年完成值", "全年实际完成值", "实际值", "实际完成指标值", "年度完成值",
        "完成情况", "实际完成情况", "全年实际完成情况", "指标完成值",
    ),
    "weight": ("分值", "分数", "权重", "标准分", "指标权重", "指标分值", "满分", "权重(分)", "分值权重", "考核分值"),
    "score": ("得分", "自评得分", "自评分", "实际得分", "评分", "自评分值", "单位自评得分", "指标得分"),
    "review_score": ("复核得分", "财政复核得分", "审核得分", "主管部门评分"),
    "rule": ("评分标准", "评分细则", "评(扣)分标准", "评扣分标准", "指标解释", "评价标准", "指标值说明", "备注",
             "指标说明", "评分依据", "指标来源", "数据来源", "说明"),
    "reason": (
        "偏差原因分析", "偏差原因分析及改进措施", "未完成原因分析", "未完成原因分析及改进措施", "原因", "偏差原因",
        "未完成原因和改进措施", "未完成原因", "偏差分析", "偏差原因及改进措施", "未完成原因及改进措施",
        "偏差原因分析与改进措施", "原因分析", "原因分析及改进措施", "未完成或偏差原因分析", "偏离原因分析",
    ),
}  # fmt: skip
"""Columns of the indicator table."""

_EXTRA_LEVEL2 = {
    "数量": "数量指标",
    "质量": "质量指标",
    "时效": "时效指标",
    "可持续性影响指标": "可持续影响指标",
    "可持续影响": "可持续影响指标",
    "可持续发展指标": "可持续影响指标",
    "可持续性指标": "可持续影响指标",
    "可持续影响效益指标": "可持续影响指标",
    "环境效益指标": "生态效益指标",
    "经济效益": "经济效益指标",
    "社会效益": "社会效益指标",
    "生态效益": "生态效益指标",
    "经济成本": "经济成本指标",
    "社会成本": "社会成本指标",
    "生态环境成本": "生态环境成本指标",
    "产出数量": "数量指标",
    "产出质量": "质量指标",
    "产出时效": "时效指标",
    "产出成本": "成本指标",
    "社会公众或服务对象满意度指标": "服务对象满意度指标",
    "服务对象满意度": "服务对象满意度指标",
    "服务对象满意指标": "服务对象满意度指标",
    "社会公众满意度指标": "服务对象满意度指标",
    "受益对象满意度指标": "服务对象满意度指标",
}
_EXTRA_LEVEL1 = {
    "产出": "产出指标",
    "项目产出": "产出指标",
    "效益": "效益指标",
    "效果指标": "效益指标",
    "项目效益": "效益指标",
    "项目效果": "效益指标",
    "成本": "成本指标",
    "满意度": "满意度指标",
    "满意指标": "满意度指标",
}
_OTHER_LEVEL1 = (
    "项目决策", "决策", "项目过程", "过程", "投入", "项目管理", "项目投入", "管理", "决策指标", "过程指标",
    "投入指标", "管理指标", "投入管理指标", "部门决策", "管理效率", "过程管理", "项目实施",
)  # fmt: skip
_OTHER_LEVEL2 = (
    "项目立项", "项目目标", "资金投入", "资金管理", "组织实施", "业务管理", "财务管理", "投入管理", "实施管理",
    "资金落实", "资金到位", "决策过程", "资金分配", "组织管理", "制度建设", "目标设定", "预算编制",
)  # fmt: skip
"""Sections of other schemes: known for what they are, but in no group of the official template."""
LEVEL2_ORDER = tuple(dict.fromkeys(name for names in LEVEL2_OF.values() for name in names))
LEVEL2 = {name: name for name in LEVEL2_ORDER} | _EXTRA_LEVEL2
"""Level-2 words and the official name of each; 成本指标 and 满意度指标 are level 1 as well."""
LEVEL1 = {name: name for name in LEVEL2_OF} | _EXTRA_LEVEL1
PARENT = {child: parent for parent, children in LEVEL2_OF.items() for child in children}

_POINTS = re.compile(r"(?:\(|(?<!\d))(\d+(?:\.\d+)?)分\)?$")
_BRACKETS = re.compile(r"\([^()]*\)$")
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+、|\d+[.、]|\([一二三四五六七八九十\d]+\)|指标\d*[:：])")
_UNIT = re.compile(r"\((?:单位:)?(万元|元|人民币元|亿元)\)")


@dataclass(frozen=True, slots=True)
class Level:
    """A level name as printed, with what it means."""

    printed: str
    depth: int
    """1 or 2."""
    name: str
    """The official name; empty where the official template has none."""
    points: str
    """Points inside the label, such as 50 of 产出指标(50分); empty where there are none."""
    stem: str = ""
    """As printed without its points."""


@dataclass(frozen=True, eq=False)
class Words:
    """What the templates at hand print, beside the words of every region; theirs win."""

    keys: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Key by family and folded label."""
    sections: frozenset[str] = frozenset()
    """Folded labels that head a part of the form: they are nothing else."""
    levels: Mapping[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    """Depth and official name of folded names of levels."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Kind of form by folded title without year."""
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What their words mean, by sort of word, as in a template."""
    own_rows: frozenset[tuple[str, str]] = frozenset()
    """Kind of form and table of money, where every form labels its rows for itself."""


NO_WORDS = Words()
_SPOKEN: ContextVar[Words] = ContextVar("words", default=NO_WORDS)


@contextmanager
def speaking(words: Words) -> Iterator[None]:
    """Within this block labels are read with these words as well."""
    token = _SPOKEN.set(words)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def spoken() -> Words:
    """The words in use."""
    return _SPOKEN.get()


def _index(table: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {fold(word): key for key, words in table.items() for word in words}


_INDEX = {
    "head": _index(HEAD),
    "funds": _index(FUND_COLUMNS),
    "fund_line": _index(FUND_LINES),
    "column": _index(COLUMNS),
    "goal": _index(GOALS),
    "text": _index(TEXTS),
    "grade": _index({"grade": GRADE}),
    "total": _index({"total": TOTAL}),
    "section": _index({"section": SECTIONS}),
    "declared": _index(dict(reversed(DECLARED.items()))),
}
KINDS_OF_LABEL = tuple(_INDEX)


def key_of(text: str, family: str) -> str | None:
    """The key a label stands for within a family of labels; None where it is none of them."""
    return _key_of(text, family, _SPOKEN.get())


@lru_cache(maxsize=50_000)
def _key_of(text: str, family: str, words: Words) -> str | None:
    if len(text) > 40:
        return None
    index, forms = _INDEX[family], forms_of(text)
    learned = next((words.keys[family, form] for form in forms if (family, form) in words.keys), None)
    if learned is not None:
        return learned
    if words.sections.intersection(forms):
        return None
    return next((index[form] for form in forms if form in index), None)


@lru_cache(maxsize=20_000)
def forms_of(text: str) -> tuple[str, ...]:
    """A label folded, without brackets at its end, and without its number and 其中."""
    folded = fold(text)
    short = bare(folded)
    return folded, short, _NUMBERED.sub("", short).removeprefix("其中").lstrip(":")


def is_label(text: str) -> bool:
    """The text is a label of any family, not a value."""
    return any(key_of(text, family) is not None for family in KINDS_OF_LABEL)


def bare(folded: str) -> str:
    """A folded label without what stands in brackets at its end: 全年预算数(A), 产出指标(50分), 实施单位(盖章)."""
    while True:
        shorter = _BRACKETS.sub("", folded).strip(":")
        if shorter == folded or not shorter:
            return folded
        folded = shorter


def unit_in(text: str) -> str | None:
    """The unit of money a label names, 万元 or 元."""
    found = _UNIT.search(fold(text))
    if found is None:
        return None
    return "元" if found[1] in ("元", "人民币元") else found[1]


def levels_of(text: str) -> tuple[Level, ...]:
    """What a cell may mean as a level name: level 1, level 2, or (成本指标, 满意度指标) both, or nothing."""
    return _levels_of(text, _SPOKEN.get())


@lru_cache(maxsize=50_000)
def _levels_of(text: str, words: Words) -> tuple[Level, ...]:
    folded = fold(text)
    if not folded or len(folded) > 30:
        return ()
    points = _POINTS.search(folded)
    stem = _POINTS.sub("", bare(folded) if points is None else _POINTS.sub("", folded)).strip("()")
    if stem in words.levels:
        return tuple(level(text, depth, name) for depth, name in words.levels[stem])
    found = []
    if stem in LEVEL1 or stem in _OTHER_LEVEL1:
        found.append(level(text, 1, LEVEL1.get(stem, "")))
    if stem in LEVEL2 or stem in ("满意度指标", "满意度"):
        found.append(level(text, 2, LEVEL2.get(stem, "服务对象满意度指标")))
    if stem in _OTHER_LEVEL2:
        found.append(level(text, 2, ""))
    return tuple(found)


def level(text: str, depth: int, name: str) -> Level:
    """A printed label as a level of a known depth, its points apart."""
    printed = short_name(text)
    points = _POINTS.search(fold(text))
    stem = re.sub(r"[（(]?\d+(?:\.\d+)?分[）)]?$", "", printed)
    return Level(printed, depth, name, points[1] if points else "", stem or printed)


def short_name(text: str) -> str:
    """A label as printed, without gaps inside."""
    return re.sub(r"\s+", "", text)


WORDS = frozenset(word for index in _INDEX.values() for word in index) | LEVEL1.keys() | LEVEL2.keys()
"""Every word this module knows, folded."""
