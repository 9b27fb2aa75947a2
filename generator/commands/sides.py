"""Owns the two sides of ``diff``: a state as it lies here or as a commit holds it, read by its own settings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.errors import WrongUse
from generator.history.git import GitTrouble, git_text
from generator.history.states import export, file_of, last_lives
from generator.publish.door.settings import Settings, published_settings, settings_in
from generator.publish.edition import Edition
from generator.publish.site import Stopped, build_site
from generator.record.registry import UNITS_FILE, WITHDRAWN_FILE
from generator.record.values import BEIJING
from generator.review.snapshot import SETTINGS_FILE, Plain, Snapshot, is_form, read_snapshot, record_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.history.states import Life
    from generator.publish.site import Site

_BACK = 20
"""Commits looked through for a state that could be published, where the one before a change cannot be read."""


@dataclass(frozen=True, slots=True)
class Project:
    """Where a project lies here, and what of it was named on the command line, for both sides."""

    config: Path
    day: dt.date
    data: Path | None = None
    content: Path | None = None

    @property
    def root(self) -> Path:
        """The folder that holds data and pages."""
        return self.config.parent


@dataclass(frozen=True, slots=True)
class Side:
    """One state with what the site shows of it."""

    data: Path
    settings: Settings
    snapshot: Snapshot
    pages: Mapping[str, str] | None
    """Markdown of every page by path; None where no site can be made of the state."""


def read_side(project: Project, revision: str | None, folder: Path) -> Side:
    """Read a state and make its site, for the day and by its own settings.

    Args:
        project: where it lies.
        revision: a commit, written under ``folder``; None: the files as they are now.
        folder: for what is written.

    Raises:
        WrongUse: its settings are none of this site, or name folders outside the project.
        GitTrouble: no such commit.
    """
    text = _settings_text(project, revision)
    settings = settings_in(text, project.root) if text is not None else _plain(project)
    data, content = project.data or settings.data, project.content or settings.content
    if revision is not None:
        _expect_inside(project, data, content)
        data = export(data, revision, folder)
        content = export(content, revision, folder / "written")
    snapshot = read_snapshot(data)
    if text is not None:
        snapshot = replace(snapshot, records={**snapshot.records, SETTINGS_FILE: dict(published_settings(text))})
    site = _site(snapshot, replace(settings.edition, day=project.day))
    if site is None:
        return Side(data, settings, snapshot, None)
    return Side(data, settings, replace(snapshot, shown=site.forms), site.all_pages(_written(content)))


def with_former(side: Side, project: Project, revision: str, new: Snapshot) -> Side:
    """The same with each form that is new on the other side and was public once, as it last stood."""
    data = project.data or side.settings.data
    come = [form for form in new.records if is_form(form) and form not in side.snapshot.records]
    lives = last_lives(data, revision) if come and data.is_dir() else {}
    former: dict[str, Plain] = {}
    for form in come:
        addresses = [address for address in (form, *_left_for(form, new)) if address not in side.snapshot.records]
        life = next((lives[f"{address}.yaml"] for address in addresses if f"{address}.yaml" in lives), None)
        record = _last_record(data, life) if life else {}
        if record:
            former[form] = record
    return replace(side, snapshot=replace(side.snapshot, former=former))


def _left_for(form: str, new: Snapshot) -> list[str]:
    """Addresses that were left for the one of a form, as the list of withdrawn forms says."""
    listed: list[Plain] = new.records.get(WITHDRAWN_FILE, {}).get("withdrawn", [])
    return [entry["form"] for entry in listed if entry.get("moved_to") == form]


def _last_record(data: Path, life: Life) -> Plain:
    """What a form held when it went; nothing where its day had not come by then."""
    record = record_of(file_of(data / life.path, life.commit) or "")
    gone = dt.datetime.fromtimestamp(life.gone, BEIJING).date().isoformat()
    return record if record.get("publish_after", "") <= gone else {}


def last_readable(project: Project, revision: str, folder: Path) -> tuple[Side, str]:
    """The state before a change, or, where nobody can read that, the last one before it that could be published."""
    side = read_side(project, revision, folder / "0")
    data = project.data or side.settings.data
    if not side.snapshot.problems:
        return side, revision
    near = data if data.is_dir() else project.root
    earlier = git_text(near, "rev-list", "--first-parent", f"--max-count={_BACK}", revision, "--", ".").splitlines()
    for number, commit in enumerate(earlier, 1):
        other = read_side(project, commit, folder / str(number))
        if not other.snapshot.problems and (other.data / UNITS_FILE).is_file():
            return other, commit
    return side, revision


def _settings_text(project: Project, revision: str | None) -> str | None:
    if revision is not None:
        return file_of(project.config, revision)
    return project.config.read_text(encoding="utf-8") if project.config.is_file() else None


def _plain(project: Project) -> Settings:
    return Settings(project.root / "data", project.root / "content", Edition(project.day))


def _expect_inside(project: Project, *folders: Path) -> None:
    try:
        top = git_text(project.root, "rev-parse", "--show-toplevel")
    except GitTrouble as error:
        raise WrongUse(str(error)) from error
    for folder in folders:
        if not folder.resolve().is_relative_to(top):
            raise WrongUse(f"not inside the repository: {folder}")


def _written(content: Path) -> dict[str, str]:
    """Markdown of the written pages by path."""
    if not content.is_dir():
        return {}
    return {
        path.relative_to(content).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for path in sorted(content.rglob("*.md"))
        if path.is_file() and not path.is_symlink()
    }


def _site(snapshot: Snapshot, edition: Edition) -> Site | None:
    if snapshot.problems or snapshot.dataset.registry is None:
        return None
    try:
        return build_site(snapshot.dataset, edition)
    except Stopped:  # the findings of the change say why
        return None
