"""The fast engine and python-markdown give the same page once it is dressed: every page of two sets of forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import markdown
import pytest
from lxml import html
from mkdocs.config import load_config
from mkdocs.utils.meta import get_data

from generator.publish.edition import Edition
from generator.publish.pages.engine import body_of
from generator.publish.site import Site, build_site
from tests.conftest import DAY, ROOT

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from generator.record.store import Dataset


def _extensions() -> list[str]:
    """Those of the site's own settings, which other builders read too."""
    return load_config(str(ROOT / "mkdocs.yml")).markdown_extensions


def _reference(source: str) -> str:
    text, _ = get_data(source)
    return str(markdown.markdown(text, extensions=_extensions()))


def _tree(element: HtmlElement) -> object:
    """An element as a value: room at its edges and the order of its attributes do not count."""
    tail = " ".join((element.tail or "").split())
    text = " ".join((element.text or "").split())
    return element.tag, sorted(element.attrib.items()), text, [_tree(child) for child in element], tail


@pytest.fixture(scope="module", params=["small", "public"])
def site(request: pytest.FixtureRequest) -> Site:
    dataset: Dataset = request.getfixturevalue(request.param)
    return build_site(dataset, Edition(DAY))


def test_both_engines_give_the_same_page(site: Site) -> None:
    pictures = {path: data.decode() for path, data in site.files.items() if path.endswith(".svg")}
    for path, source in site.pages.items():
        fast = html.fragment_fromstring(body_of(path, source, pictures).html, create_parent="div")
        slow = html.fragment_fromstring(body_of(path, source, pictures, _reference).html, create_parent="div")
        for ours, theirs in zip(fast.iter(), slow.iter(), strict=False):
            assert ours.tag == theirs.tag, (path, html.tostring(ours)[:300], html.tostring(theirs)[:300])
        assert _tree(fast) == _tree(slow), path


def test_no_star_is_left_of_an_emphasis(site: Site) -> None:
    """Beside Chinese punctuation a star is a star to CommonMark; what stands on the forms has its own."""
    for path, source in site.pages.items():
        printed = source.count("\\*")
        assert site.body(path).html.count("*") <= printed * 2 + source.count("×"), path
