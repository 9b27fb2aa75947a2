"""What other regions and torn texts do to a form: other schemes, two lists, pipes, lost labels, other kinds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.importer import import_bytes
from tests.importer import writers
from tests.importer.invented import CENTRAL, FOUR_SECTIONS, LEVELLED, PLAIN
from tests.importer.reading import cells, is_doubtful, wrong_cells

if TYPE_CHECKING:
    from generator.importer import Draft, Imported

TORN = Path(__file__).parent / "torn"


def _read(name: str) -> Imported:
    return import_bytes((TORN / name).read_bytes(), name)


def _only(imported: Imported) -> Draft:
    assert len(imported.drafts) == 1
    return imported.drafts[0]


def _doubts(draft: Draft) -> str:
    return "\n".join(doubt.why for doubt in draft.doubts)


@pytest.mark.parametrize("layout", [PLAIN, CENTRAL], ids=["plain", "central"])
@pytest.mark.parametrize("kind", ["xlsx", "csv", "tabs", "pipes", "one line", "cells"])
def test_four_sections_of_another_scheme_stay_as_printed(kind: str, layout: object) -> None:
    writer = {"csv": writers.csv_file, "tabs": writers.tabs, "pipes": writers.pipes, "one line": writers.one_line,
              "cells": writers.cell_a_line}  # fmt: skip
    shape = PLAIN if layout is PLAIN else CENTRAL
    data = writers.xlsx([(FOUR_SECTIONS, shape)]) if kind == "xlsx" else writer[kind](FOUR_SECTIONS, shape)
    draft = _only(import_bytes(data, "form.csv" if kind == "csv" else "form"))
    assert wrong_cells(draft, FOUR_SECTIONS, shape) == {}
    assert [row["level1"] for row in draft.values["indicators"]][3:6] == ["项目产出", "项目产出", "项目效益"]


def test_pipes_without_empty_cells_keep_every_figure_and_name_what_has_no_place() -> None:
    draft = _only(_read("pipes.txt"))
    values = draft.values
    assert values["title"] == "部门预算项目支出绩效自评表(2023年度)"
    rows = values["funds"]["rows"]
    assert [row["label"] for row in rows] == ["总额", "其中:财政资金", "财政专户管理资金", "单位资金", "其他资金"]
    assert (rows[0]["adjusted_budget"], rows[0]["execution_rate"], rows[1]["weight"]) == ("3.36", "100.00%", "/")
    assert [(row["nature"], row["target"], row["unit"]) for row in values["indicators"]] == [
        ("=", "100", "%"), ("=", "13", "台"), ("定性", "好", ""),
    ]  # fmt: skip
    assert [row["level2"] for row in values["indicators"]] == ["质量指标", "数量指标", "社会效益指标"]
    assert is_doubtful(draft, "funds.rows.5.weight")
    assert values["report"]["conclusion"] == "按规定付款给施工方。"
    assert "姓名或电话" in _doubts(draft)
    assert "某甲" not in str(values) + _doubts(draft)


def test_a_cell_a_line_with_wrapped_labels_and_what_the_template_left_over() -> None:
    draft = _only(_read("cells.txt"))
    values = draft.values
    assert (values["year"], values["project"], values["unit"]) == ("2019", "湖心岛步道改造经费", "示例州湖心公园")
    assert values["funds"]["total"] == {
        "initial_budget": "43.2", "adjusted_budget": "43.2", "executed": "37.24", "weight": "10",
        "execution_rate": "86%", "score": "9",
        "reason": "",
    }  # fmt: skip
    assert [row["name"] for row in values["indicators"]] == [
        "指标1步道长度", "指标1工程完工率", "指标1安全率", "指标1游客满意度",
    ]  # fmt: skip
    assert values["indicators"][2]["level2"] == "经济效益指标"


def test_declaration_of_2026_with_cost_first() -> None:
    draft = _only(_read("declaration-2026.txt"))
    values = draft.values
    assert draft.kind == "target_declaration"
    assert values["amounts"]["amount_unit"] == "元"
    assert values["amounts"]["amount_unit_basis"] == "printed"
    assert (values["amounts"]["project_total"], values["amounts"]["annual_fiscal"]) == ("1,500,000", "500,000")
    assert (values["start"], values["end"]) == ("2026/1/1", "2026/12/31")
    assert [row["level1"] for row in values["indicators"]] == [
        "成本指标", "产出指标", "产出指标", "效益指标", "满意度指标",
    ]  # fmt: skip
    assert values["nature"] == "经常性项目"


def test_of_two_lists_each_row_says_which_it_is_in() -> None:
    draft = _only(_read("two-lists.txt"))
    rows = [(row["table"], row["target"]) for row in draft.values["indicators"]]
    assert rows == [
        ("长期绩效指标", "40公里"), ("长期绩效指标", "80方"), ("年度绩效指标", "12公里"), ("年度绩效指标", "100%"),
        ("年度绩效指标", "减少"), ("年度绩效指标", "≥85%"),
    ]  # fmt: skip
    assert draft.values["indicators"][0]["rule"] == "三年累计"
    assert draft.values["indicators"][5]["level2"] == "社会公众或服务对象满意度指标"
    assert draft.values["goals"]["annual"] == "完成两条干渠衬砌。"


def test_other_papers_are_refused_by_what_they_are() -> None:
    (other,) = import_bytes("关于做好决算公开的通知\n各单位：\n请按期公开。".encode(), "letter.txt").refused
    assert "决算" in other.what
    assert import_bytes("买菜清单\n白菜\n".encode(), "list.txt").refused[0].what.startswith("别的文件")


def test_columns_of_a_pdf_in_reading_order() -> None:
    draft = _only(_read("reading-order.txt"))
    values = draft.values
    assert [row["name"] for row in values["indicators"]] == [
        "清淤河段完成数量", "护岸修补验收合格率", "防汛物资补充完成及时率", "沿岸村庄进水情况", "沿岸居民满意度",
    ]  # fmt: skip
    assert values["indicators"][3]["actual"] == "部分达成指标并具有一定效果"
    assert [row["level2"] for row in values["indicators"]] == [
        "数量指标", "质量指标", "时效指标", "社会效益指标", "服务对象满意度指标",
    ]  # fmt: skip
    assert values["indicators"][3]["reason"].startswith("有一处村口")
    assert values["goals"]["expected"].startswith("全年清理")
    assert values["goals"]["achieved"].startswith("清淤和修补")
    for path in ("indicators.1.level2", "goals.expected", "indicators.4.reason", "unit", "funds.fiscal.executed"):
        assert is_doubtful(draft, path)
    assert values["unit"] == "示例州河湖管护站"


def test_labels_lost_in_a_torn_table_are_weighed_and_doubtful() -> None:
    lines = writers.tabs(LEVELLED, PLAIN).decode().split("\n")
    torn = [line.replace("时效指标\t", "\t").replace("产出指标\t", "\t") for line in lines]
    draft = _only(import_bytes("\n".join(torn).encode(), "torn.txt"))
    assert is_doubtful(draft, "indicators.1.level1")
    for path, (want, found) in wrong_cells(draft, LEVELLED, PLAIN).items():
        assert is_doubtful(draft, path), (path, want, found)


def test_points_that_do_not_add_up_shake_a_torn_table() -> None:
    text = writers.one_line(LEVELLED, PLAIN).decode().replace("15 13", "15 3")
    draft = _only(import_bytes(text.encode(), "sum.txt"))
    assert is_doubtful(draft, "indicators.6.score")
    assert "83.42" in _doubts(draft)


def test_words_with_nothing_between_them_are_doubtful_in_every_cell() -> None:
    glued = writers.one_line(LEVELLED, PLAIN).decode().replace(" ", "")
    imported = import_bytes(glued.encode(), "glued.txt")
    have = {path for draft in imported.drafts for path, _ in cells(draft.values)}
    for draft in imported.drafts:
        wrong = wrong_cells(draft, LEVELLED, PLAIN)
        assert [path for path in wrong if not is_doubtful(draft, path) and path != "year"] == []
    assert imported.refused or have


@pytest.mark.parametrize(
    "lost", ["15", "≥98%", "3条", "清淤验收合格率", "分值", "得分", "质量指标", "执行率", "实际完成情况"]
)
def test_a_cell_lost_in_a_torn_table_leaves_no_wrong_cell_without_a_doubt(lost: str) -> None:
    lines = writers.tabs(LEVELLED, PLAIN).decode().split("\n")
    at = next(number for number, line in enumerate(lines) if lost in line.split("\t"))
    cells_of = lines[at].split("\t")
    cells_of.remove(lost)
    lines[at] = "\t".join(cells_of)
    draft = _only(import_bytes("\n".join(lines).encode(), "torn.txt"))
    wrong = wrong_cells(draft, LEVELLED, PLAIN)
    assert {path: pair for path, pair in wrong.items() if not is_doubtful(draft, path)} == {}
