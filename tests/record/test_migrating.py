"""Older records become today's: what they say stays, how they say it changes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from generator.cli import main
from generator.record.store import load
from tests.conftest import FIXTURE_DATA

if TYPE_CHECKING:
    from pathlib import Path

FORM = "evaluations/2022/shili-tushuguan/tushu-gouzhi"
EMPTY = """  other:
    initial_budget:
    adjusted_budget:
    executed:
    weight:
    execution_rate:
    score:
"""


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A data folder of version 1: a row the form has not stands empty, lines of a text are escaped."""
    data = shutil.copytree(FIXTURE_DATA, tmp_path / "data")
    path = data / f"{FORM}.yaml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("  other:"), text.index("goals:")
    text = text[:start] + EMPTY + text[end:]
    goal = next(line for line in text.splitlines() if line.startswith("  expected:"))
    text = text.replace(goal, '  expected: "一、购书；\\u000a二、上架。"')
    path.write_text(text, encoding="utf-8")
    return data


def test_an_older_record_is_written_anew(older: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {stored.form.id: stored.form for stored in load(older).forms}
    assert main(["migrate", str(older)]) == 0
    text = (older / f"{FORM}.yaml").read_text(encoding="utf-8")
    assert "  expected: |-\n    一、购书；\n    二、上架。\n" in text
    assert "  other:" not in text
    assert "记录格式是第 2 版" in capsys.readouterr().out
    assert "record_format: 2" in (older / "profile.yaml").read_text(encoding="utf-8")
    after = {stored.form.id: stored.form for stored in load(older).forms}
    changed = after.pop(FORM)
    assert after == {form_id: form for form_id, form in before.items() if form_id != FORM}
    assert (changed.indicators, changed.remarks) == (before[FORM].indicators, before[FORM].remarks)
    assert getattr(changed, "expected") == getattr(before[FORM], "expected")  # noqa: B009 -- a field of its kind


def test_migrated_records_stay_as_they_are(older: Path) -> None:
    assert main(["migrate", str(older)]) == 0
    texts = {path: path.read_bytes() for path in older.rglob("*.yaml")}
    assert main(["migrate", str(older)]) == 0
    assert texts == {path: path.read_bytes() for path in older.rglob("*.yaml")}


def test_a_folder_of_a_newer_program_is_refused(older: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile = older / "profile.yaml"
    profile.write_text(f"{profile.read_text(encoding='utf-8')}record_format: 9\n", encoding="utf-8")
    assert main(["check", str(older)]) == 1
    assert "这个程序只认到第 2 版" in capsys.readouterr().out


def test_one_remark_is_about_several_cells(older: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = older / f"{FORM}.yaml"
    remark = """remarks:
  - row: 1
    field: actual
    state: doubtful
    note: 两行印在一格里。
    also:
      - row: 2
        field: actual
"""
    path.write_text(path.read_text(encoding="utf-8") + remark, encoding="utf-8")
    form = next(stored.form for stored in load(older).forms if stored.form.id == FORM)
    assert [(cell.row, cell.note) for cell in form.remarks] == [(1, "两行印在一格里。"), (2, "两行印在一格里。")]
    path.write_text(path.read_text(encoding="utf-8").replace("- row: 2", "- row: 99"), encoding="utf-8")
    assert main(["check", str(older)]) == 1
    assert "第 99 行" in capsys.readouterr().out
