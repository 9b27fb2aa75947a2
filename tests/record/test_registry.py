"""What the registries allow; what they refuse stands in broken/."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from generator.record import load
from tests.conftest import FIXTURE_DATA

if TYPE_CHECKING:
    from pathlib import Path


def test_a_unit_may_be_called_what_its_address_is(tmp_path: Path) -> None:
    data = shutil.copytree(FIXTURE_DATA, tmp_path / "data")
    units = data / "units.yaml"
    units.write_text(
        units.read_text(encoding="utf-8")
        + "  - id: museum\n    name: museum\n    short: museum\n    department: shili-wenlv-ju\n",
        encoding="utf-8",
    )
    dataset = load(data)
    assert dataset.problems == ()
    assert dataset.registry is not None
    assert dataset.registry.units["museum"].name == "museum"
