"""Owns what a unit answers: which finding an answer speaks of, and the rule that says where it speaks of none."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from typing import TYPE_CHECKING

from generator.checks.finding import Hit, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from generator.checks.finding import Finding
    from generator.record.model import Answer, Form

D14 = Rule(
    id="D14",
    severity=Severity.NOTE,
    weight=24,
    name="单位说明对得上一处发现",
    found="单位说明对不上发现",
    tests="每一条单位说明说的是这份表的一处发现。",
    formula="说明的规则、行和字段 = 一处发现的规则、行和字段",
    basis="说明和发现一起公开；对不上的说明放不到发现旁边，发现也等于没有人回答。",
    bounds="没有写字段的说明，这条规则在这一行（不写行就是行以外）只有一处发现才对得上；同一格的几个发现算一处。",
    example="规则编号写成 Z99；数字已经改对，说明还留着。",
    silent_when="没有单位说明，或每一条都对得上。",
    question="单位说明“{printed}”说的是哪一处？",
    mend="改正说明的规则编号、行或字段；发现已经没有了的，删去说明。",
)


Spot = tuple[str, int | None, str | None]
"""Rule, row and field of a place."""


def with_answers(findings: Sequence[Finding], answers: Sequence[Answer]) -> list[Finding]:
    """The findings of one form, each place with the first answer that speaks of it."""
    if not answers:
        return list(findings)
    spots = _spots_of(findings)
    answer_of: dict[Spot, Answer] = {}
    for answer in answers:
        met = _spots_met(answer, spots)
        if len(met) == 1:
            answer_of.setdefault(met[0], answer)
    return [_answered(finding, answer_of) for finding in findings]


def idle_answers(form: Form, findings: Sequence[Finding], known: Collection[str]) -> Iterator[Hit]:
    """Answers that speak of no finding of their form, or not plainly of one."""
    spots = _spots_of(findings) if form.answers else {}
    for number, answer in enumerate(form.answers, 1):
        met = _spots_met(answer, spots)
        if len(met) != 1:
            says = f"第 {number} 条单位说明“{answer.text}”：{_why(answer, met, known)}"
            yield Hit(says, field=f"answers.{number}.rule", printed=answer.text, expected="一处发现")


def _answered(finding: Finding, answer_of: Mapping[Spot, Answer]) -> Finding:
    places = tuple(
        dataclasses.replace(place, answer=answer_of.get((finding.rule.id, place.row, place.field)))
        for place in finding.places
    )
    return dataclasses.replace(finding, places=places)


def _spots_of(findings: Iterable[Finding]) -> dict[tuple[str, int | None], list[str | None]]:
    """The fields of every place, each once, by rule and row."""
    spots: dict[tuple[str, int | None], dict[str | None, None]] = defaultdict(dict)
    for finding in findings:
        for place in finding.places:
            spots[finding.rule.id, place.row][place.field] = None
    return {at: list(fields) for at, fields in spots.items()}


def _spots_met(answer: Answer, spots: Mapping[tuple[str, int | None], Sequence[str | None]]) -> list[Spot]:
    fields = spots.get((answer.rule, answer.row), ())
    return [(answer.rule, answer.row, field) for field in fields if answer.field in (None, field)]


def _why(answer: Answer, met: Sequence[Spot], known: Collection[str]) -> str:
    if answer.rule not in known:
        return f"规则书里没有规则 {answer.rule}。"
    if met:
        fields = "、".join(field or "没有字段" for _, _, field in met)
        return f"规则 {answer.rule} 在这里有 {len(met)} 处发现（{fields}），没有写明是哪个字段。"
    row = f"第 {answer.row} 行" if answer.row else "行以外"
    field = f"的 {answer.field}" if answer.field else ""
    return f"规则 {answer.rule} 在这份表{row}{field}没有发现。"
