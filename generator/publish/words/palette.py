"""Owns the colours of the site, in light and in dark: for its stylesheet and for pictures that stand alone.

AA contrast on the ground of either scheme; none carries a meaning that a word or a shape does not carry too.
"""

from __future__ import annotations

PATH = "assets/palette.css"
PALETTE = {
    "ink": ("#1a2330", "#e7ebf1"),
    "muted": ("#56616f", "#a4afbd"),
    "faint": ("#b9c1cb", "#4b5765"),
    "line": ("#dde2e8", "#333d4a"),
    "surface": ("#f5f7fa", "#1c232d"),
    "ground": ("#fff", "#141a22"),
    "accent": ("#1f3f77", "#a5c2f3"),
    "accent-soft": ("#dfe8f6", "#26354d"),
    "full": ("#2c5a86", "#7fb0de"),
    "partly": ("#8a5800", "#e8bd6c"),
    "partly-soft": ("#fbf1dd", "#372c17"),
    "none": ("#9c2b20", "#f2a093"),
    "none-soft": ("#fbe9e6", "#3c221f"),
    "mark": ("#ffe9a8", "#5a4a16"),
    "note": ("#4b5a73", "#a9b6ca"),
}
"""Light and dark, by the name of the custom property."""
_LIGHT, _DARK = 0, 1
_SCHEMES = {':root,\n[data-md-color-scheme="default"]': _LIGHT, '[data-md-color-scheme="slate"]': _DARK}


def properties(scheme: int) -> str:
    """The custom properties of light (0) or dark (1), as CSS declarations in one line."""
    return " ".join(f"--{name}: {colours[scheme]};" for name, colours in PALETTE.items())


def stylesheet() -> bytes:
    """The properties for the two schemes of the theme."""
    return "\n".join(f"{selector} {{\n  {properties(scheme)}\n}}\n" for selector, scheme in _SCHEMES.items()).encode()
