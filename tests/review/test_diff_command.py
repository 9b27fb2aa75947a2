"""``generator diff`` in a real repository: both states through git, and a reason for every published figure."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from generator.cli import main
from tests.conftest import FIXTURE_DATA

if TYPE_CHECKING:
    from pathlib import Path

RECORD = "evaluations/2023/shili-tushuguan/tushu-gouzhi.yaml"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PUBLISH_DATE", "2024-06-01")
    shutil.copytree(FIXTURE_DATA, tmp_path / "data")
    _git(tmp_path, "init", "--quiet")
    _git(tmp_path, "add", "data")
    _commit(tmp_path)
    return tmp_path / "data"


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)


def _commit(folder: Path) -> None:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    _git(folder, *who, "commit", "--quiet", "--all", "--message", "data")


def _edit(data: Path, added: str = "") -> None:
    path = data / RECORD
    text = path.read_text(encoding="utf-8").replace("total_score: 85.33", "total_score: 85.43", 1)
    path.write_text(text + added, encoding="utf-8")


def test_a_published_figure_needs_a_reason(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _edit(data)
    assert main(["diff", "HEAD", "--data", str(data), "--require-reasons"]) == 1
    printed = capsys.readouterr()
    assert "改数字 合计得分：85.33 → 85.43  [0.10 分]" in printed.out
    assert "→ 新出现的提示：错误 A08" in printed.out
    assert "  - date: 2024-06-01\n    field: total_score\n    old: '85.33'\n    new: '85.43'\n" in printed.err


@pytest.mark.parametrize(("reason", "code"), [("录入有误。", 0), ("（写明为什么改）", 1)])
def test_a_stated_reason_is_enough_an_untouched_skeleton_is_not(data: Path, reason: str, code: int) -> None:
    entry = "  - date: 2024-06-01\n    field: total_score\n    old: '85.33'\n    new: '85.43'\n"
    _edit(data, f"corrections:\n{entry}    reason: {reason}\n")
    assert main(["diff", "HEAD", "--data", str(data), "--require-reasons"]) == code


def test_entries_are_asked_for_under_the_key_only_where_there_is_none(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _edit(data, "corrections:\n  - date: 2024-05-01\n    field: grade\n    old: 优\n    new: 良\n    reason: 录错。\n")
    assert main(["diff", "HEAD", "--data", str(data), "--require-reasons"]) == 1
    asked = capsys.readouterr().err
    assert "corrections:\n" not in asked
    path = data / RECORD
    entry = asked.split("：\n", 1)[1].rstrip("\n").replace("（写明为什么改）", "漏计一行。")
    path.write_text(f"{path.read_text(encoding='utf-8')}{entry}\n", encoding="utf-8")
    assert main(["diff", "HEAD", "--data", str(data), "--require-reasons"]) == 0


@pytest.mark.parametrize("moved_to", ["", "tushu-goumai"])
def test_a_published_form_goes_only_with_a_reason(
    data: Path, moved_to: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Deleted or moved, its address stays and says why; the entry asked for is enough once it is completed."""
    (data / "withdrawn.yaml").unlink()
    _commit(data.parent)
    path = data / RECORD
    if moved_to:
        path.rename(path.with_stem(moved_to))
    else:
        path.unlink()
    assert main(["diff", "HEAD", "--data", str(data), "--require-reasons"]) == 1
    asked = capsys.readouterr().err
    assert "data/withdrawn.yaml" in asked
    entry = asked.split("：\n", 1)[1].rstrip("\n")
    for reason, code in (("", 1), ("（写明为什么改）", 1), ("文件名拼错。", 0)):
        text = entry.replace("（写明为什么改）", reason or "''") + "\n"
        (data / "withdrawn.yaml").write_text(text, encoding="utf-8")
        assert main(["diff", "HEAD", "--data", str(data), "--require-reasons"]) == code


def test_a_form_nobody_has_seen_may_go(data: Path) -> None:
    path = data / RECORD
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("published: 2024-03-08\n", "publish_after: 2024-06-02\n"), encoding="utf-8")
    _commit(data.parent)
    path.unlink()
    (data / "withdrawn.yaml").unlink()
    assert main(["diff", "HEAD", "--data", str(data), "--require-reasons"]) == 0


def test_two_commits_are_compared_without_touching_the_work_tree(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _edit(data)
    _commit(data.parent)
    (data / RECORD).unlink()
    assert main(["diff", "HEAD~1", "HEAD", "--data", str(data)]) == 0
    assert "1 份记录、1 处变化" in capsys.readouterr().out
    assert not (data / RECORD).exists()


@pytest.mark.parametrize("revision", ["no-such-commit", "--output=x"])
def test_a_wrong_commit_is_wrong_use(data: Path, revision: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "--data", str(data), "--", revision]) == 2
    assert capsys.readouterr().err.startswith("generator: ")
