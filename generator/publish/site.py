"""Owns everything that is published, before any builder sees it: pages and files by their path. Pure."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from generator.checks import RULES, Severity, run
from generator.checks.formats import as_text
from generator.errors import GeneratorError
from generator.forms.collection import collect
from generator.publish import search
from generator.publish.data.citation import DESCRIBED_ON, dataset
from generator.publish.data.downloads import Stock
from generator.publish.files import Shelf
from generator.publish.pages.blocks import fill
from generator.publish.pages.engine import Body, address_of, body_of
from generator.publish.pages.linked import element
from generator.publish.pages.pages import Pages
from generator.publish.pages.sources import Sources
from generator.publish.pieces import Piece, digest, made
from generator.publish.search import opensearch, read_written, rule_page
from generator.publish.words.quality import Checks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.checks import Finding, Report
    from generator.checks.report import Memory
    from generator.history.dates import Dates
    from generator.publish.edition import Edition
    from generator.publish.pages.making import Job, Made
    from generator.publish.pieces import Contents, Read
    from generator.publish.search import WrittenPage
    from generator.record.model import Form
    from generator.record.store import Dataset, StoredForm

_MOST_ERRORS = 30
"""That are said at the end of a build."""
NOT_SEARCHED = ("", "search/")
"""Home, which repeats what other pages say, and the page that asks the index; they are not in it."""


class PagesByPath(Mapping[str, str]):
    """The Markdown of every generated page by its path, each made when asked for and not kept."""

    def __init__(self, jobs: Iterable[Job]) -> None:
        self._jobs = {job.path: job for job in jobs}
        self._last: Made | None = None

    @property
    def plain(self) -> tuple[str, ...]:
        """The pages for which the theme's page can be filled; of ten thousand forms nearly all."""
        return tuple(path for path, job in self._jobs.items() if job.is_plain)

    def reads(self, path: str) -> str:
        """Digest of what a page is made from; empty where it is not told."""
        return self._jobs[path].reads()

    def made(self, path: str) -> Made:
        """A page with its pictures; whoever asks for one part asks for the other next."""
        if self._last is None or self._last.page.path != path:
            self._last = self._jobs[path].make()
        return self._last

    def __getitem__(self, path: str) -> str:
        return self.made(path).markdown

    def __iter__(self) -> Iterator[str]:
        return iter(self._jobs)

    def __len__(self) -> int:
        return len(self._jobs)

    def __contains__(self, path: object) -> bool:
        return path in self._jobs


