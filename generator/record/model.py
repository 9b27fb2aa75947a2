"""Owns what a form is, as immutable values. Knows nothing of files, rules or pages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from generator.record.meaning import BENEFIT, COST, OUTPUT, SATISFACTION, fold, fund_of
from generator.record.target import Result
from generator.record.values import AmountUnit, Figure, in_wan_yuan

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from generator.record.kinds import Kind
    from generator.record.template import Template
    from generator.record.values import Day

FUNDS_LINES = (
    ("total", "年度资金总额"),
    ("fiscal", "其中：当年财政拨款"),
    ("carryover", "上年结转资金"),
    ("other", "其他资金"),
)
"""The four rows of 项目资金, key and label as printed."""


@dataclass(frozen=True, slots=True)
class OtherCell:
    """A cell the form prints and no field is for."""

    label: str
    """As printed."""
    text: str | None


@dataclass(frozen=True, slots=True)
class PrintedLabel:
    """What the form prints beside a cell, where its template says otherwise."""

    field: str
    label: str


@dataclass(frozen=True, slots=True)
class AbsentCell:
    """A cell or column that forms of the kind print and this one does not: empty there is not left empty."""

    field: str
    """Path without numbers of rows, such as ``indicators.reason`` or ``funds.rows.weight``."""


@dataclass(frozen=True, slots=True)
class FundsLine:
    """One row of 项目资金; a cell that is empty in the record is None."""

    initial_budget: Figure | None
    adjusted_budget: Figure | None
    executed: Figure | None
    weight: Figure | None
    """Points."""
    execution_rate: Figure | None
    """%."""
    score: Figure | None
    """Points."""
    received: Figure | None = None
    reason: str | None = None


NO_LINE = FundsLine(None, None, None, None, None, None)
"""A row the form has not."""


@dataclass(frozen=True, slots=True)
class FundsRow(FundsLine):
    """One row of 项目资金 with its own label."""

    label: str = ""
    """As printed."""
    means: str = ""
    """What it is, as the record says or as its label is read; empty where nobody knows."""
    others: tuple[OtherCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Funds:
    """项目资金: the total and the rows it is made of, those that the form has."""

    amount_unit: AmountUnit
    total: FundsLine
    """Where the form has other rows than those of the kind, the one of them that means the total."""
    fiscal: FundsLine
    carryover: FundsLine
    other: FundsLine
    rows: tuple[FundsRow, ...] = ()
    """Every row as printed, where the form has other rows than those of the kind."""
    printed: tuple[str, ...] = tuple(key for key, _ in FUNDS_LINES)
    """Which rows of the kind the form has."""

    def lines(self) -> tuple[tuple[str, str, FundsLine], ...]:
        """Key, printed label and row, in the order of the form; behind ``funds.`` the key is the row's path."""
        if self.rows:
            return tuple((f"rows.{number}", row.label, row) for number, row in enumerate(self.rows, 1))
        return tuple((key, label, getattr(self, key)) for key, label in FUNDS_LINES if key in self.printed)

    def wan_yuan(self, column: str) -> Decimal | None:
        """An amount of the total row (``initial_budget``, ``adjusted_budget``, ``executed``) in 万元."""
        figure: Figure | None = getattr(self.total, column)
        return None if figure is None or figure.value is None else in_wan_yuan(figure.value, self.amount_unit)


def funds_of(amount_unit: AmountUnit, rows: tuple[FundsRow, ...] = (), **lines: FundsLine | None) -> Funds:
    """The money of a form; a row it has not is one without figures."""
    printed = tuple(key for key, _ in FUNDS_LINES if lines.get(key) is not None)
    known = {key: lines.get(key) or NO_LINE for key, _ in FUNDS_LINES}
    if rows:
        known["total"] = next((row for row in rows if row.means == "total"), NO_LINE)
    return Funds(amount_unit, **known, rows=rows, printed=printed)


