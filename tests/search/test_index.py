"""What the index holds: the same bytes every time, every text folded, no figure lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.forms.collection import collect
from generator.publish.search import build_index, cells_of, fold, read_written
from generator.publish.search.index import encode
from generator.publish.search.names import initials

if TYPE_CHECKING:
    from generator.record.store import Dataset


def _index(dataset: Dataset, findings: dict[str, list[str]] | None = None) -> dict[str, bytes]:
    assert dataset.registry is not None
    return build_index(collect([stored.form for stored in dataset.forms], dataset.registry), findings=findings)


def test_the_same_forms_give_the_same_bytes(small: Dataset) -> None:
    assert _index(small) == _index(small)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("ＡＢＣ１２", "abc12"), ("技術", "技术"), ("滿意度≥９０％", "满意度≥90%"), ("㎡", "m2"), ("（次）", "(次)")],
)
def test_width_case_and_tradition_do_not_matter(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(), st.text(), st.text())
def test_what_contains_a_query_contains_it_folded(before: str, query: str, after: str) -> None:
    assert fold(query) in fold(before + query + after)


@given(st.text())
def test_folding_goes_character_by_character(text: str) -> None:
    assert fold(text) == "".join(map(fold, text))


@given(st.lists(st.integers(0, 2**31), unique=True).map(sorted))
def test_positions_come_back(positions: list[int]) -> None:
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    read, position, step, scale = [], 0, 0, 1
    for letter in encode(positions):
        value = digits.index(letter)
        step, scale = step + value % 32 * scale, scale * 32
        if value < 32:
            position, step, scale = position + step, 0, 1
            read.append(position)
    assert read == positions


def test_every_text_of_a_row_leads_to_its_row(region: Dataset) -> None:
    for stored in region.forms:
        cells = {(cell.anchor, cell.text) for cell in cells_of(stored.form)}
        for number, row in enumerate(stored.form.indicators, 1):
            for key in ("name", "target", "actual", "reason"):
                text = getattr(row, key, None)
                assert not text or (f"row-{number}", " ".join(text.split())) in cells


def test_findings_become_a_filter(small: Dataset) -> None:
    first, *_ = small.forms
    names = json.loads(_index(small, {first.form.id: ["错误", "提示"]})["search/names.json"])
    assert names["severities"] == ["错误", "提示"]
    assert names["forms"]["findings"].split() == ["3", *["0"] * (len(small.forms) - 1)]


def test_initials_follow_the_reading_in_the_word() -> None:
    assert initials("技能评价业务（2023）") == "jnpjyw2023"
    assert initials("银行手续费") == "yhsxf"


def test_a_written_page_is_read_as_a_reader_reads_it() -> None:
    page = read_written(
        "help/index.md",
        '---\ntitle: "怎么看"\n---\n# 怎么看 { #top }\n\n第一**段**有[链接](a.md)。\n\n- 甲\n- 乙\n\n'
        "<noscript>无</noscript>\n",
    )
    assert (page.url, page.title) == ("help/", "怎么看")
    assert "第一段有链接。" in page.text.splitlines()
    assert "甲" in page.text.splitlines()
    assert "无" not in page.text
