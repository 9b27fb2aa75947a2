"""Owns the indicator table: lines into rows, cells into columns, levels to every row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.importer.align import IMPOSSIBLE, OTHER, ColumnAlignment, HeadedColumn, align, cost_of, figure_in
from generator.importer.cells import short
from generator.importer.form import MISSING, FormDoubt, ReadCell
from generator.importer.labels import Level, level, levels_of
from generator.importer.levels import Hint, Placed, place
from generator.importer.sections import is_section
from generator.record.meaning import LEVEL2_OF
from generator.record.values import parse_figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from generator.importer.cells import Cell, CellLine

Row = dict[str, ReadCell]
_RESIDUE = re.compile(r"(指标\s*\d*\s*[:：]?|[….。·]+|\.{2,}|\d+[.、]?|[—\-/]+)$")
_MARGIN = 3
"""Two ways whose costs are nearer than this are both possible."""
_LONG_TEXT = ("reason", "rule")
_SPLIT_TEXTS = {"name", "target", "actual", "reason", "rule"}
_LIKE_A_LEVEL = 12
"""What it costs to take a level's word for the name of an indicator."""
_STRAY = 30
"""What it costs to say that the first cell of a row belongs nowhere."""


@dataclass(slots=True)
class _Torn:
    """One row before its levels are known."""

    cells: Row
    hint: Hint
    line: CellLine
    level_cells: list[Cell]
    strays: list[Cell] = field(default_factory=list)


class IndicatorTable:
    """Collects the lines of one indicator table, then reads them together."""

    def __init__(self, columns: Sequence[HeadedColumn]) -> None:
        self.columns = list(columns)
        self.lines: list[CellLine] = []

    @property
    def values(self) -> list[HeadedColumn]:
        """The columns that are no levels."""
        return [column for column in self.columns if column.key not in ("level1", "level2")]

    def add(self, line: CellLine) -> None:
        """Take a line of the table."""
        self.lines.append(line)

    def read(
        self, loose: Sequence[Level] = (), known: Mapping[str, str] | None = None
    ) -> tuple[list[Row], list[FormDoubt], list[Cell]]:
        """Every row, what is to be said of the table, and cells that found no column."""
        rows_read = [row for row in map(self._torn, _without_margins(self.lines)) if row is not None]
        torn = _joined(rows_read, self.columns)
        rows = [row for row in torn if not _is_residue(row)]
        is_whole = all(row.line.is_exact and not row.hint.is_after_break for row in rows[1:])
        is_exact = is_whole and (any(row.hint.inherited for row in rows) or _is_said_by_all(rows, self.columns))
        placed, wrong = place([row.hint for row in rows], loose=loose, known=known or {}, is_exact=is_exact)
        found = [_with_levels(row, levels) for row, levels in zip(rows, placed, strict=True)]
        for row, strays in zip(found, (row.strays for row in rows), strict=True):
            if strays:
                why = f"这一行另有认不出的字“{short(strays[0].text)}”"
                row["level1"], row["level2"] = row["level1"].doubted(why), row["level2"].doubted(why)
        return found, _level_doubts(placed, wrong), [cell for row in torn for cell in row.strays]

    def _torn(self, line: CellLine) -> _Torn | None:
        level_cells, rest = _levels_apart(line, self.columns)
        if level_cells and not level_cells[-1].is_repeated and not line.is_exact:
            named = [level_cells[-1], *rest]
            is_said_twice = len(level_cells) > 1 and level_cells[-1].text == level_cells[-2].text
            if self._cost(named, line) + (0 if is_said_twice else _LIKE_A_LEVEL) < self._cost(rest, line):
                why = "这一格的字也是层级的名称"
                named[0] = replace(named[0], why=why)
                level_cells, rest = level_cells[:-1], named  # an indicator called like a level
        values, strays = self._in_columns(rest, line)
        repeated = [cell for cell in level_cells if cell.is_repeated]
        hint = Hint(
            name=values.get("name", MISSING).text,
            labels=[_options(cell, self.columns, line) for cell in level_cells if not cell.is_repeated],
            inherited=[_options(cell, self.columns, line) for cell in repeated],
            is_after_break=line.gap > 0,
            weight=points_of(values.get("weight", MISSING)),
            shift=_shift(rest, self.values),
        )
        return _Torn(values, hint, line, level_cells, strays) if values or level_cells else None

    def _in_columns(self, cells: Sequence[Cell], line: CellLine) -> tuple[Row, list[Cell]]:
        """The cells of a row by column; doubtful where a second way is as likely, strays where there are too many."""
        columns, strays, cells = self.values, [], list(cells)
        while len(cells) > len(columns):
            strays.append(cells.pop())
        ways = align(cells, columns, is_exact=line.is_exact)
        if len(cells) > 3 and ways and ways[0].cost > _STRAY + self._cost(cells[1:], line):
            strays.append(cells.pop(0))
            ways = align(cells, columns, is_exact=line.is_exact)
        if not ways:
            return {}, strays
        found = {key: _read(cells[number], key) for key, number in ways[0].cells.items()}
        for key, other in _contested(ways):
            found[key] = found[key].doubted(f"这一行缺了格子，这个值也可能属于“{self._label(other)}”")
        found |= _glued(cells, ways[0])
        if not line.is_exact:
            found = _flag_gaps(found, {column.key for column in columns})
        return _flag_misfits(found), strays

    def _cost(self, cells: Sequence[Cell], line: CellLine) -> int:
        ways = align(cells, self.values, is_exact=line.is_exact)
        return ways[0].cost if ways else IMPOSSIBLE

    def _label(self, key: str) -> str:
        return next((short(column.label) for column in self.columns if column.key == key), key)


