"""Owns the field tables of the two forms and the parts they share. Every fact about a field stands here, once."""

from __future__ import annotations

from typing import Any

from generator.record.fields import Field, Measure, Shape, choice, day, figure, group, items, text
from generator.record.meaning import FUND_MEANINGS, GROUPS, LEVEL1_WITH_COST, LEVEL2
from generator.record.model import (
    FUNDS_LINES,
    AmountsRow,
    DeclaredAmounts,
    DeclaredIndicator,
    FundsLine,
    FundsRow,
    Indicator,
    OtherCell,
    funds_of,
)
from generator.record.values import AmountUnit

HEAD = (
    text("title", "表名", "表头印的标题，照原件。", required=True),
    Field("year", "年度", Shape.YEAR, "预算年度。", required=True, example="2023"),
    text(
        "template",
        "表式",
        "data/templates 里哪一种表式的文件名；不写就按表种和年度取。",
        example="shi-2023-ziping",
    ),
    text("project", "项目名称", "照原件。", required=True, example="图书购置专项"),
)
PARTIES = (
    text("department", "主管部门", "照原件，须在 data/units.yaml 登记。", required=True),
    text("unit", "实施单位", "照原件，须在 data/units.yaml 登记。", required=True),
)
_EXTRA = {"is_extra": True, "is_renewed": True}
OTHERS = items(
    "others",
    "其他各栏",
    "表上还印着、这里没有位置的栏，一栏一条。",
    (
        text("label", "栏名", "照原件。", required=True, example="项目起止时间"),
        text("text", "内容", "照原件；空着就不写。", example="2023年1月至12月"),
    ),
    make=OtherCell,
    is_extra=True,
    is_renewed=True,
)
"""What a form prints and no field is for."""
_HEADED = "particulars"
PARTICULARS = (
    text("nature", "项目性质", "照原件。", part=_HEADED, is_extra=True),
    text("code", "编码", "项目、单位或报表的编码，照原件。", part=_HEADED, **_EXTRA),
    text("filled_on", "填报日期", "照原件。", part=_HEADED, **_EXTRA),
    figure("self_score", "自评得分", "表头印的自评得分。", measure=Measure.POINTS, part=_HEADED, is_extra=True),
    figure(
        "review_score",
        "复核得分",
        "主管部门或财政部门复核的得分。",
        measure=Measure.POINTS,
        part=_HEADED,
        is_extra=True,
    ),
)
"""What the head of some forms says besides project, department and unit."""
REPORT = group(
    "report",
    "自评结论",
    "表尾的文字。",
    tuple(
        text(key, label, f"表上“{label}”一栏，照原件。", is_narrative=True, **_EXTRA)
        for key, label in (
            ("overview", "项目概况"),
            ("conclusion", "评价结论"),
            ("problems", "存在问题"),
            ("measures", "改进措施"),
            ("note", "备注"),
        )
    ),
    part="report",
    is_extra=True,
)
"""What some forms say in words below or above their tables."""


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
    figure("received", "到位数", "实际到位的资金。", measure=Measure.MONEY, is_extra=True),
    text("reason", "原因", "这一行资金的说明。", is_narrative=True, **_EXTRA),
)
"""The six columns of 项目资金, and those of some forms."""
FUNDS_COLUMNS = tuple((field.key, field.label) for field in FUNDS_LINE if not field.is_extra)
"""Key and label as printed on every form."""


def open_rows(meaning: str, columns: tuple[Field, ...], **facts: Any) -> Field:  # noqa: ANN401 -- facts of a field
    """The rows of a table of money with their labels, where they are not those of the kind."""
    means = choice(
        "means",
        "是什么",
        "行名看不出是哪一种资金时写明。",
        FUND_MEANINGS,
        is_extra=True,
        is_searched=False,
        example="",
    )
    label = text("label", "行名", "照原件，例如“其中：一般公共预算”。", required=True, example="其中：一般公共预算")
    return items("rows", "资金各行", meaning, (label, means, *columns, OTHERS), is_extra=True, **facts)


def _funds_line(key: str, label: str) -> Field:
    """The total is the sum of the sources and has to be filled in."""
    facts = {"is_asked": True, "sum_of": tuple(source for source, _ in FUNDS_LINES[1:])} if key == "total" else {}
    return group(key, label, f"“{label}”一行；表上没有就不写。", FUNDS_LINE, make=FundsLine, **facts)


