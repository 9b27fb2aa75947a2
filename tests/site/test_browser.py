"""The built site in a real browser, as a reader meets it: phone and desktop, light and dark, keyboard, print."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    Open = Callable[..., Page]

pytestmark = pytest.mark.browser

PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
FORM = "evaluations/2023/shanghai-zhiye-jineng-jianding-zhongxin/jineng-pingjia-yewu-gongzuo-jingfei/"
CUT_OFF = "evaluations/2023/shanghai-jiuye-cujin-zhongxin/zhiyepeixun-jichunengli-jianshe-zizhu/"
DECLARATION = "declarations/2021/shanghai-jiuye-cujin-zhongxin/gaojineng-rencai-peiyang-jidi-jianshe-zizhu/"
KINDS = (
    "",
    "years/",
    "years/2023/",
    "years/2021/",
    "units/",
    "units/shanghai-jiuye-cujin-zhongxin/",
    "projects/",
    "projects/zhiyepeixun-jichunengli-jianshe-zizhu/",
    FORM,
    CUT_OFF,
    DECLARATION,
    "quality/",
    "quality/2023/",
    "quality/2023/shanghai-jiuye-cujin-zhongxin/",
    "rules/",
    "status/",
    "guide/",
    "method/",
    "dictionary/",
    "corrections/",
    "accessibility/",
    "about/",
    "no-such-page/",
)
"""One address of each kind of page."""


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Open a page; when the test ends, no console error and no request beyond the origin may have happened."""
    contexts, troubles = [], []

    def start(path: str, *, size: dict[str, int], scheme: str = "light", scripts: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": size["width"], "height": size["height"]},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=scripts,
            locale="zh-CN",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: note_request(request.url))
        page.on("console", lambda message: note_console(message.type, message.text, path))
        page.on("pageerror", lambda error: troubles.append(f"{path}: {error}"))
        page.goto(address + path)
        return page

    def note_request(url: str) -> None:
        if not url.startswith((address, "data:")):
            troubles.append(f"request to {url}")

    def note_console(kind: str, text: str, path: str) -> None:
        if kind == "error" and not (path == "no-such-page/" and "404" in text):
            troubles.append(f"{path}: {text}")

    yield start
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_reader_gets_from_home_to_year_to_unit_to_form(open_page: Open, size: dict[str, int]) -> None:
    page = open_page("", size=size)
    page.get_by_role("link", name="看 2023 年度汇总").click()
    page.wait_for_url("**/years/2023/")
    page.locator("#forms ~ .scroll, .scroll").get_by_role("link", name="市就业促进中心").first.click()
    page.wait_for_url("**/units/shanghai-jiuye-cujin-zhongxin/")
    page.get_by_role("link", name="世界技能博物馆专项经费").first.click()
    page.wait_for_url("**/shijie-jineng-bowuguan-zhuanxiangjingfei/")
    assert page.locator("h1").inner_text() == "世界技能博物馆专项经费"
    assert "57.02" in page.locator(".story").inner_text()
    assert "博物馆年开放时间" in page.locator(".shorts").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("path", KINDS)
def test_each_kind_of_page_is_accessible(open_page: Open, path: str, size: dict[str, int], scheme: str) -> None:
    """WCAG 2.2 AA by axe; nothing sticks out of the screen sideways."""
    page = open_page(path, size=size, scheme=scheme)
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    results = Axe().run(page, options=options)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_table_sorts_and_filters_by_keyboard(open_page: Open) -> None:
    page = open_page("years/2023/", size=DESKTOP)
    table = page.locator("table", has=page.get_by_text("年度全部自评价，可按列排序、按字筛选"))
    button = table.locator("thead button", has_text="执行率")
    button.focus()
    page.keyboard.press("Enter")
    assert table.locator("tbody tr").first.locator("td").nth(4).inner_text() == "30.00"
    page.get_by_label("筛选").first.fill("海外")
    assert table.locator("tbody tr:visible").count() == 2
    assert "2 / 52 行" in page.locator(".filter").first.inner_text()


