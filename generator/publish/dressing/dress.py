"""Owns the way from the plain HTML of a page's Markdown to what the site shows: parts, folds, lists, badges, jumps.

Knows the page by the ids and classes of its headings; needs no builder, so that any built page can be dressed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import Element, fragment_fromstring, tostring

from generator.checks import Severity
from generator.forms.rows import Outcome
from generator.publish.dressing.columns import TABLES
from generator.publish.dressing.pictures import put_in_line
from generator.publish.dressing.tables import dress_table, make_grade
from generator.publish.dressing.terms import EXPLAINED, explain
from generator.publish.words.quality import WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from generator.publish.dressing.pictures import Pictures

BADGES = {outcome.value: f"outcome outcome-{outcome.name.lower()}" for outcome in Outcome} | {
    WORDS[severity]: f"severity severity-{severity.name.lower()}" for severity in Severity
}
"""Class of a strong word that says an outcome or a weight."""
_FILLED = etree.XPath("boolean(tbody/tr/*[node()])")
DOWNLOADS = (".yaml", ".csv", ".xlsx")


def dress_page(html: str, pictures: Pictures, root: str = "") -> str:
    """The same page as it is shown, from the inner HTML of its article; ``root`` is the way to that of the site."""
    tree = fragment_fromstring(html, create_parent="div")
    dress(tree, pictures, root)
    return inner_html(tree)


def inner_html(tree: HtmlElement) -> str:
    """What stands inside an element."""
    return (tree.text or "") + "".join(tostring(part, encoding="unicode") for part in tree)


def dress(tree: HtmlElement, pictures: Pictures, root: str) -> None:
    """Dress the article of a page in place."""
    for wrapper in tree.iter("div", "details"):
        wrapper.attrib.pop("markdown", None)
    _badges(tree)
    _verdict(tree)
    put_in_line(tree, pictures)
    _tables(tree, root)
    headings = [(item.get("id", ""), item.text_content().strip()) for item in tree.iterchildren("h2") if item.get("id")]
    tops = _parts(tree, "h1", "top")
    for part in _parts(tree, "h2", "part"):
        _parts(part, "h3", "subpart")
    _lists(tree)
    _find(tree)
    _folds(tree)
    for top in tops:
        if "jumps" in top.classes:
            _jumps(top, headings)
    for link in tree.iter("a"):
        if link.get("href", "").endswith(DOWNLOADS):
            link.set("download", "")


def _badges(tree: HtmlElement) -> None:
    for strong in tree.iter("strong"):
        kind = BADGES.get(strong.text or "")
        if kind and not len(strong):
            strong.set("class", kind)


def _verdict(tree: HtmlElement) -> None:
    """``**score** / 100 …… **grade**``: the first word of the line is the score, the last is the grade."""
    for line in (line for box in tree.iterfind("div") if "verdict" in box.classes for line in box.iterfind("p")):
        for number, strong in enumerate(line.iterfind("strong")):
            if number == 0 and not (line.text or "").strip():
                strong.set("class", "verdict-score")
            else:
                make_grade(strong)


def _tables(tree: HtmlElement, root: str) -> None:
    """Dress each table by the heading it stands under; of any other, keep how its columns are aligned."""
    for cell in tree.iterfind(".//*[@style]"):
        if "right" in cell.attrib.pop("style", ""):
            cell.set("class", "num")
    heading: HtmlElement | None = None
    said: set[str] = set()
    for part in list(tree.iter("h1", "h2", "h3", "table")):
        if part.tag != "table":
            heading = part
        elif not _FILLED(part):
            part.drop_tree()  # a head without a row; engines differ in what they make of it
        elif heading is not None:
            names = (*heading.classes, heading.get("id", ""))
            name = next((name for name in names if name in TABLES), None)
            if name:
                dress_table(part, name, TABLES[name], heading.get("id", ""))
            if name in EXPLAINED:
                explain(part, root, said)


def _parts(tree: HtmlElement, tag: str, kind: str) -> list[HtmlElement]:
    """Put each heading with what follows it into a part that carries its classes."""
    parts = []
    for heading in list(tree.iterchildren(tag)):
        classes = heading.attrib.pop("class", "")
        part = Element("div", {"class": f"{kind} p-{heading.get('id', '')} {classes}".rstrip()})
        heading.addprevious(part)
        following = [heading, *_until(heading, tag)]
        part.extend(following)
        parts.append(part)
    return parts


def _until(heading: HtmlElement, tag: str) -> Sequence[HtmlElement]:
    found = []
    for part in heading.itersiblings():
        if part.tag in (tag, "h2"):
            break
        found.append(part)
    return found


def _folds(tree: HtmlElement) -> None:
    """A part of the class ``fold`` opens by its heading."""
    for part in list(tree.iter("div")):
        if "fold" not in part.classes:
            continue
        heading, summary = part[0], Element("summary")
        part.tag = "details"
        part.set("id", heading.attrib.pop("id", ""))
        if "open" in part.classes:
            part.set("open", "")
        heading.addprevious(summary)
        summary.append(heading)


def _lists(tree: HtmlElement) -> None:
    """Facts become a list of terms, links get what is said of them beside."""
    for block in tree.iter("ul", "ol"):
        parent = block.getparent()
        for name, change in (("facts", _facts), ("numbers", _numbers), ("links", _links)):
            if parent is not None and name in parent.classes:
                change(block)


def _facts(block: HtmlElement) -> None:
    """``- **Term** what it is``."""
    block.tag = "dl"
    block.set("class", "facts")
    for item in block:
        item.tag = "div"
        word, term, fact = item[0], Element("dt"), Element("dd")
        fact.text, word.tail = (word.tail or "").lstrip(), None
        fact.extend(item[1:])
        term.append(word)
        item.extend((term, fact))
        if not word.get("class"):
            word.drop_tag()


def _numbers(block: HtmlElement) -> None:
    """``- term **number** unit``."""
    block.tag = "dl"
    block.set("class", "numbers")
    for item in block:
        item.tag = "div"
        number, term, unit = item[0], Element("dt"), Element("small")
        term.text, item.text, unit.text = (item.text or "").strip(), None, number.tail
        number.tag, number.tail = "dd", None
        unit.extend(item[1:])
        item.insert(0, term)
        if unit.text or len(unit):
            number.append(unit)


def _links(block: HtmlElement) -> None:
    """``- [link](…) what is said of it``; where some of it stands in stars, the rest is as weighty as the link."""
    if not all(item.find("em") is not None or _begins_with_link(item) for item in block):
        return
    block.set("class", "neighbours")
    for item in block:
        emphasised = item.find("em")
        if emphasised is not None:
            _note(item, emphasised)
        else:
            link, meta = item[0], Element("span", {"class": "meta"})
            meta.text, link.tail = (link.tail or "").strip(), None
            meta.extend(item[1:])
            if meta.text or len(meta):
                item.append(meta)


def _begins_with_link(item: HtmlElement) -> bool:
    return len(item) > 0 and item[0].tag == "a" and not (item.text or "").strip()


def _note(item: HtmlElement, emphasised: HtmlElement) -> None:
    emphasised.tag = "span"
    emphasised.set("class", "meta")
    note = Element("span", {"class": "note"})
    note.text, emphasised.tail = (emphasised.tail or "").strip(), None
    note.extend(emphasised.itersiblings())
    if note.text or len(note):
        item.append(note)


def _find(tree: HtmlElement) -> None:
    """A link to the search page becomes a box to search from."""
    for box in tree.iter("div"):
        link = box.find(".//a") if "find" in box.classes else None
        if link is not None:
            form = Element(
                "form", {"class": "find-box find-large", "role": "search", "method": "get", "data-suggest": ""}
            )
            form.set("action", link.get("href", ""))
            form.set("aria-label", "搜索全部表")
            words = Element("input", {"type": "search", "name": "q", "aria-label": "搜索", "autocomplete": "off"})
            words.attrib.update({"placeholder": link.text or "", "autocapitalize": "off", "spellcheck": "false"})
            words.set("enterkeyhint", "search")
            button = Element("button", {"type": "submit"})
            button.text = "搜索"
            form.extend((words, button))
            box[:] = [form]


def _jumps(top: HtmlElement, headings: Sequence[tuple[str, str]]) -> None:
    """A list of the parts of the page, each with its id and its heading."""
    jumps, row = Element("nav", {"class": "jumps", "aria-label": "本页"}), Element("ul")
    for anchor, heading in headings:
        item, link = Element("li"), Element("a", {"href": f"#{anchor}"})
        link.text = heading
        item.append(link)
        row.append(item)
    jumps.append(row)
    top.append(jumps)
