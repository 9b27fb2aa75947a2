"""The workbook opens elsewhere: figures are numbers that look as printed, targets are texts, same data same bytes."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from generator.history.dates import Dates, History
from generator.publish.data.columns import tables
from generator.publish.data.spreadsheet import WORKBOOK
from generator.publish.edition import Edition
from generator.publish.site import build_site
from generator.record.values import BEIJING
from tests import kinds
from tests.conftest import DAY

if TYPE_CHECKING:
    from generator.record.store import Dataset

CHANGED = dt.datetime(2024, 5, 2, 10, tzinfo=BEIJING)
ADDRESS = "https://example.org/jixiao/"


@pytest.fixture(scope="module")
def files(public: Dataset) -> dict[str, bytes]:
    dates = {stored.path: Dates(CHANGED, CHANGED) for stored in public.forms}
    return build_site(public, Edition(DAY, ADDRESS, History(dates))).files


@pytest.fixture(scope="module")
def book(files: dict[str, bytes]) -> Any:  # noqa: ANN401 -- openpyxl has no types
    return openpyxl.load_workbook(io.BytesIO(files[WORKBOOK]))


def _rows(book: Any, title: str) -> list[dict[str, Any]]:  # noqa: ANN401 -- openpyxl has no types
    head, *rows = book[title].iter_rows()
    assert len({cell.value for cell in head}) == len(head)
    return [dict(zip((cell.value for cell in head), row, strict=True)) for row in rows]


def test_sheets_have_chinese_headings_and_every_row(book: Any) -> None:  # noqa: ANN401 -- openpyxl has no types
    assert book.sheetnames == ["各表", "项目资金", "各行指标", "关于这份表格"]
    assert [len(_rows(book, title)) for title in book.sheetnames[:3]] == [
        len(kinds.FORMS),
        len(kinds.EVALUATIONS) * 4,
        sum(len(form.indicators) for form in kinds.FORMS),
    ]
    row = _rows(book, "各行指标")[0]
    assert {"年度", "实施单位", "项目名称", "一级指标", "年度指标值", "得分"} <= set(row)
    assert book.properties.created.date() == CHANGED.date()


def test_every_figure_is_the_number_that_was_printed(book: Any, files: dict[str, bytes]) -> None:  # noqa: ANN401
    for title, table in ((table.title, table) for table in tables() if table.name != "funds"):
        printed = list(csv.DictReader(io.StringIO(files[table.path].decode("utf-8"))))
        for row, texts in zip(_rows(book, title), printed, strict=True):
            for column in (column for column in table.columns if column.is_number):
                cell, text = row[column.heading], texts[column.name]
                if text not in ("", "-"):
                    assert Decimal(str(cell.value)) == Decimal(text.replace(",", "")), (title, column.name)


@pytest.mark.parametrize(
    ("project", "heading", "value", "shown"),
    [("水质监测评价经费", "年初预算数", 1068, "#,##0.00"), ("水质监测评价经费", "合计得分", 98.88, "0.00")],
)
def test_figure_looks_as_printed(book: Any, project: str, heading: str, value: object, shown: str) -> None:  # noqa: ANN401
    row = next(
        row for row in _rows(book, "各表") if row["项目名称"].value == project and row["表种"].value == "绩效自评价"
    )
    assert (row[heading].value, row[heading].number_format) == (value, shown)
    assert row["页面地址"].value.startswith(f"{ADDRESS}evaluations/2023/")


def test_target_that_begins_with_an_equals_sign_is_no_formula(book: Any) -> None:  # noqa: ANN401
    cells = [row["年度指标值"] for row in _rows(book, "各行指标")]
    assert sum(str(cell.value).startswith("=") for cell in cells) > 30
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}


def test_dates_are_dates_and_addresses_are_links(book: Any) -> None:  # noqa: ANN401 -- openpyxl has no types
    rows = _rows(book, "各表")
    days = [row["本站收录"] for row in rows]
    assert {(cell.value.date(), cell.number_format, cell.is_date) for cell in days} == {
        (CHANGED.date(), "yyyy-mm-dd", True)
    }
    assert all(row["页面地址"].hyperlink.target == row["页面地址"].value for row in rows)


def test_excel_edition_has_its_mark_and_no_formula(files: dict[str, bytes], book: Any) -> None:  # noqa: ANN401
    texts: list[str] = []
    for table in tables():
        content = files[f"data/excel/{table.name}.csv"]
        assert content.startswith(b"\xef\xbb\xbf")
        head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
        assert len(rows) == len(_rows(book, table.title))
        numbers = {column.heading for column in table.columns if column.is_number}
        texts += [text for row in rows for name, text in zip(head, row, strict=True) if name not in numbers]
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@", "＝"))]
    assert any(text.startswith("'=") for text in texts)


def test_a_text_longer_than_a_cell_says_that_it_is_cut() -> None:
    """The format would cut it in silence; rare characters count twice."""
    from generator.publish.data.sheet import _fitting  # noqa: PLC0415 -- only this test looks inside

    assert _fitting("字" * 32_767) == "字" * 32_767
    for text in ("字" * 32_768, "𠮷" * 20_000):
        cut = _fitting(text)
        assert len(cut.encode("utf-16-le")) // 2 <= 32_767
        assert cut.endswith("全文见网页和 CSV）")
        assert cut.startswith(text[:16_000])
