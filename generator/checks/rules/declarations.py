"""Owns family G: what only a target declaration (绩效目标申报表) can get wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.checks.check import Check, Family, row_hit
from generator.checks.finding import Hit, Lacking, Rule, Severity
from generator.checks.vocabulary import COST
from generator.forms.views import first_day, last_day, value_of
from generator.record.target import Comparator
from generator.record.values import HUNDREDTH

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from generator.checks.check import Verdict
    from generator.forms.views import DeclarationView

G01 = Rule(
    id="G01",
    severity=Severity.ERROR,
    weight=65,
    name="起止日期合理",
    found="起止日期对不上",
    tests="开始日期不晚于完成日期，项目期间盖住预算年度。",
    formula="开始 ≤ 完成；开始年度 ≤ 预算年度 ≤ 完成年度",
    basis="财预〔2015〕88号的申报表式。",
    bounds="没有容差。",
    example="2021 年度的项目，完成日期 2020-12-31。",
    silent_when="任一日期空白时算作未能检查。",
    question="起止日期是 {printed}，预算年度是 {expected}，哪一个对？",
    mend="改正日期。",
)


def _dates(view: DeclarationView) -> Iterator[Verdict]:
    start, end, year = first_day(view.form.start), last_day(view.form.end), view.form.year
    if start is None or end is None:
        yield Lacking("开始日期或完成日期空着。")
    elif start > end or not start.year <= year <= end.year:
        term = f"{view.form.start} 至 {view.form.end}"
        says = f"起止日期是 {term}，预算年度是 {year} 年。"
        yield Hit(says, field="start", printed=term, expected=f"{year} 年")


G02 = Rule(
    id="G02",
    severity=Severity.ERROR,
    weight=66,
    name="年度申请不超过项目总额",
    found="年度申请与项目总额对不上",
    tests="年度资金申请总额不大于项目资金总额；一年的项目两者相等。",
    formula="年度申请总额 ≤ 项目总额；起止在同一年 → 相等",
    basis="财预〔2015〕88号的申报表式。",
    bounds="相差 0.01 以内算对。",
    example="一年的项目，项目总额 200 万元，年度申请 150 万元。",
    silent_when="任一金额空白（归 D10）。",
    question="年度申请 {printed}，项目总额 {expected}，两个数是什么关系？",
    mend="核对两个金额和项目期间。",
)


def _annual(view: DeclarationView) -> Iterator[Verdict]:
    amounts, start, end = view.form.amounts, first_day(view.form.start), last_day(view.form.end)
    annual, total = value_of(amounts.annual_total), value_of(amounts.project_total)
    if annual is None or total is None:
        return
    is_one_year = start is not None and end is not None and start.year == end.year
    if annual > total + HUNDREDTH or (is_one_year and abs(annual - total) > HUNDREDTH):
        kind = "一年的项目" if is_one_year else "年度申请大于总额"
        says = f"年度资金申请总额 {amounts.annual_total}，项目资金总额 {amounts.project_total}（{kind}）。"
        printed, expected = str(amounts.annual_total), str(amounts.project_total)
        yield Hit(says, field="amounts.annual_total", printed=printed, expected=expected)


G03 = Rule(
    id="G03",
    severity=Severity.WARNING,
    weight=44,
    name="时间目标在项目期间内",
    found="时间目标不在项目期间",
    tests="目标值里写的日期在开始和完成日期之间。",
    formula="开始日期 ≤ 目标值里的日期 ≤ 完成日期",
    basis="财预〔2015〕88号：目标与项目期间相匹配。",
    bounds="只看半角数字写明年月的日期；只写年月的按月比，写到日的按日比。",
    example="2021 年完成的项目，目标写“2022年3月开馆”。",
    silent_when="目标值里没有日期，或起止日期空白。",
    question="目标写的是“{target}”，项目期间是 {expected}，哪一个对？",
    many="{count} 处目标里的日期不在项目期间（{expected}），哪一个对？",
    mend="改正日期。",
)
_DATE = re.compile(r"(?<!\d)(20\d\d)年(1[0-2]|0?[1-9])月(?:(3[01]|[12]\d|0?[1-9])日)?", re.ASCII)


def _time_targets(view: DeclarationView) -> Iterator[Verdict]:
    start, end = first_day(view.form.start), last_day(view.form.end)
    if start is None or end is None:
        return
    for row in view.rows:
        for match in _DATE.finditer(row.indicator.target or ""):
            written = tuple(int(part) for part in match.groups() if part)
            if not _parts(start, written) <= written <= _parts(end, written):
                says = f"目标里的日期“{match[0]}”不在 {start} 至 {end} 之间。"
                yield row_hit(row, says, field="target", expected=f"{start} 至 {end}")


def _parts(date: dt.date, written: tuple[int, ...]) -> tuple[int, ...]:
    """Year and month of a bound, and its day where a day is written."""
    return (date.year, date.month, date.day)[: len(written)]


_SHORTEST = 6
G04 = Rule(
    id="G04",
    severity=Severity.NOTE,
    weight=27,
    name="目标里的事都有指标",
    found="目标里的事没有指标",
    tests="年度总目标的每一句，有一行指标说到。",
    formula="每个分句与某一行三级指标至少有两个字连着相同",
    basis="财预〔2015〕88号：指标是目标的细化和量化。",
    bounds=f"只列出来，不判断；{_SHORTEST} 个字以下的分句不查，括号里的话跟着前面的分句。",
    example="目标写“组建运营团队”，没有一行指标说到运营或团队。",
    silent_when="目标是编者摘要时算作未能检查，编者在原件中看到的除外。",
    question="目标里的“{printed}”由哪一行指标来量？",
    many="目标里有 {count} 件事没有指标说到：{values}，由哪一行指标来量？",
    mend="补一行指标；已有的，名称里写到这件事。",
)
_CLAUSE = re.compile(r"[，。；！？\n]+")
_HEADING = re.compile(r"^(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]|[\u4e00-\u9fff]{2,6}目标：)+")
_BRACKETS = str.maketrans("()", "（）")


def _promises(view: DeclarationView) -> Iterator[Verdict]:
    if view.form.source.is_summary:
        if view.is_unread(G04.id):
            yield Lacking("年度总目标是编者摘要，不是原文，逐字的检查做不了；编者在原件中看到的，另作观察。")
        return
    names = _pairs("\n".join(f"{row.indicator.name}\n{row.goal}" for row in view.rows))
    for clause in _clauses(view.form.annual or ""):
        if len(clause) >= _SHORTEST and not _pairs(clause) & names:
            yield Hit(f"目标里的“{clause}”没有一行指标说到。", field="goals.annual", printed=clause)


def _clauses(text: str) -> Iterator[str]:
    """Whole clauses without their numbers: what stands in brackets stays with the words before it."""
    open_clause = ""
    for part in _CLAUSE.split(text.translate(_BRACKETS)):
        open_clause = f"{open_clause}，{part}" if open_clause else part
        if open_clause.count("（") <= open_clause.count("）"):
            yield _HEADING.sub("", open_clause).strip()
            open_clause = ""
    if open_clause:
        yield _HEADING.sub("", open_clause).strip()


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1) if "\n" not in text[at : at + 2]}


G05 = Rule(
    id="G05",
    severity=Severity.WARNING,
    weight=43,
    name="成本目标是上限",
    found="成本目标不是上限",
    tests="成本指标的目标用“≤”“<”或“=”。",
    formula="成本指标的目标符号 ∈ {≤，<，=}",
    basis="财预〔2021〕101号：成本指标反映预期的成本控制水平。",
    bounds="名称是“率”的不查：控制率、节约率越高越好。",
    example="单位成本 ≥500 元。",
    silent_when="没有成本指标；目标是文字或没有符号。",
    question="成本目标写“{target}”，花多少算好？",
    many="{count} 行成本目标写{values}，花多少算好？",
    mend="符号改为“≤”。",
)


def _cost_direction(view: DeclarationView) -> Iterator[Verdict]:
    for row in view.rows:
        is_cost = COST in (row.indicator.group1, row.indicator.group2) and not row.indicator.name.endswith("率")
        if is_cost and row.target and row.target.comparator in (Comparator.AT_LEAST, Comparator.ABOVE):
            says = f"成本指标的目标是“{row.goal}”，越多越好。"
            yield row_hit(row, says, field="target", expected="≤ 或 =")


G06 = Rule(
    id="G06",
    severity=Severity.NOTE,
    weight=17,
    name="符号写法统一",
    found="符号写法不一",
    tests="目标值的符号是 ≥、>、=、<、≤。",
    formula="符号不写成 大于等于、≮ 一类",
    basis="表的填写说明；写法统一才好核对。原文照录，只是提示。",
    bounds=">= 和 <= 读作 ≥ 和 ≤，不提示；“不少于”“达到”一类的文字不查。",
    example="目标“大于等于90%”。",
    silent_when="用的就是这五个符号，或没有符号。",
    question="符号写成“{spelling}”，这里读作“{sign}”，原意是什么？",
    many="{count} 行的符号写成“{spelling}”，这里读作“{sign}”，原意是什么？",
    is_habit=True,
    mend="改成规定的符号。",
)
_LOOSE = {
    **dict.fromkeys(("≧", "⩾", "≮", "大于等于", "大于或等于"), "≥"),
    **dict.fromkeys(("≦", "⩽", "≯", "小于等于", "小于或等于"), "≤"),
}


def _spelling(view: DeclarationView) -> Iterator[Verdict]:
    for row in view.rows:
        spelling = row.target.spelling if row.target else ""
        sign = _LOOSE.get(spelling)
        if sign:
            says = f"符号写成“{spelling}”，规定的是“{sign}”。"
            facts = {"spelling": spelling, "sign": sign}
            yield row_hit(row, says, field="target", expected=sign, facts=facts, cause=spelling)


G07 = Rule(
    id="G07",
    severity=Severity.WARNING,
    weight=26,
    name="项目类别在规定的范围内",
    found="项目类别不在规定范围",
    tests="项目类别是规定的几种之一。",
    formula="项目类别 ∈ 地区规定的类别",
    basis="地区的申报表式。",
    bounds="类别是$categories，在 data/profile.yaml 里设；没有设就不查。",
    example="项目类别写“其他”。",
    silent_when="类别空白，或地区没有规定。",
    question="项目类别写“{printed}”，不在规定的几种里，属于哪一种？",
    mend="从规定的类别里选一个。",
)


def _category(view: DeclarationView) -> Iterator[Verdict]:
    category, allowed = view.form.category, view.profile.categories
    if category and allowed and category not in allowed:
        words = "、".join(allowed)
        yield Hit(f"项目类别是“{category}”，规定的是：{words}。", field="category", printed=category, expected=words)


FAMILY = Family(
    "G",
    "绩效目标申报表",
    "只有申报表才有的日期、金额、符号和类别。",
    (
        Check(G01, None, _dates),
        Check(G02, None, _annual),
        Check(G03, None, _time_targets),
        Check(G04, None, _promises),
        Check(G05, None, _cost_direction),
        Check(G06, None, _spelling),
        Check(G07, None, _category),
    ),
)
