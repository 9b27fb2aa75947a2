"""Owns the rules of family A on points: their sums, their bounds, the grade, and how the figures are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.check import row_hit
from generator.checks.finding import Hit, Lacking, Rule, Severity
from generator.forms.formulas import sum_scores, sum_weights
from generator.forms.views import printed, value_of
from generator.record.values import HUNDRED, HUNDREDTH, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.checks.check import Verdict
    from generator.forms.views import DeclarationView, EvaluationView
    from generator.record.values import Figure

A06 = Rule(
    id="A06",
    severity=Severity.ERROR,
    weight=94,
    name="分值合计 100",
    found="分值合计不是 100",
    tests="各行指标的分值加上预算执行的分数等于 100。",
    formula="指标分值之和 + 预算执行分数 = 100",
    basis="财预〔2020〕10号：总分 100 分，预算执行 10 分、指标 90 分；本地预算执行 $execution_weight 分。",
    bounds="相差 0.01 以内算对。",
    example="指标分值和预算执行加起来共 98 分。",
    silent_when="有分值缺失时算作未能检查。",
    question="分值加起来是 {printed}，应是 {expected}，差在哪一行？",
    mend="核对每一行的分值，使合计为 100。",
)


def weights(view: EvaluationView) -> Iterator[Verdict]:
    """The points of the rows and of the execution against 100."""
    rows, execution = sum_weights(view.form.indicators), value_of(view.form.funds.total.weight)
    if rows is None or execution is None:
        yield Lacking("有一处分值缺失，加不出合计。")
    elif abs(rows + execution - HUNDRED) > HUNDREDTH:
        found = plain(rows + execution)
        says = f"指标分值合计 {plain(rows)}，加预算执行 {plain(execution)}，共 {found}，应是 100。"
        yield Hit(says, field="total_weight", printed=found, expected="100")


A08 = Rule(
    id="A08",
    severity=Severity.ERROR,
    weight=96,
    name="总分加得对",
    found="总分与各项得分对不上",
    tests="合计得分等于预算执行得分加各行指标得分。",
    formula="合计得分 = 预算执行得分 + 指标得分之和",
    basis="财预〔2020〕10号；表的合计行。",
    bounds="相差 0.01 以内算对。",
    example="各项得分加起来 91.37，合计印 93.37。",
    silent_when="合计或任一得分缺失时算作未能检查。",
    question="总分印的是 {printed}，各项加起来是 {expected}，哪一个对？",
    mend="重加各行得分，改正合计或错的那一行。",
)


def total(view: EvaluationView) -> Iterator[Verdict]:
    """The printed total against the sum."""
    form = view.form
    rows, execution, whole = sum_scores(form.indicators), value_of(form.funds.total.score), form.score
    if rows is None or execution is None or whole is None:
        yield Lacking("合计或有一处得分缺失，无从相加比对。")
    elif abs(rows + execution - whole) > HUNDREDTH:
        found = plain(rows + execution)
        says = f"合计得分印 {form.total_score}，预算执行 {plain(execution)} + 指标 {plain(rows)} = {found}。"
        yield Hit(says, field="total_score", printed=str(form.total_score), expected=found)


A09 = Rule(
    id="A09",
    severity=Severity.ERROR,
    weight=93,
    name="得分不超出分值",
    found="得分超出分值",
    tests="每一行得分在 0 和分值之间，分值大于 0。",
    formula="0 ≤ 得分 ≤ 分值，分值 > 0",
    basis="财预〔2020〕10号：完成指标得该指标全部分值。",
    bounds="没有容差。",
    example="分值 5.00，得分 6.00。",
    silent_when="分值或得分空白。",
    question="这一行满分 {weight} 分，得分印的是 {score}，应是多少？",
    many="{count} 行的得分不在 0 和分值之间，应是多少？",
    mend="核对这一行的分值和得分。",
)


def in_range(view: EvaluationView) -> Iterator[Verdict]:
    """Rows with more than their points, fewer than none, or no points to get."""
    for row in view.rows:
        if row.weight is not None and row.weight <= 0:
            yield row_hit(row, f"分值印 {row.weight}，应大于 0。", field="weight", expected="大于 0")
        elif row.weight is not None and row.score is not None and not 0 <= row.score <= row.weight:
            says = f"得分印 {row.score}，应在 0 和分值 {row.weight} 之间。"
            yield row_hit(row, says, field="score", expected=f"0 至 {row.weight}")


A10 = Rule(
    id="A10",
    severity=Severity.ERROR,
    weight=95,
    name="等级与总分相符",
    found="等级与总分对不上",
    tests="表上的等级是总分所在的那一等，用的是规定的字。",
    formula="总分落在哪一等的区间，等级就是哪一等",
    basis="财预〔2020〕10号分四等；用的字和下限由地区定，有的模板另有一套字。",
    bounds="$grades；在 data/profile.yaml 里设。",
    example="总分不到 $top_lower，等级印“$top”。",
    silent_when="总分缺失时算作未能检查；等级空白由 D10 检查。",
    question="总分 {total}，等级印的是“{printed}”，按区间是“{expected}”，哪一个对？",
    mend="按总分改正等级，或改正总分。",
)


def grade(view: EvaluationView) -> Iterator[Verdict]:
    """The printed grade against the one the total belongs to."""
    form = view.form
    if form.grade is None:
        return
    if form.score is None:
        yield Lacking("合计得分缺失，等级无从比对。")
        return
    due = view.profile.grade_at(form.score)
    if not due.is_meant_by(form.grade):
        expected = "或".join(due.words)
        says = f"总分 {form.total_score}，等级印“{form.grade}”；{plain(due.lower)} 分起是“{expected}”。"
        yield Hit(says, field="grade", printed=form.grade, expected=expected, facts={"total": str(form.total_score)})


A11 = Rule(
    id="A11",
    severity=Severity.WARNING,
    weight=29,
    name="合计行印着满分",
    found="合计行没有印满分",
    tests="合计行的分值印 100。",
    formula="合计分值 = 100",
    basis="表的合计行。",
    bounds="没有容差。",
    example="合计行的分值空着。",
    silent_when="原件这一格缺失时算作未能检查。",
    question="合计行的满分印的是“{printed}”，应是多少？",
    mend="合计行的分值填 100。",
)


def full_mark(view: EvaluationView) -> Iterator[Verdict]:
    """The full mark of the total row."""
    form = view.form
    if view.is_missing("total_weight"):
        yield Lacking("合计行原件缺失。")
    elif view.has("total_weight") and value_of(form.total_weight) != HUNDRED:
        text = printed(form.total_weight)
        yield Hit(f"合计行的分值印“{text}”，应是 100。", field="total_weight", printed=text, expected="100")


A12 = Rule(
    id="A12",
    severity=Severity.WARNING,
    weight=28,
    name="金额有单位",
    found="金额没有单位",
    tests="资金栏印着金额单位。",
    formula="表上印“万元”或“元”",
    basis="公开的金额要有单位；元和万元相差一万倍。",
    bounds="没有单位时按数额判断并注明是判断。",
    example="年度资金申请总额 54,449,000，表上没有单位。",
    silent_when="表上印着单位。",
    question="表上的金额没有单位，原意是什么单位？这里按{expected}读。",
    is_habit=True,
    mend="在表头补上金额单位，并把 amount_unit_basis 改成 printed。",
)


def unit(view: DeclarationView) -> Iterator[Verdict]:
    """Amounts without a printed unit."""
    amounts = view.form.amounts
    if not amounts.is_unit_printed:
        read = amounts.amount_unit.value
        says = f"表上没有印金额单位；年度资金申请总额 {printed(amounts.annual_total)}，按数额判断是{read}。"
        yield Hit(says, field="amounts.amount_unit", printed="空白", expected=read)


A13 = Rule(
    id="A13",
    severity=Severity.NOTE,
    weight=12,
    name="小数位数一致",
    found="小数位数不一致",
    tests="同一张表的一栏里，末尾的 0 都印或都不印。",
    formula="分值一栏、得分一栏：印着末尾 0 的数与别的数小数位数相同",
    basis="同一栏数字便于对齐和核对；系统导出的表是一致的，不一致多半是手工改过。",
    bounds="9 和 8.6 写法一致，9 和 8.60 不一致。合计行不算在内：系统在那里省去末尾的 0。一张表只说一次。",
    example="指标分值印 13，预算执行分数印 10.00。",
    silent_when="各行一致。",
    question="同一栏里有的分数印 {printed}，有的印 {expected}，小数位数为什么不一样？",
    mend="统一成两位小数，或确认原件如此并在单位说明里写明。",
    is_habit=True,
)


def decimals(view: EvaluationView) -> Iterator[Verdict]:
    """A column that pads some figures with zeros and others not, said once."""
    rows, line = view.form.indicators, view.form.funds.total
    columns = ([line.weight, *(row.weight for row in rows)], [line.score, *(row.score for row in rows)])
    for column in columns:
        pair = _padded_and_short(column)
        if pair:
            padded, short = pair
            says = f"同一栏里，有的分数印 {short}，有的印 {padded}，小数位数不一样。"
            yield Hit(says, field="indicators", printed=short, expected=padded)
            return


def _padded_and_short(column: Iterable[Figure | None]) -> tuple[str, str] | None:
    """The longest figure that ends in 0 and the first with fewer decimals; None where all agree."""
    texts = [figure.text for figure in column if figure is not None and figure.value is not None]
    padded = max((text for text in texts if "." in text and text.endswith("0")), key=_places, default="")
    short = next((text for text in texts if _places(text) < _places(padded)), None)
    return (padded, short) if padded and short else None


def _places(text: str) -> int:
    return len(text.partition(".")[2])
