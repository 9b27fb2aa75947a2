"""Owns family D: whether names, targets and narratives can be read and stand on their own."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from generator.checks.check import Check, Family, every, row_hit
from generator.checks.finding import Hit, Lacking, Rule, Severity
from generator.checks.rules.answers import D14, idle_answers
from generator.checks.rules.cells import D06, D07, D08, D10, empty, rate_unit, unit_missing, vague
from generator.checks.rules.corrections import D15, corrections_agree
from generator.checks.rules.personal import D12, personal_data, secret_name
from generator.checks.vocabulary import letters
from generator.record.fields import along

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.check import Outcome
    from generator.forms.views import EvaluationView, FormView
    from generator.record.fields import Field

_SUMMARY = "目标、完成情况和原因是编者摘要，不是原文，逐字的检查做不了。"


def _field(view: FormView, field: str, row: int | None) -> Field:
    """The field a text stands in; every text of a view has one."""
    return along(f"indicators.{field}" if row else field, view.form.kind.fields)[-1]


def _place(view: FormView, field: str, row: int | None) -> str:
    label = _field(view, field, row).name
    return f"第 {row} 行的{label}" if row else label


def _text_hit(view: FormView, field: str, row: int | None, says: str, found: str, expected: str | None = None) -> Hit:
    place = _place(view, field, row)
    return Hit(f"{place}{says}", row, field, found, expected, facts={"place": place})


D01 = Rule(
    id="D01",
    severity=Severity.ERROR,
    name="没有留下占位符",
    tests="文字里没有 xx、××、***、待填、“为期个月”一类没填完的地方。",
    formula="文字不含 xx、××、***、待填、某某、为期个、字以内",
    basis="公开的内容应当完整。",
    bounds="英文单词里的 xx 不算。",
    example="按计划全年购置xx个专项设备。",
    silent_when="文字里没有这些记号。",
    question="{place}里写着“{printed}”，是不是还没有填？",
    mend="补上实际的数字或文字。",
)
_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z.])[xX]{2,}(?![A-Za-z.])|[×＊*]{2,}|(?<!有)待[填定](?![补期向点额])|某某|为期[个年月天]|\d{1,6}字以内|……(?=$|。)"
)


def _placeholder(view: FormView) -> Iterator[Outcome]:
    for field, row, text in view.texts:
        for found in sorted({match[0] for match in _PLACEHOLDER.finditer(text)}):
            around = _around(text, found)
            yield _text_hit(view, field, row, f"里有没填完的“{found}”：“{around}”。", around)


_AROUND = 6
"""Characters quoted on each side of a placeholder."""


def _around(text: str, found: str) -> str:
    at = text.index(found)
    start, end = max(0, at - _AROUND), at + len(found) + _AROUND
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


D02 = Rule(
    id="D02",
    severity=Severity.WARNING,
    name="没有网页代码",
    tests="文字里没有 <p>、&nbsp; 一类的网页代码。",
    formula="文字不含 HTML 标签或实体",
    basis="从网页或系统粘贴时带进来的记号，读者看不懂。",
    bounds="只认常见的标签和实体。",
    example="预期目标里写着“<p>完成培训</p>”。",
    silent_when="编者摘要里的文字已经清理过，这几格算作未能检查。",
    question="{place}里的“{printed}”是网页代码吗？",
    mend="删去代码，只留文字。",
)
_HTML = re.compile(r"</?(?:p|br|b|i|u|div|span|td|tr|table|font|strong|em|a)\b[^<>]*>|&(?:nbsp|lt|gt|amp|quot|#\d+);")


def _html(view: FormView) -> Iterator[Outcome]:
    for field, row, text in view.texts:
        match = _HTML.search(text)
        if match:
            yield _text_hit(view, field, row, f"里有网页代码“{match[0]}”。", match[0])
    if view.form.source.is_summary:
        yield Lacking(_SUMMARY)


D03 = Rule(
    id="D03",
    severity=Severity.WARNING,
    name="完成情况不照抄目标",
    tests="实际完成情况与预期目标不同。",
    formula="两段文字（不计标点）相同，或 95 % 以上相同",
    basis="财预〔2020〕10号：自评要写目标的实际完成情况。",
    bounds="相同字数占 95 %；完成情况整段出现在目标里也算。",
    example="完成情况与目标一字不差：“顺利完成本部门年度农民工工作任务”。",
    silent_when="任一格空白。",
    question="实际完成情况和预期目标{how}，实际做到了什么？",
    mend="完成情况写实际做了什么、做到多少。",
)


def _copied(view: EvaluationView) -> Iterator[Outcome]:
    expected, achieved = letters(view.form.expected or ""), letters(view.form.achieved or "")
    if not expected or not achieved:
        return
    how = _likeness(expected, achieved)
    if how:
        says = f"实际完成情况与预期目标{how}，看不出实际做到了什么。"
        printed = (view.form.achieved or "")[:40]
        yield Hit(says, field="goals.achieved", printed=printed, expected="实际完成的情况", facts={"how": how})


def _likeness(expected: str, achieved: str) -> str | None:
    if expected == achieved:
        return "一字不差"
    if len(achieved) >= 20 and achieved in expected:
        return "的一段一字不差"
    shorter, longer = sorted((len(expected), len(achieved)))
    if 20 * shorter < 9 * (shorter + longer):
        return None
    common = _common(expected, achieved)
    return "几乎相同（95 % 以上的字一样）" if 40 * common >= 19 * (shorter + longer) else None


def _common(one: str, other: str) -> int:
    """How many characters two texts have in common in the same order (the longest common subsequence).

    A whole row of the table is one number whose bits are its cells (Hyyrö 2004), so that long texts take no time.
    """
    places: dict[str, int] = defaultdict(int)
    for place, character in enumerate(one):
        places[character] |= 1 << place
    whole = row = (1 << len(one)) - 1
    for character in other:
        met = row & places.get(character, 0)
        row = ((row + met) | (row - met)) & whole
    return len(one) - row.bit_count()


D04 = Rule(
    id="D04",
    severity=Severity.WARNING,
    name="完成情况写得出内容",
    tests="实际完成情况不少于 10 个字，不只是一个金额或“均已完成”。",
    formula="字数（不计标点）≥ 10",
    basis="财预〔2020〕10号：自评要写目标的实际完成情况。",
    bounds="10 个字。",
    example="实际完成情况只写“均已完成”。",
    silent_when="空白（归 D10）；与目标相同（归 D03）。",
    question="实际完成情况只写“{printed}”，做了什么，做到多少？",
    mend="写出做了什么、做到多少、效果怎样。",
)


def _thin(view: EvaluationView) -> Iterator[Outcome]:
    text = view.form.achieved or ""
    if 0 < len(letters(text)) < 10 and letters(text) != letters(view.form.expected or ""):
        says = f"实际完成情况只有 {len(letters(text))} 个字：“{text}”。"
        yield Hit(says, field="goals.achieved", printed=text, expected="10 个字以上")


D05 = Rule(
    id="D05",
    severity=Severity.WARNING,
    name="年份写对",
    tests="目标和完成情况里一句的年份是别的年度，或目标值的日期不在本年度。",
    formula="分点开头的“…年，”= 预算年度；目标值里的年份 = 预算年度；没有写本年度的一段里“…年度”“…年完成”= 预算年度",
    basis="多半是从上一年的表复制时忘了改。",
    bounds="书名号和文号里的年份不算；同一段里还写着本年度的，只查每一点开头的年份。",
    example="2023 年的表，完成情况第 5 点以“2022年，”开头。",
    silent_when="原因一栏：常常说到下一年；“2022年12月”一类带月份的事实、“2018-2022年”一类的期间、“48届”一类的届次。",
    question="{place}写的是“{printed}”，这张表是 {expected} 年的，是不是写错了？",
    mend="改成本年度；确实说的是别的年度的，写单位说明。",
)
_IN_TITLE = re.compile(r"《[^《》]*》|[〔\[（(][12]\d{3}[〕\]）)]|[12]\d{3}\s{0,4}[-—－~至]\s{0,4}[12]\d{3}\s{0,4}年?")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)\s{0,4}年")
_YEAR_OF_WORK = re.compile(r"(?<!\d)(20[0-4]\d)年(?=[，,度全计将]|完成|继续|本)")
_POINT_YEAR = re.compile(r"(?:^|[。；\n][^\S\n]{0,4}|(?:\d{1,2}、|（\d{1,2}）))(20[0-4]\d)年[，,]")


def _wrong_year(view: FormView) -> Iterator[Outcome]:
    year = str(view.form.year)
    for field, row, text in view.texts:
        if field != "target" and (row or not _field(view, field, row).is_narrative):
            continue
        cleaned = _IN_TITLE.sub("", text)
        years = set(_YEAR.findall(cleaned))
        pattern = _YEAR if field == "target" else _POINT_YEAR if year in years else _YEAR_OF_WORK
        wrong = pattern.findall(cleaned)
        for other in sorted({found for found in wrong if found != year}):
            says = f"里写“{other}年”，这张表是 {year} 年度的。"
            yield _text_hit(view, field, row, says, f"{other}年", year)


D09 = Rule(
    id="D09",
    severity=Severity.NOTE,
    name="没有重字",
    tests="文字里没有多打的字或词。",
    formula="“及及”“的的”，两个字以上的词连着写两遍，一个字连着写三遍",
    basis="公开前的校对。",
    bounds="只查这几种。",
    example="“国企专项审计工作及及时率”。",
    silent_when="目标、完成情况和原因是编者摘要时，这几格算作未能检查。",
    question="{place}里的“{printed}”是不是多打了字？",
    mend="删去多打的字。",
)
_DOUBLED = re.compile(r"及及|的的|了了|和和|与与|在在|是是|为为|([\u4e00-\u9fff]{2,4})\1|([\u4e00-\u9fff])\2\2")


def _doubled(view: FormView) -> Iterator[Outcome]:
    is_summary = view.form.source.is_summary
    for field, row, text in view.texts:
        if is_summary and _field(view, field, row).is_narrative:
            continue
        match = _DOUBLED.search(text)
        if match:
            yield _text_hit(view, field, row, f"里有重字“{match[0]}”：“{_around(text, match[0])}”。", match[0])
    if is_summary:
        yield Lacking(_SUMMARY)


D11 = Rule(
    id="D11",
    severity=Severity.NOTE,
    name="同一称号前后一致",
    tests="三级指标里的称号与目标里的是同一个。",
    formula="“全国（市级、国家级）某某 + 单位、城市、企业…”：前半相同，后半也相同",
    basis="一张表里说的应是同一件事。",
    bounds="只查以全国、国家级、市级开头的称号。",
    example="目标写“全国文明单位”，指标写“全国文明城市”。",
    silent_when="目标里没有前半相同的称号，或两种都有。",
    question="指标写“{printed}”，目标写“{expected}”，说的是同一个称号吗？",
    mend="统一成同一个称号。",
)
_TITLE = re.compile(
    r"((?:全国|国家级|市级)[\u4e00-\u9fff]{2})(单位|城市|城区|村镇|家庭|校园|企业|基地|机构|中心|集体|个人)"
)


def _name_mismatch(view: EvaluationView) -> Iterator[Outcome]:
    goal = {match[1]: match[0] for match in _TITLE.finditer(view.form.expected or "")}
    for row in view.rows:
        for match in _TITLE.finditer(row.indicator.name):
            other = goal.get(match[1])
            if other and other != match[0] and match[0] not in (view.form.expected or ""):
                hit = row_hit(row, f"写的是“{match[0]}”，预期目标写的是“{other}”。", field="name", expected=other)
                yield Hit(hit.says, hit.row, hit.field, match[0], other, facts=row.facts)


D13 = Rule(
    id="D13",
    severity=Severity.WARNING,
    name="没有识别留下的乱字",
    tests="文字里没有替换符、数字里的字母 O 和 l、夹在中文里的英文虚词和个别繁体字。",
    formula="U+FFFD；数字之间的 O、l；中文之间的 and、or、the；简体里的 員、務、業 等字",
    basis="扫描和转换时常见的误认。",
    bounds="只查这几种。",
    example="“管理人員培训”；“教研活动 and 继续教育”。",
    silent_when="文字里没有这几种。",
    question="{place}里的“{printed}”是不是转换时认错了？",
    mend="对照原件改正；原件就是这样的，写整理说明。",
)
_NOISE = re.compile(
    r"\ufffd|(?<=\d)[OoIl](?=[\d.])|(?<=[\u4e00-\u9fff]) ?\b(?:and|or|the)\b ?(?=[\u4e00-\u9fff])"
    r"|[員務業開發預執績標單實現質師訓費項場會報數與]"
)


def _noise(view: FormView) -> Iterator[Outcome]:
    for field, row, text in view.texts:
        match = _NOISE.search(text)
        if match:
            around = _around(text, match[0])
            yield _text_hit(view, field, row, f"里的“{match[0].strip()}”像是转换时认错的字：“{around}”。", around)


FAMILY = Family(
    "D",
    "文字与数据质量",
    "文字填完整、说具体、没有错字，公开是稳妥的。",
    (
        every(D01, _placeholder),
        every(D02, _html),
        Check(D03, _copied),
        Check(D04, _thin),
        every(D05, _wrong_year),
        every(D06, rate_unit),
        every(D07, unit_missing),
        every(D08, vague),
        every(D09, _doubled),
        every(D10, empty),
        Check(D11, _name_mismatch),
        Check(D12, on_form=secret_name, on_file=personal_data),
        every(D13, _noise),
        Check(D14, on_answers=idle_answers),
        every(D15, corrections_agree),
    ),
)
