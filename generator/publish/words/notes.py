"""Owns the short words around a form on its page: where it comes from, what a picture shows. Text, no markup."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from generator.forms.formulas import rate_of, score_of
from generator.forms.rows import Outcome, rows_of
from generator.publish.words.wording import amount, rate_words, score_words
from generator.record.fields import label_of
from generator.record.kinds import budget_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.checks import Finding, NotRun, Rule
    from generator.checks.book import Entry
    from generator.forms.rows import ScoredRow, Tally
    from generator.history.dates import Dates
    from generator.publish.words.score_steps import Step
    from generator.record.kinds import Kind
    from generator.record.model import Document, Form, Profile, Remark, SelfEvaluation
    from generator.summary.year import YearSummary

_STEP = " › "
"""Between a part of a form and what stands in it."""
MANY = 12
"""Rows of one question beyond which they are not told one by one."""
STATE_WORDS = {"missing": "原件缺失", "doubtful": "存疑"}
"""What this site notes of a cell, by the state in the record."""


def description_of(form: Form, profile: Profile) -> str:
    """The figures of a form in one line, for lists of search engines and previews of links."""
    budget = budget_of(form)
    said = [f"{form.kind.budget_label} {amount(budget)} 万元"] if budget is not None else []
    rate, score = rate_of(form, profile), score_of(form)
    said += [rate_words(form, rate)] if rate.value is not None else []
    said += [score_words(form, score, "自评", " 分")] if score.value is not None else []
    return f"{form.year} 年度{form.kind.label}：{'，'.join(said)}" if said else f"{form.year} 年度{form.kind.label}"


def publication(document: Document) -> str:
    """Who made a document public and when, in brackets; empty where neither is known."""
    day = document.published.isoformat() if document.published else ""
    who = (document.publisher or "") if document.url else ""
    known = " ".join(filter(None, (who, day)))
    return f"（{known} 公开）" if known else ""


def narrative_words(form: Form) -> str:
    """Whose words the texts of a form are."""
    if form.source.is_summary:
        return "目标、完成情况和原因是编者摘要，数字、名称、指标照原件；以来源文件为准。"
    return "照录原文。"


def recorded_words(dates: Dates) -> str:
    """When the form came and last changed."""
    first, last = dates.first.date().isoformat(), dates.last.date().isoformat()
    return first if first == last else f"{first}，最近改动 {last}"


def citation_words(form: Form, site: str, address: str, day: str) -> str:
    """How the page of a form is named elsewhere; ``day`` of its last change, empty where it is not known."""
    named = f"{form.unit}：《{form.project}》，{form.year} 年度{form.kind.label}。{site}，{address}"
    return f"{named}，{day} 的数据。" if day else named


def remarks_told(form: Form) -> list[tuple[str, str, str]]:
    """State, cells and note of what this site remarks; the same note of several cells once."""
    alike: dict[tuple[str, str], list[str]] = {}
    for remark in form.remarks:
        if remark.is_first:
            alike.setdefault((remark.state, remark.note), []).append(_remark_place(remark, form.kind))
    return [(state, _places(places), note) for (state, note), places in alike.items()]


def _places(places: Iterable[str]) -> str:
    """Cells of one row after one another: what they share is named once."""
    groups = groupby((place.rpartition(_STEP) for place in places), key=lambda place: place[0])
    return "；".join(f"{head}{_STEP if head else ''}{'、'.join(part[2] for part in parts)}" for head, parts in groups)


def _remark_place(remark: Remark, kind: Kind) -> str:
    """Which cells a remark speaks of."""
    cells = ((remark.row, remark.field), *((cell.row, cell.field) for cell in remark.also))
    return "、".join(label_of(f"indicators.{row}.{field}" if row else field, kind.fields) for row, field in cells)


def agreement(step: Step) -> str:
    """How the computed and the printed figure of a step compare."""
    if step.agrees is None:
        return "无从对照"
    if not step.agrees:
        return "不一致"
    return f"一致（{step.note}）" if step.note else "一致"


def rounding_words(profile: Profile) -> str:
    """How the region's system shortens figures."""
    return "截取两位小数，不四舍五入" if profile.rounding == "truncate" else "四舍五入到两位小数"


def says_of(finding: Finding) -> list[tuple[list[int], str]]:
    """What a finding says of which rows, the same once; of many rows only their numbers, and nothing of it twice."""
    if len(finding.places) > MANY:
        return [(list(finding.rows), "")]
    alike: dict[str, list[int]] = {}
    for place in finding.places:
        rows = alike.setdefault(place.says, [])
        rows += [place.row] if place.row else []
    return [(rows, says) for says, rows in alike.items() if rows or says.rstrip("。") not in finding.question]


def by_reason(skipped: Iterable[NotRun]) -> list[tuple[str, list[Rule]]]:
    """Rules that lacked data by what they lacked, in the order of the book."""
    alike: dict[str, list[Rule]] = {}
    for item in skipped:
        alike.setdefault(item.reason, []).append(item.rule)
    return list(alike.items())


