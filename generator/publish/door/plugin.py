"""Owns the MkDocs door: data/ in, virtual files out. Thin; whatever can be done elsewhere is done elsewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File

from generator.errors import WrongUse
from generator.history.dates import read_history
from generator.publish.door.settings import DisclosureConfig, edition_of
from generator.publish.site import Site, build_site
from generator.record import load

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from generator.history.dates import History

_ARTICLE = re.compile(r"<article\b.*?</article>", re.DOTALL)
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"?application/)[^>]*>(.*?)</script>", re.DOTALL)
logger = get_plugin_logger("disclosure")
_PAGES = Path(__file__).parent.parent / "pages"


class DisclosurePlugin(BasePlugin[DisclosureConfig]):  # type: ignore[no-untyped-call]
    """Publishes the records of a data folder."""

    _site: Site

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Read the data, refuse what cannot be published, add every generated page and download."""
        dataset = load(Path(self.config.records))
        if dataset.problems or dataset.registry is None:
            listed = "\n".join(str(problem) for problem in dataset.problems)
            raise PluginError(f"data/ 里有 {len(dataset.problems)} 处要改，没有生成网站：\n{listed}")
        try:
            edition = replace(edition_of(config, self.config), history=self._history())
        except WrongUse as error:
            raise PluginError(str(error)) from error
        self._site = build_site(dataset, edition)
        written = {file.src_uri: file.content_string for file in files.documentation_pages()}
        for path, text in self._site.pages.items():
            files.append(File.generated(config, path, content=text))
        for path, content in (self._site.files | self._site.search_files(written)).items():
            files.append(File.generated(config, path, content=content))
        return files

    def _history(self) -> History:
        history = read_history(Path(self.config.records))
        if history.gap:
            logger.info("没有写最近改动的日期：%s。", history.gap)
        return history

    def on_page_markdown(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Put the generated blocks into the written pages."""
        return self._site.fill(page.file.src_uri, markdown)

    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Say which scripts the page may run: its own files and the inline ones it was built with."""
        return with_content_policy(output)

    def on_post_template(self, output_content: str, /, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002
        """The same for pages that are templates, such as 404."""
        return with_content_policy(output_content) if template_name.endswith(".html") else output_content

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:  # noqa: ARG002
        """Follow changes of the data and the templates."""
        server.watch(self.config.records)
        server.watch(str(_PAGES / "templates"))
        return server


def with_content_policy(html: str) -> str:
    """Add a content security policy that allows the site's own origin and the theme's inline scripts by their hash.

    What stands in the article came from data or from a written page: a script there is never allowed.
    """
    theme = _ARTICLE.sub("", html)
    digests = (hashlib.sha256(script.encode()).digest() for script in _INLINE_SCRIPT.findall(theme))
    hashes = sorted({f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests})
    policy = "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {' '.join(hashes)}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return html.replace("<head>", f"<head>\n    {tag}", 1)
