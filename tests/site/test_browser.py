"""The built site in a real browser, as a reader meets it: phone and desktop, light and dark, keyboard, print."""

from __future__ import annotations

import io
import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pdfplumber
import pytest
from axe_playwright_python.sync_playwright import Axe

from generator.publish.dressing.terms import TERMS
from generator.publish.words.wording import amount
from tests import kinds
from tests.web import DESKTOP

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.web import Open

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
ZOOMED = {"width": 720, "height": 450}
"""A desktop at 200 %."""
CLIPBOARD = ("clipboard-read", "clipboard-write")
FORM = kinds.address(kinds.LONG)
DECLARATION = kinds.address(kinds.DECLARATION)
YEAR = f"years/{kinds.YEAR}/"
UNIT = f"units/{kinds.UNSPENT.unit_id}/"
QUALITY = f"quality/{kinds.YEAR}/"
KINDS = (
    "",
    "years/",
    YEAR,
    f"{YEAR}missed/",
    f"years/{kinds.DECLARED_ONLY}/",
    "units/",
    UNIT,
    "projects/",
    f"projects/{kinds.slug(kinds.SHARED)}/",
    FORM,
    kinds.address(kinds.CUT_OFF),
    DECLARATION,
    "quality/",
    QUALITY,
    f"{QUALITY}{kinds.LONG.unit_id}/",
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


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_reader_gets_from_home_to_year_to_unit_to_form(open_page: Open, size: dict[str, int]) -> None:
    page = open_page("", size=size)
    form = kinds.UNSPENT
    page.get_by_role("link", name=f"看 {kinds.YEAR} 年度汇总").click()
    page.wait_for_url(f"**/{YEAR}")
    page.locator("#forms ~ .scroll, .scroll").locator(f"a[href$='{UNIT}']").first.click()
    page.wait_for_url(f"**/{UNIT}")
    page.get_by_role("link", name=form.project).first.click()
    page.wait_for_url(f"**/{kinds.slug(form)}/")
    assert page.locator("h1").inner_text() == form.project
    assert str(form.rate) in page.locator(".top").inner_text()
    (short,) = (row.name for row in form.indicators if row.lost)
    assert short in page.locator("table.t-short").inner_text()


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESKTOP, "dark")], ids=["phone", "desktop"])
@pytest.mark.parametrize("path", KINDS)
def test_each_kind_of_page_is_accessible(open_page: Open, path: str, size: dict[str, int], scheme: str) -> None:
    """WCAG 2.2 AA by axe; nothing sticks out of the screen sideways."""
    page = open_page(path, size=size, scheme=scheme)
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
    results = Axe().run(page, options=options)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_table_sorts_and_filters_by_keyboard(open_page: Open) -> None:
    page = open_page(YEAR, size=DESKTOP)
    table = page.locator("table.t-forms")
    button = table.locator("thead button", has_text="执行率")
    button.focus()
    page.keyboard.press("Enter")
    assert table.locator("tbody tr").first.locator("td").nth(4).inner_text() == str(kinds.UNSPENT.rate)
    page.get_by_label("筛选").first.fill(kinds.SHARED.project)
    same = sum(form.project == kinds.SHARED.project for form in kinds.OF_YEAR)
    assert table.locator("tbody tr:visible").count() == same > 1
    assert f"{same} / {len(kinds.OF_YEAR)} 行" in page.locator(".filter").first.inner_text()


def test_rows_without_the_figure_come_last_both_ways(open_page: Open) -> None:
    page = open_page(YEAR, size=DESKTOP)
    table = page.locator("table.t-forms")
    for direction in ("ascending", "descending"):
        table.locator("thead button", has_text="总分").click()
        assert table.locator("thead th[aria-sort]").get_attribute("aria-sort") == direction
        scores = table.locator("tbody tr td:nth-child(7)").all_inner_texts()
        assert scores[-1] == "原件缺失"
        figures = [Decimal(score) for score in scores[:-1]]
        assert figures == sorted(figures, reverse=direction == "descending")