FUNDS = group(
    "funds",
    "项目资金",
    "各行资金；行名和这里不同的表，改用 rows 逐行写。",
    (
        amount_unit("各金额栏的单位。", ("万元", "元")),
        *(_funds_line(key, label) for key, label in FUNDS_LINES),
        open_rows("表上的每一行资金，按原件的次序；写了 rows 就不写上面几行。", FUNDS_LINE, make=FundsRow),
    ),
    required=True,
    make=funds_of,
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
    choice(
        "level1",
        "一级指标",
        "照原件，括号里的分值也保留。",
        LEVEL1_WITH_COST,
        required=True,
        is_advised=True,
        example="产出指标",
    ),
    choice("level2", "二级指标", "照原件；没有这一级就不写。", LEVEL2, is_advised=True, is_asked=True),
    text("name", "三级指标", "这一行指标的名称，照原件。", required=True, example="工作人员培训场次数", is_scored=True),
)
MEANT_LEVELS = (
    choice("group1", "归入的一级", "一级指标的名称看不出归哪一类时写明。", GROUPS, is_extra=True, is_searched=False),
    choice("group2", "归入的二级", "二级指标的名称看不出归哪一类时写明。", LEVEL2, is_extra=True, is_searched=False),
)
TABLE = text(
    "table",
    "所在的表",
    "有两张指标表时，这一行在哪一张，照原件。",
    example="年度绩效指标",
    is_extra=True,
    is_searched=False,
)
NATURE = text(
    "nature", "指标性质", "单独成栏的符号或性质，照原件，例如 ≥、定性。", example="≥", is_extra=True, is_searched=False
)
MEASURE = text("unit", "度量单位", "单独成栏的单位，照原件。", example="人次", is_extra=True, is_searched=False)
RULE = text("rule", "评分标准", "怎样计分，或指标的说明，照原件。", is_extra=True)


def _target(label: str, meaning: str, example: str) -> Field:
    facts = {"is_renewed": True, "is_relied_on": True, "is_scored": True, "is_asked": True}
    return text("target", label, meaning, example=example, short="目标值", **facts)


EVALUATED_INDICATORS = items(
    "indicators",
    "绩效指标",
    "指标表，按原件的行序。",
    (
        TABLE,
        *LEVELS,
        *MEANT_LEVELS,
        NATURE,
        _target("年度指标值", "年初定的目标值，照原件，符号和单位都保留。", "≥3.00(次)"),
        MEASURE,
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
        figure("review_score", "复核得分", "复核给这一行的得分。", measure=Measure.POINTS, is_extra=True),
        RULE,
        text(
            "reason",
            "偏差原因分析",
            "没有完成或偏差大的原因与改进措施。",
            short="偏差原因",
            is_renewed=True,
            is_narrative=True,
        ),
        OTHERS,
    ),
    required=True,
    make=Indicator,
    part="indicators",
)
DECLARED_INDICATORS = items(
    "indicators",
    "绩效指标",
    "指标表，按原件的行序。",
    (
        TABLE,
        *LEVELS,
        *MEANT_LEVELS,
        NATURE,
        text("overall_target", "中长期指标值", "同一行另印的中长期（实施期）指标值，照原件。", **_EXTRA),
        _target("指标目标值", "申报的目标值，照原件。", "=100%"),
        MEASURE,
        figure("weight", "权重", "这一行的权重或分值。", measure=Measure.POINTS, is_extra=True, is_renewed=False),
        RULE,
        OTHERS,
    ),
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
        "表上印的等级，照原件；地区的各等写在 data/profile.yaml 里。",
        (),
        words_of="grades",
        is_advised=True,
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
        open_rows(
            "表上的每一格金额，按原件的次序；写了 rows 就不写上面几格。",
            (
                choice(
                    "scope",
                    "期间",
                    "project：整个项目；annual：这一年；行名看得出就不写。",
                    ("project", "annual"),
                    is_extra=True,
                    is_searched=False,
                ),
                figure("amount", "金额", "这一格的金额。", measure=Measure.MONEY),
            ),
            make=AmountsRow,
        ),
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
    day("start", "计划开始日期", "项目计划开始的日期，照原件。", part="funds"),
    day("end", "计划完成日期", "项目计划完成的日期，照原件。", part="funds"),
)
CATEGORY = text("category", "项目类别", "照原件。", example="经常性项目", part="funds")
