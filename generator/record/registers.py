"""Owns the field tables of the registries: whom and what a record may name, what is expected, the region's practice."""

from __future__ import annotations

from dataclasses import replace

from generator.record.fields import Field, Shape, choice, date, figure, items, text
from generator.record.kinds import KINDS
from generator.record.meaning import FUND_MEANINGS, GROUPS, LEVEL2
from generator.record.target import Result

_SLUG = "永久的英文地址，定了不再改。"

UNIT_REGISTRY = (
    items(
        "departments",
        "主管部门",
        "主管部门名录。",
        (
            text("id", "地址", _SLUG, required=True, example="shili-wenlv-ju"),
            text("name", "名称", "全称，照原件。", required=True),
        ),
        required=True,
    ),
    items(
        "units",
        "实施单位",
        "实施单位名录。",
        (
            text("id", "地址", _SLUG, required=True, example="shili-tushuguan"),
            text("name", "名称", "全称，照原件。", required=True),
            text("short", "简称", "窄屏上用的简称。", required=True),
            text("department", "主管部门", "上面登记的主管部门的地址。", required=True),
            items(
                "former",
                "曾用名",
                "改名以前的全称，一个一条；旧的表印的是旧名。",
                (
                    text("name", "名称", "旧的全称，照原件。", required=True),
                    Field("until", "用到", Shape.DATE, "用到哪一天。", required=True, example="2023-12-31"),
                ),
            ),
        ),
        required=True,
    ),
)

DOCUMENT_REGISTRY = (
    items(
        "documents",
        "来源文件",
        "收到的每份文件。",
        (
            text("id", "编号", "记录里引用的编号。", required=True),
            text("name", "文件名", "收到时的文件名。", required=True),
            text("description", "说明", "是什么文件，谁的，哪一年。", required=True),
            text("condition", "状况", "文字是怎么取得的，哪里不完整。"),
            text(
                "url", "公开网址", "原件公开在哪里，http 开头；不知道就不写。", example="https://example.org/2023.pdf"
            ),
            text("publisher", "公开单位", "谁公开的；不知道就不写。", example="示例市图书馆"),
            date("published", "公开日期", "原件公开的日期；不知道就不写。"),
        ),
        required=True,
    ),
)

EXPECTED = (
    items(
        "expected",
        "应公开的表",
        "应当有的表，一份一条；公开进度页拿它和已有的表对照。",
        (
            Field("year", "年度", Shape.YEAR, "预算年度。", required=True, example="2023"),
            text("unit", "实施单位", "全称，须在 data/units.yaml 登记。", required=True),
            choice("kind", "表种", "哪种表。", KINDS.keys(), required=True),
            text("project", "项目名称", "照原件；和记录里的项目名称一字不差才算同一份。", required=True),
            date("approved", "批复日期", "财政部门批复的日期；写了才能判断是否超期。"),
            text(
                "basis",
                "依据",
                "凭什么说应当有这份表，读者会看到。",
                required=True,
                example="2023 年部门预算的项目清单",
            ),
        ),
    ),
)

WITHDRAWN = (
    items(
        "withdrawn",
        "撤下的表",
        "公开以后撤下或换了地址的表，一份一条；原来的地址留一页说明。",
        (
            text(
                "form",
                "原来的地址",
                "去掉 .yaml 的文件位置。",
                required=True,
                example="evaluations/2023/shili-tushuguan/tushu-gouzhi",
            ),
            text("project", "项目名称", "照原件。", required=True),
            Field("date", "日期", Shape.DATE, "撤下的日期。", required=True, example="2024-03-31"),
            text("reason", "原因", "为什么撤下，读者会看到。", required=True),
            text("moved_to", "现在的地址", "换了地址就写新的；没有就不写。"),
            date("returned", "恢复日期", "在原来的地址重新公开的日期；这一条留着，没有恢复就不写。"),
            text("earlier", "原来的写法", "只改原因里的错字时：原来公开的原因，一字不差。"),
        ),
    ),
)

SYNONYMS = (
    items(
        "synonyms",
        "同义词",
        "搜索用：读者的说法和表上的说法，一对一条；读者的说法一份表也没写到时，才按表上的说法找，并且说明。",
        (
            text("word", "读者的说法", "读者会打的字。", required=True, example="没完成"),
            text("means", "表上的说法", "表上印的字。", required=True, example="未达成"),
        ),
    ),
)

QUALITATIVE_RESULTS = tuple(result.value for result in Result)
_LEVEL1_WEIGHT = (
    choice("level1", "一级指标", "一级指标，按含义。", GROUPS, required=True, example="产出指标"),
    Field("points", "分值", Shape.FIGURE, "这一级的分值。", required=True),
)

