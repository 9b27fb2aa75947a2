"""A form whose day has not come leaks nowhere; on its day it is everywhere it belongs."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import shutil
import sqlite3
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from generator.checks import run
from generator.clock import publish_date
from generator.errors import WrongUse
from generator.history.dates import Dates, History
from generator.publish.edition import Edition
from generator.publish.site import build_site
from generator.record.store import load
from generator.record.values import BEIJING
from tests.conftest import FIXTURE_DATA
from tests.search.reading import texts_in

if TYPE_CHECKING:
    from pathlib import Path

    from generator.record.store import Dataset

HELD_BACK = "雪豹观测站修缮"
SLUG = "xuebao-guancezhan"
DAY = dt.date(2024, 5, 1)
WRITTEN = {"index.md": "# 首页\n\n<!-- disclosure: home -->\n", "corrections.md": "<!-- disclosure: corrections -->\n"}


@pytest.fixture
def embargoed(tmp_path: Path) -> Dataset:
    """The small data with one form of another unit, held back until 2024-05-01, corrected before it is out."""
    data = tmp_path / "data"
    shutil.copytree(FIXTURE_DATA, data)
    source = data / "evaluations/2023/shili-tushuguan/tushu-gouzhi.yaml"
    text = source.read_text(encoding="utf-8").replace("project: 图书购置专项", f"project: {HELD_BACK}")
    text = text.replace("published: '2024-03-08'\n", f"publish_after: {DAY.isoformat()}\n")
    text += (
        "corrections:\n  - date: 2024-04-01\n    field: total_score\n    old: 80.00\n    new: 85.33\n    reason: 雪豹\n"
    )
    source.with_name(f"{SLUG}.yaml").write_text(text, encoding="utf-8")
    dataset = load(data)
    assert not dataset.problems
    return dataset


def _everything(dataset: Dataset, day: dt.date) -> dict[str, str]:
    """Every page, filled written page, download, feed and piece of the index, as text by path."""
    site = build_site(dataset, Edition(day))
    files = site.files | site.search_files(WRITTEN)
    written = {name: site.fill(name, text) for name, text in WRITTEN.items()}
    return dict(site.pages) | written | {name: _text(name, content) for name, content in files.items()}


def _text(name: str, content: bytes) -> str:
    """A file as text: of an archive all its parts, of a table all its rows."""
    if name.endswith((".xlsx", ".zip")):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "\n".join(f"{part}\n{_text(part, packed.read(part))}" for part in sorted(packed.namelist()))
    if name.endswith(".parquet"):
        return str(pq.read_table(io.BytesIO(content)).to_pylist())
    if name.endswith(".sqlite"):
        connection = sqlite3.connect(":memory:")
        connection.deserialize(content)
        return "\n".join(connection.iterdump())
    if name.startswith("search/passages/"):
        return "\n".join(texts_in(content))
    return content.decode("utf-8")


def test_embargoed_form_leaks_nowhere_before_its_day(embargoed: Dataset, small: Dataset) -> None:
    """Nothing names it, and all counts, sums, neighbours and findings are as if it were not there."""
    before = _everything(embargoed, DAY - dt.timedelta(days=1))
    for path, text in before.items():
        assert SLUG not in path
        for word in (HELD_BACK, SLUG, "雪豹"):
            assert word not in text, path
    assert before == _everything(small, DAY - dt.timedelta(days=1))


def test_blocked_form_leaks_nowhere(small: Dataset, tmp_path: Path) -> None:
    """A declaration held back for an unanswered error is as if it were not there, also to its evaluation's rules."""
    declared = "declarations/2023/shili-tushuguan/tushu-gouzhi"
    shutil.copytree(FIXTURE_DATA, tmp_path / "data")
    path = tmp_path / "data" / f"{declared}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("annual_fiscal:", "annual_fiscal: 777"), encoding="utf-8")
    dataset = load(tmp_path / "data")
    assert declared in run(dataset).blocked
    without = replace(small, forms=tuple(stored for stored in small.forms if stored.form.id != declared))
    edition = Edition(DAY, block_on_errors=True)
    held, gone = build_site(dataset, edition), build_site(without, edition)
    assert held.pages == gone.pages
    assert held.files == gone.files


def test_address_left_for_an_embargoed_form_does_not_name_it(embargoed: Dataset) -> None:
    """A withdrawn form whose new place is not public yet is just withdrawn."""
    assert embargoed.registry is not None
    moved = replace(embargoed.registry.withdrawn[0], moved_to=f"evaluations/2023/shili-tushuguan/{SLUG}")
    dataset = replace(embargoed, registry=replace(embargoed.registry, withdrawn=(moved,)))
    before, out = _everything(dataset, DAY - dt.timedelta(days=1)), _everything(dataset, DAY)
    assert "已从本站撤下" in before[f"{moved.form}.md"]
    assert not [path for path, text in before.items() if HELD_BACK in text or SLUG in text]
    assert f"]({SLUG}.md)" in out[f"{moved.form}.md"]


def test_embargoed_form_is_out_on_its_day(embargoed: Dataset) -> None:
    out = _everything(embargoed, DAY)
    holders = {path for path, text in out.items() if HELD_BACK in text}
    assert {
        f"evaluations/2023/shili-tushuguan/{SLUG}.md",
        f"evaluations/2023/shili-tushuguan/{SLUG}.yaml",
        f"projects/{SLUG}.md",
        "years/2023.md",
        "units/shili-tushuguan.md",
        "data/forms.csv",
        "data/forms.xlsx",
        "feeds/forms.xml",
        "feeds/corrections.xml",
        "corrections.md",
        "search/names.json",
    } <= holders


def test_embargoed_form_is_news_on_its_day(embargoed: Dataset) -> None:
    """It was committed long before; for readers it is as new as the day it came out."""
    committed = dt.datetime(2024, 1, 2, 9, tzinfo=BEIJING)
    dates = {stored.path: Dates(committed, committed) for stored in embargoed.forms}
    files = build_site(embargoed, Edition(DAY, history=History(dates))).files
    feed = files["feeds/forms.xml"].decode().partition("<entry>")[2]
    moments = dict(re.findall(r"2026:([^<]+)</id>.*?<updated>([^<]+)", feed, re.DOTALL))
    held = f"evaluations/2023/shili-tushuguan/{SLUG}"
    assert {moment for form, moment in moments.items() if form != held} == {committed.isoformat()}
    assert moments[held] == "2024-05-01T00:00:00+08:00"
    row = next(row for row in csv.DictReader(io.StringIO(files["data/forms.csv"].decode())) if row["id"] == held)
    assert (row["recorded"], row["changed"]) == ("2024-05-01", "2024-05-01")


def test_day_is_stated_or_that_of_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1714496400")  # 2024-05-01 01:00 in Beijing, still April in London
    monkeypatch.delenv("PUBLISH_DATE", raising=False)
    assert publish_date() == DAY
    monkeypatch.setenv("PUBLISH_DATE", "2024-06-30")
    assert publish_date() == dt.date(2024, 6, 30)
    monkeypatch.setenv("PUBLISH_DATE", "tomorrow")
    with pytest.raises(WrongUse, match="2024-03-31"):
        publish_date()
    monkeypatch.delenv("PUBLISH_DATE")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "99999999999999")
    with pytest.raises(WrongUse, match="SOURCE_DATE_EPOCH"):
        publish_date()
