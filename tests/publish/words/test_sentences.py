"""The sentences of the pages: cost, result, lost points, purpose; of a year: what stands first, final accounts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from generator.publish.words.sentences import final_accounts_sentence, year_parts
from generator.publish.words.wording import (
    amount,
    change,
    first_clauses,
    loss_sentence,
    money_sentence,
    purpose_sentence,
    result_sentence,
)
from generator.record.model import Remark
from generator.record.values import parse_figure
from generator.summary.year import summarise_year
from tests.small import BOOKS, TREES, collection_of, evaluation_of

if TYPE_CHECKING:
    from generator.record.model import Profile, SelfEvaluation
    from generator.record.store import Dataset


def _profile(dataset: Dataset) -> Profile:
    assert dataset.registry is not None
    return dataset.registry.profile


def test_three_sentences_say_cost_and_result(small: Dataset) -> None:
    form = evaluation_of(small, BOOKS)
    assert money_sentence(form, _profile(small)) == (
        "年初预算 120.00 万元，年中调减 16.7%，全年预算 100.00 万元，实际支出 63.33 万元，执行率 63.33%。"
    )
    assert result_sentence(form) == (
        "7 项指标中，5 项满分，2 项部分得分；总分 85.33，表上等级“良”。失分最多的是“*阅读*|推广”，6 分。"
        "指标少 11 分，执行少 3.67 分（执行率 63.33%）。"
    )


def _scored(form: SelfEvaluation, lost: list[str | None], rate: str, score: str | None = "") -> SelfEvaluation:
    """The form with rows of ten points that lost so many, an execution rate, and a total that adds up.

    A row that lost None has no score in the document; ``score`` None is an execution score the document lost.
    """
    base = form.indicators[0]
    scores = [None if points is None else parse_figure(f"{10 - Decimal(points)}") for points in lost]
    rows = tuple(
        replace(base, name=f"第{'一二三四五六七八'[at]}项", weight=parse_figure("10"), score=found)
        for at, found in enumerate(scores)
    )
    execution = parse_figure(f"{Decimal(rate) / 10:.2f}") if score == "" else None
    line = replace(form.funds.total, execution_rate=parse_figure(rate), score=execution)
    possible = 10 * len(lost) + 10
    total = sum((Decimal(points or 0) for points in lost), Decimal(0)) + 10 - Decimal(rate) / 10
    return replace(
        form,
        indicators=rows,
        funds=replace(form.funds, total=line),
        total_weight=parse_figure(str(possible)),
        total_score=parse_figure(f"{possible - total:.2f}"),
    )


@pytest.mark.parametrize(
    ("lost", "rate", "score", "sentence"),
    [
        # every row full, yet not 100: the word is why
        (["0", "0"], "80.70", "", "少的 1.93 分在预算执行：执行率 80.70%，10 分得 8.07 分。"),
        (["0", "0"], "100.00", "", ""),
        # eight rows lost the same, none of them is the worst
        (
            ["1"] * 8,
            "93.70",
            "",
            "失分的是“第一项”“第二项”等 8 行，各失 1 分。指标少 8 分，执行少 0.63 分（执行率 93.70%）。",
        ),
        # three of six lost two points, the others one
        (
            ["1", "2", "1", "2", "2", "1"],
            "97.20",
            "",
            "失分最多的是“第二项”“第四项”等 3 行，各失 2 分。指标少 9 分，执行少 0.28 分（执行率 97.20%）。",
        ),
        # one row and the execution: each said once
        (["0", "7"], "30.00", "", "失分的是“第二项”，7 分；执行少 7 分（执行率 30.00%）。"),
        # nothing lost on execution
        (["0", "1"], "100.00", "", "失分的是“第二项”，1 分。"),
        # the document lost the execution score, then a row's score: nothing is said of execution
        (["4", "4", "1"], "80.00", None, "失分最多的是“第一项”和“第二项”，各失 4 分。"),
        (["4", None, "1"], "80.00", "", "能看到得分的各行里，失分最多的是“第一项”，4 分。"),
    ],
)
def test_lost_points_are_placed_only_as_the_figures_allow(
    small: Dataset, lost: list[str | None], rate: str, score: str | None, sentence: str
) -> None:
    assert loss_sentence(_scored(evaluation_of(small, BOOKS), lost, rate, score)) == sentence


@pytest.mark.parametrize(
    ("goal", "shown"),
    [
        ("（1）项目总目标：办成一届大赛。其次。", "办成一届大赛。其次。"),
        ("一、完成采购；二、验收", "完成采购；二、验收。"),
        ("1.5万人参训。", "1.5万人参训。"),
        ("2023年各项工作完成。", "2023年各项工作完成。"),
        ("按计划全年购置xx个专项设备。", "按计划全年购置xx个专项设备。（原表如此，数量没有填）"),
        ("开展慰问（春节；五一）。", "开展慰问（春节；五一）。"),
    ],
)
def test_the_purpose_has_no_list_number_and_says_what_is_not_filled_in(small: Dataset, goal: str, shown: str) -> None:
    assert purpose_sentence(replace(evaluation_of(small, BOOKS), expected=goal)) == shown


def test_sentence_names_the_amount_that_is_not_there(small: Dataset) -> None:
    form = evaluation_of(small, TREES)
    unspent = replace(form, funds=replace(form.funds, total=replace(form.funds.total, executed=None)))
    assert money_sentence(unspent, _profile(small)) == "全年执行数未填报，无法说明花了多少。"
    cut = Remark(None, "funds.total.executed", "missing", "原件截断。")
    assert money_sentence(replace(unspent, remarks=(cut,)), _profile(small)) == "全年执行数原件缺失，无法说明花了多少。"
    dash = replace(form, funds=replace(form.funds, total=replace(form.funds.total, execution_rate=parse_figure("-"))))
    assert money_sentence(dash, _profile(small)).endswith("执行率印的是“-”。")


def test_final_accounts_sentence_holds_the_figures_and_leaves_the_rest_blank(public: Dataset) -> None:
    summary = summarise_year(collection_of(public), 2023)
    sentence = final_accounts_sentence(summary.departments[0], 2023)
    for part in (
        "自评价的项目 10 个",
        "2,192.50 万元",
        "1,992.81 万元",
        "（1 个项目没有总分，未计入）",
        "评为“良”的 2 个",
        "【　】",
    ):
        assert part in sentence


@pytest.mark.parametrize(
    ("initial", "adjusted", "words"),
    [
        ("100", "100", ""),
        ("0", "5", "年中追加"),
        ("978.22", "305.68", "年中调减 68.8%"),
        ("324", "360", "年中调增 11.1%"),
    ],
)
def test_budget_change_in_words(initial: str, adjusted: str, words: str) -> None:
    assert change(Decimal(initial), Decimal(adjusted)) == words


def test_amounts_have_commas_and_two_decimals_unless_more_are_there() -> None:
    assert [amount(Decimal(text)) for text in ("5444.9", "1068.30", "0", "1598.6123")] == [
        "5,444.90",
        "1,068.30",
        "0.00",
        "1,598.6123",
    ]


def test_first_screen_takes_whole_clauses() -> None:
    assert first_clauses("甲一二三。乙四五六。", 6) == "甲一二三。"
    assert first_clauses("短句") == "短句。"
    assert first_clauses("全部完成！") == "全部完成！"
    assert first_clauses("是否完成？已经完成。", 6) == "是否完成？"


def test_the_year_says_the_main_thing_first(public: Dataset, small: Dataset) -> None:
    parts = list(year_parts(summarise_year(collection_of(public), 2023), _profile(public)))
    assert "".join(part.text for part in parts) == (
        "收录 4 个单位的 13 份绩效自评价，9 份自评“优”；其中 1 份执行率不到 60%。分数由单位自己打。"
    )
    assert [dict(part.query) for part in parts if part.query] == [
        {"year": "2023", "grade": "优"},
        {"q": "执行率<60%", "year": "2023", "grade": "优"},
    ]
    of_one = year_parts(summarise_year(collection_of(small), 2022), _profile(small))
    assert "".join(part.text for part in of_one) == ("收录 1 个单位的 1 份绩效自评价，全部自评“优”。分数由单位自己打。")