def test_rows_without_the_figure_come_last_both_ways(open_page: Open) -> None:
    page = open_page("years/2023/", size=DESKTOP)
    table = page.locator("table", has=page.get_by_text("年度全部自评价，可按列排序、按字筛选"))
    for direction in ("ascending", "descending"):
        table.locator("thead button", has_text="总分").click()
        assert table.locator("thead th[aria-sort]").get_attribute("aria-sort") == direction
        scores = table.locator("tbody tr td:nth-child(7)").all_inner_texts()
        assert scores[-1] == "原件缺失"
        figures = [Decimal(score) for score in scores[:-1]]
        assert figures == sorted(figures, reverse=direction == "descending")


def test_link_to_a_folded_part_opens_it(open_page: Open) -> None:
    page = open_page("quality/2023/", size=PHONE)
    folded = page.locator("details[id^='found-']:not([open])")
    first, second = (folded.nth(at).get_attribute("id") for at in (0, 1))
    page.locator(f"a[href='#{first}']").click()
    page.locator(f"#{first}[open] ul").wait_for()
    opened = open_page(f"quality/2023/#{second}", size=PHONE)
    opened.locator(f"#{second}[open] ul").wait_for()
    assert opened.evaluate("scrollY") > 0


@pytest.mark.parametrize("path", ["years/2023/", "units/shanghai-jiuye-cujin-zhongxin/", FORM, DECLARATION, "status/"])
def test_on_a_phone_no_column_stands_off_the_screen(open_page: Open, path: str) -> None:
    """Tables are cards there; what shows is within the width, and a table is still one to a screen reader."""
    page = open_page(path, size=PHONE)
    cells = page.locator("table.cards tbody td")
    outside = "cells => cells.filter(cell => cell.getBoundingClientRect().right > innerWidth).length"
    assert page.locator("table.cards").count() > 0
    assert cells.evaluate_all(outside) == 0
    assert page.get_by_role("table").count() == page.locator("table").count()
    assert page.get_by_role("rowheader").count() > 0


def test_a_card_names_its_figures(open_page: Open) -> None:
    page = open_page(FORM, size=PHONE)
    step = page.locator("table.steps tbody tr", has_text="预算执行得分")
    label = step.locator("td").nth(1).evaluate("cell => getComputedStyle(cell, '::before').content")
    assert label.startswith('"重算')
    assert step.get_by_text("一致").is_visible()


@pytest.mark.parametrize("path", ["years/2023/", FORM])
def test_the_head_of_a_long_table_stays(open_page: Open, path: str) -> None:
    page = open_page(path, size=DESKTOP)
    rows = page.locator("table.indicators, #forms ~ .scroll table").first.locator("tbody tr")
    rows.nth(rows.count() - 3).evaluate("row => scrollTo(0, row.getBoundingClientRect().top + scrollY - 200)")
    head = page.locator("table.indicators, #forms ~ .scroll table").first.locator("thead th").first
    place, bar = head.bounding_box(), page.locator(".md-header").bounding_box()
    assert place
    assert bar
    assert abs(place["y"] - (bar["y"] + bar["height"])) <= 2


def test_a_table_too_wide_says_so_and_keeps_its_first_column(open_page: Open) -> None:
    page = open_page("years/2023/", size={"width": 760, "height": 844})
    box = page.locator("#forms ~ .scroll").first
    assert "is-wide" in (box.get_attribute("class") or "")
    assert "左右滑动" in box.evaluate("box => getComputedStyle(box, '::before').content")
    left = box.bounding_box()
    box.evaluate("box => box.scrollTo(400, 0)")
    for part in ("thead", "tbody"):
        first = box.locator(f"{part} tr th").first.bounding_box()
        assert first
        assert left
        assert abs(first["x"] - left["x"]) <= 1


