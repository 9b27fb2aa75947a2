"""Owns the renderings of a comparison: terminal, Markdown, HTML, JSON. Data once, four texts; decides nothing.

HTML and Markdown are made by templates only, which escape every value for the language they write.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from generator import markdown
from generator.review.comparison import weight_of
from generator.review.phrases import CUT, headline, heaviness, sentence, sides, subject, text_differences, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.review.changes import Change
    from generator.review.comparison import Comparison, RecordChange
    from generator.review.marks import Difference
    from generator.review.reasons import MissingReason

MARKDOWN_BUDGET = 60_000
"""Bytes; the services cut a comment of a merge request off at 65,536 characters."""
REASONS_BUDGET = 12_000
"""Bytes of the above for entries that are missing; the changes themselves come first."""
HEAVIEST = 10
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
    heavy: str
    sentence: str
    differences: tuple[Difference, ...]


def _told(change: Change, record: RecordChange, cut: int = CUT) -> _Told:
    old, new = sides(change, record, cut)
    what = f"{change.kind.value} {subject(change, record)}"
    return _Told(what, old, new, heaviness(change), sentence(change, record), text_differences(change))


def as_text(comparison: Comparison, missing: Sequence[MissingReason] = ()) -> str:
    """For a terminal: what nobody can read, then records heaviest first, one line a change."""
    lines = [headline(comparison, _wanting(missing))]
    for record in comparison.records:
        lines += ["", f"{record.title}  {record.id}"]
        lines += [f"  {line}" for problem in record.problems for line in problem.splitlines()]
        for change in record.changes:
            heavy = heaviness(change)
            lines.append(f"  {sentence(change, record)}{f'  [{heavy}]' if heavy else ''}")
        lines += [f"  → {line}" for line in _results(record)]
    if comparison.pages:
        lines += ["", "会变的页面：", *(f"  {page}" for page in comparison.pages)]
    for item in missing:
        lines += ["", f"{item.record.id}：{item.demand}：", *item.skeleton.rstrip("\n").splitlines()]
    return "\n".join(lines) + "\n"


def as_markdown(comparison: Comparison, missing: Sequence[MissingReason] = (), *, budget: int = MARKDOWN_BUDGET) -> str:
    """For a merge request: the ten heaviest changes first, then record by record until the budget is spent."""
    asked, unasked = _fitting([_render("missing", item=item) for item in missing], REASONS_BUDGET)
    text = _render(
        "report",
        headline=headline(comparison, _wanting(missing)),
        heaviest=[(record, _told(change, record)) for record, change in _heaviest(comparison)],
        missing=missing,
        unstated=_wanting(missing),
        listed=_listed(missing),
        asked=[Markup(block.rstrip("\n")) for block in asked],  # noqa: S704 -- written by the template
        unasked=unasked,
        pages=comparison.pages or (),
    )
    blocks, left = _fitting([_block(record) for record in comparison.records], budget - len(text.encode()) - 200)
    if left:
        blocks.append(f"还有 {left} 份记录没有列出；全部变化见 `generator diff` 的文本或 HTML 报告。\n")
    return "\n".join([text.rstrip("\n") + "\n", *blocks])


def as_html(comparison: Comparison, missing: Sequence[MissingReason] = ()) -> str:
    """Old and new side by side, one file without any other."""
    records = [
        {
            "record": record,
            "changes": [_told(change, record, _CUT_IN_HTML) for change in record.changes],
            "lines": [*record.problems, *_results(record)],
        }
        for record in comparison.records
    ]
    context = {
        "headline": headline(comparison, _wanting(missing)),
        "missing": missing,
        "records": records,
        "pages": comparison.pages,
    }
    return _HTML.get_template("report.html.j2").render(context)


def as_json(comparison: Comparison, missing: Sequence[MissingReason] = ()) -> str:
    """For programs; money in 万元, figures as text so that no digit is lost."""
    value = {
        "verdict": verdict(_wanting(missing)),
        "records": [_json_record(record) for record in comparison.records],
        "pages": None if comparison.pages is None else list(comparison.pages),
        "missing_reasons": [
            {"id": item.record.id, "demand": item.demand, "skeleton": item.skeleton} for item in missing
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


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


def _block(record: RecordChange) -> str:
    changes = [_told(change, record) for change in record.changes]
    return _render("record", record=record, changes=changes, results=list(_results(record)))


def _render(name: str, **context: object) -> str:
    return _MARKDOWN.get_template(f"{name}.md.j2").render(context)


def _json_record(record: RecordChange) -> dict[str, Any]:
    return {
        "id": record.new_id,
        "old_id": record.old_id,
        "title": record.title,
        "weight": f"{record.weight:f}",
        "problems": list(record.problems),
        "changes": [
            {
                "kind": change.kind.name.lower(),
                "path": change.path,
                "label": subject(change, record),
                "old": change.old,
                "new": change.new,
                "differences": [[item.old, item.new] for item in text_differences(change)],
                "values": change.values,
                "row": change.row,
                "old_row": change.old_row,
                "money": None if change.money is None else str(change.money),
                "points": None if change.points is None else str(change.points),
                "at_stake": None if change.at_stake is None else str(change.at_stake),
            }
            for change in record.changes
        ],
        "consequences": [{"label": c.label, "old": c.old, "new": c.new} for c in record.consequences],
        "findings": {"appeared": list(record.appeared), "vanished": list(record.vanished)},
    }
