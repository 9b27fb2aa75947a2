"""``generator dress DIR``: put the look of the site on pages that any builder has built from the rendered folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands import EXIT_FINE
from generator.errors import WrongUse
from generator.publish.dressing import dress_page

if TYPE_CHECKING:
    import argparse

NAME = "dress"
HELP = "dress the built pages of any builder: tables, pictures in line, folds, badges; twice is as once"
_DRESSED = "<!-- dressed -->"
"""Stands at the end of an article that has its look."""
_PLACES = ("article", "main")
"""Where builders put the text of a page; the first that a page has."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("site", type=Path, help="the folder of the built site; its pages are changed in place")


def run(arguments: argparse.Namespace) -> int:
    """Dress every page of a folder."""
    site: Path = arguments.site
    if not site.is_dir():
        raise WrongUse(f"no such folder: {site}")
    dressed = 0
    for path in sorted(site.rglob("*.html")):
        page = path.read_text(encoding="utf-8")
        changed = _dressed(page, path.parent, "../" * (len(path.relative_to(site).parts) - 1))
        if changed != page:
            path.write_text(changed, encoding="utf-8", newline="\n")
            dressed += 1
    print(f"装扮了 {dressed} 页。")
    return EXIT_FINE


def _dressed(page: str, folder: Path, root: str) -> str:
    """The page with its article dressed; as it is where it has none or has its look."""
    place = next((place for place in _PLACES if f"<{place}" in page and f"</{place}>" in page), None)
    if place is None or _DRESSED in page:
        return page
    before, opening, rest = page.partition(f"<{place}")
    attributes, end, rest = rest.partition(">")
    inner, closing, after = rest.rpartition(f"</{place}>")

    def picture(source: str) -> str | None:
        path = folder / source
        return path.read_text(encoding="utf-8") if "://" not in source and path.is_file() else None

    dressed = dress_page(inner, picture, root)
    return "".join((before, opening, attributes, end, dressed, _DRESSED, closing, after))
