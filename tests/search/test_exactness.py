"""The set of forms found is the set whose text holds the query: nothing missed, nothing more, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.search.oracle import absent, address_of, asked, is_latin, texts_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from generator.record.store import Dataset

pytestmark = pytest.mark.browser

_ASK = """
async (queries) => {
  const at = (name) => new URL(`assets/search/${name}.js`, document.baseURI).href;
  const modules = ["index", "search", "words"].map((name) => import(at(name)));
  const [{ Index }, { search }, { addressOf }] = await Promise.all(modules);
  const index = new Index(".");
  const names = await index.names();
  const answers = [];
  for (const query of queries) {
    const { forms } = await search(index, query);
    answers.push(forms.map((form) => addressOf(names, form)).sort());
  }
  return answers;
}
"""


def _ask(page: Page, queries: list[str]) -> list[list[str]]:
    page.goto("./")
    answers: list[list[str]] = page.evaluate(_ASK, queries)
    return answers


def test_1000_queries_of_every_sort_find_exactly_their_forms(page: Page, public: Dataset) -> None:
    queries = asked(public, 1000)
    answers = _ask(page, [query for query, _ in queries])
    wanted = [[address_of(form) for form in forms] for _, forms in queries]
    wrong = {q: (got, want) for (q, _), got, want in zip(queries, answers, wanted, strict=True) if got != want}
    assert wrong == {}
    assert sum(map(bool, wanted)) > 900


def test_every_single_character_finds_exactly_its_forms(page: Page, public: Dataset) -> None:
    texts = texts_of(public)
    held = {form: set().union(*cells) for form, cells in texts.items()}
    apart = set("0123456789.,-<>=")  # part of figures and signs, or a meaning of their own
    queries = sorted(character for character in set().union(*held.values()) - apart if character.strip())
    expected = [[address_of(form) for form in sorted(held) if query in held[form]] for query in queries]
    answers = _ask(page, queries)
    assert {q: (got, want) for q, got, want in zip(queries, answers, expected, strict=True) if got != want} == {}
    assert len(queries) > 300


def test_50_queries_that_occur_nowhere_find_nothing(page: Page, public: Dataset) -> None:
    assert _ask(page, absent(texts_of(public), 50)) == [[]] * 50


@pytest.mark.parametrize(
    ("query", "project"),
    [
        ("szjc", "水质监测评价经费"),  # initials of pinyin, from the start of the name
        ("WZCB", "防汛物资储备"),  # from the middle, in capitals
        ("shuizhijiance", "水质监测评价经费"),  # pinyin in full
        ("shuizjc", "水质监测评价经费"),  # both mixed
        ("評", "水质监测评价经费"),  # one character, traditional
    ],
)
def test_names_are_found_by_initials_and_by_one_character(
    page: Page, public: Dataset, query: str, project: str
) -> None:
    [answer] = _ask(page, [query])
    assert {address_of(s.form.id) for s in public.forms if s.form.project == project} <= set(answer)


def test_a_unit_is_found_by_the_initials_of_its_short_name(page: Page, public: Dataset) -> None:
    [answer] = _ask(page, ["xyx"])  # 县一小
    assert {address_of(s.form.id) for s in public.forms if s.form.unit == "青禾县第一小学"} == set(answer)
    assert is_latin("xyx")


def test_the_best_place_comes_first(page: Page, public: Dataset) -> None:
    page.goto("./")
    [answer] = page.evaluate(_ASK.replace(".sort()", ""), ["节水"])
    projects = {address_of(s.form.id): s.form.project for s in public.forms}
    named = ["节水" in projects[address] for address in answer]
    assert named == sorted(named, reverse=True)
    assert named[0]
    assert not named[-1]
