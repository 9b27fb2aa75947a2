"""What a table gets beyond its cells, from what its columns are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import html

from generator.publish.dressing import dress_page
from generator.publish.dressing.columns import TABLES
from generator.publish.edition import Edition
from generator.publish.pages.engine import fast
from generator.publish.site import build_site
from tests.conftest import DAY

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from generator.record.store import Dataset

INDICATORS = """\
## 绩效指标 { #indicators }

| 一级指标 | 二级指标 | 行 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析 |
|:--|:--|--:|:--|:--|:--|--:|--:|:--|
| 产出指标 | 数量指标 | 1 | 培训人数 | ≥20(人) | 40(人) | 10.00 | 10.00 | |
| | | 2 | 课时 **部分得分** [问 1](#check-b03) | ≥2(时) | *未填报* | 8 | 7.5 | 停了一课 |
| | 质量指标 | 3 | 合格率 | =100(%) | 100(%) | 8 | 8 | |
| 效益指标 | 社会效益 | 4 | 满意 **未得分** | 提升 | - | 8 | 0 | |
| **合计** | | | | | | 100 | 90.50 | 评分等级 优 |
"""


def dressed(markdown: str) -> HtmlElement:
    return html.fragment_fromstring(dress_page(fast(markdown), lambda _: None), create_parent="div")


def test_level_cells_reach_down_over_the_empty_ones() -> None:
    page = dressed(INDICATORS)
    level1, level2 = (page.xpath(f"//tbody//th[contains(@class,'{level}')]") for level in ("level1", "level2"))
    levels = [(cell.text, cell.get("rowspan"), cell.get("scope")) for cell in level1]
    assert levels == [("产出指标", "3", "row"), ("效益指标", None, "row")]
    assert [cell.get("rowspan") for cell in level2] == ["2", None, None]


def test_each_row_has_its_address_and_what_became_of_it() -> None:
    rows = dressed(INDICATORS).xpath("//tbody/tr")
    assert [(row.get("id"), row.get("class")) for row in rows] == [
        ("row-1", "is-full"),
        ("row-2", "is-partly"),
        ("row-3", "is-full"),
        ("row-4", "is-none"),
    ]
    name = rows[1].find("th[@class='c-name']")
    assert name is not None
    assert [(link.get("href"), link.get("class")) for link in name.iter("a")] == [
        ("#row-2", "row-link"),
        ("#check-b03", "asked"),
    ]


def test_a_cell_carries_the_head_of_its_column_an_empty_one_nothing() -> None:
    row = dressed(INDICATORS).xpath("//tr[@id='row-1']/td")
    assert [cell.get("data-label") for cell in row] == ["年度指标值", "实际完成值", "分值", "得分", None]


def test_roles_say_what_the_look_of_cards_takes_away() -> None:
    table = dressed(INDICATORS).find(".//table")
    assert table is not None
    assert (table.get("role"), table.get("aria-labelledby")) == ("table", "indicators")
    assert {cell.get("role") for cell in table.iter("td")} == {"cell"}
    assert {cell.get("role") for cell in table.iterfind("tbody//th")} == {"rowheader"}
    assert {cell.get("role") for cell in table.iterfind("thead//th")} == {"columnheader"}


def test_decimal_points_stand_in_one_line() -> None:
    scores = dressed(INDICATORS).xpath("//tbody//td[contains(@class,'c-score')]")
    assert [(cell.text, cell.get("data-pad")) for cell in scores] == [
        ("10.00", None),
        ("7.5", "0"),
        ("8", ".00"),
        ("0", ".00"),
    ]


def test_the_sum_stands_at_the_foot_as_wide_as_there_is_room() -> None:
    foot = dressed(INDICATORS).xpath("//tfoot/tr/*")
    assert [(cell.tag, cell.text_content(), cell.get("colspan")) for cell in foot] == [
        ("th", "合计", "5"),
        ("td", "100", None),
        ("td", "90.50", None),
        ("td", "评分等级 优", None),
    ]


def test_a_unit_behind_a_label_stands_apart() -> None:
    page = dressed(
        "# 年 { #forms }\n\n| 项目 | 单位 | 年初（万元） | 全年（万元） |\n|--|--|--:|--:|\n| 甲 | 乙 | 1 | 2 |\n"
    )
    heads = page.findall(".//thead//th")
    assert [html.tostring(head, encoding="unicode") for head in heads][2] == (
        '<th scope="col" class="num c-initial_budget" role="columnheader">年初<br><small>万元</small></th>'
    )


def test_a_table_nobody_describes_keeps_its_alignment_without_a_style() -> None:
    page = dressed("## 表 { #other }\n\n| 甲 | 乙 |\n|:--|--:|\n| 1 | 2 |\n")
    assert [(cell.get("class"), cell.get("style")) for cell in page.iter("td")] == [(None, None), ("num", None)]


def test_every_described_table_has_the_columns_that_are_described(public: Dataset) -> None:
    """A column added to a page and forgotten in the description would shift all behind it."""
    site = build_site(public, Edition(DAY))
    met = set()
    for path in site.pages:
        for table in html.fragment_fromstring(site.body(path).html, create_parent="div").iter("table"):
            name = next(word[2:] for word in table.classes if word.startswith("t-"))
            met.add(name)
            width, described = len(table.findall("thead//th")), TABLES[name]
            expected = sum(column.kind.value != "number" for column in described.columns)
            assert width == expected or (described.more and width > expected), (path, name)
    assert met >= {"funds", "amounts", "indicators", "promises", "short", "score", "comparison", "forms", "unit-forms"}
