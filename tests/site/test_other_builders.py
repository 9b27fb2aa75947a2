"""The rendered folder is a site for any builder: plain MkDocs reads it, and dressed it is the same site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html
from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator.cli import main
from tests.conftest import DAY
from tests.web import make_project

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.html import HtmlElement

SETTINGS = """\
site_name: 别的生成器
docs_dir: docs
site_dir: site
theme: {name: material, language: zh, font: false}
markdown_extensions: [attr_list, md_in_html, tables, toc]
plugins: []
validation: {omitted_files: ignore, unrecognized_links: warn, absolute_links: warn}
"""
FORM = "evaluations/2023/qinghe-hedao-guanlisuo/hedao-qingyu/index.html"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the invented region as MkDocs builds it that knows nothing of us; each page from real files."""
    folder = tmp_path_factory.mktemp("plain")
    project = make_project(tmp_path_factory.mktemp("project"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        patch.setenv("PUBLISH_DATE", DAY.isoformat())
        patch.setenv("SITE_URL", "https://example.org/jixiao/")
        patch.setenv("CONTACT", "jixiao@example.org")
        assert main(["render", str(folder / "docs")]) == 0
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    build(load_config(str(folder / "mkdocs.yml"), strict=True))
    return folder / "site"


def _article(path: Path) -> HtmlElement:
    article = html.parse(path).find(".//article")
    assert article is not None, path
    return article


def _parts(path: Path) -> list[object]:
    """The parts of a page as values; room and the order of attributes do not count."""
    boxes = (box for box in _article(path).iter("div") if {"top", "part"} & set(box.classes))
    return [_tree(box) for box in boxes]


def _tree(element: HtmlElement) -> object:
    words = [" ".join((text or "").split()) for text in (element.text, element.tail)]
    return element.tag, sorted(element.attrib.items()), words, [_tree(child) for child in element]


def test_undressed_the_form_is_a_page_with_tables_headings_pictures_and_links(plain: Path) -> None:
    page = _article(plain / FORM)
    assert len(page.findall(".//table")) >= 4
    assert {"funds", "goals", "indicators", "score", "checks", "source"} <= {head.get("id") for head in page.iter("h2")}
    pictures = [image.get("src") for image in page.iter("img")]
    assert pictures == ["money.svg", "rows.svg"]
    assert all((plain / FORM).with_name(str(name)).is_file() for name in pictures)
    assert (plain / FORM).parent.joinpath(str(page.xpath("//p/a/@href")[0]), "index.html").is_file()


def test_dressed_every_page_is_the_one_of_our_own_door(plain: Path, site: Path) -> None:
    assert main(["dress", str(plain)]) == 0
    before = (plain / FORM).read_bytes()
    assert main(["dress", str(plain)]) == 0
    assert (plain / FORM).read_bytes() == before
    pages = sorted(path.relative_to(plain) for path in plain.rglob("index.html"))
    assert len(pages) > 60
    for name in pages:
        assert _parts(plain / name) == _parts(site / name), name
