"""Forms of other regions and years: whatever they print stands on their page, under the label that they print."""

from __future__ import annotations

import html
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from generator.checks import run
from generator.publish.edition import Edition
from generator.publish.site import build_site
from generator.record.formatting import format_record
from generator.record.kinds import value_at
from generator.record.store import load
from tests.conftest import DAY, FIXTURE_DATA
from tests.reading import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.record.store import Dataset

LAYOUTS = FIXTURE_DATA.parent / "layouts"
FORMS = {stored.form.id: stored for stored in load(LAYOUTS).forms}
EDITORIAL = {
    "kind",
    "source",
    "means",
    "scope",
    "group1",
    "group2",
    "amount_unit_basis",
    "template",
    "labels",
    "absent",
}
"""What the editors say beside the form."""


@cache
def _pages() -> Mapping[str, str]:
    return build_site(_dataset(), Edition(DAY.replace(year=2027))).pages


@cache
def _dataset() -> Dataset:
    dataset = load(LAYOUTS)
    assert dataset.problems == ()
    return dataset


def _texts(page: str) -> set[str]:
    """Every cell, item and line of a page as a reader sees it."""
    pieces = re.split(r"\s\|\s|\*\*|\*|\n|^\||\|$", page, flags=re.MULTILINE)
    return {_seen(piece) for piece in pieces}


def _seen(text: str) -> str:
    """Markdown as text: escapes and marks taken away, spaces alike."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", "", text)
    text = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", html.unescape(text).replace("<br>", "\n"))
    return " ".join(re.sub(r"^(#+ |- |> )|\{ [#.].*\}$", "", text.strip()).split())


def _printed(values: Any) -> Iterator[str]:  # noqa: ANN401 -- a tree of texts
    if isinstance(values, dict):
        for key, value in values.items():
            if key not in EDITORIAL:
                yield from _printed(value)
    elif isinstance(values, list):
        for item in values:
            yield from _printed(item)
    elif values is not None:
        yield from (line for line in str(values).splitlines() if line)


@pytest.mark.parametrize("form_id", FORMS)
def test_every_printed_cell_stands_on_the_page(form_id: str) -> None:
    page = _pages()[f"{form_id}.md"]
    seen, whole = _texts(page), _seen(page)
    for text in _printed(plain(FORMS[form_id].text)):
        wanted = _seen(text)
        assert wanted in seen or wanted in whole, text


@pytest.mark.parametrize("form_id", FORMS)
def test_every_printed_label_stands_on_the_page(form_id: str) -> None:
    form = FORMS[form_id].form
    seen = _seen(_pages()[f"{form_id}.md"])
    for cell in form.layout.cells:
        label = cell.label.split("（")[0] if cell.path in ("funds", "amounts") else cell.label
        assert label in seen, cell
    for label in form.layout.withheld:
        assert f"{label}** *不公开*" in _pages()[f"{form_id}.md"]


@pytest.mark.parametrize("form_id", FORMS)
def test_it_is_canonical_and_loses_nothing(form_id: str) -> None:
    stored = FORMS[form_id]
    assert format_record(stored.text, stored.form.kind.fields) == stored.text


@pytest.mark.parametrize("form_id", FORMS)
def test_no_rule_asks_for_what_the_form_has_not(form_id: str) -> None:
    """An empty cell is a finding only where the form has the cell."""
    layout = FORMS[form_id].form.layout
    for finding in run(_dataset()).of_form(form_id):
        if finding.rule.id == "D10" and layout.cells:
            assert all(place.field and layout.has(f"indicators.{place.field}") for place in finding.places)


def test_levels_mean_what_the_official_form_calls_them() -> None:
    groups = {form_id: {row.group1 for row in stored.form.indicators} for form_id, stored in FORMS.items()}
    assert groups["evaluations/2018/qinghe-nongji-zhan/leng-lianku"] == {"决策指标", "过程指标", "产出指标", "效益指标"}
    assert groups["agencies/2019/qinghe-nongji-zhan/zhengti"] == {"过程指标", "产出指标", "效益指标"}
    first, *_ = FORMS["evaluations/2014/qinghe-nongji-zhan/nongji-jianyan"].form.indicators
    assert (first.level1, first.group1, str(first.points1), first.group2) == (
        "产出指标(50分)",
        "产出指标",
        "50",
        "数量指标",
    )
    assert first.level2 == "数量指标(30分)"


def test_amounts_of_open_rows_have_their_meaning() -> None:
    form = FORMS["evaluations/2016/qinghe-nongji-zhan/guanqu-qingyu"].form
    assert str(value_at(form, "funds.total.executed")) == "45.00"
    assert [row.means for row in value_at(form, "funds.rows")] == ["total", "fiscal", "special_account", "own"]
    declared = FORMS["declarations/2022/qinghe-nongji-zhan/gaobiaozhun-nongtian"].form
    paths = ("amounts.project_total", "amounts.project_fiscal", "amounts.annual_total", "amounts.annual_fiscal")
    assert [str(value_at(declared, path)) for path in paths] == ["300", "300", "100", "100"]


def test_a_column_the_form_has_not_is_said_to_be_none_of_it() -> None:
    page = _pages()["evaluations/2014/qinghe-nongji-zhan/nongji-jianyan.md"]
    assert "本表无此栏" in page
    assert "未填报" not in page.partition("## 来源与下载")[0]
