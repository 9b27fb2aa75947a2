"""Forms as other provinces lay them out, in the formats offices save: no cell is wrong without saying so."""

from __future__ import annotations

import datetime as dt
import shutil
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from generator.importer import Given, import_bytes
from generator.record.model import FUNDS_LINES
from tests.importer import laid_out, nasty
from tests.importer.reading import cells, is_doubtful
from tests.importer.writers import all_through_office

if TYPE_CHECKING:
    from generator.importer import Draft

ENDINGS = ("xlsx", "docx", "html", "csv")
FILES = [f"{name}.{ending}" for name in nasty.ALL for ending in ENDINGS]
PRINTED = [f"{name}.{how}" for name in ("hebei", "shanxi", "anhui") for how in ("xlsx.pdf", "docx.pdf")]


def _written(name: str, ending: str) -> bytes:
    part = laid_out.part_of(nasty.ALL[name])
    if ending == "xlsx":
        return laid_out.saved(laid_out.workbook([part]))
    if ending == "docx":
        return laid_out.written(laid_out.document([part]))
    return laid_out.page(part) if ending == "html" else laid_out.values(part)


@cache
def _printed() -> dict[str, bytes]:
    """What LibreOffice prints of each form and format of ``PRINTED``."""
    parts = [case.split(".")[:2] for case in PRINTED]
    return dict(zip(PRINTED, all_through_office([(_written(*part), part[1]) for part in parts], "pdf"), strict=True))


@cache
def read_case(case: str) -> Draft:
    name, ending, *then = case.split(".")
    data = _printed()[case] if then else _written(name, ending)
    imported = import_bytes(data, f"form.{then[0] if then else ending}")
    assert [draft.kind for draft in imported.drafts] == [nasty.ALL[name].kind], imported.refused
    return imported.drafts[0]


_MONEY = ("initial_budget", "adjusted_budget", "executed", "weight", "execution_rate", "score", "received", "reason")


def found_in(draft: Draft) -> dict[str, tuple[str, str]]:
    """Value and path in the record of every cell; rows of money by their labels."""
    found = {path: (text, path) for path, text in cells(draft.values)}
    funds: dict[str, Any] = draft.values.get("funds") or {}
    rows = list(enumerate(funds.get("rows", ()), 1))
    lines = [(row["label"], f"funds.rows.{number}", row) for number, row in rows]
    lines += [(label, f"funds.{key}", funds[key]) for key, label in FUNDS_LINES if key in funds]
    for label, at, row in lines:
        found |= {f"money.{label}.{key}": (row.get(key) or "", f"{at}.{key}") for key in _MONEY}
    return found


def result_of(case: str) -> tuple[int, dict[str, tuple[str, str]], dict[str, tuple[str, str]], int, Draft, int]:
    """Right cells, wrong ones, those nobody doubts, how many there are, the draft, its doubts."""
    draft = read_case(case)
    wanted = nasty.ALL[case.split(".", maxsplit=1)[0]].wanted
    found = found_in(draft)
    extra = {path for path, (text, _) in found.items() if text and path.startswith(("indicators.", "money."))}
    extra -= wanted.keys() | {path for path in extra if ".others." in path or path.endswith((".table", ".label"))}
    wrong = {
        path: (wanted.get(path, ""), found.get(path, ("", ""))[0])
        for path in (*wanted, *sorted(extra))
        if wanted.get(path, "") != found.get(path, ("", ""))[0]
    }
    silent = {path: pair for path, pair in wrong.items() if not is_doubtful(draft, found.get(path, ("", path))[1])}
    return len(wanted) - len(wrong.keys() & wanted.keys()), wrong, silent, len(wanted), draft, len(draft.doubts)


@pytest.mark.parametrize("case", FILES)
def test_no_cell_is_wrong_in_silence_and_most_are_right(case: str) -> None:
    right, wrong, silent, total, _, _ = result_of(case)
    assert silent == {}
    assert right * 100 >= total * 97, wrong


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
@pytest.mark.parametrize("case", PRINTED)
def test_nor_where_the_form_was_printed(case: str) -> None:
    """A line that ends at the border of its cell may have been wrapped or ended: paper does not tell."""
    right, wrong, silent, total, _, _ = result_of(case)
    assert {path: pair for path, pair in silent.items() if "".join(pair[0].split()) != "".join(pair[1].split())} == {}
    assert right * 100 >= total * 95, wrong


def _only(data: bytes, name: str) -> Draft:
    (draft,) = import_bytes(data, name).drafts
    return draft


def _wrong(draft: Draft, name: str) -> dict[str, tuple[str, str]]:
    """Wrong cells nobody doubts; spaces aside, which torn text does not keep, and what is listed as not understood."""
    found = found_in(draft)
    listed = "\n".join(doubt.why for doubt in draft.doubts if doubt.field == "form")
    lost = {path: "funds.total" if path.startswith("money.") else path for path in nasty.ALL[name].wanted}
    pairs = {path: (text, *found.get(path, ("", lost[path]))) for path, text in nasty.ALL[name].wanted.items()}
    return {
        path: (text, have)
        for path, (text, have, at) in pairs.items()
        if "".join(text.split()) != "".join(have.split())
        and not is_doubtful(draft, at)
        and (have or text not in listed)
    }


def test_two_forms_side_by_side_are_two() -> None:
    book = laid_out.workbook([laid_out.part_of(nasty.HEBEI)])
    laid_out.put(book.active, laid_out.part_of(nasty.ANHUI), column=12)
    drafts = import_bytes(laid_out.saved(book), "two.xlsx").drafts
    assert [_wrong(draft, name) for draft, name in zip(drafts, ("hebei", "anhui"), strict=True)] == [{}, {}]


