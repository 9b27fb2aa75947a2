"""Writes any table in the formats offices use: as a worksheet, a Word table, a page of Word or WPS, comma-separated."""

from __future__ import annotations

import csv
import html
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import docx
import openpyxl
from openpyxl.styles import Alignment, Border, Side

from tests.importer.nasty import around, table
from tests.importer.writers import placed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.importer.invented import Table
    from tests.importer.nasty import Nasty

_LINE = Side(style="thin")


@dataclass(frozen=True)
class Part:
    """A table with the lines around it."""

    name: str
    above: Sequence[str]
    table: Table
    below: Sequence[str]

    @property
    def width(self) -> int:
        """In columns."""
        return max(column + box.columns for _, column, box in placed(self.table))


def part_of(nasty: Nasty, name: str = "Sheet1") -> Part:
    """A form as laid out."""
    above, below = around(nasty.text)
    return Part(name, above, table(nasty.text), below)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook(parts: Sequence[Part]) -> openpyxl.Workbook:
    """One worksheet a form, every value a text as typed."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for part in parts:
        put(book.create_sheet(part.name), part)
    return book


def put(sheet: Any, part: Part, row: int = 1, column: int = 1) -> None:  # noqa: ANN401 -- openpyxl has no types
    """Write a form into a worksheet from a cell on."""
    for text in part.above:
        sheet.cell(row, column).value = text
        row += 1
    for down, across, box in placed(part.table):
        cell = sheet.cell(row + down, column + across)
        cell.value = box.text or None
        cell.data_type = "s" if box.text else "n"
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        _rule(sheet, (row + down, column + across), (box.rows, box.columns))
    row += max(down + box.rows for down, _, box in placed(part.table))
    for text in part.below:
        sheet.cell(row, column).value = text
        row += 1
    _size(sheet, part)


def _rule(sheet: Any, place: tuple[int, int], size: tuple[int, int]) -> None:  # noqa: ANN401
    ends = {"end_row": place[0] + size[0] - 1, "end_column": place[1] + size[1] - 1}
    for at in range(place[0], ends["end_row"] + 1):
        for across in range(place[1], ends["end_column"] + 1):
            sheet.cell(at, across).border = Border(_LINE, _LINE, _LINE, _LINE)
    if size != (1, 1):
        sheet.merge_cells(start_row=place[0], start_column=place[1], **ends)


def _size(sheet: Any, part: Part) -> None:  # noqa: ANN401
    for number in range(1, sheet.max_column + 1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(number)].width = 12
    first = len(part.above) + 1
    for down, _, box in placed(part.table):
        lines = sum(-(-len(line) // (5 * box.columns)) or 1 for line in box.text.split("\n"))
        dimension = sheet.row_dimensions[first + down]
        dimension.height = max(dimension.height or 0, 14 * lines / box.rows + 4)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)


def document(parts: Sequence[Part], into: Any = None) -> Any:  # noqa: ANN401 -- python-docx has no types
    """One Word table a form; ``into``: a document or a cell to write into."""
    made = into if into is not None else docx.Document()
    for part in parts:
        for text in part.above:
            made.add_paragraph(text)
        height = max(row + box.rows for row, _, box in placed(part.table))
        grid = made.add_table(height, part.width)
        if into is None:
            grid.style = "Table Grid"
        for row, column, box in placed(part.table):
            cell = grid.cell(row, column)
            if box.rows * box.columns > 1:
                cell = cell.merge(grid.cell(row + box.rows - 1, column + box.columns - 1))
            cell.text = box.text
        for text in part.below:
            made.add_paragraph(text)
    return made


def written(made: Any) -> bytes:  # noqa: ANN401
    """The bytes of a Word document."""
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


_OFFICE_HEAD = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns="http://www.w3.org/TR/REC-html40"><head>'
    '<meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=Generator content="WPS Office">'
    "<style><!-- .MsoNormal {mso-style-parent:''; 项目名称:none} --></style>"
    "<!--[if gte mso 9]><xml><o:Title>旧表 项目名称</o:Title></xml><![endif]--></head><body lang=ZH-CN>"
)


def page(part: Part) -> bytes:
    """What Word and WPS save as a web page: GBK, classes and conditional comments, spaces between tags."""
    rows: dict[int, list[str]] = {}
    for row, _, box in placed(part.table):
        span = f" colspan={box.columns}" * (box.columns > 1) + f" rowspan={box.rows}" * (box.rows > 1)
        lines = "<br>\r\n".join(f"<span style='mso-bidi-font-size:10.5pt'>{html.escape(t)}<o:p></o:p></span>"
                                for t in box.text.split("\n"))  # fmt: skip
        rows.setdefault(row, []).append(f"  <td width=96{span}>\r\n  <p class=MsoNormal align=center>{lines}</p></td>")
    above = "".join(f"<p class=MsoTitle>{html.escape(text)}</p>" for text in part.above)
    below = "".join(f"<p class=MsoNormal>{html.escape(text)}&nbsp;</p>" for text in part.below)
    body = "".join(f" <tr style='height:20pt'>\r\n{''.join(cells)}\r\n </tr>\r\n" for _, cells in sorted(rows.items()))
    text = f"{_OFFICE_HEAD}{above}<table class=MsoTableGrid border=1>\r\n{body}</table>{below}</body></html>"
    return text.encode("gb18030")


def values(part: Part, encoding: str = "gb18030") -> bytes:
    """Comma-separated, merged cells in their first, as a spreadsheet program saves them."""
    height = max(row + box.rows for row, _, box in placed(part.table))
    grid = [[""] * part.width for _ in range(height)]
    for row, column, box in placed(part.table):
        grid[row][column] = box.text
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([[text] for text in part.above])
    writer.writerows(grid)
    writer.writerows([[text] for text in part.below])
    return out.getvalue().encode(encoding)
