"""No text leaves its place on any page or in any file, whatever it is made of; see tests/benchmark for all of them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pytest

from generator.publish.pages.engine import fast
from tests.attacking import (
    HARMLESS,
    faults_of_files,
    faults_of_pages,
    published,
    reference,
    shape_of,
    taken_apart,
    usable,
)
from tests.attacks import FAMILIES, generated, own

if TYPE_CHECKING:
    from pathlib import Path


def test_there_are_more_than_five_thousand_of_many_families() -> None:
    assert len(FAMILIES) >= 10
    assert len(set(generated())) > 5000


@pytest.mark.parametrize("page", ["<p onclick=x>", "[x](javascript:y)", "# x { #x }", "<!-- x -->", "<iframe>", "<b>x"])
def test_the_judge_sees_what_leaves_its_place(page: str) -> None:
    for to_html in (fast, reference()):
        reader = taken_apart(to_html(page))
        assert reader.faults or reader.shape.tags - {("h1", ""), ("p", ""), ("a", ""), ("a", "href")}


def test_no_text_leaves_its_place(tmp_path: Path) -> None:
    """Every family as it stands, and some in settings; the engine of other builders, which is slow, reads a part."""
    usual = dict(published([HARMLESS, f"{HARMLESS}\n又一段"], tmp_path / "usual/data").pages)
    texts = usable(dict.fromkeys((*own(), *islice(generated(), 200, 5125, 97))))
    assert len(texts) > 150
    site = published(texts, tmp_path / "hostile/data")
    assert faults_of_files(site, texts) == []
    pages = dict(site.pages)
    for to_html, every in ((fast, 1), (reference(), 4)):
        assert faults_of_pages(pages, texts, shape_of(usual, to_html), to_html, every) == []