def test_the_question_of_the_site_is_not_the_reason_of_the_unit(open_page: Open) -> None:
    cell = open_page(FORM, size=DESKTOP).locator("#row-1 td.reason")
    assert cell.inner_text().startswith("未填")
    assert cell.locator(".query").inner_text().startswith("本站提问")


@pytest.mark.parametrize("path", ["guide/", "rules/", "quality/2023/", "about/", "status/", "no-such-page/", FORM])
def test_one_frame_for_every_page(open_page: Open, path: str) -> None:
    """The same left edge, a way back, and the tab under which the page stands."""
    page = open_page(path, size=DESKTOP)
    place = page.locator("h1").bounding_box()
    assert place
    assert round(place["x"]) == 126
    assert page.get_by_role("navigation", name="面包屑").count() == 1
    assert page.locator(".md-tabs__item--active").count() == (0 if path == "no-such-page/" else 1)


def test_a_wrong_address_can_search(open_page: Open) -> None:
    page = open_page("no-such-page/", size=PHONE)
    page.get_by_role("searchbox").fill("培训")
    page.get_by_role("button", name="搜索").click()
    page.wait_for_url("**/search/?q=*")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_text_of_a_picture_can_be_read(open_page: Open, size: dict[str, int]) -> None:
    """At least 12 px on the screen, at most what a paragraph has."""
    page = open_page("years/2023/", size=size)
    sizes = page.locator("figure.chart svg text").evaluate_all(
        "texts => texts.map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)"
    )
    assert min(sizes) >= 12
    assert max(sizes) <= 18


def test_form_reads_without_scripts(open_page: Open) -> None:
    page = open_page(FORM, size=PHONE, scripts=False)
    assert page.locator("tr#row-37").is_visible()
    assert "审计人员被投诉次数" in page.locator("tr#row-37").inner_text()


def test_missing_figures_are_words_not_blanks(open_page: Open) -> None:
    page = open_page(CUT_OFF, size=DESKTOP)
    assert "原件缺失" in page.locator("table.funds").inner_text()
    assert "算不出" in page.locator("table.steps").inner_text()


def test_mark_leads_to_its_row(open_page: Open) -> None:
    page = open_page(FORM, size=PHONE)
    page.locator(".marks a").nth(16).click()
    assert page.url.endswith("#row-17")
    assert page.locator("#row-17").is_visible()


def test_official_table_keeps_its_merged_cells(open_page: Open) -> None:
    page = open_page(FORM, size=DESKTOP)
    spans = page.locator(".indicators th.level1").evaluate_all("cells => cells.map(cell => cell.rowSpan)")
    assert spans == [24, 9, 4]


def test_sentence_for_the_final_accounts_can_be_copied(open_page: Open) -> None:
    page = open_page("years/2023/", size=DESKTOP)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#sentence + details summary").click()
    page.get_by_role("button", name="复制这段话").click()
    page.get_by_role("button", name="已复制").wait_for()
    assert "121,507.92 万元" in page.evaluate("navigator.clipboard.readText()")


def test_print_holds_the_form_and_nothing_of_the_frame(open_page: Open) -> None:
    page = open_page(FORM, size=DESKTOP)
    page.emulate_media(media="print")
    assert page.locator("table.indicators").is_visible()
    assert not page.locator(".md-header").is_visible()
    assert not page.locator("#neighbours").is_visible()


def test_no_english_word_in_what_a_reader_sees(open_page: Open) -> None:
    """Latin words on the pages are names of formats, keys of the data dictionary, or stand on the forms themselves."""
    for path in ("", "years/2023/", "units/", "projects/", FORM, DECLARATION, "guide/", "about/", "no-such-page/"):
        page = open_page(path, size=DESKTOP)
        text = page.evaluate("document.body.innerText.replace(/[^ -~]+/g, ' ')")
        words = {word for word in text.split() if word.isalpha() and word.isascii() and len(word) > 2}
        assert words <= {"YAML", "CSV", "PDF", "Excel", "Word", "WCAG"}, (path, words)
