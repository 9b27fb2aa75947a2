"""Owns reading of data/ as git knows it, without touching the work tree. Runs git; decides nothing."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

from generator.review.git import GitTrouble, git, git_text


def export(data: Path, revision: str, target: Path) -> Path:
    """Write the data folder of a commit under ``target`` and return it.

    Raises:
        GitTrouble: no such commit, or it has no data folder.
    """
    if revision.startswith("-"):
        raise GitTrouble(f"不是版本名：{revision}")
    top = Path(git_text(data, "rev-parse", "--show-toplevel"))
    prefix = data.resolve().relative_to(top.resolve()).as_posix()
    found = git_text(data, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    archive = git(top, "archive", "--format=tar", f"{found}:{prefix}")
    place = target / data.name
    place.mkdir(parents=True)
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(place, filter="data")
    return place
