"""What the index holds: the same bytes every time, every text folded, no figure lost."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import accumulate, groupby, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks import run
from generator.forms.collection import collect
from generator.publish.pieces import made
from generator.publish.search import PublishedText, build_index, cells_of, fold, opensearch, read_written
from generator.publish.search.blocks import blocks_of
from generator.publish.search.folding import Coded, symbols
from generator.publish.search.index import Searched, pieces
from generator.publish.search.letters import members, rising
from generator.publish.search.parts import PARTS, labels, part_of
from generator.publish.search.pinyin import syllables
from generator.publish.search.postings import line_of, pair_postings, symbol_postings
from tests.search.reading import DIGITS, numbers_in, texts_in

if TYPE_CHECKING:
    from generator.record.store import Dataset


def _index(dataset: Dataset) -> dict[str, bytes]:
    assert dataset.registry is not None
    report = run(dataset)
    findings = {stored.form.id: report.of_form(stored.form.id) for stored in dataset.forms}
    return build_index(collect([stored.form for stored in dataset.forms], dataset.registry), findings=findings)


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
    assert list(accumulate(numbers_in(rising(positions)))) == positions


@given(st.sets(st.integers(0, 600), min_size=1).map(sorted))
def test_a_set_comes_back_one_by_one_or_bit_by_bit(values: list[int]) -> None:
    mark, letters = members(values)[0], members(values)[1:]
    bits = [at * 6 + bit for at, letter in enumerate(letters) for bit in range(6) if DIGITS.index(letter) >> bit & 1]
    assert (list(accumulate(numbers_in(letters))) if mark == "," else bits) == values
    assert len(letters) <= len(rising(values))


TEXTS = st.text(st.sampled_from("满意度0123.,<>= \U00040000\U0010ffff"), min_size=1).map(fold)


@given(TEXTS)
def test_a_text_is_coded_as_its_symbols(text: str) -> None:
    coded = Coded.of(text)
    assert [coded.symbol(ord(character)) for character in coded.text] == symbols(text)


@given(st.lists(st.lists(st.tuples(st.sampled_from(("name", "target", "goals.expected")), TEXTS)), max_size=4))
def test_every_pair_and_symbol_is_listed_where_it_stands(forms: list[list[tuple[str, str]]]) -> None:
    """As one would do it place by place."""
    line = line_of([[PublishedText("", key, text) for key, text in form] for form in forms])
    places, holders, at = dict[str, list[int]](), dict[str, set[tuple[int, int]]](), 0
    for number, form in enumerate(forms):
        for part, key in enumerate(part.key for part in PARTS):
            for text in (symbols(text) for own, text in form if part_of(own) == key):
                for offset, (one, two) in enumerate(pairwise(text)):
                    places.setdefault(one + two, []).append(at + offset)
                for symbol in text:
                    holders.setdefault(symbol, set()).add((part, number))
                at += len(text) + 1
    assert pair_postings(line) == {pair: rising(found) for pair, found in places.items()}
    assert symbol_postings(line) == {symbol: _held(sorted(found)) for symbol, found in holders.items()}
    assert sum(map(sum, line.lengths)) == at


def _held(found: list[tuple[int, int]]) -> str:
    sets = [(part, members([form for _, form in own])) for part, own in groupby(found, key=lambda one: one[0])]
    return "".join(f"{own[0]}{rising([part])}{own[1:]}" for part, own in sets)


def test_the_index_is_the_same_made_whole_or_in_parts_and_however_it_is_kept(region: Dataset) -> None:
    """Names, texts and counts do not tell in which blocks the forms were read; the same blocks give the same bytes."""
    assert region.registry is not None
    searched = Searched(collect([stored.form for stored in region.forms], region.registry), {}, least=2, most=3)
    one = made(pieces(searched))
    backwards = list(pieces(searched))[::-1]
    assert len(searched.blocks) > 5
    assert made(backwards) == one == made(pieces(searched))
    other = made(pieces(replace(searched, least=100, most=200)))
    for path in ("names.json", "pinyin.json", "parts.json"):
        assert other[f"search/{path}"] == one[f"search/{path}"]
    lengths = [json.loads(files["search/text.json"]) for files in (one, other)]
    assert lengths[0]["lengths"] == lengths[1]["lengths"]


def test_a_form_that_changes_makes_its_own_block_anew_and_no_other(region: Dataset) -> None:
    forms = [stored.form for stored in region.forms]
    blocks = blocks_of(forms, 2, 8)
    assert [form for block in blocks for form in block.forms] == forms
    for gone in forms:
        left = blocks_of([form for form in forms if form is not gone], 2, 8)
        changed = {block.name for block in left if block not in blocks}
        assert len(changed) <= 3


def test_every_text_of_a_row_leads_to_its_row(region: Dataset) -> None:
    for stored in region.forms:
        cells = {(cell.anchor, cell.text) for cell in cells_of(stored.form)}
        for number, row in enumerate(stored.form.indicators, 1):
            for key in ("name", "target", "actual", "reason"):
                text = getattr(row, key, None)
                assert not text or (f"row-{number}", " ".join(text.split())) in cells


def test_findings_become_a_filter_and_are_searched(small: Dataset) -> None:
    index, report = _index(small), run(small)
    names = json.loads(index["search/names.json"])
    assert [key for key, _ in names["severities"]] == ["error", "warning", "note"]
    ids = sorted(stored.form.id for stored in small.forms)
    order = {"error": 1, "warning": 2, "note": 4}
    masks = [sum({order[f.severity.name.lower()] for f in report.of_form(form)}) for form in ids]
    assert names["forms"]["findings"].split() == [str(mask) for mask in masks]
    asked = {f.question for form in ids for f in report.of_form(form)}
    assert asked
    passages = [content for path, content in index.items() if path.startswith("search/passages/")]
    texts = [text for content in passages for text in texts_in(content)]
    assert all(any(text.endswith(question) for text in texts) for question in asked)


def test_names_are_read_as_the_word_is_read() -> None:
    assert syllables("技能评价业务（2023）") == "ji neng ping jia ye wu 2023"
    assert syllables("银行手续费") == "yin hang shou xu fei"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("54,449,000.00元", ["54449000.00", "元"]),
        (">=95%", ["≥", "95", "%"]),
        ("2023.1.5前", ["2023", ".", "1", ".", "5", "前"]),
        ("“满意”\u200b度", ["满", "意", "度"]),
        ("1,2345", ["1", ",", "2345"]),
    ],
)
def test_a_figure_is_one_symbol(text: str, read: list[str]) -> None:
    assert symbols(fold(text)) == read


def test_a_rate_without_its_unit_is_meant_in_percent(region: Dataset) -> None:
    first = region.forms[-1].form
    rows = tuple(replace(row, name="合格率", target="≥95.00") for row in first.indicators[:1])
    assert PublishedText("row-1", "target", "≥95.00", "≥95.00%") in cells_of(replace(first, indicators=rows))


def test_grades_stand_in_the_order_of_the_profile_with_their_rank(region: Dataset) -> None:
    names = json.loads(_index(region)["search/names.json"])
    assert names["grades"][0] == ["优", 1]
    assert [rank for _, rank in names["grades"]] == sorted(rank for _, rank in names["grades"])


def test_a_kind_says_which_figures_it_has(region: Dataset) -> None:
    kinds = {kind["folder"]: kind["figures"] for kind in json.loads(_index(region)["search/names.json"])["kinds"]}
    assert set(kinds["evaluations"]) == {"budget", "executed", "rate", "score"}
    assert set(kinds["declarations"]) == {"budget"}


def test_every_text_has_its_label_and_its_part(region: Dataset) -> None:
    parts = {part.key for part in PARTS}
    for stored in region.forms:
        for cell in cells_of(stored.form):
            assert cell.key in labels()
            assert part_of(cell.key) in parts


def test_the_browser_is_told_where_the_search_is() -> None:
    text = opensearch.description("示例", "https://example.org/jixiao/").decode()
    assert 'template="https://example.org/jixiao/search/?q={searchTerms}"' in text
    assert ET.fromstring(text).tag == "{http://a9.com/-/spec/opensearch/1.1/}OpenSearchDescription"  # noqa: S314 -- our own bytes


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
