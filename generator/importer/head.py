"""Owns labels with their values beside them: names, dates, amounts of a declaration, texts. Reads lines, no table."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.importer.align import figure_in
from generator.importer.cells import short
from generator.importer.form import ReadCell
from generator.importer.labels import is_unit_note, key_of
from generator.importer.sections import is_section, label_and_value
from generator.record.values import parse_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.importer.cells import Cell, CellLine

Pair = tuple[str, "list[Cell]", "Cell"]
"""Label as printed, its values, and the cell the label stands in."""


_SEAL = re.compile(r"[ （(]{0,8}(?:盖章|公章|签章)[）)]?$")
"""Where the stamp goes."""


def pairs_of(line: CellLine, families: Sequence[str]) -> Iterator[Pair]:
    """Each label of the line with the cells up to the next; cells before the first label come under an empty one."""
    label, values, at = "", [], None
    for cell in line.cells:
        words, value = label_and_value(cell.text)
        if any(key_of(words, family) is not None for family in families):
            if at is not None:
                yield label, values, at
            label, values, at = words, [replace(cell, text=value)] if value else [], cell
        elif not is_section(cell.text) and not is_unit_note(cell.text):
            at = at or cell
            values.append(cell)
    if at is not None:
        yield label, values, at


def value_of(cells: Sequence[Cell], *, is_long: bool = False) -> ReadCell:
    """The cells of one value as one text; several parts of a name are joined."""
    if not cells:
        return ReadCell("")
    text = "\n".join(cell.text for cell in cells) if is_long else short(" ".join(cell.text for cell in cells))
    text = text if is_long else _SEAL.sub("", text)
    read = ReadCell(text, places=tuple(cell.place for cell in cells))
    why = next((cell.why for cell in cells if cell.why), "")
    return read.doubted(why) if why else read


def amount_of(cells: Sequence[Cell]) -> ReadCell:
    """An amount without its unit; words are doubtful."""
    read = value_of(cells)
    figure = figure_in(read.text)
    if figure is None:
        return read.doubted("这一格不像金额") if read.text else read
    return ReadCell(figure, places=read.places, printed="" if figure == read.text else read.text)


def date_of(cell: ReadCell) -> ReadCell:
    """A date as printed; what cannot be read as a day is doubtful."""
    try:
        parse_day(cell.text)
    except ValueError:
        return cell.doubted("日期写法认不出")
    return cell
