"""The quick way in: what it reads, the strict reader reads too, the same values at the same places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.record.canonical import CanonicalPositions, CanonicalReader, Doubt
from generator.record.kinds import KINDS, Kind, kind_of_folder
from generator.record.reading import Reader
from generator.record.syntax import parse
from tests.conftest import FIXTURE_DATA

if TYPE_CHECKING:
    from pathlib import Path

    from generator.record.reading import Values

FIXTURES = FIXTURE_DATA.parent
RECORDS = [path for kind in KINDS.values() for path in sorted(FIXTURES.glob(f"*/{kind.folder}/*/*/*.yaml"))]
READERS = {kind.key: CanonicalReader(kind.fields) for kind in KINDS.values()}
LONG = max(RECORDS, key=lambda path: path.stat().st_size).read_text(encoding="utf-8")
_WORDS = r"""
: - ? # ' " '' [ ] { } , & * ! | |- > % @ ` = ~ \ &a *a !!int null Null yes no --- ... ： 项目 2.00 -5 .5 1. +1 0x1F
kind year source remarks field row indicators: goals: funds: total: score: reason: level1: 'a' 'a''b'
"""
PIECES = _WORDS.split()
BREAKS = ["\n", "\n  ", "\n    ", "\n  - ", "\n    - ", ": ", " #", " ' ", "  ", "\t", "\r\n", "\u2028", "\ufeff"]


def _kind(path: Path) -> Kind:
    kind = kind_of_folder(path.parts[-4])
    assert kind is not None
    return kind


def _strict(text: str, kind: Kind) -> tuple[Values, Reader]:
    reader = Reader("data/a.yaml")
    node, reader.problems = parse("data/a.yaml", text)
    return (reader.group(node, kind.fields) if node is not None else {}), reader


def _agrees(text: str, kind: Kind) -> bool:
    """Whether the quick way read it; where it did, it read as the strict reader does."""
    try:
        values = READERS[kind.key].read(text)
    except Doubt:
        return False
    expected, reader = _strict(text, kind)
    assert not reader.problems
    assert values == expected
    assert dict(CanonicalPositions(text)) == dict(reader.positions)
    return True


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: "/".join(path.parts[-3:]))
def test_records_in_canonical_form_are_read_the_quick_way(path: Path) -> None:
    assert _agrees(path.read_text(encoding="utf-8"), _kind(path))


@pytest.mark.parametrize(
    ("written", "is_quick"),
    [
        ("  expected: 一行话\n", True),
        ("  expected: '>=90%: 单引号''里的话'\n", True),
        ("  expected: |\n    1、第一条\n    2、第二条\n", True),
        ("  expected: |-\n    第一行\n\n      缩进的第三行\n", True),
        ("  expected: |\n      多缩进一格\n    再缩回来\n", False),
        ("  expected: |\n\n    先空一行\n", False),
        ("  expected: |2\n    自己说缩进\n", False),
        ("  expected: >\n    折行\n", False),
        ("  expected: 一行\n    接着一行\n", False),
        ('  expected: "转义\\n"\n', False),
        ("  expected: 一行 # 注释\n", False),
        ("  expected: a: b\n", False),
        ("  expected: *名\n", False),
        ("  expected: =\n", False),
        ("  expected: ~\n", False),
        ("  expected:\n    - 一\n", False),
        ("  expected: 一行\n  expected: 又一行\n", False),
        ("  wanted: 一行\n", False),
    ],
)
def test_what_is_not_certain_is_left_to_the_strict_reader(written: str, is_quick: bool) -> None:
    line = next(line for line in LONG.splitlines(keepends=True) if line.startswith("  expected:"))
    assert _agrees(LONG.replace(line, written, 1), KINDS["self_evaluation"]) is is_quick


@given(
    path=st.sampled_from(RECORDS),
    cuts=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30)), min_size=1, max_size=3),
    pieces=st.lists(st.sampled_from([*PIECES, *BREAKS]) | st.text(max_size=4), max_size=3),
)
@example(path=RECORDS[0], cuts=[(0.5, 0)], pieces=["\n    a: b"])
def test_a_damaged_record_is_never_read_otherwise(path: Path, cuts: list[tuple[float, int]], pieces: list[str]) -> None:
    """Pieces of YAML put into a record, and parts of it cut out: read alike, or left to the strict reader."""
    text = path.read_text(encoding="utf-8")
    for share, length in cuts:
        at = int(share * len(text))
        text = text[:at] + "".join(pieces) + text[at + length :]
    _agrees(text, _kind(path))


@given(lines=st.lists(st.sampled_from(sorted(set(LONG.splitlines()))), max_size=12))
def test_lines_in_any_order_are_never_read_otherwise(lines: list[str]) -> None:
    """Half a record, twice the same key, an item without its list."""
    _agrees("\n".join([*lines, ""]), KINDS["self_evaluation"])
