"""Owns family H: what two forms say together, declaration and evaluation, this year and last, unit and unit."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.checks.check import Check, Family, every, row_hit
from generator.checks.finding import Hit, Lacking, Rule, Severity
from generator.forms.views import EvaluationView, FormView, printed
from generator.record.kinds import KINDS
from generator.record.target import parse_quantity
from generator.record.values import HUNDREDTH, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.check import Verdict
    from generator.forms.views import FormView, RowView

_NO_DECLARATION = "资料里没有同一单位同名项目这一年的申报表。"

H01 = Rule(
    id="H01",
    severity=Severity.WARNING,
    weight=78,
    name="自评的目标就是申报的目标",
    found="自评的目标与申报不同",
    tests="同名的三级指标，自评表的目标值与申报表相同；申报的指标没有丢下，自评没有另加。",
    formula="自评目标值 = 申报目标值，逐行",
    basis="预算法和财预〔2015〕88号：目标随预算批复，不随意调整。",
    bounds="按符号、数值、单位比较，98 与 98.00 相同；几行同名的，与其中一行相同就算。",
    example="申报 ≥1300 人次，自评的目标是 ≥1000 人次。",
    silent_when="没有同一单位同名项目这一年的申报表时算作未能检查。",
    question="{what}，目标是怎么改的，谁批准的？",
    many="{count} 行{group}，目标是怎么改的，谁批准的？",
    mend="改回批复的目标；调整过的，写明批准的依据。",
)


def _same_targets(view: EvaluationView) -> Iterator[Verdict]:
    declaration = view.neighbours.declaration(view.form)
    if declaration is None:
        yield Lacking(_NO_DECLARATION)
        return
    declared: dict[str, list[str | None]] = defaultdict(list)
    for promised in declaration.indicators:
        declared[promised.name].append(promised.target)
    for row in view.rows:
        name, targets = row.indicator.name, declared.get(row.indicator.name)
        if targets is None:
            what = f"自评另有“{name}”，申报表里没有"
            yield _target_hit(row, "申报表里没有这一行指标。", what, "是申报表里没有的", field="name")
        elif not any(_is_same(target, row.indicator.target) for target in targets):
            expected = " 或 ".join(dict.fromkeys(map(printed, targets)))
            what = f"“{name}”自评的目标是 {row.goal}，申报的是 {expected}"
            says = f"目标 {row.goal}，申报的是 {expected}。"
            yield replace(_target_hit(row, says, what, "的目标与申报的不同", field="target"), expected=expected)
    kept = {row.indicator.name for row in view.rows}
    dropped = [name for name in declared if name not in kept]
    if dropped:
        words = "、".join(f"“{name}”" for name in dropped)
        what = f"申报的{words}不在自评表里"
        yield Hit(f"{what}。", field="indicators", facts={"what": what}, cause="dropped")


def _target_hit(row: RowView, says: str, what: str, group: str, *, field: str) -> Hit:
    return row_hit(row, says, field=field, facts={"what": what, "group": group}, cause=group)


def _is_same(declared: str | None, evaluated: str | None) -> bool:
    if declared == evaluated:
        return True
    first, second = parse_quantity(declared or ""), parse_quantity(evaluated or "")
    return first is not None and first == second


H02 = Rule(
    id="H02",
    severity=Severity.WARNING,
    weight=77,
    name="年初预算就是申请的金额",
    found="年初预算与申请金额不同",
    tests="自评表的年初预算数与申报表的年度资金申请总额相等。",
    formula="年初预算数 = 年度资金申请总额，都化成万元",
    basis="预算法：预算按批复执行。",
    bounds="相差 0.01 万元以内算对；年度比年度，不与跨年项目的总额比。",
    example="申报 1,598.60 万元，年初预算 1,300.00 万元。",
    silent_when="没有申报表时算作未能检查；任一金额空白。",
    question="年初预算 {printed} 万元，申报时申请 {expected} 万元，相差的钱是怎么回事？",
    mend="核对两个金额；批复时核减的，写明。",
)


def _same_budget(view: EvaluationView) -> Iterator[Verdict]:
    declaration = view.neighbours.declaration(view.form)
    if declaration is None:
        yield Lacking(_NO_DECLARATION)
        return
    initial = view.form.funds.wan_yuan("initial_budget")
    asked = declaration.amounts.wan_yuan("annual_total")
    if initial is not None and asked is not None and abs(initial - asked) > HUNDREDTH:
        says = f"年初预算 {plain(initial)} 万元，申报表的年度资金申请总额是 {plain(asked)} 万元。"
        yield Hit(says, field="funds.total.initial_budget", printed=plain(initial), expected=plain(asked))


H03 = Rule(
    id="H03",
    severity=Severity.ERROR,
    weight=76,
    name="有申报就有自评",
    found="申报和自评缺一张",
    tests="同一单位同一年，有申报表的项目有自评表，反过来也是。",
    formula="申报的项目 = 自评的项目",
    basis="财预〔2020〕10号：批复绩效目标的项目都要自评。",
    bounds="按单位、年度、项目名称对应。申报了没有自评是错误，自评了没有申报是警告。",
    example="申报了三个项目，自评只有两个。",
    silent_when="这个单位这一年只有一种表：资料不全，算作未能检查。",
    question="这个项目{what}，另一张表在哪里？",
    mend="补上另一张表；项目取消的，写单位说明。",
)


def _paired(view: FormView) -> Iterator[Verdict]:
    form, near = view.form, view.neighbours
    for other in KINDS.values():
        is_promised = other.promises == form.kind.key
        if not is_promised and form.kind.promises != other.key:
            continue
        if not near.has(other.key, form.year, form.unit_id):
            yield Lacking(f"资料里没有这个单位 {form.year} 年的{other.noun}。")
        elif near.same_year(form) is None:
            what = f"没有{form.year} 年的{other.noun}"
            says = f"这个单位 {form.year} 年有别的{other.noun}，没有这个项目的。"
            severity = Severity.WARNING if is_promised else Severity.ERROR
            yield Hit(says, field="project", severity=severity, facts={"what": what})


H05 = Rule(
    id="H05",
    severity=Severity.NOTE,
    weight=56,
    name="去年说要改的，今年改了",
    found="去年说要改的又失分",
    tests="去年失分并写了改进措施的行，今年没有再失分。",
    formula="去年失分且原因含 今后、后续、将、加强 → 今年得分 = 分值",
    basis="财预〔2020〕10号：自评结果用于改进。",
    bounds="按三级指标的名称对应。",
    example="去年写“今后增派人员”，今年同一行又失分。",
    silent_when="没有去年的表时算作未能检查；原因没有写措施。",
    question="去年写过“{promise}”，今年这一行又失分，措施做到了哪一步？",
    many="{count} 行去年写过措施，今年又失分，措施做到了哪一步？",
    mend="写明去年的措施做到哪一步。",
)
_PROMISES = ("今后", "后续", "将", "加强", "改进", "下一步")


def _promised(view: EvaluationView) -> Iterator[Verdict]:
    before = view.neighbours.in_year(view.form, view.form.year - 1)
    if before is None:
        yield Lacking(f"没有这个项目 {view.form.year - 1} 年的自评表。")
        return
    promised = {
        row.name: row.reason
        for row in before.indicators
        if row.lost and row.lost > 0 and row.reason and any(word in row.reason for word in _PROMISES)
    }
    for row in view.rows:
        promise = promised.get(row.indicator.name)
        if promise and row.lost and row.lost > 0:
            says = f"去年失分时写了“{promise}”，今年又失 {plain(row.lost)} 分。"
            yield row_hit(row, says, field="score", facts={"promise": promise.rstrip("。")})


H06 = Rule(
    id="H06",
    severity=Severity.NOTE,
    weight=55,
    name="同名项目各是各的",
    found="与别的单位整张表相同",
    tests="同一年几个单位的同名项目，金额和指标不完全一样。",
    formula="同名、不同单位 → 金额或指标不同",
    basis="同一系统的单位常有同名项目；名称相同不算重复，整张表相同才问。",
    bounds="年初、全年、执行三个金额和全部三级指标都相同才算。",
    example="两个单位的“宣传工作经费”金额和指标全部相同。",
    silent_when="没有同名项目，或有一处不同。",
    question="这张表与{other}的同名项目金额和指标全部相同，两张表各是谁的？",
    mend="核对是不是放错了单位。",
)


def _same_form(view: EvaluationView) -> Iterator[Verdict]:
    form = view.form
    for other in view.neighbours.twins(form):
        says = f"与{other.unit}的同名项目金额和指标全部相同。"
        yield Hit(says, field="project", printed=form.project, facts={"other": other.unit})


FAMILY = Family(
    "H",
    "表与表之间",
    "申报与自评、今年与去年、单位与单位之间说法一致。",
    (
        Check(H01, _same_targets),
        Check(H02, _same_budget),
        every(H03, _paired),
        Check(H05, _promised),
        Check(H06, _same_form),
    ),
)
