"""Owns the renderings of a comparison: terminal, Markdown, HTML, JSON. Data once, four texts; decides nothing."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any

from generator.review.comparison import weight_of
from generator.review.phrases import headline, heaviness, sentence, sides, subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.review.changes import Change
    from generator.review.comparison import Comparison, RecordChange
    from generator.review.reasons import MissingReason

MARKDOWN_BUDGET = 60_000
"""Bytes; the services cut a comment of a merge request off at 65,536 characters."""
REASONS_BUDGET = 12_000
"""Bytes of the above for entries that are missing; the changes themselves come first."""
HEAVIEST = 10
_PAGES_SHOWN = 20


def as_text(comparison: Comparison, missing: Sequence[MissingReason] = ()) -> str:
    """For a terminal: what nobody can read, then records heaviest first, one line a change."""
    lines = [headline(comparison)]
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
    parts = [
        f"## 数据变化\n\n{headline(comparison)}\n",
        *_heaviest(comparison),
        *_reasons(missing),
        *_pages(comparison),
    ]
    text = "\n".join(parts)
    blocks, left = _fitting([_block(record) for record in comparison.records], budget - len(text.encode()) - 200)
    if left:
        blocks.append(f"还有 {left} 份记录没有列出；全部变化见 `generator diff` 的文本或 HTML 报告。\n")
    return "\n".join([text, *blocks])


def as_html(comparison: Comparison, missing: Sequence[MissingReason] = ()) -> str:
    """Old and new side by side, one file without any other."""
    pages = "".join(f"<li>{html.escape(page)}</li>" for page in comparison.pages or ())
    return _HTML.format(
        head=html.escape(headline(comparison)),
        missing="".join(_asked(item) for item in missing),
        body="\n".join(_section(record) for record in comparison.records),
        pages=f"<h2>会变的页面</h2>\n<ul>{pages}</ul>\n" if pages else "",
    )


def as_json(comparison: Comparison, missing: Sequence[MissingReason] = ()) -> str:
    """For programs; money in 万元, figures as text so that no digit is lost."""
    value = {
        "records": [_json_record(record) for record in comparison.records],
        "pages": None if comparison.pages is None else list(comparison.pages),
        "missing_reasons": [
            {"id": item.record.id, "demand": item.demand, "skeleton": item.skeleton} for item in missing
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


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


def _reasons(missing: Sequence[MissingReason]) -> Iterator[str]:
    if not missing:
        return
    count = sum(len(item.changes) for item in missing)
    yield f"### 没有写明原因：{count} 处已公开的内容，{len(missing)} 份\n"
    blocks = [f"`{item.record.id}`：{item.demand}。\n\n```yaml\n{item.skeleton}```\n" for item in missing]
    fitting, left = _fitting(blocks, REASONS_BUDGET)
    yield from fitting
    if left:
        yield f"还有 {left} 份要补的条目没有列出；`generator diff` 会全部列出。\n"


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
            old, new = sides(change, record)
            yield f"| {what} | {_cell(old)} | {_cell(new)} | {heaviness(change)} |"
        yield ""


def _pages(comparison: Comparison) -> Iterator[str]:
    if comparison.pages:
        yield f"### 会变的页面（{len(comparison.pages)}）\n"
        yield "、".join(f"`{page}`" for page in comparison.pages[:_PAGES_SHOWN])
        more = len(comparison.pages) - _PAGES_SHOWN
        yield f"等，另有 {more} 个。\n" if more > 0 else ""


def _block(record: RecordChange) -> str:
    lines = [f"### {_cell(record.title)}\n", f"`{record.id}`\n"]
    lines += [f"- {_cell(problem)}" for problem in record.problems]
    for change in record.changes:
        heavy = heaviness(change)
        lines.append(f"- {_cell(sentence(change, record))}{f'（{heavy}）' if heavy else ''}")
    lines += [f"- → {_cell(line)}" for line in _results(record)]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    """Text that Markdown shows as it is."""
    kept = "".join(f"\\{char}" if char in "\\`*_[]|#~" else char for char in " ".join(text.split()))
    return kept.replace("&", "&amp;").replace("<", "&lt;")


def _section(record: RecordChange) -> str:
    rows = "\n".join(_row(change, record) for change in record.changes)
    table = f"<table>\n{_HEAD}\n{rows}\n</table>\n" if rows else ""
    lines = [html.escape(line) for line in (*record.problems, *_results(record))]
    listed = f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>\n" if lines else ""
    head = f"<h2>{html.escape(record.title)}</h2>\n<p><code>{html.escape(record.id)}</code></p>\n"
    return f"{head}{table}{listed}"


def _row(change: Change, record: RecordChange) -> str:
    old, new = sides(change, record, 4000)
    what = html.escape(f"{change.kind.value} {subject(change, record)}")
    cells = f"<td><del>{html.escape(old)}</del></td><td><ins>{html.escape(new)}</ins></td><td>{heaviness(change)}</td>"
    return f"<tr><th>{what}</th>{cells}</tr>"


def _asked(item: MissingReason) -> str:
    return f"<p>{html.escape(f'{item.record.id}：{item.demand}')}</p>\n<pre>{html.escape(item.skeleton)}</pre>\n"


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
pre {{ background: #f4f4f4; padding: .5rem; overflow-x: auto; }}
del {{ background: #fbe3e0; text-decoration: none; }}
ins {{ background: #e0f2e4; text-decoration: none; }}
@media (prefers-color-scheme: dark) {{
  :root {{ color-scheme: dark; }}
  del {{ background: #5b2a25; }}
  ins {{ background: #1f4a2b; }}
  pre {{ background: #222; }}
}}
</style>
<h1>数据变化</h1>
<p>{head}</p>
{missing}{body}
{pages}</html>
"""