def test_link_to_a_folded_part_opens_it(open_page: Open) -> None:
    page = open_page(QUALITY, size=PHONE)
    folded = page.locator("details[id^='found-']:not([open])")
    first, second = (folded.nth(at).get_attribute("id") for at in (0, 1))
    page.locator("#lines > summary").click()
    page.locator(f"a[href='#{first}']").click()
    page.locator(f"#{first}[open] ul").wait_for()
    opened = open_page(f"{QUALITY}#{second}", size=PHONE)
    opened.locator(f"#{second}[open] ul").wait_for()
    assert opened.evaluate("scrollY") > 0


@pytest.mark.parametrize("path", [YEAR, UNIT, FORM, DECLARATION, "status/"])
def test_on_a_phone_no_column_stands_off_the_screen(open_page: Open, path: str) -> None:
    """Tables are cards there; what shows is within the width, and a table is still one to a screen reader."""
    page = open_page(path, size=PHONE)
    cells = page.locator("table.cards tbody td")
    outside = "cells => cells.filter(cell => cell.getBoundingClientRect().right > innerWidth).length"
    assert page.locator("table.cards").count() > 0
    assert cells.evaluate_all(outside) == 0
    shown = "tables => tables.filter(table => table.checkVisibility()).length"
    assert page.get_by_role("table").count() == page.locator("table").evaluate_all(shown) > 0
    assert page.get_by_role("rowheader").count() > 0


def test_a_card_names_its_figures(open_page: Open) -> None:
    page = open_page(FORM, size=PHONE)
    step = page.locator("table.t-score tbody tr", has_text="预算执行得分")
    label = step.locator("td").nth(1).evaluate("cell => getComputedStyle(cell, '::before').content")
    assert label.startswith('"重算')
    assert step.get_by_text("一致").is_visible()


@pytest.mark.parametrize("path", [YEAR, FORM])
def test_the_head_of_a_long_table_stays(open_page: Open, path: str) -> None:
    page = open_page(path, size=DESKTOP)
    rows = page.locator("table.t-indicators, table.t-forms").first.locator("tbody tr")
    rows.nth(rows.count() - 3).evaluate("row => scrollTo(0, row.getBoundingClientRect().top + scrollY - 200)")
    head = page.locator("table.t-indicators, table.t-forms").first.locator("thead th").first
    place, bar = head.bounding_box(), page.locator(".md-header").bounding_box()
    assert place
    assert bar
    assert abs(place["y"] - (bar["y"] + bar["height"])) <= 2


def test_a_table_too_wide_says_so_and_keeps_its_first_column(open_page: Open) -> None:
    page = open_page(YEAR, size={"width": 760, "height": 844})
    box = page.locator(".scroll.is-wide").first
    assert "左右滑动" in box.evaluate("box => getComputedStyle(box, '::before').content")
    left = box.bounding_box()
    box.evaluate("box => box.scrollTo(400, 0)")
    for part in ("thead", "tbody"):
        first = box.locator(f"{part} tr th").first.bounding_box()
        assert first
        assert left
        assert abs(first["x"] - left["x"]) <= 1


def test_the_official_table_holds_no_word_of_the_site_but_the_number_of_a_question(open_page: Open) -> None:
    page = open_page(FORM, size=DESKTOP)
    mark = page.locator("table.official .asked").first
    assert re.fullmatch(r"问 \d+", mark.inner_text())
    anchor = (mark.get_attribute("href") or "").removeprefix("#")
    mark.click()
    page.locator(f"details#{anchor}[open] li").first.wait_for()
    assert "？" not in page.locator("table.official").inner_text()


def test_a_word_of_the_form_is_explained_where_it_stands(open_page: Open) -> None:
    page = open_page(FORM, size=PHONE)
    here = page.url
    page.locator(".p-funds .terms").get_by_role("link", name="执行率").click()
    page.get_by_role("status").get_by_text("全年执行数除以全年预算数").wait_for()
    assert page.url == here
    plain = open_page(FORM, size=PHONE, scripts=False)
    plain.locator(".p-funds .terms").get_by_role("link", name="执行率").click()
    plain.wait_for_url("**/guide/#term-rate")
    words = plain.locator(".glossary > div").evaluate_all("parts => parts.map(part => part.id)")
    assert {f"term-{entry}" for entry in TERMS.values()} <= set(words)


