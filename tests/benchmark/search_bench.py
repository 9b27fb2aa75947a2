"""Measure our search, Pagefind and Material's search on the same forms, in the same run, in Chromium.

    npm install --prefix build/npm pagefind
    python -m tests.benchmark.search_bench --forms 10000 --pagefind build/npm/node_modules/.bin/pagefind

writes tests/benchmark/REPORT.md. Nothing here is a test: times depend on the machine, ratios tell.
"""

from __future__ import annotations

import argparse
import functools
import gc
import gzip
import html
import http.server
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from generator.checks import run
from generator.forms.collection import collect
from generator.publish.search import build_index, cells_of
from tests.benchmark.make_forms import ROOT, make_dataset
from tests.search.oracle import holds, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from playwright.sync_api import Browser, CDPSession, Page

    from generator.checks import Finding
    from generator.record.store import Dataset

    Findings = Mapping[str, Sequence[Finding]]
    """What the rule book says of each form, by its id."""

NAMES = ("技能评价业务", "宣传工作经费", "浦东区就业促进中心")
TEXTS = ("满意度", "高技能人才培养基地", "培训", "审核时间", "100.00", "课件", "三支一扶", "达成指标", "培训 满意度")
TYPED = "（只查名称）"
"""Marks what our search answers while one types, from the names alone."""
OPENED = 7
"""Times a page is opened for a median."""
_COMPRESSED = (".html", ".json", ".js", ".css", ".svg")


@dataclass(slots=True)
class Measured:
    """One search on one set of forms."""

    name: str
    build: float = 0
    """Seconds to build the index, pages not counted where they are separate."""
    disk: int = 0
    """Bytes of the index as files, not compressed by us."""
    cold: float = 0
    """Milliseconds from opening a page to the first answer by name."""
    wire: int = 0
    """Bytes over the wire before it, index and search code, gzip."""
    answers: dict[str, tuple[float, int]] = field(default_factory=dict)
    """Milliseconds and number of forms found, by query."""
    cold_cpu: float = 0
    """Milliseconds of the page's main thread for it; ours only."""
    heap: int = 0
    """Bytes of script heap of the page after all queries, garbage collected."""
    notes: dict[str, str] = field(default_factory=dict)


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves with gzip over connections that stay open, as hosts do."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base class names it
        """Say nothing."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in _COMPRESSED or not path.exists():
            super().do_GET()
            return
        body = _compressed(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@functools.cache
def _compressed(path: Path) -> bytes:
    """A file as a host keeps it; packing it anew each time would be measured too."""
    return gzip.compress(path.read_bytes(), 6)


def serve(root: Path) -> tuple[http.server.ThreadingHTTPServer, str]:
    """Serve a folder on a free port."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}/"


def searched_texts(dataset: Dataset, found: Findings) -> dict[str, list[str]]:
    """Every text of each form, by its address; the same for all three."""
    result = {}
    for stored in dataset.forms:
        form = stored.form
        head = [form.project, form.unit, form.department, form.title, f"{form.year}年度", form.kind.label]
        short = dataset.registry.units[form.unit_id].short if dataset.registry else ""
        cells = cells_of(form, found[form.id])
        result[form.id] = [*head, short, *(text for cell in cells for text in (cell.text, cell.also) if text)]
    return result


def expected(texts: Mapping[str, list[str]], queries: tuple[str, ...]) -> dict[str, int]:
    """How many forms hold every word, figures as wholes."""
    read = [[plain(cell) for cell in cells] for cells in texts.values()]
    return {
        query: sum(all(any(holds(cell, word) for cell in cells) for word in plain(query).split()) for cells in read)
        for query in queries
    }


def size_of(folder: Path) -> int:
    """Bytes of all files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


class Wire:
    """Counts the bytes a page receives."""

    def __init__(self, page: Page) -> None:
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        self.total = 0
        self.session.on("Network.loadingFinished", self._add)

    def _add(self, event: dict[str, Any]) -> None:
        self.total += int(event["encodedDataLength"])

    def throttle(self, rate: int) -> None:
        """Slow the processor down."""
        self.session.send("Emulation.setCPUThrottlingRate", {"rate": rate})

    def heap(self) -> int:
        """Script heap in use after a collection."""
        self.session.send("HeapProfiler.collectGarbage")
        return int(self.page_heap()["usedSize"])

    def page_heap(self) -> dict[str, Any]:
        """Figures of the page's own isolate; workers have theirs."""
        heap: dict[str, Any] = self.session.send("Runtime.getHeapUsage")
        return heap


