"""Whatever befalls a build, the published folder is the old site or the new one, and a person reads why."""

from __future__ import annotations

import fcntl
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from mkdocs.commands import build as builder
from mkdocs.config import load_config

from generator.cli import main
from generator.publish.door import replacing
from generator.publish.door.replacing import Unfinished, replacement
from tests.conftest import FIXTURE_DATA

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = """\
site_name: 示例市绩效公开
docs_dir: content
theme: {name: material, font: false}
validation: {links: {not_found: warn}}
plugins:
  - disclosure: {records: data}
"""
FORM = "evaluations/2023/shili-tushuguan/tushu-gouzhi"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project with a published site of before."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/index.md").write_text("# 首页\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    shutil.copytree(FIXTURE_DATA, tmp_path / "data")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("old", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _is_old(project: Path) -> bool:
    files = [path.name for path in (project / "site").rglob("*")]
    return files == ["index.html"] and (project / "site/index.html").read_text(encoding="utf-8") == "old"


def _is_new(project: Path) -> bool:
    return all((project / "site" / name).is_file() for name in ("index.html", f"{FORM}/index.html", "sitemap.xml"))


def _left(project: Path) -> list[str]:
    kept = (".site.lock", ".site.inputs", ".site.kept", ".site.parts", ".site.spare", ".site.compiled")
    return sorted(path.name for path in project.glob(".site*") if path.name not in kept)


def test_a_build_takes_the_place_of_the_old_site(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build"]) == 0
    assert _is_new(project)
    assert (project / "site/index.html").read_text(encoding="utf-8") != "old"
    assert _left(project) == []
    assert "已经生成" in capsys.readouterr().out


def test_what_did_not_change_is_not_built_again(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Judged by content; a file that is gone, a record, a setting and a day are changes."""
    assert main(["build"]) == 0
    (project / "data" / f"{FORM}.yaml").touch()
    capsys.readouterr()
    assert main(["build"]) == 0
    assert "没有变化" in capsys.readouterr().out
    (project / "site" / FORM / "index.html").unlink()
    assert main(["build"]) == 0
    assert _is_new(project)
    for path in (project / "data" / f"{FORM}.yaml", project / "content/index.md", project / "mkdocs.yml"):
        capsys.readouterr()
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        assert main(["build"]) == 0
        assert "已经生成" in capsys.readouterr().out, path


def test_another_day_is_a_change(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for day in ("2024-06-01", "2024-06-02"):
        monkeypatch.setenv("PUBLISH_DATE", day)
        assert main(["build"]) == 0
        assert "已经生成" in capsys.readouterr().out
    assert _is_new(project)


@pytest.mark.parametrize(
    ("name", "value"), [("PUBLISH_DATE", "31.3.2024"), ("SOURCE_DATE_EPOCH", "yesterday"), ("SOURCE_DATE_EPOCH", "9e9")]
)
def test_a_wrong_day_leaves_the_old_site(
    project: Path, name: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where the builder is called by itself, which empties the folder."""
    monkeypatch.setenv(name, value)
    assert main(["build"]) in {1, 2}
    assert name in capsys.readouterr().err
    assert _is_old(project)
    done = subprocess.run([sys.executable, "-m", "mkdocs", "build"], capture_output=True, text=True, check=False)
    assert done.returncode in {1, 2}
    assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert _is_old(project)


def test_a_record_with_a_problem_leaves_the_old_site(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / f"data/{FORM}.yaml").write_text("kind: x\n", encoding="utf-8")
    assert main(["build"]) == 1
    assert "R012" in capsys.readouterr().err
    assert _is_old(project)


@pytest.mark.parametrize("target", ["nothing", "/dev/zero"])
def test_a_registry_that_is_a_link_is_told_and_never_read(
    project: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "data/expected.yaml").unlink(missing_ok=True)
    (project / "data/expected.yaml").symlink_to(target)
    assert main(["build"]) == 1
    assert "是链接、设备或管道" in capsys.readouterr().err
    assert _is_old(project)


def test_a_warning_is_a_failure_that_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "content/index.md").write_text("# 首页\n\n[没有的页](nowhere.md)\n", encoding="utf-8")
    assert main(["build"]) == 1
    assert "nowhere.md" in capsys.readouterr().err
    assert _is_old(project)


def test_strict_counts_what_quiet_does_not_print(project: Path) -> None:
    """``mkdocs build --strict --quiet`` by itself, as a workflow may call it."""
    (project / "content/index.md").write_text("# 首页\n\n[没有的页](nowhere.md)\n", encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", "other"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "nowhere.md" not in done.stdout + done.stderr


def test_a_full_disk_leaves_the_old_site(project: Path) -> None:
    """No file may grow beyond 50 kB: the builder meets the same refusal as on a full disk."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    command = [sys.executable, "-m", "generator.cli", "build"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=limit)
    assert done.returncode == 2
    assert "还是原来的样子" in done.stderr
    assert "Traceback" not in done.stderr
    assert _is_old(project)
    assert _left(project) == []
    assert not (project / ".site.spare").exists()


def test_a_folder_that_cannot_be_written_is_said(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "shut").write_text("a file where a folder should be", encoding="utf-8")
    assert main(["build", "--site", "shut/site"]) == 2
    assert "没有写成" in capsys.readouterr().err
    if os.geteuid():
        (project / "site").chmod(0o500)
        project.chmod(0o500)
        assert main(["build"]) == 2
        project.chmod(0o700)
    assert _is_old(project)


def test_of_two_builds_at_once_one_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (project / ".site.lock").open("w", encoding="utf-8") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert main(["build"]) == 2
    assert "另一次生成" in capsys.readouterr().err
    assert _is_old(project)
    assert main(["build"]) == 0


def test_a_folder_of_something_else_is_not_replaced(project: Path) -> None:
    assert main(["build", "--site", "data"]) == 2
    assert (project / "data/units.yaml").is_file()


def test_killed_at_any_time_the_folder_is_old_or_new(project: Path) -> None:
    """Killed without a chance to clean up; the next build puts right what is left."""
    chance = random.Random(16)  # noqa: S311 -- no secret
    command = [sys.executable, "-m", "generator.cli", "build"]
    for _ in range(5):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
            time.sleep(chance.uniform(0.2, 2.5))
            running.kill()
        assert _is_old(project) or _is_new(project)
    assert main(["build"]) == 0
    assert _is_new(project)
    assert _left(project) == []


def test_without_an_exchange_in_one_step_two_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replacing, "_exchange", lambda *_: False)
    site = tmp_path / "site"
    for text in ("one", "two"):
        with replacement(site) as fresh:
            fresh.built.mkdir()
            (fresh.built / "index.html").write_text(text, encoding="utf-8")
            fresh.settle({"index.html"})
        assert (site / "index.html").read_text(encoding="utf-8") == text
    assert (tmp_path / ".site.spare/index.html").read_text(encoding="utf-8") == "one"
    site.rename(tmp_path / ".site.old")  # as a kill between the two steps leaves it
    with pytest.raises(Unfinished), replacement(site):
        raise OSError(28, "No space left on device")
    assert (site / "index.html").read_text(encoding="utf-8") == "two"


def test_the_spare_is_put_right_whatever_lies_in_it(project: Path) -> None:
    """What stood beside the site is no part of the next one: a file of a stranger, a link, an older state."""
    assert main(["build"]) == 0
    page = project / "content/index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n又一行。\n", encoding="utf-8")
    assert main(["build"]) == 0
    spare = project / ".site.spare"
    (spare / "strange/deep").mkdir(parents=True)
    (spare / "strange/deep/x.html").write_text("strange", encoding="utf-8")
    (spare / FORM / "index.html").unlink()
    (spare / FORM / "index.html").symlink_to(project / "data/units.yaml")
    (spare / "linked").symlink_to(project / "data")
    page.write_text(page.read_text(encoding="utf-8") + "\n再一行。\n", encoding="utf-8")
    assert main(["build"]) == 0
    assert main(["build", "--anew", "--site", "other"]) == 0
    names = {path.relative_to(project / "site").as_posix() for path in (project / "site").rglob("*")}
    assert names == {path.relative_to(project / "other").as_posix() for path in (project / "other").rglob("*")}
    assert not (project / "site" / FORM / "index.html").is_symlink()
    for name in ("manifest.json", f"{FORM}/index.html", "index.html"):
        assert (project / "site" / name).read_bytes() == (project / "other" / name).read_bytes(), name
    assert "units" in (project / "data/units.yaml").read_text(encoding="utf-8")


def test_a_build_leaves_nothing_to_the_next_in_the_process(project: Path, tmp_path: Path) -> None:
    """The builder keeps its plugins; where the pieces went is another folder's."""
    assert main(["build"]) == 0
    builder.build(load_config("mkdocs.yml", site_dir=str(tmp_path / "plain")))
    made = {path.relative_to(tmp_path / "plain").as_posix() for path in (tmp_path / "plain").rglob("*")}
    assert made == {path.relative_to(project / "site").as_posix() for path in (project / "site").rglob("*")}


def test_a_site_elsewhere_is_not_the_one_that_the_settings_name(project: Path) -> None:
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\nsite_dir: public\n", encoding="utf-8")
    assert main(["build", "--site", "site"]) == 0
    assert main(["build"]) == 0
    assert (project / "public/index.html").is_file()