@dataclass(frozen=True)
class Site:
    """Pages as Markdown and files as bytes, each by its path under the content folder."""

    pages: PagesByPath
    _shelf: Shelf
    changed: Mapping[str, str]
    """Day of the last change of a page by its path, such as 2024-03-31, where it is known."""
    forms: frozenset[str]
    """Ids of the forms that are shown."""
    _sources: Sources
    _findings: Mapping[str, Sequence[Finding]]
    """What the public sees of the rule book, by form id."""

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Every download, made when first asked for; the pictures come with their pages."""
        return made(self._shelf.pieces())

    def errors(self) -> str:
        """What the rule book calls an error, as ``generator check`` says it: for whoever builds, shown or not.

        Of very many a handful; ``generator check`` says all.
        """
        found = [item for item in self._sources.checks.report.findings if item.severity is Severity.ERROR]
        if len(found) <= _MOST_ERRORS:
            return as_text((), found, len(self.forms))
        said = as_text((), found[:_MOST_ERRORS], len(self.forms)).splitlines()[:-1]
        return "\n".join([*said, f"……还有 {len(found) - _MOST_ERRORS} 处错误，generator check 全部列出。", ""])

    def pieces(self, written: Mapping[str, str]) -> tuple[Piece, ...]:
        """All that is published beside pages and pictures; ``written`` as for the search."""
        sources, forms = self._sources, self._sources.collection.forms
        whole = sources.digest_of(*forms, beside=sorted(written.items()))
        if not whole:
            search_whole = Piece("search", partial(self._search, written), paths=(opensearch.PATH,), is_large=True)
            return (search_whole, *self._shelf.pieces())
        described = Piece(opensearch.PATH, self._described, whole, paths=(opensearch.PATH,))
        index = search.pieces(self._searched(written), lambda some: sources.digest_of(*some), whole)
        return (described, *index, *self._shelf.pieces())

    def _search(self, written: Mapping[str, str], _: Read) -> Contents:
        return self.search_files(written)

    def _searched(self, written: Mapping[str, str]) -> search.Searched:
        return search.Searched(self._sources.collection, self._findings, partial(self._read_written, written))

    def _read_written(self, written: Mapping[str, str]) -> tuple[WrittenPage, ...]:
        pages = (read_written(path, self.fill(path, written[path])) for path in sorted(written))
        return (*(page for page in pages if page.url not in NOT_SEARCHED), *map(rule_page, RULES))

    def _described(self, _: Read) -> Contents:
        edition = self._sources.edition
        return {opensearch.PATH: opensearch.description(edition.name, edition.address)}

    def made(self, path: str) -> Made:
        """A generated page with what stands beside its Markdown."""
        return self.pages.made(path)

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        """Every picture by its path."""
        for path in self.pages:
            yield from ((name, svg.encode()) for name, svg in self.made(path).pictures.items())

    def fill(self, path: str, markdown: str) -> str:
        """Put the generated blocks into a written page."""
        if (path, markdown) not in self._fillings:
            self._fillings[path, markdown] = fill(markdown, path, self._sources)
        return self._fillings[path, markdown]

    @cached_property
    def _fillings(self) -> dict[tuple[str, str], str]:
        """Written pages as they were filled: the builder asks, and the search."""
        return {}

    def made_whole(self, path: str) -> tuple[Made, Body]:
        """A generated page with its article."""
        return self.made(path), self.body(path)

    def linked(self, path: str) -> str:
        """What a written page says of itself to programs: the data set, on the page that explains and cites it."""
        if address_of(path) != DESCRIBED_ON:
            return ""
        sources = self._sources
        return element(dataset(sources.collection, sources.changed, sources.edition))

    def body(self, path: str) -> Body:
        """The article of a generated page as the site shows it."""
        made = self.made(path)
        return body_of(path, made.markdown, made.pictures)

    def picture_beside(self, path: str) -> Callable[[str], str | None]:
        """The pictures that a written page shows, by the address it gives them: each belongs to a generated page."""
        here = address_of(path)
        return lambda source: self._picture(posixpath.normpath(posixpath.join(here, source)))

    def owner(self, picture: str) -> tuple[str, ...]:
        """The page that shows a picture, given the path of the picture; none where it is the path of something else."""
        place = picture.rpartition("/")[0] if picture.endswith(".svg") else ""
        return tuple(path for path in (f"{place}.md", f"{place}/index.md") if path in self.pages)

    def _picture(self, name: str) -> str | None:
        return next((self.made(path).pictures.get(name) for path in self.owner(name)), None)

    def all_pages(self, written: Mapping[str, str]) -> dict[str, str]:
        """Generated pages and written ones with their blocks; ``written`` is Markdown by path."""
        return {path: self.fill(path, text) for path, text in written.items()} | dict(self.pages)

    def search_files(self, written: Mapping[str, str]) -> dict[str, bytes]:
        """The search index; ``written`` is the Markdown of the written pages by path."""
        described = Piece(opensearch.PATH, self._described)
        return made((described, *search.pieces(self._searched(written))))


def build_site(dataset: Dataset, edition: Edition, memory: Memory | None = None, *, tells: bool = True) -> Site:
    """Make everything the site publishes from a dataset without problems.

    ``memory`` is of the rules; where no piece has to tell what it reads, for a process that makes what is asked for,
    that is not worked out.

    Raises:
        ValueError: the dataset has problems; nothing half-read is published.
        Stopped: a record holds what must not be published, such as personal data.
    """
    if dataset.problems or dataset.registry is None:
        raise ValueError("a dataset with problems is not published")
    registry = dataset.registry
    published, report = _published(dataset, edition, memory)
    forms = [stored.form for stored in published]
    collection = collect(forms, registry)
    paths = {stored.form.id: stored.path for stored in published}

    def dates(form: Form) -> Dates | None:
        known = edition.history.dates.get(paths[form.id])
        return known.not_before(form.publish_after) if known and form.publish_after else known

    told = published if tells else ()
    marks = {stored.form.id: digest(stored.path, stored.text) for stored in told}
    sources = Sources(collection, Checks(report, edition.shown), dates, edition, marks)
    shown = {form.id: [item for item in report.of_form(form.id) if item.severity in edition.shown] for form in forms}

    known = ((form, dates(form)) for form in forms)
    changed = {f"{form.id}.md": found.last.date().isoformat() for form, found in known if found}
    ids = frozenset(form.id for form in forms)
    shelf = Shelf(Stock(collection, dates, edition, shown, tuple(report.rules.values())), sources, published)
    return Site(PagesByPath(Pages(sources).jobs()), shelf, changed, ids, sources, shown)


def _published(dataset: Dataset, edition: Edition, memory: Memory | None) -> tuple[tuple[StoredForm, ...], Report]:
    """The forms that may be out, and what the rule book says of them as if there were no others."""
    due = tuple(stored for stored in dataset.forms if stored.form.is_due(edition.day))
    report = run(replace(dataset, forms=due), memory)
    later = tuple(stored for stored in dataset.forms if not stored.form.is_due(edition.day))
    _expect_publishable(report, replace(dataset, forms=later))
    while edition.block_on_errors and report.blocked:
        due = tuple(stored for stored in due if stored.form.id not in report.blocked)
        report = run(replace(dataset, forms=due), memory)
    return due, report


def _expect_publishable(report: Report, others: Dataset) -> None:
    """Forms whose day has not come are asked too: better now than on the morning of that day."""
    stopping = [*report.stopping, *run(others).stopping]
    if stopping:
        raise Stopped("\n".join(as_text((), stopping, 0).splitlines()[:-1]))


class Stopped(GeneratorError):  # noqa: N818 -- it names what befell the build
    """Raised when a record holds what must not be published; the message lists every place with its mend."""