_TYPE = """
async ([query, enter]) => {
  const input = document.querySelector("#find input[name=q]");
  const status = document.querySelector(".find-status");
  input.value = "";
  input.dispatchEvent(new InputEvent("input"));
  await new Promise((done) => setTimeout(done, 400));
  const before = performance.now();
  const answered = new Promise((done) => {
    new MutationObserver((_, observer) => {
      observer.disconnect();
      done(performance.now() - before);
    }).observe(document.querySelector(".find-results"), { childList: true });
  });
  input.value = query;
  if (enter) input.form.requestSubmit();
  else input.dispatchEvent(new InputEvent("input"));
  const took = await answered;
  return [took, Number(/^\\d+/.exec(status.textContent)?.[0] ?? 0)];
}
"""


_KEYS = """
async (text) => {
  const input = document.querySelector("#find input[name=q]");
  const list = document.querySelector(".find-results");
  const took = [];
  for (let end = 1; end <= text.length; end++) {
    if (text[end - 1] === " ") continue;
    const before = performance.now();
    const answered = new Promise((done) => {
      new MutationObserver((_, observer) => {
        if (list.hasAttribute("aria-busy")) return;
        observer.disconnect();
        done(performance.now() - before);
      }).observe(list, { attributeFilter: ["aria-busy"] });
    });
    input.value = text.slice(0, end);
    input.dispatchEvent(new InputEvent("input"));
    took.push(await answered);
    await new Promise((done) => setTimeout(done, 120));
  }
  input.value = "";
  input.dispatchEvent(new InputEvent("input"));
  await new Promise((done) => setTimeout(done, 600));
  return took;
}
"""


_REST = """
async (text) => {
  const input = document.querySelector("#find input[name=q]");
  const status = document.querySelector(".find-status");
  const list = document.querySelector(".find-results");
  input.value = "";
  input.dispatchEvent(new InputEvent("input"));
  await new Promise((done) => setTimeout(done, 600));
  const before = performance.now();
  input.value = text;
  input.dispatchEvent(new InputEvent("input"));
  const isOpen = () => list.hasAttribute("aria-busy") || status.textContent.includes("只查了名称");
  while (isOpen()) await new Promise((done) => setTimeout(done, 5));
  return performance.now() - before;
}
"""


def _at_rest(page: Page) -> list[float]:
    """Milliseconds from the last key to the answer of the texts, everything loaded before."""
    return sorted(page.evaluate(_REST, query) for query in (*NAMES, *TEXTS))


def _opened(browser: Browser, address: str, wanted: str, rate: int = 1) -> tuple[float, float]:
    """Median milliseconds from opening a page to what is wanted, and of its main thread, nothing kept."""
    walls, threads = [], []
    for _ in range(OPENED):
        context = browser.new_context()
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
        started = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.wait_for_selector(wanted)
        walls.append((time.perf_counter() - started) * 1000)
        figures = session.send("Performance.getMetrics")["metrics"]
        threads += [figure["value"] * 1000 for figure in figures if figure["name"] == "TaskDuration"]
        context.close()
    return statistics.median(walls), statistics.median(threads)


def _keystrokes(page: Page) -> list[float]:
    """Milliseconds from each key to the first answer, letter by letter, everything loaded once before."""
    queries = (*NAMES, *TEXTS)
    for query in queries:
        page.evaluate(_KEYS, query)
    return sorted(took for query in queries for took in page.evaluate(_KEYS, query))


def _said(times: list[float]) -> str:
    return f"中位 {statistics.median(times):,.0f} 毫秒，最慢 {times[-1]:,.0f} 毫秒（{len(times)} 次）"


