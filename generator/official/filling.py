"""Owns the official form as a workbook to fill in: open cells for the values, everything else locked, words to choose.

Every open cell is text: what is typed is what is printed, ``2.00`` stays ``2.00`` and ``=100%`` is no formula.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_rowcol_to_cell

from generator.official.layout import layout_of
from generator.official.table import Box, PrintedForm, Role, placed
from generator.official.workbook import FIRST_ROW, Book, set_page, sheet_name, style_of, write_box, write_title
from generator.record.building import build_form
from generator.record.fields import Field, Shape
from generator.record.reading import Reader
from generator.record.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Collection

    from xlsxwriter.worksheet import Worksheet

    from generator.record.kinds import Kind
    from generator.record.model import Form, Profile
    from generator.record.template import Template

GUIDE = "填写说明"
_NOTHING = {"level1": "", "level2": "", "name": "", "group1": "", "group2": "", "others": ()}
"""What is no None in a row that says nothing."""
_FEWEST_ROWS, _FEWEST_SPARE = 15, 6
"""Indicators there is room for, and empty rows behind those of last year."""
_SETTLED = ("project", "department", "unit")
"""What says whose form it is: settled when the workbook was made."""
_PROSE_HEIGHT = 80
"""Points."""
_OPEN_COLOUR, _LIST_LENGTH, _TITLE_LENGTH, _HINT_LENGTH = "#FFFDE7", 255, 32, 255
"""Lengths are those of the file format."""
_GUIDE = (
    "填在第一张工作表的浅黄格子里；灰底的字和别的格子锁住了，不用改，也改不了。",
    "点一下格子，旁边会出现这一格填什么；有小箭头的，从里面选，表上另有说法也可以照写。",
    "一行指标写一行，每一行都选好一级、二级指标。空着的行不用删，也不会进记录；不要留半行。",
    "数字照表上的样子写：2.00 就写 2.00，1,068.30 就写 1,068.30；没有这一项的写一个减号 -。不写单位，单位印在栏名里。",
    "目标值和完成值把符号、单位一起写，例如 ≥3.00(次)、40.00(次)、=100%。",
    "没有完成、或者比目标多出很多的，在最后一栏写原因和改进办法。",
    "不要写个人的姓名、电话、身份证号；这张表会公开。",
    "填好以后存成 xlsx（不要改成别的格式），交给管理记录的同事，运行 generator import 文件名。",
    "有不对的地方，程序会说出是哪张工作表的哪一格。改好再导入一次，程序会列出改了哪里。",
)


def form_to_fill(kind: Kind, template: Template, text: str) -> Form:
    """The form of a blank record, which no reader would let pass: what is empty is empty."""
    node, _ = parse("", text)
    if node is None:
        raise ValueError("a blank record is a record")
    values = Reader("").group(node, kind.fields)
    values["indicators"] = tuple({**row, "level1": row["level1"] or ""} for row in values["indicators"])
    for field in kind.fields:
        if field.shape is Shape.GROUP and isinstance(values[field.key], dict):
            values[field.key] |= _units(field, values[field.key])
    return build_form("", kind, template, values)


def _units(group: Field, values: dict[str, Any]) -> dict[str, str]:
    """The unit of a table of money has to be printed: last year's, else the one most forms have."""
    if "amount_unit" not in values:
        return {}
    unit = next(field for field in group.fields if field.key == "amount_unit")
    chosen = {"amount_unit": values["amount_unit"] or next(iter(unit.choices))}
    return chosen | ({"amount_unit_basis": "printed"} if "amount_unit_basis" in values else {})