def _without_margins(lines: Sequence[CellLine]) -> Iterator[CellLine]:
    """The lines without level names that stand outside a ruled table, as a page break leaves them in its margin."""
    is_ruled = any(line.is_exact for line in lines)
    gap = 0
    for line in lines:
        if is_ruled and not line.is_exact and all(levels_of(cell.text) for cell in line.cells):
            gap = max(gap, line.gap)
        else:
            yield replace(line, gap=max(gap, line.gap))
            gap = 0


def _levels_apart(line: CellLine, columns: Sequence[HeadedColumn]) -> tuple[list[Cell], list[Cell]]:
    """Level labels at the head of a row, and the other cells; a label is known by its word, or by its true column."""
    places = {column.index for column in columns if column.key in ("level1", "level2")}
    names = [column.index for column in columns if column.key == "name"]
    levels: list[Cell] = []
    rest: list[Cell] = []
    first = min((column.index for column in columns), default=0)
    for cell in line.cells:
        is_serial = line.is_exact and cell.column < first and figure_in(cell.text) is not None
        if (
            not rest
            and not levels
            and (is_serial or (is_section(cell.text) and (cell.column < first or not line.is_exact)))
        ):
            continue
        is_word = bool(levels_of(cell.text)) and not rest
        is_name = line.is_exact and bool(names) and cell.column == names[0]
        in_place = line.is_exact and cell.column in places and figure_in(cell.text) is None
        if (is_word and not is_name) or in_place or cell.is_repeated:
            if not (cell.is_repeated and not is_word and not in_place):
                levels.append(cell)
        else:
            rest.append(cell)
    if is_section_column(levels):
        levels = levels[1:]
    if not rest and len(levels) > 1 and line.is_exact:
        return levels[:-1], levels[-1:]
    return levels, rest


def is_section_column(levels: Sequence[Cell]) -> bool:
    """The first of three labels is the section's own column."""
    return len(levels) > 2 and not levels_of(levels[0].text)


def _options(cell: Cell, columns: Sequence[HeadedColumn], line: CellLine) -> tuple[Level, ...]:
    """What a level cell may mean; in a true table its column says which level it is."""
    known = levels_of(cell.text)
    depth = next((int(c.key[-1]) for c in columns if c.index == cell.column and c.key in ("level1", "level2")), 0)
    if not line.is_exact or not depth:
        return known or (level(cell.text, depth or 1, ""),)
    fitting = tuple(item for item in known if item.depth == depth)
    is_official = any(item.name for item in known)
    return fitting or (known if is_official else (level(cell.text, depth, ""),))


