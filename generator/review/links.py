"""Owns where a reader of a report goes from a change: the line of the record, the page, its preview. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from generator.record.syntax import parse
from generator.review.snapshot import file_of, is_form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.review.changes import Change
    from generator.review.comparison import RecordChange


@dataclass(frozen=True, slots=True)
class ReportLinks:
    """Addresses a report may name; without any it names none."""

    repository: str = ""
    """Address of the public repository, or empty."""
    commit: str = ""
    """The commit of the new state."""
    site: str = ""
    """Address of the site, ending in ``/``, or empty."""
    preview: str = ""
    """Where the preview lies, from where the report is read; a folder where it ends in ``/``, or empty."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The new records as they are written, by id."""

    def line(self, change: Change, record: RecordChange) -> str:
        """The line of the record where a change is; empty where the repository is not known."""
        if not self.repository or not self.commit or record.new_id is None:
            return ""
        number = line_of(self.texts.get(record.new_id, ""), change.path)
        place = f"{self.repository}/blob/{self.commit}/{quote(file_of(record.new_id))}"
        return f"{place}#L{number}" if number else place

    def around(self, record: RecordChange) -> tuple[tuple[str, str], ...]:
        """Label and address of each other place to look at."""
        found = []
        if self.site and record.old_id and is_form(record.old_id):
            found.append(("现在的网页", f"{self.site}{quote(record.old_id)}/"))
        if self.preview and record.new_id and is_form(record.new_id):
            is_folder = self.preview.endswith("/")
            page = f"{self.preview}site/{quote(record.new_id)}/index.html" if is_folder else self.preview
            found.append(("改后的网页", page))
        return tuple(found)


NO_LINKS = ReportLinks()


def line_of(text: str, path: str) -> int | None:
    """The line, from 1, on which a value such as ``indicators.3.score`` stands, or the part of it that is there."""
    node, line = _node(text), None
    for step in path.split(".") if path else ():
        found = _step(node, step)
        if found is None:
            break
        line, node = found
    return line


@lru_cache(maxsize=4)
def _node(text: str) -> Node | None:
    """The changes of a record come one after another."""
    return parse("", text)[0] if text else None


def _step(node: Node | None, step: str) -> tuple[int, Node] | None:
    if isinstance(node, MappingNode):
        return next(((key.start_mark.line + 1, value) for key, value in node.value if key.value == step), None)
    if isinstance(node, SequenceNode) and step.isdecimal() and 0 < int(step) <= len(node.value):
        value = node.value[int(step) - 1]
        return value.start_mark.line + 1, value
    return None
