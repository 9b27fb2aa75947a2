"""Whole pages of the small data set, compared letter by letter; ``--update-golden`` rewrites, the diff is reviewed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli import main
from generator.publish.edition import Edition
from generator.publish.site import build_site
from generator.review.history import read_history
from tests.conftest import DAY, FIXTURE_DATA

if TYPE_CHECKING:
    import pytest

    from generator.record import Dataset

GOLDEN = Path(__file__).parent / "golden"


def test_pages_are_as_reviewed(small: Dataset, *, update_golden: bool) -> None:
    pages = build_site(small, Edition(DAY)).pages
    if update_golden:
        for name, text in pages.items():
            path = GOLDEN / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    found = {path.relative_to(GOLDEN).as_posix(): path.read_text(encoding="utf-8") for path in GOLDEN.rglob("*.md")}
    assert sorted(pages) == sorted(found)
    for name, text in pages.items():
        assert text == found[name], name


def test_values_from_data_never_become_markup(small: Dataset) -> None:
    """A name with * | and a reason with a tag reach the page as text."""
    page = build_site(small, Edition(DAY)).pages["evaluations/2023/shili-tushuguan/tushu-gouzhi.md"]
    assert "&lt;b&gt;夜间&lt;/b&gt;" in page
    assert "<b>夜间" not in page
    assert "*阅读*|推广" in page


def test_render_writes_the_same_bytes_as_the_plugin_gets(
    small: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUBLISH_DATE", DAY.isoformat())
    content = tmp_path / "content"
    content.mkdir()
    (content / "index.md").write_text("# 首页\n\n<!-- disclosure: home -->\n", encoding="utf-8")
    target = tmp_path / "out"
    assert main(["render", str(target), "--data", str(FIXTURE_DATA), "--content", str(content)]) == 0
    site = build_site(small, Edition(DAY, history=read_history(FIXTURE_DATA)))
    for name, text in site.pages.items():
        assert (target / name).read_bytes() == text.encode(), name
    for name, data in site.files.items():
        assert (target / name).read_bytes() == data, name
    assert "找你的单位" in (target / "index.md").read_text(encoding="utf-8")


def test_render_leaves_a_folder_with_content_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    assert main(["render", str(tmp_path), "--data", str(FIXTURE_DATA)]) == 2
    assert "not an empty folder" in capsys.readouterr().err
