"""Owns what a table needs beyond its cells: which are heads, which reach down, labels for cards, points in line.

Works on the tree of a pipe table; what a column is says ``columns``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml.html import Element

from generator.publish.dressing.columns import ColumnKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from generator.publish.dressing.columns import ColumnLook, TableLook

    Columns = Sequence[ColumnLook | None]
    """What is described of each column; None beyond that."""

_NUMBER = re.compile(r"[+−-]?[\d,]+(?:\.(?P<decimals>\d+))?")
FOLDED_FROM = 4
"""Full rows from which on they are folded on a phone."""
_ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tfoot": "rowgroup", "tr": "row", "td": "cell"}


def dress_table(table: HtmlElement, name: str, described: TableLook, heading: str) -> None:
    """Make the table what its description says; ``heading`` is the id of the heading that names it."""
    table.set("class", f"ledger {described.look} t-{described.like or name}")
    table.set("aria-labelledby", heading)
    if described.is_sortable:
        table.set("data-sortable", "")
    if described.explored:
        table.set("data-explore", " ".join(described.explored))
    if described.is_taken and not described.is_small:
        table.set("data-take", heading)
    heads = list(table.iter("th"))
    columns = [_column(described, number, head) for number, head in enumerate(heads)]
    labels = [_head(head, column) for head, column in zip(heads, columns, strict=True)]
    rows = [list(row) for row in table.iterfind("tbody/tr")]
    _cells(rows, columns, labels)
    sums = _sum(table)
    rows = [cells for cells in rows if cells[0] not in sums]
    if any(column and column.kind is ColumnKind.NUMBER for column in columns):
        _number(heads, rows, columns)
    _merge(rows, columns)
    _roles(table)
    if described.folds:
        _fold(table)
    if described.look == "cards":
        _scroll(table, heading)


def _column(described: TableLook, number: int, head: HtmlElement) -> ColumnLook | None:
    column = described.column(number)
    is_right = "num" in head.classes
    is_figure = column is described.more and described.is_open and is_right
    return replace(column, kind=ColumnKind.FIGURE) if column and is_figure else column


def _cells(rows: Sequence[Sequence[HtmlElement]], columns: Columns, labels: Sequence[str]) -> None:
    for cells in rows:
        for cell, column, label in zip(cells, columns, labels, strict=True):
            _cell(cell, column, label)
    for number, column in enumerate(columns):
        if column and column.kind is ColumnKind.FIGURE:
            _align([cells[number] for cells in rows])


def _roles(table: HtmlElement) -> None:
    """Say what each element is: a browser forgets it when the look of a table is taken from it."""
    for part in table.iter(*_ROLES, "th"):
        kind = "columnheader" if part.get("scope") == "col" else "rowheader"
        part.set("role", _ROLES.get(str(part.tag), kind))


def _head(head: HtmlElement, column: ColumnLook | None) -> str:
    """The label of a column; its unit smaller and on a line of its own."""
    label = str(head.text_content()).strip()
    head.attrib.clear()
    head.set("scope", "col")
    if column is None:
        return label
    head.set("class", f"{'num ' if column.kind is ColumnKind.FIGURE else ''}c-{column.key}")
    unit = f"（{column.unit}）"
    if column.unit and label.endswith(unit):
        head.text = label.removesuffix(unit)
        small = Element("small")
        small.text = column.unit
        head.extend((Element("br"), small))
    return label


def _cell(cell: HtmlElement, column: ColumnLook | None, label: str) -> None:
    if column is None:
        return
    classes = f"{'num ' if column.kind is ColumnKind.FIGURE else ''}c-{column.key}"
    cell.set("class", classes)
    if column.kind is ColumnKind.HEAD:
        cell.tag = "th"
        cell.set("scope", "row")
    elif cell.text or len(cell):
        cell.set("data-label", label)
    if column.kind is ColumnKind.FIGURE and cell.find("em") is not None and cell.text:
        cell.set("data-value", cell.text.strip())
    if column.kind is ColumnKind.GRADE:
        for strong in cell.iter("strong"):
            make_grade(strong)


def make_grade(strong: HtmlElement) -> None:
    """A word of grade, whatever words a region has."""
    strong.set("class", "grade")
    strong.set("data-grade", strong.text_content())


def _align(cells: Sequence[HtmlElement]) -> None:
    """Note in each number what it lacks to the longest decimals of its column, so that the points stand in one line."""
    found = [(cell, _NUMBER.fullmatch(cell.text_content())) for cell in cells]
    decimals = [(cell, len(number["decimals"] or "")) for cell, number in found if number]
    longest = max((count for _, count in decimals), default=0)
    for cell, count in decimals:
        if count < longest:
            cell.set("data-pad", f"{'' if count else '.'}{'0' * (longest - count)}")


def _sum(table: HtmlElement) -> list[HtmlElement]:
    """Rows that begin with a strong word are sums: they stand at the foot, the word as wide as there is room."""
    body = table.find("tbody")
    sums = [row for row in body if len(row) and len(row[0]) == 1 and row[0][0].tag == "strong" and not row[0].text]
    if not sums:
        return []
    foot = Element("tfoot")
    for row in sums:
        _widen(row)
        foot.append(row)
    body.addnext(foot)
    return [row[0] for row in sums]


def _widen(row: HtmlElement) -> None:
    first, *others = row
    span = 1
    for cell in others:
        if cell.text or len(cell):
            break
        span += "c-row" not in cell.classes
        cell.drop_tree()
    first.tag = "th"
    first.set("scope", "row")
    first.attrib.pop("data-label", None)
    first[0].drop_tag()
    if span > 1:
        first.set("colspan", str(span))


def _number(heads: Sequence[HtmlElement], rows: Sequence[Sequence[HtmlElement]], columns: Columns) -> None:
    """The number of a row becomes its address, and a link to it before its name."""
    place = next(number for number, column in enumerate(columns) if column and column.kind is ColumnKind.NUMBER)
    heads[place].drop_tree()
    for cells in rows:
        _address(cells[place], cells[place + 1])


def _address(number: HtmlElement, name: HtmlElement) -> None:
    row, text = number.getparent(), number.text_content()
    for mark in name.iterchildren("a"):
        mark.set("class", "asked")
    link = Element("a", {"class": "row-link", "href": f"#row-{text}", "aria-label": f"第 {text} 行的链接"})
    link.text, link.tail, name.text = text, f" {name.text or ''}", None
    name.insert(0, link)
    number.drop_tree()
    row.set("id", f"row-{text}")
    row.set("class", _outcome(name))


def _fold(table: HtmlElement) -> None:
    """A switch without a script: on a phone the full rows of a long table are folded until it is on."""
    full = sum("is-full" in row.classes for row in table.iterfind("tbody/tr"))
    if full < FOLDED_FROM:
        return
    switch = Element("input", {"type": "checkbox", "class": "unfold", "id": "unfold"})
    label = Element("label", {"for": "unfold"})
    label.text = f"满分的 {full} 行没有展开，点这里展开"
    table.addprevious(switch)
    table.addprevious(label)


def _outcome(name: HtmlElement) -> str:
    badge = next(name.iterchildren("strong"), None)
    return f"is-{badge.get('class', '').rpartition('-')[2]}" if badge is not None else "is-full"


def _merge(rows: Sequence[Sequence[HtmlElement]], columns: Columns) -> None:
    """An empty cell of a level belongs to the one above it."""
    for number, column in enumerate(columns):
        if column and column.kind is ColumnKind.LEVEL:
            above: list[HtmlElement] = []
            for cell in [cells[number] for cells in rows]:
                if not above or cell.text or len(cell):
                    _reach(above)
                    above = []
                above.append(cell)
            _reach(above)


def _reach(cells: Sequence[HtmlElement]) -> None:
    if not cells:
        return
    first, *others = cells
    first.tag = "th"
    first.set("scope", "row")  # of the rows it spans; a row group is the whole body, and would name every row below
    first.attrib.pop("data-label", None)
    first.set("class", f"level {first.get('class')}")
    if all("is-full" in cell.getparent().classes for cell in cells):
        first.classes.add("is-full")
    if others:
        first.set("rowspan", str(len(cells)))
    for cell in others:
        cell.drop_tree()


def _scroll(table: HtmlElement, heading: str) -> None:
    box = Element("div", {"class": "scroll", "tabindex": "0", "role": "region", "aria-labelledby": heading})
    table.addprevious(box)
    box.tail, table.tail = table.tail, None
    box.append(table)
