"""Serving: an edit shows, and only what is asked for is made."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator.publish.door.plugin import DisclosurePlugin
from tests.web import make_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig

FORM = "evaluations/2023/qinghe-hedao-guanlisuo/xunhe-yanghu"
MOUNT = "/jixiao/"


class Server:
    """As much of the live server as a site is asked through, over real files."""

    def __init__(self, config: MkDocsConfig) -> None:
        plugin = config.plugins["disclosure"]
        assert isinstance(plugin, DisclosurePlugin) and plugin._offer
        self.root, self.offer = config.site_dir, plugin._offer
        self.app = self.offer.answering(self._serve, MOUNT)

    def _serve(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"].removeprefix(MOUNT)
        try:
            with open(f"{self.root}/{path}{'index.html' if path.endswith('/') else ''}", "rb") as file:  # noqa: PTH123
                content = file.read()
        except OSError:
            start("404 Not Found", [])
            return [b""]
        start("200 OK", [])
        return io.BytesIO(content)

    def get(self, path: str) -> tuple[str, bytes]:
        """Status and content."""
        said: list[str] = []
        answer = self.app({"PATH_INFO": f"{MOUNT}{path}"}, lambda status, _: said.append(status))
        return said[0][:3], b"".join(answer)


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Server]:
    """Builds as ``mkdocs serve`` does, again and again."""
    project = make_project(tmp_path / "project")
    monkeypatch.chdir(project)
    monkeypatch.setenv("PUBLISH_DATE", "2024-06-01")

    def again() -> Server:
        config = load_config(str(project / "mkdocs.yml"), site_dir=str(tmp_path / "served"))
        config.plugins.on_startup(command="serve", dirty=False)
        build(config)
        return Server(config)

    return again


def test_an_edit_shows_and_what_is_asked_for_is_made(served: Callable[[], Server], tmp_path: Path) -> None:
    server = served()
    assert not (tmp_path / "served" / FORM / "index.html").exists()
    status, page = server.get(f"{FORM}/")
    assert (status, "再改".encode() in page) == ("200", False)
    for path in (f"{FORM}/money.svg", f"{FORM}.yaml", "data/forms.xlsx", "data/disclosure.zip", "search/names.json"):
        status, content = server.get(path)
        assert status == "200"
        assert content
    record = tmp_path / f"project/data/{FORM}.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("巡河养护", "再改的巡河", 1), encoding="utf-8")
    assert server.offer.records.read
    server = served()
    assert "再改".encode() in server.get(f"{FORM}/")[1]
    assert "再改".encode() in server.get("data/forms.csv")[1]
    assert server.get("nothing/")[0] == "404"
    assert server.get("evaluations/2023/nothing.svg")[0] == "404"
