"""Forms as other provinces lay them out, with all that goes wrong in offices; invented places, made into files by code.

A table is written row by row: cells between bars, ``*3`` behind a text for three columns, ``^2`` for two rows, ``⏎``
for a new line in a cell. A line that begins with ``#`` stands outside the table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.importer.invented import Box, Table

_SPAN = re.compile(r"(?:\*(\d+))?(?:\^(\d+))?$")
Figures = tuple[str, ...]


def table(text: str) -> Table:
    """The rows of a table."""
    return [[_box(part) for part in line.split("|")] for line in text.strip().split("\n") if not line.startswith("#")]


def _box(part: str) -> Box:
    found = _SPAN.search(part.strip())
    columns, rows = (int(found[n] or 1) for n in (1, 2)) if found else (1, 1)
    return Box(_SPAN.sub("", part.strip()).replace("⏎", "\n"), columns, rows)


def around(text: str) -> tuple[list[str], list[str]]:
    """The lines above and below the table."""
    lines = text.strip().split("\n")
    first = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    outside = [(number, line[1:].strip()) for number, line in enumerate(lines) if line.startswith("#")]
    return [line for number, line in outside if number < first], [line for number, line in outside if number > first]


@dataclass(frozen=True)
class Nasty:
    """A form as laid out, and what it says."""

    text: str
    head: dict[str, str]
    """Path and value outside the tables."""
    money: str = ""
    """Rows of money: label, then figures by the keys of the first line."""
    rows: str = ""
    """Indicators: values by the keys of the first line."""
    kind: str = "self_evaluation"
    others: dict[str, str] = field(default_factory=dict)

    @property
    def wanted(self) -> dict[str, str]:
        """Every cell by its path; the rows of money under ``money.LABEL``."""
        cells = dict(self.head)
        for label, *values in _lines(self.money)[1:]:
            cells |= {
                f"money.{label}.{key}": value for key, value in zip(_lines(self.money)[0][1:], values, strict=True)
            }
        for number, values in enumerate(_lines(self.rows)[1:], 1):
            cells |= {f"indicators.{number}.{key}": v for key, v in zip(_lines(self.rows)[0], values, strict=True)}
        return {path: value.replace("⏎", "\n") for path, value in cells.items() if value}


def _lines(text: str) -> list[list[str]]:
    return [[part.strip() for part in line.split("|")] for line in text.strip().split("\n")] if text.strip() else [[]]


HEBEI = Nasty(
    """
#附件3
部门预算项目绩效自评表（2022年度）*9
填报单位：青禾县公路站（盖章）*5|单位：万元*4
一、基本情况*9
项目名称*2|农村公路日常养护*3|主管部门|青禾县交通运输局*3
实施单位*2|青禾县公路站*3|项目负责人及电话|某甲 13800000000*3
二、预算执行情况*9
项目资金*2^5| |年初预算数|全年预算数（A）|全年执行数（B）|分值（10分）|执行率（B/A）|得分
年度资金总额|300|280.5|277.25|10|98.84%|9.88
其中：当年财政拨款|280|260.5|257.25|—|98.75%|—
上年结转资金|20|20|20|—|100%|—
其他资金|0|0|0|—|—|—
三、目标完成情况*9
年度总体目标*2^2|预期目标*3|实际完成情况*4
养护农村公路一百二十公里，路面完好。*3|养护一百二十二公里，完好率达到要求。*4
四、绩效指标*9
一级指标|二级指标|三级指标*2|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
产出指标（50分）^4|数量指标|指标1：养护里程*2|≥120公里|122公里|20|20|无
质量指标|指标1：路面完好率*2|≥90％|91.5％|10|10|无
时效指标|指标1：病害处置及时率*2|100%|96%|10|9.6|雨季连续作业受阻，⏎已加派一个班组。
成本指标|指标1：每公里养护成本*2|≤2.3万元|2.27万元|10|10|无
效益指标（30分）^2|社会效益指标|指标1：因路况引发的事故*2|0起|0起|15|15|无
可持续影响指标|指标1：养护制度健全性*2|健全|健全|15|15|无
满意度指标（10分）|服务对象满意度指标|指标1：沿线村民满意度*2|≥90%|93%|10|10|无
总分*6|100|99.48|
#填表人：某乙    联系电话：0000-0000000    填报日期：2023年3月1日
""",
    {
        "project": "农村公路日常养护",
        "department": "青禾县交通运输局",
        "unit": "青禾县公路站",
        "year": "2022",
        "funds.amount_unit": "万元",
        "goals.expected": "养护农村公路一百二十公里，路面完好。",
        "goals.achieved": "养护一百二十二公里，完好率达到要求。",
        "total_weight": "100",
        "total_score": "99.48",
    },
    """