def measure_ours(browser: Browser, dataset: Dataset, found: Findings, root: Path) -> Measured:
    """The site's own search page over the index of all forms."""
    if dataset.registry is None:
        raise ValueError("no registry")
    ours = Measured("本站")
    build_pages(root)
    for old in (root / "search").rglob("*.json"):
        old.unlink()
    gc.disable()  # as the command line does
    start, processor = time.perf_counter(), time.process_time()
    files = build_index(collect([stored.form for stored in dataset.forms], dataset.registry), (), found)
    ours.build = time.perf_counter() - start
    gc.enable()
    ours.notes["build"] = f"{(time.process_time() - processor) / len(dataset.forms) * 1000:.2f}"
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    ours.disk = sum(map(len, files.values()))
    server, address = serve(root)
    _ask_ours(browser, address, ours)
    server.shutdown()
    return ours


def _ask_ours(browser: Browser, address: str, ours: Measured) -> None:
    ours.cold, ours.cold_cpu = _opened(browser, f"{address}search/", ".find-result")
    asked, asked_cpu = _opened(browser, f"{address}search/?q={quote(TEXTS[0])}", ".find-passages")
    ours.notes["asked"] = f"{asked:,.0f} 毫秒，主线程 {asked_cpu:,.0f} 毫秒"
    page = browser.new_page()
    wire = Wire(page)
    page.goto(f"{address}search/", wait_until="commit")
    page.wait_for_selector(".find-result")
    ours.wire = wire.total
    ours.notes["names.json"] = f"{len(gzip.compress(page.request.get(f'{address}search/names.json').body(), 6)):,} 字节"
    for query in NAMES:
        ours.answers[query + TYPED] = tuple(page.evaluate(_TYPE, [query, False]))
    for query in (*NAMES, *TEXTS):
        before = wire.total
        ours.answers[query] = tuple(page.evaluate(_TYPE, [query, True]))
        ours.notes[query] = f"{(wire.total - before) / 1024:,.0f}"
    ours.heap = wire.heap()
    ours.notes["keys"] = _said(_keystrokes(page))
    ours.notes["rest"] = _said(_at_rest(page))
    page.close()
    _ask_ours_slowly(browser, address, ours)


def _ask_ours_slowly(browser: Browser, address: str, ours: Measured) -> None:
    """A fresh page, the processor slowed down four times, nothing loaded yet."""
    page = browser.new_page()
    wire = Wire(page)
    wire.throttle(4)
    page.goto(f"{address}search/", wait_until="commit")
    page.wait_for_selector(".find-result")
    slow = [page.evaluate(_TYPE, [query, False])[0] for query in NAMES]
    slow_texts = [page.evaluate(_TYPE, [query, True])[0] for query in TEXTS]
    ours.notes["slow"] = f"{max(slow):,.0f}"
    ours.notes["slow texts"] = f"{max(slow_texts):,.0f}"
    ours.notes["slow keys"] = _said(_keystrokes(page))
    page.close()


