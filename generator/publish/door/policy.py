"""Owns what a page tells the browser to refuse: content security policy, referrer policy, integrity of scripts.

The inline scripts that may run are those of the theme, read from an empty page that the theme itself builds; what
stands in a published page is never asked. Knows no form.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from typing import TYPE_CHECKING

from mkdocs.commands.build import get_context
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.publish.data.hosting import REFERRER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"?application/)[^>]*>(.*?)</script>", re.DOTALL)
_OWN_SCRIPT = re.compile(r'<script src="(?:[^"]*/)?(assets/[^"]+\.js)"')
_TEMPLATES = ("main.html", "404.html")


def theme_scripts(environment: Environment, config: MkDocsConfig) -> Callable[[str], tuple[str, ...]]:
    """The hashes of the theme's own inline scripts, by the way from a page to the root such as ``../..``."""

    @cache
    def hashes(base_url: str) -> tuple[str, ...]:
        pages = (_empty_page(environment, config, name, base_url) for name in _TEMPLATES)
        return _hashes(script for page in pages for script in _INLINE_SCRIPT.findall(page))

    return hashes


def _empty_page(environment: Environment, config: MkDocsConfig, template: str, base_url: str) -> str:
    page = Page("", File.generated(config, "empty.md", content=""), config)
    page.content = ""
    context = get_context(Navigation([], []), Files([]), config, page, base_url)
    context["base_url"] = base_url
    return environment.get_template(template).render(context)


def _hashes(scripts: Iterable[str]) -> tuple[str, ...]:
    digests = {hashlib.sha256(script.encode()).digest() for script in scripts}
    return tuple(sorted(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests))


def content_policy(scripts: Iterable[str]) -> str:
    """The policy: the site's own files, the inline scripts with these hashes, and nothing else."""
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self'", *scripts)),
            "style-src 'self'",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "require-trusted-types-for 'script'",
        )
    )


def with_policy(html: str, scripts: Iterable[str]) -> str:
    """The page with its policies at the top of its head."""
    tags = (
        f'<meta http-equiv="Content-Security-Policy" content="{content_policy(scripts)}">',
        f'<meta name="referrer" content="{REFERRER}">',
    )
    return html.replace("<head>", "\n    ".join(("<head>", *tags)), 1)


def integrity(files: Files) -> dict[str, str]:
    """What each script of the site must be, by its path (Subresource Integrity)."""
    return {file.dest_uri: _digest(file.content_bytes) for file in files.javascript_files()}


def _digest(content: bytes) -> str:
    return f"sha384-{base64.b64encode(hashlib.sha384(content).digest()).decode()}"


def with_integrity(html: str, known: Mapping[str, str]) -> str:
    """The page with what it must get for each script it names; what such a script imports is not said."""

    def said(match: re.Match[str]) -> str:
        return f'{match[0]} integrity="{known[match[1]]}"' if match[1] in known else match[0]

    return _OWN_SCRIPT.sub(said, html)
