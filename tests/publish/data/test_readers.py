"""Every published file is opened by a program that is not ours; a new kind of file needs a reader here."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from typing import TYPE_CHECKING

import duckdb
import openpyxl
import pytest
import yaml  # type: ignore[import-untyped]
from lxml import etree

from generator.publish.edition import Edition
from generator.publish.site import build_site
from tests.conftest import DAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.record.store import Dataset


def _rows(path: Path) -> int:
    """How many rows DuckDB sees, each with as many cells as the head."""
    reading = f"read_csv('{path}', header = true, all_varchar = true, strict_mode = true, null_padding = false)"
    return _count(reading)


def _count(source: str) -> int:
    with duckdb.connect() as connection:
        [(count,)] = connection.execute(f"SELECT count(*) FROM {source}").fetchall()  # noqa: S608 -- a path of ours
    return int(count)


def _parquet(path: Path) -> None:
    folder, name = path.parent.parent, f"{path.stem}.csv"
    twin = folder / "numeric" / name if (folder / "numeric" / name).exists() else folder / name
    assert _count(f"'{path}'") == _rows(twin), path


def _sqlite(path: Path) -> None:
    connection = sqlite3.connect(path)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for name in set(tables) - {"columns"}:
        twins = [path.parent / folder / f"{name}.csv" for folder in ("numeric", "")]
        count = connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()  # noqa: S608 -- a name of ours
        assert count == (_rows(next(twin for twin in twins if twin.exists())),), name
    connection.close()


def _workbook(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    assert all(sheet.max_row > 1 for sheet in book)


def _archive(path: Path) -> None:
    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None


def _text(path: Path) -> None:
    assert path.read_bytes().decode("utf-8").endswith("\n")


READERS: dict[str, Callable[[Path], object]] = {
    ".csv": _rows,
    ".json": lambda path: json.loads(path.read_bytes()),
    ".jsonld": lambda path: json.loads(path.read_bytes()),
    ".parquet": _parquet,
    ".sqlite": _sqlite,
    ".xlsx": _workbook,
    ".xml": lambda path: etree.fromstring(path.read_bytes()),
    ".yaml": lambda path: yaml.safe_load(io.BytesIO(path.read_bytes())),
    ".zip": _archive,
    ".css": _text,
    ".txt": _text,
    "": _text,
}
"""By the end of the name; headers for hosts have none."""


@pytest.fixture(scope="module")
def published(small: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("published")
    for path, content in build_site(small, Edition(DAY)).files.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(content)
    return target


def test_every_published_file_is_opened_by_another_program(published: Path) -> None:
    files = [path for path in published.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == READERS.keys()
    for path in files:
        READERS[path.suffix](path)
