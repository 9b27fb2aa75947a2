"""What a hostile or broken file can do to who reads it: nothing but be refused, in bounded time, by name."""

from __future__ import annotations

import os
import shutil
import socket
from typing import TYPE_CHECKING

import pytest

from generator.checks import run
from generator.cli import main
from generator.record.store import load
from generator.record.unseen import safe, shown
from tests.conftest import FIXTURE_DATA

if TYPE_CHECKING:
    from pathlib import Path

FORM = "evaluations/2023/shili-tushuguan/tushu-gouzhi.yaml"
ROW = "  - level1: 产出指标\n    level2: 数量指标\n    name: 少儿图书数\n    weight: 1.00\n    score: 1.00\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return shutil.copytree(FIXTURE_DATA, tmp_path / "data")


def _codes(data: Path) -> list[str]:
    return [problem.code for problem in load(data).problems]


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_two_nearly_equal_texts_of_the_longest_length_are_compared(data: Path) -> None:
    """Once 24,000 characters kept a rule busy for nearly two minutes."""
    text = "".join(chr(0x4E00 + 7 * number % 3000) for number in range(19_000))
    _edit(data / FORM, "expected: ", f"expected: {text}")
    _edit(data / FORM, "achieved: ", f"achieved: {text[:9000]}一{text[9000:]}")
    assert "D03" in {finding.rule.id for finding in run(load(data)).findings}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("expected: ", f"expected: {'字' * 20_001}", "20,0"),
        ("indicators:\n", f"indicators:\n{ROW * 501}", "最多 500 条"),
        ("year: 2023", f"year: 2023\n# {'#' * 1_000_000}", "最多 400,000 字节"),
    ],
    ids=["text", "rows", "file"],
)
def test_what_is_too_large_is_said(data: Path, old: str, new: str, said: str) -> None:
    _edit(data / FORM, old, new)
    problems = [problem for problem in load(data).problems if problem.code == "R031"]
    assert len(problems) == 1
    assert said in problems[0].message
    assert problems[0].path == f"data/{FORM}"


def test_a_hundred_problems_of_a_file_are_listed_and_the_rest_counted(data: Path) -> None:
    """Once 100,000 unknown keys took half a minute and 28 MB of messages."""
    text = (data / FORM).read_text(encoding="utf-8")
    (data / FORM).write_text(text + "".join(f"k{number}: 1\n" for number in range(30_000)), encoding="utf-8")
    problems = load(data).problems
    assert len(problems) == 101
    assert "还有 29900 处" in problems[-1].message
    assert sum(len(str(problem)) for problem in problems) < 50_000


def test_a_message_quotes_the_ends_of_what_is_long(data: Path) -> None:
    _edit(data / FORM, "total_score: 85.33", f"total_score: {'良' * 10_000}")
    (problem,) = load(data).problems
    assert len(problem.message) < 500
    assert problem.message.startswith("合计得分（total_score）写的是")


@pytest.mark.parametrize("kind", ["link", "link to a device", "link to a folder", "pipe", "socket", "link to nothing"])
@pytest.mark.parametrize("name", ["units.yaml", "expected.yaml", FORM])
def test_what_is_no_plain_file_is_refused_by_name(data: Path, name: str, kind: str) -> None:
    path = data / name
    path.unlink()
    outside = data.parent / "outside.yaml"
    shutil.copy(FIXTURE_DATA / name, outside)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        here = os.getcwd()  # noqa: PTH109 -- the name of a socket may not be long
        os.chdir(path.parent)
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
        os.chdir(here)
    else:
        targets = {"link": outside, "link to a device": "/dev/zero", "link to a folder": data, "link to nothing": "no"}
        path.symlink_to(str(targets[kind]))
    problems = load(data).problems
    assert ("R032", f"data/{name}") in {(problem.code, problem.path) for problem in problems}
    before = outside.read_bytes()
    assert main(["format", str(data)]) == 1
    assert outside.read_bytes() == before


def test_a_linked_folder_is_no_way_out(data: Path) -> None:
    shutil.move(data / "evaluations/2022", data.parent / "outside")
    (data / "evaluations/2022").symlink_to(data.parent / "outside")
    assert _codes(data) == ["R032"]


