"""Fixtures shared by all tests: the two invented data sets, a watch over data/, a way to rewrite golden files."""

from __future__ import annotations

import datetime as dt
import gc
import importlib
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from generator.record.store import load

if TYPE_CHECKING:
    from generator.record.store import Dataset

pytest_plugins = ["tests.web"]
# No deadline: a busy machine is no bug; in CI the same examples every time. Many: pytest --hypothesis-profile=thorough
settings.register_profile("project", deadline=None, derandomize="CI" in os.environ, max_examples=80)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile("project")

ROOT = Path(__file__).parent.parent
DAY = dt.date(2024, 6, 1)
"""The day for which the tests publish."""
FIXTURE_DATA = Path(__file__).parent / "fixtures" / "data"
REGION_DATA = Path(__file__).parent / "fixtures" / "region"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files; review the diff before commit")


def pytest_configure() -> None:
    """The watch over data/ goes on in every process that a test starts."""
    watch = str(Path(__file__).parent / "watch")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (watch, os.environ.get("PYTHONPATH"))))
    sys.path.insert(0, watch)
    sys.modules.pop("sitecustomize", None)
    importlib.import_module("sitecustomize")


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: not to be looked through again and again for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_unconfigure() -> None:
    """At the end all is put away as usual."""
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a workflow sets for the real site is not set for a test, unless the test sets it."""
    for name in ("SITE_URL", "REPOSITORY_URL", "CONTACT", "PUBLISH_DATE", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def small() -> Dataset:
    """Four invented forms of two units: what a page can meet, in little."""
    return load(FIXTURE_DATA)


@pytest.fixture(scope="session")
def region() -> Dataset:
    """Nineteen invented forms of a county: three years, four units, what a whole site can meet."""
    return load(REGION_DATA)


@pytest.fixture(scope="session")
def public(region: Dataset) -> Dataset:
    """The forms of the region that are out on the day for which the tests publish."""
    return replace(region, forms=tuple(stored for stored in region.forms if stored.form.is_due(DAY)))
