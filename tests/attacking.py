"""Puts texts into every field of every file of data/, publishes all, and looks whether one left its place."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import openpyxl
from markdown import Markdown
from mkdocs.config import load_config

from generator.publish.edition import Edition
from generator.publish.site import Site, build_site
from generator.record.personal import find
from generator.record.store import load
from generator.record.unseen import has_unseen
from tests.conftest import DAY, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

HARMLESS = "一段平常的文字"
_HOSTS = re.compile(r"(?:https?://example\.org/|mailto:|[^:]*$)", re.IGNORECASE)
_EMPTY = {"initial_budget": "1.00", "adjusted_budget": "1.00", "executed": "1.00", "execution_rate": "100.00"}


def usable(texts: Iterable[str]) -> list[str]:
    """The texts that a record may hold; the others are refused, each by its own test."""
    return [text for text in texts if text.strip() and not has_unseen(text) and not find(text)]


def plant(texts: Sequence[str], data: Path) -> None:
    """Write a folder of data with a unit, a document, a form of each kind and entries in each registry for each."""
    numbered = list(enumerate(texts))
    _put(data / "profile.yaml", {"region": texts[0], "rounding": "round", "grades": [{"name": "优", "from": "0"}]})
    departments = [{"id": f"d{n}", "name": text} for n, text in numbered]
    units = [{"id": f"u{n}", "name": text, "short": text, "department": f"d{n}"} for n, text in numbered]
    _put(data / "units.yaml", {"departments": departments, "units": units})
    parts = ("name", "description", "condition", "publisher")
    documents = [{"id": f"s{n}", **dict.fromkeys(parts, text), "url": "https://example.org/a"} for n, text in numbered]
    _put(data / "documents.yaml", {"documents": documents})
    expected = [{"year": "2022", "unit": t, "kind": "self_evaluation", "project": t, "basis": t} for t in texts]
    _put(data / "expected.yaml", {"expected": expected})
    withdrawn = [
        {"form": f"evaluations/2021/u{n}/x", "project": text, "date": "2024-05-06", "reason": text}
        for n, text in numbered
    ]
    _put(data / "withdrawn.yaml", {"withdrawn": withdrawn})
    for number, text in numbered:
        _put(data / f"evaluations/2023/u{number}/p{number}.yaml", _evaluation(number, text))
        _put(data / f"declarations/2023/u{number}/p{number}.yaml", _declaration(number, text))


def _put(path: Path, values: dict[str, Any]) -> None:
    """JSON is YAML, and its quotes hold any text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")


def _head(number: int, text: str, kind: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "title": text,
        "year": "2023",
        "project": text,
        "department": text,
        "unit": text,
        "source": {"document": f"s{number}", "position": "1", "narrative": "summary"},
        "remarks": [{"row": "1", "field": "target", "state": "doubtful", "note": text}],
        "observations": [{"row": "1", "field": "name", "rule": "D02", "note": text}],
        "answers": [{"rule": "A01", "field": "indicators", "text": text}],
        "corrections": [{"date": "2024-05-01", "field": "project", **dict.fromkeys(("old", "new", "reason"), text)}],
    }


def _evaluation(number: int, text: str) -> dict[str, Any]:
    row = {"level1": "产出指标", "level2": "数量指标", "weight": "50.00", "score": "40.00"}
    row |= dict.fromkeys(("name", "target", "actual", "reason"), text)
    line = {**_EMPTY, "weight": "10.00", "score": "10.00"}
    return {
        **_head(number, text, "self_evaluation"),
        "funds": {"amount_unit": "万元", **dict.fromkeys(("total", "fiscal", "carryover", "other"), line)},
        "goals": {"expected": text, "achieved": text},
        "indicators": [row, {**row, "level1": "效益指标", "level2": "社会效益指标"}],
        "total_weight": "100",
        "total_score": "90.00",
        "grade": "优",
    }


def _declaration(number: int, text: str) -> dict[str, Any]:
    return {
        **_head(number, text, "target_declaration"),
        "category": text,
        "amounts": {"amount_unit": "元", "amount_unit_basis": "printed", "project_total": "1.00"},
        "goals": dict.fromkeys(("period", "overall", "annual"), text),
        "indicators": [{"level1": "产出指标", "level2": "数量指标", "name": text, "target": text}],
    }


@dataclass
class Shape:
    """What a page is made of."""

    tags: set[tuple[str, str]] = field(default_factory=set)
    """Elements with each of their attributes; an element alone stands with an empty one."""
    text: str = ""


