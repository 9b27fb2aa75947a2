"""The official form as a file: read again it is the same record, prints on A4, and is the same bytes every time."""

from __future__ import annotations

import io
import shutil
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook

from generator.cli import main
from generator.importer import import_bytes
from generator.official import FORMATS, official_form
from generator.official.layout import layout_of
from generator.official.table import placed
from generator.official.workbook import number_format
from generator.record.store import load
from tests.conftest import FIXTURE_DATA, REGION_DATA
from tests.importer.reading import is_doubtful
from tests.importer.writers import all_through_office
from tests.official.cells import differences, printed_cells

if TYPE_CHECKING:
    from pathlib import Path

    from generator.importer import Draft
    from generator.record.model import Form

REGION: dict[str, Any] = {stored.form.id: stored for stored in load(REGION_DATA).forms}
LAYOUTS: dict[str, Any] = {stored.form.id: stored for stored in load(FIXTURE_DATA.parent / "layouts").forms}
LONG, DECLARED = (
    "evaluations/2023/qinghe-shuili-ju/fangxun-wuzi",
    "declarations/2024/qinghe-shuili-ju/shuizhi-jiance-pingjia",
)


def _read(data: bytes, name: str) -> Draft:
    imported = import_bytes(data, name)
    assert (len(imported.drafts), imported.refused) == (1, ())
    return imported.drafts[0]


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("form_id", REGION)
def test_a_form_exported_and_imported_is_the_same_record(form_id: str, file_format: str) -> None:
    stored = REGION[form_id]
    draft = _read(official_form(stored.form, file_format), f"form.{file_format}")
    assert differences(printed_cells(stored.text), draft) == {}
    lost = {(remark.row, remark.field) for remark in stored.form.remarks if remark.state == "missing"}
    assert {(doubt.row, doubt.field) for doubt in draft.doubts} <= lost, draft.doubts


def _bare(text: str) -> str:
    """Without the spaces between Chinese and figures, which a PDF does not tell from room left between letters."""
    return "".join(text.split())


@pytest.fixture(scope="module")
def printed() -> dict[tuple[str, str], bytes]:
    """Two forms of eight times as many rows, in both formats, as LibreOffice prints them."""
    cases = [(form_id, file_format) for form_id in (LONG, DECLARED) for file_format in FORMATS]
    forms = {form_id: REGION[form_id].form for form_id in (LONG, DECLARED)}
    long = {form_id: replace(form, indicators=form.indicators * 8) for form_id, form in forms.items()}
    files = [(official_form(long[form_id], file_format), file_format) for form_id, file_format in cases]
    return dict(zip(cases, all_through_office(files, "pdf"), strict=True))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("form_id", [LONG, DECLARED])
def test_so_is_the_printed_form(printed: dict[tuple[str, str], bytes], form_id: str, file_format: str) -> None:
    """Long enough for a second page, whose first row is the head again; each page ends with its number."""
    stored = REGION[form_id]
    draft = _read(printed[form_id, file_format], "form.pdf")
    wanted = printed_cells(stored.text)
    rows = {key: value for key, value in wanted.items() if key.startswith("indicators.")}
    count = len(stored.form.indicators)
    for turn in range(8):
        for key, value in rows.items():
            _, row, column = key.split(".")
            wanted[f"indicators.{turn * count + int(row)}.{column}"] = value
    wrong = {path: pair for path, pair in differences(wanted, draft).items() if _bare(pair[0]) != _bare(pair[1])}
    assert {path: pair for path, pair in wrong.items() if not is_doubtful(draft, path)} == {}
    assert len(wrong) * 200 <= len(wanted), wrong


@pytest.mark.parametrize("form_id", REGION | LAYOUTS)
def test_the_boxes_of_every_form_fill_the_page_without_gap_or_overlap(form_id: str) -> None:
    table = layout_of((REGION | LAYOUTS)[form_id].form)
    taken = [
        (row + down, column + across)
        for row, column, box in table.boxes
        for down in range(box.rows)
        for across in range(box.columns)
    ]
    assert sorted(taken) == [(row, column) for row in range(len(table.rows)) for column in range(len(table.widths))]


@pytest.mark.parametrize("form_id", LAYOUTS)
def test_a_form_of_another_region_prints_every_cell_under_its_own_labels(form_id: str) -> None:
    stored = LAYOUTS[form_id]
    texts = {box.text.strip() for _, _, box in placed(layout_of(stored.form).rows)}
    editorial = ("means", "scope", "group1", "group2", "amount_unit", "amount_unit_basis", "kind", "title", "year")
    wanted = {path: text for path, text in printed_cells(stored.text).items() if path.split(".")[-1] not in editorial}
    assert {path: text for path, text in wanted.items() if text not in texts} == {}
    labels = {cell.label for cell in stored.form.layout.cells if cell.path.startswith("indicators.")}
    assert labels - {"指标表"} <= texts


