"""Owns family A: the arithmetic and the integrity of a form. Every figure may be truncated or rounded."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.checks.check import Check, Family, every, row_hit
from generator.checks.finding import Hit, Lacking, Rule, Severity
from generator.forms.formulas import sum_scores, sum_weights
from generator.forms.scoring import execution_score_span, rate_span
from generator.forms.views import DeclarationView, EvaluationView, FormView, either, equals, printed, value_of
from generator.record.fields import Measure
from generator.record.kinds import value_at
from generator.record.tables import FUNDS_COLUMNS
from generator.record.values import HUNDRED, HUNDREDTH, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.checks.check import Outcome
    from generator.record.model import Form, FundsLine
    from generator.record.values import Figure

_COLUMNS = dict(FUNDS_COLUMNS)
_AMOUNTS = ("initial_budget", "adjusted_budget", "executed")
_CUT = "原件这一处缺失，算不出。"

A01 = Rule(
    id="A01",
    severity=Severity.ERROR,
    name="执行率算得对",
    tests="每一行资金的执行率等于全年执行数除以全年预算数。",
    formula="执行率 = 全年执行数 ÷ 全年预算数 × 100，取两位小数",
    basis="财预〔2020〕10号；表头“执行率（B/A）”。分母是全年预算数，不是年初预算数。",
    bounds="截取两位或四舍五入都算对（有的地区的系统截取，有的四舍五入）；万元金额只印两位小数，由此带来的末位差也算对。",
    example="预算 48.86、执行 39.41，执行率印 82.00；应是 80.65 或 80.66。",
    silent_when="全年预算数是 0 时不除；“-”和空白不查；原件缺失的格子算作未能检查。",
    question="{label}的执行率印的是 {printed}%，按两个金额算是 {expected}%，哪一个对？",
    mend="核对全年预算数、全年执行数和执行率，改正错的那一个。",
)


def _rate(view: EvaluationView) -> Iterator[Outcome]:
    for key, label, line in view.form.funds.lines():
        executed, budget, rate = (value_of(c) for c in (line.executed, line.adjusted_budget, line.execution_rate))
        if executed is None or budget is None or rate is None:
            if any(view.form.is_missing(f"funds.{key}.{name}") for name in (*_AMOUNTS[1:], "execution_rate")):
                yield Lacking(f"{label}：{_CUT}")
            continue
        span = rate_span(line.executed, line.adjusted_budget, view.form.funds.amount_unit)
        if span and not span.holds(rate):
            exact = equals(executed / budget * HUNDRED)
            says = f"{label}的执行率印 {rate}，{executed} ÷ {budget} × 100 {exact}，应是 {either(span)}。"
            yield Hit(
                says,
                field=f"funds.{key}.execution_rate",
                printed=str(rate),
                expected=either(span),
                facts={"label": label},
            )


A02 = Rule(
    id="A02",
    severity=Severity.ERROR,
    name="执行得分算得对",
    tests="预算执行得分等于分数乘执行率。",
    formula="得分 = 分数 × 执行率 ÷ 100，取两位小数，不超过分数",
    basis="财预〔2020〕10号：预算执行率按区间或比例计分；通行的表按比例。",
    bounds="截取两位或四舍五入都算对。",
    example="分数 10、执行率 80.65，得分印 9.00；应是 8.06 或 8.07。",
    silent_when="这一行没有分数或执行率（印“-”）时不查；原件缺失的格子算作未能检查。",
    question="预算执行得分印的是 {printed}，按执行率算是 {expected}，哪一个对？",
    mend="按分数 × 执行率重算得分。",
)


def _execution_score(view: EvaluationView) -> Iterator[Outcome]:
    line = view.form.funds.total
    weight, rate, score = value_of(line.weight), value_of(line.execution_rate), value_of(line.score)
    if weight is None or rate is None or score is None:
        yield Lacking(f"预算执行的分数、执行率或得分没有：{_CUT}")
        return
    span = execution_score_span(weight, rate)
    if not span.holds(score):
        says = f"预算执行得分印 {score}，{weight} × {rate}% = {plain(weight * rate / HUNDRED)}，应是 {either(span)}。"
        yield Hit(says, field="funds.total.score", printed=str(score), expected=either(span))


A03 = Rule(
    id="A03",
    severity=Severity.NOTE,
    name="预算为 0 时没有执行率",
    tests="全年预算数是 0 的一行，执行率应印“-”或 0。",
    formula="全年预算数 = 0 → 执行率为“-”、空白或 0.00",
    basis="除数是 0 时没有商；有的系统印“-”，有的印 0.00。",
    bounds="没有容差。",
    example="当年财政拨款的全年预算数 0.00，执行率印 100.00。",
    silent_when="全年预算数大于 0，或执行率印“-”“0.00”。",
    question="{label}没有预算，为什么印着执行率 {printed}%？",
    mend="执行率改为“-”，或补上全年预算数。",
)


def _no_budget(view: EvaluationView) -> Iterator[Outcome]:
    for key, label, line in view.form.funds.lines():
        rate = value_of(line.execution_rate)
        if value_of(line.adjusted_budget) == 0 and rate:
            says = f"{label}的全年预算数是 {line.adjusted_budget}，执行率却印 {rate}；除数是 0 时算不出执行率。"
            field = f"funds.{key}.execution_rate"
            yield Hit(says, field=field, printed=str(rate), expected="-", facts={"label": label})


A04 = Rule(
    id="A04",
    severity=Severity.ERROR,
    name="资金来源加得起来",
    tests="年度资金总额等于财政拨款、上年结转、其他资金之和；申报表的项目资金同样。",
    formula="总额 = 当年财政拨款 + 上年结转资金 + 其他资金",
    basis="表的结构：“其中”各行是总额的组成。",
    bounds="相差 0.01 以内算对。",
    example="年度资金申请总额 54,449,000，三项来源都空着。",
    silent_when="总额空白时不查；原件缺失的格子算作未能检查。",
    question="{label}印的是 {printed}，列出的来源合计 {expected}，其余的钱从哪里来？",
    mend="补上或改正各项资金来源，使它们加起来等于总额。",
)


def _sources(view: FormView) -> Iterator[Outcome]:
    for group in view.form.kind.fields:
        for total in (field for field in group.fields if field.sum_of):
            places = [f"{group.key}.{key}" for key in (total.key, *total.sum_of)]
            columns = [inner for inner in total.fields if inner.measure is Measure.MONEY]
            for column in columns:
                yield from _sum_of(view.form, [f"{at}.{column.key}" for at in places], column.name)
            if not columns:
                yield from _sum_of(view.form, places, total.name)


def _sum_of(form: Form, paths: Sequence[str], name: str) -> Iterator[Outcome]:
    """The first place against the sum of the others."""
    if any(map(form.is_missing, paths)):
        yield Lacking(f"{name}：{_CUT}")
        return
    total, *parts = (value_at(form, path) for path in paths)
    hit = _sum_hit(form.kind.label_along(paths[0], "的"), total, parts)
    if hit:
        yield Hit(hit[0], field=paths[0], printed=hit[1], expected=hit[2], facts=hit[3])


def _sum_hit(
    label: str, total: Figure | None, parts: list[Figure | None]
) -> tuple[str, str, str, dict[str, str]] | None:
    whole = value_of(total)
    if whole is None:
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
    name="支出不超过预算",
    tests="全年执行数不大于全年预算数。",
    formula="全年执行数 ≤ 全年预算数",
    basis="预算法：支出以批准的预算为依据。",
    bounds="没有容差。",
    example="全年预算数 100.00，全年执行数 120.00。",
    silent_when="任一金额空白。",
    question="{label}支出 {printed}，超过全年预算 {expected}，超出的部分有没有批准？",
    mend="核对两个金额；预算调整过的，填调整后的全年预算数。",
)


def _overspent(view: EvaluationView) -> Iterator[Outcome]:
    for key, label, line in view.form.funds.lines():
        executed, budget = value_of(line.executed), value_of(line.adjusted_budget)
        if executed is not None and budget is not None and executed > budget:
            says = f"{label}的全年执行数 {line.executed} 大于全年预算数 {line.adjusted_budget}。"
            field = f"funds.{key}.executed"
            expected = str(line.adjusted_budget)
            yield Hit(says, field=field, printed=str(line.executed), expected=expected, facts={"label": label})


A06 = Rule(
    id="A06",
    severity=Severity.ERROR,
    name="分值合计 100",
    tests="各行指标的分值加上预算执行的分数等于 100。",
    formula="指标分值之和 + 预算执行分数 = 100",
    basis="财预〔2020〕10号：总分 100 分，预算执行 10 分、指标 90 分。",
    bounds="相差 0.01 以内算对。",
    example="指标分值合计 88，预算执行 10 分，共 98 分。",
    silent_when="有分值缺失时算作未能检查。",
    question="分值加起来是 {printed}，不是 {expected}，少了哪一行，还是哪一行写错了？",
    mend="核对每一行的分值，使合计为 100。",
)


def _weights(view: EvaluationView) -> Iterator[Outcome]:
    rows, execution = sum_weights(view.form.indicators), value_of(view.form.funds.total.weight)
    if rows is None or execution is None:
        yield Lacking("有一处分值缺失，加不出合计。")
    elif abs(rows + execution - HUNDRED) > HUNDREDTH:
        total = plain(rows + execution)
        says = f"指标分值合计 {plain(rows)}，加预算执行 {plain(execution)}，共 {total}，应是 100。"
        yield Hit(says, field="total_weight", printed=total, expected="100")


A08 = Rule(
    id="A08",
    severity=Severity.ERROR,
    name="总分加得对",
    tests="合计得分等于预算执行得分加各行指标得分。",
    formula="合计得分 = 预算执行得分 + 指标得分之和",
    basis="财预〔2020〕10号；表的合计行。",
    bounds="相差 0.01 以内算对。",
    example="各项得分加起来 91.37，合计印 93.37。",
    silent_when="合计或任一得分缺失时算作未能检查。",
    question="总分印的是 {printed}，各项加起来是 {expected}，哪一个对？",
    mend="重加各行得分，改正合计或错的那一行。",
)


def _total(view: EvaluationView) -> Iterator[Outcome]:
    form = view.form
    rows, execution, total = sum_scores(form.indicators), value_of(form.funds.total.score), form.score
    if rows is None or execution is None or total is None:
        yield Lacking("合计或有一处得分缺失，无从相加比对。")
    elif abs(rows + execution - total) > HUNDREDTH:
        found = plain(rows + execution)
        says = f"合计得分印 {form.total_score}，预算执行 {plain(execution)} + 指标 {plain(rows)} = {found}。"
        yield Hit(says, field="total_score", printed=str(form.total_score), expected=found)


A09 = Rule(
    id="A09",
    severity=Severity.ERROR,
    name="得分不超出分值",
    tests="每一行得分在 0 和分值之间，分值大于 0。",
    formula="0 ≤ 得分 ≤ 分值，分值 > 0",
    basis="财预〔2020〕10号：完成指标得该指标全部分值。",
    bounds="没有容差。",
    example="分值 5.00，得分 6.00。",
    silent_when="分值或得分空白。",
    question="这一行满分 {weight} 分，得分印的是 {score}，是不是写错了？",
    mend="核对这一行的分值和得分。",
)


def _in_range(view: EvaluationView) -> Iterator[Outcome]:
    for row in view.rows:
        if row.weight is not None and row.weight <= 0:
            yield row_hit(row, f"分值印 {row.weight}，应大于 0。", field="weight", expected="大于 0")
        elif row.weight is not None and row.score is not None and not 0 <= row.score <= row.weight:
            says = f"得分印 {row.score}，应在 0 和分值 {row.weight} 之间。"
            yield row_hit(row, says, field="score", expected=f"0 至 {row.weight}")


A10 = Rule(
    id="A10",
    severity=Severity.ERROR,
    name="等级与总分相符",
    tests="表上的等级是总分所在的那一等，用的是规定的字。",
    formula="总分落在哪一等的区间，等级就是哪一等",
    basis="财预〔2020〕10号：优 [90,100]，良 [80,90)，中 [60,80)，差 60 以下；有的模板印合格、不合格。",
    bounds="{profile.grades}；在 data/profile.yaml 里设。",
    example="总分 86，等级印优；应是良。",
    silent_when="总分缺失时算作未能检查；等级空白由 D10 检查。",
    question="总分 {total}，等级印的是“{printed}”，按区间是“{expected}”，哪一个对？",
    mend="按总分改正等级，或改正总分。",
)


def _grade(view: EvaluationView) -> Iterator[Outcome]:
    form = view.form
    if form.grade is None:
        return
    if form.score is None:
        yield Lacking("合计得分缺失，等级无从比对。")
        return
    grade = view.profile.grade_at(form.score)
    if not grade.is_meant_by(form.grade):
        expected = "或".join(grade.words)
        says = f"总分 {form.total_score}，等级印“{form.grade}”；{plain(grade.lower)} 分起是“{expected}”。"
        yield Hit(says, field="grade", printed=form.grade, expected=expected, facts={"total": str(form.total_score)})


A11 = Rule(
    id="A11",
    severity=Severity.WARNING,
    name="合计行印着满分",
    tests="合计行的分值印 100。",
    formula="合计分值 = 100",
    basis="表的合计行。",
    bounds="没有容差。",
    example="合计行的分值空着。",
    silent_when="原件这一格缺失时算作未能检查。",
    question="合计行的满分印的是“{printed}”，不是 100，是漏印还是写错？",
    mend="合计行的分值填 100。",
)


def _full_mark(view: EvaluationView) -> Iterator[Outcome]:
    form = view.form
    if form.is_missing("total_weight"):
        yield Lacking("合计行原件缺失。")
    elif value_of(form.total_weight) != HUNDRED:
        text = printed(form.total_weight)
        yield Hit(f"合计行的分值印“{text}”，应是 100。", field="total_weight", printed=text, expected="100")


A12 = Rule(
    id="A12",
    severity=Severity.WARNING,
    name="金额有单位",
    tests="资金栏印着金额单位。",
    formula="表上印“万元”或“元”",
    basis="公开的金额要有单位；元和万元相差一万倍。",
    bounds="没有单位时按数额判断并注明是判断。",
    example="年度资金申请总额 54,449,000，表上没有单位。",
    silent_when="表上印着单位。",
    question="表上的金额没有单位，是元还是万元？这里按{expected}读。",
    mend="在表头补上金额单位，并把 amount_unit_basis 改成 printed。",
)


def _unit(view: DeclarationView) -> Iterator[Outcome]:
    amounts = view.form.amounts
    if not amounts.is_unit_printed:
        unit = amounts.amount_unit.value
        says = f"表上没有印金额单位；年度资金申请总额 {printed(amounts.annual_total)}，按数额判断是{unit}。"
        yield Hit(says, field="amounts.amount_unit", printed="空白", expected=unit)


A13 = Rule(
    id="A13",
    severity=Severity.NOTE,
    name="小数位数一致",
    tests="同一张表里分值和得分的小数位数一样。",
    formula="各行分值、得分和预算执行分数的小数位数相同",
    basis="同一栏数字便于对齐和核对；系统导出的表是一致的，不一致多半是手工改过。",
    bounds="合计行不算在内：系统在那里省去末尾的 0。",
    example="指标分值印 13，预算执行分数印 10.00。",
    silent_when="各行一致。",
    question="有的分数印 {printed}，有的印 {expected}，小数位数为什么不一样？",
    mend="统一成两位小数，或确认原件如此并在单位说明里写明。",
)


def _decimals(view: EvaluationView) -> Iterator[Outcome]:
    cells = [cell for row in view.form.indicators for cell in (row.weight, row.score)]
    line: FundsLine = view.form.funds.total
    figures = [cell for cell in (line.weight, line.score, *cells) if cell is not None and cell.value is not None]
    by_places = {len(figure.text.partition(".")[2]): figure.text for figure in reversed(figures)}
    if len(by_places) > 1:
        few, many = by_places[min(by_places)], by_places[max(by_places)]
        says = f"同一张表里，有的分数印 {few}，有的印 {many}，小数位数不一样。"
        yield Hit(says, field="indicators", printed=few, expected=many)


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
        Check(A06, _weights),
        Check(A08, _total),
        Check(A09, _in_range),
        Check(A10, _grade),
        Check(A11, _full_mark),
        Check(A12, None, _unit),
        Check(A13, _decimals),
    ),
)
