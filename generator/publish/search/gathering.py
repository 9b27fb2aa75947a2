"""Owns gathering the places of alike numbers of a long list, all at once in columns. Knows no text and no form."""

from __future__ import annotations

from array import array
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from generator.publish.search.letters import number, open_letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

_LOW = 10
"""Bits of a step that are written before those that follow: two letters."""
_HIGH = 15
"""Bits of a number whose letters are known beforehand; steps have at most both together."""


class _Tables(NamedTuple):
    """Letters by number."""

    closed: pa.Array
    open: pa.Array
    """Two letters that say more follow."""


@cache
def _tables() -> _Tables:
    import pyarrow as pa  # noqa: PLC0415 -- slow to load, and only a build needs it

    closed = pa.array([number(value) for value in range(1 << _HIGH)])
    return _Tables(closed, pa.array([open_letters(value) for value in range(1 << _LOW)]))


def gathered(numbers: bytes) -> Iterator[tuple[int, str]]:
    """Each number of a list but 0, with the places where it stands, written as rising numbers.

    ``numbers`` are signed, four bytes each, in the order of this machine; at least one of them is 0.
    """
    import pyarrow as pa  # noqa: PLC0415 -- see above
    import pyarrow.compute as pc  # noqa: PLC0415

    count = len(numbers) // array("i").itemsize
    column = pa.Array.from_buffers(pa.int32(), count, [None, pa.py_buffer(numbers)])
    order = pc.sort_indices(column)
    alike, places = column.take(order), order.cast(pa.int32())
    is_first = pc.not_equal(alike[1:], alike[:-1])
    steps = pc.if_else(is_first, places[1:], pc.subtract(places[1:], places[:-1]))
    firsts = pc.indices_nonzero(is_first).cast(pa.int32())
    bounds = pa.concat_arrays([firsts, pa.array([len(steps)], pa.int32())])
    written = pc.binary_join(pa.ListArray.from_arrays(bounds, _letters(steps)), "")
    return zip(alike[1:].take(firsts).to_pylist(), written.to_pylist(), strict=True)


def _letters(steps: pa.Array) -> pa.Array:
    """What ``letters.number`` writes for each."""
    import pyarrow.compute as pc  # noqa: PLC0415 -- see above

    tables = _tables()
    low, high = pc.bit_wise_and(steps, (1 << _LOW) - 1), pc.shift_right(steps, _LOW)
    long = pc.binary_join_element_wise(tables.open.take(low), tables.closed.take(high), "")
    return pc.if_else(pc.less(steps, 1 << _LOW), tables.closed.take(low), long)
