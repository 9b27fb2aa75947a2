"""Owns the trees of the tables in a SQLite file, joined from the leaves of trees that were made elsewhere.

The library makes the rows of a block into a database of its own. From that the leaves are taken: those in the middle
as they are, the cells of the first and the last one by one, for there trees grow together. What stands above the leaves
is built anew. The format is that of sqlite.org/fileformat2.html, chapter 1.6, with its words. Knows no table.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from generator.publish.data.paging import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.publish.data.paging import Pages

_ROWS, _KEYS = 13, 10
"""Kinds of leaves: of a tree by row number, and of one by key. Of the latter a row stands between any two leaves."""
_ABOVE = {_ROWS: 5, _KEYS: 2}
"""The kinds of the pages above."""
_HEAD, _HEAD_ABOVE, _POINTER = 8, 12, 4
_MOST = {_ROWS: PAGE - 35, _KEYS: (PAGE - 12) * 64 // 255 - 23}
"""Bytes of a row that stand in its page when all do."""
_LEAST = (PAGE - 12) * 32 // 255 - 23
"""Bytes of a larger row that stand there at least; the others stand in pages of their own."""


class Run(NamedTuple):
    """What one database gives to a tree, in its order; a cell holds its whole row, wherever that stood."""

    kind: int
    """Of the leaves."""
    before: Sequence[bytes] = ()
    """Cells."""
    leaves: bytes = b""
    """Whole pages."""
    keys: Sequence[bytes] = ()
    """The cell behind each of them but the last, or the row number at the end of each."""
    after: Sequence[bytes] = ()
    """Cells."""
    packed: bytes = b""
    """The leaves compressed."""


def runs_of(database: bytes, roots: Iterable[int]) -> list[Run]:
    """The trees of a database by the pages of their roots; the first page holds what tells of them."""
    trees = [_Tree(database, root) for root in roots]
    is_whole = sum(tree.pages for tree in trees) + 1 == len(database) // PAGE
    return [tree.run() if is_whole and len(tree.leaves) > 2 else tree.cells() for tree in trees]


class _Tree:
    """A tree as it is read."""

    def __init__(self, database: bytes, root: int) -> None:
        self.leaves: list[bytes] = []
        self.between: list[bytes] = []
        """The cells between the leaves, in a tree by key."""
        self.pages = 0
        self._database = database
        self._walk(root)
        self.kind = self.leaves[0][0]

    def _walk(self, number: int) -> None:
        page = self._page(number)
        self.pages += 1
        if page[0] in _ABOVE:
            self.leaves.append(page)
            return
        for at in _pointers(page, _HEAD_ABOVE):
            self._walk(_number(page, at))
            if page[0] == _ABOVE[_KEYS]:
                self.between.append(self._cell(page, at + _POINTER, _KEYS))
        self._walk(_number(page, _HEAD))

    def _page(self, number: int) -> bytes:
        return self._database[(number - 1) * PAGE : number * PAGE]

    def _cells_of(self, leaf: bytes) -> list[bytes]:
        return [self._cell(leaf, at, self.kind) for at in _pointers(leaf, _HEAD)]

    def _cell(self, page: bytes, at: int, kind: int) -> bytes:
        """A cell with its whole row."""
        size, start = _measured(page, at, kind)
        local = _local(size, kind)
        row, end = page[at : start + local], start + local
        left, following = size - local, _number(page, end) if size > local else 0
        while left > 0:
            more = self._page(following)
            row += more[_POINTER : _POINTER + left]
            left, following = left - (PAGE - _POINTER), _number(more, 0)
        return row

    def run(self) -> Run:
        """With the leaves as they are, but for the first and the last."""
        first, *middle, last = self.leaves
        ends = (leaf[_pointers(leaf, _HEAD)[-1] :] for leaf in middle)
        keys = list(map(_row_number, ends)) if self.kind == _ROWS else self.between[1:-1]
        before, after = self._cells_of(first) + self.between[:1], self.between[-1:] + self._cells_of(last)
        return Run(self.kind, before, b"".join(middle), keys, after)

    def cells(self) -> Run:
        """Cell by cell."""
        cells = self._cells_of(self.leaves[0])
        for cell, leaf in zip_longest(self.between, self.leaves[1:]):
            cells += ([cell] if cell else []) + self._cells_of(leaf)
        return Run(self.kind, cells)


class _Child(NamedTuple):
    """A page, and what stands between it and the next."""

    page: int
    key: bytes


@dataclass
class Grown:
    """A tree in the making."""

    kind: int
    """Of its leaves."""
    pages: Pages
    """Where they come."""
    _open: list[bytes] = field(default_factory=list)
    """Cells of the next leaf."""
    _size: int = _HEAD
    """Bytes they take."""
    _level: list[_Child] = field(default_factory=list)
    """The leaves so far."""
    _bare: int = 0
    """A leaf of which it is not known what stands behind it."""

    def add(self, run: Run) -> None:
        """What comes next."""
        self._add_cells(run.before)
        leaves, keys, packed = run.leaves, run.keys, run.packed
        while leaves and self.kind == _KEYS and len(self._open) == 1:  # one cell cannot be a page and stand behind it
            first, leaves, packed = leaves[:PAGE], leaves[PAGE:], b""
            self._add_cells(first[at : sum(_measured(first, at, _KEYS))] for at in _pointers(first, _HEAD))
            self._add_cells(keys[:1])
            keys = keys[1:]
        if leaves:
            self._close()
            *numbers, last = self.pages.put_all(leaves, packed)
            self._level += map(_Child, numbers, keys)
            if self.kind == _ROWS:
                self._level.append(_Child(last, keys[-1]))
            else:
                self._bare = last
        self._add_cells(run.after)

    def root(self) -> bytes | None:
        """The page above all, which has its place already; None where there is no row."""
        if not self._level:
            return _leaf(self.kind, self._open) if self._open else None
        children = [*self._level, _Child(self.pages.put(_leaf(self.kind, self._open)), b"")]
        groups = _grouped(children)
        while len(groups) > 1:
            groups = _grouped([_Child(self.pages.put(_above(self.kind, group)), group[-1].key) for group in groups])
        return _above(self.kind, groups[0])

    def _add_cells(self, cells: Iterable[bytes]) -> None:
        for whole in cells:
            cell = whole if len(whole) <= _MOST[_KEYS] else self._spilled(whole)
            if self._bare:
                self._level.append(_Child(self._bare, cell))
                self._bare = 0
                continue
            if self._size + len(cell) + 2 > PAGE:
                self._close()
            self._open.append(cell)
            self._size += len(cell) + 2

    def _close(self) -> None:
        """Make a leaf of what is open; in a tree by key the last cell stands behind it."""
        if self._open:
            *cells, last = self._open
            key = last if self.kind == _KEYS else _row_number(last)
            self._level.append(
                _Child(self.pages.put(_leaf(self.kind, cells if self.kind == _KEYS else self._open)), key)
            )
        self._open, self._size = [], _HEAD

    def _spilled(self, cell: bytes) -> bytes:
        """The cell as it stands in its page, what has no place there in pages of its own, the last of them first."""
        size, start = _measured(cell, 0, self.kind)
        local = _local(size, self.kind)
        rest = cell[start + local :]
        following, step = 0, PAGE - _POINTER
        for at in reversed(range(0, len(rest), step)):
            following = self.pages.put((following.to_bytes(_POINTER, "big") + rest[at : at + step]).ljust(PAGE, b"\0"))
        return cell[: start + local] + (following.to_bytes(_POINTER, "big") if rest else b"")


def _grouped(children: Iterable[_Child]) -> list[list[_Child]]:
    """Children by the page above them; the key of the last stands further up."""
    groups: list[list[_Child]] = [[]]
    size = _HEAD_ABOVE
    for child in children:
        group = groups[-1]
        size += 2 + _POINTER + len(group[-1].key) if group else 0
        if size > PAGE:
            groups.append([])
            size = _HEAD_ABOVE
        groups[-1].append(child)
    if len(groups) > 1 and len(groups[-1]) == 1:  # a page has two children at least
        groups[-1].insert(0, groups[-2].pop())
    return groups


def _leaf(kind: int, cells: Sequence[bytes]) -> bytes:
    return _filled(struct.pack(">BHHHB", kind, 0, len(cells), _start(cells), 0), cells)


def _above(kind: int, children: Sequence[_Child]) -> bytes:
    cells = [child.page.to_bytes(_POINTER, "big") + child.key for child in children[:-1]]
    head = struct.pack(">BHHHBI", _ABOVE[kind], 0, len(cells), _start(cells), 0, children[-1].page)
    return _filled(head, cells)


def _start(cells: Iterable[bytes]) -> int:
    return PAGE - sum(map(len, cells))


def _filled(head: bytes, cells: Sequence[bytes]) -> bytes:
    """A page: its head, where the cells stand, and at its end the cells."""
    places, at = [], _start(cells)
    for cell in cells:
        places.append(at)
        at += len(cell)
    front = head + struct.pack(f">{len(places)}H", *places)
    return front.ljust(_start(cells), b"\0") + b"".join(cells)


def _pointers(page: bytes, head: int) -> tuple[int, ...]:
    """Where the cells of a page stand."""
    return struct.unpack_from(f">{int.from_bytes(page[3:5], 'big')}H", page, head)


def _number(page: bytes, at: int) -> int:
    return int.from_bytes(page[at : at + _POINTER], "big")


def _measured(page: bytes, at: int, kind: int) -> tuple[int, int]:
    """Bytes of the row in a cell, and where it starts."""
    size, start = _varint(page, at)
    return size, _varint(page, start)[1] if kind == _ROWS else start


def _row_number(cell: bytes) -> bytes:
    """As it is written."""
    _, start = _varint(cell, 0)
    return cell[start : _varint(cell, start)[1]]


def _varint(page: bytes, at: int) -> tuple[int, int]:
    """A number of up to nine bytes, and where it ends."""
    value = 0
    for place in range(8):
        byte = page[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    return value << 8 | page[at + 8], at + 9


def _local(size: int, kind: int) -> int:
    """Bytes of a row that stand in its page."""
    if size <= _MOST[kind]:
        return size
    local = _LEAST + (size - _LEAST) % (PAGE - _POINTER)
    return local if local <= _MOST[kind] else _LEAST
