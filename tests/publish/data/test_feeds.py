"""The Atom feeds hold what RFC 4287 asks for, newest first, with names that stay."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from generator.history.dates import Dates, History
from generator.publish.edition import Edition
from generator.publish.site import build_site
from generator.record.model import Correction
from tests.conftest import DAY

if TYPE_CHECKING:
    from generator.record.store import Dataset

ADDRESS = "https://example.org/jixiao/"
ATOM = "{http://www.w3.org/2005/Atom}"
OLD = dt.datetime.fromisoformat("2024-03-08T09:00:00+08:00")
NEW = dt.datetime.fromisoformat("2024-05-02T10:30:00+08:00")
BOOKS = "evaluations/2023/shili-tushuguan/tushu-gouzhi"


@pytest.fixture(scope="module")
def files(small: Dataset) -> dict[str, bytes]:
    """Feeds of the small data, one form corrected and changed last."""
    dates = {stored.path: Dates(OLD, NEW if stored.form.id == BOOKS else OLD) for stored in small.forms}
    correction = Correction(dt.date(2024, 5, 2), "total_score", "80.00", "85.33", "漏计一行，<已更正>")
    forms = tuple(
        replace(stored, form=replace(stored.form, corrections=(correction,))) if stored.form.id == BOOKS else stored
        for stored in small.forms
    )
    return build_site(replace(small, forms=forms), Edition(DAY, ADDRESS, History(dates))).files


def _feed(files: dict[str, bytes], path: str) -> ET.Element:
    return ET.fromstring(files[path])  # noqa: S314 -- our own bytes


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("feeds/forms.xml", ""),
        ("feeds/corrections.xml", "corrections/"),
        ("feeds/shili-tushuguan.xml", "units/shili-tushuguan/"),
        ("years/2023/feed.xml", "years/2023/"),
        ("projects/tushu-gouzhi/feed.xml", "projects/tushu-gouzhi/"),
    ],
)
def test_feed_has_all_that_the_standard_requires(files: dict[str, bytes], path: str, page: str) -> None:
    feed = _feed(files, path)
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}title")
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": ADDRESS + path, "alternate": ADDRESS + page}
    entries = feed.findall(f"{ATOM}entry")
    names = [feed.findtext(f"{ATOM}id"), *(entry.findtext(f"{ATOM}id") for entry in entries)]
    assert len(set(names)) == len(names)
    assert all(name and name.startswith("tag:example.org,2026:") for name in names)
    moments = [dt.datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "") for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert all(moment.tzinfo for moment in moments)
    assert feed.findtext(f"{ATOM}updated") == moments[0].isoformat()
    for entry in entries:
        assert entry.findtext(f"{ATOM}title")
        assert entry.findtext(f"{ATOM}summary")
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert (link.get("href") or "").startswith(ADDRESS)


def test_changed_form_leads_and_correction_says_old_new_and_reason(files: dict[str, bytes]) -> None:
    first = _feed(files, "feeds/forms.xml").find(f"{ATOM}entry")
    assert first is not None
    assert (first.findtext(f"{ATOM}id") or "").endswith(BOOKS)
    assert first.findtext(f"{ATOM}published") == OLD.isoformat()
    assert first.findtext(f"{ATOM}updated") == NEW.isoformat()
    summaries = {
        (entry.findtext(f"{ATOM}id") or "").partition(",2026:")[2]: entry.findtext(f"{ATOM}summary")
        for entry in _feed(files, "feeds/corrections.xml").findall(f"{ATOM}entry")
    }
    assert summaries == {
        f"{BOOKS}#correction-1": "合计得分：原为“80.00”，改为“85.33”。漏计一行，<已更正>",
        "evaluations/2023/shili-tushuguan/xin-shu-gouzhi#withdrawn": "文件名拼错，换了地址。",
        "evaluations/2022/shili-gongyuan-guanlisuo/dengguang#withdrawn": "与“亮化养护”是同一份表，重复公开。",
    }


def test_unit_feed_holds_only_the_units_forms(files: dict[str, bytes]) -> None:
    names = [
        entry.findtext(f"{ATOM}id") or "" for entry in _feed(files, "feeds/shili-tushuguan.xml").findall(f"{ATOM}entry")
    ]
    assert len(names) == 3
    assert all("/shili-tushuguan/" in name for name in names)


def test_every_page_of_a_unit_a_year_a_project_has_its_feed_beside_it(files: dict[str, bytes], small: Dataset) -> None:
    assert files["units/shili-tushuguan/feed.xml"] == files["feeds/shili-tushuguan.xml"]
    pages = build_site(small, Edition(DAY, ADDRESS)).pages
    places = {
        path.removesuffix(".md")
        for path in pages
        if path.split("/")[0] in ("units", "years", "projects") and path.count("/") == 1 and "index" not in path
    }
    assert {path.removesuffix("/feed.xml") for path in files if path.endswith("/feed.xml")} == places
    names = [entry.findtext(f"{ATOM}id") or "" for entry in _feed(files, "years/2023/feed.xml").findall(f"{ATOM}entry")]
    assert names
    assert all("/2023/" in name for name in names)