@pytest.mark.parametrize("file_format", FORMATS)
def test_the_same_form_is_the_same_bytes(file_format: str) -> None:
    form = REGION[LONG].form
    data = official_form(form, file_format)
    assert data == official_form(form, file_format)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def _sheet(form: Form) -> Any:  # noqa: ANN401 -- openpyxl has no types
    return openpyxl.load_workbook(io.BytesIO(official_form(form, "xlsx"))).active


def test_the_workbook_prints_on_a4_and_holds_no_formula() -> None:
    form = REGION[LONG].form
    row = replace(form.indicators[0], name='=HYPERLINK("http://example.org")', target="=cmd|' /C calc'!A0")
    sheet = _sheet(replace(form, indicators=(row,)))
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    head = next(cell.row for cells in sheet for cell in cells if cell.value == "一级指标")
    assert sheet.print_title_rows == f"${head}:${head}"
    assert {cell.data_type for cells in sheet for cell in cells} <= {"s", "n"}
    assert sheet.cell(head + 1, 4).value == '=HYPERLINK("http://example.org")'


def test_any_text_is_read_as_it_stands_on_the_form() -> None:
    """Signs that XML takes for its own, or has no place for, spaces at the ends and several lines."""
    texts = [
        " a & b ",
        "<c> \"d\" 'e' ]]> &#10;",
        "第一行\n第二行",
        "_x0041_ 不是 A",
        "\x0b",
        "=1+1",
        "𠮷",
        "007",
        "10.00",
    ]
    form = REGION[LONG].form
    rows = tuple(replace(form.indicators[0], name=text) for text in texts)
    data = official_form(replace(form, indicators=rows), "xlsx")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [row[3] for row in sheet if row[3] in texts] == texts


def test_a_text_higher_than_a_row_of_excel_stands_in_several() -> None:
    form = replace(REGION[LONG].form, expected="十二字的一句话，写了很多遍。" * 300)
    table = layout_of(form)
    assert max(table.heights) <= 28 * 8
    sheet = _sheet(form)
    assert all((row.height or 0) <= 409 for row in sheet.row_dimensions.values())
    drafts = import_bytes(official_form(form, "xlsx"), "form.xlsx").drafts
    assert drafts[0].values["goals"]["expected"] == form.expected


def test_a_goal_that_begins_like_a_label_stays_where_it_stands() -> None:
    stored = REGION[DECLARED]
    form = replace(stored.form, annual="（1）项目总目标：建成监测网。（2）年度绩效目标：监测五十个断面。")
    for file_format in FORMATS:
        values = _read(official_form(form, file_format), f"form.{file_format}").values
        assert values["goals"] == {"period": form.period, "annual": form.annual}


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("10.00", "0.00"),
        ("1,068.30", "#,##0.00"),
        ("100", "0"),
        ("-", ""),
        ("86%", ""),
        ("99.05%", ""),
        ("007", ""),
        ("-3.5", "0.0"),
    ],
)
def test_a_figure_keeps_its_decimals_and_commas(printed: str, shown: str) -> None:
    assert number_format(printed) == shown


def test_the_document_is_a4_and_repeats_the_head_of_the_indicators() -> None:
    document: Any = docx.Document(io.BytesIO(official_form(REGION[DECLARED].form, "docx")))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    head = document.tables[1].rows[0]
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in head.cells] == ["绩效指标", "一级指标", "二级指标", "三级指标", "指标目标值"]


def test_the_command_writes_a_file_a_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = REGION_DATA / f"{DECLARED}.yaml"
    assert main(["export", LONG, str(record), "--data", str(REGION_DATA), "--into", str(tmp_path / "out")]) == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [f"{form_id.replace('/', '-')}.xlsx" for form_id in (DECLARED, LONG)]
    assert f"写好了 {tmp_path / 'out' / names[0]}" in capsys.readouterr().out
    assert main(["export", "evaluations/2023/a/b", "--data", str(REGION_DATA)]) == 2
    assert "no such record" in capsys.readouterr().err


def test_a_record_that_cannot_be_read_is_said_and_stops_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = shutil.copytree(REGION_DATA, tmp_path / "data")
    broken = data / f"{LONG}.yaml"
    broken.write_text(broken.read_text("utf-8").replace("score: 13.33", "score: 十三"), encoding="utf-8")
    arguments = ["export", LONG, DECLARED, "--format", "docx", "--data", str(data), "--into", str(tmp_path / "out")]
    assert main(arguments) == 1
    assert "写的是“十三”" in capsys.readouterr().out
    assert len(list((tmp_path / "out").iterdir())) == 1
