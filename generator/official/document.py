"""Owns the printed form as a Word document (Office Open XML), ready for A4. Same form, same bytes.

Head and indicators are two tables, for only the first rows of a table can be repeated on a new page.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from generator.official.layout import is_landscape
from generator.official.table import PrintedForm, Role, placed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.official.table import Box, Row

FONT = "宋体"
_SHORT, _LONG, _MARGIN = 210, 297, 12
"""Millimetres of A4."""
_ROOM = 2
"""Points above and below a paragraph."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_GREY = "F2F2F2"
_ALIGNED = {
    Role.LABEL: WD_ALIGN_PARAGRAPH.CENTER,
    Role.TEXT: WD_ALIGN_PARAGRAPH.LEFT,
    Role.FIGURE: WD_ALIGN_PARAGRAPH.RIGHT,
}


def document_of(table: PrintedForm) -> bytes:
    """The document of one printed form."""
    document = docx.Document()
    _set_page(document, is_landscape=is_landscape(table))
    _heading(document, table.title, 16, is_bold=True)
    _heading(document, table.subtitle, 10)
    _add(document, table, table.rows[: table.head])
    _heading(document, "", 1)
    _add(document, table, table.rows[table.head :], is_headed=True)
    out = io.BytesIO()
    document.save(out)
    return _undated(out.getvalue())


def _set_page(document: Any, *, is_landscape: bool) -> None:  # noqa: ANN401 -- python-docx has no types
    section = document.sections[0]
    width, height = (_LONG, _SHORT) if is_landscape else (_SHORT, _LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Mm(_MARGIN))
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(9)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)


def _heading(document: Any, text: str, size: int, *, is_bold: bool = False) -> None:  # noqa: ANN401
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.font.size = is_bold, Pt(size)
    if not text:
        paragraph.paragraph_format.line_spacing = Pt(size)


def _add(document: Any, table: PrintedForm, rows: Sequence[Row], *, is_headed: bool = False) -> None:  # noqa: ANN401
    """Rows as one table; a row is never cut by a page, the first of the indicators stands on each."""
    made = document.add_table(rows=len(rows), cols=len(table.widths), style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    page = (_LONG if is_landscape(table) else _SHORT) - 2 * _MARGIN
    widths = [Mm(page * width // sum(table.widths)) for width in table.widths]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    cells = dict(_cells(made))
    for number, row in enumerate(made.rows):
        _mark(row, "w:cantSplit")
        if is_headed and number == 0:
            _mark(row, "w:tblHeader")
    for row, column, box in placed(rows):
        cell = cells[row, column]
        if box.rows * box.columns > 1:
            cell = cell.merge(cells[row + box.rows - 1, column + box.columns - 1])
        cell.width = Mm(sum(w.mm for w in widths[column : column + box.columns]))
        _fill(cell, box)


def _cells(made: Any) -> Any:  # noqa: ANN401
    """Every cell by its place, asked for once: each question of the library goes through the whole table."""
    for row, cells in enumerate(made.rows):
        for column, cell in enumerate(cells.cells):
            yield (row, column), cell


def _mark(row: Any, name: str) -> None:  # noqa: ANN401
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 -- the library has no word for it


def _fill(cell: Any, box: Box) -> None:  # noqa: ANN401
    is_long = box.rows > 1 and box.role is Role.TEXT
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP if is_long else WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for number, line in enumerate(box.text.split("\n")):
        paragraph = cell.paragraphs[0] if not number else cell.add_paragraph()
        paragraph.alignment = _ALIGNED[box.role]
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(_ROOM)
        run = paragraph.add_run(line)
        run.bold = box.role is Role.LABEL or None
    if box.role is Role.LABEL:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", _GREY)):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 -- the library has no word for it


def _undated(data: bytes) -> bytes:
    """The same archive without the clock: every part has the first day the format knows."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return out.getvalue()
