"""``generator diff`` in a real repository: both states through git, and a reason for every published figure."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from generator.cli import main
from generator.review.pages import as_html, as_markdown, page_changes
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
    assert "改数字 合计得分：85.33 → 85.43（+0.1，+0.1%）  [0.10 分，缺原因]" in printed.out
    assert printed.out.startswith("1 处缺原因。")
    assert "→ 新出现：错误 A08" in printed.out
    assert "  - date: '2024-06-01'\n    field: total_score\n    old: '85.33'\n    new: '85.43'\n" in printed.out


@pytest.mark.parametrize(("reason", "code"), [("录入有误。", 0), ("（写明为什么改）", 1)])
def test_a_stated_reason_is_enough_an_untouched_skeleton_is_not(data: Path, reason: str, code: int) -> None:
    entry = "  - date: '2024-06-01'\n    field: total_score\n    old: '85.33'\n    new: '85.43'\n"
    _edit(data, f"corrections:\n{entry}    reason: {reason}\n")
    assert main(["diff", "HEAD", "--data", str(data), "--require-reasons"]) == code


def test_entries_are_asked_for_under_the_key_only_where_there_is_none(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _edit(data, "corrections:\n  - date: 2024-05-01\n    field: grade\n    old: 优\n    new: 良\n    reason: 录错。\n")
    assert main(["diff", "HEAD", "--data", str(data), "--require-reasons"]) == 1
    asked = capsys.readouterr().out
    assert "\ncorrections:\n" not in asked
    path = data / RECORD
    entry = asked.rsplit("原因：\n", 1)[1].rstrip("\n").replace("（写明为什么改）", "漏计一行。")
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
    asked = capsys.readouterr().out
    assert "data/withdrawn.yaml" in asked
    entry = asked.rsplit("原因：\n", 1)[1].rstrip("\n")
    for reason, code in (("", 1), ("（写明为什么改）", 1), ("文件名拼错。", 0)):
        text = entry.replace("（写明为什么改）", reason or "''") + "\n"
        (data / "withdrawn.yaml").write_text(text, encoding="utf-8")
        assert main(["diff", "HEAD", "--data", str(data), "--require-reasons"]) == code


def test_a_form_nobody_has_seen_may_go(data: Path) -> None:
    path = data / RECORD
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("published: '2024-03-08'\n", "publish_after: 2024-06-02\n"), encoding="utf-8")
    (data / "withdrawn.yaml").unlink()
    _commit(data.parent)
    path.unlink()
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


def test_a_branch_is_not_told_what_main_did_meanwhile(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Compared from where the two parted, so that nobody must explain another's change."""
    folder = data.parent
    _git(folder, "branch", "feature")
    _edit(data)
    _commit(folder)
    _git(folder, "branch", "--force", "trunk", "HEAD")
    _git(folder, "checkout", "--quiet", "feature")
    assert main(["diff", "trunk", "--data", str(data), "--require-reasons"]) == 0
    assert capsys.readouterr().out == "数据没有变化。\n"


