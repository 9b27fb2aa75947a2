"""Owns what is asked of a long line of characters all at once, as a column of numbers. Knows no form."""

from __future__ import annotations

import sys
from array import array
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from generator.publish.search.letters import number, open_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa

_CHARACTER = 21
"""Bits of a character."""
_LOW = 10
"""Bits of a step that are written before those that follow: two letters."""
_HIGH = 15
"""Bits of a number whose letters are known beforehand; steps have at most both together."""
_BYTES = f"utf-32-{sys.byteorder[0]}e"


@dataclass(frozen=True, slots=True)
class Column:
    """The characters of a line."""

    codes: pa.Array

    @classmethod
    def of(cls, line: str) -> Column:
        """The column of a line."""
        import pyarrow as pa  # noqa: PLC0415 -- slow to load, and only a build needs it

        buffer = pa.py_buffer(line.encode(_BYTES, "surrogatepass"))
        return cls(pa.Array.from_buffers(pa.int32(), len(line), [None, buffer]))

    def lengths(self, end: int, counts: Sequence[int]) -> list[int]:
        """How long stretches of so many texts are, each text with the end behind it."""
        import pyarrow.compute as pc  # noqa: PLC0415 -- see above

        ends = [0, *(place + 1 for place in pc.indices_nonzero(pc.equal(self.codes, end)).to_pylist())]
        return [ends[until] - ends[since] for since, until in pairwise((0, *accumulate(counts)))]


def places_of(column: Column, end: int) -> Iterator[tuple[int, int, str]]:
    """Every two neighbours that are no end, with the places of the first, written as rising numbers."""
    import pyarrow as pa  # noqa: PLC0415 -- see above
    import pyarrow.compute as pc  # noqa: PLC0415

    codes = column.codes
    if not len(codes):
        return iter(())
    first, second = codes[:-1], codes[1:]
    pairs = pc.bit_wise_or(pc.shift_left(first.cast(pa.int64()), _CHARACTER), second.cast(pa.int64()))
    is_apart = pc.or_(pc.equal(first, end), pc.equal(second, end))
    pairs = pa.concat_arrays([pa.array([0], pa.int64()), pc.if_else(is_apart, 0, pairs)])
    order = pc.sort_indices(pairs)
    alike, places = pairs.take(order), pc.subtract(order.cast(pa.int32()), 1)
    is_first, bounds = _bounds(alike)
    steps = pc.if_else(is_first, places[1:], pc.subtract(places[1:], places[:-1]))
    written = pc.binary_join(pa.ListArray.from_arrays(bounds, _letters(steps)), "")
    keys = alike[1:].take(bounds[:-1])
    mask = (1 << _CHARACTER) - 1
    ones, others = pc.shift_right(keys, _CHARACTER), pc.bit_wise_and(keys, mask)
    return zip(ones.to_pylist(), others.to_pylist(), written.to_pylist(), strict=True)


def lists_of(column: Column, lengths: Sequence[int], parts: int, end: int) -> Iterator[tuple[int, int, list[int]]]:
    """Every character but the end, with a part and the forms whose part holds it; ``lengths`` are form by form."""
    import pyarrow as pa  # noqa: PLC0415 -- see above
    import pyarrow.compute as pc  # noqa: PLC0415

    size = len(lengths) // parts + 1
    owners = b"".join(array("q", [at % parts * size + at // parts]) * length for at, length in enumerate(lengths))
    owner = pa.Array.from_buffers(pa.int64(), sum(lengths), [None, pa.py_buffer(owners)])
    held = pc.unique(pc.add(pc.multiply(column.codes.cast(pa.int64()), size * parts), owner))
    known = pa.concat_arrays([pa.array([-1], pa.int64()), held.take(pc.sort_indices(held))])
    lists = pc.divide(known, size)
    _, bounds = _bounds(lists)
    forms = pc.subtract(known, pc.multiply(lists, size))[1:].to_pylist()
    keys = lists[1:].take(bounds[:-1]).to_pylist()
    found = zip(keys, pairwise(bounds.to_pylist()), strict=True)
    return ((key // parts, key % parts, forms[since:until]) for key, (since, until) in found if key // parts != end)


def _bounds(rising: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Whether each but the first begins a run, and where runs begin and the last ends; the first run is left out."""
    import pyarrow as pa  # noqa: PLC0415 -- see above
    import pyarrow.compute as pc  # noqa: PLC0415

    is_first = pc.not_equal(rising[1:], rising[:-1])
    firsts = pc.indices_nonzero(is_first).cast(pa.int32())
    return is_first, pa.concat_arrays([firsts, pa.array([len(is_first)], pa.int32())])


class _Tables(NamedTuple):
    """Letters by number."""

    closed: pa.Array
    open: pa.Array
    """Two letters that say more follow."""


@cache
def _tables() -> _Tables:
    import pyarrow as pa  # noqa: PLC0415 -- see above

    closed = pa.array([number(value) for value in range(1 << _HIGH)])
    return _Tables(closed, pa.array([open_letters(value) for value in range(1 << _LOW)]))


def _letters(steps: pa.Array) -> pa.Array:
    """What ``letters.number`` writes for each."""
    import pyarrow.compute as pc  # noqa: PLC0415 -- see above

    tables = _tables()
    low, high = pc.bit_wise_and(steps, (1 << _LOW) - 1), pc.shift_right(steps, _LOW)
    long = pc.binary_join_element_wise(tables.open.take(low), tables.closed.take(high), "")
    return pc.if_else(pc.less(steps, 1 << _LOW), tables.closed.take(low), long)
