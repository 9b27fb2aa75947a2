"""The blocks in the pages that people write: home, figures that are computed, a site that has only begun."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from generator.history.dates import Dates, History
from generator.publish.edition import Edition
from generator.publish.site import build_site
from generator.record.values import BEIJING
from tests.conftest import DAY

if TYPE_CHECKING:
    from generator.record.store import Dataset

BOOKS = "evaluations/2023/shili-tushuguan/tushu-gouzhi"
TREES = "evaluations/2023/shili-gongyuan-guanlisuo/luhua-yanghu"


@pytest.mark.parametrize(
    "kinds", [(), ("target_declaration",), ("self_evaluation",)], ids=["none", "declared", "evaluated"]
)
def test_site_of_an_adopter_who_has_only_begun(small: Dataset, kinds: tuple[str, ...]) -> None:
    """No form yet, or one kind only: every page is made and home still leads to what is there."""
    forms = tuple(stored for stored in small.forms if stored.form.kind.key in kinds)
    assert small.registry is not None
    registry = replace(small.registry, expected=(), withdrawn=())
    site = build_site(replace(small, forms=forms, registry=registry), Edition(DAY))
    home = site.fill("index.md", "<!-- disclosure: home -->")
    assert "](search.md)" in home
    assert ("示例市图书馆" in home) is bool(forms)
    assert ("年度一览" in home) is ("self_evaluation" in kinds)
    assert sum("evaluations/" in path or "declarations/" in path for path in site.pages) == len(forms)


def test_home_says_what_is_here_and_what_came(small: Dataset) -> None:
    first, later = (dt.datetime(2024, 3, day, 9, tzinfo=BEIJING) for day in (1, 9))
    dates = {stored.path: Dates(first, later) for stored in small.forms}
    site = build_site(small, Edition(DAY, history=History(dates)))
    home = site.fill("index.md", "<!-- disclosure: home -->")
    assert "现收录 [2 个单位](units/index.md)、[4 份表](search.md)；数据更新至 2024-03-09；本站" in home
    assert "收录 4 份表" in home
    assert "](years/2023/missed.md)" in home
    assert "份超过二十天" in home


def test_home_without_a_history_names_no_day(small: Dataset) -> None:
    home = build_site(small, Edition(DAY)).fill("index.md", "<!-- disclosure: home -->")
    assert "现收录 [2 个单位](units/index.md)、[4 份表](search.md)；本站" in home
    assert "收录 4 份表" not in home


def test_figures_in_the_written_pages_are_computed(public: Dataset) -> None:
    site = build_site(public, Edition(DAY))
    spread = site.fill("guide.md", "<!-- disclosure: spread -->")
    quality = site.pages["quality/2023.md"]
    verbal = re.search(r"\(#found-b10\) \| [^|]+ \| (\d+) \|", quality)
    assert verbal is not None
    assert "2023 年度的 13 份自评价里，9 份是优，3 份是良，1 份是合格；103 行指标里，87 行是满分" in spread
    assert f"[{verbal[1]} 行](quality/2023.md#found-b10)的目标是数字" in spread
    assert "103 行指标里，87 行满分，15 行没有得满分，1 行得分原件缺失。" in site.pages["years/2023.md"]
    assert "4 份公开文件，共 18 份表、129 行指标" in site.fill("method.md", "<!-- disclosure: documents -->")
