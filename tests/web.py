"""The site of the invented region, built once as a reader gets it, and a browser to open it."""

from __future__ import annotations

import contextlib
import fcntl
import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import DAY, REGION_DATA, ROOT
from tests.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    Open = Callable[..., Page]

_PROGRAMS = ("chromium-headless-shell", "chromium", "google-chrome", "chromium-browser")
"""The same engine; the first draws no windows and takes half the time."""
_CHROMIUM = next(filter(None, map(shutil.which, _PROGRAMS)), None)
_OURS = ("generator", "overrides")


def make_project(root: Path) -> Path:
    """This program with the invented region as its data, committed in a repository."""
    root.mkdir(parents=True, exist_ok=True)
    for name in _OURS:
        (root / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "mkdocs.yml", root)  # a link would lead a comparison to the project it points into
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copytree(REGION_DATA, root / "data")
    Repository(root).commit(19_800, {})  # 2024-03-18
    return root


def build(project: Path, target: Path, **settings: str) -> Path:
    """Build a project's site into a folder with fixed settings; any warning fails."""
    environment = os.environ | {
        "SITE_URL": "https://example.org/jixiao/",
        "REPOSITORY_URL": "",
        "CONTACT": "jixiao@example.org",
        "PUBLISH_DATE": DAY.isoformat(),
        "SOURCE_DATE_EPOCH": "1700000000",
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONUTF8": "1",
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(target)]
    done = subprocess.run(command, cwd=project, env=environment | settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return target


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of the invented region; of several processes that test, the first that asks builds it for all.

    No test writes into it.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    target = shared / "site-of-the-region/jixiao"
    with (shared / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.exists():
            made = build(make_project(tmp_path_factory.mktemp("project")), tmp_path_factory.mktemp("site") / "jixiao")
            made.parent.rename(target.parent)
    return target


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base class names it
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Serve the site's own page for what is not there, as a host does."""
        page = Path(self.directory) / "jixiao" / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder under an address of this machine."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The site served under a sub-path, as project pages are."""
    with served(site.parent) as base:
        yield f"{base}jixiao/"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; the tests say why they are skipped where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if _CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium-headless-shell fonts-noto-cjk)")
    with playwright.sync_playwright() as driver:
        idle = ["gpu", "gpu-rasterization", "software-rasterizer", "partial-raster", "extensions", "dev-shm-usage"]
        idle += ["background-networking", "component-update"]
        arguments = ["--no-sandbox", "--no-zygote", *(f"--disable-{name}" for name in idle)]
        started = driver.chromium.launch(executable_path=_CHROMIUM, args=arguments)
        yield started
        started.close()


DESKTOP = {"width": 1440, "height": 900}


class Lent:
    """A page that goes from test to test: going on to another address costs a fifth of what a new page does."""

    def __init__(self, browser: Browser, origin: str, options: dict[str, Any]) -> None:
        self.page = browser.new_context(locale="zh-CN", **options).new_page()
        self.troubles: list[str] = []
        self._origin, self._path = origin, ""
        self.page.on("request", lambda request: self._note_request(request.url))
        self.page.on("console", lambda message: self._note_console(message.type, message.text))
        self.page.on("pageerror", lambda error: self.troubles.append(f"{self._path}: {error}"))

    def _note_request(self, url: str) -> None:
        if not url.startswith((self._origin, "data:", "blob:")):
            self.troubles.append(f"request to {url}")

    def _note_console(self, kind: str, text: str) -> None:
        if kind == "error" and not (self._path == "no-such-page/" and "404" in text):
            self.troubles.append(f"{self._path}: {text}")

    def open(self, path: str) -> Page:
        """Go to a path of the site."""
        self._path = path
        self.page.goto(self._origin + path)
        return self.page

    def take_back(self) -> list[str]:
        """What went wrong; nothing that the test left behind stays."""
        found = list(self.troubles)
        if self.page.url.startswith(self._origin):
            self.page.evaluate("localStorage.clear(), sessionStorage.clear()")
        for other in self.page.context.pages:
            if other is not self.page:
                other.close()
        self.page.goto("about:blank")
        self.troubles.clear()
        return found


@pytest.fixture(scope="session")
def free_pages() -> dict[str, list[Lent]]:
    """Pages that no test has at the moment, by the settings they were made with; they close with their browser."""
    return {}


@pytest.fixture
def open_page(browser: Browser, address: str, free_pages: dict[str, list[Lent]]) -> Iterator[Open]:
    """Open a page; when the test ends, no console error and no request beyond the origin may have happened."""
    lent: list[tuple[list[Lent], Lent]] = []

    def start(
        path: str,
        *,
        size: dict[str, int] = DESKTOP,
        scheme: str = "light",
        scripts: bool = True,
        **options: str | tuple[str, ...],
    ) -> Page:
        wanted = {"viewport": size, "color_scheme": scheme, "java_script_enabled": scripts, **options}
        free = free_pages.setdefault(str(wanted), [])
        page = free.pop() if free else Lent(browser, address, wanted)
        lent.append((free, page))
        return page.open(path)

    yield start
    troubles = [trouble for _, page in lent for trouble in page.take_back()]
    for free, page in lent:
        free.append(page)
    assert troubles == []
