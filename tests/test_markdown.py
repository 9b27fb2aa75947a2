"""Text from data stays text: whatever goes in comes out of both engines, and never as markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import markdown
import pyromark
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable

from generator.markdown import cell, code, destination, link, row, text

EXTENSIONS = ["attr_list", "tables", "md_in_html", "toc"]
OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
ENGINES: dict[str, Callable[[str], str]] = {
    "reference": lambda source: markdown.markdown(source, extensions=EXTENSIONS),
    "fast": lambda source: pyromark.html(source, options=OPTIONS),
}
HOSTILE = (
    "<script>alert(1)</script>", "<b>夜间</b>", "a<img src=x onerror=alert(1)>",
    "<!-- disclosure: home -->", "2.00*3*4", "*阅读*|推广", "**总分**“优”。", "_a_ __b__", "`code` ``",
    "a | b || c", "|---|---|", "\\|", "\\\\|", "\\", "[点](javascript:alert(1))", "![x](y)",
    "[a]: http://x", "[^1]", "# 标题", "## x { #id }", "x #", "C# #", "{ #id .class }", "{: onclick=x }",
    "a {: .b }", "- 一项", "-", "--", "---", "----- x", "+ x", "+", "* x", "1. 一", "12) x", "1.",
    "1.5万人", "> 引", ">=90 (%)", "=", "===", "==== x", "~~~", "~~删~~", ": x", "&lt;b&gt;", "&amp;",
    "&#42;", "&copy", "&", "    缩进", "　　全角缩进", "a  \nb", "a\n\nb", "a\r\nb", "a\u2028b",
    "甲\u0085乙", "\x02klzzwxh:0000\x03", "\x00", "a\tb", "http://example.org/a_b_c?x=1&y=2",
    "me@example.org", "<http://x>", "!!! note", "??? x", "$x$", "^x^", "H~2~O", ":smile:", "\"引\" 'x'",
    "[TOC]", "*[HTML]: x", "\\*x\\*", "\\<b>", "a\\", "![", "](", "`", "``a`b``", "<", ">", "|", "<br>",
    "</div>", "<div markdown>", "1\\. x", "&#x3c;b>", "𠮷野家", "👪", "a\u200bb", "\ufeffx", "é", "%5",
    "@x", "{% x %}", "{{ x }}",
)  # fmt: skip
AWKWARD = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=40),
    st.text(alphabet="\\`*_{}[]()#+-.!|<>&=~:;\"'/ \n\t1a文。“”", max_size=24),
    st.lists(st.sampled_from(HOSTILE), min_size=2, max_size=4).map("".join),
    st.lists(st.sampled_from(HOSTILE), min_size=2, max_size=3).map("\n".join),
)
_UNREAD = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufeff]")


def read(value: str) -> str:
    """A text as somebody reads it: what no eye sees is left out, room is room."""
    return " ".join(_UNREAD.sub("", value).split())


def shown(source: str, engine: str, path: str) -> tuple[str, list[str]]:
    """The words at a place of the page an engine makes, and every element there."""
    place = etree.HTML(f"<body>{ENGINES[engine](source)}").find(f"body/{path}")
    assert place is not None
    for line_break in place.iter("br"):
        line_break.tail = f"\n{line_break.tail or ''}"
    return read("".join(map(str, place.itertext()))), [str(part.tag) for part in place.iter() if part.tag != "br"]


PLACES = {
    "paragraph": ("前\n\n{}\n\n后", "p[2]", text),
    "after a word": ("前 {} 后", "p", text),
    "item": ("- {}\n- 后", "ul/li[1]", text),
    "emphasised": ("前 **{}** 后", "p", text),
    "heading": ("## {} {{ #place }}\n\n后", "h2[@id='place']", text),
    "cell": ("| 甲 | 乙 |\n|:--|--:|\n| {} | 1 |\n\n后", "table/tbody/tr/td[1]", cell),
    "link": ("前 {} 后", "p", lambda value: link(value, "../a/b.md")),
    "block": ('<div class="a" markdown>\n\n{}\n\n</div>', "div[@class='a']", text),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("engine", ENGINES)
def test_hostile_text_comes_out_as_it_went_in(engine: str, place: str) -> None:
    source, path, write = PLACES[place]
    around, elements = shown(source.format(write("@")), engine, path)
    for value in HOSTILE:
        if not read(value):
            continue
        words, found = shown(source.format(write(value)), engine, path)
        assert words == around.replace("@", read(value)), value
        assert found == elements, value


@pytest.mark.parametrize("place", PLACES)
@given(value=AWKWARD.filter(read))
def test_any_text_comes_out_of_both_engines_as_it_went_in(place: str, value: str) -> None:
    source, path, write = PLACES[place]
    for engine in ENGINES:
        around, _ = shown(source.format(write("@")), engine, path)
        words, _ = shown(source.format(write(value)), engine, path)
        assert words == around.replace("@", read(value))


@given(value=AWKWARD)
def test_a_row_has_the_cells_it_was_given(value: str) -> None:
    source = "\n".join((row(("甲", "乙")), "|:--|:--|", row((cell(value), cell(value[::-1])))))
    for engine in ENGINES.values():
        assert len(etree.HTML(engine(source)).findall(".//tbody/tr/td")) == 2


@given(value=AWKWARD.filter(read))
def test_what_stands_in_a_file_is_shown_as_it_stands(value: str) -> None:
    for engine in ENGINES:
        words, elements = shown(f"前 {code(value)} 后", engine, "p")
        assert words == f"前 {read(value)} 后"
        assert elements == ["p", "code"]


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("../../units/a.md#row-1", "../../units/a.md#row-1"),
        ("https://example.org/甲 (1).pdf", "https://example.org/%E7%94%B2%20%281%29.pdf"),
        ("javascript:alert(1)", "#"),
        ("JavaScript:alert(1)", "#"),
        ("data:text/html,x", "#"),
        ("a/b:c", "a/b:c"),
    ],
)
def test_an_address_can_run_nothing_and_ends_no_link(address: str, target: str) -> None:
    assert destination(address) == target


@given(address=AWKWARD)
def test_any_address_stays_one_link(address: str) -> None:
    for engine in ENGINES:
        words, elements = shown(f"前 {link('字', address)} 后", engine, "p")
        assert (words, elements) == ("前 字 后", ["p", "a"])


def test_what_needs_no_escape_is_left_as_it_reads() -> None:
    for value in (
        "≥85 (%)",
        "=100 (%)",
        "1200.00 (学时)",
        "就业、创业；（一）培训。",
        "2023-12-31",
        "-",
        "1.5万人",
        ">=90 (%)",
    ):
        assert cell(value) == value
