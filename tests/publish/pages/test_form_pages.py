"""What a form's own pages tell: what is lost and what is empty, names, corrections, its declaration, its source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mkdocs.utils.meta import get_data

from generator.forms.pairing import Match, compare
from generator.publish.edition import Edition
from generator.publish.pages.environment import field_label
from generator.publish.site import build_site
from generator.publish.words.wording import (
    money_sentence,
    result_sentence,
)
from generator.record.kinds import KINDS
from generator.record.model import Correction, OriginPlace, SelfEvaluation
from tests.conftest import DAY
from tests.small import BOOKS, TREES, collection_of, evaluation_of

if TYPE_CHECKING:
    from generator.record.store import Dataset


def test_what_the_document_lost_and_what_nobody_filled_in_are_different_words(small: Dataset) -> None:
    assert small.registry is not None
    lost = evaluation_of(small, TREES)
    empty = replace(lost, remarks=())
    for form, word in ((lost, "原件缺失"), (empty, "未填报")):
        assert f"执行率按表上的数算 99.98%（{word}）" in money_sentence(form, small.registry.profile)
        assert f"总分{word}" in result_sentence(form)
    forms = tuple(replace(s, form=empty) if s.form.id == TREES else s for s in small.forms)
    site = build_site(replace(small, forms=forms), Edition(DAY))
    for name in (f"{TREES}.md", "years/2023.md", f"units/{TREES.split('/')[2]}.md"):
        before_steps = site.pages[name].partition("## 得分怎么来")[0]
        assert "未填报" in before_steps
        assert "原件缺失" not in before_steps
        assert "原件缺失" in build_site(small, Edition(DAY)).pages[name]


def test_declared_and_evaluated_rows_stand_side_by_side(small: Dataset) -> None:
    collection = collection_of(small)
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


def test_names_that_share_one_address_are_all_shown(small: Dataset) -> None:
    """Two units gave different projects the same ASCII name; the newer form gives the heading."""
    renamed = tuple(
        replace(s, form=replace(s.form, project="古籍修复")) if s.form.id.startswith("evaluations/2022/") else s
        for s in small.forms
    )
    pages = build_site(replace(small, forms=renamed), Edition(DAY)).pages
    page = pages["projects/tushu-gouzhi.md"]
    assert "\n# 图书购置专项 {" in page
    assert "同一地址下另有“古籍修复”" in page
    rows = [line for line in page.splitlines() if line.startswith("| 20")]
    assert [("古籍修复" in row, row.startswith("| 2022")) for row in rows] == [
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


def test_a_report_of_an_error_carries_the_address_of_the_page(small: Dataset) -> None:
    edition = Edition(DAY, address="https://example.org/jixiao/", repository="https://example.org/repo/")
    site = build_site(small, edition)
    title = "%E9%A1%B5%E9%9D%A2%E6%9C%89%E9%94%99%EF%BC%9Ahttps%3A//example.org/jixiao/"
    assert f"](https://example.org/repo/issues/new?title={title}{BOOKS}/)" in site.pages[f"{BOOKS}.md"]
    corrections = site.fill("corrections.md", "：<!-- disclosure: report -->，")
    assert corrections == "：在代码仓库[提一个问题](https://example.org/repo/issues/new)，"
    assert "issues/new" not in build_site(small, Edition(DAY)).pages[f"{BOOKS}.md"]


def test_the_source_says_where_the_original_is_or_whom_to_ask(small: Dataset) -> None:
    pages = build_site(small, Edition(DAY)).pages
    known = "[https://example.org/2023/a1.pdf](https://example.org/2023/a1.pdf)（示例市图书馆 2024-03-31 公开）"
    assert known in pages[f"{BOOKS}.md"]
    assert "尚未查到，可向示例市公园管理所索取原件" in pages[f"{TREES}.md"]


def test_an_imported_form_says_where_in_the_file_each_part_stands(small: Dataset) -> None:
    places = (OriginPlace("title", "自评表 A1"), OriginPlace("indicators.2", "自评表 B16:I16"))
    made: dict[str, Any] = {"file": "附件2.xlsx", "hash": "sha256:9f86d081", "places": places}
    forms = tuple(replace(s, form=replace(s.form, source=replace(s.form.source, **made))) for s in small.forms)
    pages = build_site(replace(small, forms=forms), Edition(DAY)).pages
    for form_id in (BOOKS, BOOKS.replace("evaluations", "declarations")):
        source = pages[f"{form_id}.md"].partition("{ #source")[2]
        assert "- **录入自** 附件2.xlsx，自评表 A1 起\n- **" in source
        assert "| 绩效指标 › 第 2 行 | 自评表 B16:I16 |\n\n### 引用" in source
        assert "`sha256:9f86d081`" in source
    assert "录入自" not in build_site(small, Edition(DAY)).pages[f"{BOOKS}.md"]


def test_a_unit_is_told_how_to_answer_where_the_site_has_an_address(small: Dataset) -> None:
    for contact, link in (
        ("a@example.org", "mailto:a@example.org"),
        ("https://example.org/x", "https://example.org/x"),
    ):
        page = build_site(small, Edition(DAY, contact=contact)).pages[f"{BOOKS}.md"]
        assert f"[{contact}]({link})" in page
        assert "问 1 " in page.partition("{ #reply .fold }")[2]
    assert "#reply" not in build_site(small, Edition(DAY)).pages[f"{BOOKS}.md"]


def test_a_page_says_how_it_is_cited(small: Dataset) -> None:
    edition = Edition(DAY, address="https://example.org/jixiao/", name="示例市绩效公开")
    page = build_site(small, edition).pages[f"{BOOKS}.md"].partition("{ #cite .cite }")[2]
    assert f"《图书购置专项》，2023 年度绩效自评价。示例市绩效公开，https://example.org/jixiao/{BOOKS}/" in page
