"""The ready CI files are valid, pin every action by commit, give least privilege, and call what a person calls."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from tests.conftest import ROOT
from tests.repository import Repository

if TYPE_CHECKING:
    from pathlib import Path

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SITE = ROOT / ".github" / "workflows" / "site.yml"
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
    uses = re.findall(r"uses: (?!\./)(\S+)(.*)", path.read_text(encoding="utf-8"))
    for action, comment in uses:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action), action
        assert re.search(r"# v\d+\.\d+\.\d+", comment), action


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_read_only_unless_a_job_publishes(path: Path) -> None:
    workflow = _load(path)
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        assert "contents" not in job.get("permissions", {}) or job["permissions"]["contents"] == "read", name
        assert "uses" in job or job["timeout-minutes"] <= 30, name


def test_both_services_run_the_gate_and_publish_only_after_it() -> None:
    github, gitlab = _load(SITE), _load(GITLAB)
    assert any("bash .ci/run" in step.get("run", "") for step in github["jobs"]["gate"]["steps"])
    assert github["jobs"]["publish"]["needs"] == ["gate", "changes"]
    assert "bash .ci/run" in gitlab["gate"]["script"]
    assert gitlab["pages"]["needs"] == ["gate", "changes"]
    for job in (github["jobs"]["publish"]["if"], github["jobs"]["changes"].get("if", "")):
        assert "cancelled" not in job
        assert "always" not in job, "what was refused stays refused, also on a schedule"
    assert gitlab["pages"]["resource_group"] == "pages"


def test_a_change_shows_its_meaning_and_its_pages_though_a_reason_is_missing() -> None:
    github, gitlab = _load(SITE), _load(GITLAB)
    steps = github["jobs"]["changes"]["steps"]
    report = next(step for step in steps if step.get("id") == "report")
    assert report["continue-on-error"]
    assert steps[-1] == {
        "name": "A changed figure needs its reason",
        "if": "steps.report.outcome == 'failure'",
        "run": "exit 1",
    }
    assert any(step.get("run") == 'make preview BASE="$BASE"' for step in steps)
    assert any(line.startswith("make preview") for line in gitlab["changes"]["script"])
    assert gitlab["changes"]["artifacts"]["when"] == "always"


def test_both_services_let_the_same_script_judge() -> None:
    """A push and a scheduled run are held against what the site shows, on both."""
    github, gitlab = _load(SITE), _load(GITLAB)
    steps = github["jobs"]["changes"]["steps"]
    assert sum(step.get("run") == "bash .ci/judge" for step in steps) == 1
    assert "bash .ci/judge || failed=1" in gitlab["changes"]["script"]
    assert github["jobs"]["changes"]["env"]["EXACT"] == "${{ github.event_name != 'pull_request' && '1' || '' }}"
    assert any("CI_COMMIT_BEFORE_SHA" in line and "EXACT=1" in line for line in gitlab["changes"]["script"])
    assert "rules" not in gitlab["changes"]


PROGRAM = """#!/bin/sh
case "$*" in *--help*) echo "--require-reasons {knows}";; *) echo "{name}: $*";; esac
"""


def _state(repository: Repository, name: str, knows: str, day: int) -> str:
    """A commit whose program says its name and what it is asked, and knows some options; returns the commit."""
    tools = {path: (ROOT / path).read_text(encoding="utf-8") for path in (".ci/judge", "Makefile")}
    made = tools["Makefile"].partition("$(READY): ")
    install = "$(READY):\n\tmkdir -p $(BIN) && cp program $(BIN)/generator && chmod +x $(BIN)/generator && touch $@\n\n"
    rest = made[2].partition("\n\n")[2]
    files = tools | {"Makefile": f"{made[0]}{install}{rest}", ".gitignore": ".venv\n.cache\nbuild\n"}
    repository.commit(day, files | {"program": PROGRAM.format(name=name, knows=knows)})
    return subprocess.run(
        ["git", "-C", str(repository.root), "rev-parse", "HEAD"], check=True, capture_output=True, text=True
    ).stdout.strip()


def _judge(root: Path, **settings: str) -> tuple[str, str]:
    done = subprocess.run(
        ["bash", ".ci/judge"],
        cwd=root,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return (root / "build/diff.md").read_text(encoding="utf-8"), done.stderr


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_the_program_of_the_state_before_judges_with_what_it_knows(tmp_path: Path) -> None:
    """A change that loosens a rule is not judged by the loosened rule; an older program goes without new options."""
    repository = Repository(tmp_path)
    first = _state(repository, "first", "", 1)
    second = _state(repository, "second", "--exact --published", 2)
    _state(repository, "third", "--exact --published", 3)
    report, said = _judge(tmp_path, BASE=first, EXACT="1", SITE_URL="https://example.org/")
    assert report == f"first: diff {first} --format markdown --require-reasons\n"
    assert "does not know --exact yet" in said
    report, _ = _judge(tmp_path, BASE=second, EXACT="1", SITE_URL="https://example.org/")
    expected = f"diff {second} --exact --published=https://example.org/ --format markdown --require-reasons"
    assert report == f"second: {expected}\n"
    for unknown in ("", "0" * 40, "1" * 40):
        report, said = _judge(tmp_path, BASE=unknown, EXACT="", SITE_URL="")
        assert report == f"second: diff {second} --format markdown --require-reasons\n"
        assert f"{second} takes its place" in said


def test_the_schedule_keeps_itself_alive_and_a_silent_site_raises_an_alarm() -> None:
    daily, watch = _load(SITE.with_name("daily.yml")), _load(SITE.with_name("watch.yml"))
    assert daily["jobs"]["site"]["uses"] == "./.github/workflows/site.yml"
    assert "workflow_call" in _load(SITE)["on"]
    alive = daily["jobs"]["keep-alive"]["steps"][0]["run"]
    assert "daily.yml watch.yml builders.yml" in alive
    assert watch["on"]["schedule"]
    assert watch["jobs"]["site"]["steps"][-1]["run"] == 'make verify SITE="$SITE_URL"'


def test_other_builders_are_tried_and_may_fail() -> None:
    builders, gitlab = _load(SITE.with_name("builders.yml")), _load(GITLAB)
    job = builders["jobs"]["other"]
    assert builders["on"]["schedule"]
    assert job["continue-on-error"]
    assert job["strategy"]["matrix"]["builder"] == ["properdocs", "zensical"]
    assert job["steps"][-1]["run"] == "bash .ci/builders ${{ matrix.builder }}"
    assert gitlab["builders"]["allow_failure"]


def _commits(root: Path, base: str) -> tuple[int, str]:
    done = subprocess.run(["bash", ".ci/commits", base], cwd=root, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout


def test_data_and_code_never_stand_in_one_commit(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.commit(1, {".ci/commits": (ROOT / ".ci/commits").read_text(encoding="utf-8")})
    repository.commit(2, {"data/a.yaml": "a", "audit/read.yaml": "a"})
    repository.commit(3, {"generator/a.py": "a"})
    assert _commits(tmp_path, "HEAD~2") == (0, "")
    repository.commit(4, {"data/a.yaml": "b", "generator/a.py": "b"})
    code, said = _commits(tmp_path, "HEAD~3")
    assert code == 1
    assert "data/a.yaml" in said
    assert "generator/a.py" in said
    (tmp_path / "data/a.yaml").write_text("c", encoding="utf-8")
    (tmp_path / "generator/a.py").write_text("c", encoding="utf-8")
    repository.git("add", "-A")
    assert _commits(tmp_path, "--staged")[0] == 1


def test_a_proposal_is_judged_commit_by_commit() -> None:
    github, gitlab = _load(SITE), _load(GITLAB)
    assert any(step.get("run") == 'make commits BASE="$BASE"' for step in github["jobs"]["changes"]["steps"])
    assert any('make commits BASE="$BASE"' in line for line in gitlab["changes"]["script"])


def test_every_make_target_a_workflow_calls_is_there() -> None:
    """Each runs the same words as a person."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    texts = [path.read_text(encoding="utf-8") for path in (*WORKFLOWS, GITLAB, *sorted((ROOT / ".ci").iterdir()))]
    calls = re.findall(r"\bmake (?:--\S+ )*([a-z][a-z -]*)", re.sub(r"#.*", "", "\n".join(texts)))
    called = {target for call in calls for target in call.split()}
    assert {"diff-report", "preview", "lint", "accept", "test"} <= called
    for target in called:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
