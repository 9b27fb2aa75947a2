"""Accessibility beyond what a checker sees: pages by keyboard, enlarged, in forced colours, tables cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests import kinds
from tests.site.test_browser import FORM, KINDS, PHONE, QUALITY, UNIT, YEAR, ZOOMED
from tests.web import DESKTOP

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

    from tests.web import Open

pytestmark = pytest.mark.browser

PAGES = (*(path for path in KINDS if path != "no-such-page/"), "search/?q=河", "examples/", "operations/")
LARGE = 32
"""Pixels: as a reader who sets the letters of the browser to twice their size."""
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
"""WCAG 1.4.12."""
_NOTE = """() => {
  window.stops = [];
  document.addEventListener("focusin", ({ target: it }) => {
    // the switch of light and dark is shown by its label alone
    const shown = it.matches(".md-option") ? it.nextElementSibling : it;
    const box = shown.getBoundingClientRect(), style = getComputedStyle(shown);
    const line = shown.getClientRects()[0] ?? box; // a link may go over two
    const at = document.elementFromPoint(line.x + line.width / 2, line.y + Math.min(line.height / 2, 10));
    stops.push({
      it,
      words: (it.getAttribute("aria-label") || it.textContent || it.id).trim().slice(0, 30),
      isSeen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0
        && box.left < innerWidth && shown.checkVisibility({ visibilityProperty: true }),
      isMarked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1,
      // points of a picture may lie upon each other
      under: at?.className,
      isFree: !at || at === shown || shown.contains(at) || at.contains(shown) || Boolean(shown.closest("svg")),
    });
  }, true);
}"""
_ROUND = "stops.findIndex((stop, at) => at && stop.it === stops[0].it)"
_WRONG = """() => {
  const found = [], all = stops.slice(0, stops.findIndex((stop, at) => at && stop.it === stops[0].it));
  for (const [at, stop] of all.entries()) {
    if (!stop.isSeen) found.push(`not seen: ${stop.words}`);
    if (!stop.isMarked) found.push(`not marked: ${stop.words}`);
    if (!stop.isFree) found.push(`covered by ${stop.under}: ${stop.words}`);
    const before = all[at - 1]?.it;
    if (before && !(before.compareDocumentPosition(stop.it) & 4)) found.push(`out of order: ${stop.words}`);
  }
  return found;
}"""
_LOST = """() => {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push("the page moves sideways");
  for (const it of document.querySelectorAll("body *")) {
    const speaks = [...it.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const isShown = it.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    if (!speaks || !isShown || it.closest("svg")) continue;
    for (let box = it; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box), [x, y] = [style.overflowX, style.overflowY];
      const canScroll = [x, y].some((way) => way === "auto" || way === "scroll");
      if (style.clipPath !== "none" || box.clientWidth <= 1 || canScroll) break;
      if ([x, y].some((way) => way === "hidden" || way === "clip")) {
        const words = it.getBoundingClientRect(), room = box.getBoundingClientRect();
        const isCut = words.right > room.right + 2 || words.bottom > room.bottom + 2;
        if (isCut) found.push(`cut off: ${it.textContent.trim()}`);
        break;
      }
    }
  }
  return found;
}"""


_TAB = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
"""The key goes down and not up: a thousand stops take half the time."""


def _walk(page: Page) -> list[str]:
    """Press Tab until the first stop comes again, and say what is wrong with the stops; a trap never ends."""
    page.evaluate(_NOTE)
    session = page.context.new_cdp_session(page)
    for _ in range(20):
        for _ in range(25):
            session.send("Input.dispatchKeyEvent", _TAB)
        if page.evaluate(_ROUND) > 0:
            found: list[str] = page.evaluate(_WRONG)
            return found
    return ["the keyboard never comes round"]


def test_every_kind_of_page_is_walked_by_keyboard(open_page: Open, address: str) -> None:
    """Each stop is seen, marked, free, in the order of the page, and none keeps the reader."""
    page = open_page("")
    wrong = {}
    for path in PAGES:
        page.goto(address + path)
        wrong[path] = _walk(page)
    assert {path: found for path, found in wrong.items() if found} == {}


def test_stops_are_marked_in_forced_colours_and_nothing_moves_unasked(open_page: Open, address: str) -> None:
    page = open_page("", size=PHONE, forced_colors="active", reduced_motion="reduce")
    for path in ("", FORM, "search/?q=河"):
        page.goto(address + path)
        assert _walk(page) == [], path
        assert page.evaluate(_MOVING) == [], path


_MOVING = """() => [...document.querySelectorAll("body *")].filter((it) => {
  const style = getComputedStyle(it), said = `${style.transitionDuration},${style.animationDuration}`;
  return said.split(",").some((seconds) => parseFloat(seconds) > 0.01);
}).map((it) => it.className)"""
_CONTROLS = """() => {
  window.print = () => {};
  window.answered = new Set();
  document.addEventListener("submit", (event) => event.preventDefault(), true);
  const kinds = new Set(), marks = [];
  for (const it of document.querySelectorAll("button, summary, select, input:not([type=hidden]), [role=button]")) {
    const around = it.closest("table, nav, form, details")?.className ?? "";
    const kind = `${it.tagName}.${it.className}.${it.type ?? ""}.${around}`;
    const isThere = it.checkVisibility({ visibilityProperty: true }) && !it.disabled && it.tabIndex >= 0;
    if (kinds.has(kind) || !isThere) continue;
    kinds.add(kind);
    const number = marks.length;
    it.dataset.walk = String(number);
    marks.push(kind);
    for (const name of ["click", "input", "change"]) it.addEventListener(name, () => answered.add(number));
  }
  return marks;
}"""


_FOCUS = """(number) => {
  const it = document.querySelector(`[data-walk="${number}"]`);
  if (!it?.checkVisibility({ visibilityProperty: true })) return false;
  it.focus();
  answered.delete(number);
  return document.activeElement === it;
}"""
_ANSWERED = """(number) => answered.has(number) || !document.querySelector(`[data-walk="${number}"]`)"""


def test_each_control_answers_enter_and_space(open_page: Open, address: str) -> None:
    page = open_page("")
    tried, silent = 0, []
    for path in ("", FORM, YEAR, UNIT, QUALITY, "dictionary/", "rules/", "search/?q=河"):
        page.goto(address + path)
        for number, kind in enumerate(page.evaluate(_CONTROLS)):
            for key in _keys(kind):
                if not page.evaluate(_FOCUS, number):
                    continue  # an answer before put it away
                page.keyboard.press(key)
                tried += 1
                if not page.evaluate(_ANSWERED, number):
                    silent.append((path, kind, key))
    assert silent == []
    assert tried > 15


def _keys(kind: str) -> tuple[str, ...]:
    """The keys that a control of the platform answers."""
    if kind.startswith("SELECT"):
        return ("ArrowDown",)
    if kind.startswith("INPUT"):
        return ("Space",) if any(word in kind for word in ("checkbox", "radio")) else ("1",)
    return ("Enter", "Space")


def test_escape_closes_what_was_opened(open_page: Open) -> None:
    """The suggestions of the search; the menu of a phone has a test of its own."""
    page = open_page("", size=PHONE)
    field = page.locator("form[data-suggest] input[name=q]").locator("visible=true").first
    field.focus()
    page.wait_for_selector("input[role=combobox]")
    field.press_sequentially("河")
    page.wait_for_selector("input[role=combobox][aria-expanded=true]")
    field.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"


_SOME = ("", YEAR, UNIT, "projects/", FORM, QUALITY, "rules/", "dictionary/", "search/?q=河")


@pytest.mark.parametrize(
    ("size", "paths", "letters", "style"),
    [
        (ZOOMED, PAGES, 16, ""),
        ({"width": 320, "height": 256}, PAGES, 16, ""),
        (PHONE, _SOME, LARGE, ""),
        (DESKTOP, _SOME, LARGE, ""),
        (PHONE, _SOME, 16, SPACED),
    ],
    ids=["200%", "400%", "large-phone", "large-desktop", "spaced-phone"],
)
def test_enlarged_nothing_is_lost(
    browser: Browser, address: str, size: ViewportSize, paths: tuple[str, ...], letters: int, style: str
) -> None:
    """No text is cut off and no page moves sideways, nor with all opened that is folded."""
    page = browser.new_page(viewport=size, locale="zh-CN")
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": letters}})
    if style:
        page.add_init_script(
            f"{{ const s = new CSSStyleSheet(); s.replaceSync(`{style}`); document.adoptedStyleSheets = [s]; }}"
        )
    for path in paths:
        page.goto(address + path)
        assert page.evaluate(_LOST) == [], path
        page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
    assert page.evaluate(_LETTERS) == letters
    page.close()


_LETTERS = """() => {
  const frame = document.body.appendChild(document.createElement("iframe"));
  const size = parseFloat(frame.contentWindow.getComputedStyle(frame.contentDocument.documentElement).fontSize);
  frame.remove();
  return size;
}"""
"""What the browser itself takes for the size of letters, where no page says another."""


_HEADERS = """() => {
  // the algorithm of the HTML standard for scopes of row and column, over the grid of merged cells
  const table = document.querySelector("table.t-indicators"), grid = [];
  [...table.rows].forEach((row, y) => {
    let x = 0;
    for (const cell of row.cells) {
      while (grid[y]?.[x]) x += 1;
      for (let down = 0; down < cell.rowSpan; down += 1)
        for (let right = 0; right < cell.colSpan; right += 1) (grid[y + down] ??= [])[x + right] = cell;
    }
  });
  const words = (cell) => cell.innerText.replace(/\\s+/g, " ").trim();
  const found = [];
  grid.forEach((row, y) => row.forEach((cell, x) => {
    if (cell.tagName !== "TD") return;
    const left = [...new Set(row.slice(0, x).filter((it) => it.scope === "row"))];
    const above = grid.slice(0, y).map((it) => it[x]).filter((it) => it?.scope === "col");
    const groups = [...table.querySelectorAll("[scope=rowgroup]")];
    found.push({ row: cell.parentElement.id, headers: [...left, ...above, ...groups].map(words), text: words(cell) });
  }));
  return found;
}"""


def test_each_cell_of_the_official_table_has_its_headers(open_page: Open) -> None:
    """By the standard's rules for merged cells: both levels, the indicator, the column; none of another row."""
    page = open_page(FORM)
    cells: list[dict[str, Any]] = page.evaluate(_HEADERS)
    columns = ["年度指标值", "实际完成值", "分值", "得分", "偏差原因分析"]
    rows = [cell for cell in cells if cell["row"].startswith("row-")]
    assert len(rows) == len(columns) * len(kinds.LONG.indicators)
    for number, cell in enumerate(rows):
        indicator = kinds.LONG.indicators[number // len(columns)]
        level1, level2, name, column = cell["headers"]
        assert (level1, level2, column) == (indicator.level1, indicator.level2, columns[number % len(columns)])
        assert indicator.name in name


def test_the_accessibility_tree_reads_the_official_table_row_by_row(open_page: Open) -> None:
    """As a screen reader gets it: a merged level once, before its first row; cells in the order of the form."""
    page = open_page(FORM)
    session = page.context.new_cdp_session(page)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    table = next(
        node for node in nodes.values() if node["role"]["value"] == "table" and "三级指标" in _said(node, nodes)
    )
    rows = [node for node in _below(table, nodes) if node["role"]["value"] == "row"]
    read = [
        [(cell["role"]["value"], _said(cell, nodes)) for cell in _below(row, nodes) if _is_cell(cell)] for row in rows
    ]
    assert [role for role, _ in read[0]] == ["columnheader"] * 8
    before = ("", "")
    for row, indicator in zip(read[1:], kinds.LONG.indicators, strict=False):
        levels = [text for role, text in row if role == "rowheader"]
        expected = [
            level for level, old in zip((indicator.level1, indicator.level2), before, strict=True) if level != old
        ]
        assert levels[:-1] == expected
        assert indicator.name in levels[-1]
        assert [role for role, _ in row if role != "rowheader"] == ["cell"] * 5
        before = (indicator.level1, indicator.level2)


def _below(node: dict[str, Any], nodes: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for child in node.get("childIds", ()):
        if child in nodes:
            found += [nodes[child], *_below(nodes[child], nodes)]
    return found


def _is_cell(node: dict[str, Any]) -> bool:
    return node["role"]["value"] in ("columnheader", "rowheader", "cell", "gridcell")


def _said(node: dict[str, Any], nodes: dict[str, dict[str, Any]]) -> str:
    parts = [part for part in _below(node, nodes) if part["role"]["value"] == "StaticText"]
    return "".join(str(part["name"]["value"]) for part in parts).strip()
