"""Owns the renderings of a comparison for people: terminal, Markdown, HTML. Data once; decides nothing.

HTML and Markdown are made by templates only, which escape every value for the language they write.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from generator import markdown
from generator.review.comparison import weight_of
from generator.review.links import NO_LINKS, ReportLinks
from generator.review.phrases import (
    CUT,
    NOTHING,
    extent,
    headline,
    heaviness,
    moved_of,
    sentence,
    sides,
    subject,
    text_differences,
    verdict,
)
from generator.review.programs import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.review.changes import Change
    from generator.review.comparison import Comparison, RecordChange
    from generator.review.marks import Difference
    from generator.review.reasons import MissingReason
    from generator.review.totals import Total

MARKDOWN_BUDGET = 60_000
"""Bytes; the services cut a comment of a merge request off at 65,536 characters."""
REASONS_BUDGET = 12_000
"""Bytes of the above for entries that are missing; the changes themselves come first."""
HEAVIEST = 10
"""Changes told ahead of their records; a report of no more is read at once."""
_RESULTS = 5
"""What follows from a record's changes, in a report of many; the rest is counted."""
_TOTALS = 20
"""Sums in a report for a merge request; the rest are counted."""
_CUT_IN_HTML = 4000


def _environment(*, is_html: bool) -> Environment:
    """Every value is escaped, by the engine for HTML and as the one dialect we write for Markdown."""
    environment = Environment(
        loader=PackageLoader("generator.review"),
        autoescape=is_html,  # noqa: S701 -- Markdown has an escape of its own, below
        finalize=None if is_html else _in_markdown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "code": lambda value: Markup(markdown.code(value)),  # noqa: S704 -- escaped there
        "verbatim": Markup,
        "oneline": lambda value: " ".join(value.split()),
        "inhtml": lambda value: escape(" ".join(value.split())),
        "link": lambda address, words: Markup(markdown.link(words, address)),  # noqa: S704 -- escaped there
    }
    return environment


def _in_markdown(value: object) -> object:
    return value if isinstance(value, Markup) else markdown.cell(value)


_HTML, _MARKDOWN = _environment(is_html=True), _environment(is_html=False)


@dataclass(frozen=True, slots=True)
class _Told:
    """One change in words."""

    what: str
    old: str
    new: str
    moved: str
    heavy: str
    sentence: str
    differences: tuple[Difference, ...]
    line: str
    """Address of its line in the record, or empty."""
    is_wanting: bool
    """Its reason is missing."""


@dataclass(frozen=True)
class _Report:
    """What all renderings for people begin with."""

    comparison: Comparison
    missing: Sequence[MissingReason]
    links: ReportLinks

    @property
    def wanting(self) -> int:
        return _wanting(self.missing)

    @property
    def is_short(self) -> bool:
        """Few enough changes to be read at once: nothing is folded, none is told ahead of its record."""
        return sum(len(record.changes) for record in self.comparison.records) <= HEAVIEST

    @cached_property
    def _unstated(self) -> frozenset[int]:
        return frozenset(id(change) for item in self.missing for change in item.changes)

    def told(self, change: Change, record: RecordChange, cut: int = CUT) -> _Told:
        old, new = sides(change, record, cut)
        return _Told(
            f"{change.kind.value} {subject(change, record)}",
            old,
            new,
            moved_of(change),
            heaviness(change),
            sentence(change, record),
            text_differences(change),
            self.links.line(change, record),
            id(change) in self._unstated,
        )

    def summary(self, record: RecordChange) -> str:
        """A record in one line: how much changed in it and how much of that wants a reason."""
        wanting = sum(id(change) in self._unstated for change in record.changes)
        parts = [f"{len(record.changes)} 处变化"] if record.changes else ["受牵连"]
        parts += ["读不懂"] if record.problems else []
        parts += [f"{wanting} 处缺原因"] if wanting else []
        return f"{record.title}：{'，'.join(parts)}"


def as_text(comparison: Comparison, missing: Sequence[MissingReason] = (), links: ReportLinks = NO_LINKS) -> str:
    """For a terminal: what nobody can read, then records heaviest first, one line a change."""
    report = _Report(comparison, missing, links)
    lines = [headline(comparison, report.wanting)]
    for record in comparison.records:
        lines += ["", f"{record.title}  {record.id}"]
        lines += [f"  {line}" for problem in record.problems for line in problem.splitlines()]
        for told in (report.told(change, record) for change in record.changes):
            notes = "，".join(note for note in (told.heavy, "缺原因" if told.is_wanting else "") if note)
            lines.append(f"  {told.sentence}{f'  [{notes}]' if notes else ''}")
        lines += [f"  → {line}" for line in _results(record)]
    if comparison.totals:
        lines += ["", "合计的变化：", *(f"  {total.of} {_total(total)}" for total in comparison.totals)]
    if comparison.pages:
        lines += ["", "会变的页面：", *(f"  {page}" for page in comparison.pages)]
    for item in missing:
        lines += ["", f"{item.record.id}：{item.demand}：", *item.skeleton.rstrip("\n").splitlines()]
    return "\n".join(lines) + "\n"


