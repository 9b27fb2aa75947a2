"""Whole pages of the small data set, compared letter by letter; ``--update-golden`` rewrites, the diff is reviewed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli import main
from generator.publish.edition import Edition
from generator.publish.site import build_site
from tests.conftest import DAY, FIXTURE_DATA, ROOT

if TYPE_CHECKING:
    import pytest

    from generator.record.store import Dataset

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
    assert "&lt;b>夜间&lt;/b>" in page
    assert "<b>夜间" not in page
    assert "\\*阅读\\*&#124;推广" in page


SETTINGS = """\
site_name: 示例市绩效公开
site_url: https://example.org/jixiao
docs_dir: content
theme: {name: material, font: false, custom_dir: overrides}
plugins:
  - disclosure: {records: data, repository: https://example.org/repo, severities: [错误], block_on_errors: true}
"""


def test_render_writes_the_bytes_that_the_site_publishes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Day, name, address, severities and held-back forms follow mkdocs.yml in both."""
    monkeypatch.setenv("PUBLISH_DATE", DAY.isoformat())
    shutil.copytree(ROOT / "content", tmp_path / "content")
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    shutil.copytree(FIXTURE_DATA, tmp_path / "data")
    (tmp_path / "overrides").symlink_to(ROOT / "overrides")
    broken = tmp_path / "data/evaluations/2022/shili-tushuguan/tushu-gouzhi.yaml"
    broken.write_text(re.sub("total_score: .*", "total_score: 12.00", broken.read_text("utf-8")), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["render", "out"]) == 0
    written = (path for path in Path("out").rglob("*") if path.is_file())
    rendered = {path.relative_to("out").as_posix(): path.read_bytes() for path in written}
    assert main(["build"]) == 0
    for name, content in rendered.items():
        folder = name.removesuffix(".md").removesuffix("index").rstrip("/")
        place = Path("site", folder, "index.md") if name.endswith(".md") else Path("site", name)
        assert place.read_bytes() == content, name
    assert broken.relative_to(tmp_path / "data").with_suffix(".md").as_posix() not in rendered
    assert b"https://example.org/jixiao/feeds/forms.xml" in rendered["feeds/forms.xml"]
    assert "示例市绩效公开".encode() in rendered["data/datapackage.json"]
    assert b"https://example.org/repo/blob" in rendered["evaluations/2023/shili-tushuguan/tushu-gouzhi.md"]


def test_render_leaves_a_folder_with_content_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    assert main(["render", str(tmp_path), "--data", str(FIXTURE_DATA)]) == 2
    assert "not an empty folder" in capsys.readouterr().err
