"""Owns family C: which indicators a form has, what they weigh and whether each stands in its place."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.checks.check import Check, Family, every, row_hit
from generator.checks.finding import Hit, Lacking, Rule, Severity
from generator.checks.vocabulary import (
    BENEFIT,
    COST,
    OUTPUT,
    SATISFACTION,
    UNSURE_LEVEL2,
    has_standard,
    is_satisfaction,
    letters,
)
from generator.forms.views import EvaluationView, FormView, value_of
from generator.record.meaning import LEVEL2_OF, likely_group1, likely_group2
from generator.record.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.checks.check import Verdict
    from generator.forms.views import FormView, RowView

C01 = Rule(
    id="C01",
    severity=Severity.ERROR,
    weight=53,
    name="一级指标齐全",
    found="缺一级指标",
    tests="产出、效益、满意度三个一级指标都有。",
    formula="{产出指标，效益指标，满意度指标} ⊆ 表上的一级指标",
    basis="财预〔2020〕10号：指标框架为产出、效益、满意度。",
    bounds="没有服务对象的项目可以没有满意度，在单位说明里写明即可。",
    example="整张表没有一行满意度指标。",
    silent_when="三个都有。",
    question="表上没有{missing}，这个项目的{missing}怎么看？",
    mend="补上缺的一级指标；确实没有的，写单位说明。",
)


def _level1(view: FormView) -> Iterator[Verdict]:
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
    weight=47,
    name="产出的二级指标齐全",
    found="产出缺二级指标",
    tests="产出指标下有数量、质量和时效指标。",
    formula="{数量指标，质量指标，时效指标} ⊆ 产出指标的二级指标",
    basis="财预〔2021〕101号：数量、质量原则上都要有，时效视需要。",
    bounds="没有时间要求的项目可以没有时效，在单位说明里写明即可。",
    example="代理手续费项目没有时效指标。",
    silent_when="没有产出指标（归 C01）；层级标签是编者按含义归类的，算作未能检查。",
    question="产出指标下没有{missing}，这几方面怎么看？",
    mend="补上缺的二级指标；确实不需要的，写单位说明。",
)


def _level2(view: FormView) -> Iterator[Verdict]:
    rows = view.rows_of(OUTPUT)
    present = {row.indicator.group2 for row in rows}
    missing = [name for name in ("数量指标", "质量指标", "时效指标") if name not in present]
    if not rows or not missing or view.form.layout.groups:
        return  # another scheme than the official one has its own level 2
    if any(row.number in view.unsure_level2 for row in view.rows):
        yield Lacking(UNSURE_LEVEL2)
        return
    words = "、".join(missing)
    yield Hit(f"产出指标下没有{words}。", field="indicators", expected=words, facts={"missing": words})


C03 = Rule(
    id="C03",
    severity=Severity.NOTE,
    weight=36,
    name="有成本指标",
    found="没有成本指标",
    tests="从地区规定的年度起，表上有成本指标。",
    formula="年度 ≥ 起始年度 → 有一行成本指标（一级或二级）",
    basis="财预〔2021〕101号：成本指标列为一级指标。",
    bounds="起始年度是$cost_from，在 data/profile.yaml 里设。",
    example="$cost_from以后的表没有成本指标。",
    silent_when="起始年度以前的表，或地区没有设起始年度。",
    question="{year} 年的表没有成本指标，花得值不值怎么看？",
    is_habit=True,
    mend="补一行成本指标，例如“单位成本 ≤ …元”。",
)


def _cost(view: FormView) -> Iterator[Verdict]:
    start = view.profile.cost_required_from
    if start is None or view.form.year < start:
        return
    if not any(COST in (row.indicator.group1, row.indicator.group2) for row in view.rows):
        says = f"{view.form.year} 年的表没有成本指标；从 {start} 年起要有。"
        yield Hit(says, field="indicators", expected="一行成本指标", facts={"year": str(view.form.year)})


C04 = Rule(
    id="C04",
    severity=Severity.WARNING,
    weight=50,
    name="分值分配接近通行比例",
    found="分值分配与通行比例差得多",
    tests="每个一级指标的分值合计与通行分配相差不超过 $weight_tolerance 分。",
    formula="|一级指标分值合计 − 通行分值| ≤ $weight_tolerance",
    basis="财预〔2020〕10号、财预〔2021〕101号给出通行的分配，可调整；通行的是$weights，有成本时$weights_with_cost。",
    bounds="通行分值和容差在 data/profile.yaml 里设；没有满意度指标时，它的分归效益。"
    "成本放在产出下时，也与成本并入产出的分配比，取近的。",
    example="一级指标“$heaviest”比通行分值多出 $weight_tolerance 分以上。",
    silent_when="任一分值缺失时算作未能检查；缺一级指标的归 C01。",
    question="{level1}占 {printed} 分，通行的是 {expected} 分，分值是怎么分配的？",
    mend="按通行比例分配；特殊情况的，写单位说明。",
)


def _level1_weights(view: EvaluationView) -> Iterator[Verdict]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in view.rows:
        if row.weight is None:
            yield Lacking("有一行的分值缺失。")
            return
        sums[row.indicator.group1 or row.indicator.level1] += row.weight
    usual = min(_usual(view, sums), key=lambda weights: max(_deviations(sums, weights).values()))
    deviations = _deviations(sums, usual)
    worst = max(deviations, key=deviations.__getitem__)
    if deviations[worst] > view.profile.weight_tolerance:
        printed, expected = plain(sums[worst]), plain(usual.get(worst, Decimal(0)))
        says = f"分值分配是 {_listed(sums)}，通行的是 {_listed(usual)}；{worst}是 {printed} 分，通行 {expected} 分。"
        yield Hit(says, field="indicators", printed=printed, expected=expected, facts={"level1": worst})


def _usual(view: EvaluationView, sums: Mapping[str, Decimal]) -> list[dict[str, Decimal]]:
    """The allocations a form may be held against; without 满意度 its points go to 效益."""
    with_cost = dict(view.profile.weights_with_cost)
    usual = [with_cost if COST in sums else dict(view.profile.weights)]
    if COST not in sums and any(row.indicator.group2 == COST for row in view.rows):
        within = with_cost.pop(COST, Decimal(0))
        usual.append({**with_cost, OUTPUT: with_cost.get(OUTPUT, Decimal(0)) + within})
    for weights in usual:
        if SATISFACTION not in sums and SATISFACTION in weights:
            weights[BENEFIT] = weights.get(BENEFIT, Decimal(0)) + weights.pop(SATISFACTION)
    return usual


def _deviations(sums: Mapping[str, Decimal], usual: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """By how many points each level 1 of the form is off, 0 where it has no rows."""
    return {name: abs(points - usual.get(name, Decimal(0))) for name, points in sums.items()} or {OUTPUT: Decimal(0)}


def _listed(weights: Mapping[str, Decimal]) -> str:
    return "，".join(f"{name.removesuffix('指标')} {plain(points)}" for name, points in weights.items())


C05 = Rule(
    id="C05",
    severity=Severity.WARNING,
    weight=48,
    name="预算执行占 $execution_weight 分",
    found="预算执行的分数与通行不同",
    tests="预算执行的分数是 $execution_weight。",
    formula="预算执行分数 = $execution_weight",
    basis="财预〔2020〕10号：预算执行率和指标各占多少分；本地分别是 $execution_weight 分和 $indicator_weight 分。",
    bounds="分数在 data/profile.yaml 里设。",
    example="预算执行的分数不是 $execution_weight。",
    silent_when="原件这一格缺失时算作未能检查。",
    question="预算执行占 {printed} 分，通行的是 {expected} 分，为什么？",
    mend="改为 $execution_weight 分，或写单位说明。",
)


def _execution_weight(view: EvaluationView) -> Iterator[Verdict]:
    weight, usual = value_of(view.form.funds.total.weight), view.profile.execution_weight
    if not view.has("funds.total.weight"):
        return
    if weight is None:
        yield Lacking("预算执行的分数没有印，或原件缺失。")
    elif weight != usual:
        says = f"预算执行占 {plain(weight)} 分，通行的是 {plain(usual)} 分。"
        yield Hit(says, field="funds.total.weight", printed=plain(weight), expected=plain(usual))


_HEAVY, _LIGHT, _LIGHT_ROWS, _MANY = Decimal(30), Decimal("1.5"), 5, 40
C06 = Rule(
    id="C06",
    severity=Severity.NOTE,
    weight=41,
    topic="standard",
    name="分值不过于集中或零碎",
    found="分值过于集中或零碎",
    tests=f"没有一行占 {_HEAVY} 分以上而目标没有标准，没有 {_LIGHT_ROWS} 行以上各占不到 {_LIGHT} 分，"
    f"指标不多于 {_MANY} 行。",
    formula=f"没有标准的每行分值 < {_HEAVY}；分值 < {_LIGHT} 的行 < {_LIGHT_ROWS}；行数 ≤ {_MANY}",
    basis="财预〔2021〕101号：指标要突出重点，数量适当。",
    bounds=f"{_HEAVY} 分、{_LIGHT} 分、{_LIGHT_ROWS} 行、{_MANY} 行。",
    example=f"一行“形成有效的工作机制”占 {_HEAVY} 分。",
    silent_when="都在界限之内；占分多的一行，目标有标准。",
    question="{what}，成效从哪里看？",
    mend="合并零碎的指标，拆开占分过多的指标。",
)


def _dominance(view: EvaluationView) -> Iterator[Verdict]:
    for row in view.rows:
        if row.weight is not None and row.weight >= _HEAVY and row.target is None and not has_standard(row):
            what = f"一行占 {plain(row.weight)} 分，目标“{row.goal}”没有标准"
            yield row_hit(row, f"{what}。", field="weight", expected=f"少于 {_HEAVY} 分", facts={"what": what})
    light = [row for row in view.rows if row.weight is not None and row.weight < _LIGHT]
    parts = [f"{len(light)} 行各占不到 {_LIGHT} 分"] if len(light) >= _LIGHT_ROWS else []
    parts += [f"指标有 {len(view.rows)} 行"] if len(view.rows) > _MANY else []
    if parts:
        what = "，".join(parts)
        yield Hit(f"{what}（共 {len(view.rows)} 行），分值零碎。", field="indicators", facts={"what": what})


C08 = Rule(
    id="C08",
    severity=Severity.WARNING,
    weight=38,
    topic="names",
    name="三级指标放在合适的二级指标下",
    found="三级指标与二级指标不合",
    tests="名称的结尾说的是满意、及时、合格、成本或数量，却放在别的二级指标下。",
    formula="名称结尾：满意度 → 满意度；及时率、按时 → 时效；合格率、达标率、准确率 → 质量；成本、费用 → 成本；"
    "人次、人数、次数、数量 → 数量；依这个次序",
    basis="财预〔2020〕10号的指标框架；同类复核对归类不符的指标不计分。",
    bounds="只看名称结尾的这几类字。质量指标下的事故数、投诉数，效益指标下的数量，是合适的，不算。",
    example="“节水改造完成及时性”放在成本指标下；“培训参加人次”放在质量指标下。",
    silent_when="名称不以这些字结尾；效益指标下的完成率、及时率归 F09。层级标签是编者按含义归类的行，只是提示。",
    question="“{name}”说的像是{belongs}，放在{level2}下，量的是什么？",
    many="{count} 行三级指标与所在的二级指标说的不是一类事，量的是什么？",
    mend="移到合适的二级指标下，或把名称改得名副其实。",
)
_KINDS = (
    (re.compile(r"满意(?:度|率|程度)$"), SATISFACTION),
    (re.compile(r"(?:及时(?:率|性|情况)?|(?:按时|按期)[\u4e00-\u9fff]{0,4}(?:率|性)?)$"), "时效指标"),
    (re.compile(r"(?:合格|达标|准确|通过|优良|差错)率$"), "质量指标"),
    (re.compile(r"(?:成本|费用)$"), "成本指标"),
    (
        re.compile(
            r"(?:人次|人数|人员数|次数|场次|场数|班次|册数|份数|家数|个数|户数|完成数|数量|问题数|配置数|项目数)数?$"
        ),
        "数量指标",
    ),
)
_QUALITY_COUNT = re.compile(r"事故|投诉|差错|错误|违规|故障|覆盖|达标|获奖")
_SATISFIED = re.compile(r"满意|好评|投诉|认可|评价|口碑|评分|集访|矛盾")
_NOTE_IN_NAME = re.compile(r"[（(][^（）()]*[）)]$")


def _belongs(view: FormView) -> Iterator[Verdict]:
    for row in view.rows:
        kind = _better_place(row)
        if kind is not None:
            severity = Severity.NOTE if row.number in view.unsure_level2 else None
            says = f"名称说的像是{kind}，却放在{row.indicator.level2}下。"
            facts = {"belongs": kind}
            yield row_hit(row, says, field="level2", expected=kind, severity=severity, facts=facts)


def _better_place(row: RowView) -> str | None:
    """The 二级指标 the end of the name speaks of, None where it stands in its place or speaks of none."""
    name, level1, level2 = _NOTE_IN_NAME.sub("", row.indicator.name), row.indicator.group1, row.indicator.group2
    kind = next((kind for pattern, kind in _KINDS if pattern.search(name)), None)
    if level1 == SATISFACTION:
        return None if _SATISFIED.search(name) else "别的指标（没有说到满意）"
    if kind == SATISFACTION:
        return kind
    if level1 != OUTPUT or kind in (None, level2):
        return None
    is_fault_count = kind == "数量指标" and level2 != COST and _QUALITY_COUNT.search(name)
    return None if is_fault_count else kind


C09 = Rule(
    id="C09",
    severity=Severity.WARNING,
    weight=45,
    name="指标不重复",
    found="指标同名",
    tests="同一张表里没有两行三级指标同名。",
    formula="三级指标的名称两两不同（不计标点和空格）",
    basis="同类复核：重复的指标只计一次分。",
    bounds="名称完全相同才算。",
    example="“调查及评估报告应用情况”出现两次，各 5 分。",
    silent_when="名称有一字不同。",
    question="“{name}”出现了几次，各说的是哪件事？",
    many="“{name}”出现了 {count} 次，共 {points} 分，各说的是哪件事？",
    mend="删去一行并重新分配分值；确是两件事的，把名称区分开。",
)


def _duplicates(view: FormView) -> Iterator[Verdict]:
    groups: dict[str, list[RowView]] = defaultdict(list)
    for row in view.rows:
        groups[letters(f"{row.indicator.table or ''}{row.indicator.name}")].append(row)
    for name, rows in groups.items():
        for row in rows if len(rows) > 1 else ():
            yield row_hit(row, f"{len(rows)} 行同名。", field="name", expected="与别行不同名", cause=name)


C10 = Rule(
    id="C10",
    severity=Severity.WARNING,
    weight=46,
    topic="names",
    name="花钱不当作成效",
    found="指标说的是花钱",
    tests="三级指标说的是预算执行或经费使用。",
    formula="名称里 经费、资金、预算、支付 与 使用、执行、完成、下拨 连着说",
    basis="财预〔2020〕10号：预算执行率另占 $execution_weight 分；同类复核对这种指标不计分。",
    bounds="隔着 4 个字以内才算。",
    example="“年度经费使用情况”=100%，占 10 分。",
    silent_when="说的是合规、规范、安全、效益、利用率、投入使用；补贴发放、资助拨付本身就是工作内容，不算。",
    question="“{name}”说的是花钱的进度，预算执行另有分数，这一行量的是什么成效？",
    many="{count} 行说的是花钱的进度，预算执行另有分数，这几行量的是什么成效？",
    mend="换成说明做了什么、做得怎样的指标。",
)
_SPENDING = re.compile(
    r"(?:经费|资金|预算|支付)[\u4e00-\u9fff]{0,2}(?:使用|执行|完成|支付|下拨)|支付[\u4e00-\u9fff]{0,4}(?:完成|执行)"
)
_NOT_PROGRESS = re.compile(r"合规|规范|安全|效益|效果|利用率|投入使用|补贴|补助|待遇|津贴|保险金|失保金|监管|审计")


def _spending(view: FormView) -> Iterator[Verdict]:
    for row in view.rows:
        found = _SPENDING.search(row.indicator.name)
        if found and not _NOT_PROGRESS.search(row.indicator.name):
            says = f"名称里的“{found[0]}”说的是花钱的进度，预算执行已另占分数。"
            yield row_hit(row, says, field="name", expected="说明做了什么的指标")


C11 = Rule(
    id="C11",
    severity=Severity.WARNING,
    weight=16,
    name="一级、二级指标归得了类",
    found="一级、二级指标归不了类",
    tests="一级、二级指标的名称看得出归哪一类，二级指标放在它的一级指标下。",
    formula="名称 ∈ 通行的叫法，或表式里写明的叫法",
    basis="财预〔2020〕10号的指标框架；名称照原件保留，归不了类的不参加分类的检查。",
    bounds="名称后面的分值、括号和序号不算。",
    example="一级指标印“产出成果类”；“社会效益指标”放在产出指标下。",
    silent_when="层级标签是编者按含义归类的，算作未能检查。",
    question="{label}印的是“{printed}”，{what}？",
    mend="照原件录错的改正；原件如此的，在表式的 words 里写明它的意思，或在这一行写 group1、group2。",
)


def _unknown_levels(view: FormView) -> Iterator[Verdict]:
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


def _strange_levels(row: RowView) -> Iterator[Hit]:
    """A level of a row that nobody knows, with what it may mean; a level 2 that belongs to another level 1."""
    it = row.indicator
    if not it.group1:
        yield _level_hit(row, "level1", likely_group1(it.level1))
    if it.level2 and not it.group2 and it.group1 in LEVEL2_OF:
        yield _level_hit(row, "level2", likely_group2(it.level2))
    elif it.group2 and it.group2 not in LEVEL2_OF.get(it.group1, (it.group2,)) and not is_satisfaction(row):
        home = next((name for name, names in LEVEL2_OF.items() if it.group2 in names), "")
        says = f"“{it.level2}”放在“{it.level1}”下，它通常属于{home}。"
        facts = {"label": "二级指标", "what": f"通常属于{home}，放在“{it.level1}”下量的是什么"}
        yield row_hit(row, says, field="level2", expected=home, facts=facts)


def _level_hit(row: RowView, field: str, likely: str) -> Hit:
    label, printed = {"level1": "一级指标", "level2": "二级指标"}[field], getattr(row.indicator, field)
    guess = f"，像是{likely}" if likely else ""
    facts = {"label": label, "what": "归哪一类"}
    return row_hit(row, f"{label}“{printed}”归不了类{guess}。", field=field, expected=likely or None, facts=facts)


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
