"""Owns when each record came and last changed, read from git in one pass. Knows no form; asks no clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.history.git import GitTrouble, git_text
from generator.record.values import BEIJING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_COMMIT = "\x01"


@dataclass(frozen=True, slots=True)
class Dates:
    """Times of the commits that brought a record and last changed it, in Beijing."""

    first: dt.datetime
    last: dt.datetime

    def not_before(self, day: dt.date) -> Dates:
        """The same for the public, to whom a record held back is new on its day."""
        out = dt.datetime.combine(day, dt.time(), BEIJING)
        return Dates(max(self.first, out), max(self.last, out))


@dataclass(frozen=True, slots=True)
class History:
    """Dates by record path, such as ``data/evaluations/2023/unit/project.yaml``."""

    dates: Mapping[str, Dates] = field(default_factory=dict)
    gap: str = ""
    """Why the history is not whole, in Chinese; empty where it is."""


def read_history(data: Path) -> History:
    """Read the history of a data folder with one ``git log``; renames are followed.

    A merge counts for a record that it changed itself.
    Without git, outside a repository or in a shallow clone the dates would be wrong, so there are none and the gap
    says why.
    """
    try:
        is_shallow = git_text(data, "rev-parse", "--is-shallow-repository") != "false"
        prefix = git_text(data, "rev-parse", "--show-prefix").removesuffix(f"{data.resolve().name}/")
    except GitTrouble:
        return History(gap="不在 git 仓库里，没有历史")
    if is_shallow:
        return History(gap="仓库是浅克隆，历史不全")
    try:
        log = git_text(data, "log", f"--format={_COMMIT}%ct", "--name-status", "-M", "-c", "--", ".")
    except GitTrouble:
        return History(gap="仓库里还没有提交，没有历史")
    return History(_dates(log.splitlines(), prefix))


def _dates(lines: Iterable[str], prefix: str) -> dict[str, Dates]:
    """Walk the log from the newest commit back; a renamed file's earlier life belongs to its present name."""
    names: dict[str, str] = {}
    last: dict[str, int] = {}
    first: dict[str, int] = {}
    time = 0
    for line in lines:
        if line.startswith(_COMMIT):
            time = int(line[1:])
        elif line:
            status, *paths = line.split("\t")
            present = names.get(paths[-1], paths[-1])
            if status.startswith("R"):
                names[paths[0]] = present
            last.setdefault(present, time)
            first[present] = time
    return {path.removeprefix(prefix): Dates(_moment(first[path]), _moment(last[path])) for path in sorted(first)}


def _moment(seconds: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, BEIJING)
