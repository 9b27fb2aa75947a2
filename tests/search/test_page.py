"""The search page and the box on every page, as a reader uses them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, urljoin

import pytest

from generator.checks import run
from tests import kinds
from tests.search.oracle import found_in, texts_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from generator.record.store import Dataset

pytestmark = pytest.mark.browser

ALL = f"{len(kinds.FORMS)} 份表"
UNIT, UNIT_NAME = next((form.unit_id, form.unit) for form in kinds.OF_YEAR if form.unit == form.department)
"""A unit that is a department itself: its name stands on the forms of others too."""
OF_UNIT = [form for form in kinds.FORMS if form.unit_id == UNIT]


def _status(page: Page, text: str) -> None:
    page.wait_for_function(
        "(text) => document.querySelector('.find-status')?.textContent.includes(text)", arg=text, timeout=30_000
    )


def _search(page: Page, query: str = "") -> None:
    page.goto(f"search/{query}")
    page.wait_for_selector(".find-result")


def test_typed_queries_answer_as_one_types_and_the_texts_follow(page: Page) -> None:
    page.goto("search/")
    _status(page, ALL)
    box = page.get_by_role("searchbox")
    box.press_sequentially("河道")
    page.wait_for_selector(".find-passages mark")
    assert "只查了名称" not in (page.locator(".find-status").text_content() or "")
    assert page.locator(".find-result mark").first.text_content() == "河道"


def test_one_address_has_one_answer(page: Page) -> None:
    """Typing, then a filter: the same as the address opened anew."""
    page.goto("search/")
    _status(page, ALL)
    page.get_by_role("searchbox").press_sequentially("河道")
    page.locator(f"input[name=unit][value={UNIT}]").check()
    page.wait_for_url(f"**unit={UNIT}")
    _status(page, "份表")
    page.wait_for_function("() => !document.querySelector('.find-status').textContent.includes('只查了名称')")
    said = page.locator(".find-status").text_content() or ""
    page.reload()
    _status(page, said)


def test_a_word_in_no_name_is_looked_for_in_the_texts_by_itself(page: Page) -> None:
    page.goto("search/")
    _status(page, ALL)
    page.get_by_role("searchbox").press_sequentially("满意度")
    page.wait_for_selector(".find-passages mark")


def test_a_passage_leads_to_its_row(page: Page) -> None:
    _search(page, "?q=满意度")
    link = page.locator(".find-passages a[href*='#row-']").first
    text = link.locator("mark").first.text_content()
    link.click()
    page.wait_for_url("**/#row-*")
    row = page.locator(page.evaluate("location.hash"))
    assert text == "满意度"
    assert text in (row.text_content() or "")


def test_filters_combine_live_in_the_address_and_back_undoes_them(page: Page) -> None:
    _search(page)
    page.locator(f"input[name=unit][value={UNIT}]").check()
    _status(page, f"{len(OF_UNIT)} 份表，筛选前 {len(kinds.FORMS)} 份")
    page.get_by_label("执行率到（%）").fill("96")
    page.get_by_label("执行率到（%）").press("Tab")
    page.wait_for_url("**rate=..96**")
    few = page.locator(".find-result").count()
    assert 0 < few < len(OF_UNIT)
    address = page.url
    page.go_back()
    _status(page, f"{len(OF_UNIT)} 份表")
    page.go_back()
    _status(page, ALL)
    page.goto(address)
    page.wait_for_selector(".find-result")
    assert page.locator(".find-result").count() == few
    assert page.locator(f"input[name=unit][value={UNIT}]").is_checked()


def test_sorting_by_rate_puts_the_lowest_first(page: Page) -> None:
    _search(page, "?kind=evaluations")
    page.get_by_label("排序").select_option("rate")
    page.wait_for_url("**sort=rate")
    page.wait_for_function(
        "(t) => document.querySelector('.find-result')?.textContent.includes(t)", arg=f"执行率 {kinds.UNSPENT.rate}%"
    )


def test_a_filter_finds_a_rate_that_is_only_computed_and_the_result_says_so(page: Page) -> None:
    form = kinds.CUT_OFF
    _search(page, f"?q=执行率<99&unit={form.unit_id}&year={form.year}")
    result = page.locator(".find-result", has=page.get_by_role("link", name=form.project))
    assert "按表上的数算 98.00%（原件缺失）" in result.locator(".find-facts").inner_text()


def test_results_download_as_csv(page: Page) -> None:
    _search(page, f"?unit={UNIT}")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载结果（CSV）").click()
    content = Path(waiting.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == len(OF_UNIT)
    assert {row["实施单位"] for row in rows} == {UNIT_NAME}
    assert all(row["网址"].startswith("http") for row in rows)


def test_one_character_is_found_in_the_texts_and_shown(page: Page, public: Dataset) -> None:
    _search(page, "?q=册")
    _status(page, f"{len(found_in(texts_of(public), '册'))} 份表")
    assert page.locator(".find-passages mark").first.text_content() == "册"
    _search(page, "?q=册 宣传")


def test_nothing_found_says_what_to_try(page: Page) -> None:
    page.goto("search/?q=这几个字没有写过")
    _status(page, "没有一份表写到")
    assert page.get_by_role("link", name="全部项目").is_visible()
    assert not page.get_by_label("排序").is_visible()
    assert not page.get_by_role("button", name="下载结果（CSV）").is_visible()


def test_where_the_whole_is_nowhere_its_pieces_are_shown_apart(page: Page) -> None:
    page.goto("search/?q=宣传飞碟")
    page.wait_for_selector(".find-near .find-result")
    _status(page, "没有一份表写到")
    assert page.get_by_role("heading", name="写到其中一部分的").is_visible()
    page.locator(".find-near a", has_text="宣传（").click()
    _status(page, "份表")
    assert page.get_by_role("searchbox").input_value() == "宣传"


def test_a_unit_named_in_full_comes_first_and_can_be_looked_at_alone(page: Page) -> None:
    _search(page, f"?q={UNIT_NAME}")
    first = page.locator(".find-places li").first
    assert f"{len(OF_UNIT)} 份表 · " in (first.text_content() or "")
    assert page.locator(".find-places a").first.get_attribute("href") == f"../units/{UNIT}/"
    page.get_by_role("link", name=f"只看这个单位（{len(OF_UNIT)}）").click()
    found = sum(form.department == UNIT_NAME for form in kinds.FORMS)
    _status(page, f"{len(OF_UNIT)} 份表，筛选前 {found} 份")
    page.wait_for_url(f"**unit={UNIT}")


def test_everyday_words_find_the_unit_apart_from_what_is_exact(page: Page) -> None:
    _search(page, "?q=灌溉中心服务")
    near = page.locator(".find-near")
    assert "青禾县灌溉服务中心" in (near.text_content() or "")
    exact = page.locator(".find-main > .find-results > li").count()
    apart = near.locator(".find-result").count()
    names = page.locator(".find-result h2 a").evaluate_all("links => links.map(link => link.href)")
    assert exact + apart == len(names) == len(set(names))
    assert apart >= sum(form.unit == "青禾县灌溉服务中心" for form in kinds.FORMS)


def test_home_is_no_written_page(page: Page) -> None:
    _search(page, "?q=绩效")
    assert "首页" not in page.locator(".find-pages").all_text_contents()


def test_the_example_in_the_box_finds_something(page: Page) -> None:
    page.goto("search/")
    example = page.get_by_role("searchbox").get_attribute("placeholder") or ""
    _search(page, f"?q={quote(example.removeprefix('例如：'))}")
    _status(page, "份表")


def test_readers_words_are_searched_as_the_forms_print_them_and_that_is_said(page: Page) -> None:
    _search(page, "?q=没完成")
    _status(page, "没有一份表写到“没完成”，下面按“未达成／部分达成”查：")
    assert page.locator(".find-passages mark").first.text_content() == "部分达成"


def test_commas_break_words_where_the_whole_is_nowhere(page: Page) -> None:
    _search(page, f"?q={quote('满意度，合格率')}")
    _status(page, "下面按“满意度 合格率”查：")


def test_quotation_marks_and_characters_without_width_are_dropped(page: Page) -> None:
    _search(page, f"?q={quote('“满意”')}\u200b度")
    assert page.locator(".find-passages mark").first.text_content() == "满意度"


def test_a_word_with_one_wrong_character_is_offered_right(page: Page) -> None:
    page.goto(f"search/?q={quote('满意渡')}")
    page.locator(".find-offer a", has_text="满意度（").first.click()
    _status(page, "份表")
    assert page.get_by_role("searchbox").input_value() == "满意度"


@pytest.mark.parametrize(
    ("query", "chip"),
    [
        ("执行率<60%", "执行率 < 60 %"),
        ("执行率低", "执行率 < 85 %"),
        ("哪些项目没得满分？", "指标得分：有没得满分的指标"),
    ],
)
def test_a_question_in_words_is_a_filter_on_a_chip(page: Page, query: str, chip: str) -> None:
    _search(page, f"?q={quote(query)}")
    shown = page.locator(".find-chips button")
    assert shown.count() == 1
    assert chip in (shown.text_content() or "")
    shown.click()
    _status(page, ALL)
    assert page.get_by_role("searchbox").input_value() == ""


def test_little_spent_and_yet_graded_well(page: Page) -> None:
    page.goto(f"search/?q={quote('执行率低于85%还评优')}")
    page.wait_for_selector(".find-chips li:nth-child(2)")
    threshold = [form for form in kinds.FORMS if (rate := getattr(form, "rate", None)) is not None and rate < 85]
    best = [form for form in threshold if getattr(form, "grade", None) == "优"]
    assert page.locator(".find-main > .find-results > li").count() == len(best)


def test_help_offers_the_filter_that_would_answer(page: Page) -> None:
    page.goto(f"search/?q={quote('听说执行率低')}")
    page.locator(".find-offer a", has_text="执行率 < 85 %（").click()
    page.wait_for_selector(".find-result")


def test_more_rows_of_a_form_open_in_place(page: Page) -> None:
    _search(page, f"?q={quote('率')}")
    more = page.locator(".find-rest").first
    said = more.locator("summary").text_content() or ""
    assert "另有" in said
    more.locator("summary").click()
    more.locator("li").first.wait_for()
    assert f"另有 {more.locator('li').count()} " in said


def test_rows_download_with_target_actual_value_and_points(page: Page) -> None:
    _search(page, f"?q={quote('满意度')}")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载指标行（CSV）").click()
    rows = list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_bytes().decode("utf-8-sig"))))
    wanted = [row for form in kinds.FORMS for row in form.indicators if "满意度" in row.name]
    assert {row["三级指标"] for row in rows} <= {row.name for form in kinds.FORMS for row in form.indicators}
    assert {row.name for row in wanted} <= {row["三级指标"] for row in rows}
    assert any(row["年度指标值"] and row["实际完成值"] and row["分值"] for row in rows)


def test_the_same_indicator_is_looked_at_across_forms(page: Page) -> None:
    counts = Counter(row.name for form in kinds.FORMS for row in form.indicators)
    name, count = counts.most_common(1)[0]
    _search(page, f"?q={quote(name)}")
    page.locator(".find-same").first.click()
    page.wait_for_selector(".find-view h2")
    assert name in (page.title() or "")
    page.reload()
    page.wait_for_selector(".find-view h2")
    shown = page.locator(".find-view .find-table tbody tr").count()
    units = page.locator(".find-units li").count()
    assert 1 < shown <= count if units else shown == count
    page.go_back()
    page.wait_for_selector(".find-result")


def test_it_is_said_in_which_field_a_word_was_found(page: Page) -> None:
    _search(page, f"?q={quote(UNIT_NAME)}")
    assert "主管部门" in (page.locator(".find-main > .find-results .find-reasons").last.text_content() or "")
    _search(page, "?q=xyx")
    assert "拼音" in (page.locator(".find-reasons").first.text_content() or "")


def test_findings_and_rules_are_found(page: Page, public: Dataset) -> None:
    rule = run(public).of_form(kinds.UNSPENT.id)[0].rule
    _search(page, f"?q={rule.id}")
    assert page.locator(f".find-written a[href*='rules/#{rule.id.lower()}']").count() == 1
    assert page.locator(".find-passages", has_text="检查提示").count() > 0


def test_a_page_number_beyond_the_last_is_the_last(page: Page) -> None:
    _search(page, "?page=99")
    page.wait_for_function("() => !location.search.includes('99')")
    assert page.locator(".find-result").count() > 0


def test_a_range_written_backwards_is_said(page: Page) -> None:
    _search(page, "?rate=100..60")
    assert "写反了" in (page.locator(".find-chips").text_content() or "")


def test_the_query_stands_in_the_title(page: Page) -> None:
    _search(page, f"?q={quote('满意度')}")
    page.wait_for_function("() => document.title.startsWith('满意度 - ')")


def test_going_back_leads_to_the_place_one_left(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    _search(page)
    link = page.locator(".find-result h2 a").nth(9)
    link.scroll_into_view_if_needed()
    before = page.evaluate("Math.round(scrollY)")
    assert before > 500
    link.click()
    page.wait_for_selector("article h1")
    page.go_back()
    page.wait_for_selector(".find-result")
    page.wait_for_function("(y) => Math.abs(scrollY - y) < 5", arg=before)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_first_result_is_at_most_five_stops_from_the_box(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    _search(page, f"?q={quote('满意度')}")
    page.get_by_role("searchbox").focus()
    for _ in range(5):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.find-result, .find-places') !== null"):
            break
    assert page.evaluate("document.activeElement.closest('.find-result, .find-places') !== null")


def test_a_feed_is_offered_that_holds_what_is_shown(page: Page) -> None:
    _search(page, f"?unit={UNIT}")
    address = page.locator(".find-feed").get_attribute("href") or ""
    assert address.endswith(f"units/{UNIT}/feed.xml")
    assert page.request.get(urljoin(page.url, address)).ok
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制这次搜索的网址").click()
    page.get_by_role("button", name="已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    _search(page, f"?year={kinds.YEAR}")
    assert page.request.get(urljoin(page.url, page.locator(".find-feed").get_attribute("href") or "")).ok
    _search(page, f"?q={quote('满意度')}")
    assert (page.locator(".find-feed").get_attribute("href") or "").endswith("feeds/forms.xml")


def test_a_browser_can_add_the_search(page: Page) -> None:
    page.goto("guide/")
    address = page.locator("link[rel=search]").get_attribute("href") or ""
    text = page.request.get(urljoin(page.url, address)).text()
    assert "https://example.org/jixiao/search/?q={searchTerms}" in text


def test_keyboard_alone_from_the_box_to_a_form(page: Page) -> None:
    page.goto("guide/")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.name === 'q'"):
            break
    box = page.get_by_role("combobox")
    page.keyboard.type("闸门检修")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    page.keyboard.type("费")
    page.keyboard.press("Backspace")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    assert page.locator("[aria-selected=true]").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/zhamen-jianxiu/")


def test_enter_without_a_choice_opens_the_search_page(page: Page) -> None:
    page.goto("guide/")
    page.get_by_role("combobox").or_(page.locator(".md-header input[name=q]")).first.fill("满意度")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    page.wait_for_selector(".find-result mark")


def test_the_box_works_without_script_and_lists_are_named(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("guide/")
    page.locator(".md-header input[name=q]").fill("满意度")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.get_by_role("link", name="按年度看").is_visible()
    context.close()


@pytest.mark.parametrize("missing", ["names.json", "text.json", "pairs/", "passages/", "pages.json"])
def test_a_missing_file_is_said_in_plain_words(page: Page, missing: str) -> None:
    page.route(f"**/search/{missing}**", lambda route: route.fulfill(status=404))
    page.goto("search/?q=满意度")
    _status(page, "搜索用的文件没有取到")
    assert page.get_by_role("link", name="按年度找").is_visible()


def test_a_slow_network_says_that_it_is_at_work(page: Page) -> None:
    def slowly(route: object) -> None:
        page.wait_for_timeout(600)
        route.continue_()  # type: ignore[attr-defined]

    page.route("**/search/names.json", slowly)
    page.goto("search/?q=满意度", wait_until="commit")
    _status(page, "正在取目录")
    page.wait_for_selector(".find-result")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_is_clean_for_axe_and_fits(
    browser: Browser, address: str, scheme: Literal["light", "dark"], width: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    _search(page, "?q=满意度 宣传")
    result = axe.Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto("guide/" if width > 700 else "")
    box = page.locator("input[name=q]").locator("visible=true").first
    box.focus()
    box.press_sequentially("河道")
    page.wait_for_selector("[role=option]")
    result = axe.Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    context.close()
