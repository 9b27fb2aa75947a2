"""Where a form stands in its year: rank among printed totals, grades, the money left, its share; the words for it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.forms.collection import collect
from generator.publish.words.place import place_words, reach_words
from generator.record.values import parse_figure
from generator.summary.place import Rank, place_of, totals_of
from generator.summary.year import summarise_year

if TYPE_CHECKING:
    from generator.record.model import SelfEvaluation
    from generator.record.store import Dataset

YEAR = 2023


def _places(dataset: Dataset) -> list[tuple[SelfEvaluation, Rank]]:
    assert dataset.registry is not None
    summary = summarise_year(collect([stored.form for stored in dataset.forms], dataset.registry), YEAR)
    totals = totals_of(summary)
    return [(form, place_of(form, summary, totals)) for form in summary.evaluations]


def test_forms_are_ranked_by_the_totals_they_print_and_equal_ones_share_a_place(public: Dataset) -> None:
    places = _places(public)
    scores = [form.score for form, _ in places if form.score is not None]
    assert [place.rank for form, place in places if form.score is None] == [None]
    for form, place in places:
        assert (place.forms, place.scored) == (13, 12)
        own = form.score
        if own is not None:
            assert place.rank == 1 + len([score for score in scores if score > own])
            assert place.sharing == scores.count(own)


def test_the_shares_of_a_year_make_a_whole(public: Dataset) -> None:
    shares = [place.share for _, place in _places(public) if place.share is not None]
    assert abs(sum(shares, Decimal(-100))) < Decimal("0.1")


def _place(**changes: object) -> Rank:
    known = Rank(2023, 52, 52, 39, 1, 50, Decimal("338.85"), Decimal("0.78"))
    return replace(known, **changes)  # type: ignore[arg-type]


def test_the_context_of_a_total_is_one_line() -> None:
    assert place_words(_place(), "优") == (
        "2023 年度 52 份自评价里，总分第 39，50 份是“优”；没花 338.85 万元；预算占这一年各表合计的 0.78%。"
    )
    assert "总分并列第 39" in place_words(_place(sharing=3), "优")
    assert "总分第 39（1 份没有总分），50 份" in place_words(_place(scored=51), "优")
    assert "2023 年度 52 份自评价里，50 份是“优”" in place_words(_place(rank=None), "优")
    assert "多花 1.00 万元" in place_words(_place(unspent=Decimal(-1)), "优")
    assert "钱全部花完" in place_words(_place(unspent=Decimal(0)), "优")
    assert "不到 0.01%" in place_words(_place(share=Decimal("0.00")), "优")
    assert place_words(_place(forms=1, unspent=None), None) == "2023 年度只有这一份自评价。"


def test_what_a_grade_asks_is_said_by_the_weights_of_the_form(public: Dataset) -> None:
    assert public.registry is not None
    form, _ = _places(public)[0]
    line = replace(form.funds.total, weight=parse_figure("10"))
    plain = replace(form, funds=replace(form.funds, total=line), total_weight=parse_figure("100"))
    assert "也有 90 分，是“优”" in reach_words(plain, public.registry.profile)
    assert reach_words(replace(plain, total_weight=None), public.registry.profile) == ""
