"""Owns the plain text of the pages that people write and of the rules, for the search. Knows no form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import markdown

if TYPE_CHECKING:
    from generator.checks import Rule

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_TITLE = re.compile(r"^title:\s*(.+)$", re.MULTILINE)
_HEADING = re.compile(r"^#[^\S\n](.+)$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\{[^{}]*\}\Z")
_INLINE = frozenset(("a", "abbr", "b", "code", "em", "i", "kbd", "mark", "small", "span", "strong", "sub", "sup"))
_SILENT = frozenset(("script", "style", "noscript", "svg", "form"))


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """One page as the search sees it."""

    url: str
    """Address relative to the root of the site, such as ``guide/``; empty for home."""
    title: str
    text: str
    """What a reader reads, one block a line."""


def read_written(path: str, source: str) -> WrittenPage:
    """Read a written page from its Markdown, blocks filled in; ``path`` is relative to the content folder."""
    head = _FRONT_MATTER.match(source)
    body = source[head.end() :] if head else source
    named = _TITLE.search(head[1]) if head else None
    heading = _HEADING.search(body)
    title = named[1].strip("\"' ") if named else _ATTRIBUTES.sub("", heading[1]).strip() if heading else path
    name = path.removesuffix(".md")
    url = name.removesuffix("index") if name == "index" or name.endswith("/index") else f"{name}/"
    return WrittenPage(url, title, _plain(markdown.markdown(body, extensions=["extra", "sane_lists"])))


def rule_page(rule: Rule) -> WrittenPage:
    """One rule of the book, as the page of rules says it."""
    said = (rule.tests, rule.formula, rule.basis, rule.bounds, rule.example, rule.silent_when, rule.mend)
    return WrittenPage(f"rules/#{rule.id.lower()}", f"检查规则 {rule.id} {rule.name}", "\n".join(said))


def _plain(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)


class _Reader(HTMLParser):
    """Keeps what is read; a block starts a line, so that no word is found across two blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._silent += tag in _SILENT
        if tag not in _INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT
        if tag not in _INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data.replace("\n", " "))
