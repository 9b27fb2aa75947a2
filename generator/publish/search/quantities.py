"""Owns how a target or an actual value is compared across rows: sign, number and unit in one spelling."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from generator.record.target import parse_quantity

_RATES = ("率", "满意度", "比例", "占比", "百分比")
"""How the names of indicators end that are counted in %."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """A quantity, taken apart."""

    sign: str
    """Empty where the text has a bare number."""
    value: str
    """As printed, without commas."""
    unit: str

    def __str__(self) -> str:
        """In one spelling, such as ≥95%."""
        return f"{self.sign}{self.value}{self.unit}"


def spelled(text: str, name: str) -> Spelled | None:
    """Read a target or actual value of the indicator of a name; None where it is words or anything not sure.

    A rate is meant in % where its unit is left out.
    """
    return _spelled(text, name.endswith(_RATES)) if text else None


@lru_cache(maxsize=1 << 16)
def _spelled(text: str, is_rate: bool) -> Spelled | None:
    quantity = parse_quantity(text)
    if quantity is None:
        return None
    sign = quantity.comparator.value if quantity.comparator else ""
    return Spelled(sign, f"{quantity.value:f}", quantity.unit or ("%" if is_rate else ""))
