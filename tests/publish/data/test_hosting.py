"""Hosts are told what a page cannot say itself, and who finds a weakness whom to tell."""

from __future__ import annotations

import re

from generator.publish.data.hosting import HEADERS, hosting
from generator.publish.edition import Edition
from tests.conftest import DAY, ROOT


def test_the_header_file_holds_every_header_for_every_address() -> None:
    text = hosting(Edition(DAY))["_headers"].decode()
    assert text.splitlines()[0] == "/*"
    assert dict(line.strip().split(": ", 1) for line in text.splitlines()[1:]) == HEADERS


def test_nginx_is_told_the_same() -> None:
    text = (ROOT / "hosting/nginx.conf").read_text(encoding="utf-8")
    assert dict(re.findall(r'^add_header (\S+) "([^"]*)" always;$', text, re.MULTILINE)) == HEADERS


def test_who_finds_a_weakness_is_told_whom_to_tell() -> None:
    site = hosting(Edition(DAY, "https://example.org/jixiao/"))[".well-known/security.txt"].decode()
    assert "Contact: https://example.org/jixiao/about/\n" in site
    assert "Expires: 2025-03-31T00:00:00Z\n" in site
    hosted = hosting(Edition(DAY, repository="https://example.org/r"))[".well-known/security.txt"].decode()
    assert "Contact: https://example.org/r/issues\n" in hosted