def _read(cell: Cell, key: str) -> ReadCell:
    read = _plain(cell, key)
    return read.doubted(cell.why, *cell.others) if cell.why else read


def _plain(cell: Cell, key: str) -> ReadCell:
    if key in ("weight", "score", "review_score"):
        figure = figure_in(cell.text)
        text = cell.text if figure is None else figure
        return ReadCell(text, places=(cell.place,), printed="" if text == cell.text else cell.text)
    text = cell.text if key in _LONG_TEXT or key.startswith(OTHER) else short(cell.text)
    return ReadCell(text, places=(cell.place,))


def _flag_gaps(row: Row, columns: set[str]) -> Row:
    """A torn row that lacks a cell it needs may have lost it anywhere: none of its values is certain."""
    needed = {"name", "nature", "target", "actual", "weight", "score"} & columns
    if figure_in(row.get("target", MISSING).text) is not None:
        needed |= {"unit"} & columns
    lacking = needed - row.keys()
    if not lacking:
        return row
    return {key: cell.doubted("这一行缺了格子，别的值也可能移了位") for key, cell in row.items()}


def _flag_misfits(row: Row) -> Row:
    """A value that does not look like its column is doubtful even where nothing else is possible."""
    for key, cell in row.items():
        if key in ("weight", "score") and cost_of(cell.text, key) >= 20:
            row[key] = cell.doubted("这一格不像分数")
        elif key == "name" and cost_of(cell.text, key) >= 30:
            row[key] = cell.doubted("这一格不像指标名称")
    return row


def _contested(ways: Sequence[ColumnAlignment]) -> Iterator[tuple[str, str]]:
    """Columns whose cell may as well belong to another, with that other."""
    for way in ways[1:]:
        if way.cost - ways[0].cost < _MARGIN:
            column_of = {number: key for key, number in way.cells.items()}
            moved = [(key, column_of.get(number, key)) for key, number in ways[0].cells.items()]
            yield from ((key, other) for key, other in moved if key != other)


def _glued(cells: Sequence[Cell], way: ColumnAlignment) -> Row:
    """Name and target in one cell, a space between them, where the row has nothing else."""
    if len(cells) != 1 or way.cells.get("name") != 0:
        return {}
    name, found, target = cells[0].text.rpartition(" ")
    if not found or not name.strip():
        return {}
    why = "名称和目标值挤在一格里，按空格拆开"
    places = (cells[0].place,)
    return {
        "name": ReadCell(short(name), places=places).doubted(why, short(cells[0].text)),
        "target": ReadCell(short(target), places=places).doubted(why),
    }


def _shift(cells: Sequence[Cell], columns: Sequence[HeadedColumn]) -> int:
    names = [column.index for column in columns if column.key == "name"]
    return cells[0].column - names[0] if cells and names else 0


def points_of(cell: ReadCell) -> Decimal | None:
    """The points of a cell as a number."""
    try:
        return parse_figure(cell.text).value if cell.text else None
    except ValueError:
        return None


def _joined(rows: list[_Torn], columns: Sequence[HeadedColumn]) -> list[_Torn]:
    """Rows with the two halves of a name that a page break tore apart put together."""
    joined: list[_Torn] = []
    for row in rows:
        before = joined[-1] if joined else None
        if before is not None and _is_torn_off(before, row):
            joined[-1] = _with_whole_levels(_together(before, row), before, row, columns)
        elif before is not None and _is_tail(before, row):
            joined[-1] = _with_whole_levels(_with_tail(before, row), before, row, columns)
        else:
            joined.append(row)
    return joined


def _is_torn_off(before: _Torn, row: _Torn) -> bool:
    """A name and nothing else right before a break; the row after it has everything."""
    return row.line.gap > 0 and set(before.cells) == {"name"} and "name" in row.cells and len(row.cells) > 1


def _is_tail(before: _Torn, row: _Torn) -> bool:
    """What is left of a row's texts on the next page: no points, and a row before that has them."""
    has_points = {"weight", "score"} & before.cells.keys()
    return row.line.gap > 0 and bool(has_points) and bool(row.cells) and set(row.cells) <= _SPLIT_TEXTS


