"""Owns which rows of different forms are the same indicator: names alike. Knows no index and no page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.publish.search.folding import fold
from generator.publish.search.quantities import spelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.record.model import Form, IndicatorRow

_APART = re.compile(r"\d+|[\W_]+|年度?")
"""Years, numbers and punctuation tell no indicator from another: 2023年培训人数（人） is 培训人数人."""


@dataclass(frozen=True, slots=True)
class AlikeRow:
    """One row as the view of its indicator shows it."""

    form: int
    """Number of the form in the index."""
    row: int
    """From 1."""
    texts: tuple[str, ...]
    """Name, target, actual value, points and score as printed; empty where there is none."""
    target: tuple[str, str]
    """Value and unit of the target, empty where it is no quantity."""
    actual: tuple[str, str]
    """The same of the actual value."""


@lru_cache(maxsize=50_000)
def key_of(name: str) -> str:
    """What names of the same indicator have in common."""
    folded = fold(name)
    return _APART.sub("", folded) or folded


def rows_of(number: int, form: Form) -> Iterator[tuple[str, AlikeRow]]:
    """The rows of a form, each behind the key of its name; ``number`` is the form's in the index."""
    for at, row in enumerate(form.indicators, 1):
        yield key_of(row.name), _row(number, at, row)


def _row(form: int, number: int, row: IndicatorRow) -> AlikeRow:
    target, actual = row.target or "", getattr(row, "actual", None) or ""
    figures = (str(value) if (value := getattr(row, key, None)) is not None else "" for key in ("weight", "score"))
    return AlikeRow(
        form, number, (row.name, target, actual, *figures), _quantity(target, row.name), _quantity(actual, row.name)
    )


def _quantity(text: str, name: str) -> tuple[str, str]:
    quantity = spelled(text, name)
    return ("", "") if quantity is None else (quantity.value, quantity.unit)