class _Reader(HTMLParser):
    """Takes a page apart as a browser does."""

    def __init__(self) -> None:
        super().__init__()
        self.shape = Shape()
        self.faults: list[str] = []
        self._texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.shape.tags |= {(tag, "")} | {(tag, name) for name, _ in attrs}
        for name, value in attrs:
            if name in ("href", "src", "action") and not _HOSTS.match(value or ""):
                self.faults.append(f"{name}={value}")
            if (name, value) in {("id", "x"), ("class", "x"), ("class", "y"), ("class", "x y")}:
                self.faults.append(f"{name}={value}")

    def handle_data(self, data: str) -> None:
        self._texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"comment {data[:40]}")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"declaration {decl[:40]}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"instruction {data[:40]}")

    def read(self, html: str) -> Shape:
        """Everything of a page."""
        self.feed(html)
        self.close()
        self.shape.text = squeezed("".join(self._texts))
        return self.shape


def squeezed(text: str) -> str:
    """A text without its spaces, of which Markdown and HTML keep one or none."""
    return "".join(text.split())


def reference() -> Callable[[str], str]:
    """python-markdown with the extensions of the project: the HTML of a page without its front matter."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    markdown = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
    return lambda page: markdown.reset().convert(page.split("\n---\n", 1)[-1])


def taken_apart(html: str) -> _Reader:
    """The HTML of a page as a browser reads it."""
    reader = _Reader()
    reader.read(html)
    return reader


def published(texts: Sequence[str], data: Path) -> Site:
    """The site of data that holds each text in every field."""
    plant(texts, data)
    dataset = load(data)
    assert [str(problem) for problem in dataset.problems] == []
    return build_site(dataset, Edition(DAY, "https://example.org/jixiao/", repository="https://example.org/r"))


def faults_of_pages(
    pages: Mapping[str, str],
    texts: Sequence[str],
    usual: set[tuple[str, str]],
    to_html: Callable[[str], str],
    every: int = 1,
) -> list[str]:
    """What in the pages is not as on pages of harmless data; and each form that does not show its text.

    ``every``: of so many texts one is looked at, of so many other pages too.
    """
    faults = []
    for at, (path, page) in enumerate(pages.items()):
        number = _form_number(path)
        if (at if number is None else number) % every:
            continue
        reader = taken_apart(to_html(page))
        faults += [f"{path}: {fault}" for fault in reader.faults]
        faults += [f"{path}: <{tag} {name}>" for tag, name in sorted(reader.shape.tags - usual)]
        text = "" if number is None else squeezed(texts[number])
        if text and reader.shape.text.count(text) < 5:
            faults.append(f"{path}: {text!r} stands {reader.shape.text.count(text)} times")
    return faults


def shape_of(pages: Mapping[str, str], to_html: Callable[[str], str]) -> set[tuple[str, str]]:
    """All elements and attributes of some pages."""
    return set().union(*(taken_apart(to_html(page)).shape.tags for page in pages.values()))


_OPENED = 8
"""One of so many workbooks of a form is opened; they are made alike, and opening takes its time."""


def faults_of_files(site: Site, texts: Sequence[str]) -> list[str]:
    """Files that cannot be read again, formulas, and texts that are not as they were."""
    faults = [f"path {path}" for path in (*site.pages, *site.files) if not re.fullmatch(r"[\w./-]+", path, re.ASCII)]
    faults += [f"path {path}" for path in (*site.pages, *site.files) if ".." in path or path.startswith("/")]
    wanted = set(texts)
    for path, body in site.files.items():
        if path.endswith(".csv"):
            rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))
            faults += [f"{path}: a row of {len(row)} cells" for row in rows if len(row) != len(rows[0])]
            cells = {cell for row in rows for cell in row}
            if path in {"data/forms.csv", "data/indicators.csv"} and not wanted <= cells:
                faults.append(f"{path}: lacks {sorted(wanted - cells)[:3]}")
        elif path.endswith(".json"):
            json.loads(body)
        elif path.endswith(".xml"):
            ET.fromstring(body)  # noqa: S314 -- our own file
        elif path.endswith(".xlsx"):
            number = _form_number(path)
            if number is None:
                faults += _faults_of_workbook(path, body, wanted)
            elif number % _OPENED == 0:
                faults += _faults_of_workbook(path, body, {texts[number]})
    return faults


def _form_number(path: str) -> int | None:
    """Which text a page or file of one form was made of; None for those of all."""
    found = re.fullmatch(r"(?:evaluations|declarations)/2023/u\d+/p(\d+)\.\w+", path)
    return int(found[1]) if found else None


def _faults_of_workbook(path: str, body: bytes, wanted: set[str]) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(body))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    faults = [f"{path}: formula {cell.value}" for cell in cells if cell.data_type == "f"]
    found = {squeezed(str(cell.value)) for cell in cells}
    return faults + [f"{path}: lacks {text!r}" for text in wanted if squeezed(text) not in found]
