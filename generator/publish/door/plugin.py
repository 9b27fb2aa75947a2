"""Owns the MkDocs door: data/ in, virtual files out. Thin; whatever can be done elsewhere is done elsewhere."""

from __future__ import annotations

import logging
import posixpath
import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup, escape
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils import CountHandler, get_relative_url
from mkdocs.utils.meta import get_data

from generator.errors import GeneratorError
from generator.history.dates import read_history
from generator.publish.compiled import Compiled
from generator.publish.door.bill import BILL, bill
from generator.publish.door.describing import describe
from generator.publish.door.manifest import MANIFEST
from generator.publish.door.named import NamedFile
from generator.publish.door.offer import Offer
from generator.publish.door.policy import integrity, theme_scripts, with_integrity, with_policy
from generator.publish.door.settings import DisclosureConfig, edition_of
from generator.publish.door.shell import Shell, Theme, can_fill
from generator.publish.door.writing import Store, write, write_all, write_part
from generator.publish.dressing import dress_page
from generator.publish.pages.engine import address_of
from generator.publish.pieces import Piece, digest
from generator.publish.scripts import SEARCH, in_one_file
from generator.publish.site import Site, build_site
from generator.record.store import load
from generator.workers import spread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from generator.history.dates import History
    from generator.publish.edition import Edition
    from generator.publish.pages.engine import Body
    from generator.publish.pages.making import Made
    from generator.publish.pieces import Contents, Read

logger = get_plugin_logger("disclosure")
_LINK = re.compile(r"(?<![\w./-])([\w./-]{1,300})(#?)")
"""Whatever may be the name of a file, where it has a dot, and whether a place in it is meant."""
_PAGES = Path(__file__).parent.parent / "pages"


_THEME = Compiled("theme")
_MANY = 500
"""Pages from which on those that list them are much work."""