label|initial_budget|adjusted_budget|executed|weight|execution_rate|score
年度资金总额|300|280.5|277.25|10|98.84%|9.88
其中：当年财政拨款|280|260.5|257.25|—|98.75%|—
上年结转资金|20|20|20|—|100%|—
其他资金|0|0|0|—|—|—
""",
    """
level1|level2|name|target|actual|weight|score|reason
产出指标（50分）|数量指标|指标1：养护里程|≥120公里|122公里|20|20|无
产出指标（50分）|质量指标|指标1：路面完好率|≥90％|91.5％|10|10|无
产出指标（50分）|时效指标|指标1：病害处置及时率|100%|96%|10|9.6|雨季连续作业受阻，⏎已加派一个班组。
产出指标（50分）|成本指标|指标1：每公里养护成本|≤2.3万元|2.27万元|10|10|无
效益指标（30分）|社会效益指标|指标1：因路况引发的事故|0起|0起|15|15|无
效益指标（30分）|可持续影响指标|指标1：养护制度健全性|健全|健全|15|15|无
满意度指标（10分）|服务对象满意度指标|指标1：沿线村民满意度|≥90%|93%|10|10|无
""",
)
"""Hebei: annex above, unit in a corner, sections of their own, A and B, points in labels, 指标1：, 无 for no reason."""

SICHUAN = Nasty(
    """
#附表2
部门预算项目支出绩效自评表（2023年度）*10
项目名称*2|51000021Y000000000001-候鸟保护监测*8
主管部门*2|青禾县林业局*3|实施单位（盖章）*2|青禾县湿地中心*3
项目基本情况*2^2|1.项目年度目标完成情况*2^2|项目年度目标*3|年度目标完成情况*3
监测候鸟种群，保护越冬地。*3|监测四期，越冬地没有退化。*3
预算执行情况（10分）*2^6|年度预算数（万元）|年初预算|调整后预算数|预算执行数|预算执行率|权重|得分|原因
总额|46.5|45|44.1|98.00%|10|9.8|
其中：财政资金|46.5|45|44.1|98.00%|/|/|
财政专户管理资金| | | | |/|/|
单位资金| | | | |/|/|
其他资金| | | | |/|/|
一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|权重|得分|未完成原因分析
产出指标^3|数量指标|监测期数|＝|4|期|4|20|20|
质量指标|数据合格率|≥|95|%|97|20|20|
时效指标|报告提交时间|＝|12|月|12|10|10|
效益指标^2|生态效益指标|越冬地面积|≥|1200|亩|1,180|20|18.5|北侧滩涂淤积，明年疏浚。
社会效益指标|公众知晓度|定性|提高| |提高|10|10|
满意度指标|服务对象满意度指标|观鸟者满意度|≥|90|%|94|10|10|
合计*7|100|98.3|
评价结论|总体完成较好，经费使用合规。*9
存在问题|滩涂淤积影响越冬地面积。*9
改进措施|列入明年疏浚计划。*9
#项目负责人：某甲        财务负责人：某乙
""",
    {
        "project": "51000021Y000000000001-候鸟保护监测",
        "department": "青禾县林业局",
        "unit": "青禾县湿地中心",
        "year": "2023",
        "funds.amount_unit": "万元",
        "goals.expected": "监测候鸟种群，保护越冬地。",
        "goals.achieved": "监测四期，越冬地没有退化。",
        "total_weight": "100",
        "total_score": "98.3",
        "report.conclusion": "总体完成较好，经费使用合规。",
        "report.problems": "滩涂淤积影响越冬地面积。",
        "report.measures": "列入明年疏浚计划。",
    },
    """
