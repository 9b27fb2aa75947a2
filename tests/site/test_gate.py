"""The gate's data part on copies of a project: a contribution and a fork pass, what is broken does not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import DAY, FIXTURE_DATA, ROOT
from tests.web import make_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")

GATES = "evaluations/2023/qinghe-hedao-guanlisuo/zhamen-jianxiu.yaml"
PATROL = "evaluations/2023/qinghe-hedao-guanlisuo/xunhe-yanghu.yaml"
READ = """\
documents: {s1: shuili-2023.pdf, h1: hedao.docx, g1: guangai.txt, x1: diyi-xiaoxue.xlsx}
rounding: round
grades: {优: 90, 良: 80, 合格: 60, 不合格: 0}
cut_off: {g1-03: 资金表右侧被截断, g1-04: 合计行被截断}
profile:
forms:
"""
WITHDRAWN = """\
  - form: evaluations/2023/qinghe-hedao-guanlisuo/xunhe-yanghu
    project: 巡河养护经费
    date: 2024-05-30
    reason: 与另一份表重复。
"""
CORRECTION = """\
corrections:
  - date: 2024-05-30
    field: total_score
    old: 84.08
    new: 84.18
    reason: 原件合计行印错，单位来函更正。
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of the invented region whose records were all read by its audit."""
    root = make_project(tmp_path_factory.mktemp("gate") / "project")
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        (root / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "audit", root / "audit", ignore=shutil.ignore_patterns("*.yaml", "__pycache__"))
    (root / "audit/read.yaml").write_text(READ, encoding="utf-8")
    (root / "audit/expected_findings.yaml").write_text("", encoding="utf-8")
    read = _make(root, "audit-update")
    assert "19 forms were read; 19 of them are here, 19 unchanged, 1 corrected" in read.stdout, read.stdout
    return root


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Path:
    return shutil.copytree(project, tmp_path / "project", symlinks=True)


def _make(root: Path, *targets: str) -> subprocess.CompletedProcess[str]:
    """Call make as a person does, with the environment the tests run in."""
    settings = {"PUBLISH_DATE": DAY.isoformat(), "SOURCE_DATE_EPOCH": "1700000000", "PYTHONUTF8": "1"}
    command = ["make", f"--old-file={sys.prefix}/.ready", f"VENV={sys.prefix}", *targets]
    return subprocess.run(
        command, cwd=root, env=os.environ | settings, capture_output=True, text=True, check=False, timeout=300
    )


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _add_a_form(root: Path) -> None:
    added = root / "data" / GATES.replace("zhamen-jianxiu", "hedao-baojie")
    shutil.copy(root / "data" / GATES, added)
    _replace(added, "project: 闸门检修", "project: 河道保洁")
    _replace(added, "position: 4", "position: 5")


def _put_another_region_in(root: Path) -> None:
    shutil.rmtree(root / "data")
    shutil.copytree(FIXTURE_DATA, root / "data")


def _withdraw_a_form(root: Path) -> None:
    (root / "data" / PATROL).unlink()
    path = root / "data/withdrawn.yaml"
    path.write_text(path.read_text(encoding="utf-8") + WITHDRAWN, encoding="utf-8")


def _change_a_total(root: Path) -> None:
    _replace(root / "data" / GATES, "total_score: 84.08", "total_score: 84.18")


def _correct_a_total(root: Path) -> None:
    _change_a_total(root)
    path = root / "data" / GATES
    path.write_text(path.read_text(encoding="utf-8") + CORRECTION, encoding="utf-8")


def _break_a_record(root: Path) -> None:
    _replace(root / "data" / GATES, "total_score: 84.08", "total_score: 84.O8")


def _write_a_dead_link(root: Path) -> None:
    _replace(root / "content/guide.md", "# ", '<a href="../units/nobody/">某单位</a>\n\n# ')


def _contribute(root: Path) -> None:
    """A form comes, one goes by the rules, a printed wrong sum is corrected with its reason."""
    _add_a_form(root)
    _withdraw_a_form(root)
    _correct_a_total(root)


def test_contributions_pass_the_gate_and_have_given_their_reasons(copy: Path) -> None:
    _contribute(copy)
    for targets in (["accept"], ["diff-report", "BASE=HEAD"]):
        done = _make(copy, *targets)
        assert done.returncode == 0, done.stdout + done.stderr


def test_a_fork_passes_the_gate(copy: Path) -> None:
    _put_another_region_in(copy)
    done = _make(copy, "accept")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_break_a_record, "R010"),
        (_change_a_total, "test_scores_add_up_to_the_printed_total"),
        (_write_a_dead_link, "../units/nobody/：没有这个地址"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_is_broken_does_not_pass(copy: Path, change: Callable[[Path], None], said: str) -> None:
    change(copy)
    done = _make(copy, "accept")
    assert done.returncode != 0
    assert said in done.stdout + done.stderr
