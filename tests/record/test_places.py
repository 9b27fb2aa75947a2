"""However a data folder is named, the same records are read, named and written."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from generator.cli import main
from tests.conftest import FIXTURE_DATA

if TYPE_CHECKING:
    from pathlib import Path

RECORD = "evaluations/2022/shili-tushuguan/tushu-gouzhi.yaml"
FROM_INSIDE = [(".", "."), ("evaluations", ".."), ("evaluations/2022", "../.."), (".", "{data}"), ("..", "data")]
"""The folder a person stands in, relative to the data folder, and the path that is typed."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return shutil.copytree(FIXTURE_DATA, tmp_path / "data")


@pytest.mark.parametrize(("stands_in", "typed"), FROM_INSIDE)
def test_check_finds_the_broken_record(
    stands_in: str, typed: str, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    record = data / RECORD
    record.write_text(record.read_text(encoding="utf-8").replace("grade: 优", "grad: 优"), encoding="utf-8")
    monkeypatch.chdir(data / stands_in)
    assert main(["check", typed.format(data=data)]) == 1
    printed = capsys.readouterr().out
    assert f"data/{RECORD}:64:1: 错误 R007" in printed
    assert "读到 3 份记录，1 处要改" in printed


@pytest.mark.parametrize(("stands_in", "typed"), FROM_INSIDE)
def test_format_writes_the_record_in_its_place(
    stands_in: str, typed: str, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    record = data / RECORD
    before = record.read_text(encoding="utf-8")
    record.write_text(before.replace("grade: 优", 'grade:   "优"'), encoding="utf-8")
    monkeypatch.chdir(data / stands_in)
    assert main(["format", typed.format(data=data)]) == 0
    assert f"data/{RECORD}：已改成规范写法" in capsys.readouterr().out
    assert record.read_text(encoding="utf-8") == before


def test_a_part_of_the_folder_is_checked_with_the_whole_as_context(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(data / "evaluations/2023/shili-tushuguan")
    main(["check", "."])
    printed = capsys.readouterr().out
    assert "data/evaluations/2023/shili-tushuguan/" in printed
    assert "gongyuan" not in printed
