"""The workbook for editors: made for a project, filled in with an office program, read back, told by sheet and cell."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.cell import Cell

from generator.cli import main
from generator.importer import import_file
from generator.record.kinds import KINDS
from generator.record.store import load
from tests.conftest import REGION_DATA
from tests.importer.writers import through_office
from tests.reading import plain

if TYPE_CHECKING:
    from pathlib import Path

LAST = "evaluations/2023/qinghe-shuili-ju/fangxun-wuzi"
NAME = "evaluations-2024-qinghe-shuili-ju-fangxun-wuzi.xlsx"
FILLED: dict[str, Any] = {
    "funds": [["150.00", "132.50", "131.90", "10.00", "99.55", "9.95"], ["0.00", "0.00", "0.00", "-", "0.00", "-"]],
    "rows": [
        ("=200000(条)", "200000(条)", "20.00"),
        ("≥6.00(艘)", "6.00(艘)", "20.00"),
        ("=100%", "100%", "10.00"),
        ("=100%", "100%", "30.00"),
        ("≥90%", "95%", "10.00"),
    ],
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return shutil.copytree(REGION_DATA, tmp_path / "data")


def _made(data: Path, *more: str) -> Path:
    into = data.parent / "books"
    arguments = ["new", "qinghe-shuili-ju", "防汛物资储备", "2024", "--xlsx", "--slug", "fangxun-wuzi"]
    assert main([*arguments, *more, "--data", str(data), "--into", str(into)]) == 0
    (path,) = into.iterdir()
    return path


def _place(sheet: Any, text: str) -> tuple[int, int]:  # noqa: ANN401 -- openpyxl has no types
    return next((cell.row, cell.column) for cells in sheet for cell in cells if cell.value == text)


def _fill(sheet: Any) -> None:  # noqa: ANN401
    """As an editor does: from the labels to the open cells beside and below them."""
    row, column = _place(sheet, "年初预算数")
    for down, figures in enumerate([*FILLED["funds"], *[FILLED["funds"][1]] * 2], 1):
        for across, figure in enumerate(figures):
            sheet.cell(row + down, column + across).value = figure
    for text, label in (("储备编织袋。", "预期目标"), ("已经储备。", "实际完成情况")):
        row, column = _place(sheet, label)
        sheet.cell(row + 1, column).value = text
    row, column = _place(sheet, "年度指标值")
    for down, (target, actual, score) in enumerate(FILLED["rows"], 1):
        for across, value in ((0, target), (1, actual), (3, score)):
            sheet.cell(row + down, column + across).value = value
            sheet.cell(row + down, column + across).data_type = "s"
    sheet.cell(_place(sheet, "总分")[0], _place(sheet, "分值")[1] + 1).value = "99.95"
    row, column = _place(sheet, "评分等级")
    sheet.cell(row, column + 1).value = "优"


def _open_cells(sheet: Any) -> set[str]:  # noqa: ANN401
    cells = (cell for row in sheet for cell in row if isinstance(cell, Cell))
    return {cell.coordinate for cell in cells if not cell.protection.locked}


def test_the_workbook_is_the_form_with_last_years_names_and_locked_labels(data: Path) -> None:
    path = _made(data, "--from", str(data / f"{LAST}.yaml"))
    assert path.name == NAME
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["财政项目支出绩效自评价", "填写说明"]
    sheet = book.worksheets[0]
    assert sheet.protection.sheet
    assert (sheet["A1"].value, sheet["A2"].value) == ("财政项目支出绩效自评价", "（2024年度）")
    row, column = _place(sheet, "三级指标")
    names = [sheet.cell(row + down, column).value for down in range(1, 7)]
    assert names == ["编织袋储备数", "冲锋舟采购数", "物资验收合格率", "险情处置保障率", "乡镇满意度", None]
    assert [sheet.cell(row + 1, column + across).value for across in (-2, -1, 1, 2, 3, 4)] == [
        "产出指标", "数量指标", None, None, "20.00", None,
    ]  # fmt: skip
    first, last = sheet.cell(row + 1, column - 2), sheet.cell(row + 15, column + 5)
    assert {first.coordinate, last.coordinate} <= _open_cells(sheet)
    assert {"A1", "B3", "A3", sheet.cell(row, column).coordinate}.isdisjoint(_open_cells(sheet))
    assert {sheet[name].number_format for name in _open_cells(sheet)} == {"@"}
    offered = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert "产出指标" in offered[first.coordinate]
    assert any("优" in words for words in offered.values())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
def test_filled_in_and_saved_by_an_office_program_it_is_the_record(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _made(data, "--from", str(data / f"{LAST}.yaml"))
    book = openpyxl.load_workbook(path)
    _fill(book.worksheets[0])
    book.save(path)
    path.write_bytes(through_office(path.read_bytes(), "xlsx", "xlsx:Calc MS Excel 2007 XML"))
    assert main(["import", str(path), "--into", str(data)]) == 0, capsys.readouterr().out
    record = plain((data / "evaluations/2024/qinghe-shuili-ju/fangxun-wuzi.yaml").read_text("utf-8"))
    assert (record["year"], record["unit"], record["grade"], record["total_score"]) == (
        "2024", "青禾县水利局", "优", "99.95",
    )  # fmt: skip
    assert [(row["target"], row["actual"], row["score"]) for row in record["indicators"]] == FILLED["rows"]
    assert list(record["funds"]["total"].values()) == FILLED["funds"][0]
    assert "doubts" not in record
    assert load(data).problems == ()


def test_messages_name_sheet_and_cell(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _made(data, "--from", str(data / f"{LAST}.yaml"))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    _fill(sheet)
    bottom, points = _place(sheet, "三级指标")[0], _place(sheet, "分值")[1] + 1
    sheet.cell(bottom + 3, points).value = None
    book.save(path)
    assert main(["import", str(path), "--into", str(data), "--dry-run"]) == 1
    at = sheet.cell(bottom + 3, points).coordinate
    assert f"第 3 行 › 得分（财政项目支出绩效自评价 {at}）：这一格没有读到" in capsys.readouterr().out
    sheet.cell(bottom + 3, points).value = "12.00"
    book.save(path)
    assert main(["import", str(path), "--into", str(data), "--dry-run"]) == 0
    printed = capsys.readouterr().out
    assert f"财政项目支出绩效自评价 {at}：错误 A09" in printed
    row, column = _place(sheet, "全年执行数")
    sheet.cell(row + 1, column).value = "很多"
    book.save(path)
    assert main(["import", str(path), "--into", str(data), "--dry-run"]) == 1
    at = sheet.cell(row + 1, column).coordinate
    assert f"财政项目支出绩效自评价 {at}：全年执行数（funds.total.executed）写的是“很多”" in capsys.readouterr().out


def test_every_kind_gets_a_workbook_and_is_read_from_it(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for kind in KINDS.values():
        arguments = ["new", "qinghe-shuili-ju", "河道管护", "2024", "--xlsx", "--kind", kind.key]
        assert main([*arguments, "--data", str(data), "--into", str(data.parent)]) == 0
        path = data.parent / f"{kind.folder}-2024-qinghe-shuili-ju-he-dao-guan-hu.xlsx"
        (draft,) = import_file(path).drafts
        assert (draft.kind, draft.project, draft.values["unit"]) == (kind.key, "河道管护", "青禾县水利局")
        assert main(["import", str(path), "--into", str(data), "--dry-run"]) == 1  # nothing is filled in yet
    assert capsys.readouterr().out.count("没有读到指标表的任何一行") == len(KINDS)
