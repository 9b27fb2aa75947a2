"""Odd machines and odd files, each tried: a clear message or no difference, nothing lost, never a traceback.

What a build meets (a full disk, a kill, a folder that cannot be written, two builds at once) is tried in
tests/site/test_build_command.py; other time zones, locales and hash seeds in tests/site/test_build.py.
"""

from __future__ import annotations

import filecmp
import os
import resource
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from generator.cli import main
from tests.conftest import FIXTURE_DATA
from tests.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

FORM = "evaluations/2023/shili-tushuguan/tushu-gouzhi"
RECORD = f"data/{FORM}.yaml"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of the small data set, in a repository."""
    shutil.copytree(FIXTURE_DATA, tmp_path / "data")
    Repository(tmp_path).commit(19_800, {"content/index.md": "# 首页\n", ".gitignore": "out*\n"})
    monkeypatch.setenv("PUBLISH_DATE", "2024-06-01")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _run(
    *arguments: str,
    before: Callable[[], None] | None = None,
    prefix: tuple[str, ...] = (),
    settings: Mapping[str, str] = {},
) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, as a person runs it."""
    command = [*prefix, sys.executable, "-m", "generator.cli", *arguments]
    done = subprocess.run(
        command, env=os.environ | dict(settings), capture_output=True, encoding="utf-8", check=False, preexec_fn=before
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def _space(path: Path) -> None:
    """Room that the canonical form has not, so that there is something to write."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("total_score: 85.33", "total_score:   85.33"), encoding="utf-8")


def _for_nobody_else() -> None:
    os.umask(0o077)


def _no_room() -> None:
    """No file may grow beyond 300 bytes, as on a disk that is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))


def test_without_git_only_what_needs_history_stops(project: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    bare = {"PATH": str(tmp_path / "empty")}
    assert _run("check", "--fail-on", "problems", settings=bare).returncode == 0
    done = _run("diff", "HEAD", settings=bare)
    assert (done.returncode, done.stderr) == (2, "generator: 没有找到 git，请先安装。\n")
    assert (project / RECORD).is_file()


def test_a_shallow_clone_says_how_to_get_the_state_before(project: Path, tmp_path: Path) -> None:
    repository = Repository(project)
    repository.commit(19_801, {"content/index.md": "# 主页\n"})
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{project}", str(tmp_path / "out/shallow")], check=True
    )
    os.chdir(tmp_path / "out/shallow")
    done = _run("diff", "HEAD~1")
    assert done.returncode == 2
    assert "git fetch --unshallow" in done.stderr


_BARE = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def test_in_an_english_or_bare_locale_the_words_are_the_same(project: Path) -> None:
    path = project / RECORD
    path.write_text(
        path.read_text(encoding="utf-8").replace("total_score: 85.33", "total_score: 85.3三"), encoding="utf-8"
    )
    said = {
        _run("check", settings=_BARE | {"LC_ALL": locale, "LANG": locale, "TZ": zone}).stdout
        for locale, zone in (
            ("C", "America/Los_Angeles"),
            ("C.UTF-8", "Asia/Shanghai"),
            ("POSIX", "Pacific/Kiritimati"),
        )
    }
    assert len(said) == 1
    assert "85.3三" in said.pop()


def test_line_ends_of_windows_change_no_page(project: Path) -> None:
    assert main(["render", "out-one"]) == 0
    for path in (project / "data").rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert main(["render", "out-two"]) == 0
    _expect_same(project / "out-one", project / "out-two", but="*.yaml")


def _expect_same(one: Path, other: Path, but: str) -> None:
    names = [path.relative_to(one) for path in one.rglob("*") if path.is_file() and not path.match(but)]
    assert len(names) > 20
    assert [str(name) for name in names if not filecmp.cmp(one / name, other / name, shallow=False)] == []


def test_two_records_whose_names_differ_by_case_alone_are_refused(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the machines of some readers and editors they would be one file."""
    shutil.copy(project / RECORD, project / RECORD.replace("tushu-gouzhi", "Tushu-Gouzhi"))
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert "Tushu-Gouzhi.yaml" in said
    assert "怎么改" in said


def test_a_name_of_300_characters_is_a_name(project: Path) -> None:
    long = "图书购置与更新专项" * 34
    path = project / RECORD
    path.write_text(
        path.read_text(encoding="utf-8").replace("project: 图书购置专项", f"project: {long}"), encoding="utf-8"
    )
    (project / "data/withdrawn.yaml").unlink()
    assert main(["check", "--fail-on", "problems"]) == 0
    assert main(["render", "out"]) == 0
    assert long in (project / f"out/{FORM}.md").read_text(encoding="utf-8")
    assert main(["diff", "HEAD"]) in {0, 1}
    done = _run("new", "shili-tushuguan", long, "2024")
    assert done.returncode in {0, 2}


@pytest.mark.parametrize("command", ["format", "render", "new"])
def test_on_a_full_disk_no_record_is_lost(project: Path, command: str) -> None:
    _space(project / RECORD)
    before = {file: file.read_bytes() for file in (project / "data").rglob("*") if file.is_file()}
    arguments = {
        "format": ("format",),
        "render": ("render", "out"),
        "new": ("new", "shili-tushuguan", "阅读推广", "2024"),
    }
    done = _run(*arguments[command], before=_no_room)
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stderr.startswith("generator: ")
    assert {file: file.read_bytes() for file in (project / "data").rglob("*") if file.is_file()} == before


def test_a_narrow_umask_changes_no_byte(project: Path) -> None:
    assert main(["render", "out-one"]) == 0
    assert _run("render", "out-two", before=_for_nobody_else).returncode == 0
    _expect_same(project / "out-one", project / "out-two", but="nothing")


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root may write everywhere")
@pytest.mark.parametrize("command", [("format",), ("new", "shili-tushuguan", "阅读推广", "2024"), ("render", "out")])
def test_who_may_not_write_is_told(project: Path, command: tuple[str, ...]) -> None:
    path = project / RECORD
    _space(path)
    before = path.read_bytes()
    places = (project, *project.rglob("*"))
    for place in places:
        place.chmod(0o555 if place.is_dir() else 0o444)
    prefix = ("setpriv", "--bounding-set", "-dac_override", "--inh-caps", "-dac_override") if not os.geteuid() else ()
    done = _run(*command, prefix=prefix)
    for place in places:
        place.chmod(0o755 if place.is_dir() else 0o644)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "有没有权限" in done.stderr
    assert path.read_bytes() == before
