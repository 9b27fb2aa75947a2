"""The pages are Markdown that a person can read: hardly a tag, tables as tables, links and pictures that lead on."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

import pytest

from generator.markdown import cell
from generator.publish.edition import Edition
from generator.publish.pages.blocks import BLOCKS, MARK
from generator.publish.site import Site, build_site
from tests.conftest import DAY, ROOT

if TYPE_CHECKING:
    from generator.record.store import Dataset

TEMPLATES = ROOT / "generator/publish/pages/templates"
_TAG = re.compile(r"</?[a-zA-Z][^>]*>|<!--")
_WRAPPER = re.compile(r"<div class=\"[a-z -]+\" markdown>|</div>")
_TARGET = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")


@pytest.fixture(scope="module")
def site(public: Dataset) -> Site:
    return build_site(public, Edition(DAY))


def test_fewer_than_one_line_in_twenty_holds_a_tag(site: Site) -> None:
    lines = [line for text in site.pages.values() for line in text.splitlines() if line.strip()]
    tagged = [line for line in lines if _TAG.search(line)]
    assert len(tagged) / len(lines) < 0.05


def test_a_tag_is_only_ever_a_wrapper_around_markdown(site: Site) -> None:
    """Beside a line kept within a text, which is the one thing a cell cannot say otherwise."""
    for path, text in (dict(site.pages) | {name: site.fill("index.md", MARK.format(name)) for name in BLOCKS}).items():
        for line in text.splitlines():
            assert not _TAG.search(
                _WRAPPER.sub("", line).replace("<br>", "").replace("<code>", "").replace("</code>", "")
            ), (path, line)


def test_a_form_reads_as_the_form(public: Dataset, site: Site) -> None:
    """Each row of the official table stands in one line, as printed."""
    for form in (stored.form for stored in public.forms if stored.form.kind.score):
        lines = site.pages[f"{form.id}.md"].splitlines()
        for number, row in enumerate(form.indicators, 1):
            assert any(f"| {number} | {cell(row.name)}" in line for line in lines), (form.id, number)


def test_no_form_takes_more_than_25_kb(site: Site, public: Dataset) -> None:
    assert max(len(site.pages[f"{stored.form.id}.md"].encode()) for stored in public.forms) < 25_000


def test_links_lead_to_files_of_the_folder(site: Site) -> None:
    """So that the rendered folder can be read on any code host."""
    written = {path.relative_to(ROOT / "content").as_posix() for path in (ROOT / "content").rglob("*.md")}
    there = site.pages.keys() | site.files.keys() | dict(site.pictures()).keys() | written
    for path, text in site.pages.items():
        for target in _TARGET.findall(text):
            if "://" not in target:
                file = posixpath.join(posixpath.dirname(path), target.partition("?")[0])
                assert posixpath.normpath(file) in there, (path, target)


def test_a_template_reads_like_the_page_it_makes() -> None:
    for path in sorted(TEMPLATES.rglob("*.j2")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            assert len(line) <= 160, f"{path.name}:{number}: {len(line)}"


def test_a_picture_says_its_figures_to_those_who_do_not_see_it(site: Site) -> None:
    shown = [found for text in site.pages.values() for found in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text)]
    assert shown
    for words, name in shown:
        assert re.search(r"\d", words) or "没有" in words, name


def test_programs_that_read_find_the_markdown(site: Site) -> None:
    listed = site.files["llms.txt"].decode()
    for path in re.findall(r"\]\(http://localhost:8000/([^)]+)index\.md\)", listed):
        stem = path.rstrip("/")
        assert {f"{stem}.md", f"{stem}/index.md"} & site.pages.keys() or (ROOT / "content" / f"{stem}.md").is_file(), (
            path
        )


def test_programs_that_read_find_every_edition_of_the_data(site: Site) -> None:
    data = site.files["llms.txt"].decode().partition("## 数据\n")[2]
    named = re.findall(r"^- \[[^]]+\]\(http://localhost:8000/([^)]+)\): \S", data, re.MULTILINE)
    assert len(named) == data.count("\n- ")
    assert set(named) <= site.files.keys()
    endings = {name.rpartition(".")[2] for name in named}
    assert {"csv", "json", "sqlite", "parquet", "zip", "xlsx"} <= endings
    assert any("/numeric/" in name for name in named)
    assert "api/v1/openapi.json" in named
