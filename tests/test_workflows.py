"""The ready CI files are valid, pin every action by commit, give least privilege, and call what a person calls."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"


def _load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize(
    ("schema", "files"),
    [("vendor.github-workflows", WORKFLOWS), ("vendor.gitlab-ci", [GITLAB])],
    ids=["github", "gitlab"],
)
def test_files_fit_the_schema_of_their_service(schema: str, files: list[Path]) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_commit_with_its_version(path: Path) -> None:
    uses = re.findall(r"uses: (\S+)(.*)", path.read_text(encoding="utf-8"))
    assert uses
    for action, comment in uses:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action), action
        assert re.search(r"# v\d+\.\d+\.\d+", comment), action


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_read_only_unless_a_job_publishes(path: Path) -> None:
    workflow = _load(path)
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        assert "contents" not in job.get("permissions", {}) or job["permissions"]["contents"] == "read", name
        assert job["timeout-minutes"] <= 30, name


def test_both_services_run_the_gate_and_publish_only_after_it() -> None:
    github, gitlab = _load(WORKFLOWS[0]), _load(GITLAB)
    assert any("bash .ci/run" in step.get("run", "") for step in github["jobs"]["gate"]["steps"])
    assert github["jobs"]["publish"]["needs"] == "gate"
    assert "bash .ci/run" in gitlab["gate"]["script"]
    assert gitlab["pages"]["needs"] == ["gate"]


def test_a_change_shows_its_meaning_and_its_pages_though_a_reason_is_missing() -> None:
    github, gitlab = _load(WORKFLOWS[0]), _load(GITLAB)
    steps = github["jobs"]["gate"]["steps"]
    ran = [step.get("run", "").split("\n")[0] for step in steps]
    assert ran.index('make preview BASE="$BASE"') > ran.index("bash .ci/run")
    report = next(step for step in steps if step.get("id") == "report")
    assert report["continue-on-error"]
    assert steps[-2] == {
        "name": "A changed figure needs its reason",
        "if": "steps.report.outcome == 'failure'",
        "run": "exit 1",
    }
    assert "make preview" in gitlab["changes"]["script"][1]
    assert gitlab["changes"]["artifacts"]["when"] == "always"


def test_every_make_target_a_workflow_calls_is_there() -> None:
    """Each runs the same words as a person."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    texts = [path.read_text(encoding="utf-8") for path in (*WORKFLOWS, GITLAB, ROOT / ".ci" / "run")]
    called = set(re.findall(r"\bmake ([a-z-]+)", re.sub(r"#.*", "", "\n".join(texts))))
    assert {"diff-report", "preview", "lint", "site", "test"} <= called
    for target in called:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
