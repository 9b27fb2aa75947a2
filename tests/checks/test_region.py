"""The rule book says the words and bounds of the region it is run for, wherever it is printed."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from generator.checks import RULES
from generator.checks.book import rules_of
from generator.cli import main
from generator.publish.edition import Edition
from generator.publish.site import build_site
from generator.record.model import NATIONAL
from generator.record.store import load
from tests.conftest import DAY, FIXTURE_DATA

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = """
overshoot_percent: 150
rate_threshold: 85.5
execution_weight: 20
weight_tolerance: 7
ratio_tolerance: 0.05
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The small data set in a region with bounds of its own."""
    folder = shutil.copytree(FIXTURE_DATA, tmp_path / "data")
    profile = folder / "profile.yaml"
    profile.write_text(profile.read_text(encoding="utf-8") + SETTINGS, encoding="utf-8")
    return folder


def test_rules_page_says_the_bounds_of_the_region(data: Path) -> None:
    page = build_site(load(data), Edition(DAY)).pages["rules.md"]
    for told in ("目标的 150 % 以上", "低于 85.5 %，表里", "预算执行占 20 分", "不超过 7 分", "容差 0.05 分"):
        assert told in page
    assert "目标的 130 %" not in page
    assert "$" not in page


def test_rules_command_says_the_bounds_of_the_region(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "E02", "--data", str(data)]) == 0
    assert "目标的 150 % 以上" in capsys.readouterr().out
    assert main(["rules", "E02", "--data", str(data / "nowhere")]) == 0
    assert "目标的 130 % 以上" in capsys.readouterr().out


def test_no_setting_is_left_unsaid() -> None:
    for rule in (*RULES, *rules_of(NATIONAL).values()):
        texts = [getattr(rule, name) for name in rule.__slots__ if isinstance(getattr(rule, name), str)]
        assert not any("$" in text for text in texts), rule.id
