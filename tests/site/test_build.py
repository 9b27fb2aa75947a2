"""The built site as files: no dead link, no outside address, same bytes twice, every record has its page."""

from __future__ import annotations

import filecmp
import json
import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from lxml import html

from generator.publish.data.copies import published_copy
from generator.publish.door.links import wrong_links
from tests.web import build, make_project

if TYPE_CHECKING:
    from pathlib import Path

    from generator.record.store import Dataset

BASE = "https://example.org/jixiao/"


def test_every_link_leads_somewhere_and_nothing_is_loaded_from_outside(site: Path) -> None:
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    pages = {name: (site / name).read_text(encoding="utf-8") for name in files if name.endswith(".html")}
    assert list(wrong_links(pages, files, BASE)) == []
    for path in (*site.rglob("*.css"), *site.rglob("*.js")):
        assert not re.search(r"(?:url\(|import\s+)[\"']?https?:", path.read_text(encoding="utf-8")), path


def test_every_page_states_its_policy_language_and_single_heading(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert 'http-equiv="Content-Security-Policy"' in text, path
        assert '<html lang="zh"' in text, path
        assert len(re.findall(r"<h1[ >]", text)) == 1, path


def test_no_page_shows_its_front_matter(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert not re.search(r">\s*title: ", path.read_text(encoding="utf-8")), path


def test_every_record_has_page_download_and_place_in_the_sitemap(site: Path, public: Dataset) -> None:
    tree = ET.parse(site / "sitemap.xml")  # noqa: S314 -- our own file
    listed = {element.text for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    for stored in public.forms:
        assert (site / stored.form.id / "index.html").is_file()
        assert (site / f"{stored.form.id}.yaml").read_text(encoding="utf-8") == published_copy(stored)
        assert f"{BASE}{stored.form.id}/" in listed


def test_a_page_says_of_itself_what_a_sent_link_shows(site: Path, public: Dataset) -> None:
    """Open Graph for messengers, schema.org for search engines; in the words of the page, whatever stands in them."""
    for stored in public.forms:
        form = stored.form
        page = html.parse(site / form.id / "index.html")
        shown = {meta.get("property"): meta.get("content") for meta in page.iterfind(".//meta[@property]")}
        said = json.loads(page.findtext(".//script[@type='application/ld+json']") or "")
        assert shown["og:title"] == said["name"] == page.findtext(".//title").removesuffix(" - 财政项目绩效公开")
        assert shown["og:description"] == said["description"]
        assert shown["og:url"] == said["url"] == f"{BASE}{form.id}/"
        assert form.project in said["name"]
        assert (site / shown["og:image"].removeprefix(BASE)).read_bytes().startswith(b"\x89PNG")
        for file in said["encoding"]:
            assert (site / file["contentUrl"].removeprefix(BASE)).is_file()
    assert '<script type="application/ld+json">' not in (site / "index.html").read_text(encoding="utf-8")


def test_every_page_says_how_it_is_cited(site: Path) -> None:
    """In the words of its title with its whole address; the page that explains the data describes the data set."""
    pages = [path for path in site.rglob("index.html") if "<title>" in path.read_text(encoding="utf-8")]
    assert len(pages) > 60
    for path in pages:
        page = html.parse(path)
        words = page.find(".//details[@class='cite']").text_content()
        address = page.find(".//link[@rel='canonical']").get("href")
        title = page.find(".//meta[@property='og:title']").get("content")
        assert f"《{title}》，财政项目绩效公开，{address}，CC BY 4.0。" in words
    described = html.parse(site / "dictionary" / "index.html").findtext(".//script[@type='application/ld+json']")
    assert json.loads(described or "") == json.loads((site / "data/dataset.jsonld").read_text(encoding="utf-8"))


def test_addresses_are_ascii(site: Path) -> None:
    for path in site.rglob("*"):
        assert path.relative_to(site).as_posix().isascii(), path


def _differences(one: Path, other: Path) -> list[str]:
    """Every file that is not the same, byte for byte, in both folders."""
    names = {path.relative_to(folder).as_posix() for folder in (one, other) for path in folder.rglob("*.*")}
    _, different, errors = filecmp.cmpfiles(one, other, sorted(names), shallow=False)
    return sorted(name for name in different + errors if not (one / name).is_dir())


def test_the_same_state_gives_the_same_bytes_anywhere(site: Path, tmp_path: Path) -> None:
    """In another process with other hashes, in another folder, time zone and language, in other processes.

    The plain path, in one process and every page printed by the builder, is held against in ``test_kept.py``.
    """
    elsewhere = {"PYTHONHASHSEED": "4711", "TZ": "America/Los_Angeles", "LC_ALL": "C", "LANGUAGE": "fr", "WORKERS": "3"}
    other = build(make_project(tmp_path / "project"), tmp_path / "other/place", **elsewhere)
    assert _differences(site, other) == []


def test_a_page_that_holds_the_words_of_the_mould_is_filled_as_it_is(site: Path) -> None:
    assert not [path for path in site.rglob("*.html") if "zzBODYzz" in path.read_text(encoding="utf-8")]