class DisclosurePlugin(BasePlugin[DisclosureConfig]):  # type: ignore[no-untyped-call]
    """Publishes the records of a data folder."""

    _edition: Edition
    _site: Site
    _nav: Navigation
    _theme: Theme
    _filled: list[str]
    """Generated pages that the builder never sees."""
    _pieces: Sequence[Piece]
    """All else that is published, made at the end; the builder sees the names of files that are linked."""
    _printed: dict[str, tuple[Made, Body]]
    """Generated pages that the builder prints: few, made once."""
    store: Store
    """What is kept from one build to the next, set by who has a place for it."""
    _markdown: dict[str, str]
    """Written pages with their blocks, front matter and all, by path."""
    _scripts: Callable[[str], tuple[str, ...]]
    _integrity: Mapping[str, str]

    def __init__(self) -> None:
        super().__init__()
        self.store = Store()
        self._offer: Offer | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002
        """Stay from build to build; who serves makes a page or a file when it is asked for."""
        self._offer = Offer() if command == "serve" else None

    def on_config(self, config: MkDocsConfig, /) -> MkDocsConfig:
        """Let ``--strict`` count the warnings that ``--quiet`` does not print."""
        log = logging.getLogger("mkdocs")
        if config.strict and log.level > logging.WARNING:
            for handler in log.handlers:
                if not isinstance(handler, CountHandler):
                    handler.setLevel(max(handler.level, log.level))
            log.setLevel(logging.WARNING)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read the data and refuse what cannot be published, before the builder empties the old site."""
        try:
            offer, known = self._offer, self._offer or self.store
            dataset = load(Path(self.config.records), known.records)
            if dataset.problems or dataset.registry is None:
                listed = "\n".join(str(problem) for problem in dataset.problems)
                raise PluginError(f"data/ 里有 {len(dataset.problems)} 处要改，没有生成网站：\n{listed}")
            self._edition = replace(edition_of(config, self.config), history=self._history())
            site = build_site(dataset, self._edition, known.findings, tells=offer is None)
            if offer:
                offer.close()  # a state that cannot be published leaves the last one on offer
            self._site = site
        except GeneratorError as error:
            raise PluginError(str(error)) from error

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Add the pages and files that the builder has to know; the others are written beside its own at the end."""
        written = {file.src_uri: file.content_string for file in files.documentation_pages()}
        self._markdown = {path: self._site.fill(path, text) for path, text in written.items()}
        self._pieces = self._site.pieces(written)
        linked = _linked(self._markdown)
        for link in tuple(linked):
            linked |= dict.fromkeys(self._site.owner(link), True)  # the builder writes a picture with its page
        plain = self._site.pages.plain if self.config.fill and can_fill(config) else ()
        self._filled = [path for path in plain if not linked.get(path)]
        filled = set(self._filled)
        printed = [path for path in self._site.pages if path not in filled]
        large = len(printed) if len(plain) >= _MANY else 0  # each tells of all forms
        self._printed = dict(zip(printed, spread(self._site.made_whole, printed, large), strict=True))
        for path, (made, _) in self._printed.items():
            files.append(File.generated(config, path, content=made.markdown))
            for name, svg in made.pictures.items():
                files.append(File.generated(config, name, content=svg))
        others = filled.union(path for piece in self._pieces for path in piece.paths)
        for path in linked.keys() & others:
            files.append(NamedFile(path))
        _bundle(files, config)
        return files

    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Keep the navigation, which the theme prints on every page."""
        self._nav = nav
        return nav

    def _history(self) -> History:
        history = read_history(Path(self.config.records))
        if history.gap:
            logger.info("没有写最近改动的日期：%s。", history.gap)
        return history

    def on_page_markdown(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Put the generated blocks into the written pages; the generated ones need no engine of the builder's."""
        path = page.file.src_uri
        if path in self._printed:
            made = self._printed[path][0].page
            page.meta["crumbs"] = made.crumbs
            page.meta["linked"] = Markup(made.linked)  # noqa: S704 -- escaped
            return ""
        page.meta["linked"] = Markup(self._site.linked(path))  # noqa: S704 -- escaped
        filled: str = get_data(self._markdown[path])[0]
        return filled

    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Put on the look: a generated page is made and dressed, a written one dressed."""
        path = page.file.src_uri
        if path not in self._printed:
            return dress_page(html, self._site.picture_beside(path))
        body = self._printed[path][1]
        page.toc = TableOfContents([])
        page.present_anchor_ids = set(body.anchors)
        return body.html

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """Escape what templates take from a page's head, and learn the theme's scripts before any page is built."""
        for file in files.documentation_pages():
            if file.page is not None:
                _escape_head(file.page)
        env.bytecode_cache = _THEME
        self._scripts = theme_scripts(env, config)
        self._integrity = integrity(files)
        self._theme = Theme(env, config, self._nav, self._guarded)
        env.globals["addresses"] = sorted(
            (f"{config.site_url}{address_of(path)}".rstrip("/") + "/", self._site.changed.get(path))
            for path in (*self._markdown, *self._site.pages)
        )
        return env

    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Say which scripts the page may run: the site's own files and the theme's inline ones."""
        return self._guarded(output, get_relative_url(".", page.url))

    def on_post_template(self, output_content: str, /, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for pages that are templates, such as 404, whose links begin at the host."""
        if not template_name.endswith(".html"):
            return output_content
        return self._guarded(output_content, urlsplit(config.site_url or "/").path)

    def _guarded(self, html: str, base_url: str) -> str:
        return with_policy(with_integrity(html, self._integrity), self._scripts(base_url))

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Fill the pages that are all alike, write the downloads; last say what stands in the folder."""
        site = Path(config.site_dir)
        texts = self._markdown | {path: made.markdown for path, (made, _) in self._printed.items()}
        for path, text in texts.items():
            write(site / address_of(path) / "index.md", text.encode())
        if self._offer:
            self._offer.open((*self._pieces, *self._pages()), site)
            return
        if self.store.share:
            write_part((*self._pieces, *self._pages()), self.store)
            return
        digests = write_all((*self._pieces, *self._pages()), site, self.store)
        (site / BILL).write_bytes(bill())
        manifest = describe(site, self._edition.day, Path(self.config.records), digests)
        (site / MANIFEST).write_bytes(manifest.to_bytes())

    def _pages(self) -> Iterator[Piece]:
        """The pages that are all alike, each with its Markdown and its pictures, past the builder."""
        if not self._filled:
            return
        shell = Shell(self._theme)
        for path in self._filled:
            reads = self._site.pages.reads(path)
            yield Piece(path, partial(self._page, shell, path), reads and digest(reads, shell.mark(path)))

    def _page(self, shell: Shell, path: str, _: Read) -> Contents:
        made, body = self._site.made_whole(path)
        address = address_of(path)
        files = {
            f"{address}/index.html": shell.fill(made.page, body.html).encode(),
            f"{address}/index.md": made.markdown.encode(),
        }
        return files | {name: svg.encode() for name, svg in made.pictures.items()}

    def errors(self) -> str:
        """What whoever builds should know of the forms that were published."""
        return self._site.errors()

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:  # noqa: ARG002
        """Follow changes of the data and the templates."""
        server.watch(self.config.records)
        server.watch(str(_PAGES / "templates"))
        if self._offer:
            server.set_app(self._offer.answering(server.serve_request, server.mount_path))
        return server


def _bundle(files: Files, config: MkDocsConfig) -> None:
    """Let the script of the search page hold all it imports; where a theme has none, nothing."""
    scripts = {file.src_uri: file for file in files.javascript_files()}
    if file := scripts.get(SEARCH):
        files.remove(file)
        files.append(
            File.generated(config, SEARCH, content=in_one_file(SEARCH, lambda path: scripts[path].content_string))
        )


def _linked(pages: Mapping[str, str]) -> dict[str, bool]:
    """The files that pages seem to link, at least all of them, and whether a place in the file is meant.

    The builder looks for dead links, for which a name is enough, and for places that no page has.
    """
    found: dict[str, bool] = {}
    for path, text in pages.items():
        for link, mark in _LINK.findall(text):
            if "." in link:
                name = posixpath.normpath(posixpath.join(posixpath.dirname(path), link))
                found[name] = found.get(name, False) or bool(mark)
    return found


def _escape_head(page: Page) -> None:
    """Title, description and all else of the front matter are text; the theme prints them as they are."""
    page.meta = {key: escape(value) if isinstance(value, str) else value for key, value in page.meta.items()}
