"""Owns the preview of a change: which files of a built site show it, and links that work without the rest of the site.

Pure; the door copies the files.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

LOOK = "assets"
"""Folder of what every page needs to look as it does: styles, scripts, pictures, but no data and no index."""
_LINK = re.compile(r'(\s(?:href|src|action)=")([^"]*)"')
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_POLICY = re.compile(r'\s{0,16}<meta http-equiv="Content-Security-Policy"[^>]*>')


def page_file(path: str) -> str:
    """The HTML file of a Markdown page: ``years/2023.md`` is ``years/2023/index.html``."""
    stem = path.removesuffix(".md")
    return f"{stem}.html" if stem.rpartition("/")[2] == "index" else f"{stem}/index.html"


def relink(html: str, at: str, kept: Container[str], address: str) -> str:
    """Make a page of the site stand among ``kept`` pages only, opened from a disk.

    A link to a kept page names its file, a link to any other goes to the published site at ``address``. The content
    security policy goes, for it speaks of an origin, and a file has none.
    """

    def link(match: re.Match[str]) -> str:
        return f'{match[1]}{_target(match[2], at, kept, address)}"'

    return _LINK.sub(link, _POLICY.sub("", html, count=1))


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


def title_of(html: str) -> str:
    """The title of a page, still escaped."""
    found = _TITLE.search(html)
    return found[1].strip() if found else ""


def listing(pages: Iterable[tuple[str, str]], gone: Iterable[str]) -> str:
    """The first page of a preview: every changed page by file and escaped title, then the addresses that are gone."""
    links = "\n".join(f'<li><a href="site/{file}">{title}</a></li>' for file, title in pages)
    lost = "\n".join(f"<li>{page.removesuffix('index.html')}</li>" for page in gone)
    removed = f"<h2>不再有的页面</h2>\n<ul>\n{lost}\n</ul>\n" if lost else ""
    return _LISTING.format(links=links, removed=removed)


_LISTING = """<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>这次改动的页面</title>
<style>
body {{ font: 18px/1.7 sans-serif; max-width: 48rem; margin: 1rem auto; padding: 0 1rem; overflow-wrap: anywhere; }}
</style>
<h1>这次改动的页面</h1>
<p>没有改动的页面不在这里，指向它们的链接通向已经公开的网站。改了什么，见<a href="changes.html">数据变化</a>。</p>
<ul>
{links}
</ul>
{removed}</html>
"""
