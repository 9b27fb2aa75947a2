"""Owns what a unit answers: which finding an answer speaks of, and the rule that says where it speaks of none."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from generator.checks.finding import Hit, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from generator.checks.finding import Finding
    from generator.record.model import Answer, Form

D14 = Rule(
    id="D14",
    severity=Severity.NOTE,
    name="单位说明对得上一处发现",
    tests="每一条单位说明说的是这份表的一处发现。",
    formula="说明的规则、行和字段 = 一处发现的规则、行和字段",
    basis="说明和发现一起公开；对不上的说明放不到发现旁边，发现也等于没有人回答。",
    bounds="没有写字段的说明，这条规则在这一行（不写行就是行以外）只有一处发现才对得上；同一格的几个发现算一处。",
    example="规则编号写成 Z99；数字已经改对，说明还留着。",
    silent_when="没有单位说明，或每一条都对得上。",
    question="单位说明“{printed}”说的是哪一处？",
    mend="改正说明的规则编号、行或字段；发现已经没有了的，删去说明。",
)


Place = tuple[str, int | None, str | None]
"""Rule, row and field of a finding."""


def with_answers(findings: Sequence[Finding], answers: Sequence[Answer]) -> list[Finding]:
    """The findings of one form, each with the first answer that speaks of it."""
    answer_of: dict[Place, Answer] = {}
    for answer in answers:
        places = _places_met(answer, findings)
        if len(places) == 1:
            answer_of.setdefault(places[0], answer)
    return [dataclasses.replace(finding, answer=answer_of.get(_place(finding))) for finding in findings]


def idle_answers(form: Form, findings: Sequence[Finding], known: Collection[str]) -> Iterator[Hit]:
    """Answers that speak of no finding of their form, or not plainly of one."""
    for number, answer in enumerate(form.answers, 1):
        places = _places_met(answer, findings)
        if len(places) != 1:
            says = f"第 {number} 条单位说明“{answer.text}”：{_why(answer, places, known)}"
            yield Hit(says, field=f"answers.{number}.rule", printed=answer.text, expected="一处发现")


def _place(finding: Finding) -> Place:
    return finding.rule.id, finding.row, finding.field


def _places_met(answer: Answer, findings: Sequence[Finding]) -> list[Place]:
    met = [place for place in map(_place, findings) if place[:2] == (answer.rule, answer.row)]
    return [place for place in dict.fromkeys(met) if answer.field in (None, place[2])]


def _why(answer: Answer, places: Sequence[Place], known: Collection[str]) -> str:
    if answer.rule not in known:
        return f"规则书里没有规则 {answer.rule}。"
    if places:
        fields = "、".join(field or "没有字段" for _, _, field in places)
        return f"规则 {answer.rule} 在这里有 {len(places)} 处发现（{fields}），没有写明是哪个字段。"
    row = f"第 {answer.row} 行" if answer.row else "行以外"
    field = f"的 {answer.field}" if answer.field else ""
    return f"规则 {answer.rule} 在这份表{row}{field}没有发现。"
