"""What a busy reviewer finds in a report: verdict first, sums, where to look, nothing missing from the list."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from generator.review.comparison import compare_states
from generator.review.links import ReportLinks, line_of
from generator.review.reasons import missing_reasons
from generator.review.rendering import RENDERINGS
from generator.review.snapshot import Snapshot, read_snapshot
from tests.conftest import FIXTURE_DATA
from tests.review.states import take

if TYPE_CHECKING:
    from generator.review.comparison import Comparison

DAY = dt.date(2024, 6, 1)
FORM = "evaluations/2023/shili-tushuguan/tushu-gouzhi"
TEXT = (FIXTURE_DATA / f"{FORM}.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, Snapshot]:
    """A form whose budget got a digit too many."""
    data = shutil.copytree(FIXTURE_DATA, tmp_path_factory.mktemp("state") / "data")
    take({"file": f"{FORM}.yaml", "find": "adjusted_budget: 100.00", "put": "adjusted_budget: 1000.00"}, data)
    return read_snapshot(FIXTURE_DATA), read_snapshot(data)


def _report(states: tuple[Snapshot, Snapshot], form: str, links: ReportLinks | None = None) -> str:
    comparison: Comparison = compare_states(*states, None, DAY)
    return RENDERINGS[form](comparison, missing_reasons(comparison, *states, DAY), links or ReportLinks())


@pytest.mark.parametrize(("form", "first"), [("text", "1 处缺原因。"), ("markdown", "## 1 处缺原因")])
def test_the_first_line_is_the_verdict(states: tuple[Snapshot, Snapshot], form: str, first: str) -> None:
    assert _report(states, form).splitlines()[0].startswith(first)
    assert "<h1>1 处缺原因</h1>" in _report(states, "html")
    assert json.loads(_report(states, "json"))["verdict"] == "1 处缺原因"


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_sums_of_year_and_unit_stand_before_and_after(states: tuple[Snapshot, Snapshot], form: str) -> None:
    report = _report(states, form)
    assert "+900" in report
    assert "差十倍" in report
    for of in ("2023 年", "示例市图书馆 2023 年"):
        assert of in report


def test_the_report_leads_to_the_line_the_page_and_the_preview(states: tuple[Snapshot, Snapshot]) -> None:
    links = ReportLinks(
        "https://git.example.org/o/r", "c0ffee", "https://example.org/x/", "https://ci.example.org/p/", {FORM: TEXT}
    )
    number = 1 + TEXT.splitlines().index("    adjusted_budget: 100.00")
    expected = (
        f"https://git.example.org/o/r/blob/c0ffee/data/{FORM}.yaml#L{number}",
        f"https://example.org/x/{FORM}/",
        f"https://ci.example.org/p/site/{FORM}/index.html",
    )
    for form in ("markdown", "html", "json"):
        report = _report(states, form, links)
        for address in expected:
            assert address in report, (form, address)
    assert "https://ci.example.org/run)" in _report(
        states, "markdown", replace(links, preview="https://ci.example.org/run")
    )


@pytest.mark.parametrize(
    ("path", "begins"),
    [
        ("total_score", "total_score:"),
        ("indicators.2.name", "    name: "),
        ("indicators.2", "  - level1"),
        ("indicators.1.nothing", "  - level1"),
        ("nothing", None),
        ("", None),
    ],
)
def test_the_line_of_a_value_is_where_it_stands(path: str, begins: str | None) -> None:
    number = line_of(TEXT, path)
    assert (number is None) == (begins is None)
    assert number is None or TEXT.splitlines()[number - 1].startswith(begins or "")


def test_a_report_has_no_address_nobody_gave(states: tuple[Snapshot, Snapshot]) -> None:
    assert "](" not in _report(states, "markdown")
    assert 'href="http' not in _report(states, "html")
