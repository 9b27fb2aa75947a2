"""Every format and every layout gives back the form it was made from; what is not certain says so."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from generator.importer import import_bytes
from tests.importer import writers
from tests.importer.invented import LAYOUTS, LEVELLED, OTHER, SPLIT_TARGET
from tests.importer.make_files import FILES, MADE, UNRULED
from tests.importer.reading import is_doubtful, silent_cells, wrong_cells

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.importer.invented import Form, Layout

TABLES: dict[str, Callable[[Sequence[tuple[Form, Layout]]], bytes]] = {
    "xlsx": writers.xlsx,
    "docx": writers.docx_file,
    "html": writers.html_file,
}
TEXTS: dict[str, Callable[[Form, Layout], bytes]] = {
    "csv": writers.csv_file,
    "tabs.txt": writers.tabs,
    "pipes.txt": writers.pipes,
    "one line.txt": writers.one_line,
    "a cell a line.txt": writers.cell_a_line,
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("ending", TABLES)
def test_a_file_with_true_columns_is_read_without_a_doubt_about_a_cell(ending: str, layout: str) -> None:
    forms = [(LEVELLED, LAYOUTS[layout]), (OTHER, LAYOUTS[layout])]
    imported = import_bytes(TABLES[ending](forms), f"forms.{ending}")
    assert len(imported.drafts) == 2
    for draft, (form, shape) in zip(imported.drafts, forms, strict=True):
        assert wrong_cells(draft, form, shape) == {}
        assert [doubt for doubt in draft.doubts if doubt.row is not None] == []


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", [LEVELLED, OTHER], ids=["river", "trees"])
@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_gives_back_its_form(kind: str, form: Form, layout: str) -> None:
    imported = import_bytes(TEXTS[kind](form, LAYOUTS[layout]), f"form.{kind.rpartition('.')[2]}")
    assert len(imported.drafts) == 1
    assert wrong_cells(imported.drafts[0], form, LAYOUTS[layout]) == {}


@pytest.mark.parametrize("name", FILES)
def test_what_an_office_program_wrote_is_read(name: str) -> None:
    if name.endswith((".doc", ".xls")) and shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    forms = FILES[name][1]
    imported = import_bytes((MADE / name).read_bytes(), name)
    assert len(imported.drafts) == len(forms)
    for draft, (form, layout) in zip(imported.drafts, forms, strict=True):
        assert wrong_cells(draft, form, layout) == {}
        assert silent_cells(draft, form, layout) == {}


def test_a_pdf_without_lines_is_placed_by_its_words_and_never_certain() -> None:
    (draft,) = import_bytes((MADE / UNRULED).read_bytes(), UNRULED).drafts
    assert silent_cells(draft, LEVELLED, LAYOUTS["plain"]) == {}
    assert [row["name"] for row in draft.values["indicators"]] == [row[2] for row in LEVELLED.rows]
    assert is_doubtful(draft, "indicators.1.score")


def test_numbers_in_cells_are_read_as_their_formats_print_them() -> None:
    forms = [(OTHER, SPLIT_TARGET)]
    (draft,) = import_bytes(writers.xlsx(forms, is_numeric=True), "numbers.xlsx").drafts
    assert wrong_cells(draft, OTHER, SPLIT_TARGET) == {}
    assert draft.values["funds"]["rows"][0]["adjusted_budget"] == "1,200.50"


def test_text_in_the_encoding_of_old_windows_is_read() -> None:
    (draft,) = import_bytes(writers.csv_file(LEVELLED, LAYOUTS["plain"], "gb18030"), "old.csv").drafts
    assert wrong_cells(draft, LEVELLED, LAYOUTS["plain"]) == {}


def test_every_value_says_where_it_stood() -> None:
    (draft,) = import_bytes(writers.xlsx([(LEVELLED, LAYOUTS["plain"])]), "places.xlsx").drafts
    places = {item["field"]: item["place"] for item in draft.values["source"]["places"]}
    assert places["project"].endswith("C3")
    assert places["indicators.2"].endswith(" C14:H14")
    assert draft.values["source"]["hash"].startswith("sha256:")
