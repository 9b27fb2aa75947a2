"""Owns the renderings of a comparison: terminal, Markdown, HTML, JSON. Data once, four texts; decides nothing."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any

from generator.review.comparison import weight_of
from generator.review.wording import headline, heaviness, number, shown, subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.review.changes import Change
    from generator.review.comparison import Comparison, RecordChange
    from generator.review.reasons import MissingReason

MARKDOWN_BUDGET = 60_000
"""Bytes; the services cut a comment of a merge request off at 65,536 characters."""
HEAVIEST = 10
_PAGES_SHOWN = 20


def as_text(comparison: Comparison) -> str:
    """For a terminal: records heaviest first, one line a change."""
    lines = [headline(comparison)]
    for record in comparison.records:
        lines += ["", f"{record.title}  {record.id}"]
        for change in record.changes:
            heavy = heaviness(change)
            lines.append(f"  {_sentence(change, record)}{f'  [{heavy}]' if heavy else ''}")
        lines += [f"  → {line}" for line in _results(record)]
    if comparison.pages:
        lines += ["", "会变的页面：", *(f"  {page}" for page in comparison.pages)]
    return "\n".join(lines) + "\n"


def as_markdown(
    comparison: Comparison, missing: tuple[MissingReason, ...] = (), *, budget: int = MARKDOWN_BUDGET
) -> str:
    """For a merge request: the ten heaviest changes first, then record by record until the budget is spent."""
    parts = [
        f"## 数据变化\n\n{headline(comparison)}\n",
        *_reasons(missing),
        *_heaviest(comparison),
        *_pages(comparison),
    ]
    text = "\n".join(parts)
    left = [*comparison.records]
    room = budget - len(text.encode()) - 200
    blocks = []
    while left:
        block = _block(left[0])
        room -= len(block.encode()) + 1
        if room < 0:
            break
        blocks.append(block)
        left.pop(0)
    if left:
        blocks.append(f"还有 {len(left)} 份记录没有列出；全部变化见 `generator diff` 的文本或 HTML 报告。\n")
    return "\n".join([text, *blocks])


def as_html(comparison: Comparison) -> str:
    """Old and new side by side, one file without any other."""
    body = "\n".join(_section(record) for record in comparison.records)
    pages = "".join(f"<li>{html.escape(page)}</li>" for page in comparison.pages or ())
    listed = f"<h2>会变的页面</h2>\n<ul>{pages}</ul>\n" if pages else ""
    return _HTML.format(head=html.escape(headline(comparison)), body=body, pages=listed)


def as_json(comparison: Comparison) -> str:
    """For programs; money in 万元, figures as text so that no digit is lost."""
    value = {
        "records": [_json_record(record) for record in comparison.records],
        "pages": None if comparison.pages is None else list(comparison.pages),
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _sentence(change: Change, record: RecordChange) -> str:
    return f"{change.kind.value} {subject(change, record)}：{shown(change.old)} → {shown(change.new)}"


def _results(record: RecordChange) -> Iterator[str]:
    for item in record.consequences:
        yield f"{item.label}：{item.old} → {item.new}"
    yield from (f"新出现的提示：{line}" for line in record.appeared)
    yield from (f"消失的提示：{line}" for line in record.vanished)


def _reasons(missing: tuple[MissingReason, ...]) -> Iterator[str]:
    if missing:
        count = sum(len(item.changes) for item in missing)
        yield f"**{count} 处已公开的内容改了，却没有写明原因**（{len(missing)} 份）：\n"
        for item in missing[:HEAVIEST]:
            yield f"`{item.record.id}`：{item.demand}。\n\n```yaml\n{item.skeleton[:2000]}```\n"


def _heaviest(comparison: Comparison) -> Iterator[str]:
    ranked = sorted(
        (
            (weight_of(change, record.budget), record, change)
            for record in comparison.records
            for change in record.changes
        ),
        key=lambda item: (-item[0], item[1].id, item[2].path),
    )
    if ranked:
        yield f"### 最重的 {min(HEAVIEST, len(ranked))} 处\n"
        yield "| 变化 | 原为 | 改为 | 分量 |\n|---|---|---|---|"
        for _, record, change in ranked[:HEAVIEST]:
            what = f"{_cell(record.title)}<br>{_cell(f'{change.kind.value} {subject(change, record)}')}"
            cells = (what, _cell(shown(change.old)), _cell(shown(change.new)), heaviness(change))
            yield f"| {' | '.join(cells)} |"
        yield ""


def _pages(comparison: Comparison) -> Iterator[str]:
    if comparison.pages:
        yield f"### 会变的页面（{len(comparison.pages)}）\n"
        yield "、".join(f"`{page}`" for page in comparison.pages[:_PAGES_SHOWN])
        more = len(comparison.pages) - _PAGES_SHOWN
        yield f"等，另有 {more} 个。\n" if more > 0 else ""


def _block(record: RecordChange) -> str:
    lines = [f"### {_cell(record.title)}\n", f"`{record.id}`\n"]
    for change in record.changes:
        heavy = heaviness(change)
        lines.append(f"- {_cell(_sentence(change, record))}{f'（{heavy}）' if heavy else ''}")
    lines += [f"- → {_cell(line)}" for line in _results(record)]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    """Text that Markdown shows as it is."""
    kept = "".join(f"\\{char}" if char in "\\`*_[]|#~" else char for char in " ".join(text.split()))
    return kept.replace("&", "&amp;").replace("<", "&lt;")


def _section(record: RecordChange) -> str:
    rows = "\n".join(
        f"<tr><th>{html.escape(f'{change.kind.value} {subject(change, record)}')}</th>"
        f"<td><del>{html.escape(shown(change.old, 4000))}</del></td>"
        f"<td><ins>{html.escape(shown(change.new, 4000))}</ins></td><td>{heaviness(change)}</td></tr>"
        for change in record.changes
    )
    results = "".join(f"<li>{html.escape(line)}</li>" for line in _results(record))
    listed = f"<ul>{results}</ul>\n" if results else ""
    head = f"<h2>{html.escape(record.title)}</h2>\n<p><code>{html.escape(record.id)}</code></p>\n"
    return f"{head}<table>\n{_HEAD}\n{rows}\n</table>\n{listed}"


def _json_record(record: RecordChange) -> dict[str, Any]:
    return {
        "id": record.new_id,
        "old_id": record.old_id,
        "title": record.title,
        "weight": number(record.weight),
        "changes": [
            {
                "kind": change.kind.name.lower(),
                "path": change.path,
                "label": subject(change, record),
                "old": change.old,
                "new": change.new,
                "row": change.row,
                "old_row": change.old_row,
                "money": None if change.money is None else str(change.money),
                "points": None if change.points is None else str(change.points),
            }
            for change in record.changes
        ],
        "consequences": [{"label": c.label, "old": c.old, "new": c.new} for c in record.consequences],
        "findings": {"appeared": list(record.appeared), "vanished": list(record.vanished)},
    }


_HEAD = "<tr><th>变化</th><th>原为</th><th>改为</th><th>分量</th></tr>"
_HTML = """<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>数据变化</title>
<style>
body {{ font: 16px/1.6 sans-serif; max-width: 72rem; margin: 1rem auto; padding: 0 1rem; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ border: 1px solid #999; padding: .3rem .5rem; text-align: left; vertical-align: top; }}
td {{ overflow-wrap: anywhere; }}
del {{ background: #fbe3e0; text-decoration: none; }}
ins {{ background: #e0f2e4; text-decoration: none; }}
</style>
<h1>数据变化</h1>
<p>{head}</p>
{body}
{pages}</html>
"""
