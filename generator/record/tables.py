"""Owns the field tables of the two forms and the parts they share. Every fact about a field stands here, once."""

from __future__ import annotations

from generator.record.fields import Field, Measure, Shape, choice, date, figure, group, items, text
from generator.record.model import (
    FUNDS_LINES,
    DeclaredAmounts,
    DeclaredIndicator,
    Funds,
    FundsLine,
    Indicator,
)
from generator.record.values import AmountUnit

LEVEL1 = ("产出指标", "效益指标", "满意度指标")
"""一级指标 of the official template; 成本指标 became one in the 2021 guide (财预〔2021〕101号)."""
LEVEL1_WITH_COST = ("成本指标", *LEVEL1)
LEVEL2_OF = {
    "成本指标": ("经济成本指标", "社会成本指标", "生态环境成本指标"),
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
"""二级指标 under each 一级指标, in the order of the official template."""
_ALL_LEVEL2 = tuple(name for names in LEVEL2_OF.values() for name in names)

HEAD = (
    text("title", "表名", "表头印的标题，照原件。", required=True),
    Field("year", "年度", Shape.YEAR, "预算年度。", required=True, example="2023"),
    text("project", "项目名称", "照原件。", required=True, example="技能评价业务工作经费"),
)
PARTIES = (
    text("department", "主管部门", "照原件，须在 data/units.yaml 登记。", required=True),
    text("unit", "实施单位", "照原件，须在 data/units.yaml 登记。", required=True),
)


def amount_unit(meaning: str, words: tuple[str, ...]) -> Field:
    """The unit of the amounts of a group, which must be said."""
    facts = {"make": AmountUnit, "is_searched": False, "is_relied_on": True}
    return choice("amount_unit", "金额单位", meaning, words, required=True, **facts)


FUNDS_LINE = (
    figure("initial_budget", "年初预算数", "年初批准的预算。", example="978.22", measure=Measure.MONEY),
    figure(
        "adjusted_budget",
        "全年预算数",
        "年中调整以后的全年预算，执行率以它为分母。",
        example="305.68",
        measure=Measure.MONEY,
    ),
    figure("executed", "全年执行数", "全年实际支出。", example="286.66", measure=Measure.MONEY),
    figure(
        "weight",
        "分数",
        "预算执行的满分，通常 10 分；没有的行印“-”。",
        example="10.00",
        measure=Measure.POINTS,
        is_renewed=False,
    ),
    figure(
        "execution_rate",
        "执行率",
        "全年执行数 ÷ 全年预算数，单位 %；有的地区的系统截取两位小数，有的四舍五入。",
        example="93.77",
        measure=Measure.RATE,
    ),
    figure("score", "得分", "预算执行得分：满分 × 执行率。", example="9.37", measure=Measure.POINTS),
)
"""The six columns of 项目资金."""
FUNDS_COLUMNS = tuple((field.key, field.label) for field in FUNDS_LINE)
"""Key and label as printed."""


def _funds_line(key: str, label: str) -> Field:
    """The total is the sum of the sources and has to be filled in."""
    facts = {"is_asked": True, "sum_of": tuple(source for source, _ in FUNDS_LINES[1:])} if key == "total" else {}
    return group(key, label, f"“{label}”一行。", FUNDS_LINE, required=True, make=FundsLine, **facts)


FUNDS = group(
    "funds",
    "项目资金",
    "四行资金。",
    (
        amount_unit("三个金额栏的单位。", ("万元", "元")),
        *(_funds_line(key, label) for key, label in FUNDS_LINES),
    ),
    required=True,
    make=Funds,
    part="funds",
)
EVALUATED_GOALS = group(
    "goals",
    "年度总体目标",
    "目标与完成情况。",
    (
        text("expected", "预期目标", "年初写的目标。", is_renewed=True, is_narrative=True, is_asked=True),
        text("achieved", "实际完成情况", "年底写的完成情况。", is_renewed=True, is_narrative=True, is_asked=True),
    ),
    part="goals",
)

LEVELS = (
    choice("level1", "一级指标", "官方模板的一级指标。", LEVEL1_WITH_COST, required=True),
    choice("level2", "二级指标", "官方模板的二级指标。", tuple(dict.fromkeys(_ALL_LEVEL2)), required=True),
    text("name", "三级指标", "这一行指标的名称，照原件。", required=True, example="工作人员培训场次数", is_scored=True),
)


def _target(label: str, meaning: str, example: str) -> Field:
    facts = {"is_renewed": True, "is_relied_on": True, "is_scored": True, "is_asked": True}
    return text("target", label, meaning, example=example, short="目标值", **facts)


EVALUATED_INDICATORS = items(
    "indicators",
    "绩效指标",
    "指标表，按原件的行序。",
    (
        *LEVELS,
        _target("年度指标值", "年初定的目标值，照原件，符号和单位都保留。", "≥3.00(次)"),
        text(
            "actual",
            "实际完成值",
            "年底完成的值，照原件。",
            example="40.00(次)",
            short="完成值",
            is_renewed=True,
            is_relied_on=True,
            is_scored=True,
            is_asked=True,
        ),
        figure(
            "weight",
            "分值",
            "这一行的满分。",
            example="2.00",
            measure=Measure.POINTS,
            is_renewed=False,
            is_asked=True,
        ),
        figure("score", "得分", "这一行的得分。", example="2.00", measure=Measure.POINTS, is_asked=True),
        text(
            "reason",
            "偏差原因分析",
            "没有完成或偏差大的原因与改进措施。",
            short="偏差原因",
            is_renewed=True,
            is_narrative=True,
        ),
    ),
    required=True,
    make=Indicator,
    part="indicators",
)
DECLARED_INDICATORS = items(
    "indicators",
    "绩效指标",
    "指标表，按原件的行序。",
    (*LEVELS, _target("指标目标值", "申报的目标值，照原件。", "=100%")),
    required=True,
    make=DeclaredIndicator,
    part="indicators",
)
TOTALS = (
    figure(
        "total_weight",
        "合计分值",
        "合计行印的满分。",
        example="100",
        measure=Measure.POINTS,
        part="indicators",
        is_renewed=False,
    ),
    figure(
        "total_score",
        "合计得分",
        "合计行印的总分。",
        example="91.37",
        measure=Measure.POINTS,
        part="indicators",
        is_asked=True,
    ),
    choice(
        "grade",
        "评分等级",
        "表上印的等级，须是 data/profile.yaml 里的一等。",
        (),
        words_of="grades",
        example="优",
        part="indicators",
        is_renewed=True,
        is_relied_on=True,
        is_asked=True,
        is_searched=False,
    ),
)

DECLARED_AMOUNTS = (
    ("project_total", "项目资金总额"),
    ("project_fiscal", "其中：财政资金"),
    ("project_other", "其他资金"),
    ("annual_total", "年度资金申请总额"),
    ("annual_fiscal", "其中：当年财政拨款"),
    ("annual_carryover", "上年结转资金"),
    ("annual_other", "其他资金"),
)
"""The amounts of 绩效目标申报表, key and label as printed: first the project's, then the year's."""


def _amount(key: str, label: str) -> Field:
    """The totals are sums of what stands below them and have to be filled in."""
    scope = key.partition("_")[0]
    parts = tuple(other for other, _ in DECLARED_AMOUNTS if other.startswith(scope) and other != key)
    facts = {"is_asked": True, "sum_of": parts} if key == f"{scope}_total" else {}
    return figure(key, label, f"“{label}”一格。", measure=Measure.MONEY, **facts)


AMOUNTS = group(
    "amounts",
    "项目资金",
    "项目总额与年度申请额。",
    (
        amount_unit("金额栏的单位。", ("元", "万元")),
        choice(
            "amount_unit_basis",
            "单位依据",
            "printed：表上印着单位；inferred：表上没有，按数额判断。",
            ("printed", "inferred"),
            required=True,
            is_searched=False,
        ),
        *(_amount(key, label) for key, label in DECLARED_AMOUNTS),
    ),
    required=True,
    make=DeclaredAmounts,
    part="funds",
)
DECLARED_GOALS = group(
    "goals",
    "项目绩效目标",
    "项目总目标与年度总目标。",
    (
        text("period", "目标期间", "项目总目标下印的期间。", example="2021年 - 2021年", is_renewed=True),
        text("overall", "项目总目标", "整个项目的目标。", is_renewed=True, is_narrative=True, is_asked=True),
        text("annual", "年度总目标", "这一年的目标。", is_renewed=True, is_narrative=True, is_asked=True),
    ),
    part="goals",
)
PLAN = (
    date("start", "计划开始日期", "项目计划开始的日期。", part="funds"),
    date("end", "计划完成日期", "项目计划完成的日期。", part="funds"),
)
CATEGORY = text("category", "项目类别", "照原件。", example="经常性项目", part="funds")