def _with_tail(before: _Torn, row: _Torn) -> _Torn:
    why = "这一格的文字被换页拆成两截，这里连在一起"
    cells = dict(before.cells)
    for key, cell in row.cells.items():
        first = cells.get(key, MISSING)
        cells[key] = ReadCell(first.text + cell.text, places=(*first.places, *cell.places)).doubted(why, first.text)
    labels = [*before.hint.labels, *row.hint.labels]
    hint = replace(before.hint, name=cells.get("name", MISSING).text, labels=labels)
    return _Torn(cells, hint, before.line, [*before.level_cells, *row.level_cells], [*before.strays, *row.strays])


def _with_whole_levels(whole: _Torn, before: _Torn, row: _Torn, columns: Sequence[HeadedColumn]) -> _Torn:
    """Names of levels that the break tore apart put together, where both halves make one that is known."""
    below = {cell.column: cell for cell in row.level_cells if not cell.is_repeated}
    halves = [cell for cell in before.level_cells if cell.column in below and not cell.is_repeated]
    made = {cell.column: replace(cell, text=cell.text + below[cell.column].text) for cell in halves}
    made = {column: cell for column, cell in made.items() if levels_of(cell.text)}
    if not made:
        return whole
    taken = [made.get(cell.column, cell) for cell in before.level_cells]
    rest = [cell for cell in row.level_cells if cell.column not in made]
    named = [cell for cell in (*taken, *rest) if not cell.is_repeated]
    hint = replace(whole.hint, labels=[_options(cell, columns, before.line) for cell in named])
    return replace(whole, hint=hint, level_cells=[*taken, *rest])


def _together(before: _Torn, row: _Torn) -> _Torn:
    first, second = before.cells["name"], row.cells["name"]
    why = f"名称被换页拆成“{first.text}”和“{second.text}”两截，这里连成一行"
    name = ReadCell(first.text + second.text, places=(*first.places, *second.places)).doubted(why, second.text)
    hint = replace(row.hint, name=name.text, labels=[*before.hint.labels, *row.hint.labels], shift=before.hint.shift)
    return _Torn({**row.cells, "name": name}, hint, row.line, [*before.level_cells, *row.level_cells], row.strays)


def _is_said_by_all(rows: Sequence[_Torn], columns: Sequence[HeadedColumn]) -> bool:
    """Every row names both its levels in their own columns, and they belong together: nothing is left to infer."""
    if sum(column.key in ("level1", "level2") for column in columns) < 2:
        return False
    return all(len(row.hint.labels) == 2 and _belong(*row.hint.labels) for row in rows)


def _belong(ones: Sequence[Level], twos: Sequence[Level]) -> bool:
    return any(
        (one.depth, two.depth) == (1, 2) and (not one.name or two.name in LEVEL2_OF.get(one.name, ()))
        for one in ones
        for two in twos
    )


def _is_residue(row: _Torn) -> bool:
    """A line of the empty template: 指标2, ……; or labels with nothing behind them."""
    if not row.cells:
        return True
    name = row.cells.get("name", MISSING).text
    others = [cell for key, cell in row.cells.items() if key not in ("name", "weight", "nature", "unit")]
    return bool(_RESIDUE.match(name)) and not any(cell.text for cell in others)


def _with_levels(row: _Torn, levels: Placed) -> Row:
    """The row with its levels in front."""
    places = tuple(cell.place for cell in row.level_cells)
    one = ReadCell(levels.level1, places=places, printed=levels.printed1) if levels.level1 else MISSING
    two = ReadCell(levels.level2, places=places, printed=levels.printed2) if levels.level2 else MISSING
    if levels.why:
        two = two.doubted(levels.why, levels.printed2)
    return {"level1": one, "level2": two, **row.cells}


def _level_doubts(placed: Sequence[Placed], wrong: str) -> list[FormDoubt]:
    if not wrong:
        return []
    fields = ["indicators.level2"]
    if any(levels.level1 != levels.printed1 for levels in placed):
        fields.insert(0, "indicators.level1")
    return [FormDoubt(field, f"{wrong}；各行的层级按标签、名称、次序和分值推定，请逐行核对") for field in fields]