label|initial_budget|adjusted_budget|executed|execution_rate|weight|score
总额|46.5|45|44.1|98.00%|10|9.8
其中：财政资金|46.5|45|44.1|98.00%|/|/
财政专户管理资金|||||/|/
单位资金|||||/|/
其他资金|||||/|/
""",
    """
level1|level2|name|nature|target|unit|actual|weight|score|reason
产出指标|数量指标|监测期数|＝|4|期|4|20|20|
产出指标|质量指标|数据合格率|≥|95|%|97|20|20|
产出指标|时效指标|报告提交时间|＝|12|月|12|10|10|
效益指标|生态效益指标|越冬地面积|≥|1200|亩|1,180|20|18.5|北侧滩涂淤积，明年疏浚。
效益指标|社会效益指标|公众知晓度|定性|提高||提高|10|10|
满意度指标|服务对象满意度指标|观鸟者满意度|≥|90|%|94|10|10|
""",
)
"""Sichuan: goals first, weight behind the rate, own columns for sign and unit, conclusions, signatures."""

SHANXI = Nasty(
    """
2023年度项目支出绩效自评表*10
项目名称|校园直饮水改造*5|自评得分|96.5*3
主管部门|青禾县教育局*5|预算单位|青禾县第二小学*3
资金情况（万元）^5|资金来源*2|年初预算数|全年预算数|到位数|全年执行数|预算执行率(%)|分值|得分
年度资金总额*2|18|18|18|17.1|95|10|9.5
其中：中央资金*2|0|0|0|0|0|-|-
县级资金*2|18|18|18|17.1|95|-|-
其他资金*2|0|0|0|0|0|-|-
年度总体目标^2|年初设定目标*4|全年完成情况*5
六栋教学楼装上直饮水机，学生喝上合格的水。*4|六栋楼全部装好，水质检测合格。*5
绩效指标^8|一级指标|二级指标|三级指标|年度指标值|全年完成值|分值|得分|评分标准|未完成原因及改进措施
产出指标^3|数量|直饮水机数|＝24台|24台|20|20|每少一台扣一分|
质量|水质合格率|＝100%|100%|20|20|不合格不得分|
时效|完工时间|8月31日前|9月12日|10|7|每晚一天扣零点二五分|设备到货晚，下次提前招标。
效益指标^2|社会效益|学生饮水便利程度|明显改善|明显改善|15|15|按程度打分|
可持续影响|管护机制|健全|健全|15|15|按程度打分|
满意度|学生满意度|学生及家长满意度|≥92%|95.3%|10|10|按比例打分|
总分*5|100|96.5| |
#单位负责人（签字）：        填表人：某丙        填表日期：2024.2.20
""",
    {
        "project": "校园直饮水改造",
        "department": "青禾县教育局",
        "unit": "青禾县第二小学",
        "year": "2023",
        "self_score": "96.5",
        "goals.expected": "六栋教学楼装上直饮水机，学生喝上合格的水。",
        "goals.achieved": "六栋楼全部装好，水质检测合格。",
        "funds.amount_unit": "万元",
        "total_weight": "100",
        "total_score": "96.5",
    },
    """
label|initial_budget|adjusted_budget|received|executed|execution_rate|weight|score
年度资金总额|18|18|18|17.1|95|10|9.5
其中：中央资金|0|0|0|0|0|-|-
县级资金|18|18|18|17.1|95|-|-
其他资金|0|0|0|0|0|-|-
""",
    """
level1|level2|name|target|actual|weight|score|rule|reason
产出指标|数量|直饮水机数|＝24台|24台|20|20|每少一台扣一分|
产出指标|质量|水质合格率|＝100%|100%|20|20|不合格不得分|
产出指标|时效|完工时间|8月31日前|9月12日|10|7|每晚一天扣零点二五分|设备到货晚，下次提前招标。
效益指标|社会效益|学生饮水便利程度|明显改善|明显改善|15|15|按程度打分|
效益指标|可持续影响|管护机制|健全|健全|15|15|按程度打分|
满意度|学生满意度|学生及家长满意度|≥92%|95.3%|10|10|按比例打分|
""",
)
"""Shanxi: money that arrived, sources by level of government, rules of scoring, short names of levels."""

JILIN = Nasty(
    """
