"""A table with the columns of another form has its figures in line, as the usual one has."""

from __future__ import annotations

from lxml.html import fragment_fromstring

from generator.publish.dressing.columns import TABLES
from generator.publish.dressing.tables import dress_table

TABLE = """<table><thead><tr><th>一级</th><th>二级</th><th class="num">行</th><th>名称</th><th>度量单位</th>
<th class="num">权重</th></tr></thead><tbody><tr><td>产出</td><td>数量</td><td>1</td><td>长度</td><td>公里</td>
<td>37.33</td></tr><tr><td></td><td></td><td>2</td><td>合格</td><td>%</td><td>20</td></tr></tbody></table>"""


def test_a_column_aligned_to_the_right_holds_figures() -> None:
    table = fragment_fromstring(TABLE)
    dress_table(table, "own-indicators", TABLES["own-indicators"], "indicators")
    assert "t-indicators" in table.classes
    weights = [cell for cell in table.iter("td") if cell.text in ("37.33", "20")]
    assert [("num" in cell.classes, cell.get("data-pad")) for cell in weights] == [(True, None), (True, ".00")]
    units = [cell for cell in table.iter("td") if cell.text in ("公里", "%")]
    assert not any("num" in cell.classes for cell in units)
