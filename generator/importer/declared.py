"""Owns the amounts of a declaration: the project's beside or above the year's, else each under its own label."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.importer.align import figure_in
from generator.importer.cells import fold, short
from generator.importer.head import amount_of, pairs_of
from generator.importer.labels import key_of, spoken
from generator.importer.sections import is_section, label_and_value
from generator.record.tables import DECLARED_AMOUNTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.importer.cells import Cell, CellLine
    from generator.importer.form import ReadCell, ReadForm
    from generator.importer.head import Pair

_OFFICIAL = {fold(label) for _, label in DECLARED_AMOUNTS}


class AmountTable:
    """Collects the lines, then reads them together."""

    def __init__(self) -> None:
        self.found: list[tuple[str, ReadCell, int]] = []
        self.is_exact = True

    def __bool__(self) -> bool:
        return bool(self.found)

    def add(self, line: CellLine) -> list[Cell]:
        """Take a line; cells without a label are given back."""
        strays: list[Cell] = []
        self.is_exact &= line.is_exact
        for label, values, at in _pairs(line):
            if label:
                self.found.append((label, amount_of(values), at.column))
            else:
                strays += values
        return strays

    def read(self, form: ReadForm) -> None:
        """Give the amounts to the form: by key, or, where a label has no key of its own, row by row."""
        keys = list(self._keys() if self.is_exact else self._torn_keys())
        is_official = all(fold(label) in _OFFICIAL for label, _, _ in self.found)
        has_own_rows = (form.kind, "amounts") in spoken().own_rows and not is_official
        if has_own_rows or not all(keys) or len(set(keys)) < len(keys):
            form.amount_rows = [(short(label), value) for label, value, _ in self.found]
            return
        for key, (label, value, _) in zip(keys, self.found, strict=True):
            form.amounts[key] = value
            form.labels[f"amounts.{key}"] = short(label)

    def _keys(self) -> Iterator[str]:
        """The key of each amount: parts belong to the total above them, side by side to that of their column."""
        totals = {_declared(label): column for label, _, column in self.found}
        annual, project = totals.get("annual_total", -1), totals.get("project_total", -1)
        side, taken = "project", set()
        for label, _, column in self.found:
            key = _declared(label)
            part = key.partition("_")[2]
            if part == "total":
                side = key.partition("_")[0]
            elif -1 < project < annual:
                side = "annual" if column >= annual else "project"
            elif part == "carryover" or "当年" in label or f"{side}_{part}" in taken:
                side = "annual"
            taken.add(f"{side}_{part}")
            yield f"{side}_{part}" if part else ""

    def _torn_keys(self) -> Iterator[str]:
        """The same where cells are lost and columns say little: the second of two alike is the year's."""
        annual = next((column for label, _, column in self.found if _declared(label) == "annual_total"), -1)
        taken: set[str] = set()
        for label, _, column in self.found:
            key = _declared(label)
            part = key.partition("_")[2]
            is_of_year = key == "annual_carryover" or "当年" in label or -1 < annual <= column
            side = key.partition("_")[0] if part == "total" else "annual" if is_of_year else "project"
            if part == "other":
                side = "annual" if "project_other" in taken or "annual_other" in taken else "project"
            taken.add(f"{side}_{part}")
            yield f"{side}_{part}" if part else ""


def _declared(label: str) -> str:
    return key_of(label, "declared") or ""


def _pairs(line: CellLine) -> Iterator[Pair]:
    """Labels with their amounts; in a true table whatever stands left of an amount is its label."""
    if not line.is_exact:
        yield from pairs_of(line, ("declared",))
        return
    label: Cell | None = None
    values: list[Cell] = []
    for cell in line.cells:
        if figure_in(cell.text) is not None:
            values.append(cell)
        elif (_declared(cell.text) or not is_section(cell.text)) and not cell.is_repeated:
            if label is not None or values:
                yield (label.text if label else ""), values, label or values[0]
            words, value = label_and_value(cell.text)
            label, values = replace(cell, text=words), [replace(cell, text=value)] if value else []
    if label is not None or values:
        yield (label.text if label else ""), values, label or values[0]


def has_amounts(line: CellLine) -> bool:
    """A row of a true table that holds a label and an amount."""
    return line.is_exact and any(label and values for label, values, _ in _pairs(line))
