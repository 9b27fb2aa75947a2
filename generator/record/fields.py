"""Owns the field table: every field of every file in data/, once.

Reading, writing, the JSON Schema, the messages and the data dictionary are made from it. Must not know how a file is
read or shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from generator.record.target import Result


class Shape(Enum):
    """What a field holds; the value is the word an editor meets in a message."""

    TEXT = "文字"
    FIGURE = "数字"
    INTEGER = "整数"
    YEAR = "四位年份"
    DATE = "日期"
    CHOICE = "固定选项"
    GROUP = "一组字段"
    LIST = "列表"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a file in data/."""

    key: str
    """The YAML key; English, see the glossary."""
    label: str
    """The Chinese label as the official form prints it."""
    shape: Shape
    meaning: str
    """One plain sentence for the data dictionary, in Chinese."""
    required: bool = False
    """The key must be there and not empty."""
    choices: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    """The fields of a group, or of each item of a list."""
    example: str = ""


def _text(key: str, label: str, meaning: str, *, required: bool = False, example: str = "") -> Field:
    return Field(key, label, Shape.TEXT, meaning, required=required, example=example)


def _figure(key: str, label: str, meaning: str, *, example: str = "") -> Field:
    return Field(key, label, Shape.FIGURE, meaning, example=example)


def _date(key: str, label: str, meaning: str) -> Field:
    return Field(key, label, Shape.DATE, meaning, example="2024-03-31")


def _group(key: str, label: str, meaning: str, fields: tuple[Field, ...], *, required: bool = False) -> Field:
    return Field(key, label, Shape.GROUP, meaning, required=required, fields=fields)


def _list(key: str, label: str, meaning: str, fields: tuple[Field, ...], *, required: bool = False) -> Field:
    return Field(key, label, Shape.LIST, meaning, required=required, fields=fields)


def _choice(key: str, label: str, meaning: str, choices: tuple[str, ...], *, required: bool = False) -> Field:
    return Field(key, label, Shape.CHOICE, meaning, required=required, choices=choices, example=choices[0])


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

FUNDS_LINES = (
    ("total", "年度资金总额"),
    ("fiscal", "其中：当年财政拨款"),
    ("carryover", "上年结转资金"),
    ("other", "其他资金"),
)
"""The four rows of 项目资金, key and label as printed."""

_FUNDS_LINE = (
    _figure("initial_budget", "年初预算数", "年初批准的预算。", example="978.22"),
    _figure("adjusted_budget", "全年预算数", "年中调整以后的全年预算，执行率以它为分母。", example="305.68"),
    _figure("executed", "全年执行数", "全年实际支出。", example="286.66"),
    _figure("weight", "分数", "预算执行的满分，通常 10 分；没有的行印“-”。", example="10.00"),
    _figure(
        "execution_rate",
        "执行率",
        "全年执行数 ÷ 全年预算数，单位 %；有的地区的系统截取两位小数，有的四舍五入。",
        example="93.77",
    ),
    _figure("score", "得分", "预算执行得分：满分 × 执行率。", example="9.37"),
)
FUNDS_COLUMNS = tuple((field.key, field.label) for field in _FUNDS_LINE)
"""The six columns of 项目资金, key and label as printed."""

_LEVELS = (
    _choice("level1", "一级指标", "官方模板的一级指标。", LEVEL1_WITH_COST, required=True),
    _choice("level2", "二级指标", "官方模板的二级指标。", tuple(dict.fromkeys(_ALL_LEVEL2)), required=True),
    _text("name", "三级指标", "这一行指标的名称，照原件。", required=True, example="工作人员培训场次数"),
)
_EVALUATED_INDICATOR = (
    *_LEVELS,
    _text("target", "年度指标值", "年初定的目标值，照原件，符号和单位都保留。", example="≥3.00(次)"),
    _text("actual", "实际完成值", "年底完成的值，照原件。", example="40.00(次)"),
    _figure("weight", "分值", "这一行的满分。", example="2.00"),
    _figure("score", "得分", "这一行的得分。", example="2.00"),
    _text("reason", "偏差原因分析", "没有完成或偏差大的原因与改进措施。"),
)
_DECLARED_INDICATOR = (
    *_LEVELS,
    _text("target", "指标目标值", "申报的目标值，照原件。", example="=100%"),
)

NARRATIVES = ("summary", "verbatim")
"""summary: 目标、完成情况、原因 are restated by the editors (编者摘要); verbatim: they stand as in the document."""
REMARK_STATES = ("missing", "doubtful")
"""missing: the cell is cut off or illegible in the document; doubtful: read by meaning, see the note."""

