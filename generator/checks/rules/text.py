"""Owns family D: whether names, targets and narratives can be read and stand on their own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.checks.check import Check, Family, every, row_hit
from generator.checks.finding import Hit, Lacking, Rule, Severity
from generator.checks.rules.answers import D14, idle_answers
from generator.checks.rules.cells import D06, D07, D08, D10, empty, rate_unit, unit_missing, vague
from generator.checks.rules.corrections import D15, corrections_agree
from generator.checks.rules.goals import D03, D04, D05, copied, thin, wrong_year
from generator.checks.rules.observations import D16, idle_observations
from generator.checks.rules.personal import D12, personal_data, secret_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.check import Verdict
    from generator.forms.views import EvaluationView, FormView

_SUMMARY = "目标、完成情况和原因是编者摘要，不是原文，逐字的检查做不了；编者在原件中看到的，另作观察。"


def _text_hit(view: FormView, field: str, row: int | None, says: str, found: str, expected: str | None = None) -> Hit:
    """A hit on one text, found by its label; which row it is in, its place says."""
    place = view.field_of(field, row).name
    return Hit(f"{place}{says}", row, field, found, expected, facts={"place": place})


def _unread(view: FormView, rule: str) -> Iterator[Lacking]:
    """The rule could not read the narrative of a summary."""
    if view.is_unread(rule):
        yield Lacking(_SUMMARY)


D01 = Rule(
    id="D01",
    severity=Severity.ERROR,
    weight=68,
    name="没有留下占位符",
    found="留着没填完的记号",
    tests="文字里没有 xx、××、***、待填、“为期个月”一类没填完的地方。",
    formula="文字不含 xx、××、***、待填、某某、为期个、字以内",
    basis="公开的内容应当完整。",
    bounds="英文单词里的 xx 不算。",
    example="按计划全年购置xx个专项设备。",
    silent_when="文字里没有这些记号；编者摘要的几格算作未能检查。",
    question="{place}里写着“{printed}”，原来要填的是什么？",
    many="{count} 处写着{values}，原来要填的是什么？",
    mend="补上实际的数字或文字。",
)
_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z.])[xX]{2,}(?![A-Za-z.])|[×＊*]{2,}|(?<!有)待[填定](?![补期向点额])|某某|为期[个年月天]|\d{1,6}字以内|……(?=$|。)"
)


def _placeholder(view: FormView) -> Iterator[Verdict]:
    for field, row, text in view.own_texts:
        for found in sorted({match[0] for match in _PLACEHOLDER.finditer(text)}):
            around = _around(text, found)
            yield _text_hit(view, field, row, f"里有没填完的“{found}”：“{around}”。", around)
    yield from _unread(view, D01.id)


_AROUND = 6
"""Characters quoted on each side of a placeholder."""


def _around(text: str, found: str) -> str:
    at = text.index(found)
    start, end = max(0, at - _AROUND), at + len(found) + _AROUND
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


D02 = Rule(
    id="D02",
    severity=Severity.WARNING,
    weight=23,
    topic="slips",
    name="没有网页代码",
    found="文字里有网页代码",
    tests="文字里没有 <p>、&nbsp; 一类的网页代码。",
    formula="文字不含 HTML 标签或实体",
    basis="从网页或系统粘贴时带进来的记号，读者看不懂。",
    bounds="只认常见的标签和实体。",
    example="预期目标里写着“<p>完成培训</p>”。",
    silent_when="编者摘要里的文字已经清理过，这几格算作未能检查。",
    question="{place}里的“{printed}”是从哪里带进来的？",
    many="{count} 处文字里有{values}，是从哪里带进来的？",
    mend="删去代码，只留文字。",
)
_HTML = re.compile(r"</?(?:p|br|b|i|u|div|span|td|tr|table|font|strong|em|a)\b[^<>]*>|&(?:nbsp|lt|gt|amp|quot|#\d+);")


def _html(view: FormView) -> Iterator[Verdict]:
    for field, row, text in view.own_texts:
        match = _HTML.search(text)
        if match:
            yield _text_hit(view, field, row, f"里有网页代码“{match[0]}”。", match[0])
    yield from _unread(view, D02.id)


D09 = Rule(
    id="D09",
    severity=Severity.NOTE,
    weight=20,
    topic="slips",
    name="没有重字",
    found="有重字",
    tests="文字里没有多打的字或词。",
    formula="“及及”“的的”，两个字以上的词或短句连着写两遍，一个字连着写三遍",
    basis="公开前的校对。",
    bounds="只查这几种；数字（一、二、三…）不算。",
    example="“国企专项审计工作及及时率”。",
    silent_when="目标、完成情况和原因是编者摘要时，这几格算作未能检查。",
    question="{place}里的“{printed}”，原意是什么？",
    many="{count} 处写着{values}，原意是什么？",
    mend="删去多打的字。",
)
_DOUBLED = re.compile(r"及及|的的|了了|和和|与与|在在|是是|为为|([\u4e00-\u9fff]{2,12})\1|([\u4e00-\u9fff])\2\2")
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿")


def _doubled(view: FormView) -> Iterator[Verdict]:
    for field, row, text in view.own_texts:
        match = next((match for match in _DOUBLED.finditer(text) if not _NUMERALS & set(match[0])), None)
        if match:
            yield _text_hit(view, field, row, f"里有重字“{match[0]}”：“{_around(text, match[0])}”。", match[0])
    yield from _unread(view, D09.id)


D11 = Rule(
    id="D11",
    severity=Severity.NOTE,
    weight=42,
    name="同一称号前后一致",
    found="称号前后不同",
    tests="三级指标里的称号与目标里的是同一个。",
    formula="“全国（市级、国家级）某某 + 单位、城市、企业…”：前半相同，后半也相同",
    basis="一张表里说的应是同一件事。",
    bounds="只查以全国、国家级、市级开头的称号。",
    example="目标写“全国文明单位”，指标写“全国文明城市”。",
    silent_when="目标里没有前半相同的称号，或两种都有。",
    question="指标写“{printed}”，目标写“{expected}”，说的是哪一个称号？",
    mend="统一成同一个称号。",
)
_TITLE = re.compile(
    r"((?:全国|国家级|市级)[\u4e00-\u9fff]{2})(单位|城市|城区|村镇|家庭|校园|企业|基地|机构|中心|集体|个人)"
)


def _name_mismatch(view: EvaluationView) -> Iterator[Verdict]:
    goal = {match[1]: match[0] for match in _TITLE.finditer(view.form.expected or "")}
    for row in view.rows:
        for match in _TITLE.finditer(row.indicator.name):
            other = goal.get(match[1])
            if other and other != match[0] and match[0] not in (view.form.expected or ""):
                says = f"写的是“{match[0]}”，预期目标写的是“{other}”。"
                yield replace(row_hit(row, says, field="name", expected=other), printed=match[0])


D13 = Rule(
    id="D13",
    severity=Severity.WARNING,
    weight=22,
    topic="slips",
    name="没有识别留下的乱字",
    found="可能是认错的字",
    tests="文字里没有替换符、数字里的字母 O 和 l、夹在中文里的英文虚词和个别繁体字。",
    formula="U+FFFD；数字之间的 O、l；中文之间的 and、or、the；简体里的 員、務、業 等字",
    basis="扫描和转换时常见的误认。",
    bounds="只查这几种。",
    example="“管理人員培训”；“教研活动 and 继续教育”。",
    silent_when="文字里没有这几种；编者摘要的几格算作未能检查。",
    question="{place}里的“{printed}”，原件写的是什么？",
    many="{count} 处写着{values}，原件写的是什么？",
    mend="对照原件改正；原件就是这样的，写整理说明。",
)
_NOISE = re.compile(
    r"\ufffd|(?<=\d)[OoIl](?=[\d.])|(?<=[\u4e00-\u9fff]) ?\b(?:and|or|the)\b ?(?=[\u4e00-\u9fff])"
    r"|[員務業開發預執績標單實現質師訓費項場會報數與]"
)


def _noise(view: FormView) -> Iterator[Verdict]:
    for field, row, text in view.own_texts:
        match = _NOISE.search(text)
        if match:
            around = _around(text, match[0])
            yield _text_hit(view, field, row, f"里的“{match[0].strip()}”像是转换时认错的字：“{around}”。", around)
    yield from _unread(view, D13.id)


_SHORTEST_NAME = 5
D17 = Rule(
    id="D17",
    severity=Severity.NOTE,
    weight=21,
    topic="slips",
    name="名称没有漏字",
    found="名称像是漏了字",
    tests="项目和指标的名称没有漏字。",
    formula="名称里“培”后面是 训、养、育 一类；目标里没有比项目名称多一个字的写法",
    basis="名称印在每一张表和目录里，漏了字就查不到。",
    bounds=f"只查这两种；“职培”是简称，不算；项目名称 {_SHORTEST_NAME} 个字以上才与目标比，多出的是虚字不算。",
    example="项目名称“教育培经费”。",
    silent_when="名称没有这些；目标里原样写着这个名称。",
    question="{place}写“{printed}”，全名是什么？",
    many="{count} 处名称像是漏了字，全名是什么？",
    mend="对照原件改正；原件就是这样的，写整理说明。",
)
_HALF_WORD = re.compile(r"(?<![栽职])培(?![训养育植优根正基])")
_EMPTY_WORDS = frozenset("的之和与及等各作")


def _lost_character(view: FormView) -> Iterator[Verdict]:
    goals = [text for field, row, text in view.own_texts if view.field_of(field, row).is_narrative and row is None]
    for field, row, text in view.own_texts:
        if field not in ("project", "name"):
            continue
        fuller = _fuller(text, "\n".join(goals)) if field == "project" else None
        if fuller or _HALF_WORD.search(text):
            meant = f"，目标里写的是“{fuller}”" if fuller else ""
            place = view.field_of(field, row).name
            yield Hit(f"{place}“{text}”像是漏了字{meant}。", row, field, text, fuller, facts={"place": place})


def _fuller(name: str, goals: str) -> str | None:
    """What the goals write with one character more inside the name; None where they write the name itself.

    One lost character leaves one half of the name whole, so only where a half stands is looked at.
    """
    if len(name) < _SHORTEST_NAME or name in goals:
        return None
    half = len(name) // 2
    starts = [*_places(name[:half], goals), *(at - half - 1 for at in _places(name[half:], goals))]
    windows = (goals[at : at + len(name) + 1] for at in starts if at >= 0)
    return next((window for window in windows if _is_one_more(window, name)), None)


def _places(part: str, text: str) -> Iterator[int]:
    """Where a part begins in a text."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _is_one_more(longer: str, name: str) -> bool:
    """The name with one 汉字 that is no mere particle put inside it."""
    at = next((i for i, (a, b) in enumerate(zip(longer, name, strict=False)) if a != b), len(name))
    if len(longer) != len(name) + 1 or not 0 < at < len(name) or longer[at + 1 :] != name[at:]:
        return False
    return "\u4e00" <= longer[at] <= "\u9fff" and longer[at] not in _EMPTY_WORDS


FAMILY = Family(
    "D",
    "文字与数据质量",
    "文字填完整、说具体、没有错字，公开是稳妥的。",
    (
        every(D01, _placeholder),
        every(D02, _html),
        Check(D03, copied),
        Check(D04, thin),
        every(D05, wrong_year),
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
        Check(D16, on_answers=idle_observations),
        every(D17, _lost_character),
    ),
)
