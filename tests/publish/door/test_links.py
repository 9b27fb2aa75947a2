"""Every wrong link of a built site is told with its page; what is right, or leads elsewhere, is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.cli import main
from generator.publish.door.links import wrong_links

if TYPE_CHECKING:
    from pathlib import Path

ADDRESS = "https://example.org/jixiao/"
FORM = "evaluations/2023/u/p/index.html"
OTHERS = {"index.html": '<h1 id="top">x</h1>', "years/2023/index.html": '<p id="short">x</p>', "a.csv": "", "b.js": ""}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<a href="../../../../years/2023/#short">', []),
        ('<a href="../../../../">', []),
        (f'<a href="{ADDRESS}a.csv">', []),
        ('<a href="https://www.example.com/x">', []),
        ('<a href="mailto:a@example.org">', []),
        ('<a href="#here"><p id="here">', []),
        ('<a href="../q/">', ["../q/：没有这个地址"]),
        ('<a href="../../../../years/2023">', ["../../../../years/2023：没有这个地址"]),
        ('<a href="../../../../years/2023/#long">', ["../../../../years/2023/#long：页面上没有这一处"]),
        ('<a href="#nowhere">', ["#nowhere：页面上没有这一处"]),
        ('<script src="https://cdn.example.com/x.js"></script>', ["https://cdn.example.com/x.js：从别的网站取"]),
        ('<link rel="canonical" href="https://other.example.com/">', []),
        ('<script src="../../../../b.js"></script>', []),
        ('<p id="a"><p id="a">', ["#a：在一页里有两处"]),
    ],
)
def test_a_link_is_wrong_or_right(body: str, said: list[str]) -> None:
    pages = {name: text for name, text in OTHERS.items() if name.endswith(".html")} | {FORM: f"<body>{body}"}
    found = list(wrong_links(pages, {*OTHERS, FORM}, ADDRESS))
    assert found == [(FORM, text) for text in said]


def test_the_command_names_page_and_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = tmp_path / "site"
    site.mkdir()
    config = str(tmp_path / "mkdocs.yml")
    assert main(["links", str(site), "--config", config]) == 2
    assert "make site" in capsys.readouterr().err
    (site / "index.html").write_text('<a href="b.csv">', encoding="utf-8")
    assert main(["links", str(site), "--config", config]) == 1
    assert f"{site}/index.html：b.csv：没有这个地址" in capsys.readouterr().out
    (site / "b.csv").write_text("", encoding="utf-8")
    assert main(["links", str(site), "--config", config]) == 0
