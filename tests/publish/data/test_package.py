"""The data package is valid for a validator that is not ours, and says when the data changed last."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from generator.checks import RULES
from generator.history.dates import Dates, History
from generator.publish.edition import Edition
from generator.publish.site import build_site
from generator.record.values import BEIJING
from tests import kinds
from tests.conftest import DAY

if TYPE_CHECKING:
    from pathlib import Path

    from generator.record.store import Dataset

CAME, CHANGED = dt.datetime(2024, 3, 8, 9, tzinfo=BEIJING), dt.datetime(2024, 5, 2, 10, tzinfo=BEIJING)

ROWS = sum(len(form.indicators) for form in kinds.FORMS)


@pytest.fixture
def package(public: Dataset, tmp_path: Path) -> Path:
    """The package of the region, written as the site writes it."""
    dates = {stored.path: Dates(CAME, CHANGED) for stored in public.forms}
    for name, content in build_site(public, Edition(DAY, history=History(dates))).files.items():
        if name.startswith("data/"):
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return tmp_path / "data/datapackage.json"


def _validate(package: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "frictionless", "validate", package.name, "--json"]
    done = subprocess.run(command, cwd=package.parent, capture_output=True, text=True, check=False)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def test_package_is_valid(package: Path) -> None:
    report = _validate(package)
    assert report["valid"], [task["errors"][:2] for task in report["tasks"] if not task["valid"]]
    rows = {task["name"]: task["stats"].get("rows", 0) for task in report["tasks"]}
    for edition in ("", "numeric-"):
        counts = [rows[f"{edition}{name}"] for name in ("forms", "funds", "indicators")]
        assert counts == [len(kinds.FORMS), len(kinds.EVALUATIONS) * 4, ROWS]
    assert rows["rules"] == len(RULES)
    assert rows["remarks"] == sum(len(form.remarks) for form in kinds.FORMS) > 0
    assert rows["findings"] > rows["forms"]
    assert {"blanks", "observations", "corrections", "changes"} <= set(rows)


def test_package_says_its_version_and_what_it_is_about(package: Path) -> None:
    values = json.loads(package.read_text(encoding="utf-8"))
    assert re.fullmatch(r"\d+\.\d+\.\d+", values["version"])
    assert "绩效评价" in values["keywords"]


@pytest.mark.parametrize(
    ("file", "old", "new", "error"),
    [
        ("forms.csv", b",89.29,", b",89.29fen,", "hash-count"),
        ("indicators.csv", b"evaluations/2023/qinghe-shuili-ju/", b"evaluations/2024/nobody/", "foreign-key"),
    ],
)
def test_validator_sees_what_is_wrong(package: Path, file: str, old: bytes, new: bytes, error: str) -> None:
    path = package.with_name(file)
    assert old in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    errors = {item["type"] for task in _validate(package)["tasks"] for item in task["errors"]}
    assert error in errors


def test_package_says_when_the_data_changed_last(package: Path) -> None:
    assert json.loads(package.read_text(encoding="utf-8"))["created"] == CHANGED.isoformat()


def test_data_set_describes_and_cites_itself(package: Path, public: Dataset) -> None:
    described = json.loads(package.with_name("dataset.jsonld").read_text(encoding="utf-8"))
    assert described["@type"] == "Dataset"
    assert described["version"] == json.loads(package.read_text(encoding="utf-8"))["version"]
    assert described["dateModified"] == CHANGED.isoformat()
    for item in described["distribution"]:
        assert (package.parent / item["contentUrl"].rpartition("/")[2]).is_file()
    dates = {stored.path: Dates(CAME, CHANGED) for stored in public.forms}
    site = build_site(public, Edition(DAY, "https://example.org/jixiao/", History(dates)))
    cited = site.fill("dictionary.md", "<!-- disclosure: citation -->")
    assert "数据更新至 2024-05-02" in cited
    assert "https://example.org/jixiao/" in cited
    assert "@misc{" in cited
