"""Files that are broken, protected, too big or meant to do harm: each gets its own word."""

from __future__ import annotations

import contextlib
import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from generator.importer import Unreadable, import_bytes, limits
from tests.importer import writers
from tests.importer.invented import LEVELLED, PLAIN
from tests.importer.make_files import MADE

if TYPE_CHECKING:
    from collections.abc import Callable

_XLSX = writers.xlsx([(LEVELLED, PLAIN)])
_DOCX = writers.docx_file([(LEVELLED, PLAIN)])


def _with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            text = source.read(part)
            target.writestr(part, change(text) if part == name else text)
    return out.getvalue()


def _bomb() -> bytes:
    return _with_part(_XLSX, "xl/worksheets/sheet1.xml", lambda part: part + b" " * 30_000_000)


def _entity(part: bytes) -> bytes:
    head, _, rest = part.partition(b"?>")
    return head + b'?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + rest


Case = tuple["bytes | Callable[[], bytes]", str, str]
"""The file, or what makes it where that takes its time; its name, and a word of what is said of it."""
CASES: dict[str, Case] = {
    "empty": (b"", "x.xlsx", "空的"),
    "half a workbook": (_XLSX[: len(_XLSX) // 2], "x.xlsx", "损坏"),
    "a bomb": (_bomb, "x.xlsx", "炸弹"),
    "an entity in a workbook": (_with_part(_XLSX, "xl/workbook.xml", _entity), "x.xlsx", "实体"),
    "an entity in a document": (_with_part(_DOCX, "word/document.xml", _entity), "x.docx", "实体"),
    "broken XML": (_with_part(_DOCX, "word/document.xml", lambda part: part[:-80]), "x.docx", "损坏"),
    "a workbook with a password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "x.xlsx", "密码"),
    "an old file of no kind": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "x.bin", "旧式"),
    "half a PDF": ((MADE / "plain-docx.pdf").read_bytes()[:9000], "x.pdf", ""),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "x.png", "图片"),
    "an archive": (b"Rar!\x1a\x07\x00" + bytes(100), "x.rar", "压缩包"),
    "bytes of no meaning": (bytes(range(256)) * 8, "x.txt", "不是文字"),
    "no whole archive": (b"PK\x03\x04" + bytes(50), "x.zip", "损坏"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_file_that_cannot_be_read_says_why(case: str) -> None:
    _assert_refused(*CASES[case])


def _assert_refused(data: bytes | Callable[[], bytes], name: str, word: str) -> None:
    with pytest.raises(Unreadable) as caught:
        import_bytes(data() if callable(data) else data, name)
    assert word in str(caught.value)


def test_a_workbook_with_the_size_of_a_country_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.importer.readers.MAX_BYTES", 1000)
    with pytest.raises(Unreadable, match="限度"):
        import_bytes(_XLSX, "x.xlsx")


def test_lines_without_end_are_refused() -> None:
    with pytest.raises(Unreadable, match="行的限度"):
        import_bytes(b"a\tb\tc\n" * (limits.MAX_LINES + 2), "x.txt")


def test_a_pdf_with_a_password_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from pdfminer.pdfdocument import PDFPasswordIncorrect  # noqa: PLC0415 -- only this test needs it
    from pdfplumber.utils.exceptions import PdfminerException  # noqa: PLC0415

    def refuse(*_: object) -> None:
        raise PdfminerException(PDFPasswordIncorrect())

    monkeypatch.setattr("pdfplumber.open", refuse)
    with pytest.raises(Unreadable, match="密码"):
        import_bytes((MADE / "plain-docx.pdf").read_bytes(), "x.pdf")


def test_an_old_word_file_without_libreoffice_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(Unreadable, match="LibreOffice"):
        import_bytes((MADE / "plain.doc").read_bytes(), "x.doc")


def test_an_old_workbook_without_libreoffice_is_read_by_its_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    imported = import_bytes((MADE / "pointed.xls").read_bytes(), "x.xls")
    assert [draft.project for draft in imported.drafts] == ["河道清淤与护岸维护经费", "古树名木保护"]


def test_a_formula_nobody_computed_is_doubtful() -> None:

    book = openpyxl.load_workbook(io.BytesIO(_XLSX))
    cell = next(cell for row in book.active.iter_rows() for cell in row if cell.value == "8.76")
    cell.value = "=F7*G7/100"
    out = io.BytesIO()
    book.save(out)
    (draft,) = import_bytes(out.getvalue(), "formula.xlsx").drafts
    assert draft.is_doubtful("funds.total.score")


def test_scripts_and_what_is_hidden_in_a_page_are_not_read() -> None:
    page = writers.html_file([(LEVELLED, PLAIN)]).decode().replace("<body>", "<body><script>var 项目名称 = 1</script>")
    (draft,) = import_bytes(page.encode(), "x.html").drafts
    assert "var" not in str(draft.values) + str(draft.doubts)


@given(st.binary(max_size=400), st.sampled_from(["x.xlsx", "x.pdf", "x.docx", "x.html", "x.csv", "x.txt", "x"]))
def test_bytes_of_any_kind_are_read_or_refused(data: bytes, name: str) -> None:
    with contextlib.suppress(Unreadable):
        assert import_bytes(data, name).document.name == name


_LABELS = (
    "项目名称 一级指标 二级指标 三级指标 年度指标值 分值 得分 数量指标 产出指标 100 ≥3条 - 年初预算数 全年预算数 "
    "合计 总分 评分等级 优 达成指标 预期目标 某事 | 项目支出绩效自评表 （2022年度） 项目资金（万元） 10.00 "
    "全年执行数 年度资金总额 主管部门"
)
_WORDS = st.sampled_from([*_LABELS.split(), "实施单位", "=100%", "\n", "\t", "\n\n\n\n"])


@given(st.lists(_WORDS, max_size=80), st.sampled_from([" ", "\t", "", "\n"]))
def test_labels_in_any_order_break_nothing(words: list[str], joint: str) -> None:
    try:
        imported = import_bytes(joint.join(words).encode(), "x.txt")
    except Unreadable:
        return
    for draft in imported.drafts:
        assert draft.kind in ("self_evaluation", "target_declaration")


def _sheet_with(text: str) -> bytes:
    """The workbook with other XML for its only sheet."""
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return _with_part(_XLSX, "xl/worksheets/sheet1.xml", lambda _: f"{head}{text}</worksheet>".encode())


def _shared_bomb() -> bytes:
    """A long text that stands in the file once and in many cells."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for row in range(400):
            sheet.write_string(row, 0, "绩效" * 9_000)
    return out.getvalue()


def _nested(depth: int) -> bytes:
    """A Word document with tables in tables in tables."""
    inside = "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth
    head = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    return _with_part(_DOCX, "word/document.xml", lambda _: head + inside.encode() + b"</w:body></w:document>")


def _many() -> bytes:
    cells = "".join(f'<c r="A{number}"/>' for number in range(300_001))
    return _sheet_with(f"<sheetData><row>{cells}</row></sheetData>")


def _merged() -> bytes:
    return _sheet_with("<sheetData/><mergeCells>" + '<mergeCell ref="A1:B2"/>' * 20_001 + "</mergeCells>")


def _long() -> bytes:
    return _with_part(_DOCX, "word/document.xml", lambda part: part + b" " * 60_000_000)


BIG: dict[str, Case] = {
    "more cells than a form has": (_many, "x.xlsx", "300001 个格子"),
    "merged without end": (_merged, "x.xlsx", "合并的格子"),
    "one text in many cells": (_shared_bomb, "x.xlsx", "个字的限度"),
    "tables without end in each other": (lambda: _nested(3_000), "x.docx", "损坏"),
    "a document that unpacks to much": (_long, "x.docx", "炸弹"),
    "a new password under an old name": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
                                         + "EncryptedPackage".encode("utf-16-le"), "x.xls", "密码"),
}  # fmt: skip


@pytest.mark.parametrize("case", BIG)
def test_a_file_that_would_fill_the_memory_is_refused_before_it_does(case: str) -> None:
    _assert_refused(*BIG[case])


def test_a_part_without_end_is_refused_however_little_it_is_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.importer.readers.packed.MAX_PART", 3_000)
    with pytest.raises(Unreadable, match="有一部分展开"):
        import_bytes(_DOCX, "x.docx")


def test_pages_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.importer.readers.pdf.MAX_PAGES", 0)
    with pytest.raises(Unreadable, match="页的限度"):
        import_bytes((MADE / "plain-docx.pdf").read_bytes(), "x.pdf")


def test_a_stray_cell_in_the_last_corner_costs_nothing() -> None:
    book = openpyxl.load_workbook(io.BytesIO(_XLSX))
    book.active["XFD1048576"] = "　"
    out = io.BytesIO()
    book.save(out)
    (draft,) = import_bytes(out.getvalue(), "corner.xlsx").drafts
    assert draft.project == LEVELLED.project


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (_DOCX, "form.xlsx"),
        (_XLSX, "form.pdf"),
        (_XLSX, "form"),
        (writers.html_file([(LEVELLED, PLAIN)]), "form.xls"),
        (writers.csv_file(LEVELLED, PLAIN), "form.CSV"),
        (writers.tabs(LEVELLED, PLAIN), "form.xls"),
    ],
)
def test_a_wrong_ending_does_not_matter(data: bytes, name: str) -> None:
    (draft,) = import_bytes(data, name).drafts
    assert draft.project == LEVELLED.project


def test_macros_are_left_where_they_are() -> None:
    out = io.BytesIO(_XLSX)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Auto_Open")
    (draft,) = import_bytes(out.getvalue(), "form.xlsm").drafts
    assert draft.project == LEVELLED.project
