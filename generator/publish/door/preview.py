"""Owns the preview of a change: which files of a built site show it, and links that work without the rest of the site.

Pure; the door copies the files.
"""

from __future__ import annotations

import html
import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

LOOK = "assets"
"""Folder of what every page needs to look as it does: styles, scripts, pictures, but no data and no index."""
_LINK = re.compile(r'(\s(?:href|src|action)=")([^"]*)"')
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_INTEGRITY = re.compile(r' integrity="sha384-[^"]*"')


def page_file(path: str) -> str:
    """The HTML file of a Markdown page: ``years/2023.md`` is ``years/2023/index.html``."""
    stem = path.removesuffix(".md")
    return f"{stem}.html" if stem.rpartition("/")[2] == "index" else f"{stem}/index.html"


def relink(page: str, at: str, kept: Container[str], address: str) -> str:
    """Make a page of the site stand among ``kept`` pages only, opened from a disk.

    A link to a kept page names its file, a link to any other goes to the published site at ``address``. The content
    security policy speaks of files where it spoke of the site's origin, which a file has none of; integrity goes, for
    a browser does not check it there.
    """

    def link(match: re.Match[str]) -> str:
        return f'{match[1]}{_target(match[2], at, kept, address)}"'

    return _LINK.sub(link, _POLICY.sub(_for_files, _INTEGRITY.sub("", page), count=1))


def _for_files(policy: re.Match[str]) -> str:
    return policy[0].replace("form-action 'self'", "form-action https: http:").replace("'self'", "file:")


def _target(link: str, at: str, kept: Container[str], address: str) -> str:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path:
        return link
    path = posixpath.normpath(posixpath.join(posixpath.dirname(at), parts.path))
    path = "" if path == "." else path
    is_folder = not path or parts.path.endswith(("/", "."))
    file = posixpath.join(path, "index.html") if is_folder else path
    tail = link[len(parts.path) :]
    if file in kept:
        return f"{posixpath.relpath(file, posixpath.dirname(at) or '.')}{tail}"
    return link if path.startswith(f"{LOOK}/") else f"{address}{path}{'/' if path and is_folder else ''}{tail}"


def title_of(page: str) -> str:
    """The title of a page, as text."""
    found = _TITLE.search(page)
    return html.unescape(found[1].strip()) if found else ""


def listing(pages: Iterable[tuple[str, str]], gone: Iterable[str]) -> str:
    """The first page of a preview: every changed page by file and title, then the addresses that are gone."""
    addresses = [page.removesuffix("index.html") for page in gone]
    return _TEMPLATES.get_template("preview.html.j2").render(pages=list(pages), gone=addresses)


_TEMPLATES = Environment(
    loader=PackageLoader("generator.publish.door"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    keep_trailing_newline=True,
)