_SIGNS = frozenset("=≥≤><≧≦＝＞＜") | {">=", "<=", "大于", "小于", "等于", "大于等于", "小于等于"}


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """What every kind of indicator table prints in a row, text as printed."""

    level1: str
    """As printed, such as 产出指标(50分)."""
    level2: str
    """As printed; empty where the form has no such level."""
    name: str
    target: str | None
    group1: str = field(default="", kw_only=True)
    """What level 1 means, one of ``meaning.GROUPS``; empty where nobody knows."""
    group2: str = field(default="", kw_only=True)
    """What level 2 means, in the words of the official template; empty where nobody knows."""
    points1: Decimal | None = field(default=None, kw_only=True)
    """The points printed in the name of level 1."""
    points2: Decimal | None = field(default=None, kw_only=True)
    table: str | None = field(default=None, kw_only=True)
    """Which of two tables of a form the row stands in, as printed."""
    nature: str | None = field(default=None, kw_only=True)
    """指标性质, a comparison or a word, where it has a column of its own."""
    unit: str | None = field(default=None, kw_only=True)
    """度量单位, where it has a column of its own."""
    rule: str | None = field(default=None, kw_only=True)
    """How points are given."""
    others: tuple[OtherCell, ...] = field(default=(), kw_only=True)

    @property
    def goal(self) -> str | None:
        """The target with comparison and unit, wherever they are printed."""
        return self._whole(self.target, self.nature)

    def _whole(self, text: str | None, nature: str | None = None) -> str | None:
        if not text or not text.strip():
            return text
        sign = nature if nature and nature.strip() in _SIGNS else ""
        return f"{sign}{text}{self.unit or ''}"


@dataclass(frozen=True, slots=True)
class Indicator(IndicatorRow):
    """One row of a self-evaluation's indicator table."""

    actual: str | None
    weight: Figure | None
    """Points."""
    score: Figure | None
    """Points."""
    reason: str | None
    review_score: Figure | None = field(default=None, kw_only=True)
    """Points of a review, which is not the unit's own."""

    @property
    def done(self) -> str | None:
        """The actual value with its unit, wherever that is printed."""
        return self._whole(self.actual)

    @property
    def lost(self) -> Decimal | None:
        """Points lost, or None where a figure is missing."""
        if self.weight is None or self.score is None or self.weight.value is None or self.score.value is None:
            return None
        return self.weight.value - self.score.value


@dataclass(frozen=True, slots=True)
class DeclaredIndicator(IndicatorRow):
    """One row of a declaration's indicator table: a promise, mostly without a weight."""

    overall_target: str | None = field(default=None, kw_only=True)
    """The target of the whole term, where it is printed beside that of the year."""
    weight: Figure | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class OriginPlace:
    """Where a part of the record stands in the file it was imported from."""

    field: str
    """Key of the part, such as ``funds`` or ``indicators.3``."""
    place: str
    """Sheet and cells, or page and lines, for people."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record comes from."""

    document: str
    """Id in data/documents.yaml."""
    position: int
    """Which form of the document, from 1."""
    narrative: str
    """``summary`` or ``verbatim``."""
    file: str | None = None
    """Name of the file it was imported from."""
    hash: str | None = None
    """``sha256:`` and the digest of that file."""
    places: tuple[OriginPlace, ...] = ()

    @property
    def is_summary(self) -> bool:
        """The narrative cells are restated by the editors."""
        return self.narrative == "summary"


@dataclass(frozen=True, slots=True)
class CellPlace:
    """One more cell that a remark is about."""

    row: int | None
    field: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What the editors say of one cell of the document: cut off, or read by meaning.

    One written remark may be about several cells; a form has a remark for each of them.
    """

    row: int | None
    """Indicator row from 1, None outside the indicator table."""
    field: str
    state: str
    """``missing`` or ``doubtful``."""
    note: str
    also: tuple[CellPlace, ...] = ()
    """The other cells, with the first cell of a written remark."""
    is_first: bool = True
    """The remark as written; False for its other cells."""


@dataclass(frozen=True, slots=True)
class Observation:
    """What the editors saw in the document's text that a summary of it cannot show."""

    row: int | None
    """Indicator row from 1, None outside the indicator table."""
    field: str
    rule: str
    """Id of the rule of the book that it concerns."""
    note: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """What a doubtful place may say instead."""

    value: str


@dataclass(frozen=True, slots=True)
class OpenDoubt:
    """Something an import was not sure of; a record that has one is never published."""

    row: int | None
    """Indicator row from 1, None for a whole column or outside the table."""
    field: str
    why: str
    alternatives: tuple[Alternative, ...]
    """Other readings of the same place."""
    place: str | None
    """Where it stands in the file, for people."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The unit's answer to a finding of the rule book."""

    rule: str
    row: int | None
    field: str | None
    """Key of the finding's field; None where the rule found one thing there."""
    text: str


