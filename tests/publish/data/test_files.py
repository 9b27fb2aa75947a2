"""One file for everything, read back by programs that are not ours: figures of the records, decimals exact."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sqlite3
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING

import duckdb
import pytest

from generator.publish.edition import Edition
from generator.publish.site import build_site
from tests import kinds
from tests.conftest import DAY

if TYPE_CHECKING:
    from pathlib import Path

    from generator.record.store import Dataset


@pytest.fixture(scope="module")
def files(public: Dataset) -> dict[str, bytes]:
    return build_site(public, Edition(DAY)).files


@pytest.fixture(scope="module")
def folder(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("files")
    for path, content in files.items():
        if path.startswith(("data/", "api/")):
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (target / path).write_bytes(content)
    return target


def _numbers(files: dict[str, bytes], name: str, column: str) -> list[Decimal | None]:
    rows = csv.DictReader(io.StringIO(files[f"data/numeric/{name}.csv"].decode()))
    return [Decimal(row[column]) if row[column] else None for row in rows]


@pytest.mark.parametrize(
    ("name", "column"),
    [("forms", "executed_wan_yuan"), ("forms", "annual_total_wan_yuan"), ("indicators", "target_value")],
)
def test_parquet_holds_the_same_decimals(files: dict[str, bytes], folder: Path, name: str, column: str) -> None:
    import polars as pl  # noqa: PLC0415 -- slow, and every process that tests collects this file

    path = folder / f"data/parquet/{name}.parquet"
    expected = _numbers(files, name, column)
    assert any(expected)
    assert [row[0] for row in duckdb.read_parquet(str(path)).select(column).fetchall()] == expected
    assert pl.read_parquet(path)[column].to_list() == expected


def test_parquet_has_types(folder: Path) -> None:
    import polars as pl  # noqa: PLC0415

    frame = pl.read_parquet(folder / "data/parquet/indicators.parquet")
    assert frame.schema["target_value"] == pl.Decimal(38, 10)
    assert frame.schema["target_approximate"] == pl.Boolean
    assert pl.read_parquet(folder / "data/parquet/forms.parquet").schema["approved"] == pl.Date


def test_sqlite_holds_every_table_sound_and_exact(files: dict[str, bytes], folder: Path) -> None:
    connection = sqlite3.connect(folder / "data/disclosure.sqlite")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    figures = [row[0] for row in connection.execute("SELECT executed_wan_yuan FROM forms ORDER BY id")]
    exact = [Decimal(figure) if figure else None for figure in figures]
    assert exact == _numbers(files, "forms", "executed_wan_yuan")
    kinds_of = {row[0] for row in connection.execute("SELECT typeof(score_points) FROM indicators_real")}
    assert kinds_of <= {"real", "null"}
    assert connection.execute("SELECT count(*) FROM indicators").fetchone() == (
        sum(len(form.indicators) for form in kinds.FORMS),
    )
    meanings = connection.execute("SELECT count(*) FROM columns WHERE meaning = ''").fetchone()
    assert meanings == (0,)
    connection.close()


def test_archive_holds_every_file_with_its_checksum(files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(files["data/disclosure.zip"])) as packed:
        assert packed.testzip() is None
        lines = [line.split("  ") for line in packed.read("SHA256SUMS").decode().splitlines()]
        sums = {name: digest for digest, name in lines}
        assert set(sums) == set(packed.namelist()) - {"SHA256SUMS"}
        for name, digest in sums.items():
            assert hashlib.sha256(packed.read(name)).hexdigest() == digest
            assert packed.read(name) == files[f"data/{name}"]
        assert {"numeric/forms.csv", "datapackage.json", "disclosure.sqlite", "forms.xlsx"} <= set(sums)


def test_every_list_and_form_is_what_its_description_says(files: dict[str, bytes]) -> None:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 -- only here
    from openapi_spec_validator import validate  # noqa: PLC0415 -- only here

    description = json.loads(files["api/v1/openapi.json"])
    validate(description)
    schemas = description["components"]["schemas"]
    for name in ("index", "years", "units", "projects", "forms"):
        Draft202012Validator(schemas[name]).validate(json.loads(files[f"api/v1/{name}.json"]))
    listed = json.loads(files["api/v1/forms.json"])
    assert [item["id"] for item in listed] == [form.id for form in kinds.FORMS]
    for form in kinds.FORMS:
        value = json.loads(files[f"api/v1/forms/{form.id}.json"])
        schema = json.loads(files[f"api/v1/schema/{form.kind.key}.json"])
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(value)


def test_a_form_of_the_interface_holds_the_figures_of_its_record(files: dict[str, bytes]) -> None:
    for form in kinds.EVALUATIONS:
        value = json.loads(files[f"api/v1/forms/{form.id}.json"])
        printed = value["funds"]["total"]["executed"]
        figure = form.funds.total.executed
        assert (printed and printed["printed"]) == (figure and figure.text)
        assert (Decimal(printed["value"]) if printed and printed["value"] else None) == (figure and figure.value)
        assert [row["target"] for row in value["indicators"]] == [row.target for row in form.indicators]
        ids = [row["row_id"] for row in value["indicators"]]
        assert len(set(ids)) == len(ids)
