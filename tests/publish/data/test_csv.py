"""The tables for programs: figures as printed, every record as it stands."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from generator.publish.data.columns import tables
from generator.publish.data.table import csv_rows
from generator.publish.edition import Edition
from generator.publish.site import build_site
from tests.conftest import DAY

if TYPE_CHECKING:
    from generator.record.store import Dataset

BOOKS = "evaluations/2023/shili-tushuguan/tushu-gouzhi"
TREES = "evaluations/2023/shili-gongyuan-guanlisuo/luhua-yanghu"


def test_tables_for_programs_hold_figures_as_printed(public: Dataset) -> None:
    files = build_site(public, Edition(DAY)).files
    forms = list(csv.DictReader(io.StringIO(files["data/forms.csv"].decode("utf-8"))))
    rows = list(csv.DictReader(io.StringIO(files["data/indicators.csv"].decode("utf-8"))))
    assert (len(forms), len(rows)) == (18, sum(len(stored.form.indicators) for stored in public.forms))
    assert list(forms[0]) == [column.name for column in tables()[0].columns]
    assert list(rows[0]) == [column.name for column in tables()[2].columns]
    by_id = {form["id"]: form for form in forms}
    water = by_id["evaluations/2023/qinghe-shuili-ju/shuizhi-jiance-pingjia"]
    assert (water["initial_budget"], water["execution_rate"], water["total_score"]) == ("1,068.00", "98.75", "98.88")
    cut = by_id["evaluations/2023/qinghe-guangai-fuwu-zhongxin/yongshui-peixun"]
    assert cut["total_score"] == ""
    assert all(form["url"] == form["id"] + "/" for form in forms)
    assert rows[0]["row"] == "1"


@given(st.lists(st.lists(st.text('a,"\r\n 额', max_size=4), min_size=1, max_size=4), max_size=5))
def test_rows_are_what_the_library_writes(rows: list[list[str]]) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    assert csv_rows(rows).decode() == buffer.getvalue()
