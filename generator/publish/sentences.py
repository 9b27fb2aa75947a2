"""Owns the fixed sentence of the final accounts, section 预算绩效管理情况, filled from the data, ready to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.wording import amount, points

if TYPE_CHECKING:
    from generator.summary.year import DepartmentYear

BLANK = "【　】"
"""Stands where the data hold no figure; the unit fills it in."""


def final_accounts_sentence(row: DepartmentYear, year: int) -> str:
    """The sentence for one department: projects and amounts self-evaluated, mean score, count per grade.

    Figures the forms do not hold (projects tracked, problems found and mended) stay blank.
    """
    s = row.statistics
    grades = "、".join(f"评为“{name}”的 {count} 个" for name, count in s.grades)
    declared = f"{row.declared} 个" if row.declared else f"{BLANK}个"
    mean = f"平均得分 {points(s.scores.mean)} 分"
    if s.scores.missing:
        mean += f"（{s.scores.missing} 个项目总分缺失，未计入）"
    return (
        f"{year}年度，{row.department.name}编报绩效目标的项目 {declared}，涉及预算资金{BLANK}万元；"
        f"开展绩效跟踪的项目{BLANK}个，涉及预算资金{BLANK}万元；"
        f"开展绩效自评价的项目 {s.forms} 个，涉及全年预算资金 {amount(s.adjusted_budget.total)} 万元，"
        f"执行 {amount(s.executed.total)} 万元；{mean}，其中{grades}；"
        f"绩效评价中发现的问题{BLANK}个，已整改{BLANK}个，正在整改{BLANK}个。"
    )
