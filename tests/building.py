"""The site of some data, built in the process of the test with the project's own look and written pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.conftest import DAY, ROOT

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def build_data(
    data: Path, target: Path, monkeypatch: pytest.MonkeyPatch, *, content: Path = ROOT / "content", strict: bool = True
) -> Path:
    """Build the whole site of a data folder into ``target``; where it is strict, warnings count."""
    monkeypatch.setenv("PUBLISH_DATE", DAY.isoformat())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("SITE_URL", "https://example.org/jixiao/")
    plugins = [{"disclosure": {"records": str(data)}}]
    config = load_config(
        str(ROOT / "mkdocs.yml"), site_dir=str(target), docs_dir=str(content), strict=strict, plugins=plugins
    )
    build(config)
    return target
