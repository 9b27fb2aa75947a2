"""Owns what pages say of themselves to programs (schema.org, JSON-LD). Data, never a script that runs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.publish.edition import Edition
    from generator.publish.pages.page import Page
    from generator.record.model import Form

_FORMATS = {
    "text/markdown": "/index.md",
    "application/yaml": ".yaml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
"""In which a form is published beside its page, with what stands behind the address of the page."""
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}
"""What could end the element that holds the data, as JSON writes it where it must."""


def linked_data(form: Form, page: Page, edition: Edition) -> str:
    """The element for the head of a form's page."""
    values: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": page.title,
        "description": page.description,
        "url": page.address,
        "inLanguage": "zh-CN",
        "temporalCoverage": str(form.year),
        "author": {"@type": "GovernmentOrganization", "name": form.unit},
        "isPartOf": {"@type": "WebSite", "name": edition.name, "url": edition.address},
        "encoding": [
            {"@type": "MediaObject", "encodingFormat": media_type, "contentUrl": f"{page.address.rstrip('/')}{ending}"}
            for media_type, ending in _FORMATS.items()
        ],
    }
    if page.changed:
        values["dateModified"] = page.changed
    return element(values)


def element(values: Mapping[str, Any]) -> str:
    """Linked data for the head of a page."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return f'<script type="application/ld+json">{text}</script>'
