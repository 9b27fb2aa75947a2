"""What a run remembers of the last one changes nothing but the time: the same findings, whatever was edited."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import main
from generator.commands import memory
from generator.commands.memory import remember
from tests.conftest import REGION_DATA

UNIT = "evaluations/2023/qinghe-hedao-guanlisuo"
Edit = Callable[[Path], object]


def _replaced(name: str, old: str, new: str) -> Edit:
    def edit(data: Path) -> None:
        text = (data / name).read_text(encoding="utf-8")
        assert old in text, name
        (data / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def _spoilt(content: bytes) -> Edit:
    return lambda data: [path.write_bytes(content) for path in (data.parent / memory.FOLDER / data.name).iterdir()]


EDITS: dict[str, Edit] = {
    "nothing": lambda _: None,
    "a record": _replaced(f"{UNIT}/xunhe-yanghu.yaml", "project: 巡河", "project: 再巡河"),
    "a record with a problem": _replaced(f"{UNIT}/xunhe-yanghu.yaml", "year: 2023", "year: 2203"),
    "a record that goes": lambda data: (data / UNIT / "hedao-qingyu.yaml").unlink(),
    "a promise, which the rules hold against its result": lambda data: shutil.rmtree(data / "declarations"),
    "the bounds of the region": lambda data: (data / "profile.yaml").unlink(),
    "a name in a registry": _replaced("units.yaml", "name: ", "name: 新"),
    "what is remembered, by something that is no memory": _spoilt(b"nothing"),
    "what is remembered, by another thing": _spoilt(pickle.dumps((1, 2))),
}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy that is small and remembered all the same."""
    monkeypatch.setattr(memory, "FEWEST", 1)
    return Path(shutil.copytree(REGION_DATA, tmp_path / "data"))


def _said(data: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(["check", str(data)])
    return code, capsys.readouterr().out


@pytest.mark.parametrize("what", EDITS)
def test_after_any_change_a_run_says_what_a_first_run_says(
    data: Path, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _said(data, capsys)
    EDITS[what](data)
    again = _said(data, capsys)
    remembered = _said(data, capsys)
    shutil.rmtree(data.parent / ".cache")
    assert again == remembered == _said(data, capsys)


def test_what_did_not_change_is_neither_read_nor_checked_again(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _said(data, capsys)
    before = remember(data)
    assert {path.relative_to(data).as_posix() for path in before.records.read} == {
        path.relative_to(data).as_posix()
        for folder in ("evaluations", "declarations")
        for path in (data / folder).rglob("*.yaml")
    }
    shelves = {path.name: path.stat().st_ino for path in (data.parent / memory.FOLDER / "data").iterdir()}
    EDITS["a record"](data)
    _said(data, capsys)
    after = {path.name: path.stat().st_ino for path in (data.parent / memory.FOLDER / "data").iterdir()}
    assert {name for name in shelves if after[name] != shelves[name]} == {"evaluations-2023"}


def test_a_shelf_waits_until_much_that_was_found_on_it_is_another(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the rules read of a result is its promise, too; the result itself did not change."""
    _said(data, capsys)
    assert _shelves_written_after(data, capsys, goal="甲") == {"declarations-2023"}
    monkeypatch.setattr(memory, "_FEW", 0)
    assert _shelves_written_after(data, capsys, goal="乙") == {
        "declarations-2023",
        "evaluations-2022",
        "evaluations-2023",
    }


def _shelves_written_after(data: Path, capsys: pytest.CaptureFixture[str], goal: str) -> set[str]:
    folder = data.parent / memory.FOLDER / "data"
    before = {path.name: path.stat().st_ino for path in folder.iterdir()}
    for path in (data / "declarations/2023").rglob("*.yaml"):
        path.write_text(f"{path.read_text(encoding='utf-8')}# {goal}\n", encoding="utf-8")
    _said(data, capsys)
    return {path.name for path in folder.iterdir() if path.stat().st_ino != before[path.name]}


def test_few_records_leave_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = Path(shutil.copytree(REGION_DATA, tmp_path / "data"))
    _said(data, capsys)
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_another_state_of_the_program_believes_nothing(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _said(data, capsys)
    assert remember(data).findings
    monkeypatch.setattr(memory, "program", lambda *_: "another")
    assert not remember(data).findings
    assert not remember(data).records.read
