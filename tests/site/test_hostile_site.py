"""Records written to break out of their place: the built pages show their text and run none of it."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import shutil
from typing import TYPE_CHECKING

import pytest
import ruamel.yaml
from lxml import html as lxml_html

from tests.building import build_data
from tests.conftest import FIXTURE_DATA, ROOT

if TYPE_CHECKING:
    from pathlib import Path

FORM = "evaluations/2023/shili-tushuguan/tushu-gouzhi"
SCRIPT = "</title><script>alert(1)</script>"
REFRESH = '"><meta http-equiv=refresh content="0;url=https://example.com/">'
FENCE = "做完了。\n```{ .language-text style=position:fixed }\n- 一\n\n    二\t三\n"
UNIT = f"示例市图书馆{SCRIPT}{REFRESH}"
_INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>(.*?)</script>", re.DOTALL)


def _change(path: Path, **values: object) -> None:
    yaml = ruamel.yaml.YAML()
    record = yaml.load(path.read_text(encoding="utf-8"))
    for key, value in values.items():
        *groups, last = key.split("__")
        place = record
        for group in groups:
            place = place[int(group) if group.isdecimal() else group]
        place[last] = value
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(record, file)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose project, unit, goals, names, reasons and withdrawal each try to leave their place."""
    folder = tmp_path_factory.mktemp("hostile")
    data = shutil.copytree(FIXTURE_DATA, folder / "data")
    for name in ("evaluations/2022", "evaluations/2023", "declarations/2023"):
        path = data / name / "shili-tushuguan/tushu-gouzhi.yaml"
        _change(path, unit=UNIT, project=f"图书{SCRIPT}{REFRESH}")
    _change(
        data / f"{FORM}.yaml",
        goals__expected=FENCE,
        goals__achieved=FENCE,
        indicators__0__name=f"名称\n{SCRIPT}",
        indicators__0__reason=FENCE + REFRESH,
        indicators__1__target="# 标题\n\n<!-- disclosure: home -->\n\n| a | b |\n",
    )
    _change(data / "units.yaml", units__0__name=UNIT, units__0__short=f"市图{SCRIPT}{REFRESH}")
    _change(data / "expected.yaml", expected__0__unit=UNIT, expected__1__unit=UNIT, expected__1__project=FENCE + SCRIPT)
    _change(data / "withdrawn.yaml", withdrawn__0__project=SCRIPT + REFRESH, withdrawn__1__reason=FENCE + SCRIPT)
    with pytest.MonkeyPatch.context() as patch:
        return build_data(data, folder / "site", patch)


def _policy(page: str) -> str:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert found
    return found[1]


def test_no_page_holds_a_script_but_those_of_the_theme(hostile: Path) -> None:
    for path in hostile.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        policy = _policy(page)
        scripts = _INLINE.findall(page)
        assert scripts
        for script in scripts:
            assert "alert" not in script, path
            assert f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" in policy, path
        tree = lxml_html.fromstring(page)
        assert [node.get("http-equiv") for node in tree.iter("meta") if node.get("http-equiv")] == [
            "Content-Security-Policy"
        ]
        assert not [node for node in tree.iter() if node.get("style") is not None], path


def test_a_script_written_into_a_page_is_not_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever it stands: also behind the end of the article, where the theme's own scripts are."""
    planted = "alert(2)"
    content = shutil.copytree(ROOT / "content", tmp_path / "content")
    (content / "guide.md").write_text(f"# 说明\n\n</article><script>{planted}</script>\n", encoding="utf-8")
    site = build_data(FIXTURE_DATA, tmp_path / "site", monkeypatch, content=content, strict=False)
    page = (site / "guide/index.html").read_text(encoding="utf-8")
    assert planted in page
    assert base64.b64encode(hashlib.sha256(planted.encode()).digest()).decode() not in _policy(page)


def test_titles_and_descriptions_are_text(hostile: Path) -> None:
    page = lxml_html.parse(hostile / FORM / "index.html")
    title = page.findtext(".//title")
    assert title is not None
    assert title.startswith(f"图书{SCRIPT}{REFRESH}".split("<", maxsplit=1)[0])
    assert SCRIPT in title
    description = lxml_html.parse(hostile / "units/shili-tushuguan/index.html").find(".//meta[@name='description']")
    assert description is not None
    assert SCRIPT in (description.get("content") or "")


def test_lines_of_a_value_are_no_lines_of_the_page(hostile: Path) -> None:
    """A fence in both goals would swallow the tables between them; a tab stays a tab."""
    page = lxml_html.parse(hostile / FORM / "index.html")
    assert page.findall(".//pre") == []
    assert len(page.findall(".//table")) >= 3
    (goals,) = page.xpath("//div[contains(@class, 'p-goals')]")
    assert " ".join(FENCE.split()) in " ".join(" ".join(goals.itertext()).split())
    names = ["".join(node.itertext()) for node in page.iter("th")]
    assert any(f"名称{SCRIPT}" in name for name in names)


def test_a_mark_in_a_value_brings_no_block(hostile: Path) -> None:
    page = (hostile / FORM / "index.html").read_text(encoding="utf-8")
    assert html.escape("<!-- disclosure: home -->") in page


def test_each_script_of_the_site_is_named_with_its_digest(hostile: Path) -> None:
    for path in hostile.rglob("*.html"):
        tree = lxml_html.parse(path)
        scripts = [node for node in tree.iter("script") if node.get("src")]
        assert len(scripts) == (4 if path.parent == hostile / "search" else 3), path  # it has one of its own
        for node in scripts:
            file = hostile / node.get("src", "").partition("assets/")[2].join(("assets/", ""))
            digest = base64.b64encode(hashlib.sha384(file.read_bytes()).digest()).decode()
            assert node.get("integrity") == f"sha384-{digest}"
        assert tree.find(".//meta[@name='referrer']") is not None
    assert (hostile / ".well-known/security.txt").is_file()
    assert (hostile / "_headers").is_file()
