"""What git shows of a record after ``make git-setup``: each changed line names its row."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

from generator.cli import main
from tests.conftest import FIXTURE_DATA, ROOT
from tests.repository import Repository

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

RECORD = FIXTURE_DATA / "evaluations/2023/shili-tushuguan/tushu-gouzhi.yaml"


def test_each_line_names_its_row_and_no_number(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lines", str(RECORD)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "绩效指标 “少儿图书数” › 得分：10.00" in lines
    assert "合计得分：85.33" in lines


def test_another_file_stays_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.yaml").write_text("units: []\n", encoding="utf-8")
    assert main(["lines", str(tmp_path / "a.yaml")]) == 0
    assert capsys.readouterr().out == "units: []\n"


def test_git_names_the_row_of_an_actual_value(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    text = RECORD.read_text(encoding="utf-8")
    repository.commit(1, {".gitattributes": "*.yaml diff=record\n", "a.yaml": text})
    repository.git("config", "diff.record.textconv", f"{sys.executable} -m generator.cli lines")
    (tmp_path / "a.yaml").write_text(text.replace("actual: 6000.00", "actual: 600.00"), encoding="utf-8")
    command = ["git", "-C", str(tmp_path), "diff"]
    shown = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    assert "-绩效指标 “少儿图书数” › 实际完成值：6000.00(册)" in shown
    assert "+绩效指标 “少儿图书数” › 实际完成值：600.00(册)" in shown


def test_a_figure_inside_a_long_text_is_seen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    long = "全年组织培训，覆盖各区各街道。" * 40
    text = RECORD.read_text(encoding="utf-8")
    shown = []
    for figure in ("109", "209"):
        path = tmp_path / f"{figure}.yaml"
        path.write_text(
            text.replace("  expected: ", f"  expected: {long}培训 {figure} 个单位。{long}", 1), encoding="utf-8"
        )
        assert main(["lines", str(path)]) == 0
        shown.append(capsys.readouterr().out.splitlines())
    assert set(shown[1]) - set(shown[0]) == {"年度总体目标 › 预期目标：培训 209 个单位。"}


def test_each_hunk_names_the_project_and_never_the_row_before(tmp_path: Path) -> None:
    """As ``make git-setup`` sets it."""
    repository = Repository(tmp_path)
    text = RECORD.read_text(encoding="utf-8")
    repository.commit(1, {".gitattributes": "*.yaml diff=record\n", "a.yaml": text})
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (header,) = re.findall(r"diff\.record\.xfuncname '(.*)'", makefile)
    repository.git("config", "diff.record.xfuncname", header.replace("$$", "$"))
    repository.git("config", "diff.record.textconv", f"{sys.executable} -m generator.cli lines")
    (tmp_path / "a.yaml").write_text(text.replace("actual: 6000.00", "actual: 600.00"), encoding="utf-8")
    command = ["git", "-C", str(tmp_path), "diff"]
    diff = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    hunks = [line for line in diff.splitlines() if line.startswith("@@")]
    assert [line.rpartition("@@ ")[2] for line in hunks] == ["项目名称：图书购置专项"]
