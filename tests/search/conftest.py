"""A page of the built site for the search tests; script errors and refusals of the policy fail the test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web import Lent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page


class _Searched(Lent):
    """Some tests refuse a file to the search, which the browser notes as an error: only the policy counts here."""

    def _note_console(self, kind: str, text: str) -> None:
        if "Content Security Policy" in text:
            super()._note_console(kind, text)


@pytest.fixture(scope="session")
def lent(browser: Browser, address: str) -> _Searched:
    """One page for all tests of the search; it closes with its browser."""
    return _Searched(browser, address, {"base_url": address})


@pytest.fixture
def page(lent: _Searched) -> Iterator[Page]:
    """A page as if fresh; a script error or a refusal of the content security policy fails the test."""
    size = lent.page.viewport_size
    yield lent.page
    lent.page.unroute_all()
    lent.page.context.clear_permissions()
    if size:
        lent.page.set_viewport_size(size)
    assert lent.take_back() == []
