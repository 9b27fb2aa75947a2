"""Owns a draft while it is made: values go in with their places, what is not certain goes in with its doubt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.importer.form import FormDoubt, ReadCell
from generator.record.values import parse_figure

if TYPE_CHECKING:
    from generator.importer.cells import FilePlace


@dataclass(slots=True)
class Draft:
    """A record to be, with what a person must look at."""

    kind: str
    values: dict[str, Any]
    """Keys of the field table, texts as they stand in the file."""
    doubts: list[FormDoubt] = field(default_factory=list)
    places: dict[str, FilePlace] = field(default_factory=dict)
    """Where each value stands in the file, by its path in the record."""

    @property
    def project(self) -> str:
        """Name of the project; may be empty."""
        return str(self.values.get("project") or "")

    def is_doubtful(self, path: str, row: int | None = None) -> bool:
        """A doubt covers this cell: its own, or its column's."""
        column, whole = (f"indicators.{path}", "indicators") if row is not None else (path, path)
        return any(
            (doubt.field == path and doubt.row == row)
            or (doubt.row is None and (doubt.field in (column, whole) or path.startswith(f"{doubt.field}.")))
            for doubt in self.doubts
        )

    def take(self, path: str, cell: ReadCell, row: int | None = None) -> str:
        """The text of a cell for the record; its place and its doubt are noted."""
        if cell.is_doubtful:
            self.doubts.append(FormDoubt(path, cell.why, row, cell.alternatives, cell.places))
        if cell.places:
            self.places[path_of(path, row)] = cell.places[0]
        return cell.printed if _is_figure(cell.printed) else cell.text

    def doubt(self, path: str, why: str, row: int | None = None) -> None:
        """Note what a person must look at, without a cell."""
        self.doubts.append(FormDoubt(path, why, row))

    def take_all(self, cells: dict[str, ReadCell], at: str) -> dict[str, str]:
        """The cells that hold text, below a path."""
        return {key: self.take(f"{at}.{key}", cell) for key, cell in cells.items() if cell.text}


def path_of(field_path: str, row: int | None) -> str:
    """The path in the record of a field, or of a field of an indicator row."""
    return f"indicators.{row}.{field_path}" if row else field_path


def _is_figure(text: str) -> bool:
    """A figure the record takes as printed: 86%, —, /."""
    try:
        return bool(text) and parse_figure(text).text == text
    except ValueError:
        return False
