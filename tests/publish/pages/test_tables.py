"""What a table gets beyond its cells: labels, roles, decimals that line up."""

from __future__ import annotations

import pytest

from generator.publish.pages.tables import finish_tables

TABLE = """\
<table class="ledger {kind}"><thead>
<tr><th scope="col">项目</th><th scope="col" class="num">执行率<br><small>%</small></th>
<th scope="col">等级</th></tr></thead>
<tbody><tr><th scope="row">甲</th>{cells}</tr></tbody></table>"""


ROW = '</tr><tr><th scope="row">乙</th>'


def finished(cells: str, kind: str = "cards") -> str:
    return finish_tables(TABLE.format(kind=kind, cells=cells))


def test_a_cell_carries_the_head_of_its_column_with_its_unit() -> None:
    page = finished('<td class="num">93.77</td><td>优</td>')
    assert '<td role="cell" data-label="执行率（%）" class="num">93.77</td>' in page
    assert '<td role="cell" data-label="等级">优</td>' in page


def test_roles_say_what_the_look_of_cards_takes_away() -> None:
    page = finished("<td>1</td><td>优</td>")
    for element in (
        '<table role="table"',
        '<thead role="rowgroup"',
        '<tr role="row"',
        '<th role="columnheader" scope="col"',
    ):
        assert element in page
    assert '<th role="rowheader" scope="row">甲</th>' in page


def test_a_table_that_stays_a_table_keeps_its_markup() -> None:
    assert "role=" not in finished("<td>1</td><td>优</td>", kind="compact")


@pytest.mark.parametrize("cells", ['<td colspan="2">没有自评价</td>', "<td></td><td></td>"])
def test_a_cell_across_columns_and_an_empty_one_have_no_label(cells: str) -> None:
    assert "data-label" not in finished(cells)


def test_a_figure_says_what_it_lacks_to_the_longest_decimals_of_its_column() -> None:
    rows = ('<td class="num">100</td>', '<td class="num">9.5</td>', '<td class="num">1,000.25</td>')
    page = finished(ROW.join(rows), kind="compact")
    assert '<td data-pad=".00" class="num">100</td>' in page
    assert '<td data-pad="0" class="num">9.5</td>' in page
    assert '<td class="num">1,000.25</td>' in page


def test_words_and_text_columns_are_not_padded() -> None:
    rows = (
        '<td class="num"><span class="absent">原件缺失</span></td><td>2</td>',
        '<td class="num">1.5</td><td>1.25</td>',
    )
    assert "data-pad" not in finished(ROW.join(rows))
