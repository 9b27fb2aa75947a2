"""History from git: first and last change of each record in one pass, renames followed, gaps said."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from generator.history.dates import read_history
from tests.repository import Repository

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

YEARS, UNITS, PROJECTS = (2021, 2022, 2023), 4, 17
"""3 years of 4 units with 17 projects: 204 forms."""


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def _day(moment: dt.datetime) -> int:
    return int(moment.timestamp()) // 86_400


def _record(year: int, unit: int, project: int) -> str:
    return f"data/evaluations/{year}/unit-{unit}/project-{project}.yaml"


def test_three_years_of_two_hundred_forms_in_sixty_commits(repository: Repository) -> None:
    """48 commits bring 204 forms, 12 change some; each has its own first and last day."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    batches = [(y, u, p) for y in YEARS for u in range(UNITS) for p in range(0, PROJECTS, 5)]
    for day, (year, unit, start) in enumerate(batches, 1):
        names = [_record(year, unit, project) for project in range(start, min(start + 5, PROJECTS))]
        repository.commit(day, {name: f"project: {name}\nyear: {year}\n" for name in names})
        first |= dict.fromkeys(names, day)
        last |= dict.fromkeys(names, day)
    for day in range(100, 112):
        name = _record(2021 + day % 3, day % UNITS, day % PROJECTS)
        repository.commit(day, {name: f"project: changed on {day}\n"})
        last[name] = day
    history = read_history(repository.root / "data")
    assert history.gap == ""
    assert len(history.dates) == len(YEARS) * UNITS * PROJECTS == 204
    days = {name: (_day(dates.first), _day(dates.last)) for name, dates in history.dates.items()}
    assert days == {name: (first[name], last[name]) for name in first}


def test_renamed_record_keeps_its_first_day(repository: Repository) -> None:
    text = "".join(f"line {number}\n" for number in range(30))
    repository.commit(1, {"data/evaluations/2023/u/old.yaml": text})
    (repository.root / "data/evaluations/2023/u/old.yaml").rename(repository.root / "data/evaluations/2023/u/new.yaml")
    repository.commit(5, {})
    dates = read_history(repository.root / "data").dates["data/evaluations/2023/u/new.yaml"]
    assert (_day(dates.first), _day(dates.last)) == (1, 5)


def test_change_made_in_a_merge_is_seen_the_merge_itself_is_none(repository: Repository) -> None:
    repository.commit(1, {"data/a.yaml": "a: 1\n", "data/b.yaml": "b: 1\n"})
    repository.git("checkout", "-q", "-b", "side")
    repository.commit(2, {"data/a.yaml": "a: 2\n"})
    repository.git("checkout", "-q", "main")
    repository.commit(3, {"data/c.yaml": "c: 1\n"})
    repository.git("merge", "-q", "--no-ff", "--no-commit", "side", when=4 * 86_400)
    repository.commit(4, {"data/b.yaml": "b: 2\n"})
    dates = read_history(repository.root / "data").dates
    assert {name: _day(known.last) for name, known in dates.items()} == {
        "data/a.yaml": 2,
        "data/b.yaml": 4,
        "data/c.yaml": 3,
    }


def test_data_folder_deeper_in_the_repository_has_the_same_names(repository: Repository) -> None:
    repository.commit(1, {"sub/data/evaluations/2023/u/p.yaml": "a: 1\n"})
    assert list(read_history(repository.root / "sub" / "data").dates) == ["data/evaluations/2023/u/p.yaml"]


def test_shallow_clone_has_no_dates_and_says_so(repository: Repository, tmp_path: Path) -> None:
    for day in (1, 2):
        repository.commit(day, {"data/a.yaml": f"a: {day}\n"})
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{repository.root}", str(clone)], check=True)
    history = read_history(clone / "data")
    assert (dict(history.dates), history.gap) == ({}, "仓库是浅克隆，历史不全")


def test_repository_without_a_commit_has_no_dates_and_says_so(repository: Repository) -> None:
    (repository.root / "data").mkdir()
    assert read_history(repository.root / "data").gap == "仓库里还没有提交，没有历史"


def test_folder_outside_git_has_no_dates_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "data").mkdir()
    assert read_history(tmp_path / "data").gap == "不在 git 仓库里，没有历史"


@pytest.mark.parametrize(
    "setting",
    [
        "diff.relative=true",
        "diff.renames=false",
        "diff.noprefix=true",
        "log.showRoot=false",
        "log.showSignature=true",
        "log.follow=true",
        "color.ui=always",
        "core.quotePath=true",
        "log.date=iso",
        "log.decorate=full",
        "log.diffMerges=off",
        "diff.orderFile=order",
        "format.pretty=oneline",
    ],
)
def test_what_a_person_has_set_for_git_changes_no_date(tmp_path: Path, setting: str) -> None:
    repository = Repository(tmp_path)
    repository.commit(1, {"data/evaluations/一.yaml": "a\n", "other.txt": "b"})
    repository.git("mv", "data/evaluations/一.yaml", "data/evaluations/二.yaml")
    repository.commit(2, {"order": "other.txt\n"})
    before = read_history(tmp_path / "data")
    repository.git("config", *setting.split("=", 1))
    assert before.dates
    assert read_history(tmp_path / "data") == before
