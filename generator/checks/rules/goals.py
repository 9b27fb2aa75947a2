"""Owns the rules of family D on goal and result: a result that copies the goal, says little, or names another year.

Where the editors sum up the narrative, these rules do not read it: they speak through the editors' observations.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from generator.checks.finding import Hit, Lacking, Rule, Severity
from generator.checks.vocabulary import letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.check import Verdict
    from generator.forms.views import EvaluationView, FormView

_SUMMARY = "目标和完成情况是编者摘要，不是原文，不拿来比；编者在原件中看到的，另作观察。"
_ALIKE, _FEWEST = 95, 10
_LEAST_PART = 20
"""A shorter result may stand in the goal by chance."""

D03 = Rule(
    id="D03",
    severity=Severity.WARNING,
    weight=89,
    topic="result",
    name="完成情况不照抄目标",
    found="完成情况与目标相同",
    tests="实际完成情况与预期目标不同。",
    formula=f"两段文字（不计空格、标点和全半角）相同，或 {_ALIKE} % 以上相同",
    basis="财预〔2020〕10号：自评要写目标的实际完成情况。",
    bounds=f"按次序相同的字占 {_ALIKE} %。有一个数字不同就不算。",
    example="完成情况与目标一字不差：“顺利完成本部门年度农民工工作任务”。",
    silent_when="任一格空白；数字不同。编者摘要算作未能检查，编者在原件中看到的除外。",
    question="实际完成情况和预期目标{how}，实际做到了什么？",
    mend="完成情况写实际做了什么、做到多少。",
)


def copied(view: EvaluationView) -> Iterator[Verdict]:
    """The result says what the goal says, word for word or nearly."""
    if view.is_unread(D03.id):
        yield Lacking(_SUMMARY)
    if view.form.source.is_summary:
        return
    expected, achieved = _read(view.form.expected), _read(view.form.achieved)
    differ = _figures(view.form.expected) != _figures(view.form.achieved)
    how = _likeness(expected, achieved) if expected and achieved and not differ else None
    if how:
        says = f"实际完成情况与预期目标{how}，看不出实际做到了什么。"
        printed = (view.form.achieved or "")[:40]
        yield Hit(says, field="goals.achieved", printed=printed, expected="实际完成的情况", facts={"how": how})


def _read(text: str | None) -> str:
    return letters(unicodedata.normalize("NFKC", text or ""))


def _figures(text: str | None) -> list[str]:
    """Every figure of a text: 9.5 and 95 differ, though their digits are the same."""
    return re.findall(r"\d+(?:\.\d+)?", unicodedata.normalize("NFKC", text or ""))


def _likeness(expected: str, achieved: str) -> str | None:
    if expected == achieved:
        return "一字不差"
    length = len(expected) + len(achieved)
    if 2 * min(len(expected), len(achieved)) * 100 < _ALIKE * length:
        return None
    alike = 2 * _common(expected, achieved) * 100 >= _ALIKE * length
    return f"几乎相同（{_ALIKE} % 以上的字一样）" if alike else None


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
    weight=88,
    topic="result",
    name="完成情况写得出内容",
    found="完成情况内容很少",
    tests=f"实际完成情况不少于 {_FEWEST} 个字，不只是一个金额、“均已完成”或目标里的一段。",
    formula=f"字数（不计标点）≥ {_FEWEST}；完成情况不是目标的一段",
    basis="财预〔2020〕10号：自评要写目标的实际完成情况。",
    bounds=f"{_FEWEST} 个字；{_LEAST_PART} 个字以上整段写在目标里，才算目标的一段。",
    example="实际完成情况只写“均已完成”；只有目标的第一句。",
    silent_when="空白（归 D10）；与目标相同（归 D03）。编者摘要算作未能检查，编者在原件中看到的除外。",
    question="实际完成情况只写“{printed}”，做了什么，做到多少？",
    mend="写出做了什么、做到多少、效果怎样。",
)


def thin(view: EvaluationView) -> Iterator[Verdict]:
    """A result of few words, or one that is only a part of the goal."""
    if view.is_unread(D04.id):
        yield Lacking(_SUMMARY)
    text = view.form.achieved or ""
    expected, achieved = _read(view.form.expected), _read(text)
    if view.form.source.is_summary or not achieved or achieved == expected:
        return
    if len(achieved) < _FEWEST:
        says = f"实际完成情况只有 {len(achieved)} 个字：“{text}”。"
        yield Hit(says, field="goals.achieved", printed=text, expected=f"{_FEWEST} 个字以上")
    elif len(achieved) >= _LEAST_PART and achieved in expected and not _likeness(expected, achieved):
        asks = "实际完成情况是预期目标里的一段，别的事做到多少？"
        says = "实际完成情况是预期目标里的一段，看不出实际做到了什么。"
        yield Hit(says, field="goals.achieved", printed=text[:40], expected="实际完成的情况", question=asks)


D05 = Rule(
    id="D05",
    severity=Severity.WARNING,
    weight=51,
    name="年份写对",
    found="写着别的年份",
    tests="完成情况里没有一句以过去的年份开头；目标值里的年份没有过去。",
    formula="完成情况分点开头的“…年，” ≥ 预算年度；目标值里的年份 ≥ 预算年度",
    basis="多半是从上一年的表复制时忘了改。",
    bounds="书名号和文号里的年份不算；以后的年份不算。目标值里过去的年份只是提示：可能是早先的计划。",
    example="2023 年的表，完成情况第 5 点以“2022年，”开头。",
    silent_when="原因一栏；“2022年12月”一类带月份的事实、“2018-2022年”一类的期间、“48届”一类的届次。"
    "编者摘要的几格算作未能检查，编者在原件中看到的除外。",
    question="{place}写的是“{printed}”，这张表是 {expected} 年的，说的是哪一年？",
    mend="改成本年度；确实说的是别的年度的，写单位说明。",
)
_IN_TITLE = re.compile(r"《[^《》]*》|[〔\[（(][12]\d{3}[〕\]）)]|[12]\d{3}\s{0,4}[-—－~至]\s{0,4}[12]\d{3}\s{0,4}年?")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)\s{0,4}年")
_CLAUSE_YEAR = re.compile(r"(?:^|[。；;\n][^\S\n]{0,4}|(?:\d{1,2}[、.]|（\d{1,2}）))(20[0-4]\d)年(?=[，,度]|全年)")
_READ = {"goals.achieved": (_CLAUSE_YEAR, "实际完成情况"), "target": (_YEAR, "目标值")}


def wrong_year(view: FormView) -> Iterator[Verdict]:
    """Past years that open a clause of the result, and plans that have expired."""
    year = str(view.form.year)
    for field, row, text in view.own_texts:
        pattern, place = _READ.get(field, (None, ""))
        found = pattern.findall(_IN_TITLE.sub("", text)) if pattern else ()
        for past in sorted({item for item in found if item < year}):
            says = f"{place}里写“{past}年”，这张表是 {year} 年度的。"
            severity = Severity.NOTE if field == "target" else None
            yield Hit(says, row, field, f"{past}年", year, severity, {"place": place})
    if view.is_unread(D05.id):
        yield Lacking(_SUMMARY)
