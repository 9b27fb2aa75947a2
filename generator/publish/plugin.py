"""Owns the MkDocs door: data/ in, virtual files out. Thin; whatever can be done elsewhere is done elsewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import base
from mkdocs.config import config_options as options
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File

from generator.checks import Severity
from generator.clock import publish_date
from generator.errors import WrongUse
from generator.publish.edition import LOCAL_ADDRESS, Edition
from generator.publish.quality import ALL
from generator.publish.site import Site, build_site
from generator.record import load
from generator.review.history import read_history

if TYPE_CHECKING:
    import datetime as dt

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from generator.review.history import History

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"?application/)[^>]*>(.*?)</script>", re.DOTALL)
logger = get_plugin_logger("disclosure")
_PACKAGE = Path(__file__).parent


class DisclosureConfig(base.Config):  # type: ignore[no-untyped-call]
    """Options of the plugin in mkdocs.yml."""

    records = options.Dir(exists=True, default="data")
    """Folder of the records, relative to mkdocs.yml."""
    repository = options.Type(str, default="")
    """Address of the public repository, or empty."""
    severities = options.ListOfItems(options.Choice([severity.value for severity in Severity]), default=[])
    """Which findings the public sees (错误, 警告, 提示); empty: all."""
    block_on_errors = options.Type(bool, default=False)
    """Leave out each form with an error of the rule book that the unit has not answered."""


class DisclosurePlugin(BasePlugin[DisclosureConfig]):  # type: ignore[no-untyped-call]
    """Publishes the records of a data folder."""

    _site: Site

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Read the data, refuse what cannot be published, add every generated page and download."""
        dataset = load(Path(self.config.records))
        if dataset.problems or dataset.registry is None:
            listed = "\n".join(str(problem) for problem in dataset.problems)
            raise PluginError(f"data/ 里有 {len(dataset.problems)} 处要改，没有生成网站：\n{listed}")
        edition = Edition(
            day=_day(),
            address=config.site_url or LOCAL_ADDRESS,
            name=config.site_name,
            history=self._history(),
            repository=self.config.repository,
            shown=frozenset(Severity(value) for value in self.config.severities) or ALL,
            block_on_errors=self.config.block_on_errors,
        )
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
        server.watch(str(_PACKAGE / "templates"))
        return server


def _day() -> dt.date:
    try:
        return publish_date()
    except WrongUse as error:
        raise PluginError(str(error)) from error


def with_content_policy(html: str) -> str:
    """Add a content security policy that allows the site's own origin and the page's inline scripts by their hash."""
    digests = (hashlib.sha256(script.encode()).digest() for script in _INLINE_SCRIPT.findall(html))
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
