"""Indicators of several forms side by side: what means the same stands in one line, each row once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.forms.pairing import align
from tests.kinds import LONG

if TYPE_CHECKING:
    from generator.record.model import SelfEvaluation


def _form(*names: str) -> SelfEvaluation:
    row = LONG.indicators[0]
    return replace(LONG, indicators=tuple(replace(row, name=name) for name in names))


def test_same_and_similar_names_stand_in_one_line() -> None:
    forms = [_form("培训人数", "学员满意度", "场地面积"), _form("参训学员满意度", "培训人数"), _form("年度培训人数")]
    lines = [(line.name, [cell and cell[0] for cell in line.cells]) for line in align(forms)]
    assert lines == [
        ("培训人数", [1, 2, 1]),
        ("学员满意度", [2, 1, None]),
        ("场地面积", [3, None, None]),
    ]


def test_a_common_ending_alone_makes_no_pair() -> None:
    lines = align([_form("各项支付工作完成率"), _form("会务工作完成率")])
    assert [line.is_shared for line in lines] == [False, False]
    assert lines[1].only(1) is not None
    assert lines[1].only(0) is None


def test_each_row_stands_once() -> None:
    forms = [LONG, LONG, _form("甲", "甲")]
    lines = align(forms)
    for at, form in enumerate(forms):
        assert sorted(cell[0] for line in lines if (cell := line.cells[at])) == list(range(1, len(form.indicators) + 1))
