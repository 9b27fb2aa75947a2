"""What a build takes over from the last one: the same bytes as a build that makes all anew, whatever was changed."""

from __future__ import annotations

import filecmp
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from generator.publish.door.kept import FileMark, Index, of_parts, of_site
from tests.conftest import DAY
from tests.web import make_project

if TYPE_CHECKING:
    from pathlib import Path

FORM = "evaluations/2023/qinghe-hedao-guanlisuo/xunhe-yanghu"
GONE = "evaluations/2023/qinghe-shuili-ju/xunhe-yanghu"
FAR = "evaluations/2022/qinghe-diyi-xiaoxue/tushu-peizhi"


def run(project: Path, *words: str, **settings: str) -> str:
    environment = os.environ | {
        "SITE_URL": "https://example.org/jixiao/",
        "CONTACT": "jixiao@example.org",
        "PUBLISH_DATE": DAY.isoformat(),
        "SOURCE_DATE_EPOCH": "1700000000",
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONUTF8": "1",
    }
    command = [sys.executable, "-m", "generator.cli", *words]
    done = subprocess.run(command, cwd=project, env=environment | settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(project: Path, site: str, *options: str, **settings: str) -> Path:
    run(project, "build", "--site", site, *options, **settings)
    return project / site


def differences(one: Path, other: Path) -> list[str]:
    """Every file that is not the same, byte for byte, in both folders."""
    names = {path.relative_to(folder).as_posix() for folder in (one, other) for path in folder.rglob("*.*")}
    _, different, errors = filecmp.cmpfiles(one, other, sorted(names), shallow=False)
    return sorted(name for name in different + errors if not (one / name).is_dir())


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented region with its site built once, in several processes."""
    root = make_project(tmp_path_factory.mktemp("kept") / "project")
    build(root, "site", WORKERS="3")
    return root


def test_parts_made_apart_are_one_site(project: Path) -> None:
    """Two shares, each by a process of its own as on a machine of its own; a file that came over broken is made."""
    for number in (1, 2):
        run(project, "render", "--shard", f"{number}/2", f"part{number}")
    broken = next((project / "part2/files").rglob("index.html"))
    broken.write_bytes(broken.read_bytes()[:100])
    said = run(project, "merge", "part1", "part2", "--site", "merged")
    pieces = [json.loads((project / f"part{n}/kept.json").read_text())["pieces"].keys() for n in (1, 2)]
    assert all(pieces)
    assert len(set().union(*pieces)) == sum(map(len, pieces))
    assert f"{sum(map(len, pieces)) - 1} 件取自各部分" in said
    assert differences(project / "site", project / "merged") == []


def test_a_part_names_no_file_outside_of_it(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    (tmp_path / "part/files").mkdir(parents=True)
    for path, count in (("own", 1), ("../../secret", 0), (f"{tmp_path}/secret", 0)):
        index = Index()
        index.add("a", "key", {path: FileMark("0", 1, 1)})
        index.write(tmp_path / "part/kept.json")
        assert len(of_parts([tmp_path / "part"]).folders) == count, path


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, path
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _add(path: Path, line: str) -> None:
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")


def test_after_an_edit_all_is_as_if_made_anew(project: Path) -> None:
    """A name, a figure that moves ranks, a form that goes, one that comes, a written page.

    Anew by the plain path, in one process, every page printed by the builder: a page that was filled is the same.
    """
    before = {name: (project / "site" / name / "index.html").stat().st_ino for name in (FORM, FAR)}
    _edit(project / f"data/{FORM}.yaml", "project: 巡河", "project: 再巡河")
    score = next(line for line in (project / f"data/{FORM}.yaml").read_text().splitlines() if "total_score: " in line)
    _edit(project / f"data/{FORM}.yaml", score, "total_score: 61.50")
    (project / f"data/{GONE}.yaml").unlink()
    _edit(project / "content/about.md", "# ", "# 再说")
    warm = build(project, "site", WORKERS="2")
    cold = build(project, "cold", "--anew", WORKERS="1", FILL_PAGES="false")
    assert differences(warm, cold) == []
    assert not (warm / GONE).exists()
    after = {name: (warm / name / "index.html").stat().st_ino for name in (FORM, FAR)}
    assert after[FAR] == before[FAR], "what an edit does not touch is taken over"
    assert after[FORM] != before[FORM]


def test_a_file_that_somebody_changed_is_made_again(project: Path) -> None:
    """The index tells what was made, the bytes tell whether it still lies there."""
    site = build(project, "site")
    wanted = (site / FAR / "index.html").read_bytes()
    (site / FAR / "index.html").write_bytes(b"not ours")
    (site / FORM / "index.html").unlink()
    _add(project / "content/about.md", "多一行。")
    again = build(project, "site")
    assert (again / FAR / "index.html").read_bytes() == wanted
    assert (again / FORM / "index.html").is_file()


def test_an_index_that_is_none_is_no_index(project: Path) -> None:
    site, index = project / "site", project / ".site.kept"
    stated = json.loads(index.read_text(encoding="utf-8"))
    assert len(of_site(site).folders) == 1
    for text in (json.dumps(stated | {"manifest": "x"}), json.dumps(stated | {"pieces": {"a": 3}}), "{"):
        index.write_text(text, encoding="utf-8")
        assert of_site(site).folders == (), text[:50]
    _add(project / "content/about.md", "又一行。")
    assert build(project, "site") == site
    assert json.loads(index.read_text(encoding="utf-8"))["pieces"].keys() == stated["pieces"].keys()
