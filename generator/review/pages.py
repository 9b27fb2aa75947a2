"""Owns what a change does to the Markdown of the pages, as a diff that people can read. Knows texts, no form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import unified_diff
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

BUDGET = 30_000
"""Bytes of a Markdown report for the pages; the rest are counted."""
_AROUND = 1
"""Lines shown before and after a change."""


@dataclass(frozen=True, slots=True)
class PageChange:
    """One page before and after; empty where there was none or is none."""

    path: str
    old: str
    new: str

    def lines(self) -> Iterator[str]:
        """The changed lines with their sign and a little around them."""
        found = unified_diff(self.old.splitlines(), self.new.splitlines(), lineterm="", n=_AROUND)
        yield from (line for line in found if not line.startswith(("---", "+++")))


def page_changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[PageChange, ...]:
    """Every page whose Markdown differs, by path."""
    paths = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    return tuple(PageChange(path, before.get(path, ""), after.get(path, "")) for path in paths)


def as_markdown(changes: Sequence[PageChange], budget: int = BUDGET) -> str:
    """A part of a report for a merge request: page by page until the budget is spent."""
    parts = ["## 页面上的变化\n"]
    for shown, change in enumerate(changes):
        lines = "\n".join(change.lines())
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", lines)), default=0))
        block = f"### {change.path}\n\n{fence}diff\n{lines}\n{fence}\n"
        budget -= len(block.encode())
        if budget < 0:
            parts.append(f"还有 {len(changes) - shown} 页没有列出。\n")
            break
        parts.append(block)
    return "\n".join(parts) if changes else ""


def as_html(changes: Sequence[PageChange]) -> str:
    """A page by itself: what goes and what comes, line by line."""
    environment = Environment(
        loader=PackageLoader("generator.review"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("pages.html.j2").render(changes=changes)
