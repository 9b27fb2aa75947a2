"""A site of three years: 102 forms from 36 commits, with corrections and a moved form, built from its repository.

What the history says stands on the pages, in the feeds, in the sitemap and in the data package, from one ``git log``.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from generator.record.values import BEIJING
from tests.conftest import FIXTURE_DATA, ROOT
from tests.repository import Repository

if TYPE_CHECKING:
    from pathlib import Path

YEARS, UNITS, PROJECTS = (2021, 2022, 2023), 2, 17
ADDRESS = "https://example.org/jixiao/"
ATOM = "{http://www.w3.org/2005/Atom}"
UNIT = "  - id: danwei-{n}\n    name: 示例单位{n}\n    short: 单位{n}\n    department: shili-wenlv-ju\n"
CORRECTION = """corrections:
  - date: {date}
    field: total_score
    old: 80.00
    new: 85.33
    reason: 第 {day} 天更正。
"""
MOVED = """withdrawn:
  - form: {old}
    project: 示例项目16
    date: {date}
    reason: 编号错了。
    moved_to: {new}
"""
RECORD = (FIXTURE_DATA / "evaluations/2023/shili-tushuguan/tushu-gouzhi.yaml").read_text(encoding="utf-8")


@dataclass
class Built:
    """The built site and what it must say."""

    site: Path
    git_log_calls: int
    first: dict[str, int] = field(default_factory=dict)
    """Day of the commit that brought a form, by id."""
    last: dict[str, int] = field(default_factory=dict)
    corrected: dict[str, int] = field(default_factory=dict)


def _id(year: int, unit: int, project: int) -> str:
    return f"evaluations/{year}/danwei-{unit}/xiangmu-{project:02}"


def _record(form_id: str, extra: str = "") -> str:
    _, year, unit, project = form_id.split("/")
    text = RECORD.replace("year: 2023", f"year: {year}", 1)
    text = text.replace("project: 图书购置专项", f"project: 示例项目{project[-2:]}", 1)
    return text.replace("unit: 示例市图书馆", f"unit: 示例单位{unit[-1]}", 1) + extra


def _date(day: int) -> str:
    return dt.datetime.fromtimestamp(day * 86_400, BEIJING).date().isoformat()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("three-years")
    for name in ("mkdocs.yml", "content", "generator", "overrides"):
        (root / name).symlink_to(ROOT / name)
    repository = Repository(root)
    result = Built(root / "site", 0)
    _write_history(repository, result)
    trace = root / "trace"
    settings = {"SITE_URL": ADDRESS, "REPOSITORY_URL": "", "PUBLISH_DATE": "1971-01-01", "GIT_TRACE2_EVENT": str(trace)}
    environment = os.environ | settings | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    events = [json.loads(line) for line in trace.read_text(encoding="utf-8").splitlines()]
    result.git_log_calls = sum(event["event"] == "cmd_name" and event["name"] == "log" for event in events)
    return result


def _write_history(repository: Repository, result: Built) -> None:
    """24 commits bring the forms, 11 correct one each, the last moves one."""
    registry = {
        "data/units.yaml": (FIXTURE_DATA / "units.yaml").read_text(encoding="utf-8")
        + "".join(UNIT.format(n=n) for n in range(UNITS)),
        "data/documents.yaml": (FIXTURE_DATA / "documents.yaml").read_text(encoding="utf-8"),
        "data/profile.yaml": (FIXTURE_DATA / "profile.yaml").read_text(encoding="utf-8"),
    }
    batches = [(y, u, p) for y in YEARS for u in range(UNITS) for p in range(0, PROJECTS, 5)]
    for day, (year, unit, start) in enumerate(batches, 1):
        ids = [_id(year, unit, project) for project in range(start, min(start + 5, PROJECTS))]
        repository.commit(day, (registry if day == 1 else {}) | {f"data/{i}.yaml": _record(i) for i in ids})
        result.first |= dict.fromkeys(ids, day)
        result.last |= dict.fromkeys(ids, day)
    for day in range(100, 111):
        form = _id(2021 + day % 3, day % UNITS, day % PROJECTS)
        entry = CORRECTION.format(date=_date(day), day=day)
        repository.commit(day, {f"data/{form}.yaml": _record(form, entry)})
        result.last[form] = result.corrected[form] = day
    old, new = _id(2022, 1, 16), _id(2022, 1, 99)
    (repository.root / f"data/{old}.yaml").rename(repository.root / f"data/{new}.yaml")
    withdrawn = (
        f"withdrawn:\n  - form: {old}\n    project: 示例项目16\n    date: {_date(120)}\n    reason: 编号错了。\n"
    )
    repository.commit(120, {"data/withdrawn.yaml": f"{withdrawn}    moved_to: {new}\n"})
    result.first[new], result.last[new] = result.first.pop(old), 120
    del result.last[old]


def _entries(site: Path, feed: str) -> list[ET.Element]:
    return ET.parse(site / feed).getroot().findall(f"{ATOM}entry")  # noqa: S314 -- our own file


def _form_of(entry: ET.Element) -> str:
    """Id of the form an entry's permanent name ends in."""
    return (entry.findtext(f"{ATOM}id") or "").rpartition(":")[2]


def test_git_is_asked_once_for_all_forms(built: Built) -> None:
    assert len(built.first) == len(YEARS) * UNITS * PROJECTS == 102
    assert built.git_log_calls == 1


def test_table_and_package_say_when_each_form_came_and_changed(built: Built) -> None:
    with (built.site / "data/forms.csv").open(encoding="utf-8", newline="") as file:
        dates = {row["id"]: (row["recorded"], row["changed"]) for row in csv.DictReader(file)}
    assert dates == {form: (_date(built.first[form]), _date(built.last[form])) for form in built.first}
    package = json.loads((built.site / "data/datapackage.json").read_text(encoding="utf-8"))
    assert package["created"].startswith(_date(120))


def test_sitemap_gives_the_day_of_the_last_change(built: Built) -> None:
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    urls = ET.parse(built.site / "sitemap.xml").getroot().findall(f"{name}url")  # noqa: S314 -- our own file
    dated = {url.findtext(f"{name}loc"): url.findtext(f"{name}lastmod") for url in urls}
    assert {form: dated[f"{ADDRESS}{form}/"] for form in built.last} == {
        form: _date(day) for form, day in built.last.items()
    }


def test_feed_of_forms_holds_the_newest_changes_first(built: Built) -> None:
    entries = _entries(built.site, "feeds/forms.xml")
    found = [(_form_of(entry), (entry.findtext(f"{ATOM}updated") or "")[:10]) for entry in entries]
    newest = sorted(built.last, key=lambda form: (-built.last[form], form))[:50]
    assert found == [(form, _date(built.last[form])) for form in newest]


def test_every_correction_and_the_moved_form_are_told(built: Built) -> None:
    told = [entry.findtext(f"{ATOM}summary") or "" for entry in _entries(built.site, "feeds/corrections.xml")]
    assert told[0] == "编号错了。"
    days = [int(re.findall(r"第 (\d+) 天", text)[0]) for text in told[1:]]
    assert days == sorted(built.corrected.values(), reverse=True)
    page = (built.site / "corrections/index.html").read_text(encoding="utf-8")
    for form, day in built.corrected.items():
        assert f"../{form}/#corrections" in page
        assert f"第 {day} 天更正。" in (built.site / form / "index.html").read_text(encoding="utf-8")
    left = (built.site / _id(2022, 1, 16) / "index.html").read_text(encoding="utf-8")
    assert "换了地址" in left
    assert f'href="../{_id(2022, 1, 99).rpartition("/")[2]}/"' in left
