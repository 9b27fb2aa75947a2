"""Writes an invented form in every format: the real libraries make the files, LibreOffice those nobody else makes."""

from __future__ import annotations

import csv
import html
import io
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import openpyxl
from docx.shared import Pt
from openpyxl.styles import Alignment, Border, Side

from tests.importer.invented import Box, Form, Layout, Table, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def placed(table: Table) -> Iterator[tuple[int, int, Box]]:
    """Row, column and box of every cell, columns counted past cells merged from above."""
    taken: dict[tuple[int, int], bool] = {}
    for number, row in enumerate(table):
        column = 0
        for box in row:
            while taken.get((number, column)):
                column += 1
            for down in range(box.rows):
                for across in range(box.columns):
                    taken[number + down, column + across] = True
            yield number, column, box
            column += box.columns


def xlsx(forms: Sequence[tuple[Form, Layout]], *, is_numeric: bool = False) -> bytes:
    """A workbook, one sheet a form; figures as numbers with their formats where asked."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for form, layout in forms:
        _sheet(book.create_sheet(form.project[:20]), form, layout, is_numeric=is_numeric)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(sheet: object, form: Form, layout: Layout, *, is_numeric: bool) -> None:
    table = table_of(form, layout)
    width = max(column + box.columns for _, column, box in placed(table))
    line = Side(style="thin")
    sheet.append([form.title])  # type: ignore[attr-defined]
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)  # type: ignore[attr-defined]
    sheet.append([f"（{form.year}年度）"])  # type: ignore[attr-defined]
    for row, column, box in placed(table):
        cell = sheet.cell(row + 3, column + 1)  # type: ignore[attr-defined]
        _fill(cell, box.text, is_numeric=is_numeric)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        end = (row + 2 + box.rows, column + box.columns)
        for down in range(row + 3, end[0] + 1):
            for across in range(column + 1, end[1] + 1):
                sheet.cell(down, across).border = Border(line, line, line, line)  # type: ignore[attr-defined]
        if box.rows * box.columns > 1:
            sheet.merge_cells(start_row=row + 3, start_column=column + 1, end_row=end[0], end_column=end[1])  # type: ignore[attr-defined]
    for number in range(1, width + 1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(number)].width = 13  # type: ignore[attr-defined]
    for row, _, box in placed(table):
        height = 14 * -(-len(box.text) // (5 * box.columns)) / box.rows + 4
        dimension = sheet.row_dimensions[row + 3]  # type: ignore[attr-defined]
        dimension.height = max(dimension.height or 0, height)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0  # type: ignore[attr-defined]
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[attr-defined]


def _fill(cell: object, text: str, *, is_numeric: bool) -> None:
    plain = text.replace(",", "")
    if is_numeric and plain.replace(".", "", 1).isdecimal():
        decimals = len(plain.partition(".")[2])
        cell.value = float(plain)  # type: ignore[attr-defined]
        cell.number_format = ("#,##0" if "," in text else "0") + ("." + "0" * decimals if decimals else "")  # type: ignore[attr-defined]
    else:
        cell.value = text or None  # type: ignore[attr-defined]
        if text:
            cell.data_type = "s"  # type: ignore[attr-defined]  # =3处 is no formula


def docx_file(forms: Sequence[tuple[Form, Layout]], style: str = "Table Grid") -> bytes:
    """A Word document, one table a form, title and year above it."""
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(9)
    for form, layout in forms:
        document.add_paragraph(form.title)
        document.add_paragraph(f"（{form.year}年度）")
        table = table_of(form, layout)
        cells = list(placed(table))
        width = max(column + box.columns for _, column, box in cells)
        made = document.add_table(rows=len(table), cols=width, style=style)
        for row, column, box in cells:
            cell = made.cell(row, column)
            if box.rows * box.columns > 1:
                cell = cell.merge(made.cell(row + box.rows - 1, column + box.columns - 1))
            cell.text = box.text
        document.add_paragraph()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def html_file(forms: Sequence[tuple[Form, Layout]]) -> bytes:
    """A web page with layout tables around the forms."""
    parts = [
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>公开</title></head><body><div>首页 &gt; 公开</div>"
    ]
    for form, layout in forms:
        parts.append(f"<table><tr><td><h2>{form.title}</h2><p>（{form.year}年度）</p><table border=1>")
        for row in table_of(form, layout):
            parts.append("<tr>")
            for box in row:
                span = f" colspan={box.columns}" if box.columns > 1 else ""
                span += f" rowspan={box.rows}" if box.rows > 1 else ""
                parts.append(f"<td{span}><p><span>{html.escape(box.text)}</span></p></td>")
            parts.append("</tr>")
        parts.append("</table></td></tr></table>")
    return "".join([*parts, "</body></html>"]).encode()


def grid_of(form: Form, layout: Layout) -> list[list[str]]:
    """The table with empty texts where cells are merged away."""
    cells = list(placed(table_of(form, layout)))
    width = max(column + box.columns for _, column, box in cells)
    height = max(row + box.rows for row, _, box in cells)
    grid = [[""] * width for _ in range(height)]
    for row, column, box in cells:
        grid[row][column] = box.text
    return grid


def csv_file(form: Form, layout: Layout, encoding: str = "utf-8-sig") -> bytes:
    """The table as comma-separated values."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([form.title])
    writer.writerow([f"（{form.year}年度）"])
    writer.writerows(grid_of(form, layout))
    return out.getvalue().encode(encoding)


