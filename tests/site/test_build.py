"""The built site as files: no dead link, no outside address, same bytes twice, every record has its page."""

from __future__ import annotations

import filecmp
import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from generator.publish.door.links import wrong_links
from tests.web import build, make_project

if TYPE_CHECKING:
    from pathlib import Path

    from generator.record import Dataset

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
    again = build(make_project(tmp_path / "project"), tmp_path / "other" / "place", **elsewhere)
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(again).as_posix() for path in again.rglob("*") if path.is_file())
    _, different, errors = filecmp.cmpfiles(site, again, names, shallow=False)
    assert (different, errors) == ([], [])
