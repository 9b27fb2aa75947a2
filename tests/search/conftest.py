"""A fresh page of the built site for the search tests; script errors and refusals of the policy fail the test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page


@pytest.fixture(scope="module")
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """What the pages of a file have in common: what the browser fetched once, as a reader's has."""
    opened = browser.new_context(base_url=address, locale="zh-CN")
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A fresh page; a script error or a refusal of the content security policy fails the test."""
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda line: errors.append(line.text) if "Content Security Policy" in line.text else None)
    yield opened
    if opened.url.startswith("http"):
        opened.evaluate("localStorage.clear(), sessionStorage.clear()")
    context.clear_permissions()
    opened.close()
    assert errors == []