_SOURCE = _group(
    "source",
    "来源",
    "这份表出自哪份文件。",
    (
        _text("document", "文件编号", "data/documents.yaml 里登记的编号。", required=True, example="'002'"),
        Field(
            "position",
            "第几份",
            Shape.INTEGER,
            "这份表在文件里是第几份，从 1 数起。",
            required=True,
            example="1",
        ),
        _choice(
            "narrative",
            "文字内容",
            "summary 是编者摘要，verbatim 是照录原文。单位自己公开时用 verbatim。",
            NARRATIVES,
            required=True,
        ),
    ),
    required=True,
)
_DATES = (
    _date("approved", "批复日期", "财政部门批复的日期，公开期限从这天算起。"),
    _date("published", "公开日期", "单位第一次公开这份表的日期。"),
    _date("publish_after", "不早于", "到这一天才可以公开。"),
)
_REMARKS = _list(
    "remarks",
    "整理说明",
    "原件缺失或存疑的格子，一格一条。",
    (
        Field("row", "行", Shape.INTEGER, "第几行指标，从 1 数起；不在指标表里就不写。", example="8"),
        _text("field", "字段", "哪个字段，例如 level2 或 funds.total.score。", required=True, example="level2"),
        _choice("state", "状态", "missing 原件缺失，doubtful 存疑。", REMARK_STATES, required=True),
        _text("note", "说明", "原件是什么样，为什么这样录入。", required=True),
    ),
)
_OBSERVATIONS = _list(
    "observations",
    "原件所见",
    "原件文字里看得见、摘要里看不见的问题，一处一条。",
    (
        Field("row", "行", Shape.INTEGER, "第几行指标，从 1 数起；不在指标表里就不写。", example="6"),
        _text(
            "field",
            "字段",
            "哪个字段，例如 goals.expected；在指标表里就写 row 和 reason。",
            required=True,
            example="reason",
        ),
        _text("rule", "规则编号", "属于检查规则的哪一条。", required=True, example="D02"),
        _text("note", "所见", "编者在原件中看到什么。", required=True),
    ),
)
_ANSWERS = _list(
    "answers",
    "单位说明",
    "单位对检查提示的回答，和提示一起公开。",
    (
        _text("rule", "规则编号", "检查规则的编号。", required=True, example="A01"),
        Field("row", "行", Shape.INTEGER, "第几行指标，从 1 数起；不针对某一行就不写。", example="3"),
        _text(
            "field",
            "字段",
            "哪个字段，例如 funds.total.execution_rate；这条规则在那里只有一处发现就不写。",
            example="funds.total.execution_rate",
        ),
        _text("text", "说明", "为什么数字没有错，或何时更正。", required=True),
    ),
)
_CORRECTIONS = _list(
    "corrections",
    "更正记录",
    "公开以后改动的数字，一处一条。",
    (
        Field("date", "日期", Shape.DATE, "更正的日期。", required=True, example="2024-03-31"),
        _text("field", "字段", "改了哪里，例如 funds.total.executed。", required=True),
        _text("name", "指标", "改的是某一行指标时，写那一行的名称：行号会变，名称不变。"),
        _text("old", "原为", "原来公开的值。"),
        _text("new", "改为", "现在的值。"),
        _text("reason", "原因", "为什么改。", required=True),
    ),
)


def _head(kind: str, example_title: str) -> tuple[Field, ...]:
    return (
        _choice("kind", "表种", "这份文件是哪种表。", (kind,), required=True),
        _text("title", "表名", "表头印的标题，照原件。", required=True, example=example_title),
        Field("year", "年度", Shape.YEAR, "预算年度。", required=True, example="2023"),
        _text("project", "项目名称", "照原件。", required=True, example="技能评价业务工作经费"),
    )


_PARTIES = (
    _text("department", "主管部门", "照原件，须在 data/units.yaml 登记。", required=True),
    _text("unit", "实施单位", "照原件，须在 data/units.yaml 登记。", required=True),
)