@dataclass(frozen=True, slots=True)
class Correction:
    """One figure changed after publication, with the reason the public may read."""

    date: dt.date
    field: str
    old: str | None
    new: str | None
    reason: str
    name: str | None = None
    """Name of the indicator row, where the field is in one; its number may change, the name tells which it was."""
    earlier: str | None = None
    """The reason as it was first published, where only its spelling was mended."""


@dataclass(frozen=True, slots=True)
class Form:
    """What every kind of form shares."""

    id: str
    """Permanent: kind folder, year, unit, project; also the address of the page."""
    kind: Kind
    layout: Template
    """What its printed form looks like."""
    title: str
    """As printed."""
    year: int
    template: str | None
    """Which printed form it says it is; None: that of its kind and year."""
    project: str
    department: str
    unit: str
    source: Source
    approved: dt.date | None
    published: dt.date | None
    publish_after: dt.date | None
    remarks: tuple[Remark, ...]
    doubts: tuple[OpenDoubt, ...]
    observations: tuple[Observation, ...]
    answers: tuple[Answer, ...]
    corrections: tuple[Correction, ...]
    labels: tuple[PrintedLabel, ...]
    absent: tuple[AbsentCell, ...]
    others: tuple[OtherCell, ...]
    indicators: tuple[IndicatorRow, ...]

    @property
    def key(self) -> tuple[str, int, str, str]:
        """Identity of a form: kind, year, unit, project."""
        return self.kind.key, self.year, self.unit, self.project

    @property
    def project_id(self) -> str:
        """Last part of the id: the project's permanent ASCII name."""
        return self.id.rsplit("/", 1)[1]

    @property
    def unit_id(self) -> str:
        """The unit's permanent ASCII name."""
        return self.id.split("/")[2]

    def is_due(self, day: dt.date) -> bool:
        """The day has come on which the form may be public; without 不早于 it may be at any time."""
        return self.publish_after is None or self.publish_after <= day

    def remarks_of(self, row: int) -> tuple[Remark, ...]:
        """Remarks on one indicator row, counted from 1."""
        return tuple(remark for remark in self.remarks if remark.row == row)

    def is_missing(self, field: str, row: int | None = None) -> bool:
        """The document lost this cell, so its absence says nothing about the unit."""
        return any(r.state == "missing" and r.field == field and r.row == row for r in self.remarks)


@dataclass(frozen=True, slots=True)
class ReportedForm(Form):
    """What a form may say in its head and in words around its tables."""

    nature: str | None
    code: str | None
    filled_on: str | None
    self_score: Figure | None
    review_score: Figure | None
    overview: str | None
    conclusion: str | None
    problems: str | None
    measures: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class EvaluatedForm(ReportedForm):
    """What every form shares that says what was spent and reached."""

    funds: Funds
    expected: str | None
    achieved: str | None
    indicators: tuple[Indicator, ...]
    total_weight: Figure | None
    total_score: Figure | None
    grade: str | None


@dataclass(frozen=True, slots=True)
class SelfEvaluation(EvaluatedForm):
    """财政项目支出绩效自评价, one project in one year."""

    category: str | None

    @property
    def score(self) -> Decimal | None:
        """Printed total in points, None where the document lost it."""
        return self.total_score.value if self.total_score else None

    @property
    def rate(self) -> Decimal | None:
        """Printed execution rate of the total row in %, None where the document lost it."""
        return self.funds.total.execution_rate.value if self.funds.total.execution_rate else None


@dataclass(frozen=True, slots=True)
class WholeDepartment(EvaluatedForm):
    """部门整体支出绩效自评, one department or unit in one year: what it spent on running and on projects.

    Its projects have forms of their own, so it is in no sum of them.
    """


@dataclass(frozen=True, slots=True)
class AmountsRow:
    """One amount of a declaration with its own label."""

    label: str
    """As printed."""
    amount: Figure | None
    scope: str | None = None
    """``project`` or ``annual``; None where the label says it."""
    means: str | None = None
    others: tuple[OtherCell, ...] = ()