def test_on_a_phone_full_rows_are_folded_until_asked_for(open_page: Open) -> None:
    """By a switch that needs no script; a link to a folded row shows it all the same."""
    page = open_page(FORM, size=PHONE, scripts=False)
    full = page.locator("table.official tr.is-full")
    last = full.nth(full.count() - 1)
    assert not last.locator(".c-name").is_visible()
    page.get_by_text(f"满分的 {full.count()} 行没有展开").click()
    assert last.locator(".c-name").is_visible()
    address = open_page(f"{FORM}#{last.get_attribute('id')}", size=PHONE, scripts=False)
    assert address.locator(f"#{last.get_attribute('id')} .c-name").is_visible()


def test_on_a_desktop_every_row_stands_in_the_official_table(open_page: Open) -> None:
    page = open_page(FORM, size=DESKTOP)
    assert page.locator("table.official tbody tr:visible").count() == len(kinds.LONG.indicators)
    assert not page.locator(".unfold + label").is_visible()


@pytest.mark.parametrize("path", ["guide/", "rules/", QUALITY, "about/", "status/", "no-such-page/", FORM])
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
    page = open_page(YEAR, size=size)
    sizes = page.locator("figure.picture svg text").evaluate_all(
        "texts => texts.map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)"
    )
    assert min(sizes) >= 12
    assert max(sizes) <= 18


def test_form_reads_without_scripts(open_page: Open) -> None:
    page = open_page(FORM, size=DESKTOP, scripts=False)
    last = page.locator(f"tr#row-{len(kinds.LONG.indicators)}")
    assert last.is_visible()
    assert kinds.LONG.indicators[-1].name in last.inner_text()


def test_missing_figures_are_words_not_blanks(open_page: Open) -> None:
    page = open_page(kinds.address(kinds.CUT_OFF), size=DESKTOP)
    assert "原件缺失" in page.locator("table.t-funds").inner_text()
    assert "算不出" in page.locator("table.t-score").inner_text()


def test_mark_leads_to_its_row(open_page: Open) -> None:
    page = open_page(FORM, size=PHONE)
    page.locator(".marks a").nth(16).click()
    assert page.url.endswith("#row-17")
    assert page.locator("#row-17").is_visible()


def test_official_table_keeps_its_merged_cells(open_page: Open) -> None:
    page = open_page(FORM, size=DESKTOP)
    found = page.locator(".official tbody th.c-level1").evaluate_all("cells => cells.map(cell => cell.rowSpan)")
    assert found == kinds.spans(kinds.LONG)


def test_sentence_for_the_final_accounts_can_be_copied(open_page: Open) -> None:
    page = open_page(YEAR, size=DESKTOP, permissions=CLIPBOARD)
    page.locator("#final-accounts summary").click()
    page.get_by_role("button", name="复制这段话").first.click()
    page.get_by_role("button", name="已复制").wait_for()
    form = kinds.SHARED
    own = [other for other in kinds.OF_YEAR if other.department == form.department]
    total = sum((other.funds.wan_yuan("adjusted_budget") or Decimal(0) for other in own), Decimal(0))
    assert f"涉及全年预算资金 {amount(total)} 万元" in page.evaluate("navigator.clipboard.readText()")


def test_print_holds_the_form_and_nothing_of_the_frame(open_page: Open) -> None:
    """Nor what the site asks, unless the reader came for it; every sheet has its address and number."""
    page = open_page(FORM, size=DESKTOP)
    sheets = _printed(page)
    assert _plain(kinds.LONG.project) in sheets[0]
    assert "绩效指标" in sheets[0]
    for number, sheet in enumerate(sheets, 1):
        assert FORM in sheet
        assert f"{number}/{len(sheets)}" in sheet
    assert all(len(sheet) > 200 for sheet in sheets), "a sheet is empty"
    assert not re.search("跳到正文|相邻的表|最值得问的|得分怎么来|单位怎么答复|部分得分", "".join(sheets))
    assert "规则书有" in "".join(_printed(open_page(f"{FORM}#checks", size=DESKTOP)))