def as_markdown(
    comparison: Comparison,
    missing: Sequence[MissingReason] = (),
    links: ReportLinks = NO_LINKS,
    *,
    budget: int = MARKDOWN_BUDGET,
) -> str:
    """For a merge request: verdict, what is missing, the heaviest changes, then records until the budget is spent."""
    report = _Report(comparison, missing, links)
    asked, unasked = _fitting([_render("missing", item=item) for item in missing], REASONS_BUDGET)
    text = _render(
        "report",
        verdict=_title(report),
        extent=extent(comparison),
        heaviest=[] if report.is_short else [(record, report.told(c, record)) for record, c in _heaviest(comparison)],
        missing=missing,
        unstated=report.wanting,
        listed=_listed(missing),
        asked=[Markup(block.rstrip("\n")) for block in asked],  # noqa: S704 -- written by the template
        unasked=unasked,
        totals=comparison.totals[:_TOTALS],
        more_totals=len(comparison.totals[_TOTALS:]),
        pages=comparison.pages or (),
    )
    blocks, left = _fitting(
        [_block(report, record) for record in comparison.records], budget - len(text.encode()) - 200
    )
    if left:
        blocks.append(f"还有 {left} 份记录没有列出；全部变化见 `generator diff` 的文本或 HTML 报告。\n")
    return "\n".join([text.rstrip("\n") + "\n", *blocks])


def as_html(comparison: Comparison, missing: Sequence[MissingReason] = (), links: ReportLinks = NO_LINKS) -> str:
    """Old and new side by side, on a phone one below the other; one file without any other."""
    report = _Report(comparison, missing, links)
    records = [
        {
            "record": record,
            "summary": report.summary(record),
            "changes": [report.told(change, record, _CUT_IN_HTML) for change in record.changes],
            "lines": [*record.problems, *_results(record)],
            "around": links.around(record),
        }
        for record in comparison.records
    ]
    context = {
        "verdict": _title(report),
        "extent": extent(comparison),
        "missing": missing,
        "totals": comparison.totals,
        "records": records,
        "is_open": report.is_short,
        "pages": comparison.pages,
    }
    return _HTML.get_template("report.html.j2").render(context)


def _title(report: _Report) -> str:
    return verdict(report.wanting) if report.comparison.records else NOTHING


def _total(total: Total) -> str:
    return f"{total.label}：{total.old} → {total.new}{f'（{total.moved}）' if total.moved else ''}"


def _wanting(missing: Sequence[MissingReason]) -> int:
    return sum(item.count for item in missing)


def _listed(missing: Sequence[MissingReason]) -> list[tuple[str, int]]:
    """Each record that wants reasons with their number; where they are too many for a report, each unit and year."""
    counted: Counter[str] = Counter()
    for item in missing:
        counted[item.record.id] += item.count
    if sum(len(name) + 20 for name in counted) > REASONS_BUDGET:
        folders: Counter[str] = Counter()
        for name, count in counted.items():
            folders[name.rpartition("/")[0]] += count
        counted = folders
    return list(counted.items())


RENDERINGS = {"text": as_text, "markdown": as_markdown, "html": as_html, "json": as_json}


def _results(record: RecordChange) -> Iterator[str]:
    for item in record.consequences:
        yield f"{item.label}：{item.old} → {item.new}"
    yield from (f"新出现：{line}" for line in record.appeared)
    yield from (f"消失：{line}" for line in record.vanished)


def _fitting(blocks: Sequence[str], room: int) -> tuple[list[str], int]:
    """The first blocks that fit into some bytes, and how many do not."""
    fitting: list[str] = []
    for block in blocks:
        room -= len(block.encode()) + 1
        if room < 0:
            break
        fitting.append(block)
    return fitting, len(blocks) - len(fitting)


def _heaviest(comparison: Comparison) -> list[tuple[RecordChange, Change]]:
    ranked = sorted(
        (
            (weight_of(change, record.budget), record, change)
            for record in comparison.records
            for change in record.changes
        ),
        key=lambda item: (-item[0], item[1].id, item[2].path),
    )
    return [(record, change) for _, record, change in ranked[:HEAVIEST]]


def _block(report: _Report, record: RecordChange) -> str:
    """A record as a part of a report; where there are many, each is told by its heaviest changes."""
    most = len(record.changes) if report.is_short else HEAVIEST
    results = list(_results(record))
    shown = results if report.is_short else results[:_RESULTS]
    return _render(
        "record",
        record=record,
        summary=report.summary(record),
        is_open=report.is_short,
        around=report.links.around(record),
        changes=[report.told(change, record) for change in record.changes[:most]],
        more=len(record.changes[most:]),
        results=shown,
        more_results=len(results) - len(shown),
    )


def _render(name: str, **context: object) -> str:
    return _MARKDOWN.get_template(f"{name}.md.j2").render(context)
