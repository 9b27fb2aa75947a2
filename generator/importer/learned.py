"""Owns the words the recogniser learns: labels of the field table of every kind, and of the templates at hand.

A template is believed for a part of a file that prints most of its labels. Reads no cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.importer.cells import fold
from generator.importer.labels import KINDS_OF_LABEL, Words, bare, is_label, key_of
from generator.importer.sections import bare_title
from generator.record.fields import leaves
from generator.record.kinds import KINDS
from generator.record.meaning import GROUPS, LEVEL2_OF
from generator.record.template import column_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.importer.cells import Sheet
    from generator.record.template import Template

_MOST_OF_IT = 60
"""Labels in a hundred of its own from which a template is the one of a form."""
_REPORT = {"overview": "process"}
_HEAD = {"filled_on": "date"}
_TABLES = {"goals": "goal", "report": "text", "amounts": "declared", "indicators": "column"}
"""Family of labels by part of the record."""
_UNPRINTED = ("table", "group1", "group2", "means", "scope", "label", "amount_unit", "amount_unit_basis", "amount")
"""What stands in no column, or in one whose head says nothing."""


def words_for(sheet: Sheet, templates: Iterable[Template]) -> Words:
    """What the field tables say, and the templates most of whose labels this part of a file prints, likeliest first."""
    text = fold("".join(line.text for line in sheet.lines))
    shares = [(_share(template, text), template) for template in templates]
    fitting = [template for share, template in sorted(shares, key=lambda item: -item[0]) if share >= _MOST_OF_IT]
    return _words(fitting)


def _share(template: Template, text: str) -> int:
    """How many in a hundred of its labels a text has."""
    labels = [fold(cell.label) for cell in template.cells if cell.path != "title" and not _is_unprinted(cell.path)]
    return 100 * sum(label in text for label in labels) // len(labels) if labels else 0


def _is_unprinted(path: str) -> bool:
    return path.rpartition(".")[2] in _UNPRINTED


def _words(templates: Sequence[Template]) -> Words:
    keys: dict[tuple[str, str], str] = {}
    sections: set[str] = set()
    meanings: dict[str, dict[str, str]] = {}
    for template in templates:
        for cell in template.cells:
            place = place_of(cell.path)
            if place == ("section", "section"):
                sections |= {fold(cell.label), bare(fold(cell.label))}
            elif place is not None:
                keys.setdefault((place[0], fold(cell.label)), place[1])
        for sort, words in template.words.items():
            meanings[sort] = {**words, **meanings.get(sort, {})}
    for path, label in _table_words():
        place = place_of(path)
        if place == ("section", "section") and not is_label(label):
            sections.add(fold(label))
        elif place is not None and place[0] in KINDS_OF_LABEL and key_of(label, place[0]) is None:
            keys.setdefault((place[0], fold(label)), place[1])
    titles = {bare_title(title): kind for title, kind in _titles(templates) if title}
    likeliest = {template.kind: template for template in reversed(templates)}
    own_rows = {
        (kind, table) for kind, t in likeliest.items() for table in ("funds", "amounts") if t.has_own_rows(table)
    }
    return Words(keys, frozenset(sections), dict(_levels(meanings)), titles, meanings, frozenset(own_rows))


def _titles(templates: Sequence[Template]) -> Iterator[tuple[str, str]]:
    yield from ((kind.title, kind.key) for kind in KINDS.values())
    yield from ((template.title, template.kind) for template in templates)


def _table_words() -> Iterator[tuple[str, str]]:
    """Path and label of everything the kinds print, columns of lists too."""
    for kind in KINDS.values():
        for field in kind.fields:
            if field.part and field.part != "others":
                yield from ((path, leaf.label) for path, leaf in leaves(field))
                yield field.key, field.label
                yield from ((f"{field.key}.{inner.key}", inner.label) for inner in field.fields)


def place_of(path: str) -> tuple[str, str] | None:
    """Family and key of the label of a path of the record; None where it prints none."""
    table, _, rest = path.partition(".")
    key = path.rpartition(".")[2]
    if _is_unprinted(path):
        return None
    if not rest and (table == "funds" or table in _TABLES):
        return "section", "section"
    if table == "funds":
        return ("funds", key) if column_path(path).startswith("funds.rows.") else ("fund_line", key)
    if table in _TABLES:
        return _TABLES[table], _REPORT.get(key, key)
    if table in ("total_weight", "total_score"):
        return "total", "total"
    return ("grade", "grade") if table == "grade" else ("head", _HEAD.get(key, key)) if table != "title" else None


def _levels(meanings: dict[str, dict[str, str]]) -> Iterator[tuple[str, tuple[tuple[int, str], ...]]]:
    """Names of levels of the templates, with the official name where there is one."""
    for depth, sort in enumerate(("level1", "level2"), 1):
        for word, meaning in meanings.get(sort, {}).items():
            is_official = depth > 1 or meaning in LEVEL2_OF or meaning not in GROUPS
            yield word, ((depth, meaning if is_official else ""),)