#青禾县2021年度项目支出绩效自评表
项目名称*2|冬季清雪*7
主管部门*2|青禾县城管局*3|实施单位|青禾县环卫所*3
项目资金⏎（元）*2^5|资金性质|年初⏎预算数|全年⏎预算数|全年⏎执行数|分值|执行⏎率|得分
年度资金⏎总额|1,200,⏎000.00|1,150,⏎000.00|1,092,⏎500.00|10|95％|9.5
一般公共预算|1,200,000.00|1,150,000.00|1,092,500.00| | |
政府性基金|0.00|0.00|0.00| | |
其他资金|0.00|0.00|0.00| | |
绩效目标*2^2|年初目标*3|实际完成情况*4
主街下雪后六小时内清完。*3|下雪十一场，都在六小时内清完。*4
一级指标|二级指标|三级指标|分值|年度指标值*2|实际完成值*2|得分
总分| | |100| *2| *2|９９．５
产出指标^3|数量指标|清雪场次|15|≥10　场*2|11 场*2|15
质量指标|清雪合格率|２０|≥９５％*2|９８％*2|２０
时效指标|六小时内清完比例|20|100%*2|100%*2|20
效益指标|社会效益指标|主街雪天通行|25|正常*2|正常*2|25
满意度指标|服务对象满意度|市民满意度|10|≥85%*2|88%*2|10
""",
    {
        "project": "冬季清雪",
        "department": "青禾县城管局",
        "unit": "青禾县环卫所",
        "year": "2021",
        "funds.amount_unit": "元",
        "goals.expected": "主街下雪后六小时内清完。",
        "goals.achieved": "下雪十一场，都在六小时内清完。",
        "total_weight": "100",
        "total_score": "99.5",
    },
    """
label|initial_budget|adjusted_budget|executed|weight|execution_rate|score
年度资金总额|1,200,000.00|1,150,000.00|1,092,500.00|10|95％|9.5
一般公共预算|1,200,000.00|1,150,000.00|1,092,500.00|||
政府性基金|0.00|0.00|0.00|||
其他资金|0.00|0.00|0.00|||
""",
    """
level1|level2|name|weight|target|actual|score
产出指标|数量指标|清雪场次|15|≥10 场|11 场|15
产出指标|质量指标|清雪合格率|20|≥９５％|９８％|20
产出指标|时效指标|六小时内清完比例|20|100%|100%|20
效益指标|社会效益指标|主街雪天通行|25|正常|正常|25
满意度指标|服务对象满意度|市民满意度|10|≥85%|88%|10
""",
)
"""Jilin: 元, line breaks inside numbers and heads, wide digits, hard spaces, the total right below a damaged head."""

HUNAN = Nasty(
    """
#附件1
部门整体支出绩效自评表*10
（2022年度）*10
预算单位名称|青禾县粮食和物资储备中心*9
年度预算申请（万元）^7|　*2|年初预算数|全年预算数|全年执行数|分值|执行率|得分*2
年度资金总额*2|812.6|840|831.6|10|99%|9.9*2
按收入性质分：*4|按支出性质分：*5
其中：一般公共预算：800*4|其中：基本支出：520*5
政府性基金拨款：0*4|项目支出：320*5
纳入专户管理的非税收入拨款：0*4|　*5
其他资金：40*4|　*5
年度总体目标^2|预期目标*4|实际完成情况*5
管好储备粮，应急物资随时可用。*4|储备粮账实相符，应急物资调运两次。*5
绩效指标^6|一级指标|二级指标|三级指标*2|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
产出指标^3|数量指标|储备粮规模*2|3.2万吨|3.2万吨|20|20|
质量指标|储备粮达标率*2|100%|100%|20|20|
时效指标|轮换按期完成率*2|100%|95%|10|9|运力紧，一批晚三天。
效益指标|社会效益指标|应急物资调运保障*2|及时|及时|30|30|
满意度指标|服务对象满意度指标|种粮户满意度*2|≥90%|92%|10|10|
总分*7|100|98.9|
填表人：某甲*3|填报日期：2023年4月10日*3|联系电话：00000000*2|单位负责人签字：某乙*2
""",
    {
        "kind": "whole_department",
        "unit": "青禾县粮食和物资储备中心",
        "year": "2022",
        "goals.expected": "管好储备粮，应急物资随时可用。",
        "goals.achieved": "储备粮账实相符，应急物资调运两次。",
        "total_weight": "100",
        "total_score": "98.9",
        "funds.amount_unit": "万元",
    },
    """
