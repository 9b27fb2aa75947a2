"""Owns the pictures of a page put in line, so that they take its colours: light, dark, forced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import Element

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

    Pictures = Callable[[str], str | None]
    """The text of an SVG file by the address an image has; None where there is no such file."""

_SVG = "{http://www.w3.org/2000/svg}"


def put_in_line(tree: HtmlElement, pictures: Pictures) -> None:
    """Put each SVG file in the place of its image; the words for those who do not see it stay."""
    for image in list(tree.iter("img")):
        source = image.get("src", "")
        text = pictures(source) if source.endswith(".svg") else None
        if text is None:
            continue
        drawing = _drawing(text)
        drawing.set("role", "group" if next(drawing.iter("a"), None) is not None else "img")
        drawing.set("aria-label", image.get("alt", ""))
        paragraph = image.getparent()
        figure = Element("figure", {"class": "picture"})
        place = paragraph if paragraph.tag == "p" and len(paragraph) == 1 and not paragraph.text else image
        figure.tail, place.tail = place.tail, None
        place.getparent().replace(place, figure)
        figure.append(drawing)


def _drawing(text: str) -> etree._Element:
    """The drawing without what a file needs and a page does not: its own colours, its namespace."""
    drawing = etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, remove_blank_text=True))
    for style in list(drawing.iter(f"{_SVG}style")):
        drawing.remove(style)
    for part in drawing.iter(etree.Element):
        part.tag = etree.QName(part).localname
    etree.cleanup_namespaces(drawing)
    return drawing
