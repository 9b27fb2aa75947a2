"""Invented forms of invented places, laid out as regions lay theirs out; every test file is made from them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

Row = tuple[str, str, str, str, str, str, str, str]
"""Level 1, level 2, name, target, actual, weight, score, reason."""


@dataclass(frozen=True)
class Form:
    """What a form says, whatever its layout."""

    project: str = "河道清淤与护岸维护经费"
    department: str = "示例州水利局"
    unit: str = "示例州河湖管护站"
    year: str = "2022"
    title: str = "项目支出绩效自评表"
    funds: tuple[tuple[str, ...], ...] = (
        ("120.00", "100.00", "87.60", "10", "87.60", "8.76"),
        ("100.00", "90.00", "80.60", "-", "89.55", "-"),
        ("20.00", "10.00", "7.00", "-", "70.00", "-"),
        ("0.00", "0.00", "0.00", "-", "0.00", "-"),
    )
    expected: str = "全年清理三条河段的淤泥，修补护岸，让沿岸村庄汛期不再进水。"
    achieved: str = "三条河段清淤完工，护岸修补两处，汛期沿岸没有村庄进水。"
    rows: tuple[Row, ...] = (
        ("产出指标", "数量指标", "清淤河段数", "≥3条", "3条", "15", "15", ""),
        (
            "产出指标",
            "数量指标",
            "护岸修补处数",
            "=3处",
            "2处",
            "10",
            "6.66",
            "第三处因汛期水位高改到明年枯水期，已列入年初计划。",
        ),
        ("产出指标", "质量指标", "清淤验收合格率", "≥98%", "100%", "15", "15", ""),
        ("产出指标", "时效指标", "完工及时率", "100%", "达成指标", "10", "10", ""),
        ("效益指标", "社会效益指标", "沿岸村庄进水次数", "=0次", "0次", "15", "15", ""),
        ("效益指标", "可持续影响指标", "管护队伍健全性", "健全", "达成指标", "15", "13", "人手还缺两名，正在招录。"),
        ("满意度指标", "服务对象满意度指标", "沿岸居民满意度", "≥90%", "92.5%", "10", "10", ""),
    )
    total_weight: str = "100"
    total_score: str = "93.42"
    grade: str = "优"


LEVELLED = Form()
OTHER = Form(
    project="古树名木保护",
    department="示例州林业局",
    unit="示例州古树保护中心",
    funds=(
        ("1,200.50", "1,200.50", "1,180.00", "10.00", "98.29", "9.82"),
        ("1,200.50", "1,200.50", "1,180.00", "-", "98.29", "-"),
        ("0.00", "0.00", "0.00", "-", "-", "-"),
        ("0.00", "0.00", "0.00", "-", "-", "-"),
    ),
    expected="给全州登记在册的古树建档挂牌，救治长势弱的古树。",
    achieved="建档挂牌做完，弱势古树救治了四十八株。",
    rows=(
        ("产出指标", "数量指标", "建档挂牌株数", "≥360株", "372株", "20.00", "20.00", ""),
        ("产出指标", "质量指标", "救治存活率", "≥95%", "97.9%", "20.00", "20.00", ""),
        ("产出指标", "成本指标", "单株救治费用", "≤1.2万元", "1.1万元", "10.00", "10.00", ""),
        ("效益指标", "生态效益指标", "古树生长环境", "改善", "达成指标", "30.00", "27.00", "有六株周边还在施工。"),
        ("满意度指标", "服务对象满意度指标", "村民满意度", "≥85%", "88%", "10.00", "10.00", ""),
    ),
    total_score="96.82",
)


@dataclass(frozen=True)
class Layout:
    """How a region prints its form."""

    columns: tuple[str, ...] = ("level1", "level2", "name", "target", "actual", "weight", "score", "reason")
    labels: dict[str, str] = field(default_factory=dict)
    fund_columns: tuple[str, ...] = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    fund_labels: tuple[str, ...] = ("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金")
    unit_label: str = "项目资金（万元）"
    goal_labels: tuple[str, str] = ("预期目标", "实际完成情况")
    head_labels: tuple[str, str, str] = ("项目名称", "主管部门", "实施单位")
    has_section: bool = False
    """A column of its own on the left says 绩效指标."""
    has_points: bool = False
    """Level names carry their points: 产出指标（50分）."""
    grade_label: str = "评分等级"
    total_label: str = "总分"
    texts: tuple[tuple[str, str], ...] = ()


LABELS = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "target": "年度指标值",
    "actual": "实际完成值",
    "weight": "分值",
    "score": "得分",
    "reason": "偏差原因分析",
    "nature": "指标性质",
    "unit": "度量单位",
}
PLAIN = Layout()
CENTRAL = Layout(
    columns=("level1", "level2", "name", "weight", "target", "actual", "score", "reason"),
    labels={
        "weight": "分值",
        "target": "年度指标值(A)",
        "actual": "全年实际值(B)",
        "reason": "未完成原因及改进措施",
    },
    fund_columns=("年初预算数", "全年预算数(A)", "全年执行数(B)", "分值", "执行率(B/A)", "得分"),
    has_section=True,
)
"""V7: A/B columns, weight before the target, a section column."""
POINTED = Layout(has_points=True, fund_labels=("年度资金总额：", "其中：本年财政拨款", "上年结转资金", "其他资金"))
"""V4: points inside the labels of the levels."""
SPLIT_TARGET = Layout(
    columns=("level1", "level2", "name", "nature", "target", "unit", "actual", "weight", "score", "reason"),
    labels={"target": "指标值", "actual": "完成值", "weight": "权重", "reason": "未完成原因分析"},
    fund_columns=("年初预算", "调整后预算数", "预算执行数", "权重", "预算执行率", "得分"),
    fund_labels=("总额", "其中：财政资金", "上年结转", "其他资金"),
    unit_label="年度预算数（万元）",
    goal_labels=("项目年度目标", "年度目标完成情况"),
    has_section=True,
    grade_label="",
    total_label="合计",
    texts=(("评价结论", "按期完工，资金节约。"), ("存在问题", "护岸有一处未修。"), ("改进措施", "明年枯水期补上。")),
)
"""V6: 指标性质, 指标值 and 度量单位 apart; conclusion, problems, measures."""
LAYOUTS = {"plain": PLAIN, "central": CENTRAL, "pointed": POINTED, "split": SPLIT_TARGET}


@dataclass(frozen=True)
class Box:
    """One cell of a layout: text, columns and rows it covers."""

    text: str
    columns: int = 1
    rows: int = 1


Table = list[list[Box]]


def _parts(target: str) -> tuple[str, str, str]:
    """Nature, value and unit of a target."""
    sign = target[0] if target[0] in "≥≤=" else ("=" if target[0].isdigit() else "定性")
    rest = target.lstrip("≥≤=")
    digits = "".join(letter for letter in rest if letter.isdigit() or letter == ".")
    return (sign, digits, rest.removeprefix(digits)) if digits else (sign, rest, "")


def table_of(form: Form, layout: Layout = PLAIN) -> Table:
    """The rows of the official table; a merged cell stands once, where it begins."""
    width = len(layout.columns) + layout.has_section
    rows: Table = [
        [Box(layout.head_labels[0], 2), Box(form.project, width - 2)],
        [
            Box(layout.head_labels[1], 2),
            Box(form.department, 2),
            Box(layout.head_labels[2]),
            Box(form.unit, width - 5),
        ],
    ]
    rows += _funds(form, layout, width)
    half = (width - 2) // 2
    rows.append(
        [Box("年度总体目标", 2, 2), Box(layout.goal_labels[0], half), Box(layout.goal_labels[1], width - 2 - half)]
    )
    rows.append([Box(form.expected, half), Box(form.achieved, width - 2 - half)])
    rows += _indicators(form, layout)
    rows.append(_total(form, layout, width))
    if layout.grade_label:
        rows.append([Box(layout.grade_label, 2), Box(form.grade, width - 2)])
    rows += [[Box(label, 2), Box(text, width - 2)] for label, text in layout.texts]
    return rows


def _funds(form: Form, layout: Layout, width: int) -> Table:
    spare = width - 3 - len(layout.fund_columns)
    lead = 1 + max(spare, 0)
    head = [Box(layout.unit_label, 2, 5), Box("", lead), *(Box(label) for label in layout.fund_columns)]
    lines = [
        [Box(label, lead), *(Box(value) for value in values)]
        for label, values in zip(layout.fund_labels, form.funds, strict=True)
    ]
    return [head, *lines]


def _indicators(form: Form, layout: Layout) -> Table:
    labels = LABELS | layout.labels
    head = [Box(labels[key]) for key in layout.columns]
    if layout.has_section:
        head = [Box("绩效指标", 1, len(form.rows) + 1), *head]
    rows: Table = [head]
    for number, row in enumerate(form.rows):
        values = dict(
            zip(("level1", "level2", "name", "target", "actual", "weight", "score", "reason"), row, strict=True)
        )
        if "nature" in layout.columns:
            values["nature"], values["target"], values["unit"] = _parts(values["target"])
        boxes = []
        for key in layout.columns:
            if key in ("level1", "level2"):
                depth = 1 if key == "level1" else 2
                if number and form.rows[number - 1][:depth] == row[:depth]:
                    continue
                same = [other for other in form.rows if other[:depth] == row[:depth]]
                text = _pointed(form, row) if layout.has_points and depth == 1 else values[key]
                boxes.append(Box(text, 1, len(same)))
            else:
                boxes.append(Box(values[key]))
        rows.append(boxes)
    return rows


def _total(form: Form, layout: Layout, width: int) -> list[Box]:
    """总分, the full mark under the weights, the score under the scores."""
    places = [layout.columns.index(key) + layout.has_section for key in ("weight", "score")]
    boxes = [Box(layout.total_label, places[0]), Box(form.total_weight)]
    if places[1] - places[0] > 1:
        boxes.append(Box("", places[1] - places[0] - 1))
    boxes.append(Box(form.total_score))
    return [*boxes, Box("", width - places[1] - 1)] if width > places[1] + 1 else boxes


_FUND_KEYS = ("initial_budget", "adjusted_budget", "executed", "weight", "execution_rate", "score")
_ROW_KEYS = ("level1", "level2", "name", "target", "actual", "weight", "score", "reason")


def wanted(form: Form, layout: Layout = PLAIN) -> dict[str, str]:
    """Every cell the record should have, by its path; narrative too."""
    cells = {"project": form.project, "department": form.department, "unit": form.unit, "year": form.year}
    cells |= _wanted_funds(form, layout)
    cells |= {"goals.expected": form.expected, "goals.achieved": form.achieved}
    for number, row in enumerate(form.rows, 1):
        values = dict(zip(_ROW_KEYS, row, strict=True))
        if layout.has_points:
            values["level1"] = _pointed(form, row)
        if "nature" in layout.columns:
            values["nature"], values["target"], values["unit"] = _parts(values["target"])
        cells |= {f"indicators.{number}.{key}": value for key, value in values.items() if value}
    cells |= {"total_weight": form.total_weight, "total_score": form.total_score}
    if layout.grade_label:
        cells["grade"] = form.grade
    return cells | {f"report.{_REPORT[label]}": text for label, text in layout.texts}


_REPORT = {"评价结论": "conclusion", "存在问题": "problems", "改进措施": "measures"}


def _wanted_funds(form: Form, layout: Layout) -> dict[str, str]:
    """The official rows by their keys, rows of another form one after the other with their labels."""
    is_official = layout.fund_labels == PLAIN.fund_labels
    keys = ("total", "fiscal", "carryover", "other") if is_official else ("rows.1", "rows.2", "rows.3", "rows.4")
    cells: dict[str, str] = {}
    for key, label, figures in zip(keys, layout.fund_labels, form.funds, strict=True):
        cells |= {f"funds.{key}.{column}": value for column, value in zip(_FUND_KEYS, figures, strict=True)}
        cells |= {} if is_official else {f"funds.{key}.label": label}
    return cells


def _pointed(form: Form, row: Row) -> str:
    """Level 1 with the points of its rows in brackets."""
    points = sum(float(other[5]) for other in form.rows if other[0] == row[0])
    return f"{row[0]}（{points:g}分）"


def many_rows(count: int = 42) -> Form:
    """A form long enough to run over several pages of paper."""
    rows = []
    for number in range(1, count + 1):
        if number <= count // 2:
            levels = ("产出指标", "数量指标" if number <= count // 4 else "时效指标")
        else:
            levels = ("效益指标", "社会效益指标") if number <= count - 4 else ("满意度指标", "服务对象满意度指标")
        name = f"第{number}灌区支渠清淤维护及闸门启闭设备检修完成情况" if number % 5 == 0 else f"支渠{number}号清淤长度"
        rows.append((*levels, name, f"≥{number}.50公里", f"{number}.50公里", "2", "2", ""))
    rest = 90 - 2 * count
    rows[0] = (*rows[0][:5], str(2 + rest), str(2 + rest), "")
    return replace(LEVELLED, project="灌区支渠清淤", rows=tuple(rows), total_score="98.76")


FOUR_SECTIONS = replace(
    LEVELLED,
    project="乡镇中心园公用经费",
    department="示例州教育局",
    unit="示例州乡镇中心园",
    title="示例州本级部门项目支出绩效自评表",
    rows=(
        ("项目决策", "项目目标", "目标完整性", "完整", "完整", "4", "4", ""),
        ("项目决策", "项目立项", "立项依据充分性", "充分", "充分", "6", "6", ""),
        ("项目管理", "资金管理", "支付合规性", "合规", "合规", "15", "14", "有一笔票据补得晚。"),
        ("项目产出", "数量指标", "保障幼儿人数", "≥260人", "271人", "25", "25", ""),
        ("项目产出", "质量指标", "设施完好率", "≥95%", "96%", "10", "10", ""),
        ("项目效益", "社会效益指标", "就近入园情况", "改善", "改善", "20", "20", ""),
        ("项目效益", "服务对象满意度指标", "家长满意度", "≥90%", "95%", "10", "10", ""),
    ),
    total_score="97.76",
)
"""V8: the four sections 决策, 管理, 产出, 效益."""