label|initial_budget|adjusted_budget|executed|weight|execution_rate|score
年度资金总额|812.6|840|831.6|10|99%|9.9
""",
    """
level1|level2|name|target|actual|weight|score|reason
产出指标|数量指标|储备粮规模|3.2万吨|3.2万吨|20|20|
产出指标|质量指标|储备粮达标率|100%|100%|20|20|
产出指标|时效指标|轮换按期完成率|100%|95%|10|9|运力紧，一批晚三天。
效益指标|社会效益指标|应急物资调运保障|及时|及时|30|30|
满意度指标|服务对象满意度指标|种粮户满意度|≥90%|92%|10|10|
""",
    kind="whole_department",
)
"""Hunan: a whole department, income and spending side by side with their figures inside the labels."""

CHONGQING = Nasty(
    """
2023年度部门整体绩效自评表*9
部门(单位)名称|青禾县卫生健康局*3|部门联系人|某甲|联系电话|00000000*2
部门预算⏎（万元）^4|　|年初预算数|全年预算数|全年执行数|执行率(%)|执行率权重(%)|执行率得分*2
部门支出总额|5,120.40|5,300.00|5,247.00|99|10|9.9*2
其中：基本支出|3,100.00|3,120.00|3,118.00|99.94| | *2
项目支出|2,020.40|2,180.00|2,129.00|97.66| | *2
当年整体绩效目标^2|年初绩效目标*4|目标实际完成情况*4
基层就诊更方便，疫苗接种到位。*4|乡镇卫生院开足科室，接种率达标。*4
指标名称|计量单位|指标性质|年初指标值|全年完成值|得分系数(%)|权重|得分|说明
乡镇卫生院标准科室开设率|%|≥|95|96|100|30|30|
适龄儿童疫苗接种率|%|≥|95|97.2|100|30|30|
医疗废物违规处置|次|＝|0|1|50|20|10|一家诊所未按时交运，已处理。
群众就诊满意度|%|≥|88|90|100|10|10|
合计*6|90|80|
""",
    {
        "kind": "whole_department",
        "department": "青禾县卫生健康局",
        "year": "2023",
        "goals.expected": "基层就诊更方便，疫苗接种到位。",
        "goals.achieved": "乡镇卫生院开足科室，接种率达标。",
        "funds.amount_unit": "万元",
        "total_weight": "90",
        "total_score": "80",
    },
    """
label|initial_budget|adjusted_budget|executed|execution_rate|weight|score
部门支出总额|5,120.40|5,300.00|5,247.00|99|10|9.9
其中：基本支出|3,100.00|3,120.00|3,118.00|99.94||
项目支出|2,020.40|2,180.00|2,129.00|97.66||
""",
    """
name|unit|nature|target|actual|weight|score|rule
乡镇卫生院标准科室开设率|%|≥|95|96|30|30|
适龄儿童疫苗接种率|%|≥|95|97.2|30|30|
医疗废物违规处置|次|＝|0|1|20|10|一家诊所未按时交运，已处理。
群众就诊满意度|%|≥|88|90|10|10|
""",
    kind="whole_department",
)
"""Chongqing: a whole department without levels, a factor of scoring nobody else prints."""

SHAANXI = Nasty(
    """
