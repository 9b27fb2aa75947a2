"""``generator check`` and ``generator rules`` as a person or a pipeline meets them."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from generator.checks import RULES, Finding, Severity
from generator.checks import run as run_rules
from generator.checks.formats import tally
from generator.cli import main
from generator.record.model import Answer
from generator.record.store import load
from tests.conftest import FIXTURE_DATA, REGION_DATA, ROOT

if TYPE_CHECKING:
    from pathlib import Path

DATA = REGION_DATA
UNIT = DATA / "evaluations" / "2023" / "qinghe-hedao-guanlisuo"
NATIONAL = ("--data", "nowhere")
CLEAN = UNIT / "xunhe-yanghu.yaml"
WITH_ERROR = UNIT / "hedao-qingyu.yaml"


def _printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    main(list(arguments))
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("paths", "code"),
    [
        ([DATA], 1),
        ([WITH_ERROR], 1),
        ([CLEAN], 0),  # warnings and notes only
        ([CLEAN, UNIT / "zhamen-jianxiu.yaml"], 0),
        ([UNIT], 1),
        ([ROOT / "nowhere"], 2),
        ([DATA, FIXTURE_DATA], 2),  # two data folders
    ],
)
def test_exit_codes(paths: list[Path], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *(str(path) for path in paths)]) == code
    capsys.readouterr()


def test_a_gate_may_fail_only_on_what_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(DATA), "--fail-on", "problems"]) == 0
    assert "错误 E01" in capsys.readouterr().out


def test_a_broken_record_is_code_1_and_the_others_are_still_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    shutil.copytree(FIXTURE_DATA, data)
    broken = data / "evaluations" / "2023" / "shili-tushuguan" / "tushu-gouzhi.yaml"
    broken.write_text(broken.read_text(encoding="utf-8").replace("score: 6.33", "score: 6.3O"), encoding="utf-8")
    assert main(["check", str(data)]) == 1
    printed = capsys.readouterr().out
    assert "错误 R010" in printed
    assert "luhua-yanghu.yaml:" in printed


def test_a_text_line_names_place_severity_rule_and_evidence(capsys: pytest.CaptureFixture[str]) -> None:
    lines = _printed(capsys, "check", str(WITH_ERROR)).splitlines()
    line = next(line for line in lines if " E01 " in line)
    assert line.startswith("region/evaluations/2023/qinghe-hedao-guanlisuo/hedao-qingyu.yaml:")
    assert "错误 E01 第 1 行“清淤河段数”" in line
    assert "4.00 分得 3.33 分" in line


def test_severity_leaves_out_what_weighs_less(capsys: pytest.CaptureFixture[str]) -> None:
    printed = _printed(capsys, "check", str(UNIT), "--severity", "错误")
    assert " 警告 " not in printed
    assert " 错误 E01 " in printed


def test_json_is_complete(capsys: pytest.CaptureFixture[str]) -> None:
    values = json.loads(_printed(capsys, "check", str(DATA), "--format", "json"))
    assert values["forms"] == 19
    finding = values["findings"][0]
    assert {"rule", "severity", "weight", "form_id", "title", "rows", "message", "question", "mend"} <= set(finding)
    assert {"row", "name", "field", "printed", "expected", "severity", "message", "line"} <= set(finding["places"][0])


def test_gitlab_report_has_one_fingerprint_an_issue(capsys: pytest.CaptureFixture[str]) -> None:
    issues: list[dict[str, Any]] = json.loads(_printed(capsys, "check", str(DATA), "--format", "gitlab"))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    assert {issue["severity"] for issue in issues} == {"critical", "minor", "info"}
    assert all(issue["location"]["lines"]["begin"] >= 1 for issue in issues)


def test_sarif_names_every_rule_it_uses(capsys: pytest.CaptureFixture[str]) -> None:
    log = json.loads(_printed(capsys, "check", str(DATA), "--format", "sarif"))["runs"][0]
    known = {rule["id"] for rule in log["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in log["results"]} <= known


def test_github_lines_escape_what_the_workflow_reads(capsys: pytest.CaptureFixture[str]) -> None:
    printed = _printed(capsys, "check", str(UNIT), "--format", "github").splitlines()
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in printed[:-1])
    assert "提高 5%25" in "".join(printed)


def test_markdown_escapes_values(capsys: pytest.CaptureFixture[str]) -> None:
    printed = _printed(capsys, "check", str(FIXTURE_DATA), "--format", "markdown")
    assert "\\*阅读\\*" in printed
    assert "<b>" not in printed


def test_rules_prints_the_whole_book(capsys: pytest.CaptureFixture[str]) -> None:
    printed = _printed(capsys, "rules", *NATIONAL)
    assert [rule.id for rule in RULES if f"{rule.id} {rule.severity.value} {rule.name}" not in printed] == []
    values = json.loads(_printed(capsys, "rules", "--json", *NATIONAL))
    assert [value["id"] for value in values] == [rule.id for rule in RULES]
    assert json.loads(_printed(capsys, "rules", "b", "a01", "--json", *NATIONAL))[0]["id"] == "A01"


def test_an_unknown_rule_is_wrong_use_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "A01", "A0I", *NATIONAL]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "no such rule: A0I (near: A" in printed.err
    assert main(["rules", "Z", "--json", *NATIONAL]) == 2
    assert "families: A, B" in capsys.readouterr().err


def test_ids_are_unique_and_in_the_order_of_the_families() -> None:
    ids = [rule.id for rule in RULES]
    assert ids == sorted(set(ids))
    assert {name[0] for name in ids} == set("ABCDEFGH")


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    """As with ``generator rules | head -1``."""
    process = subprocess.Popen(
        [sys.executable, "-m", "generator.cli", "rules"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=FIXTURE_DATA.parent,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0


def test_a_command_loads_no_library_that_only_the_tests_ask_for() -> None:
    """Arrow takes both along at the first list it is given, where they are installed."""
    arrow = "import sys, pyarrow; pyarrow.array([1]); print(sorted({'numpy', 'pandas'} & sys.modules.keys()))"
    said = [
        subprocess.run([sys.executable, "-c", before + arrow], capture_output=True, text=True, cwd=ROOT, check=True)
        for before in ("", "from generator.cli import be_a_command; be_a_command(); ")
    ]
    assert [done.stdout.strip() for done in said] == ["['numpy', 'pandas']", "[]"]


def test_a_file_name_that_is_no_text_is_shown_not_met_with_a_traceback(tmp_path: Path) -> None:
    """A name in GBK, as from a zip made on another system."""
    shutil.copytree(FIXTURE_DATA, tmp_path / "data")
    folder = os.fsencode(tmp_path / "data/evaluations/2023/shili-tushuguan")
    shutil.copy(os.path.join(folder, b"tushu-gouzhi.yaml"), os.path.join(folder, "项目".encode("gbk") + b".yaml"))  # noqa: PTH118
    done = subprocess.run(
        [sys.executable, "-m", "generator.cli", "check", str(tmp_path / "data")],
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 1
    assert b"R021" in done.stdout
    assert b"Traceback" not in done.stderr


def _with(finding: Finding, answer: Answer) -> Finding:
    places = tuple(dataclasses.replace(place, answer=answer) for place in finding.places)
    return dataclasses.replace(finding, places=places)


def test_the_closing_line_counts_answered_errors_only() -> None:
    """What is answered and no error blocked nothing anyway."""
    dataset = load(FIXTURE_DATA)
    answer = Answer(rule="A01", row=None, field=None, text="已说明。")
    error, *_ = (f for f in run_rules(dataset).findings if f.severity is Severity.ERROR)
    note, *_ = (f for f in run_rules(dataset).findings if f.severity is Severity.NOTE)
    answered = [_with(finding, answer) for finding in (error, note)]
    assert tally([*answered, error]) == "错误 2，提示 1；其中单位已说明的错误 1"
    assert tally([answered[1]]) == "提示 1"
    assert tally([]) == "没有发现"


def test_explain_says_how_the_values_were_read(capsys: pytest.CaptureFixture[str]) -> None:
    path = FIXTURE_DATA / "evaluations" / "2023" / "shili-tushuguan" / "tushu-gouzhi.yaml"
    printed = _printed(capsys, "check", "--explain", "e02", str(path))
    assert printed.startswith("E02 大幅超额写原因")
    assert "符号 ≥，数 " in printed
    assert "完成值是目标的 " in printed
    assert printed.rstrip().endswith("处发现。")


def test_explain_wants_a_rule_of_the_book_and_one_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "E2", str(FIXTURE_DATA)]) == 2
    assert "no such rule: E2 (near: E" in capsys.readouterr().err
    assert main(["check", "--explain", "E02", str(FIXTURE_DATA)]) == 2
    assert "wants one file" in capsys.readouterr().err
