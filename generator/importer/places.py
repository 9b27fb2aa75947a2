"""Owns how the origin of values is noted: one place or span a group of fields. Knows no file."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.importer.cells import FilePlace, letters_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.importer.cells import Cell
    from generator.importer.form import ReadForm


def span_of(places: Iterable[FilePlace]) -> str:
    """The places as one span: 自评表 B3:I9, 第 2 页 第 3–9 行; several sheets one after the other."""
    by_sheet: dict[str, list[FilePlace]] = {}
    for place in sorted(places):
        by_sheet.setdefault(place.sheet, []).append(place)
    return "；".join(_span(sheet, found) for sheet, found in by_sheet.items())


def _span(sheet: str, places: list[FilePlace]) -> str:
    rows = sorted({place.row for place in places})
    where = f"{sheet} " if sheet else ""
    if places[0].is_lettered:
        columns = sorted({place.column for place in places})
        first = f"{letters_of(columns[0])}{rows[0]}"
        last = f"{letters_of(columns[-1])}{rows[-1]}"
        return f"{where}{first}" if first == last else f"{where}{first}:{last}"
    return f"{where}第 {rows[0]} 行" if len(rows) == 1 else f"{where}第 {rows[0]}–{rows[-1]} 行"


def located(path: str, known: Mapping[str, FilePlace]) -> FilePlace | None:
    """Where a cell stands; one without text in the row and the column of its neighbours, None where nobody knows."""
    if path in known:
        return known[path]
    line, _, key = path.rpartition(".")
    row = next((place for other, place in known.items() if line and other.rpartition(".")[0] == line), None)
    if row is None or not row.is_lettered:
        return row
    table = line.rpartition(".")[0]
    columns = Counter(
        place.column
        for other, place in known.items()
        if other.startswith(f"{table}.") and other.rpartition(".")[2] == key and place.is_lettered
    )
    return FilePlace(row.sheet, row.row, columns.most_common(1)[0][0], is_lettered=True) if columns else row


def beside(cell: Cell) -> FilePlace:
    """The place of the value right of a label."""
    return replace(cell.place, column=cell.place.column + cell.columns)


def note_place(form: ReadForm, path: str, place: FilePlace) -> None:
    """Where a value belongs in a spreadsheet, should it be missing."""
    if place.is_lettered:
        form.places.setdefault(path, place)


def below(cell: Cell) -> FilePlace:
    """The place of the value under a label."""
    return replace(cell.place, row=cell.place.row + cell.rows)


def places_of(form: ReadForm) -> Iterator[tuple[str, str]]:
    """Field group and span, in the order of the record."""
    groups: list[tuple[str, list[FilePlace]]] = [("title", list(form.title.places))]
    groups += [(key, list(cell.places)) for key, cell in form.head.items() if key in ("project", "department", "unit")]
    funds = [place for line in form.fund_lines for cell in line.cells.values() for place in cell.places]
    groups.append(("funds", funds))
    groups.append(("amounts", [place for cell in form.amounts.values() for place in cell.places]))
    groups += [(f"goals.{key}", list(cell.places)) for key, cell in form.goals.items() if key != "period"]
    for number, row in enumerate(form.rows, 1):
        cells = [cell for key, cell in row.items() if key not in ("level1", "level2")]
        groups.append((f"indicators.{number}", [place for cell in cells for place in cell.places]))
    totals = (form.total_weight, form.total_score)
    groups.append(("total_score", [place for cell in totals for place in cell.places]))
    groups.append(("grade", list(form.grade.places)))
    yield from ((key, span_of(places)) for key, places in groups if places)