@dataclass(frozen=True, slots=True)
class DeclaredAmounts:
    """项目资金 of a declaration: the whole project's, then the year's."""

    amount_unit: AmountUnit
    amount_unit_basis: str
    """``printed``, or ``inferred`` from the size of the amounts where the form names no unit."""
    project_total: Figure | None
    project_fiscal: Figure | None
    project_other: Figure | None
    annual_total: Figure | None
    annual_fiscal: Figure | None
    annual_carryover: Figure | None
    annual_other: Figure | None
    rows: tuple[AmountsRow, ...] = ()
    """Every amount as printed, where the form has other rows than those of the kind."""

    @property
    def is_unit_printed(self) -> bool:
        """The form itself names the unit."""
        return self.amount_unit_basis == "printed"

    def wan_yuan(self, column: str) -> Decimal | None:
        """One amount in 万元."""
        figure: Figure | None = getattr(self, column)
        return None if figure is None or figure.value is None else in_wan_yuan(figure.value, self.amount_unit)


_PLACES = {"total": "total", "fiscal": "fiscal", "general": "fiscal", "carryover": "carryover", "other": "other"}


def with_meaning(money: Any, words: Mapping[str, str]) -> Any:  # noqa: ANN401 -- Funds or DeclaredAmounts, or a table of another kind
    """A table of money whose rows say what they are: as the record says, or as their labels are read.

    ``words``: those of the template, folded. A row is all the money, or it is a source.
    """
    if not getattr(money, "rows", ()):
        return money
    rows = tuple(replace(row, means=row.means or fund_of(row.label, words)) for row in money.rows)
    if isinstance(money, Funds):
        return funds_of(money.amount_unit, rows)
    return replace(money, rows=rows, **_amounts_in(rows))


def _amounts_in(rows: tuple[AmountsRow, ...]) -> dict[str, Figure | None]:
    """The amounts of a declaration by name; of several rows with one meaning the first."""
    found: dict[str, Figure | None] = {}
    scope = "annual" if sum(row.means == "total" for row in rows) < 2 else "project"
    for row in rows:
        if row.scope or row.means == "total":
            scope = row.scope or _scope(row.label) or scope
        key = f"{scope}_{_PLACES.get(row.means or '', '')}"
        if key in _AMOUNTS:
            found.setdefault(key, row.amount)
    return found


_AMOUNTS = {"project_carryover"} ^ frozenset(
    f"{scope}_{part}" for scope in ("project", "annual") for part in ("total", "fiscal", "carryover", "other")
)


def _scope(label: str) -> str:
    if any(word in label for word in ("年度", "当年", "本年")):
        return "annual"
    return "project" if any(word in label for word in ("项目", "中期", "长期", "实施期", "总投资")) else ""


@dataclass(frozen=True, slots=True)
class TargetDeclaration(ReportedForm):
    """财政项目支出绩效目标申报表, one project in one year."""

    category: str | None
    start: Day | None
    end: Day | None
    amounts: DeclaredAmounts
    period: str | None
    overall: str | None
    annual: str | None
    indicators: tuple[DeclaredIndicator, ...]


@dataclass(frozen=True, slots=True)
class Department:
    """主管部门."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class FormerName:
    """A unit's name before it was renamed."""

    name: str
    until: dt.date
    """The last day it was called so."""


@dataclass(frozen=True, slots=True)
class Unit:
    """实施单位."""

    id: str
    name: str
    short: str
    department: str
    """Id of the department."""
    former: tuple[FormerName, ...] = ()

    def names(self, year: int | None = None) -> tuple[str, ...]:
        """What a form of a budget year may call it, the name of today first; None: of any year."""
        old = (item.name for item in self.former if year is None or year <= item.until.year)
        return (self.name, *old)


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was received, with the forms in it."""

    id: str
    name: str
    description: str
    condition: str | None
    url: str | None = None
    """Where the public finds the file."""
    publisher: str | None = None
    published: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ExpectedForm:
    """A form somebody may ask for, whether it has come or not."""

    kind: Kind
    year: int
    unit: str
    """Full name."""
    project: str
    """As printed."""
    basis: str
    """Why it is expected, for readers."""
    approved: dt.date | None = None
    declaration: str | None = None
    """Id of the declaration that promises it; None where a list asks for it."""

    @property
    def key(self) -> tuple[str, int, str, str]:
        """Identity of a form: kind, year, unit, project."""
        return self.kind.key, self.year, self.unit, self.project


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A published form that is gone from its address, with the reason the public may read."""

    form: str
    """Id of the form, still an address of the site."""
    project: str
    date: dt.date
    reason: str
    moved_to: str | None = None
    """Id of the form that took its place."""
    returned: dt.date | None = None
    """Day from which it was public again at its address."""
    earlier: str | None = None
    """The reason as it was first published, where only its spelling was mended."""


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade of the regional profile."""

    name: str
    lower: Decimal
    """Lowest total that gets it, inclusive, in points."""
    also: str | None = None
    """The word another template prints for the same grade."""

    def is_meant_by(self, printed: str) -> bool:
        """The printed word is this grade, whatever stands in brackets behind it: 优（≥90分）."""
        return fold(printed) in map(fold, self.words)

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that means this grade."""
        return (self.name, self.also) if self.also else (self.name,)


