"""The built site as files: no dead link, no outside address, same bytes twice, every record has its page."""

from __future__ import annotations

import filecmp
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from tests.web import build, make_project

if TYPE_CHECKING:
    from pathlib import Path

    from generator.record import Dataset

BASE = "https://example.org/jixiao/"
_LINKS = {("a", "href"), ("link", "href"), ("script", "src"), ("img", "src"), ("form", "action"), ("source", "src")}


class _Page(HTMLParser):
    """Links and ids of one page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if (tag, name) in _LINKS and value is not None:
                self.links.append(value)
                if tag != "a" and dict(attrs).get("rel") != "canonical":
                    self.loads.append(value)


def _pages(site: Path) -> dict[str, _Page]:
    pages = {}
    for path in sorted(site.rglob("*.html")):
        page = _Page()
        page.feed(path.read_text(encoding="utf-8"))
        pages[path.relative_to(site).as_posix()] = page
    return pages


def _address(name: str) -> str:
    return urljoin(BASE, name.removesuffix("index.html"))


def test_no_dead_link_or_anchor_in_the_whole_site(site: Path) -> None:
    pages = _pages(site)
    dead = []
    for name, page in pages.items():
        for link in page.links:
            url = urlsplit(urljoin(_address(name), link))
            if not url.geturl().startswith(BASE):
                continue
            target = unquote(url.path.removeprefix("/jixiao/"))
            file = f"{target}index.html" if target.endswith("/") or not target else target
            if not (site / file).is_file():
                dead.append(f"{name}: {link}")
            elif url.fragment and file in pages and unquote(url.fragment) not in pages[file].ids:
                dead.append(f"{name}: {link} (no such anchor)")
    assert dead == []


def test_no_page_loads_anything_from_outside(site: Path) -> None:
    for name, page in _pages(site).items():
        for address in page.loads:
            assert urljoin(_address(name), address).startswith(BASE), f"{name}: {address}"
    for path in (*site.rglob("*.css"), *site.rglob("*.js")):
        assert not re.search(r"(?:url\(|import\s+)[\"']?https?:", path.read_text(encoding="utf-8")), path


def test_ids_are_unique_on_every_page(site: Path) -> None:
    for name, page in _pages(site).items():
        assert len(page.ids) == len(set(page.ids)), name


def test_every_page_states_its_policy_language_and_single_heading(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert 'http-equiv="Content-Security-Policy"' in text, path
        assert '<html lang="zh"' in text, path
        assert len(re.findall(r"<h1[ >]", text)) == 1, path


def test_every_record_has_page_download_and_place_in_the_sitemap(site: Path, public: Dataset) -> None:
    tree = ET.parse(site / "sitemap.xml")  # noqa: S314 -- our own file
    listed = {element.text for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    for stored in public.forms:
        assert (site / stored.form.id / "index.html").is_file()
        assert (site / f"{stored.form.id}.yaml").read_text(encoding="utf-8") == stored.text
        assert f"{BASE}{stored.form.id}/" in listed


def test_addresses_are_ascii(site: Path) -> None:
    for path in site.rglob("*"):
        assert path.relative_to(site).as_posix().isascii(), path


def test_the_same_state_gives_the_same_bytes_anywhere(site: Path, tmp_path: Path) -> None:
    """In another process with other hashes, in another folder, time zone and language."""
    elsewhere = {"PYTHONHASHSEED": "4711", "TZ": "America/Los_Angeles", "LC_ALL": "C", "LANGUAGE": "fr"}
    (tmp_path / "project").mkdir()
    again = build(make_project(tmp_path / "project"), tmp_path / "other" / "place", **elsewhere)
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(again).as_posix() for path in again.rglob("*") if path.is_file())
    _, different, errors = filecmp.cmpfiles(site, again, names, shallow=False)
    assert (different, errors) == ([], [])
