"""A database joined from the rows of blocks is sound and holds every row, however large rows and blocks are."""

from __future__ import annotations

import sqlite3
import zlib
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.publish.data.database import Database, rows_of_block
from generator.publish.data.table import Column, Table
from generator.zipping import END

if TYPE_CHECKING:
    from pathlib import Path

    Sizes = list[list[int]]
    """Of the rows of each block."""


def _table(name: str, *key: str) -> Table[tuple[str, str]]:
    number: Column[tuple[str, str]] = Column("id", "编号", lambda row: row[0])
    note: Column[tuple[str, str]] = Column("note", "说明", lambda row: row[1])
    return Table(name, "表", "一行一条", (number, note), key, refers=False)


KEYED, NUMBERED, FEW = _table("keyed", "id"), _table("numbered"), _table("few", "id")
SIZES = st.one_of(st.integers(0, 400), st.sampled_from([4_080, 4_090, 12_000, 16_340, 16_360, 33_000, 70_000]))


def _rows(sizes: Sizes) -> list[list[tuple[str, str]]]:
    """Rows in their order, each as large as it says."""
    return [
        [(f"{block:04}/{number:06}", "额" * (size // 3) + "x" * (size % 3)) for number, size in enumerate(some)]
        for block, some in enumerate(sizes)
    ]


def _joined(sizes: Sizes, path: Path) -> list[tuple[str, str]]:
    """Write the database; its rows."""
    blocks = _rows(sizes)
    whole = Database((KEYED, NUMBERED), {FEW: blocks[0]})
    for rows in blocks:
        whole.add(rows_of_block({KEYED: rows, NUMBERED: rows}))
    plain, packed = map(b"".join, whole.close())
    assert zlib.decompress(packed + END, -zlib.MAX_WBITS) == plain
    path.write_bytes(plain)
    return [row for rows in blocks for row in rows]


def _expect_sound(path: Path, rows: list[tuple[str, str]], few: int) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    said = [(name, note or None) for name, note in rows]
    for table in (KEYED, NUMBERED):
        assert connection.execute(f'SELECT * FROM "{table.name}"').fetchall() == said  # noqa: S608 -- a name of ours
    for name, note in said[:: max(1, len(said) // 20)]:
        assert connection.execute("SELECT note FROM keyed WHERE id = ?", (name,)).fetchall() == [(note,)]
    assert connection.execute("SELECT count(*) FROM few").fetchone() == (few,)
    numbers = connection.execute("SELECT rowid FROM numbered").fetchall()
    assert numbers == [(number,) for number in range(1, len(said) + 1)]
    connection.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(st.lists(st.lists(SIZES, max_size=60), min_size=1, max_size=5))
@example([[], [1], [], [1], [1], []])
@example([[4_050] * 3, [4_050], [4_050] * 40, [4_050]])
@example([[100] * 900, [], [100] * 900])
def test_rows_of_blocks_are_the_rows_of_the_file(tmp_path: Path, sizes: Sizes) -> None:
    path = tmp_path / "made.sqlite"
    _expect_sound(path, _joined(sizes, path), len(sizes[0]))
