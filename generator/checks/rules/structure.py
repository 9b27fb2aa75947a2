"""Owns family C: which indicators a form has, what they weigh and whether each stands in its place."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.checks.check import Check, Family, every, row_hit
from generator.checks.finding import Hit, Lacking, Rule, Severity
from generator.checks.vocabulary import BENEFIT, COST, OUTPUT, SATISFACTION, UNSURE_LEVEL2, is_satisfaction, letters
from generator.forms.views import EvaluationView, FormView, value_of
from generator.record.meaning import LEVEL2_OF, likely_group1, likely_group2
from generator.record.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.check import Outcome
    from generator.forms.views import Row

C01 = Rule(
    id="C01",
    severity=Severity.ERROR,
    name="一级指标齐全",
    tests="产出、效益、满意度三个一级指标都有。",
    formula="{产出指标，效益指标，满意度指标} ⊆ 表上的一级指标",
    basis="财预〔2020〕10号：指标框架为产出、效益、满意度。",
    bounds="没有服务对象的项目可以没有满意度，在单位说明里写明即可。",
    example="整张表没有一行满意度指标。",
    silent_when="三个都有。",
    question="表上没有{missing}，这个项目没有吗？",
    mend="补上缺的一级指标；确实没有的，写单位说明。",
)


def _level1(view: FormView) -> Iterator[Outcome]:
    present = {row.indicator.group1 for row in view.rows}
    if any(is_satisfaction(row) for row in view.rows):
        present.add(SATISFACTION)  # some forms have it as a level 2
    wanted = view.form.layout.groups or (OUTPUT, BENEFIT, SATISFACTION)
    missing = [name for name in wanted if name not in present]
    if missing:
        words = "、".join(missing)
        yield Hit(f"表上没有{words}。", field="indicators", expected=words, facts={"missing": words})


C02 = Rule(
    id="C02",
    severity=Severity.WARNING,
    name="产出的二级指标齐全",
    tests="产出指标下有数量、质量和时效指标。",
    formula="{数量指标，质量指标，时效指标} ⊆ 产出指标的二级指标",
    basis="财预〔2021〕101号：数量、质量原则上都要有，时效视需要。",
    bounds="没有时间要求的项目可以没有时效，在单位说明里写明即可。",
    example="代理手续费项目没有时效指标。",
    silent_when="没有产出指标（归 C01）；层级标签是编者按含义归类的，算作未能检查。",
    question="产出指标下没有{missing}，这个项目不需要吗？",
    mend="补上缺的二级指标；确实不需要的，写单位说明。",
)


def _level2(view: FormView) -> Iterator[Outcome]:
    rows = view.rows_of(OUTPUT)
    present = {row.indicator.group2 for row in rows}
    missing = [name for name in ("数量指标", "质量指标", "时效指标") if name not in present]
    if not rows or not missing:
        return
    if any(row.number in view.unsure_level2 for row in view.rows):
        yield Lacking(UNSURE_LEVEL2)
        return
    words = "、".join(missing)
    yield Hit(f"产出指标下没有{words}。", field="indicators", expected=words, facts={"missing": words})


C03 = Rule(
    id="C03",
    severity=Severity.NOTE,
    name="有成本指标",
    tests="从地区规定的年度起，表上有成本指标。",
    formula="年度 ≥ 起始年度 → 有一行成本指标（一级或二级）",
    basis="财预〔2021〕101号：成本指标列为一级指标。",
    bounds="起始年度在 data/profile.yaml 里设。",
    example="2025 年的表没有成本指标。",
    silent_when="起始年度以前的表，或地区没有设起始年度。",
    question="{year} 年的表没有成本指标，花得值不值怎么看？",
    mend="补一行成本指标，例如“单位成本 ≤ …元”。",
)


def _cost(view: FormView) -> Iterator[Outcome]:
    start = view.profile.cost_required_from
    if start is None or view.form.year < start:
        return
    if not any(COST in (row.indicator.group1, row.indicator.group2) for row in view.rows):
        says = f"{view.form.year} 年的表没有成本指标；从 {start} 年起要有。"
        yield Hit(says, field="indicators", expected="一行成本指标", facts={"year": str(view.form.year)})


C04 = Rule(
    id="C04",
    severity=Severity.WARNING,
    name="分值分配接近通行比例",
    tests="每个一级指标的分值合计与通行分配相差不超过 {profile.weight_tolerance} 分。",
    formula="|一级指标分值合计 − 通行分值| ≤ {profile.weight_tolerance}",
    basis="财预〔2020〕10号：产出 50、效益 30、满意度 10，可调整；财预〔2021〕101号：有成本时 20、40、20、10。",
    bounds="通行分值和容差在 data/profile.yaml 里设；没有满意度指标时，它的分归效益。",
    example="产出 75、效益 5、满意度 10。",
    silent_when="任一分值缺失时算作未能检查；缺一级指标的归 C01。",
    question="{level1}占 {printed} 分，通行的是 {expected} 分，为什么这样分配？",
    mend="按通行比例分配；特殊情况的，写单位说明。",
)


def _level1_weights(view: EvaluationView) -> Iterator[Outcome]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in view.rows:
        if row.weight is None:
            yield Lacking("有一行的分值缺失。")
            return
        sums[row.indicator.group1 or row.indicator.level1] += row.weight
    usual = dict(view.profile.weights_with_cost if COST in sums else view.profile.weights)
    if SATISFACTION not in sums:
        usual[BENEFIT] = usual.get(BENEFIT, Decimal(0)) + usual.get(SATISFACTION, Decimal(0))
    off = [name for name in sums if abs(sums[name] - usual.get(name, Decimal(0))) > view.profile.weight_tolerance]
    if off:
        found = "，".join(f"{name.removesuffix('指标')} {plain(points)}" for name, points in sums.items())
        wanted = "，".join(f"{name.removesuffix('指标')} {plain(points)}" for name, points in usual.items())
        worst = max(off, key=lambda name: abs(sums[name] - usual.get(name, Decimal(0))))
        printed, expected = plain(sums[worst]), plain(usual.get(worst, Decimal(0)))
        says = f"分值分配是 {found}，通行的是 {wanted}；{worst}是 {printed} 分，通行 {expected} 分。"
        yield Hit(says, field="indicators", printed=printed, expected=expected, facts={"level1": worst})


C05 = Rule(
    id="C05",
    severity=Severity.WARNING,
    name="预算执行占 {profile.execution_weight} 分",
    tests="预算执行的分数是 {profile.execution_weight}。",
    formula="预算执行分数 = {profile.execution_weight}",
    basis="财预〔2020〕10号：预算执行率 10 分，指标 90 分。",
    bounds="分数在 data/profile.yaml 里设。",
    example="预算执行占 20 分。",
    silent_when="原件这一格缺失时算作未能检查。",
    question="预算执行占 {printed} 分，通行的是 {expected} 分，为什么？",
    mend="改为 {profile.execution_weight} 分，或写单位说明。",
)


def _execution_weight(view: EvaluationView) -> Iterator[Outcome]:
    weight, usual = value_of(view.form.funds.total.weight), view.profile.execution_weight
    if not view.has("funds.total.weight"):
        return
    if weight is None:
        yield Lacking("预算执行的分数没有印，或原件缺失。")
    elif weight != usual:
        says = f"预算执行占 {plain(weight)} 分，通行的是 {plain(usual)} 分。"
        yield Hit(says, field="funds.total.weight", printed=plain(weight), expected=plain(usual))


C06 = Rule(
    id="C06",
    severity=Severity.NOTE,
    name="分值不过于集中或零碎",
    tests="没有一行占 30 分以上，没有 5 行以上各占不到 1.5 分，指标不多于 40 行。",
    formula="每行分值 < 30；分值 < 1.5 的行 < 5；行数 ≤ 40",
    basis="财预〔2021〕101号：指标要突出重点，数量适当。",
    bounds="30 分、1.5 分、5 行、40 行。",
    example="一行“形成有效的工作机制”占 30 分。",
    silent_when="都在界限之内。",
    question="{what}，这样能看出成效吗？",
    mend="合并零碎的指标，拆开占分过多的指标。",
)
_HEAVY, _LIGHT, _LIGHT_ROWS, _MANY = Decimal(30), Decimal("1.5"), 5, 40


def _dominance(view: EvaluationView) -> Iterator[Outcome]:
    for row in view.rows:
        if row.weight is not None and row.weight >= _HEAVY:
            what = f"这一行占 {plain(row.weight)} 分"
            hit = row_hit(row, f"占 {plain(row.weight)} 分，一行就决定近三分之一的总分。", field="weight")
            yield Hit(hit.says, hit.row, hit.field, hit.printed, "少于 30 分", facts={"what": what})
    light = [row for row in view.rows if row.weight is not None and row.weight < _LIGHT]
    parts = [f"{len(light)} 行各占不到 1.5 分"] if len(light) >= _LIGHT_ROWS else []
    parts += [f"指标有 {len(view.rows)} 行"] if len(view.rows) > _MANY else []
    if parts:
        what = "，".join(parts)
        yield Hit(f"{what}（共 {len(view.rows)} 行），分值零碎。", field="indicators", facts={"what": what})


C08 = Rule(
    id="C08",
    severity=Severity.WARNING,
    name="三级指标放在合适的二级指标下",
    tests="名称说的是及时、合格、满意、成本或数量，却放在别的二级指标下。",
    formula="及时、按时 → 时效；合格率、准确率 → 质量；满意 → 满意度；成本、费用 → 成本；…数、人次 → 数量",
    basis="财预〔2020〕10号的指标框架；同类复核对归类不符的指标不计分。",
    bounds="只看名称里的这几类字。质量指标下的事故数、投诉数、差错数是合适的，不算。",
    example="“节水改造完成及时性”放在成本指标下。",
    silent_when="层级标签是编者按含义归类的行，算作未能检查；效益指标下的完成率、及时率归 F09。",
    question="“{name}”说的像是{belongs}，为什么放在{level2}下？",
    mend="移到合适的二级指标下，或把名称改得名副其实。",
)
_KINDS = (
    (re.compile(r"及时|按时|按期"), "时效指标"),
    (re.compile(r"(合格率|准确率|通过率)$"), "质量指标"),
    (re.compile(r"(成本|费用)$"), "成本指标"),
    (re.compile(r"(人次|人数|次数|场次|班次|册数|完成数|数量|问题数|配置数)$"), "数量指标"),
)
_QUALITY_COUNT = re.compile(r"事故|投诉|差错|错误|违规|故障|覆盖|达标|获奖")
_SATISFIED = re.compile(r"满意|好评|投诉|认可|评价|口碑|评分")


def _belongs(view: FormView) -> Iterator[Outcome]:
    unsure = False
    for row in view.rows:
        kind = _better_place(row)
        if kind is None:
            continue
        if row.number in view.unsure_level2:
            unsure = True
            continue
        says = f"名称说的像是{kind}，却放在{row.indicator.level2}下。"
        hit = row_hit(row, says, field="level2", expected=kind)
        yield Hit(hit.says, hit.row, hit.field, hit.printed, kind, facts={**row.facts, "belongs": kind})
    if unsure:
        yield Lacking(UNSURE_LEVEL2)


def _better_place(row: Row) -> str | None:
    """The 二级指标 the name speaks of, None where it stands in its place or speaks of none."""
    name, level1, level2 = row.indicator.name, row.indicator.group1, row.indicator.group2
    if level1 == SATISFACTION:
        return None if _SATISFIED.search(name) else "别的指标（没有说到满意）"
    if re.search(r"满意(度|率)", name):
        return SATISFACTION
    if level1 != OUTPUT:
        return None
    for pattern, kind in _KINDS:
        if pattern.search(name):
            is_fault_count = kind == "数量指标" and level2 != "成本指标" and _QUALITY_COUNT.search(name)
            return None if kind == level2 or is_fault_count else kind
    return None


C09 = Rule(
    id="C09",
    severity=Severity.WARNING,
    name="指标不重复",
    tests="同一张表里没有两行三级指标同名。",
    formula="三级指标的名称两两不同（不计标点和空格）",
    basis="同类复核：重复的指标只计一次分。",
    bounds="名称完全相同才算。",
    example="“调查及评估报告应用情况”出现两次，各 5 分。",
    silent_when="名称有一字不同。",
    question="“{name}”在第 {first} 行和第 {row} 行各出现一次，是不是同一件事计了两次分？",
    mend="删去一行并重新分配分值；确是两件事的，把名称区分开。",
)


def _duplicates(view: FormView) -> Iterator[Outcome]:
    first: dict[str, int] = {}
    for row in view.rows:
        key = letters(row.indicator.name)
        if key in first:
            says = f"与第 {first[key]} 行同名。"
            hit = row_hit(row, says, field="name")
            yield Hit(
                hit.says, hit.row, hit.field, hit.printed, "与别行不同名", facts={**row.facts, "first": str(first[key])}
            )
        first.setdefault(key, row.number)


C10 = Rule(
    id="C10",
    severity=Severity.WARNING,
    name="花钱不当作成效",
    tests="三级指标说的是预算执行或经费使用。",
    formula="名称含 预算执行率、经费使用、资金使用、资金支付、支付工作完成、经费下拨",
    basis="财预〔2020〕10号：预算执行率另占 10 分；同类复核对这种指标不计分。",
    bounds="只看名称里的这几个词。",
    example="“年度经费使用情况”=100%，占 10 分。",
    silent_when="名称没有这几个词；补贴发放、资助拨付本身就是工作内容，不算。",
    question="“{name}”说的是花钱的进度，预算执行另有分数，为什么又列为指标？",
    mend="换成说明做了什么、做得怎样的指标。",
)
_SPENDING = re.compile(r"预算执行率|经费使用|资金使用|资金支付|支付工作完成|经费下拨")


def _spending(view: FormView) -> Iterator[Outcome]:
    for row in view.rows:
        found = _SPENDING.search(row.indicator.name)
        if found:
            says = f"名称里的“{found[0]}”说的是花钱的进度，预算执行已另占分数。"
            yield row_hit(row, says, field="name", expected="说明做了什么的指标")


C11 = Rule(
    id="C11",
    severity=Severity.WARNING,
    name="一级、二级指标归得了类",
    tests="一级、二级指标的名称看得出归哪一类，二级指标放在它的一级指标下。",
    formula="名称 ∈ 通行的叫法，或表式里写明的叫法",
    basis="财预〔2020〕10号的指标框架；名称照原件保留，归不了类的不参加分类的检查。",
    bounds="名称后面的分值、括号和序号不算。",
    example="一级指标印“产出成果类”；“社会效益指标”放在产出指标下。",
    silent_when="层级标签是编者按含义归类的，算作未能检查。",
    question="{label}印的是“{printed}”，{what}？",
    mend="照原件录错的改正；原件如此的，在表式的 words 里写明它的意思，或在这一行写 group1、group2。",
)


def _unknown_levels(view: FormView) -> Iterator[Outcome]:
    said: set[tuple[str, str]] = set()
    unsure = False
    for row in view.rows:
        for hit in _strange_levels(row):
            key = (hit.field or "", hit.printed or "")
            unsure = unsure or row.number in view.unsure_level2
            if key not in said and row.number not in view.unsure_level2:
                yield hit
            said.add(key)
    if unsure:
        yield Lacking(UNSURE_LEVEL2)


def _strange_levels(row: Row) -> Iterator[Hit]:
    """A level of a row that nobody knows, with what it may mean; a level 2 that belongs to another level 1."""
    it = row.indicator
    if not it.group1:
        yield _level_hit(row, "level1", likely_group1(it.level1))
    if it.level2 and not it.group2 and it.group1 in LEVEL2_OF:
        yield _level_hit(row, "level2", likely_group2(it.level2))
    elif it.group2 and it.group2 not in LEVEL2_OF.get(it.group1, (it.group2,)) and not is_satisfaction(row):
        home = next((name for name, names in LEVEL2_OF.items() if it.group2 in names), "")
        says = f"“{it.level2}”放在“{it.level1}”下，它通常属于{home}。"
        hit = row_hit(row, says, field="level2", expected=home)
        facts = {**row.facts, "label": "二级指标", "what": f"通常属于{home}，为什么放在“{it.level1}”下"}
        yield Hit(hit.says, hit.row, hit.field, hit.printed, home, facts=facts)


def _level_hit(row: Row, field: str, likely: str) -> Hit:
    label, printed = {"level1": "一级指标", "level2": "二级指标"}[field], getattr(row.indicator, field)
    guess = f"，像是{likely}" if likely else ""
    hit = row_hit(row, f"{label}“{printed}”归不了类{guess}。", field=field, expected=likely or None)
    what = f"是{likely}吗" if likely else "归哪一类"
    return Hit(
        hit.says, hit.row, hit.field, hit.printed, likely or None, facts={**row.facts, "label": label, "what": what}
    )


FAMILY = Family(
    "C",
    "结构与分值",
    "该有的指标都有，放在合适的地方，分值分配得当。",
    (
        every(C01, _level1),
        every(C02, _level2),
        every(C03, _cost),
        Check(C04, _level1_weights),
        Check(C05, _execution_weight),
        Check(C06, _dominance),
        every(C08, _belongs),
        every(C09, _duplicates),
        every(C10, _spending),
        every(C11, _unknown_levels),
    ),
)