def build_pages(target: Path) -> None:
    """The site of the real records: its search page and scripts."""
    settings = {"SITE_URL": "http://127.0.0.1/", "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(target)]
    subprocess.run(command, cwd=ROOT, env=os.environ | settings, check=True)


def measure_pagefind(browser: Browser, texts: Mapping[str, list[str]], root: Path, binary: Path) -> Measured:
    """Pagefind with its defaults over one plain page a form."""
    pagefind = Measured("Pagefind")
    for form, cells in texts.items():
        path = root / form / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        body = "".join(f"<p>{html.escape(cell)}</p>" for cell in cells[1:])
        title = html.escape(cells[0])
        path.write_text(
            f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>{title}</title><body data-pagefind-body>'
            f"<h1>{title}</h1>{body}",
            encoding="utf-8",
        )
    (root / "empty.html").write_text("<!doctype html><title>empty</title>", encoding="utf-8")
    start = time.perf_counter()
    subprocess.run([binary, "--site", root], check=True, capture_output=True)
    pagefind.build = time.perf_counter() - start
    pagefind.disk = size_of(root / "pagefind")
    server, address = serve(root)
    page = browser.new_page()
    wire = Wire(page)
    page.goto(f"{address}empty.html")
    wire.total = 0
    started = time.perf_counter()
    page.evaluate(_PAGEFIND, NAMES[0])
    pagefind.cold = (time.perf_counter() - started) * 1000
    pagefind.wire = wire.total
    for query in (*NAMES, *TEXTS):
        pagefind.answers[query] = tuple(page.evaluate(_PAGEFIND, query))
    pagefind.heap = wire.heap()
    server.shutdown()
    page.close()
    return pagefind


_PAGEFIND = """
async (query) => {
  const pagefind = await import(new URL("pagefind/pagefind.js", location.href).href);
  await pagefind.init();
  const before = performance.now();
  const { results } = await pagefind.search(query);
  await Promise.all(results.slice(0, 5).map((result) => result.data()));
  return [performance.now() - before, results.length];
}
"""


def measure_material(browser: Browser, texts: Mapping[str, list[str]], root: Path) -> Measured:
    """Material's search plugin, language zh, over one Markdown page a form."""
    material = Measured("Material")
    docs, site = root / "docs", root / "site"
    for form, cells in texts.items():
        path = docs / f"{form}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        body = "\n".join(f"<p>{html.escape(cell)}</p>" for cell in cells[1:])
        path.write_text(f"# {cells[0]}\n\n{body}\n", encoding="utf-8")
    (docs / "index.md").write_text("# 首页\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(
        "site_name: x\ntheme: {name: material, font: false, language: zh}\nnav: [index.md]\n"
        "plugins: [{search: {lang: zh}}]\nvalidation: {omitted_files: ignore}\n",
        encoding="utf-8",
    )
    material.build = _build_material(root, site)
    material.disk = size_of(site / "search")
    server, address = serve(site)
    page = browser.new_page()
    wire = Wire(page)
    started = time.perf_counter()
    page.goto(address)
    _ask_material(page, NAMES[0])
    material.cold = (time.perf_counter() - started) * 1000
    material.wire = len(gzip.compress((site / "search" / "search_index.json").read_bytes(), 6))
    for query in (*NAMES, *TEXTS):
        material.answers[query] = _ask_material(page, query)
    material.heap = wire.heap()
    server.shutdown()
    page.close()
    return material


def _build_material(root: Path, site: Path) -> float:
    """Seconds of a build."""
    start = time.perf_counter()
    settings = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
    subprocess.run(command, cwd=root, env=settings, check=True, capture_output=True)
    return time.perf_counter() - start


def _ask_material(page: Page, query: str) -> tuple[float, int]:
    page.evaluate("() => { document.getElementById('__search').checked = true; }")
    box = page.locator("input.md-search__input")
    box.evaluate("(input) => { input.focus(); input.value = ''; input.dispatchEvent(new Event('keyup')); }")
    page.wait_for_timeout(500)
    answer = page.evaluate(_MATERIAL, query)
    return answer[0], answer[1]


_MATERIAL = """
(query) => new Promise((done) => {
  const input = document.querySelector("input.md-search__input");
  const meta = document.querySelector(".md-search-result__meta");
  const before = performance.now();
  const answer = () => {
    if (!/\\d|没有找到/.test(meta.textContent)) return;
    const took = performance.now() - before;
    setTimeout(() => {
      const [, figure = "0", thousands = ""] = /([\\d.]+)(k?)/.exec(meta.textContent) ?? [];
      done([took, Math.round(Number(figure) * (thousands ? 1000 : 1))]);
    }, 300);
    observer.disconnect();
  };
  const observer = new MutationObserver(answer);
  observer.observe(meta, { childList: true, characterData: true, subtree: true });
  input.value = query;
  input.dispatchEvent(new Event("keyup"));
  setTimeout(() => { observer.disconnect(); done([-1, -1]); }, 60000);
})
"""


def report(measured: list[Measured], truth: Mapping[str, int], forms: int, command: str) -> str:
    """The measured figures as Markdown."""
    return "\n".join((*_head(forms, command), *_summary(measured), *_queries(measured, truth), *_ours(measured[0]), ""))


def _head(forms: int, command: str) -> Iterator[str]:
    yield f"# 搜索的测量：{forms:,} 份表"
    yield ""
    yield "三种搜索，同一批表（`tests/benchmark/make_forms.py`，种子 1），同一次运行，同一个 Chromium，本机回环，gzip。"
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    yield f"Python {platform.python_version()}，{os.cpu_count()} 个处理器核心，负载 {load}。时间随机器和负载变化。"
    yield ""
    yield f"    {command}"
    yield ""


def _summary(measured: list[Measured]) -> Iterator[str]:
    heads = (
        "建索引（秒）",
        "索引文件（MB）",
        "第一次回答前传输（KB，gzip）",
        "打开到第一次回答（毫秒）",
        "页面脚本堆（MB）",
    )
    yield f"| | {' | '.join(heads)} |"
    yield "|---|---:|---:|---:|---:|---:|"
    for m in measured:
        yield (
            f"| {m.name} | {m.build:.1f} | {m.disk / 1e6:.1f} | {m.wire / 1000:,.0f} | {m.cold:,.0f} "
            f"| {m.heap / 1e6:.1f} |"
        )
    yield ""
    yield "建索引：Material 的数是整个网站的生成时间，索引不能单独生成；另两个不含网页。"
    yield "本站的传输含搜索页的 HTML、样式和脚本。"
    yield "Pagefind 只算页面自己取的，Worker 里取的没有计入，不能与另两个比；Material 只算索引文件。"
    yield "脚本堆只算页面本身，Worker 里的不在这个数里。"
    yield ""


def _queries(measured: list[Measured], truth: Mapping[str, int]) -> Iterator[str]:
    names = " | ".join(f"{m.name} 份 | {m.name} 毫秒" for m in measured)
    yield f"| 查什么 | 写到它的表 | {names} |"
    yield "|---|---:|" + "---:|" * 2 * len(measured)
    for query, count in truth.items():
        found = [m.answers.get(query) for m in measured]
        cells = " | ".join(f"{one[1]:,} | {one[0]:,.0f}" if one else "— | —" for one in found)
        yield f"| {query} | {count:,} | {cells} |"
    yield ""
    yield "“只查名称”是本站打字时的回答，“写到它的表”那一行也只数名称。Material 把一千以上写成 9.3k，这里是 9,300。"
    yield "Pagefind 和 Material 的毫秒不含第一次装载索引，那一次在上面“打开到第一次回答”里。"
    yield ""


def _ours(ours: Measured) -> Iterator[str]:
    yield "本站另外量到的："
    yield ""
    yield f"- 一个进程里从头建索引，每千份表用处理器 {ours.notes['build']} 秒。"
    yield f"- `search/names.json`（第一块）gzip {ours.notes['names.json']}。"
    yield "- 每次查全文另外传输（KB，gzip）：" + "，".join(f"{query} {ours.notes[query]}" for query in TEXTS) + "。"
    yield f"- 打开到第一次回答，主线程 {ours.cold_cpu:,.0f} 毫秒。"
    yield f"- 打开就带着“{TEXTS[0]}”，到看见正文：{ours.notes['asked']}。"
    yield f"- 逐字打字，每一键到第一次回答：{ours.notes['keys']}；处理器放慢四倍：{ours.notes['slow keys']}。"
    yield f"- 最后一键到全文的回答，含等 0.12 秒看还打不打：{ours.notes['rest']}。"
    cold = f"名称最慢 {ours.notes['slow']} 毫秒，全文最慢 {ours.notes['slow texts']} 毫秒"
    yield f"- 处理器放慢四倍，什么都没有装载时：{cold}。"


def main() -> None:
    """Measure and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=int, default=10_000)
    parser.add_argument("--pagefind", type=Path, help="the pagefind command; left out without it")
    parser.add_argument("--no-material", action="store_true", help="leave Material's search out")
    parser.add_argument("--report", type=Path, default=Path(__file__).parent / "REPORT.md")
    arguments = parser.parse_args()
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- only the benchmark needs it

    dataset = make_dataset(arguments.forms)
    checked = run(dataset)
    found = {stored.form.id: checked.of_form(stored.form.id) for stored in dataset.forms}
    texts = searched_texts(dataset, found)
    heads = {form: cells[:7] for form, cells in texts.items()}
    truth = {query + TYPED: count for query, count in expected(heads, NAMES).items()}
    truth |= expected(texts, (*NAMES, *TEXTS))
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=options)
        measured = [measure_ours(browser, dataset, found, Path(folder) / "ours")]
        if arguments.pagefind:
            measured.append(measure_pagefind(browser, texts, Path(folder) / "pagefind", arguments.pagefind))
        if not arguments.no_material:
            measured.append(measure_material(browser, texts, Path(folder) / "material"))
        browser.close()
    command = "python -m tests.benchmark.search_bench " + " ".join(sys.argv[1:])
    text = report(measured, truth, arguments.forms, command)
    arguments.report.write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(text)
    sys.stdout.write(json.dumps({m.name: m.notes for m in measured}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
