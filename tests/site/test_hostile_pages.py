"""A site of attack texts in a real browser: nothing runs, nothing is refused for lack of trying, every text is read."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from generator.publish.door.preview import relink
from tests.attacking import plant, squeezed, usable
from tests.attacks import FAMILIES
from tests.building import build_data
from tests.web import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

pytestmark = pytest.mark.browser
NAMES = ("script", "element", "end", "attribute", "address", "markdown", "template")
EACH = usable(text for name in NAMES for text in FAMILIES[name])
TEXTS = ["\n".join(EACH[at::12]) for at in range(12)]
"""Several in one value, each on a line of its own: a page is opened for all of them, and shows every one."""
WATCH = "addEventListener('securitypolicyviolation', (event) => console.error('violation ' + event.violatedDirective));"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    plant(TEXTS, folder / "data")
    with pytest.MonkeyPatch.context() as patch:
        return build_data(folder / "data", folder / "host/jixiao", patch)


@pytest.fixture(scope="module")
def address(hostile: Path) -> Iterator[str]:
    with served(hostile.parent) as base:
        yield f"{base}jixiao/"


@pytest.fixture
def watched(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what it tried that it should not."""
    page = browser.new_page()
    tried: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            tried.append(message.text)

    def ask(dialog: Dialog) -> None:
        tried.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def leave(request: Request) -> None:
        if request.url.startswith("https://evil"):
            tried.append(request.url)

    page.add_init_script(WATCH)
    page.on("dialog", ask)
    page.on("console", note)
    page.on("pageerror", lambda error: tried.append(str(error)))
    page.on("request", leave)
    yield page, tried
    page.close()


def test_nothing_runs_and_every_text_is_read(address: str, watched: tuple[Page, list[str]]) -> None:
    page, tried = watched
    assert usable(TEXTS) == TEXTS
    for number, text in enumerate(TEXTS):
        for kind in ("evaluations", "declarations"):
            page.goto(f"{address}{kind}/2023/u{number}/p{number}/")
            assert page.url.startswith(address)
            assert squeezed(text) in squeezed(page.locator("article").text_content() or ""), text
            assert squeezed(text) in squeezed(page.title())
        assert tried == [], text


def test_nothing_runs_on_the_pages_that_gather(address: str, watched: tuple[Page, list[str]]) -> None:
    page, tried = watched
    paths = ["", "years/", "years/2023/", "units/", "units/u0/", "projects/", "quality/", "corrections/", "status/"]
    for path in [*paths, "about/", "rules/", "dictionary/", "404.html", "evaluations/2021/u0/x/"]:
        page.goto(address + path)
        assert page.locator("h1").count() == 1, path
        assert tried == [], path


_SETTLED = """() => {
  const list = document.querySelector(".find-results"), fetched = performance.getEntriesByType("resource").length;
  const isStill = window.fetchedBefore === fetched && !document.querySelector("[aria-busy]");
  window.fetchedBefore = fetched;
  return isStill && list && document.querySelector(".find-status")?.textContent;
}"""
"""The answer stands, and what follows it by itself has come too: nothing more is fetched."""


def test_nothing_runs_in_the_search(address: str, watched: tuple[Page, list[str]]) -> None:
    """As a word that is asked for, and in what is found."""
    page, tried = watched
    for text in [*EACH[::10], "alert"]:
        page.goto(f"{address}search/?q={quote(text)}")
        page.wait_for_function(_SETTLED, polling=60)
        assert tried == [], text
    assert page.locator("mark").count() > 0


def test_nothing_runs_in_a_preview_opened_from_a_disk(
    hostile: Path, tmp_path: Path, watched: tuple[Page, list[str]]
) -> None:
    """Not even a script that stands in the page: the policy stays with it."""
    page, tried = watched
    name = "evaluations/2023/u0/p0/index.html"
    made = relink((hostile / name).read_text(encoding="utf-8"), name, {name}, "https://example.org/")
    for path in (hostile / "assets").rglob("*"):
        target = tmp_path / "assets" / path.relative_to(hostile / "assets")
        if path.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    place = tmp_path / name
    place.parent.mkdir(parents=True)
    place.write_text(made.replace("</body>", "<script>document.title = 'ran'</script></body>"), encoding="utf-8")
    page.goto(place.as_uri())
    assert page.title() != "ran"
    assert any("script-src" in line for line in tried), "the policy is there and speaks"
    width = page.evaluate("getComputedStyle(document.querySelector('.md-header')).position")
    assert width == "sticky", "the page has its look"
