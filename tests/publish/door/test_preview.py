"""The preview of a change opens from a disk: kept pages lead to each other, all others to the published site."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from generator.cli import main
from generator.publish.door.policy import content_policy
from generator.publish.door.preview import page_file, relink
from tests.conftest import FIXTURE_DATA

if TYPE_CHECKING:
    from pathlib import Path

LIVE = "https://example.org/jixiao/"
FORM = "evaluations/2023/u/p/index.html"


@pytest.mark.parametrize(
    ("path", "file"),
    [("index.md", "index.html"), ("years/index.md", "years/index.html"), ("years/2023.md", "years/2023/index.html")],
)
def test_page_is_found_where_the_builder_puts_it(path: str, file: str) -> None:
    assert page_file(path) == file


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("../../../../years/2023/", "../../../../years/2023/index.html"),
        ("../../../../years/2023/#short", "../../../../years/2023/index.html#short"),
        ("../../../../units/u/", f"{LIVE}units/u/"),
        ("../../../..", LIVE),
        ("../../../../search/?q=1", f"{LIVE}search/?q=1"),
        ("../p.yaml", f"{LIVE}evaluations/2023/u/p.yaml"),
        ("../../../../assets/site.css", "../../../../assets/site.css"),
        ("#row-1", "#row-1"),
        ("https://www.example.com/a/", "https://www.example.com/a/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_link_leads_where_it_can(link: str, expected: str) -> None:
    html = f'<head></head><a href="{link}">'
    kept = {FORM, "years/2023/index.html"}
    assert relink(html, FORM, kept, LIVE) == f'<head></head><a href="{expected}">'


def test_the_policy_stays_and_speaks_of_files() -> None:
    """A proposed record must run no script on the reviewer's machine either."""
    said = content_policy(["'sha256-x'"])
    policy = f'<meta http-equiv="Content-Security-Policy" content="{said}">'
    html = f'<head>{policy}</head><script src="assets/a.js" integrity="sha384-x"></script>'
    made = relink(html, FORM, (), LIVE)
    assert "script-src file: 'sha256-x';" in made
    assert "'self'" not in made
    assert "form-action https:" in made
    assert "integrity" not in made


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Data in git with a built site that has a page for one form, for its year, and a style."""
    shutil.copytree(FIXTURE_DATA, tmp_path / "data")
    for arguments in (
        ("init", "--quiet"),
        ("add", "data"),
        ("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "--message", "data"),
    ):
        subprocess.run(["git", "-C", str(tmp_path), *arguments], check=True, capture_output=True)
    for name, text in {
        "index.html": "<title>首页</title>",
        "evaluations/2023/shili-tushuguan/tushu-gouzhi/index.html": '<title>书 &amp; 刊</title><a href="../../../../">',
        "years/2023/index.html": "<title>2023</title>",
        "assets/site.css": "body{}",
    }.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_preview_holds_what_changed_and_what_it_needs(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PUBLISH_DATE", "2024-06-01")
    record = repository / "data/evaluations/2023/shili-tushuguan/tushu-gouzhi.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("executed: 63.33", "executed: 64.44"), "utf-8")
    monkeypatch.chdir(repository)
    assert main(["diff", "HEAD", "--preview", "out", "--format", "json"]) == 0
    pages = json.loads(capsys.readouterr().out)["pages"]
    assert "years/2023.md" in pages
    out = repository / "out"
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert files == {
        "index.html",
        "changes.html",
        "pages.html",
        "site/evaluations/2023/shili-tushuguan/tushu-gouzhi/index.html",
        "site/years/2023/index.html",
        "site/assets/site.css",
    }
    first = (out / "index.html").read_text(encoding="utf-8")
    assert ">书 &amp; 刊</a>" in first
    for link in re.findall(r'href="([^"]+)"', first):
        assert (out / link).is_file()
    assert "64.44" in (out / "changes.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("missing", "said"), [("site/index.html", "make site"), ("", "not an empty folder")])
def test_preview_that_cannot_be_made_is_wrong_use(
    repository: Path, missing: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repository)
    if missing:
        (repository / missing).unlink()
    assert main(["diff", "HEAD", "--preview", "out" if missing else "data"]) == 2
    assert said in capsys.readouterr().err