def workbook_to_fill(form: Form, profile: Profile) -> bytes:
    """The workbook of a form that nobody has filled in yet."""
    table = layout_of(_with_room(form), is_merged=False)
    regional = {field.key: field for field in form.kind.fields_in(profile)}
    book = Book()
    sheet = book.book.add_worksheet(sheet_name(table.title))
    set_page(sheet, table)
    write_title(book, sheet, table)
    for row, column, box in placed(table.rows):
        place = (row + FIRST_ROW, column)
        is_open = box.field is not None and box.path not in _SETTLED
        write_box(book, sheet, place, _as_text(box), _open_style(box) if is_open else style_of(box))
        if is_open and box.field is not None:
            _guide(sheet, place, regional.get(box.path, box.field), profile)
    _make_room(sheet, table)
    _protect(sheet, table)
    _write_guide(book)
    return book.done()


def _with_room(form: Form) -> Form:
    """Empty rows behind the indicators."""
    first = form.indicators[0]
    empty: dict[str, Any] = {field.name: None for field in fields(first)} | _NOTHING
    filled = [row for row in form.indicators if row.name]
    spare = max(_FEWEST_SPARE, _FEWEST_ROWS - len(filled))
    return replace(form, indicators=(*filled, *[replace(first, **empty)] * spare))


def _as_text(box: Box) -> Box:
    return box._replace(role=Role.TEXT) if box.role is Role.FIGURE else box


def _open_style(box: Box) -> dict[str, Any]:
    align = "right" if box.role is Role.FIGURE else "left"
    return {"border": 1, "num_format": "@", "locked": False, "bg_color": _OPEN_COLOUR, "align": align}


def _guide(sheet: Worksheet, place: tuple[int, int], field: Field, profile: Profile) -> None:
    """The words to choose from and what the cell is for; another word is asked about, not refused."""
    facts: dict[str, Any] = {
        "input_title": field.label[:_TITLE_LENGTH],
        "input_message": _hint(field)[:_HINT_LENGTH],
        "error_type": "warning",
        "error_title": "请看一看",
    }
    words = _words(field, profile)
    if words and len(",".join(words)) <= _LIST_LENGTH:
        facts |= {
            "validate": "list",
            "source": list(words),
            "error_message": "通常从列出的词里选；表上确实另有说法，可以保留。",
        }
    elif field.shape is Shape.FIGURE:
        cell = xl_rowcol_to_cell(*place)
        is_figure = f'=OR({cell}="-",NOT(ISERROR(VALUE(SUBSTITUTE({cell},",","")))))'
        facts |= {"validate": "custom", "value": is_figure, "error_message": "这一格要写数字，没有就写减号 -。"}
    else:
        facts |= {"validate": "any"}
    sheet.data_validation(*place, *place, facts)


def _words(field: Field, profile: Profile) -> Collection[str]:
    """The words a cell offers: those of the field, or of the region."""
    return profile.categories if field.key == "category" else field.choices


def _hint(field: Field) -> str:
    return f"{field.meaning}例如 {field.example}" if field.example else field.meaning


def _make_room(sheet: Worksheet, table: PrintedForm) -> None:
    """Rows for prose are high enough to write in."""
    for row, _, box in placed(table.rows):
        if box.field is not None and box.field.is_narrative and not box.path.startswith("indicators."):
            sheet.set_row(row + FIRST_ROW, _PROSE_HEIGHT)


def _protect(sheet: Worksheet, table: PrintedForm) -> None:
    """Locked without a password: it keeps hands off the labels, it is no secret. Heights and widths stay free."""
    last = xl_rowcol_to_cell(len(table.rows) + FIRST_ROW, len(table.widths))
    sheet.ignore_errors({"number_stored_as_text": f"A1:{last}"})
    sheet.protect("", {"format_rows": True, "format_columns": True, "format_cells": True})
    sheet.freeze_panes(FIRST_ROW, 0)


def _write_guide(book: Book) -> None:
    sheet = book.book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, GUIDE, book.style(bold=True, font_size=14))
    for number, line in enumerate(_GUIDE, 1):
        sheet.write_string(number, 0, f"{number}. {line}", book.style(font_size=11))
    sheet.protect()