def by_family(rules: Iterable[Rule]) -> Iterator[tuple[str, list[Rule]]]:
    """Rules by the letter of their family."""
    for letter, family in groupby(rules, key=lambda rule: rule.id[0]):
        yield letter, list(family)


def money_words(bars: Sequence[tuple[str, str]]) -> str:
    """The figures of the picture of the money, 万元."""
    return "，".join(f"{label} {text} 万元" for label, text in bars) or "金额没有数"


def rows_words(counts: Tally) -> str:
    """The figures of the picture of the rows."""
    values = (counts.full, counts.partly, counts.none, counts.unknown)
    said = [f"{outcome.value} {count}" for outcome, count in zip(Outcome, values, strict=True) if count]
    return f"{counts.total} 行指标：{'，'.join(said)}" if said else "表上没有指标"


def full_words(counts: Tally) -> str:
    """What is said where no row lost a point."""
    if counts.unknown:
        known = "有数的各行都是满分；" if counts.full else ""
        return f"{known}{counts.unknown} 行没有得分或分值的数。"
    return "每一行都是满分。" if counts.total else "表上没有指标。"


def years_apart(earlier: int, later: int) -> str:
    """A warning where two forms held against each other are of different years."""
    if earlier == later:
        return ""
    return f"两张表相差 {abs(later - earlier)} 年，下面并排列出，供对照，不代表同一年的承诺。"


def plot_words(shown: int, left_out: int) -> str:
    """What the scatter shows; its figures are the table of all forms."""
    missing = f"，{left_out} 份没有执行率或总分，没有画上" if left_out else ""
    return f"执行率与自评总分：{shown} 份表，一个点是一份，可以点开{missing}；同样的数字在全部自评价的表里"


def unit_words(bars: Sequence[tuple[str, str]]) -> str:
    """The figures of the picture of the units, 万元; empty where there are none."""
    said = "，".join(f"{label} {text}" for label, text in bars)
    return f"各单位全年预算，万元：{said}" if said else ""


def loss_words(losses: Sequence[tuple[str, str]]) -> str:
    """The figures of the picture of lost points."""
    return f"失去的分：{'；'.join(f'{name} {text}' for name, text in losses)}"


def misses_words(summary: YearSummary, counts: Tally) -> str:
    """How many rows of a year did not get all their points."""
    unknown = [(form, row) for form in summary.evaluations for row in rows_of(form) if row.outcome is Outcome.UNKNOWN]
    lacking = "得分原件缺失" if all(_is_lost(form, row) for form, row in unknown) else "没有得分或分值的数"
    said = [f"{counts.total} 行指标里，{counts.full} 行满分"]
    said += [f"{counts.partly + counts.none} 行没有得满分"] if summary.short else []
    said += [f"{counts.unknown} 行{lacking}"] if counts.unknown else []
    told = f"没有得满分的在 {len(summary.short)} 份表里，按失分多少排列。" if summary.short else ""
    return f"{'，'.join(said)}。{told}"


def _is_lost(form: SelfEvaluation, row: ScoredRow) -> bool:
    """The document lost the points of a row; the unit did not leave them empty."""
    return form.is_missing("score", row.number) or form.is_missing("weight", row.number)


def project_words(forms: Sequence[Form], others: Sequence[str]) -> str:
    """What stands together on the page of a project, and what does not belong together."""
    units = len({form.unit_id for form in forms})
    if others:
        named = "”“".join(others)
        about = f"同一地址的项目。标题是最近一份表的名称；同一地址下另有“{named}”，各算各的，不合并。"
    elif units > 1:
        about = f"{units} 个单位各有一个叫这个名字的项目，各算各的，不合并。"
    else:
        about = f"由{forms[0].unit}实施。"
    return f"{about}目前只有一份表。" if len(forms) == 1 else about


def entry_words(entry: Entry) -> str:
    """Of which forms a rule speaks and what it found in them."""
    said = ["、".join(entry.speaks_of)]
    count = entry.count
    if count is not None:
        if count.findings:
            said += [f"{count.forms} 份，{count.findings} 个问题"]
        else:
            said += [f"{count.passed} 份查过，没有发现" if count.passed else "没有一份查过"]
        said = [*said[:1], *([f"{count.not_run} 份资料不足没有查"] if count.not_run else []), *said[1:]]
    return " · ".join(said)


def year_counts(summary: YearSummary) -> str:
    """How many forms of each kind a year has."""
    return "、".join(f"{len(forms)} 份{kind.short}" for kind, forms in summary.by_kind)


def others_words(summary: YearSummary) -> str:
    """What a year has beside self-evaluations, or instead of them."""
    return "、".join(f"{len(forms)} 份{kind.label}" for kind, forms in summary.others)


def grade_counts(grades: Iterable[tuple[str, int]]) -> str:
    """How many forms got which grade."""
    said = (f"{count} 份{'没有印等级' if name == '未印等级' else f'是{name}'}" for name, count in grades if count)
    return "，".join(said)
