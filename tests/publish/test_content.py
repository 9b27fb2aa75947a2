"""What a reader is told on the pages: sentences, recomputation, summaries, missing figures, tables for programs."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from mkdocs.utils.meta import get_data

from generator.forms.collection import Collection, collect
from generator.forms.pairing import Match, compare
from generator.history.dates import Dates, History
from generator.publish.data.columns import tables
from generator.publish.edition import Edition
from generator.publish.pages.environment import field_label
from generator.publish.site import build_site
from generator.publish.words.score_steps import steps_of
from generator.publish.words.sentences import final_accounts_sentence, year_sentence
from generator.publish.words.wording import (
    amount,
    change,
    first_clauses,
    loss_sentence,
    money_sentence,
    purpose_sentence,
    result_sentence,
)
from generator.record import KINDS, SelfEvaluation
from generator.record.model import Correction, Remark
from generator.record.values import BEIJING, parse_figure
from generator.summary.year import summarise_year
from tests.conftest import DAY

if TYPE_CHECKING:
    from generator.record import Dataset

BOOKS = "evaluations/2023/shili-tushuguan/tushu-gouzhi"
TREES = "evaluations/2023/shili-gongyuan-guanlisuo/luhua-yanghu"


def _collection(dataset: Dataset) -> Collection:
    assert dataset.registry is not None
    return collect([stored.form for stored in dataset.forms], dataset.registry)


def _evaluation(dataset: Dataset, form_id: str) -> SelfEvaluation:
    form = next(stored.form for stored in dataset.forms if stored.form.id == form_id)
    assert isinstance(form, SelfEvaluation)
    return form


def test_three_sentences_say_cost_and_result(small: Dataset) -> None:
    form = _evaluation(small, BOOKS)
    assert money_sentence(form) == (
        "年初预算 120.00 万元，年中调减 16.7%，全年预算 100.00 万元，实际支出 63.33 万元，执行率 63.33%。"
    )
    assert result_sentence(form) == (
        "7 项指标中，5 项满分，2 项部分得分；总分 85.33，表上等级“良”。失分最多的是“*阅读*|推广”，6 分。"
        "指标少 11 分，执行少 3.67 分（执行率 63.33%）。"
    )


@pytest.mark.parametrize(
    ("form_id", "sentence"),
    [
        # every row full, yet not 100: the word is why
        (
            "shanghai-jiuye-cujin-zhongxin/cujin-jiuye-yewu-gongzuo-jingfei",
            "少的 1.93 分在预算执行：执行率 80.77%，10 分得 8.07 分。",
        ),
        ("shanghai-renshe-ju/rencai-fazhan-zhuanxiangzijin-lingjun-rencai", ""),
        # eight rows lost the same, none of them is the worst
        (
            "shanghai-zhiye-jineng-jianding-zhongxin/jineng-pingjia-yewu-gongzuo-jingfei",
            (
                "失分的是“业务印刷工作完成率”“业务印刷验收合格率”等 8 行，各失 1 分。"
                "指标少 8 分，执行少 0.63 分（执行率 93.77%）。"
            ),
        ),
        # three of six lost two points, the others one
        (
            "shanghai-zhiye-jineng-jianding-zhongxin/jineng-pingjia-yewu-kaowu-feiyong",
            (
                "失分最多的是“鉴定人数”“成绩汇总工作完成及时性”等 3 行，各失 2 分。"
                "指标少 9 分，执行少 0.28 分（执行率 97.21%）。"
            ),
        ),
        # one row and the execution: each said once
        (
            "shanghai-zhiye-jineng-jianding-zhongxin/gaojineng-rencai-peiyang-jidi-jianshe-zizhu",
            "失分的是“培养项目开发完成数”，7 分；执行少 7 分（执行率 30.00%）。",
        ),
        # nothing lost on execution
        (
            "shanghai-ganbu-peixun-zhongxin/keti-guihua-deng-yanjiu-jingfei",
            "失分的是“课题成果指导实践有效情况”，1 分。",
        ),
        # the document lost the execution score, then a row's score: nothing is said of execution
        (
            "shanghai-jiuye-cujin-zhongxin/zhiyepeixun-jichunengli-jianshe-zizhu",
            "失分最多的是“资金监管风险事件处置保障率”和“公共就业服务能力”，各失 4 分。",
        ),
        (
            "shanghai-renshe-ju/laodong-baozhang-gongzuo-jingfei",
            "能看到得分的各行里，失分最多的是“就促-就业促进工作经费下拨完成率”，4 分。",
        ),
    ],
)
def test_lost_points_are_placed_only_as_the_figures_allow(published: Dataset, form_id: str, sentence: str) -> None:
    assert loss_sentence(_evaluation(published, f"evaluations/2023/{form_id}")) == sentence


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
    assert purpose_sentence(replace(_evaluation(small, BOOKS), expected=goal)) == shown


def test_what_the_document_lost_and_what_nobody_filled_in_are_different_words(small: Dataset) -> None:
    lost = _evaluation(small, TREES)
    empty = replace(lost, remarks=())
    for form, word in ((lost, "原件缺失"), (empty, "未填报")):
        assert f"执行率{word}" in money_sentence(form)
        assert f"总分{word}" in result_sentence(form)
    forms = tuple(replace(s, form=empty) if s.form.id == TREES else s for s in small.forms)
    site = build_site(replace(small, forms=forms), Edition(DAY))
    for name in (f"{TREES}.md", "years/2023.md", "projects/luhua-yanghu.md", f"units/{TREES.split('/')[2]}.md"):
        before_steps = site.pages[name].partition("## 得分怎么来")[0]
        assert "未填报" in before_steps
        assert "原件缺失" not in before_steps
        assert "原件缺失" in build_site(small, Edition(DAY)).pages[name]


def test_sentence_names_the_amount_that_is_not_there(small: Dataset) -> None:
    form = _evaluation(small, TREES)
    unspent = replace(form, funds=replace(form.funds, total=replace(form.funds.total, executed=None)))
    assert money_sentence(unspent) == "全年执行数未填报，无法说明花了多少。"
    cut = Remark(None, "funds.total.executed", "missing", "原件截断。")
    assert money_sentence(replace(unspent, remarks=(cut,))) == "全年执行数原件缺失，无法说明花了多少。"
    dash = replace(form, funds=replace(form.funds, total=replace(form.funds.total, execution_rate=parse_figure("-"))))
    assert money_sentence(dash).endswith("执行率印的是“-”。")


def test_missing_figures_are_never_counted_as_zero(small: Dataset) -> None:
    summary = summarise_year(_collection(small), 2023)
    assert (summary.statistics.scores.count, summary.statistics.scores.missing) == (1, 1)
    assert summary.statistics.scores.mean == Decimal("85.33")
    assert [form.id for form in summary.lowest_rates] == [BOOKS]


def test_score_is_recomputed_step_by_step(small: Dataset) -> None:
    assert small.registry is not None
    steps = {step.label: step for step in steps_of(_evaluation(small, BOOKS), small.registry.profile)}
    assert steps["执行率（%）"].formula == "63.33 ÷ 100.00 × 100 = 63.33"
    assert (steps["预算执行得分"].formula, steps["预算执行得分"].computed) == ("10.00 × 63.33% = 6.333", "6.33")
    assert (steps["总分"].computed, steps["总分"].agrees) == ("85.33", True)
    assert steps["等级"].agrees


def test_score_that_cannot_be_computed_is_not_called_wrong(small: Dataset) -> None:
    assert small.registry is not None
    steps = {step.label: step for step in steps_of(_evaluation(small, TREES), small.registry.profile)}
    assert (steps["总分"].computed, steps["总分"].printed, steps["总分"].agrees) == ("算不出", "原件缺失", None)
    assert steps["执行率（%）"].agrees is None


def _with_total(form: SelfEvaluation, **cells: str) -> SelfEvaluation:
    line = replace(form.funds.total, **{key: parse_figure(text) for key, text in cells.items()})
    return replace(form, funds=replace(form.funds, total=line))


@pytest.mark.parametrize(
    ("rate", "score", "notes"),
    [
        ("80.65", "8.06", ("", "")),
        ("80.66", "8.07", ("四舍五入", "四舍五入")),
        ("80.67", "8.06", ("金额只印两位小数", "")),
    ],
)
def test_the_page_takes_for_right_what_the_rules_take_for_right(
    rate: str, score: str, notes: tuple[str, str], small: Dataset
) -> None:
    """39.41 ÷ 48.86 is 80.659: the region cuts, another rounds, and both are right (A01, A02)."""
    assert small.registry is not None
    form = _with_total(
        _evaluation(small, BOOKS), executed="39.41", adjusted_budget="48.86", execution_rate=rate, score=score
    )
    steps = steps_of(form, small.registry.profile)[:2]
    assert [step.agrees for step in steps] == [True, True]
    assert tuple(step.note for step in steps) == notes


def test_another_word_of_the_same_grade_agrees(small: Dataset) -> None:
    assert small.registry is not None
    grades = tuple(
        replace(grade, also="合格") if grade.name == "中" else grade for grade in small.registry.profile.grades
    )
    profile = replace(small.registry.profile, grades=grades)
    form = replace(_evaluation(small, BOOKS), total_score=parse_figure("70.00"), grade="合格")
    (*_, total, _, grade) = steps_of(form, profile)
    assert (grade.computed, grade.printed, grade.agrees, grade.note) == ("中", "合格", True, "同一等的另一种写法")
    assert total.agrees is False


def test_shanghai_rate_is_cut_not_rounded(published: Dataset) -> None:
    assert published.registry is not None
    form = _evaluation(
        published, "evaluations/2023/shanghai-renshe-ju/2023-niandu-shanghai-shisai-chouban-gongzuo-jingfei"
    )
    rate, execution = steps_of(form, published.registry.profile)[:2]
    assert (rate.formula, rate.computed) == ("322.21 ÷ 850.00 × 100 ≈ 37.9071", "37.90")
    assert (execution.formula, execution.computed) == ("10.00 × 37.90% = 3.79", "3.79")


def test_declared_and_evaluated_rows_stand_side_by_side(small: Dataset) -> None:
    collection = _collection(small)
    declaration = collection.declarations[0]
    evaluation = collection.counterpart(declaration)
    assert isinstance(evaluation, SelfEvaluation)
    assert evaluation.id == BOOKS
    pairs = compare(declaration, evaluation)
    named = {p.declared[1].name if p.declared else "": p for p in pairs}
    assert named["新书购入数"].match is Match.SAME
    assert named["馆员满意度"].match is Match.ALIKE
    assert sum(pair.match is Match.EVALUATED_ONLY for pair in pairs) == 7 - sum(
        p.evaluated is not None and p.declared is not None for p in pairs
    )


def test_final_accounts_sentence_holds_the_figures_and_leaves_the_rest_blank(published: Dataset) -> None:
    summary = summarise_year(_collection(published), 2023)
    sentence = final_accounts_sentence(summary.departments[0], 2023)
    for part in (
        "自评价的项目 52 个",
        "121,507.92 万元",
        "116,018.94 万元",
        "（1 个项目没有总分，未计入）",
        "评为“良”的 2 个",
        "【　】",
    ):
        assert part in sentence


def test_year_figures_are_those_of_the_documents(published: Dataset) -> None:
    statistics = summarise_year(_collection(published), 2023).statistics
    assert (statistics.forms, statistics.units, statistics.scores.count) == (52, 4, 51)
    assert statistics.rate == Decimal("95.48")
    assert dict(statistics.grades) == {"优": 50, "良": 2, "中": 0, "差": 0}


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


def test_tables_for_programs_hold_figures_as_printed(published: Dataset) -> None:
    files = build_site(published, Edition(DAY)).files
    forms = list(csv.DictReader(io.StringIO(files["data/forms.csv"].decode("utf-8"))))
    rows = list(csv.DictReader(io.StringIO(files["data/indicators.csv"].decode("utf-8"))))
    assert (len(forms), len(rows)) == (55, 764)
    assert list(forms[0]) == [column.name for column in tables()[0].columns]
    assert list(rows[0]) == [column.name for column in tables()[2].columns]
    by_id = {form["id"]: form for form in forms}
    grant = by_id["evaluations/2023/shanghai-renshe-ju/haiwai-rencai-gongzuo-jingfei"]
    assert (grant["adjusted_budget"], grant["execution_rate"], grant["total_score"]) == ("1,068.30", "63.83", "96.38")
    cut = by_id["evaluations/2023/shanghai-renshe-ju/laodong-baozhang-gongzuo-jingfei"]
    assert cut["total_score"] == ""
    assert all(form["url"] == form["id"] + "/" for form in forms)
    assert rows[0]["row"] == "1"


def test_names_that_share_one_address_are_all_shown(small: Dataset) -> None:
    """Two units gave different projects the same ASCII name; the newer form gives the heading."""
    renamed = tuple(
        replace(s, form=replace(s.form, project="古籍修复")) if s.form.id.startswith("evaluations/2022/") else s
        for s in small.forms
    )
    pages = build_site(replace(small, forms=renamed), Edition(DAY)).pages
    page = pages["projects/tushu-gouzhi.md"]
    assert "<h1>图书购置专项</h1>" in page
    assert "同一地址下另有“古籍修复”" in page
    rows = [line for line in page.splitlines() if 'scope="row">20' in line]
    assert [("古籍修复" in row, ">2022</th>" in row) for row in rows] == [
        (False, False),
        (False, False),
        (True, True),
    ]
    assert "另有“古籍修复”" in pages["projects/index.md"]
    assert "3 个项目名称" in pages["projects/index.md"]


def test_rare_character_in_a_name_keeps_the_head_of_its_pages(small: Dataset) -> None:
    """𠮷 stands outside the first 65536 characters."""
    name = "𠮷林绿化养护"
    renamed = tuple(
        replace(stored, form=replace(stored.form, project=name)) if stored.form.id == TREES else stored
        for stored in small.forms
    )
    pages = build_site(replace(small, forms=renamed), Edition(DAY)).pages
    for path in (f"{TREES}.md", "projects/luhua-yanghu.md"):
        _, head = get_data(pages[path])
        assert head["title"].startswith(name)


def test_correction_says_which_row(small: Dataset) -> None:
    assert field_label("indicators.1.score", KINDS["self_evaluation"]) == "绩效指标 › 第 1 行 › 得分"
    correction = Correction(DAY, "indicators.1.score", "1", "2", "录入笔误。")
    forms = tuple(replace(s, form=replace(s.form, corrections=(correction,))) for s in small.forms)
    site = build_site(replace(small, forms=forms), Edition(DAY))
    assert "绩效指标 › 第 1 行 › 得分" in site.pages[f"{BOOKS}.md"]
    assert "绩效指标 › 第 1 行 › 得分" in site.fill("corrections.md", "<!-- disclosure: corrections -->")


def test_each_record_can_be_downloaded_as_it_stands(small: Dataset) -> None:
    files = build_site(small, Edition(DAY)).files
    for stored in small.forms:
        assert files[f"{stored.form.id}.yaml"].decode("utf-8") == stored.text


@pytest.mark.parametrize(
    "kinds", [(), ("target_declaration",), ("self_evaluation",)], ids=["none", "declared", "evaluated"]
)
def test_site_of_an_adopter_who_has_only_begun(small: Dataset, kinds: tuple[str, ...]) -> None:
    """No form yet, or one kind only: every page is made and home still leads to what is there."""
    forms = tuple(stored for stored in small.forms if stored.form.kind.key in kinds)
    assert small.registry is not None
    registry = replace(small.registry, expected=(), withdrawn=())
    site = build_site(replace(small, forms=forms, registry=registry), Edition(DAY))
    home = site.fill("index.md", "<!-- disclosure: home -->")
    assert 'role="search"' in home
    assert ("示例市图书馆" in home) is bool(forms)
    assert ("年度一览" in home) is ("self_evaluation" in kinds)
    assert sum("evaluations/" in path or "declarations/" in path for path in site.pages) == len(forms)


def test_the_year_says_the_main_thing_first(published: Dataset, small: Dataset) -> None:
    assert year_sentence(summarise_year(_collection(published), 2023)) == (
        "4 个单位公开了 52 份绩效自评价，50 份自评“优”；其中 7 份执行率不到 60%。分数由单位自己打。"
    )
    assert year_sentence(summarise_year(_collection(small), 2022)) == (
        "1 个单位公开了 1 份绩效自评价，全部自评“优”。分数由单位自己打。"
    )


def test_home_says_what_is_here_and_what_came(small: Dataset) -> None:
    first, later = (dt.datetime(2024, 3, day, 9, tzinfo=BEIJING) for day in (1, 9))
    dates = {stored.path: Dates(first, later) for stored in small.forms}
    site = build_site(small, Edition(DAY, history=History(dates)))
    home = site.fill("index.md", "<!-- disclosure: home -->")
    assert "现收录 2 个单位、4 份表；数据更新至 2024-03-09；" in home
    assert "收录 4 份表" in home
    assert 'href="./years/2023/#short"' in home
    assert "份超过二十天" in home


def test_home_without_a_history_names_no_day(small: Dataset) -> None:
    home = build_site(small, Edition(DAY)).fill("index.md", "<!-- disclosure: home -->")
    assert "现收录 2 个单位、4 份表；本站" in home
    assert "收录 4 份表" not in home


def test_figures_in_the_written_pages_are_computed(published: Dataset) -> None:
    site = build_site(published, Edition(DAY))
    spread = site.fill("guide.md", "<!-- disclosure: spread -->")
    quality = site.pages["quality/2023.md"]
    verbal = re.search(r'#found-b10">B10[^\n]*?<td[^>]*>(\d+)</td>', quality)
    assert verbal is not None
    assert "2023 年度的 52 份自评价里，50 份是优，2 份是良；713 行指标里，655 行是满分" in spread
    assert f">{verbal[1]} 行</a>的目标是数字" in spread
    assert "713 行指标里，655 行满分，57 行没有得满分，1 行得分原件缺失。" in site.pages["years/2023.md"]
    assert "5 份公开文件，共 55 份表、764 行指标" in site.fill("method.md", "<!-- disclosure: documents -->")


def test_a_report_of_an_error_carries_the_address_of_the_page(small: Dataset) -> None:
    edition = Edition(DAY, address="https://example.org/jixiao/", repository="https://example.org/repo/")
    site = build_site(small, edition)
    title = "%E9%A1%B5%E9%9D%A2%E6%9C%89%E9%94%99%EF%BC%9Ahttps%3A//example.org/jixiao/"
    assert f'href="https://example.org/repo/issues/new?title={title}{BOOKS}/"' in site.pages[f"{BOOKS}.md"]
    corrections = site.fill("corrections.md", "：<!-- disclosure: report -->，")
    assert corrections == '：在代码仓库<a href="https://example.org/repo/issues/new">提一个问题</a>，'
    assert "issues/new" not in build_site(small, Edition(DAY)).pages[f"{BOOKS}.md"]


def test_the_source_says_where_the_original_is_or_whom_to_ask(small: Dataset) -> None:
    pages = build_site(small, Edition(DAY)).pages
    known = (
        '<a href="https://example.org/2023/a1.pdf">https://example.org/2023/a1.pdf</a>（示例市图书馆 2024-03-31 公开）'
    )
    assert known in pages[f"{BOOKS}.md"]
    assert "尚未查到，可向示例市公园管理所索取原件" in pages[f"{TREES}.md"]