def test_what_is_public_cannot_be_hidden_to_be_changed(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = data / RECORD
    path.write_text(f"{path.read_text(encoding='utf-8')}publish_after: 2099-01-01\n", encoding="utf-8")
    assert main(["diff", "HEAD", "--data", str(data), "--require-reasons"]) == 1
    assert "已公开的表不能再推迟公开" in capsys.readouterr().out


def test_a_public_correction_stays(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entry = "corrections:\n  - date: 2024-05-01\n    field: grade\n    old: 优\n    new: 良\n    reason: 录错。\n"
    path = data / RECORD
    before = path.read_text(encoding="utf-8")
    path.write_text(before + entry, encoding="utf-8")
    _commit(data.parent)
    path.write_text(before + entry.replace("录错", "无"), encoding="utf-8")
    assert main(["diff", "HEAD", "--data", str(data), "--require-reasons"]) == 1
    assert "公开过的更正不能改、不能删，请原样恢复" in capsys.readouterr().out


def test_an_entry_that_misses_says_by_what(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entry = "  - date: 2024-06-01\n    field: total_score\n    old: '85.3'\n    new: '85.43'\n    reason: 漏计。\n"
    _edit(data, f"corrections:\n{entry}")
    assert main(["diff", "HEAD", "--data", str(data), "--require-reasons"]) == 1
    assert "total_score 已有一条，但原为写的是“85.3”，应是“85.33”" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_a_file_nobody_can_read_is_said_and_refused(data: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = data / RECORD
    path.write_text(path.read_text(encoding="utf-8").replace("goals:", "goals: 完成\nold:"), encoding="utf-8")
    assert main(["diff", "HEAD", "--data", str(data), "--format", form]) == 1
    printed = capsys.readouterr()
    assert "R013" in printed.out
    assert form == "text" or "R013" in printed.err


@pytest.mark.parametrize("command", [["HEAD", "--data", "evaluations"], ["nobody", "--data", "."]])
def test_wrong_use_names_what_is_wrong(
    data: Path, command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(data)
    assert main(["diff", *command]) == 2
    printed = capsys.readouterr().err
    assert printed.startswith("generator: ")
    assert "evaluations" in printed or "没有这个版本：nobody" in printed


def test_first_data_of_a_repository_are_all_new(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other"
    other.mkdir()
    _git(other, "init", "--quiet")
    (other / "README").write_text("x", encoding="utf-8")
    _git(other, "add", "README")
    _commit(other)
    shutil.copytree(data, other / "data")
    assert main(["diff", "HEAD", "--data", str(other / "data"), "--require-reasons"]) == 0
    assert "新增一份 整份表" in capsys.readouterr().out


def test_links_in_the_data_are_not_followed_but_refused(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data / "evaluations/2023/link.yaml").symlink_to("/etc/hostname")
    _git(data.parent, "add", "data")
    _commit(data.parent)
    assert main(["diff", "HEAD~1", "HEAD", "--data", str(data)]) == 1
    assert "是链接、设备或管道" in capsys.readouterr().out


def test_written_pages_that_change_are_named(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = data.parent / "content"
    content.mkdir()
    (content / "index.md").write_text("<!-- disclosure: home -->\n", encoding="utf-8")
    (content / "about.md").write_text("# 关于\n", encoding="utf-8")
    _git(data.parent, "add", "content")
    _commit(data.parent)
    path = data / RECORD
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("initial_budget: 120.00", "initial_budget: 130.00", 1), encoding="utf-8")
    main(["diff", "HEAD", "--data", str(data), "--format", "json"])
    pages = json.loads(capsys.readouterr().out)["pages"]
    assert f"{RECORD.removesuffix('.yaml')}.md" in pages
    assert "about.md" not in pages


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_nothing_a_record_says_is_an_order_in_a_log(data: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In texts of several lines, names of rows and files, what cannot be read, and entries that are asked for."""
    path = data / RECORD
    orders = '"一\\n::stop-commands::x\\n  ::error::y ##[group]z"'
    text = path.read_text(encoding="utf-8").replace("total_score: 85.33", "total_score: 85.43", 1)
    for cell in ("expected", "achieved", "reason", "name"):
        text = text.replace(f"    {cell}: ", f"    {cell}: {orders} #", 1)
    text = text.replace("  expected: 全", f"  expected: {orders} #").replace(
        "  achieved: 购", f"  achieved: {orders} #"
    )
    path.write_text(text, encoding="utf-8")
    other = data / "evaluations/2022/shili-tushuguan/tushu-gouzhi.yaml"
    other.write_text('kind: "\\e[2J\\n::error::x"\n', encoding="utf-8")
    (data / "\x1b[2J\n::error::x.yaml").write_text("x: y", encoding="utf-8")
    main(["diff", "HEAD", "--data", str(data), "--require-reasons", "--format", form])
    printed = capsys.readouterr()
    assert "stop-commands" in printed.out
    for stream in (printed.out, printed.err):
        assert not any(line.lstrip().startswith("::") for line in stream.splitlines())
        assert "\x1b" not in stream
        assert "##[" not in stream


def test_the_lines_of_the_pages_that_change_can_be_read(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As rows of the rendered Markdown: the official table's sum, not a tag."""
    _edit(data)
    main(["diff", "HEAD", "--data", str(data), "--format", "markdown", "--pages"])
    report = capsys.readouterr().out.partition("## 页面上的变化")[2]
    assert "### evaluations/2023/shili-tushuguan/tushu-gouzhi.md" in report
    assert "-| **合计（含预算执行）** | | | | | | 100 | 85.33 | 评分等级 良 |" in report
    assert "+| **合计（含预算执行）** | | | | | | 100 | 85.43 | 评分等级 良 |" in report
    assert main(["diff", "HEAD", "--data", str(data), "--pages"]) == 2


def test_pages_beyond_the_budget_are_counted() -> None:
    changes = page_changes({"a.md": "一\n", "b.md": "二\n"}, {"a.md": "```x```\n", "c.md": "<b>\n"})
    report = as_markdown(changes, 60)
    assert "````diff\n@@ -1 +1 @@\n-一\n+```x```\n````" in report
    assert "还有 2 页没有列出" in report
    assert "<ins>+&lt;b&gt;</ins>" in as_html(changes)
    assert as_markdown(()) == ""
