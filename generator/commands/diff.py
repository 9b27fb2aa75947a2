"""``generator diff BASE [HEAD]``: what a change of data/ means, read through git without touching the work tree."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.checks.report import run as run_rules
from generator.clock import publish_date
from generator.commands import EXIT_FINDINGS, EXIT_FINE
from generator.commands.base import find_base
from generator.commands.sides import Project, Side, last_readable, read_side, with_former
from generator.errors import WrongUse
from generator.history.states import commit_of
from generator.publish.door.preview import LOOK, listing, page_file, relink, title_of
from generator.publish.edition import LOCAL_ADDRESS
from generator.record.registry import UNITS_FILE
from generator.record.unseen import safe
from generator.review.comparison import compare_states
from generator.review.links import ReportLinks
from generator.review.pages import as_html as pages_as_html
from generator.review.pages import as_markdown as pages_as_markdown
from generator.review.pages import page_changes
from generator.review.reasons import begins_anew, missing_reasons
from generator.review.rendering import RENDERINGS, as_html

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from generator.checks import Finding
    from generator.record.store import Dataset
    from generator.review.comparison import Comparison
    from generator.review.pages import PageChange
    from generator.review.reasons import MissingReason

NAME = "diff"
HELP = "say what a change of the data means: figures, texts, rows, consequences, pages"


_ANEW = "整套数据都换了。如果网站还从没发布过，加上 --published 网站的地址，就不用逐份写原因"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("base", help="a commit, such as main or HEAD~1; compared from where the two parted")
    parser.add_argument("head", nargs="?", help="a commit (default: the files as they are now)")
    parser.add_argument(
        "--data", type=Path, help="the data folder of both states (default: as the settings of each say)"
    )
    parser.add_argument("--content", type=Path, help="the written pages of both states (default: as the settings say)")
    parser.add_argument("--config", type=Path, help="the site's settings (default: mkdocs.yml beside the data folder)")
    parser.add_argument("--exact", action="store_true", help="compare with BASE itself, not from where the two parted")
    parser.add_argument(
        "--published",
        metavar="PLACE",
        help="the published site (a folder or an address): with --exact the commit it was made from is the base, where "
        "that can be found; where nothing is published yet, a whole new set of data needs no reasons",
    )
    parser.add_argument("--format", choices=tuple(RENDERINGS), default="text", help="default: text")
    parser.add_argument("--preview", metavar="DIR", type=Path, help="copy the pages that change into a new folder")
    parser.add_argument(
        "--preview-url", default="", help="where that folder can be seen, ending in /, or a page that leads there"
    )
    parser.add_argument("--pages", action="store_true", help="with --format markdown: the changed lines of the pages")
    parser.add_argument("--site", default="site", type=Path, help="the built site the preview copies (default: site)")
    parser.add_argument(
        "--require-reasons",
        action="store_true",
        help="exit 1 when a published figure changes, or a published form goes, without a stated reason",
    )


def run(arguments: argparse.Namespace) -> int:
    """Compare two states and print the report; the entries that are missing go to standard error."""
    _expect_preview_possible(arguments)
    beside = (arguments.data or Path("data")).resolve().parent
    project = Project(
        (arguments.config or beside / "mkdocs.yml").resolve(), publish_date(), arguments.data, arguments.content
    )
    near = arguments.data or project.root
    with tempfile.TemporaryDirectory() as folder:
        base = find_base(near, arguments.base, arguments.head, exact=arguments.exact, place=arguments.published)
        before, revision = last_readable(project, base.commit, Path(folder, "base"))
        after = read_side(project, arguments.head, Path(folder, "head"))
        _expect_data_folder(after.data)
        old, new = with_former(before, project, revision, after.snapshot).snapshot, after.snapshot
        pages = _changed_pages(before.pages, after.pages)
    names = None if pages is None else tuple(page.path for page in pages)
    comparison = replace(compare_states(old, new, _findings, project.day), pages=names, note=base.said)
    missing = missing_reasons(comparison, old, new, project.day, is_published=base.is_published)
    if missing and arguments.published is None and begins_anew(old, new):
        comparison = replace(comparison, note=_ANEW)
    links = _links(arguments, project, after)
    if arguments.preview:
        report = as_html(comparison, missing, replace(links, preview="./"))
        _write_preview(arguments, pages or (), report, after.settings.edition.address)
    text = RENDERINGS[arguments.format](comparison, missing, links)
    if arguments.pages:
        text += "\n" + pages_as_markdown(pages or ())
    sys.stdout.write(safe(text) if arguments.format in ("text", "markdown") else text)
    if arguments.format != "text":
        _tell(comparison, missing)
    is_refused = arguments.require_reasons and missing
    return EXIT_FINDINGS if is_refused or not comparison.is_readable else EXIT_FINE


def _links(arguments: argparse.Namespace, project: Project, after: Side) -> ReportLinks:
    """Where a reader goes from the report, as far as the settings say."""
    edition = after.settings.edition
    commit = commit_of(project.root, arguments.head or "HEAD") if edition.repository else ""
    site = "" if edition.address == LOCAL_ADDRESS else edition.address
    texts = {stored.form.id: stored.text for stored in after.snapshot.dataset.forms}
    return ReportLinks(edition.repository, commit, site, arguments.preview_url, texts)


def _write_preview(arguments: argparse.Namespace, pages: Sequence[PageChange], report: str, address: str) -> None:
    """Copy the changed pages of the built site, with what they need to look right, into a new folder."""
    site, target = arguments.site, arguments.preview
    files = [page_file(page.path) for page in pages]
    kept = {file: (site / file).read_text(encoding="utf-8") for file in files if (site / file).is_file()}
    for name, html in kept.items():
        _put(target / "site" / name, relink(html, name, kept, address).encode())
    for path in sorted((site / LOOK).rglob("*")):
        if path.is_file():
            _put(target / "site" / path.relative_to(site), path.read_bytes())
    _put(target / "changes.html", report.encode())
    _put(target / "pages.html", pages_as_html(pages).encode())
    first = listing([(file, title_of(html)) for file, html in kept.items()], [f for f in files if f not in kept])
    _put(target / "index.html", first.encode())


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _expect_preview_possible(arguments: argparse.Namespace) -> None:
    if arguments.pages and arguments.format != "markdown":
        raise WrongUse("--pages belongs to --format markdown")
    if arguments.preview is None:
        return
    if not (arguments.site / "index.html").is_file():
        raise WrongUse(f"no built site to copy from, run make site first: {arguments.site}")
    if arguments.preview.exists() and (not arguments.preview.is_dir() or any(arguments.preview.iterdir())):
        raise WrongUse(f"not an empty folder: {arguments.preview}")


def _expect_data_folder(data: Path) -> None:
    if not (data / UNITS_FILE).is_file():
        raise WrongUse(f"not a data folder, it has no {UNITS_FILE}: {data}")


def _tell(comparison: Comparison, missing: tuple[MissingReason, ...]) -> None:
    """What keeps the change from being taken, also where the report itself goes to a file."""
    for record in comparison.records:
        for problem in record.problems:
            print(safe(problem), file=sys.stderr)
    for item in missing:
        print(safe(f"{item.record.id}：{item.demand}：\n{item.skeleton}"), file=sys.stderr)


def _findings(dataset: Dataset) -> tuple[Finding, ...]:
    return run_rules(dataset).findings


def _changed_pages(before: Mapping[str, str] | None, after: Mapping[str, str] | None) -> tuple[PageChange, ...] | None:
    """Pages whose Markdown differs, written ones with their blocks; None where a state cannot be built."""
    if before is None or after is None:
        return None
    return page_changes(before, after)
