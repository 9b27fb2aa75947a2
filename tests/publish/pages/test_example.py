"""The guide's example is a form of the data, chosen by its figures; where none tells the point, nothing is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.edition import Edition
from generator.publish.pages.blocks import MARK
from generator.publish.site import build_site
from tests.conftest import DAY

if TYPE_CHECKING:
    from generator.record.store import Dataset


def test_the_example_has_the_best_grade_every_point_of_its_rows_and_little_spent(region: Dataset) -> None:
    told = build_site(region, Edition(DAY)).fill("guide.md", MARK.format("example"))
    for part in (
        "](evaluations/2023/qinghe-shuili-ju/xunhe-yanghu.md)",
        "全年预算 240.00 万元，执行 90.96 万元，执行率 37.90%",
        "只得 3.79 分；可是 4 行指标全部满分，加起来 93.79 分，等级是“优”",
        "总分仍是 90，等级仍是优",
        "4 行指标里，3 行只写“达成指标”一类的话",
    ):
        assert part in told


def test_without_such_a_form_there_is_no_example(small: Dataset) -> None:
    told = build_site(small, Edition(DAY)).fill("guide.md", f"前{MARK.format('example')}后")
    assert told == "前后"
