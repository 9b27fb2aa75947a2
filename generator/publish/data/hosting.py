"""Owns the files that speak to hosts and to who finds a weakness: header file, security.txt (RFC 9116). Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.publish.edition import Edition

REFERRER = "strict-origin-when-cross-origin"
"""Another site learns from which site a reader came, never from which page."""
HEADERS = {
    "Content-Security-Policy": "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": REFERRER,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""For every answer of the host. What scripts and styles a page may use, the page says itself."""


def hosting(edition: Edition) -> dict[str, bytes]:
    """Both files by their path; ``_headers`` is read by Netlify, Cloudflare Pages and GitLab's likes of them."""
    lines = "".join(f"  {name}: {value}\n" for name, value in HEADERS.items())
    return {"_headers": f"/*\n{lines}".encode(), ".well-known/security.txt": _security(edition).encode()}


def _security(edition: Edition) -> str:
    """Whom to tell; it is good until the spring after next year begins, and every build renews it."""
    contact = f"{edition.repository}/issues" if edition.repository else f"{edition.address}about/"
    lines = (
        f"Contact: {contact}",
        f"Expires: {edition.day.year + 1}-03-31T00:00:00Z",
        "Preferred-Languages: zh, en",
        f"Canonical: {edition.address}.well-known/security.txt",
    )
    return "".join(f"{line}\n" for line in lines)
