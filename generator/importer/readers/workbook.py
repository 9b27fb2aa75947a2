"""Owns Excel workbooks: values as their number formats print them, merged cells with their spans. Runs no macro."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import warnings
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
from python_calamine import CalamineWorkbook

from generator.importer.cells import Cell, CellLine, FilePlace, Sheet
from generator.importer.limits import Unreadable
from generator.importer.readers.formats import printed
from generator.importer.readers.grid import Grid
from generator.importer.readers.office import converted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet

_UNCOMPUTED = "这一格是公式，文件里没有算出的值"


def read_xlsx(data: bytes) -> tuple[Sheet, ...]:
    """Every visible worksheet of a workbook of 2007 and later."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl speaks of every extension it does not write back
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    formulas = _formulas(data)
    return tuple(_sheet(sheet, formulas.get(sheet.title, {})) for sheet in sheets)


def _cells(sheet: Worksheet) -> Iterator[Any]:
    """The cells the file has, row by row; walking the rows would make one for each place of a sheet of any size."""
    yield from (cell for _, cell in sorted(sheet._cells.items()))  # noqa: SLF001 -- there is no public way to them


def _formulas(data: bytes) -> dict[str, dict[str, str]]:
    """Formulas by sheet and cell; a cell without a value was never computed by an office program."""
    if b"<f" not in _all_sheets(data):
        return {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), keep_links=False)
    return {
        sheet.title: {
            cell.coordinate: str(cell.value) for cell in _cells(sheet) if getattr(cell, "data_type", "") == "f"
        }
        for sheet in book.worksheets
    }


def _all_sheets(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return b"".join(archive.read(name) for name in names if name.endswith(".xml"))


def _sheet(sheet: Worksheet, formulas: dict[str, str]) -> Sheet:
    grid = Grid(sheet.title, is_lettered=True)
    spans = {
        (area.min_row, area.min_col): (area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
        for area in sheet.merged_cells.ranges
    }
    for cell in _cells(sheet):
        formula = formulas.get(cell.coordinate, "") if cell.value is None else ""
        text = formula or printed(cell.value, cell.number_format)
        if text:
            rows, columns = spans.get((cell.row, cell.column), (1, 1))
            grid.put(cell.row - 1, cell.column - 1, text, rows, columns, why=_UNCOMPUTED if formula else "")
    return Sheet(sheet.title, tuple(grid.lines()), is_grid=True)


def read_xls(data: bytes) -> tuple[Sheet, ...]:
    """A workbook of before 2007: through LibreOffice where it is installed, which keeps number formats."""
    if shutil.which("soffice"):
        return read_xlsx(converted(data, "xls", "xlsx"))
    return read_bare(data)


@contextlib.contextmanager
def _silenced() -> Iterator[None]:
    """The library writes its own crash to the terminal, past Python: nobody can do anything with it."""
    kept = os.dup(2)
    with Path(os.devnull).open("w", encoding="utf-8") as nothing:
        os.dup2(nothing.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def _opened(data: bytes) -> CalamineWorkbook:
    try:
        with _silenced():
            return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # the library's own crash, no child of Exception
            raise Unreadable("文件已损坏，或不是完整的文件") from error
        raise


def read_bare(data: bytes) -> tuple[Sheet, ...]:
    """A workbook by its bare values, where no office program is at hand: decimals may be fewer than printed."""
    book = _opened(data)
    found = []
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        grid = Grid(name, is_lettered=True)
        spans = {start: (end[0] - start[0] + 1, end[1] - start[1] + 1) for start, end in sheet.merged_cell_ranges or ()}
        for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
            for column, value in enumerate(values):
                text = printed(value if value != "" else None)
                if text:
                    grid.put(row, column, text, *spans.get((row, column), (1, 1)))
        note = Cell(
            "（没有 LibreOffice，数字按值读出，小数位数可能与原件不同）", FilePlace(name, 1, 1, is_lettered=True), 0
        )
        found.append(Sheet(name, (*grid.lines(), CellLine((note,))), is_grid=True))
    return tuple(found)