SELF_EVALUATION = (
    *_head("self_evaluation", "财政项目支出绩效自评价"),
    *_PARTIES,
    _group(
        "funds",
        "项目资金",
        "四行资金。",
        (
            _choice("amount_unit", "金额单位", "三个金额栏的单位。", ("万元", "元"), required=True),
            *(_group(key, label, f"“{label}”一行。", _FUNDS_LINE, required=True) for key, label in FUNDS_LINES),
        ),
        required=True,
    ),
    _group(
        "goals",
        "年度总体目标",
        "目标与完成情况。",
        (
            _text("expected", "预期目标", "年初写的目标。"),
            _text("achieved", "实际完成情况", "年底写的完成情况。"),
        ),
    ),
    _list("indicators", "绩效指标", "指标表，按原件的行序。", _EVALUATED_INDICATOR, required=True),
    _figure("total_weight", "合计分值", "合计行印的满分。", example="100"),
    _figure("total_score", "合计得分", "合计行印的总分。", example="91.37"),
    _choice("grade", "评分等级", "表上印的等级。", ("优", "良", "中", "差", "合格", "不合格")),
    _SOURCE,
    *_DATES,
    _REMARKS,
    _OBSERVATIONS,
    _ANSWERS,
    _CORRECTIONS,
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

TARGET_DECLARATION = (
    *_head("target_declaration", "财政项目支出绩效目标申报表"),
    _text("category", "项目类别", "照原件。", example="经常性项目"),
    *_PARTIES,
    _date("start", "计划开始日期", "项目计划开始的日期。"),
    _date("end", "计划完成日期", "项目计划完成的日期。"),
    _group(
        "amounts",
        "项目资金",
        "项目总额与年度申请额。",
        (
            _choice("amount_unit", "金额单位", "金额栏的单位。", ("元", "万元"), required=True),
            _choice(
                "amount_unit_basis",
                "单位依据",
                "printed：表上印着单位；inferred：表上没有，按数额判断。",
                ("printed", "inferred"),
                required=True,
            ),
            *(_figure(key, label, f"“{label}”一格。") for key, label in DECLARED_AMOUNTS),
        ),
        required=True,
    ),
    _group(
        "goals",
        "项目绩效目标",
        "项目总目标与年度总目标。",
        (
            _text("period", "目标期间", "项目总目标下印的期间。", example="2021年 - 2021年"),
            _text("overall", "项目总目标", "整个项目的目标。"),
            _text("annual", "年度总目标", "这一年的目标。"),
        ),
    ),
    _list("indicators", "绩效指标", "指标表，按原件的行序。", _DECLARED_INDICATOR, required=True),
    _SOURCE,
    *_DATES,
    _REMARKS,
    _OBSERVATIONS,
    _ANSWERS,
    _CORRECTIONS,
)

RECORD_FIELDS = {"self_evaluation": SELF_EVALUATION, "target_declaration": TARGET_DECLARATION}
"""Field table of a record by its ``kind``."""

KIND_LABELS = {"self_evaluation": "绩效自评价", "target_declaration": "绩效目标申报表"}
KIND_FOLDERS = {"self_evaluation": "evaluations", "target_declaration": "declarations"}
"""Folder under data/ and first part of the address, by kind."""

_SLUG = "永久的英文地址，定了不再改。"

UNIT_REGISTRY = (
    _list(
        "departments",
        "主管部门",
        "主管部门名录。",
        (
            _text("id", "地址", _SLUG, required=True, example="shanghai-renshe-ju"),
            _text("name", "名称", "全称，照原件。", required=True),
        ),
        required=True,
    ),
    _list(
        "units",
        "实施单位",
        "实施单位名录。",
        (
            _text("id", "地址", _SLUG, required=True, example="shanghai-jiuye-cujin-zhongxin"),
            _text("name", "名称", "全称，照原件。", required=True),
            _text("short", "简称", "窄屏上用的简称。", required=True),
            _text("department", "主管部门", "上面登记的主管部门的地址。", required=True),
        ),
        required=True,
    ),
)

DOCUMENT_REGISTRY = (
    _list(
        "documents",
        "来源文件",
        "收到的每份文件。",
        (
            _text("id", "编号", "记录里引用的编号。", required=True),
            _text("name", "文件名", "收到时的文件名。", required=True),
            _text("description", "说明", "是什么文件，谁的，哪一年。", required=True),
            _text("condition", "状况", "文字是怎么取得的，哪里不完整。"),
            _text(
                "url", "公开网址", "原件公开在哪里，http 开头；不知道就不写。", example="https://example.org/2023.pdf"
            ),
            _text("publisher", "公开单位", "谁公开的；不知道就不写。", example="示例市图书馆"),
            _date("published", "公开日期", "原件公开的日期；不知道就不写。"),
        ),
        required=True,
    ),
)

EXPECTED = (
    _list(
        "expected",
        "应公开的表",
        "应当有的表，一份一条；公开进度页拿它和已有的表对照。",
        (
            Field("year", "年度", Shape.YEAR, "预算年度。", required=True, example="2023"),
            _text("unit", "实施单位", "全称，须在 data/units.yaml 登记。", required=True),
            _choice("kind", "表种", "哪种表。", tuple(KIND_LABELS), required=True),
            _text("project", "项目名称", "照原件；和记录里的项目名称一字不差才算同一份。", required=True),
            _date("approved", "批复日期", "财政部门批复的日期；写了才能判断是否超期。"),
            _text(
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
    _list(
        "withdrawn",
        "撤下的表",
        "公开以后撤下或换了地址的表，一份一条；原来的地址留一页说明。",
        (
            _text(
                "form",
                "原来的地址",
                "去掉 .yaml 的文件位置。",
                required=True,
                example="evaluations/2023/shili-tushuguan/tushu-gouzhi",
            ),
            _text("project", "项目名称", "照原件。", required=True),
            Field("date", "日期", Shape.DATE, "撤下的日期。", required=True, example="2024-03-31"),
            _text("reason", "原因", "为什么撤下，读者会看到。", required=True),
            _text("moved_to", "现在的地址", "换了地址就写新的；没有就不写。"),
        ),
    ),
)

QUALITATIVE_RESULTS = tuple(result.value for result in Result)
_LEVEL1_WEIGHT = (
    _choice("level1", "一级指标", "一级指标。", LEVEL1_WITH_COST, required=True),
    Field("points", "分值", Shape.FIGURE, "这一级的分值。", required=True),
)

PROFILE = (
    _text("region", "地区", "这套口径适用的地区。", required=True),
    _choice(
        "rounding",
        "小数处理",
        "执行率和执行得分：truncate 截取，round 四舍五入。",
        ("truncate", "round"),
        required=True,
    ),
    _list(
        "grades",
        "等级",
        "从高到低；总分不低于 from 的归入这一等。",
        (
            _text("name", "等级", "等级的字。", required=True),
            Field("from", "下限", Shape.FIGURE, "下限，含。", required=True),
            _text("also", "另一种写法", "同一等在别的模板里印的字。", example="合格"),
        ),
        required=True,
    ),
    _list(
        "bands",
        "定性档次",
        "定性结果的得分下限，占分值的百分之几，含；上限是上一档的下限。",
        (
            _choice("result", "结果", "表上印的定性结果。", QUALITATIVE_RESULTS, required=True),
            Field("from", "下限", Shape.FIGURE, "占分值的百分之几，含。", required=True),
        ),
    ),
    _list("weights", "分值分配", "没有成本指标（一级）时各一级指标的分值。", _LEVEL1_WEIGHT),
    _list("weights_with_cost", "有成本指标时的分值分配", "成本指标作为一级指标时各一级指标的分值。", _LEVEL1_WEIGHT),
    _figure("weight_tolerance", "分值容差", "一级指标分值与上面的分配相差超过几分才提示。", example="10"),
    _figure("execution_weight", "预算执行分值", "预算执行的满分。", example="10"),
    _figure("ratio_tolerance", "比例容差", "按比例得分允许相差几分，因为系统截取、人工四舍五入。", example="0.02"),
    _figure("overshoot_percent", "超额界限", "实际达到目标的百分之几起算偏差大。", example="130"),
    _choice("overshoot", "超额处理", "explain：写明原因，不扣分；deduct：可以扣分。", ("explain", "deduct")),
    Field("cost_required_from", "成本指标起始年度", Shape.YEAR, "从哪一年起要有成本指标；不写就不检查。"),
    _figure("rate_threshold", "执行率界限", "执行率低于百分之几要说明原因。", example="90"),
    _list("categories", "项目类别", "申报表可用的项目类别。", (_text("name", "类别", "表上印的字。", required=True),)),
)


def find_field(path: str, fields: tuple[Field, ...]) -> Field | None:
    """The field at a path such as ``indicators.3.score``; None where the table has none."""
    found = None
    for part in (part for part in path.split(".") if not part.isdecimal()):
        found = next((item for item in fields if item.key == part), None)
        if found is None:
            return None
        fields = found.fields
    return found


def label_of(path: str, fields: tuple[Field, ...], row_name: str = "") -> str:
    """The Chinese labels along a path, as the official form prints them: 绩效指标 › 第 2 行“图书借阅量” › 得分.

    ``row_name`` is the name of the row the path is in.
    """
    labels = []
    for part in path.split("."):
        if part.isdecimal():
            labels.append(f"第 {part} 行“{row_name}”" if row_name else f"第 {part} 行")
            continue
        found = next((item for item in fields if item.key == part), None)
        if found is None:
            return path
        labels.append(found.label.removeprefix("其中："))
        fields = found.fields
    return " › ".join(labels)