#附件2：
省级部门预算项目支出绩效目标表*8
（2024年度）*8
项目名称*2|渭北旱塬集雨窖建设*6
主管部门及代码*2|123-青禾县水务局*2|实施单位*2|青禾县抗旱服务队*2
项目属性*2|新增项目*2|项目期*2|2024-2026*2
项目资金⏎（万元）*2^4|中期资金总额：|360*2|年度资金总额：*2|120
其中：财政拨款|300*2|其中：财政拨款*2|100
其他资金|60*2|其他资金*2|20
|||||
总体目标*2^2|中期目标（2024年—2026年）*3|年度目标*3
建集雨窖六百口，缓解三个乡镇吃水难。*3|建集雨窖二百口。*3
绩效指标^6|一级指标|二级指标|三级指标|中期指标值|三级指标|年度指标值*2
产出指标^3|数量指标|建成窖数|600口|建成窖数|200口*2
质量指标|验收合格率|100%|验收合格率|100%*2
时效指标|完成时限|2026年12月前|完成时限|2024年12月前*2
效益指标|社会效益指标|受益人口|1.8万人|受益人口|0.6万人*2
满意度指标|服务对象满意度指标|受益户满意度|≥90%|受益户满意度|≥90%*2
""",
    {
        "kind": "target_declaration",
        "project": "渭北旱塬集雨窖建设",
        "unit": "青禾县抗旱服务队",
        "year": "2024",
        "amounts.amount_unit": "万元",
        "amounts.project_total": "360",
        "amounts.project_fiscal": "300",
        "amounts.project_other": "60",
        "amounts.annual_total": "120",
        "amounts.annual_fiscal": "100",
        "amounts.annual_other": "20",
        "goals.overall": "建集雨窖六百口，缓解三个乡镇吃水难。",
        "goals.annual": "建集雨窖二百口。",
    },
    "",
    """
level1|level2|name|overall_target|target
产出指标|数量指标|建成窖数|600口|200口
产出指标|质量指标|验收合格率|100%|100%
产出指标|时效指标|完成时限|2026年12月前|2024年12月前
效益指标|社会效益指标|受益人口|1.8万人|0.6万人
满意度指标|服务对象满意度指标|受益户满意度|≥90%|≥90%
""",
    kind="target_declaration",
)
"""Shaanxi: a declaration with medium term and year side by side, the name of the indicator printed twice."""

ANHUI = Nasty(
    """
#项目支出绩效自评表
#（2022年度）
项目名称|农家书屋补充更新*8
主管部门|219-青禾县文旅局*3|实施单位|219001-青禾县图书馆*4
项目资金⏎（万元）^6|　*2|全年预算数|全年执行数|分值|执行率|得分*2
年度资金总额：*2|12.00|12.00|10|100.00%|10*2
其中：本年财政拨款*2|12.00|12.00|—|100.00%|—*2
其中：中央补助*2|8.00|8.00|—|100.00%|—*2
上年结转资金*2|0.00|0.00|—|—|—*2
其他资金*2|0.00|0.00|—|—|—*2
年度总体目标^2|预期目标*4|实际完成情况*4
一百二十家书屋各补充图书六十种以上，办好读书活动。*4|补充图书七千四百册，办读书活动一百三十场。*4
绩效指标^8|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析
产出指标⏎（50分）^3|数量指标|补充种数|≥60种/家|62种/家|20|20|
质量指标|正版率|＝100%|100%|15|15|
时效指标|补充完成时间|11月底前|11月20日|15|15|
效益指标⏎（30分）^2|社会效益⏎指标|书屋借阅人次|≥3万人次|2.4万人次|15|12|暑期书屋屋顶⏎维修，关了一个月，⏎已修好。
可持续影响指标|管理员队伍|稳定|基本稳定|15|13|三名管理员外出，已补。
满意度指标⏎（10分）|服务对象满意度指标|读者满意度|≥90%|≥90%|10|10|
总分*6|100|95|
""",
    {
        "project": "农家书屋补充更新",
        "department": "219-青禾县文旅局",
        "unit": "219001-青禾县图书馆",
        "year": "2022",
        "goals.expected": "一百二十家书屋各补充图书六十种以上，办好读书活动。",
        "goals.achieved": "补充图书七千四百册，办读书活动一百三十场。",
        "total_weight": "100",
        "total_score": "95",
        "funds.amount_unit": "万元",
    },
    """
