"""Owns which rows of different forms are the same indicator: names alike. Knows no index and no page."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.publish.search.folding import fold
from generator.publish.search.letters import numbers
from generator.publish.search.quantities import spelled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.record.model import Form, IndicatorRow

_APART = re.compile(r"\d+|[\W_]+|年度?")
"""Years, numbers and punctuation tell no indicator from another: 2023年培训人数（人） is 培训人数人."""


@lru_cache(maxsize=1 << 16)
def key_of(name: str) -> str:
    """What names of the same indicator have in common."""
    folded = fold(name)
    return _APART.sub("", folded) or folded


def rows_of(forms: Sequence[Form]) -> dict[str, dict[tuple[str, ...], list[int]]]:
    """The rows of some forms by the key of their name: the texts of a row, and where it stands.

    The texts are those of the view of the indicator: name, target, actual value, points and score as printed, value and
    unit of the target, and of the actual value; empty where there is none, those at the end left out, and the name
    empty where it is the key. It stands in a form of this number in a row from 1, twice two numbers for two rows.
    """
    found: dict[str, dict[tuple[str, ...], list[int]]] = {}
    for form, own in enumerate(forms):
        for at, row in enumerate(own.indicators, 1):
            key = key_of(row.name)
            found.setdefault(key, {}).setdefault(_texts(row, key), []).extend((form, at))
    return found


def written(rows: Mapping[tuple[str, ...], Sequence[int]]) -> str:
    """The rows of one key in one block as JSON, without the brackets around them."""
    lists = [[numbers(places), *texts] for texts, places in rows.items()]
    return json.dumps(lists, ensure_ascii=False, separators=(",", ":"))[1:-1]


def _texts(row: IndicatorRow, shared: str) -> tuple[str, ...]:
    target, actual = row.target or "", getattr(row, "actual", None) or ""
    weight, score = getattr(row, "weight", None), getattr(row, "score", None)
    texts = ["" if row.name == shared else row.name, target, actual, weight.text if weight else ""]
    texts += [score.text if score else "", *_quantity(target, row.name), *_quantity(actual, row.name)]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _quantity(text: str, name: str) -> tuple[str, str]:
    quantity = spelled(text, name)
    return ("", "") if quantity is None else (quantity.value, quantity.unit)
