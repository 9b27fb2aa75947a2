"""Pages that show many forms, in a real browser: look around in a table, from a sentence to the forms it counts."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pdfplumber
import pytest

from tests import kinds

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from tests.web import Open

pytestmark = pytest.mark.browser

MISSED = f"years/{kinds.YEAR}/missed/"


def test_missed_indicators_are_sorted_filtered_sent_and_taken_along(open_page: Open) -> None:
    page = open_page(f"{MISSED}?sort=lost")
    rows = page.locator("table.t-missed tbody tr:visible")
    lost = [Decimal(text) for text in page.locator("table.t-missed tbody td.c-lost").all_inner_texts()]
    assert len(lost) == sum(row.lost is not None and row.lost > 0 for form in kinds.OF_YEAR for row in form.indicators)
    assert lost == sorted(lost)
    page.get_by_label("次序").select_option(label="少几分从多到少")
    assert rows.locator("td.c-lost").all_inner_texts() == [str(points) for points in sorted(lost, reverse=True)]
    unit = rows.first.locator("td.c-unit").inner_text()
    page.get_by_label("单位").select_option(unit)
    assert set(page.locator("table.t-missed tbody tr:visible td.c-unit").all_inner_texts()) == {unit}
    assert parse_qs(urlsplit(page.url).query) == {"sort": ["-lost"], "unit": [unit]}
    with page.expect_download() as download:
        page.get_by_role("button", name=f"下载这 {rows.count()} 行").click()
    assert re.fullmatch(r".*years-\d+-missed-.*sort=-lost-\d{4}-\d\d-\d\d\.csv", download.value.suggested_filename)
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert len(lines) == 1 + rows.count()
    assert lines[0].startswith("指标,项目,单位,二级指标,结果,目标,完成,完成率（%）")
    page.locator("details.cite summary").click()
    cited = page.locator("details.cite p", has_text="查阅").inner_text()
    assert re.search(r"missed/\?unit=.*&sort=-lost（\d{4}-\d\d-\d\d 查阅），CC BY 4.0。$", cited)
    again = open_page(page.url.rpartition("jixiao/")[2])
    assert again.locator("table.t-missed tbody tr:visible").all_inner_texts() == rows.all_inner_texts()
    page.get_by_role("button", name="清除条件").click()
    assert page.locator("table.t-missed tbody tr:visible").count() == len(lost)


def _taken(page: Page, button: Locator) -> tuple[str, list[dict[str, str]]]:
    """The name and the rows of a file that a click hands over."""
    with page.expect_download() as download:
        button.press("Enter")
    content = download.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return download.value.suggested_filename, list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_table_is_taken_along_as_it_is_shown(open_page: Open) -> None:
    page = open_page(f"years/{kinds.YEAR}/")
    part = page.locator(".p-forms")
    part.get_by_role("searchbox").fill("优")
    part.get_by_role("button", name="执行率").click()
    shown = part.locator("tbody tr:visible")
    name, rows = _taken(page, part.get_by_role("button", name=f"下载这 {shown.count()} 行（CSV）"))
    assert re.fullmatch(r"127\.0\.0\.1-\d+-jixiao-years-\d+-forms-优-\d{4}-\d\d-\d\d\.csv", name)
    assert [row["项目"] for row in rows] == shown.locator("th").all_inner_texts()
    rates = [Decimal(row["执行率（%）"]) for row in rows]
    assert rates == sorted(rates)
    by_address = {row["网址"].partition("/jixiao/")[2]: row for row in rows}
    printed = {form.id: form.funds.wan_yuan("executed") for form in kinds.OF_YEAR if f"{form.id}/" in by_address}
    assert {f"{form}/": str(amount) for form, amount in printed.items()} == {
        address: row["执行（万元）"] for address, row in by_address.items()
    }


def test_the_rows_of_a_form_are_taken_along_with_their_levels(open_page: Open) -> None:
    form = kinds.LONG
    page = open_page(f"{form.id}/")
    _, rows = _taken(page, page.locator("table.t-indicators ~ .take, .p-indicators .take").first)
    assert [(row["行"], row["一级指标"], row["二级指标"], row["三级指标"]) for row in rows] == [
        (str(number), row.level1, row.level2, row.name) for number, row in enumerate(form.indicators, 1)
    ]
    assert [row["年度指标值"].lstrip("'") for row in rows] == [row.target for row in form.indicators]
    assert [row["得分"] for row in rows] == [str(row.score) for row in form.indicators]


def test_a_count_in_a_sentence_leads_to_the_forms_it_counts(open_page: Open) -> None:
    page = open_page(f"years/{kinds.YEAR}/")
    link = page.get_by_role("link", name="执行率不到 60%")
    count = int(link.inner_text().split()[0])
    link.click()
    page.wait_for_url("**/search/?**")
    page.locator(".find-results > li").nth(count - 1).wait_for()
    assert page.locator(".find-results > li").count() == count
    best = [form for form in kinds.OF_YEAR if form.rate is not None and form.rate < 60 and form.grade == "优"]
    assert len(best) == count > 0
    assert page.locator(".find-results").get_by_role("link", name=best[0].project).count() > 0


def test_the_forms_of_a_grade_are_one_click_from_the_unit_that_counts_them(open_page: Open) -> None:
    form = kinds.UNSPENT
    own = [other for other in kinds.OF_YEAR if other.unit_id == form.unit_id and other.grade == form.grade]
    page = open_page(f"units/{form.unit_id}/")
    page.get_by_role("link", name=f"{form.grade} {len(own)} 份").first.click()
    page.wait_for_url("**/search/?**")
    page.locator(".find-results > li").nth(len(own) - 1).wait_for()
    assert page.locator(".find-results > li").count() == len(own)


def test_the_figures_of_a_year_lead_to_its_forms(open_page: Open) -> None:
    page = open_page(f"years/{kinds.YEAR}/")
    page.locator(".numbers dd a").first.click()
    page.wait_for_url("**/search/?**")
    page.locator(".find-results > li").nth(len(kinds.OF_YEAR) - 1).wait_for()
    assert page.locator(".find-results > li").count() == len(kinds.OF_YEAR)
    page = open_page(f"quality/{kinds.YEAR}/")
    page.locator(".numbers dd a").nth(1).click()
    page.wait_for_url("**/search/?**finding=**")
    page.locator(".find-results > li").first.wait_for()
    assert page.locator("input[name=finding]:checked").count() == 1


def test_one_project_is_compared_over_two_units(open_page: Open) -> None:
    page = open_page("projects/")
    page.get_by_role("link", name=kinds.SHARED.project, exact=True).first.click()
    page.wait_for_url(f"**/projects/{kinds.slug(kinds.SHARED)}/")
    same = [form for form in kinds.EVALUATIONS if form.project == kinds.SHARED.project]
    assert page.locator("table.t-project tbody tr").count() >= len(same) > 1
    assert page.get_by_role("button", name="总分").count() == 0
    assert page.locator("svg.spendings .bar-3").count() == len(same)
    alone = page.locator("details[id^='only-']")
    assert alone.count() == len(same)
    alone.first.locator("summary").click()
    alone.first.locator("li a").first.click()
    page.wait_for_url("**/evaluations/**#row-*")


def test_the_indicators_of_one_project_stand_side_by_side_over_the_years(open_page: Open) -> None:
    twice = {(kinds.slug(form), form.unit_id) for form in kinds.EVALUATIONS if form.year != kinds.YEAR}
    form = next(form for form in kinds.OF_YEAR if (kinds.slug(form), form.unit_id) in twice)
    page = open_page(f"projects/{kinds.slug(form)}/")
    heads = page.locator("table.t-aligned thead th").all_inner_texts()
    assert sum(str(kinds.YEAR) in head for head in heads) > 0 < sum(str(kinds.YEAR - 1) in head for head in heads)
    row = page.locator("table.t-aligned tbody tr").first
    targets = row.locator("td a")
    assert targets.count() > 1
    assert set(targets.all_inner_texts()) <= {row.target for other in kinds.FORMS for row in other.indicators}


def test_a_project_with_one_form_leads_to_it(open_page: Open) -> None:
    page = open_page("projects/")
    projects = [form.id.rpartition("/")[2] for form in kinds.FORMS]
    alone = next(form for form, project in zip(kinds.FORMS, projects, strict=True) if projects.count(project) == 1)
    page.get_by_role("link", name=alone.project, exact=True).first.click()
    page.wait_for_url(f"**/{alone.id}/")


def test_a_printed_table_names_its_columns_on_every_sheet(open_page: Open, tmp_path: Path) -> None:
    page = open_page(f"years/{kinds.YEAR}/")
    row = page.locator("table.t-forms tbody tr").last
    row.evaluate("row => { for (let n = 0; n < 80; n++) row.after(row.cloneNode(true)) }")
    page.pdf(path=tmp_path / "year.pdf", prefer_css_page_size=True)
    with pdfplumber.open(tmp_path / "year.pdf") as file:
        sheets = [unicodedata.normalize("NFKC", sheet.extract_text()) for sheet in file.pages]
    name = row.locator("th").inner_text()
    full = [sheet for sheet in sheets if sheet.count(name) > 20]
    assert len(full) > 1
    assert all("项目" in sheet and "全年预算" in sheet and "↕" not in sheet for sheet in full)
    assert f"{kinds.YEAR} 年度" in sheets[0]