_ROUNDING = choice(
    "rounding", "小数处理", "执行率和执行得分：truncate 截取，round 四舍五入。", ("truncate", "round"), required=True
)
_GRADES = items(
    "grades",
    "等级",
    "从高到低；总分不低于 from 的归入这一等。",
    (
        text("name", "等级", "等级的字。", required=True),
        Field("from", "下限", Shape.FIGURE, "下限，含。", required=True),
        text("also", "另一种写法", "同一等在别的模板里印的字。", example="合格"),
    ),
    required=True,
)
_SHARES = (
    items("weights", "分值分配", "没有成本指标（一级）时各一级指标的分值。", _LEVEL1_WEIGHT),
    items("weights_with_cost", "有成本指标时的分值分配", "成本指标作为一级指标时各一级指标的分值。", _LEVEL1_WEIGHT),
    figure("weight_tolerance", "分值容差", "一级指标分值与上面的分配相差超过几分才提示。", example="10"),
    figure("execution_weight", "预算执行分值", "预算执行的满分。", example="10"),
)

RECORD_FORMAT = 2
"""Version of the notation of records. 2: levels, grades and amounts as printed, open rows, lines of a text as lines."""
PROFILE = (
    text("region", "地区", "这套口径适用的地区。", required=True),
    Field("record_format", "记录格式", Shape.INTEGER, "记录写法的版本；旧的用 generator migrate 改写。", example="2"),
    _ROUNDING,
    _GRADES,
    items(
        "bands",
        "定性档次",
        "定性结果的得分下限，占分值的百分之几，含；上限是上一档的下限。",
        (
            choice("result", "结果", "表上印的定性结果。", QUALITATIVE_RESULTS, required=True),
            Field("from", "下限", Shape.FIGURE, "占分值的百分之几，含。", required=True),
        ),
    ),
    *_SHARES,
    figure("ratio_tolerance", "比例容差", "按比例得分允许相差几分，因为系统截取、人工四舍五入。", example="0.02"),
    figure("overshoot_percent", "超额界限", "实际达到目标的百分之几起算偏差大。", example="130"),
    choice("overshoot", "超额处理", "explain：写明原因，不扣分；deduct：可以扣分。", ("explain", "deduct")),
    Field("cost_required_from", "成本指标起始年度", Shape.YEAR, "从哪一年起要有成本指标；不写就不检查。"),
    figure("rate_threshold", "执行率界限", "执行率低于百分之几要说明原因。", example="90"),
    items(
        "public_contacts",
        "公开的联系方式",
        "公开的热线、信箱：写在记录里不算个人信息。",
        (
            text("contact", "号码或信箱", "写法不限，认得出是同一个。", required=True, example="021-12345678"),
            text("whose", "谁的", "哪个单位的什么热线。", required=True),
        ),
    ),
    items("categories", "项目类别", "申报表可用的项目类别。", (text("name", "类别", "表上印的字。", required=True),)),
)

WORD_SORTS = ("level1", "level2", "funds", "result")
MEANINGS = tuple(dict.fromkeys((*GROUPS, *LEVEL2, *FUND_MEANINGS, *QUALITATIVE_RESULTS)))
TEMPLATE = (
    choice("kind", "表种", "哪种表。", KINDS.keys(), required=True),
    text("name", "名称", "哪里、哪些年的哪种表，给人看。", required=True, example="示例市 2023 年自评表"),
    text("title", "表名", "表头印的标题。", example="财政项目支出绩效自评价"),
    Field("from", "起始年度", Shape.YEAR, "从哪个预算年度起用；不写就一直往前。", example="2023"),
    Field("to", "终止年度", Shape.YEAR, "用到哪个预算年度；不写就一直往后。", example="2025"),
    items(
        "cells",
        "各栏",
        "表上的每一格、每一栏，按原件的次序；不列的就是这张表没有的。",
        (
            text("field", "字段", "哪个字段，例如 funds.total、indicators.target。", required=True, example="grade"),
            text("label", "栏名", "表上印的字。", required=True, example="评分等级"),
        ),
    ),
    items(
        "withheld",
        "不公开的栏",
        "表上有、记录里不写的栏，例如个人的姓名电话；页面上写明不公开。",
        (text("label", "栏名", "表上印的字。", required=True, example="项目负责人"),),
    ),
    items(
        "words",
        "用词",
        "表上的字和通行的字不同的，写明是什么意思；通行的不用写。",
        (
            choice(
                "of",
                "哪一类",
                "level1、level2 是指标的层级，funds 是资金的行，result 是定性结果。",
                WORD_SORTS,
                required=True,
            ),
            text("printed", "表上的字", "照原件，不带分值和括号。", required=True, example="项目产出情况"),
            choice("means", "意思", "通行的说法。", MEANINGS, required=True, example="产出指标"),
        ),
    ),
    items(
        "groups",
        "一级指标",
        "应当齐全的一级指标，按含义；不写就是产出、效益、满意度。",
        (choice("name", "一级指标", "按含义。", GROUPS, required=True, example="决策指标"),),
    ),
    replace(_ROUNDING, required=False),
    replace(_GRADES, required=False),
    *_SHARES,
)
"""One printed form; what it does not say of rounding, grades and points is as the region's profile says."""
