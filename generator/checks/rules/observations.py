"""Owns what the editors saw in the document's text: each observation as a hit of the rule it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.finding import OBSERVED, Hit, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from generator.checks.finding import Finding
    from generator.record.model import Form

D16 = Rule(
    id="D16",
    severity=Severity.WARNING,
    weight=25,
    name="编者的观察说得出规则",
    found="编者的观察对不上规则",
    tests="每一条观察写着规则书里的一条规则。",
    formula="观察的规则 ∈ 规则书",
    basis="观察在它说的规则下公开；对不上的观察没有人看得到。",
    bounds="没有容差。",
    example="规则编号写成 Z99。",
    silent_when="没有观察，或每一条都对得上。",
    question="编者的观察“{printed}”说的是哪一条规则？",
    mend="改正观察的规则编号。",
)


def observed(form: Form) -> Mapping[str, Sequence[Hit]]:
    """The observations of a form as hits, by rule id."""
    hits: dict[str, list[Hit]] = {}
    for item in form.observations:
        hits.setdefault(item.rule, []).append(_hit(item.row, item.field, item.note))
    return hits


def _hit(row: int | None, field: str, note: str) -> Hit:
    text = note.rstrip("。")
    return Hit(
        says=f"{OBSERVED}：{text}。",
        row=row,
        field=field,
        printed=text,
        question=f"{OBSERVED}：{{printed}}。原件为什么这样写？",
        many=f"{OBSERVED} {{count}} 处：{{values}}。原件为什么这样写？",
        is_observed=True,
    )


def idle_observations(form: Form, findings: Sequence[Finding], known: Collection[str]) -> Iterator[Hit]:
    """Observations that concern no rule of the book."""
    del findings
    for number, item in enumerate(form.observations, 1):
        field = f"observations.{number}.rule"
        if item.rule not in known:
            yield Hit(f"规则书里没有规则 {item.rule}：“{item.note}”", field=field, printed=item.note)