def test_covers_indexes_and_hidden_sheets_are_no_forms() -> None:
    parts = [laid_out.part_of(nasty.ALL[name], name) for name in ("sichuan", "hebei", "chongqing")]
    book = laid_out.workbook(parts)
    cover = book.create_sheet("封面", 0)
    cover["B4"], cover["B8"] = "2023年度绩效自评材料", "青禾县林业局（盖章）"
    index = book.create_sheet("目录", 1)
    for row, text in enumerate(("序号", "1", "2"), 1):
        index.cell(row, 1).value, index.cell(row, 2).value = text, "项目支出绩效自评表"
    book["hebei"].sheet_state, book["chongqing"].sheet_state = "hidden", "veryHidden"
    imported = import_bytes(laid_out.saved(book), "book.xlsx")
    assert [draft.project for draft in imported.drafts] == [nasty.SICHUAN.head["project"]]
    assert imported.refused == ()


def test_numbers_percents_dates_and_formulas_are_what_the_cell_shows() -> None:
    book = laid_out.workbook([laid_out.part_of(nasty.SHANXI)])
    sheet: Any = book.active
    at = {cell.value: cell for row in sheet for cell in row if cell.value}
    for text, value, shown in (("95", 0.95, "0%"), ("9.5", 9.499999999999998, "0.0"), ("17.1", 17.1, "0.0_ "),
                               ("95.3%", 0.953, "0.0%"), ("9月12日", dt.date(2023, 9, 12), 'm"月"d"日"')):  # fmt: skip
        cell = at[text]
        cell.value, cell.number_format = value, shown
    draft = _only(laid_out.saved(book), "numbers.xlsx")
    wrong = _wrong(draft, "shanxi")
    assert {path: have for path, (_, have) in wrong.items()} == {"money.县级资金.execution_rate": "95%"}


def test_tables_in_tables_and_what_reviewers_crossed_out() -> None:
    outer = docx.Document()
    outer.add_paragraph("封面一行")
    frame = outer.add_table(1, 1).cell(0, 0)
    laid_out.document([laid_out.part_of(nasty.HEBEI)], frame)
    for paragraph in outer.element.body.iter(qn("w:p")):
        texts = [node for node in paragraph.iter(qn("w:t")) if node.text == "277.25"]
        for node in texts:  # 277.25 written over a deleted 999.99
            run = node.getparent()
            deleted, inserted = OxmlElement("w:del"), OxmlElement("w:ins")
            old = deepcopy(run)
            old.remove(old.find(qn("w:t")))
            gone = OxmlElement("w:delText")
            gone.text = "999.99"
            old.append(gone)
            deleted.append(old)
            run.addprevious(deleted)
            run.addprevious(inserted)
            inserted.append(run)
    draft = _only(laid_out.written(outer), "nested.docx")
    assert _wrong(draft, "hebei") == {}
    assert "999.99" not in str(draft.values)


def test_rows_that_were_deleted_in_review_are_gone() -> None:
    document = laid_out.document([laid_out.part_of(nasty.SICHUAN)])
    row = next(row for row in document.tables[0].rows if "公众知晓度" in row.cells[2].text)
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:del"))
    draft = _only(laid_out.written(document), "deleted.docx")
    assert "公众知晓度" not in str(draft.values)


def test_a_title_in_a_text_box_is_read_once() -> None:
    document = laid_out.document([laid_out.part_of(nasty.ANHUI)])
    title = document.paragraphs[0]
    box = parse_xml(
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r>'
        "<w:t>项目支出绩效自评表</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r>"
        "<w:t>项目支出绩效自评表</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    for run in title.runs:
        run._r.getparent().remove(run._r)
    title._p.append(box)
    draft = _only(laid_out.written(document), "box.docx")
    assert draft.values["title"] == "项目支出绩效自评表"
    assert _wrong(draft, "anhui") == {}


def test_text_torn_from_paper_leaves_no_wrong_cell_without_a_doubt() -> None:
    """One word a cell, rows with their empty cells gone, heads repeated in the midst as on a new page."""
    for name, form in nasty.ALL.items():
        if form.kind == "target_declaration":
            continue
        part = laid_out.part_of(form)
        texts = [[box.text.replace("\n", "") for box in row if box.text.strip()] for row in part.table]
        rows = ["\t".join(row) for row in texts]
        words = "\n\n".join([*part.above, *rows]).replace("\t", " ")
        for text in ("\n".join([*part.above, *rows, *part.below]), words):
            imported = import_bytes(text.encode(), "torn.txt", Given(year=form.head["year"]))
            for draft in imported.drafts:
                assert _wrong(draft, name) == {}, (name, text[:60])


def test_words_in_a_cell_of_figures_stay_there() -> None:
    book = laid_out.workbook([laid_out.part_of(nasty.HEBEI)])
    cell = next(cell for row in book.active for cell in row if cell.value == "9.6")
    cell.value = "九分六"
    draft = _only(laid_out.saved(book), "words.xlsx")
    assert draft.values["indicators"][2]["score"] == "九分六"
    assert is_doubtful(draft, "indicators.3.score")
    assert draft.values["indicators"][2]["reason"].startswith("雨季")


def test_a_head_above_the_heads_is_no_score_of_the_form() -> None:
    assert "self_score" not in read_case("guangdong.xlsx").values
    assert read_case("shanxi.xlsx").values["self_score"] == "96.5"
