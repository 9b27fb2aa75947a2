"""Owns family A: the arithmetic of the money and the integrity of a form; figures may be truncated or rounded."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.checks.check import Check, Family, every
from generator.checks.finding import Hit, Lacking, Rule, Severity
from generator.checks.rules.totals import (
    A06,
    A08,
    A09,
    A10,
    A11,
    A12,
    A13,
    decimals,
    full_mark,
    grade,
    in_range,
    total,
    unit,
    weights,
)
from generator.forms.scoring import execution_score_span, is_whole_point, rate_span
from generator.forms.views import EvaluationView, FormView, either, equals, printed, value_of
from generator.record.fields import Field, Measure, along
from generator.record.kinds import value_at
from generator.record.meaning import is_within
from generator.record.values import HUNDRED, HUNDREDTH, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.checks.check import Verdict
    from generator.record.model import AmountsRow, FundsRow
    from generator.record.values import Figure

_AMOUNTS = ("initial_budget", "adjusted_budget", "executed")
_CUT = "原件这一处缺失，算不出。"

A01 = Rule(
    id="A01",
    severity=Severity.ERROR,
    weight=87,
    name="执行率算得对",
    found="执行率与金额对不上",
    tests="每一行资金的执行率等于全年执行数除以全年预算数。",
    formula="执行率 = 全年执行数 ÷ 全年预算数 × 100，取两位小数",
    basis="财预〔2020〕10号；表头“执行率（B/A）”。分母是全年预算数，不是年初预算数。",
    bounds="截取两位或四舍五入都算对（本地的系统是$rounding）；万元金额只印两位小数，由此带来的末位差也算对。"
    "表上的执行率都是整数时，取整到整数只是提示。",
    example="预算 48.86、执行 39.41，执行率印 82.00；应是 80.65 或 80.66。",
    silent_when="全年预算数是 0 时不除；“-”和空白不查；原件缺失的格子算作未能检查。",
    question="{label}的执行率印的是 {printed}%，按两个金额算是 {expected}%，哪一个对？",
    mend="核对全年预算数、全年执行数和执行率，改正错的那一个。",
)


def _rate(view: EvaluationView) -> Iterator[Verdict]:
    lines = view.form.funds.lines()
    whole = are_whole(line.execution_rate for _, _, line in lines)
    for key, label, line in lines:
        executed, budget, rate = (value_of(c) for c in (line.executed, line.adjusted_budget, line.execution_rate))
        if executed is None or budget is None or rate is None:
            if any(view.is_missing(f"funds.{key}.{name}") for name in (*_AMOUNTS[1:], "execution_rate")):
                yield Lacking(f"{label}：{_CUT}")
            continue
        span = rate_span(line.executed, line.adjusted_budget, view.form.funds.amount_unit)
        if span and not span.holds(rate):
            exact = executed / budget * HUNDRED
            says = f"{label}的执行率印 {rate}，{executed} ÷ {budget} × 100 {equals(exact)}，应是 {either(span)}。"
            hit = Hit(
                says,
                field=f"funds.{key}.execution_rate",
                printed=str(rate),
                expected=either(span),
                facts={"label": label},
            )
            yield as_rounding(hit) if whole and is_whole_point(rate, exact) else hit


def are_whole(figures: Iterable[Figure | None]) -> bool:
    """Every figure is printed as a whole number: the form rounds them all."""
    texts = [figure.text for figure in figures if figure is not None and figure.value is not None]
    return bool(texts) and all("." not in text for text in texts)


def as_rounding(hit: Hit) -> Hit:
    """The hit as a question about the rounding in use: all figures of the form are whole."""
    asks = "印的是整数 {printed}，按两位小数是 {expected}：表上的数都取整，用的是哪一种取整？"
    return replace(hit, severity=Severity.NOTE, question=asks, says=f"{hit.says.rstrip('。')}；表上的数都取整。")


A02 = Rule(
    id="A02",
    severity=Severity.ERROR,
    weight=86,
    name="执行得分算得对",
    found="执行得分与执行率对不上",
    tests="预算执行得分等于分数乘执行率。",
    formula="得分 = 分数 × 执行率 ÷ 100，取两位小数，不超过分数",
    basis="财预〔2020〕10号：预算执行率按区间或比例计分；通行的表按比例。",
    bounds="截取两位或四舍五入都算对。表上的得分都是整数时，取整到整分只是提示。",
    example="分数 10、执行率 80.65，得分印 9.00；应是 8.06 或 8.07。",
    silent_when="这一行没有分数或执行率（印“-”）时不查；原件缺失的格子算作未能检查。",
    question="预算执行得分印的是 {printed}，按执行率算是 {expected}，哪一个对？",
    mend="按分数 × 执行率重算得分。",
)


def _execution_score(view: EvaluationView) -> Iterator[Verdict]:
    line = view.form.funds.total
    weight, rate, score = value_of(line.weight), value_of(line.execution_rate), value_of(line.score)
    if weight is None or rate is None or score is None:
        yield Lacking(f"预算执行的分数、执行率或得分没有：{_CUT}")
        return
    span = execution_score_span(weight, rate)
    if not span.holds(score):
        exact = weight * rate / HUNDRED
        says = f"预算执行得分印 {score}，{weight} × {rate}% = {plain(exact)}，应是 {either(span)}。"
        hit = Hit(says, field="funds.total.score", printed=str(score), expected=either(span))
        whole = are_whole([line.score, *(row.score for row in view.form.indicators)])
        yield as_rounding(hit) if whole and is_whole_point(score, exact) else hit


A03 = Rule(
    id="A03",
    severity=Severity.NOTE,
    weight=30,
    name="预算为 0 时没有执行率",
    found="预算是 0 却印着执行率",
    tests="年度资金总额的全年预算数是 0 时，执行率应印“-”或 0。",
    formula="全年预算数 = 0 → 执行率为“-”、空白或 0.00",
    basis="除数是 0 时没有商；有的系统印“-”，有的印 0.00。",
    bounds="只看年度资金总额一行。",
    example="年度资金总额的全年预算数 0.00，执行率印 100.00。",
    silent_when="全年预算数大于 0，或执行率印“-”“0.00”。",
    question="{label}没有预算，印着的执行率 {printed}% 是怎么来的？",
    mend="执行率改为“-”，或补上全年预算数。",
)


def _no_budget(view: EvaluationView) -> Iterator[Verdict]:
    label, line = "年度资金总额", view.form.funds.total
    rate = value_of(line.execution_rate)
    if value_of(line.adjusted_budget) == 0 and rate:
        says = f"{label}的全年预算数是 {line.adjusted_budget}，执行率却印 {rate}；除数是 0 时算不出执行率。"
        field = "funds.total.execution_rate"
        yield Hit(says, field=field, printed=str(rate), expected="-", facts={"label": label})


A04 = Rule(
    id="A04",
    severity=Severity.ERROR,
    weight=85,
    name="资金来源加得起来",
    found="资金来源加不到总额",
    tests="年度资金总额等于财政拨款、上年结转、其他资金之和；申报表的项目资金同样。",
    formula="总额 = 当年财政拨款 + 上年结转资金 + 其他资金",
    basis="表的结构：“其中”各行是总额的组成。",
    bounds="相差 0.01 以内算对。",
    example="年度资金总额 100.00，财政拨款 90.00，结转和其他是 0。",
    silent_when="总额空白，或各项来源都空着（归 D10）；原件缺失的格子算作未能检查。",
    question="{label}印的是 {printed}，列出的来源合计 {expected}，相差的钱从哪里来？",
    mend="补上或改正各项资金来源，使它们加起来等于总额。",
)


def _sources(view: FormView) -> Iterator[Verdict]:
    for group in view.form.kind.fields:
        rows = getattr(getattr(view.form, group.key, None), "rows", ())
        if rows:
            yield from _open_rows(group, rows)
            continue
        for whole in (field for field in group.fields if field.sum_of):
            places = [f"{group.key}.{key}" for key in (whole.key, *whole.sum_of)]
            columns = [inner for inner in whole.fields if inner.measure is Measure.MONEY]
            for column in columns:
                yield from _sum_of(view, [f"{at}.{column.key}" for at in places], column.name)
            if not columns:
                yield from _sum_of(view, places, whole.name)


def _open_rows(group: Field, rows: Sequence[FundsRow | AmountsRow]) -> Iterator[Verdict]:
    """Rows with labels of their own: all of them, or those that are in no other row, make the total."""
    means = [row.means or "" for row in rows]
    if means.count("total") != 1:
        return
    outer = [number for number, mean in enumerate(means) if not any(is_within(mean, other) for other in means)]
    for column in along(f"{group.key}.rows", (group,))[-1].fields:
        if column.measure is not Measure.MONEY:
            continue
        whole, *_ = (getattr(row, column.key) for row, mean in zip(rows, means, strict=True) if mean == "total")
        found = []
        for numbers in (range(len(rows)), outer):
            parts = [getattr(rows[number], column.key) for number in numbers if means[number] != "total"]
            found.append(_sum_hit(f"{rows[means.index('total')].label}的{column.name}", whole, parts))
        if found[0] and found[1]:
            at = f"{group.key}.rows.{means.index('total') + 1}.{column.key}"
            yield Hit(found[1][0], field=at, printed=found[1][1], expected=found[1][2], facts=found[1][3])


def _sum_of(view: FormView, paths: Sequence[str], name: str) -> Iterator[Verdict]:
    """The first place against the sum of the others."""
    if any(map(view.is_missing, paths)):
        yield Lacking(f"{name}：{_CUT}")
        return
    printed_total, *parts = (value_at(view.form, path) for path in paths)
    hit = _sum_hit(view.form.kind.label_along(paths[0], "的"), printed_total, parts)
    if hit:
        yield Hit(hit[0], field=paths[0], printed=hit[1], expected=hit[2], facts=hit[3])


def _sum_hit(
    label: str, total: Figure | None, parts: list[Figure | None]
) -> tuple[str, str, str, dict[str, str]] | None:
    whole = value_of(total)
    if whole is None or all(value_of(part) is None for part in parts):
        return None
    found = sum((value_of(part) or Decimal(0) for part in parts), Decimal(0))
    if abs(whole - found) <= HUNDREDTH:
        return None
    formula = " + ".join(map(printed, parts))
    says = f"{label}印 {total}，各项来源 {formula} = {found:,f}，差 {whole - found:,f}。"
    return says, str(total), f"{found:f}", {"label": label}


A05 = Rule(
    id="A05",
    severity=Severity.ERROR,
    weight=92,
    name="支出不超过预算",
    found="支出多于预算",
    tests="全年执行数不大于全年预算数。",
    formula="全年执行数 ≤ 全年预算数",
    basis="预算法：支出以批准的预算为依据。",
    bounds="没有容差。",
    example="全年预算数 100.00，全年执行数 120.00。",
    silent_when="任一金额空白。",
    question="{label}支出 {printed}，全年预算 {expected}，超出的部分是怎么来的？",
    mend="核对两个金额；预算调整过的，填调整后的全年预算数。",
)


def _overspent(view: EvaluationView) -> Iterator[Verdict]:
    for key, label, line in view.form.funds.lines():
        executed, budget = value_of(line.executed), value_of(line.adjusted_budget)
        if executed is not None and budget is not None and executed > budget:
            says = f"{label}的全年执行数 {line.executed} 大于全年预算数 {line.adjusted_budget}。"
            field = f"funds.{key}.executed"
            expected = str(line.adjusted_budget)
            yield Hit(says, field=field, printed=str(line.executed), expected=expected, facts={"label": label})


FAMILY = Family(
    "A",
    "算术与完整",
    "表上的数字彼此对得上：执行率、得分、合计、等级。",
    (
        Check(A01, _rate),
        Check(A02, _execution_score),
        Check(A03, _no_budget),
        every(A04, _sources),
        Check(A05, _overspent),
        Check(A06, weights),
        Check(A08, total),
        Check(A09, in_range),
        Check(A10, grade),
        Check(A11, full_mark),
        Check(A12, None, unit),
        Check(A13, decimals),
    ),
)