@dataclass(frozen=True, slots=True)
class Band:
    """Points a qualitative result may get."""

    result: Result
    lower: Decimal
    """% of the row's weight, inclusive; the upper bound is the lower bound of the band above."""


_BANDS = (Band(Result.MET, Decimal(80)), Band(Result.PARTLY, Decimal(60)), Band(Result.NOT_MET, Decimal(0)))
_WEIGHTS = {OUTPUT: Decimal(50), BENEFIT: Decimal(30), SATISFACTION: Decimal(10)}
_WEIGHTS_WITH_COST = {COST: Decimal(20), OUTPUT: Decimal(40), BENEFIT: Decimal(20), SATISFACTION: Decimal(10)}


@dataclass(frozen=True, slots=True)
class Profile:
    """Regional practice; no region is named in code.

    The defaults are the national rules (财预〔2020〕10号, 财预〔2021〕101号).
    """

    region: str
    rounding: str
    """``truncate`` or ``round``."""
    grades: tuple[Grade, ...]
    """From high to low."""
    bands: tuple[Band, ...] = _BANDS
    """From high to low."""
    weights: Mapping[str, Decimal] = field(default_factory=lambda: _WEIGHTS)
    """Points of each 一级指标 where cost is none of them."""
    weights_with_cost: Mapping[str, Decimal] = field(default_factory=lambda: _WEIGHTS_WITH_COST)
    weight_tolerance: Decimal = Decimal(10)
    """Points."""
    execution_weight: Decimal = Decimal(10)
    """Points."""
    ratio_tolerance: Decimal = Decimal("0.02")
    """Points."""
    overshoot_percent: Decimal = Decimal(130)
    """% of the target from which the deviation wants a word."""
    overshoot: str = "explain"
    """``explain`` or ``deduct``."""
    cost_required_from: int | None = None
    """Year, None where cost indicators are not asked for."""
    rate_threshold: Decimal = Decimal(90)
    """%; an execution rate below it wants a word."""
    categories: tuple[str, ...] = ()
    """What 项目类别 may say; empty: anything."""
    public_contacts: tuple[str, ...] = ()
    """Numbers and addresses that are no personal data, such as a public hotline."""

    def words(self, of: str) -> tuple[str, ...]:
        """The words a field may be whose choices are the region's, by the list that gives them."""
        return tuple(word for grade in self.grades for word in grade.words) if of == "grades" else ()

    def rank_of(self, grade: str) -> int | None:
        """Which grade a word means, from 1 for the highest; None where the region has none such."""
        ranks = (number for number, item in enumerate(self.grades, 1) if item.is_meant_by(grade))
        return next(ranks, None)

    def grade_of(self, total: Decimal) -> str:
        """The grade a total belongs to."""
        return self.grade_at(total).name

    def grade_at(self, total: Decimal) -> Grade:
        """The grade a total belongs to, with its bounds and words; what lies below all bounds gets the lowest."""
        return next((grade for grade in self.grades if total >= grade.lower), self.grades[-1])

    def band_of(self, result: Result) -> tuple[Decimal, Decimal]:
        """Lower and upper bound of a qualitative result, both in % of the weight."""
        number = next(number for number, band in enumerate(self.bands) if band.result is result)
        upper = self.bands[number - 1].lower if number else Decimal(100)
        return self.bands[number].lower, upper


NATIONAL = Profile(
    region="全国",
    rounding="truncate",
    grades=tuple(Grade(name, Decimal(lower)) for name, lower in (("优", 90), ("良", 80), ("中", 60), ("差", 0))),
)
"""What holds where no region says otherwise (财预〔2020〕10号)."""