def test_a_printed_year_repeats_the_names_of_its_columns(open_page: Open) -> None:
    page = open_page(YEAR, size=DESKTOP)
    rows = page.locator("table.t-forms tbody")
    rows.evaluate("rows => { for (let i = 0; i < 3; i++) rows.append(...[...rows.rows].map(r => r.cloneNode(true))) }")
    sheets = [sheet for sheet in _printed(page) if sheet.count(kinds.UNSPENT.project) > 1]
    assert len(sheets) > 1
    assert all("项目" in sheet and "全年预算" in sheet for sheet in sheets)


def _printed(page: Page) -> list[str]:
    """The text of every sheet, without spaces; fonts of a PDF give radicals for characters."""
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as document:
        return [re.sub(r"\s", "", _plain(sheet.extract_text())) for sheet in document.pages]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def test_the_first_screen_of_a_phone_answers(open_page: Open) -> None:
    """Points, place in the year, money and result, in this order; what a grade asks is one tap away."""
    page = open_page(FORM, size=PHONE)
    said = [page.locator(".verdict p").nth(1), *(page.locator(".top.form > ul > li").nth(at) for at in (0, 1))]
    places = [part.bounding_box() for part in said]
    bottoms = [place["y"] + place["height"] for place in places if place]
    assert bottoms == sorted(bottoms)
    assert bottoms[-1] <= PHONE["height"]
    assert "份是“优”" in said[0].inner_text()
    said[0].get_by_role("link").click()
    assert "90 分起为优" in page.locator(".p-grade-bounds").inner_text()


@pytest.mark.parametrize("size", [PHONE, ZOOMED, DESKTOP], ids=["phone", "zoomed", "desktop"])
def test_ten_stops_at_most_before_the_content_and_each_is_seen(open_page: Open, size: dict[str, int]) -> None:
    """The first leads past the others, on every kind of page; it is no error for the server to lack one."""
    page = open_page("", size=size)
    home = page.url
    for path in ("", "search/", "rules/", "guide/", "status/", QUALITY, YEAR, UNIT, FORM):
        page.goto(home + path)
        stops = [_next_stop(page)]
        while not stops[-1]["inside"]:
            stops.append(_next_stop(page))
            assert len(stops) <= 11, (path, stops)
        assert stops[0]["text"] == "跳到正文", path
        unseen = [stop for stop in stops if not stop["seen"] or (stop["text"] != "跳到正文" and "跳" in stop["text"])]
        assert unseen == [], path
        page.locator(".md-skip").locator("visible=true").press("Enter")
        assert page.url.endswith("#content")


def _next_stop(page: Page) -> dict[str, Any]:
    page.keyboard.press("Tab")
    stop: dict[str, Any] = page.evaluate(_FOCUSED)
    return stop


def test_a_wrong_address_leads_past_the_frame_too(open_page: Open) -> None:
    page = open_page("no-such-page/", size=DESKTOP)
    assert _next_stop(page)["text"] == "跳到正文"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")


def test_the_pages_of_a_section_open_from_one_stop(open_page: Open) -> None:
    page = open_page("rules/", size=DESKTOP)
    section = page.get_by_role("navigation", name="说明")
    assert not section.get_by_role("link").first.is_visible()
    section.locator("summary").press("Enter")
    assert section.get_by_role("link", name="检查规则").get_attribute("aria-current") == "page"
    section.get_by_role("link", name="方法").click()
    page.wait_for_url("**/method/")


def test_a_thing_is_found_in_three_screens_of_a_phone(open_page: Open) -> None:
    """Of the pages that hold hundreds of things; a link to one of them opens what it is folded in."""
    page = open_page("", size=PHONE)
    home = page.url
    for path in ("rules/", "dictionary/", QUALITY):
        page.goto(home + path)
        assert page.evaluate("document.documentElement.scrollHeight") <= 2500 + PHONE["height"], path
    for anchor in ("rules/#d06", "dictionary/#forms-csv", "dictionary/#licence"):
        page.goto(home + anchor)
        page.wait_for_function(
            "document.querySelector(':target').open || document.querySelector(':target').checkVisibility()"
        )
        place = page.locator(f"#{anchor.partition('#')[2]}").bounding_box()
        assert place
        assert 0 <= place["y"] <= PHONE["height"], anchor


