"""Edits of the small data set, each a file of steps: find and put, move, copy, delete."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from generator.review.snapshot import Snapshot, read_snapshot
from tests.conftest import FIXTURE_DATA

if TYPE_CHECKING:
    from pathlib import Path


def edited(case: Path, folder: Path) -> Snapshot:
    """The small data set after the steps of a case."""
    data = folder / "data"
    shutil.copytree(FIXTURE_DATA, data)
    for step in YAML(typ="safe").load((case / "edit.yaml").read_text(encoding="utf-8")):
        take(step, data)
    return read_snapshot(data)


def take(step: dict[str, Any], data: Path) -> None:
    """Do one step."""
    path = data / step["file"]
    if step.get("delete"):
        path.unlink()
        return
    target = data / step.get("move", step.get("copy", step["file"]))
    target.parent.mkdir(parents=True, exist_ok=True)
    text = path.read_text(encoding="utf-8")
    if "find" in step:
        assert step["find"] in text, f"{path}: nothing to replace"
        text = text.replace(step["find"], step["put"], 1)
    if "move" in step:
        path.unlink()
    target.write_text(text, encoding="utf-8")