label|adjusted_budget|executed|weight|execution_rate|score
年度资金总额：|12.00|12.00|10|100.00%|10
其中：本年财政拨款|12.00|12.00|—|100.00%|—
其中：中央补助|8.00|8.00|—|100.00%|—
上年结转资金|0.00|0.00|—|—|—
其他资金|0.00|0.00|—|—|—
""",
    """
level1|level2|name|target|actual|weight|score|reason
产出指标（50分）|数量指标|补充种数|≥60种/家|62种/家|20|20|
产出指标（50分）|质量指标|正版率|＝100%|100%|15|15|
产出指标（50分）|时效指标|补充完成时间|11月底前|11月20日|15|15|
效益指标（30分）|社会效益指标|书屋借阅人次|≥3万人次|2.4万人次|15|12|暑期书屋屋顶⏎维修，关了一个月，⏎已修好。
效益指标（30分）|可持续影响指标|管理员队伍|稳定|基本稳定|15|13|三名管理员外出，已补。
满意度指标（10分）|服务对象满意度指标|读者满意度|≥90%|≥90%|10|10|
""",
)
"""Anhui: no 年初 column, codes before names, levels wrapped inside their cells."""

TWO_ROW_HEAD = Nasty(
    """
2023年项目绩效目标自评表*9
项目名称*2|村卫生室药柜更新*3|主管部门|青禾县卫生健康局*3
实施单位*2|青禾县妇幼保健院*3|项目类别|其他运转类*3
项目资金（万元）*2^4|　^2|预算数*2|执行数^2|执行率^2|分值^2|得分^2
年初预算数|全年预算数
年度资金总额|9.60|9.60|8.64|90.00|10|9.00
财政拨款|9.60|9.60|8.64|90.00|-|-
年度总体目标*2|更换三十二个村卫生室的药柜。*7
完成情况*2|换了二十九个，三个村合并后不再需要。*7
绩效指标^2|一级指标^2|二级指标^2|三级指标^2|指标值*2|分值^2|得分^2|备注^2
年初指标值|实际完成值
绩效指标^4|产出指标^2|数量指标|更换药柜数|32个|29个|30|27.18|合并了三个村
质量指标|药柜验收合格率|100%|100%|20|20|
效益指标|社会效益指标|药品存放条件|改善|改善|30|30|
满意度指标|服务对象满意度指标|村医满意度|≥90%|96%|10|10|
合计*6|100|96.18|
评价等级*2|优*7
""",
    {
        "project": "村卫生室药柜更新",
        "department": "青禾县卫生健康局",
        "unit": "青禾县妇幼保健院",
        "category": "其他运转类",
        "year": "2023",
        "goals.expected": "更换三十二个村卫生室的药柜。",
        "goals.achieved": "换了二十九个，三个村合并后不再需要。",
        "total_weight": "100",
        "total_score": "96.18",
        "grade": "优",
        "funds.amount_unit": "万元",
    },
    """
label|initial_budget|adjusted_budget|executed|execution_rate|weight|score
年度资金总额|9.60|9.60|8.64|90.00|10|9.00
财政拨款|9.60|9.60|8.64|90.00|-|-
""",
    """
level1|level2|name|target|actual|weight|score|rule
产出指标|数量指标|更换药柜数|32个|29个|30|27.18|合并了三个村
产出指标|质量指标|药柜验收合格率|100%|100%|20|20|
效益指标|社会效益指标|药品存放条件|改善|改善|30|30|
满意度指标|服务对象满意度指标|村医满意度|≥90%|96%|10|10|
""",
)
"""Heads over two rows, goals beside their labels, a remark for a reason."""

ALL = {
    "hebei": HEBEI, "sichuan": SICHUAN, "shanxi": SHANXI, "jilin": JILIN, "hunan": HUNAN, "chongqing": CHONGQING,
    "shaanxi": SHAANXI, "anhui": ANHUI, "two-row head": TWO_ROW_HEAD,
}  # fmt: skip
