"""No test of the program opens data/: whoever publishes other records, or none yet, runs the same tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.record.store import load
from tests.conftest import ROOT


def test_the_projects_records_are_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for look in (
        lambda: (ROOT / "data" / "units.yaml").read_text(encoding="utf-8"),
        lambda: Path("data/units.yaml").read_bytes(),
        lambda: list(Path("data").iterdir()),
        lambda: os.listdir("data"),  # noqa: PTH208 -- one of the ways
        lambda: load(Path("data")),
    ):
        with pytest.raises(AssertionError, match="works on tests/fixtures"):
            look()


def test_a_process_that_a_test_starts_is_watched_too() -> None:
    command = [sys.executable, "-m", "generator", "check", "--fail-on", "problems"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "works on tests/fixtures" in done.stderr


def test_another_folder_called_data_is_nobodys_business(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a").write_text("x", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert Path("data/a").read_text(encoding="utf-8") == "x"