_FOCUSED = """() => {
  const focus = document.activeElement, place = focus.getBoundingClientRect();
  return {
    text: focus.textContent.trim(),
    inside: Boolean(focus.closest("article")),
    seen: focus.checkVisibility({ visibilityProperty: true }) && place.right > 0 && place.left < innerWidth,
  };
}"""


@pytest.mark.parametrize("size", [PHONE, ZOOMED], ids=["phone", "zoomed"])
def test_the_menu_opens_and_closes_by_keyboard(open_page: Open, size: dict[str, int]) -> None:
    page = open_page(FORM, size=size)
    menu = page.get_by_role("button", name="菜单")
    drawer = page.locator(".md-nav--primary").get_by_role("link", name="项目", exact=True)
    assert not drawer.is_visible()
    menu.press("Enter")
    drawer.wait_for()
    assert menu.get_attribute("aria-expanded") == "true"
    assert page.evaluate("Boolean(document.activeElement.closest('.md-nav--primary'))")
    page.keyboard.press("Escape")
    drawer.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "菜单"


def test_outcomes_differ_where_colours_are_forced(open_page: Open) -> None:
    page = open_page(FORM, size=DESKTOP, forced_colors="active")
    names = ("full", "partly", "none", "unknown")
    shapes = [page.evaluate(_SHAPE, f"outcome outcome-{name}") for name in names]
    assert len(set(shapes)) == len(names), shapes


_SHAPE = """(name) => {
  const badge = document.body.appendChild(Object.assign(document.createElement("b"), { className: name }));
  const look = getComputedStyle(badge, "::before");
  return `${look.borderTopWidth} ${look.borderLeftWidth} ${look.borderTopStyle}`;
}"""


def test_full_width_marks_keep_their_width(open_page: Open) -> None:
    """Firefox squeezes them where features of the font are asked for; Chromium draws them alike either way."""
    page = open_page("dictionary/", size=DESKTOP)
    for place in ("body", "article", "article code", "input[type=search]"):
        look = page.locator(place).first.evaluate("part => getComputedStyle(part).fontFeatureSettings")
        assert look == "normal", place


def test_a_unit_can_take_along_what_it_answers(open_page: Open) -> None:
    page = open_page(f"{FORM}#reply", size=PHONE, permissions=CLIPBOARD)
    reply = page.locator("details#reply")
    assert reply.get_by_role("link", name="jixiao@example.org").get_attribute("href") == "mailto:jixiao@example.org"
    reply.get_by_role("button", name="复制这段话").click()
    reply.get_by_role("button", name="已复制").wait_for()
    lines = page.evaluate("navigator.clipboard.readText()").splitlines()
    asked = page.locator(".p-checks details:has(summary .severity)").count()
    assert kinds.LONG.project in lines[0]
    assert lines[1].endswith(FORM)
    assert [line.split()[1] for line in lines if line.startswith("问 ")] == [str(n) for n in range(1, asked + 1)]


def test_no_english_word_in_what_a_reader_sees(open_page: Open) -> None:
    """Latin words on the pages are names of formats, keys of the data dictionary, or stand on the forms themselves."""
    page = open_page("", size=DESKTOP)
    home = page.url
    found = {"": _latin_words(page), "no-such-page/": _latin_words(open_page("no-such-page/", size=DESKTOP))}
    for path in (YEAR, "units/", "projects/", FORM, DECLARATION, "guide/", "about/"):
        page.goto(home + path)
        found[path] = _latin_words(page)
    names = {"YAML", "CSV", "PDF", "Excel", "Word", "WCAG", "Markdown"}
    assert {path: words - names for path, words in found.items() if words - names} == {}


def _latin_words(page: Page) -> set[str]:
    text = page.evaluate("document.body.innerText.replace(/[^ -~]+/g, ' ')")
    return {word for word in text.split() if word.isalpha() and word.isascii() and len(word) > 2}
