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

_LOW = 10
"""Bits of a step that are written before those that follow: two letters."""
_HIGH = 15
"""Bits of a number whose letters are known beforehand; steps have at most both together."""
_BYTES = f"utf-32-{sys.byteorder[0]}e"


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a line, each by a number of its own: sorting small numbers is counting."""

    numbers: pa.Array
    codes: list[int]
    """The characters by their numbers."""

    @classmethod
    def of(cls, line: str) -> Characters:
        """The column of a line."""
        import pyarrow as pa  # noqa: PLC0415 -- slow to load, and only a build needs it

        buffer = pa.py_buffer(line.encode(_BYTES, "surrogatepass"))
        encoded = pa.Array.from_buffers(pa.int32(), len(line), [None, buffer]).dictionary_encode()
        return cls(encoded.indices, encoded.dictionary.to_pylist())

    def number(self, character: str) -> int:
        """The number of a character that the line holds."""
        return self.codes.index(ord(character)) if self.codes else 0

    def lengths(self, end: int, counts: Sequence[int]) -> list[int]:
        """How long stretches of so many texts are, each text with the end behind it."""
        import pyarrow.compute as pc  # noqa: PLC0415 -- see above

        ends = [0, *(place + 1 for place in _values(pc.indices_nonzero(pc.equal(self.numbers, end))))]
        return [ends[until] - ends[since] for since, until in pairwise((0, *accumulate(counts)))]


def places_of(column: Characters, end: int) -> Iterator[tuple[int, int, str]]:
    """Every two neighbours that are no end, with the places of the first, written as rising numbers."""
    import pyarrow as pa  # noqa: PLC0415 -- see above
    import pyarrow.compute as pc  # noqa: PLC0415

    is_inside = pc.not_equal(column.numbers, end)
    begins = pc.indices_nonzero(pc.and_(is_inside[:-1], is_inside[1:])).cast(pa.int32())
    if not len(begins):
        return iter(())
    first, second = column.numbers.take(begins), column.numbers.take(pc.add(begins, 1))
    order = pc.sort_indices(second)
    order = order.take(pc.sort_indices(first.take(order)))
    first, second, places = first.take(order), second.take(order), begins.take(order)
    is_other = pc.or_(pc.not_equal(first[1:], first[:-1]), pc.not_equal(second[1:], second[:-1]))
    steps = pc.if_else(is_other, places[1:], pc.subtract(places[1:], places[:-1]))
    steps, bounds = pa.concat_arrays([places[:1], steps]), _bounds(is_other)
    written = pc.binary_join(pa.ListArray.from_arrays(bounds, _letters(steps)), "")
    ones, others = (_values(side.take(bounds[:-1])) for side in (first, second))
    codes = column.codes.__getitem__
    return zip(map(codes, ones), map(codes, others), written.to_pylist(), strict=True)


def lists_of(column: Characters, lengths: Sequence[int], parts: int, end: int) -> Iterator[tuple[int, int, list[int]]]:
    """Every character but the end, with a part and the forms whose part holds it; ``lengths`` are form by form."""
    import pyarrow as pa  # noqa: PLC0415 -- see above
    import pyarrow.compute as pc  # noqa: PLC0415

    inside = pc.indices_nonzero(pc.not_equal(column.numbers, end))
    if not len(inside):
        return iter(())
    owners = b"".join([array("i", [at]) * length for at, length in enumerate(lengths)])
    owner = pa.Array.from_buffers(pa.int32(), sum(lengths), [None, pa.py_buffer(owners)])
    order = inside.take(pc.sort_indices(column.numbers.take(inside)))
    numbers, owner = column.numbers.take(order), owner.take(order)
    is_other = pc.or_(pc.not_equal(numbers[1:], numbers[:-1]), pc.not_equal(owner[1:], owner[:-1]))
    firsts = _bounds(is_other)[:-1]
    numbers, owner = numbers.take(firsts), owner.take(firsts)
    forms = pc.divide(owner, pa.scalar(parts, pa.int32()))
    lists = pc.add(pc.multiply(numbers, pa.scalar(parts, pa.int32())), pc.subtract(owner, pc.multiply(forms, parts)))
    order = pc.sort_indices(lists)
    lists = lists.take(order)
    bounds = _bounds(pc.not_equal(lists[1:], lists[:-1]))
    found, keys = _values(forms.take(order)), _values(lists.take(bounds[:-1]))
    runs = zip(keys, pairwise(_values(bounds)), strict=True)
    return ((column.codes[key // parts], key % parts, found[since:until]) for key, (since, until) in runs)


def _values(column: pa.Array) -> list[int]:
    """A column of 32 bits as numbers, many times quicker than one by one."""
    import pyarrow as pa  # noqa: PLC0415 -- see above

    plain = column.cast(pa.int32())
    values = array("i", memoryview(plain.buffers()[1]).cast("i")) if len(plain) else array("i")
    return values[plain.offset : plain.offset + len(plain)].tolist()


def _bounds(is_other: pa.Array) -> pa.Array:
    """Where runs begin and the last ends, of one or more numbers; whether each but the first is another is told."""
    import pyarrow as pa  # noqa: PLC0415 -- see above
    import pyarrow.compute as pc  # noqa: PLC0415

    firsts = pc.add(pc.indices_nonzero(is_other).cast(pa.int32()), pa.scalar(1, pa.int32()))
    first, last = (pa.array([place], pa.int32()) for place in (0, len(is_other) + 1))
    return pa.concat_arrays([first, firsts, last])


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
