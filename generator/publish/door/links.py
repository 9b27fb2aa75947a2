"""Owns the links of a built site: which lead to nothing, which load from elsewhere, which marks stand twice. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_LINKS = {"a": "href", "link": "href", "script": "src", "img": "src", "form": "action", "source": "src"}


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What one page leads to."""

    links: tuple[str, ...]
    """Every address as written."""
    loads: tuple[str, ...]
    """Those a browser fetches by itself."""
    ids: tuple[str, ...]


def links_of(page: str) -> PageLinks:
    """The addresses and marks of a page of HTML."""
    links, loads, ids = [], [], []
    for element in html.document_fromstring(page).iter("*"):
        mark, key = element.get("id"), _LINKS.get(element.tag)
        address = element.get(key) if key else None
        if mark:
            ids.append(mark)
        if address is not None:
            links.append(address)
            if element.tag != "a" and element.get("rel") != "canonical":
                loads.append(address)
    return PageLinks(tuple(links), tuple(loads), tuple(ids))


def wrong_links(pages: Mapping[str, str], files: Collection[str], address: str) -> Iterator[tuple[str, str]]:
    """File and sentence for each link that is wrong; pages are HTML by path, files are all of the site.

    ``address`` is where the site will stand, with a slash at its end.
    """
    known = {name: links_of(page) for name, page in pages.items()}
    for name, page in known.items():
        at = urljoin(address, name.removesuffix("index.html"))
        for link in page.links:
            said = _dead(urljoin(at, link), address, files, known)
            if said:
                yield name, f"{link}：{said}"
        yield from ((name, f"{load}：从别的网站取") for load in page.loads if not urljoin(at, load).startswith(address))
        yield from ((name, f"#{mark}：在一页里有两处") for mark, count in Counter(page.ids).items() if count > 1)


def _dead(target: str, address: str, files: Collection[str], known: Mapping[str, PageLinks]) -> str:
    """What is wrong with a link of the site; empty where nothing is or where it leads elsewhere."""
    if not target.startswith(address):
        return ""
    url = urlsplit(target)
    path = unquote(url.path.removeprefix(urlsplit(address).path))
    file = f"{path}index.html" if path.endswith("/") or not path else path
    if file not in files:
        return "没有这个地址"
    if url.fragment and file in known and unquote(url.fragment) not in known[file].ids:
        return "页面上没有这一处"
    return ""
