"""Another region takes the project: after one command and one form the site stands, without a word of the old one."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from generator.checks import run
from generator.cli import main
from generator.record.store import load
from generator.review.comparison import compare_states
from generator.review.reasons import missing_reasons
from generator.review.snapshot import read_snapshot
from tests.conftest import DAY, FIXTURE_DATA, ROOT

if TYPE_CHECKING:
    from pathlib import Path

WHO = {"region": "青禾县", "department": "青禾县农业农村局", "unit": "青禾县农机服务站", "year": "2023"}


def _init(data: Path, *more: str) -> int:
    return main(
        ["init", *(part for key, text in WHO.items() for part in (f"--{key}", text)), "--data", str(data), *more]
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """What a fork has: the program's written pages, its look and settings, and somebody else's records."""
    for name in ("content", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("mkdocs.yml", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "generator").symlink_to(ROOT / "generator")
    shutil.copytree(FIXTURE_DATA, tmp_path / "data")
    return tmp_path


def _one_form(data: Path) -> None:
    registered = load(data).registry
    assert registered is not None
    (unit_id,) = registered.units
    (document,) = registered.documents
    text = (FIXTURE_DATA / "evaluations/2023/shili-tushuguan/tushu-gouzhi.yaml").read_text(encoding="utf-8")
    text = text.replace("示例市文化和旅游局", WHO["department"]).replace("示例市图书馆", WHO["unit"])
    text = text.replace("document: a1", f"document: {document}")
    path = data / f"evaluations/2023/{unit_id}/tushu-gouzhi.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")


def test_after_it_and_one_form_everything_is_green(project: Path) -> None:
    data = project / "data"
    assert _init(data, "--yes") == 0
    assert load(data).problems == ()
    assert load(data).forms == ()
    _one_form(data)
    done = subprocess.run(
        [sys.executable, "-m", "generator", "site"], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    pages = {
        path.relative_to(project / "site"): path.read_text(encoding="utf-8") for path in project.glob("site/**/*.html")
    }
    assert len(pages) > 10
    told = {str(name) for name, page in pages.items() if "上海" in page or "shanghai" in page}
    assert told == set()
    method = (project / "site/method/index.html").read_text(encoding="utf-8")
    assert "青禾县的系统把执行率和执行得分四舍五入到两位小数" in re.sub(r"<[^>]+>", "", method)
    assert "截取" not in (project / "site/guide/index.html").read_text(encoding="utf-8")


def test_the_site_stands_without_any_form(project: Path) -> None:
    assert _init(project / "data", "--yes") == 0
    done = subprocess.run(
        [sys.executable, "-m", "generator", "site"], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_the_old_region_published_needs_no_reason(project: Path) -> None:
    data = project / "data"
    old = read_snapshot(FIXTURE_DATA)
    assert _init(data, "--yes") == 0
    _one_form(data)
    new = read_snapshot(data)
    assert missing_reasons(compare_states(old, new), old, new, DAY, is_published=False) == ()


def test_nothing_goes_before_every_answer_is_there(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = project / "data"
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    monkeypatch.setattr("builtins.input", lambda _: "否")
    assert _init(data) == 2
    assert main(["init", "--region", "青禾县", "--data", str(data), "--year", "今年"]) == 2
    assert _init(data, "--yes", "--template", "meiyou") == 2
    assert "没有“meiyou”这种表式" in capsys.readouterr().err
    assert before == {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}


def test_it_asks_for_what_is_not_given(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([*WHO.values(), "是"])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    assert main(["init", "--data", str(project / "data")]) == 0
    registry = load(project / "data").registry
    assert registry is not None
    assert (registry.profile.region, [unit.name for unit in registry.units.values()]) == (WHO["region"], [WHO["unit"]])


def test_schemas_and_settings_for_editors_are_current(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["schema", "--check", str(ROOT / ".vscode")]) == 0, capsys.readouterr().out
    assert main(["schema", "--check", str(tmp_path)]) == 1
    assert main(["schema", str(tmp_path)]) == 0
    assert main(["schema", "--check", str(tmp_path)]) == 0
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert all((ROOT / address).is_file() for address in settings["yaml.schemas"])


def test_the_sample_of_the_guide_is_a_record_without_a_problem(tmp_path: Path) -> None:
    """What CONTRIBUTING.zh.md shows can be copied as it stands."""
    guide = (ROOT / "CONTRIBUTING.zh.md").read_text(encoding="utf-8")
    sample = next(block for block in re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL) if block.startswith("kind:"))
    data = shutil.copytree(FIXTURE_DATA, tmp_path / "data")
    path = data / "evaluations/2023/shili-tushuguan/tushu-gouzhi.yaml"
    path.write_text(sample, encoding="utf-8")
    assert load(data).problems == ()
    form_id = "evaluations/2023/shili-tushuguan/tushu-gouzhi"
    assert [finding.message for finding in run(load(data)).of_form(form_id) if finding.severity.value == "错误"] == []


def test_the_registries_of_the_guide_read_without_a_problem(tmp_path: Path) -> None:
    """The guide shows each of the three registries whole, with its comments."""
    guide = (ROOT / "CONTRIBUTING.zh.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    for name, begins in (("units", "departments:"), ("documents", "documents:"), ("profile", "region:")):
        block = next(block for block in blocks if block.lstrip().startswith(begins))
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / f"data/{name}.yaml").write_text(block, encoding="utf-8")
    assert load(tmp_path / "data").problems == ()
