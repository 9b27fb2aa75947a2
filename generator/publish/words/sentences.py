"""Owns the sentences about a whole year: what stands first on its page, and the fixed one of the final accounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.checks.rules.spending import LOW_RATE
from generator.forms.formulas import rate_of
from generator.publish.words.wording import amount, points

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.record.model import Profile
    from generator.summary.statistics import Amount
    from generator.summary.year import DepartmentYear, YearSummary

BLANK = "【　】"
"""Stands where the data hold no figure; the unit fills it in."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of a sentence; one that counts forms names the search that lists them."""

    text: str
    query: Mapping[str, str] = field(default_factory=dict)
    """What the search page is asked, by the names in its address."""


def year_parts(summary: YearSummary, profile: Profile) -> Iterator[Phrase]:
    """What a reader should know first of a year's self-evaluations: how many gave themselves the highest grade."""
    s = summary.statistics
    name, count = s.grades[0]
    asked = {"year": str(summary.year), "grade": name}
    rates = (rate_of(form, profile).value for form in summary.evaluations if form.grade == name)
    low = sum(rate is not None and rate < LOW_RATE for rate in rates)
    yield Phrase(f"收录 {s.units} 个单位的 {s.forms} 份绩效自评价，")
    if not count:
        yield Phrase(f"没有一份自评“{name}”")
    else:
        yield Phrase(f"全部自评“{name}”" if count == s.forms else f"{count} 份自评“{name}”", asked)
    if low:
        yield Phrase("；其中 ")
        yield Phrase(f"{low} 份执行率不到 {LOW_RATE}%", {"q": f"执行率<{LOW_RATE}%"} | asked)
    yield Phrase("。分数由单位自己打。")


def final_accounts_sentence(row: DepartmentYear, year: int) -> str:
    """The sentence for one department: projects and amounts self-evaluated, mean score, count per grade.

    Figures the forms do not hold (projects tracked, problems found and mended) stay blank.
    """
    s = row.statistics
    grades = "、".join(f"评为“{name}”的 {count} 个" for name, count in s.grades)
    declared = f"{row.declared} 个" if row.declared else f"{BLANK}个"
    mean = f"平均得分 {points(s.scores.mean) if s.scores.count else BLANK} 分{_left_out(s.scores.missing, '没有总分')}"
    return (
        f"{year}年度，{row.department.name}编报绩效目标的项目 {declared}，涉及预算资金{BLANK}万元；"
        f"开展绩效跟踪的项目{BLANK}个，涉及预算资金{BLANK}万元；"
        f"开展绩效自评价的项目 {s.forms} 个，涉及全年预算资金{_sum(s.adjusted_budget)}，"
        f"执行{_sum(s.executed)}；{mean}，其中{grades}；"
        f"绩效评价中发现的问题{BLANK}个，已整改{BLANK}个，正在整改{BLANK}个。"
    )


def _sum(figure: Amount) -> str:
    total = BLANK if figure.total is None else f" {amount(figure.total)} "
    return f"{total}万元{_left_out(figure.missing, '没有这个数')}"


def _left_out(count: int, why: str) -> str:
    return f"（{count} 个项目{why}，未计入）" if count else ""