def tabs(form: Form, layout: Layout) -> bytes:
    """Text with tabs whose merged cells are lost: blank leading cells of some rows are dropped."""
    lines = [form.title, f"（{form.year}年度）"]
    for number, row in enumerate(grid_of(form, layout)):
        cells = row[:-1] if not row[-1] else row
        if number % 4 == 3 and not cells[0]:
            cells = cells[1:]
        lines.append("\t".join(cells))
    return "\n".join(lines).encode()


def pipes(form: Form, layout: Layout) -> bytes:
    """Text with pipes, merged cells left out altogether, empty ones at the end."""
    lines = [f"{form.title}（{form.year}年度） | |||||||"]
    lines += [" | ".join(box.text for box in row) + " |" + "|" * 3 for row in table_of(form, layout)]
    return "\n".join(lines).encode()


def one_line(form: Form, layout: Layout) -> bytes:
    """All words on one line, cells without text gone."""
    words = [form.title, f"({form.year}年度)"]
    words += [box.text for row in table_of(form, layout) for box in row if box.text]
    return " ".join(words).encode()


def cell_a_line(form: Form, layout: Layout) -> bytes:
    """One cell a line with blank lines between, an empty cell as a hard space, and what a template leaves over."""
    lines = [form.title, f"{form.year}年度)"]
    for row in table_of(form, layout):
        lines += [box.text or "\u00a0" for box in row]
    return "\n\n".join(lines).encode()


def through_office(data: bytes, ending: str, wanted: str) -> bytes:
    """The same file as LibreOffice writes it."""
    return all_through_office([(data, ending)], wanted)[0]


def all_through_office(files: Sequence[tuple[bytes, str]], wanted: str) -> list[bytes]:
    """The same for several, each with its ending: to start LibreOffice costs more than what it does then."""
    with tempfile.TemporaryDirectory() as folder:
        sources = [Path(folder) / f"form-{number}.{ending}" for number, (_, ending) in enumerate(files)]
        for source, (data, _) in zip(sources, files, strict=True):
            source.write_bytes(data)
        profile = (Path(folder) / "profile").as_uri()
        subprocess.run(
            ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", wanted, "--outdir", folder,
             *map(str, sources)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return [source.with_suffix(f".{wanted.partition(':')[0]}").read_bytes() for source in sources]
