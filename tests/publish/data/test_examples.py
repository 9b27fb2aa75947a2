"""The worked examples run as they stand on the page, on a small data folder, and give the figures of the records."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import zipfile
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from generator.publish.edition import Edition
from generator.publish.site import build_site
from tests import kinds
from tests.conftest import DAY, ROOT
from tests.web import served

if TYPE_CHECKING:
    from pathlib import Path

    from generator.record.store import Dataset

PAGE = (ROOT / "content/examples.md").read_text("utf-8")
CODE = dict(re.findall(r"^## [^\n]* \{ #(\w+) \}$.*?^```\w+\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE))
"""Each example by the anchor of its heading."""


@pytest.fixture(scope="module")
def folder(public: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive unpacked, as the page says, and the interface beside it."""
    target = tmp_path_factory.mktemp("examples")
    files = build_site(public, Edition(DAY)).files
    with zipfile.ZipFile(io.BytesIO(files["data/disclosure.zip"])) as packed:
        packed.extractall(target)
    for path, content in files.items():
        if path.startswith("api/"):
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (target / path).write_bytes(content)
    return target


def _executed() -> dict[str, Decimal]:
    """What each unit spent, in 万元, from the records."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for form in kinds.EVALUATIONS:
        amount = form.funds.wan_yuan("executed")
        if amount is not None:
            sums[form.unit] += amount
    return dict(sums)


def test_every_example_of_the_page_is_tried() -> None:
    assert set(CODE) == {"spreadsheet", "duckdb", "join", "pandas", "polars", "r", "sqlite", "curl"}


def test_duckdb(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    with duckdb.connect() as connection:
        rows = connection.sql(CODE["duckdb"]).fetchall()
    assert {unit: executed for unit, executed, _ in rows if executed is not None} == _executed()


def test_two_tables_are_joined(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lost: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for form in kinds.EVALUATIONS:
        for row in form.indicators:
            if row.lost and row.lost > 0:
                lost[form.unit, row.level2].append(row.lost)
    monkeypatch.chdir(folder)
    with duckdb.connect() as connection:
        rows = connection.sql(CODE["join"]).fetchall()
        [second] = re.findall(r"^花了.*?```sql\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
        praised = connection.sql(second).fetchall()
    assert {(unit, level2): (count, points) for unit, level2, count, points in rows} == {
        where: (len(points), sum(points, Decimal(0))) for where, points in lost.items()
    }
    low = [form for form in kinds.EVALUATIONS if form.rate is not None and form.rate < 60 and form.grade == "优"]
    assert sorted(project for project, *_ in praised) == sorted(form.project for form in low)
    assert low


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_python(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {}
    exec(CODE[name], names)  # noqa: S102 -- the page's own code
    assert {unit: amount for unit, amount in names["answer"].items() if amount} == _executed()


def test_sqlite(folder: Path) -> None:
    connection = sqlite3.connect(folder / "disclosure.sqlite")
    rows = connection.execute(CODE["sqlite"]).fetchall()
    connection.close()
    assert kinds.CUT_OFF.id in {row[0] for row in rows}
    assert all(note for *_, note in rows)


def test_r(folder: Path) -> None:
    if shutil.which("Rscript") is None:
        pytest.skip("Rscript is not installed")
    done = subprocess.run(["Rscript", "-e", CODE["r"]], cwd=folder, capture_output=True, text=True, check=True)
    assert all(unit in done.stdout for unit in _executed())


def test_spreadsheet(folder: Path, tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("soffice is not installed")
    home = f"-env:UserInstallation={tmp_path.as_uri()}"
    command = [*shlex.split(CODE["spreadsheet"]), "--outdir", str(tmp_path), home]
    subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=300)
    converted = next(tmp_path.glob("*.csv")).read_text(encoding="utf-8")
    assert all(form.project in converted for form in kinds.FORMS)


def test_curl(folder: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    with served(folder) as base:
        environment = {**os.environ, "BASE": base.rstrip("/"), "NO_PROXY": "*", "no_proxy": "*"}
        done = subprocess.run(["sh", "-c", CODE["curl"]], env=environment, capture_output=True, check=True)
    assert [item["id"] for item in json.loads(done.stdout)] == [form.id for form in kinds.FORMS]