@pytest.mark.parametrize(
    ("character", "kind"),
    [
        ("\u200b", "零宽"),
        ("\u00ad", "零宽"),
        ("\u2060", "零宽"),
        ("\ufeff", "零宽"),
        ("\u3164", "零宽"),
        ("\u202e", "方向"),
        ("\u2066", "方向"),
        ("\u061c", "方向"),
        ("\U000e0041", "标签"),
        ("\ue000", "私用"),
        ("\U000f1234", "私用"),
        ("\u2028", "控制"),
        ("\ufdd0", "控制"),
        ("\U0001ffff", "控制"),
    ],
)
@pytest.mark.parametrize("is_escaped", [False, True])
def test_what_is_not_seen_is_refused(data: Path, character: str, kind: str, *, is_escaped: bool) -> None:
    written = f"\\U{ord(character):08x}" if is_escaped else character
    _edit(data / FORM, "reason: 招标", f'reason: "招{written}标"\n    #')
    problems = load(data).problems
    assert [problem.code for problem in problems] == ["R027"]
    assert kind in problems[0].message
    assert f"U+{ord(character):04X}" in problems[0].message
    assert character not in str(problems[0])


def test_what_is_seen_is_kept(data: Path) -> None:
    """Rare characters with their variant, emoji with theirs, spaces of every width, tabs."""
    text = "葛\U000e0100飾 𠮷 ☀\ufe0f 全\u3000角\u00a0空\tà"
    _edit(data / FORM, "reason: 招标", f"reason: {text}招标")
    dataset = load(data)
    assert dataset.problems == ()
    assert text in next(stored.text for stored in dataset.forms if stored.path.endswith(FORM))


@pytest.mark.parametrize(
    "url",
    [
        "https://user@example.org/",
        "https://example.org@evil.example/",
        "https://user:secret@example.org/",
        "https://еxample.org/",
        "https://example．org/",
        "https://exam ple.org/",
        'https://example.org/"onmouseover="alert(1)',
        "https://example.org/<script>",
        "https://example.org\\@evil.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org/",
        "https:///etc/passwd",
        "ftp://example.org/",
    ],
)
def test_an_address_that_misleads_is_refused(data: Path, url: str) -> None:
    _edit(data / "documents.yaml", "url: https://example.org/2023/a1.pdf", f"url: '{url}'")
    assert set(_codes(data)) <= {"R021", "R030"}
    assert "R021" in _codes(data)


@pytest.mark.parametrize("to", ["../../etc/passwd", "/etc/passwd", "evaluations/../../x", "units/shili", "", "."])
def test_a_form_moves_only_inside_the_site(data: Path, to: str) -> None:
    (data.parent / "x.yaml").write_text("a: b\n", encoding="utf-8")
    _edit(data / "withdrawn.yaml", "moved_to: evaluations/2023/shili-tushuguan/tushu-gouzhi", f"moved_to: '{to}'")
    assert _codes(data) == (["R021"] if to else [])


ORDERS = [
    "\x1b[2J",
    "\x1b]0;\x07",
    "\n::stop-commands::x",
    "\r::error::x",
    "\x9b31m",
    "##[error]",
    "##vso[x]",
    "\u202e",
]
OURS = ("::error file=", "::notice file=", "::warning file=")


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("form", ["text", "markdown", "github"])
def test_nothing_a_file_says_is_an_order_in_a_log(
    data: Path, order: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In choices, figures, dates, keys, comments, names of files and answers."""
    escaped = "".join(f"\\U{ord(character):08x}" for character in order)
    for cell in ("grade: 良", "approved: '2024-02-20'", "total_weight: 100"):
        _edit(data / FORM, cell, f'{cell.partition(":")[0]}: "{escaped}"')
    _edit(data / FORM, "total_score:", f'"key{escaped}": 1\ntotal_score:')
    other = data / "evaluations/2022/shili-tushuguan/tushu-gouzhi.yaml"
    with other.open("a", encoding="utf-8") as file:
        file.write('answers:\n  - rule: Z99\n    text: "说明\\n::stop-commands::x ##[group]"\n')
    (data / f"evaluations/2023/shili-tushuguan/{order.replace('/', '')}.yaml").write_text("x", encoding="utf-8")
    main(["check", str(data), "--format", form])
    printed = capsys.readouterr().out
    lines = printed.splitlines()
    assert all(line.startswith(OURS) for line in lines if line.lstrip().startswith("::"))
    assert not set(printed) & set("\x1b\x07\x9b\r\u202e")
    assert "##[" not in printed
    assert "##vso[" not in printed


def test_safe_leaves_plain_text_alone() -> None:
    text = "第 3 行“新书：购入”：目标 ≥20000.00(册)\n\t# 注释 ## 标题 a::b"
    assert safe(text) == text
    assert shown("一\n二") == "一 ⏎ 二"
