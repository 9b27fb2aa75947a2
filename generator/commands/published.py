"""Owns how commands reach a published site, a folder or an address, and what it says it was made from.

Reads only. Must not judge what it finds.
"""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from functools import partial
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import WrongUse
from generator.publish.door.manifest import MANIFEST, Manifest, read_manifest

if TYPE_CHECKING:
    from collections.abc import Callable

    Fetch = Callable[[str], bytes]
    """The bytes of a file of the site by its path; OSError where it cannot be had."""

_PATIENCE = 30
"""Seconds to wait for one answer of a web server."""
_LARGEST = 512 * 1024 * 1024
"""Bytes; no file of a site is larger."""
_ABSENT = (404, 410)
"""Answers of a web server that has no such file."""
_COMMIT = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")


class Unknown(Exception):  # noqa: N818 -- it names what is known of a site
    """Something may be published there, but not what; the message says why, in Chinese."""


def files_of(place: str) -> Fetch:
    """How files of a site are had.

    Raises:
        WrongUse: neither a folder nor a web address.
    """
    if place.startswith(("https://", "http://")):
        return partial(_download, place.rstrip("/"))
    if not Path(place).is_dir():
        raise WrongUse(f"neither a folder nor an address: {place}")
    return lambda name: (Path(place) / name).read_bytes()


def manifest_of(fetch: Fetch, place: str) -> Manifest:
    """The manifest of a site.

    Raises:
        WrongUse: there is none that can be read.
    """
    try:
        return read_manifest(fetch(MANIFEST))
    except (OSError, ValueError, urllib.error.URLError) as error:
        raise WrongUse(f"no manifest that can be read: {place}/{MANIFEST}: {error}") from error


def published_commit(place: str) -> str | None:
    """The commit a published site was made from; None where nothing is published there at all.

    Raises:
        WrongUse: neither a folder nor a web address.
        Unknown: the site cannot be reached, or does not say what it was made from.
    """
    fetch = files_of(place)
    try:
        body = fetch(MANIFEST)
    except (OSError, HTTPException) as error:
        if not _is_absent(error):
            raise Unknown(f"连不上 {place}：{error}") from error
        if _is_there(fetch):
            raise Unknown(f"{place} 上有网站，但没有 {MANIFEST}，不知道是哪个版本") from error
        return None
    try:
        commit = read_manifest(body).commit
    except ValueError as error:
        raise Unknown(f"{place} 的 {MANIFEST} 读不懂：{error}") from error
    if not _COMMIT.fullmatch(commit):
        raise Unknown(f"{place} 不是从一个提交生成的")
    return commit


def _is_there(fetch: Fetch) -> bool:
    try:
        fetch("index.html")
    except (OSError, HTTPException) as error:
        return not _is_absent(error)
    return True


def _is_absent(error: Exception) -> bool:
    """A clear no; whatever else goes wrong says nothing of what is published."""
    return isinstance(error, FileNotFoundError) or (isinstance(error, urllib.error.HTTPError) and error.code in _ABSENT)


def _download(address: str, name: str) -> bytes:
    url = f"{address}/{urllib.request.pathname2url(name)}"
    request = urllib.request.Request(url, headers={"Cache-Control": "no-cache"})  # noqa: S310 -- http(s) only, see files_of
    with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
        body: bytes = answer.read(_LARGEST + 1)
    if len(body) > _LARGEST:
        raise OSError(f"larger than {_LARGEST} bytes")
    return body
