"""A record as plain lists and texts, for tests that write it again."""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML


def plain(text: str) -> dict[str, Any]:
    """Load a record with every scalar as the text it is written as."""
    loaded: dict[str, Any] = YAML(typ="base").load(text)
    return loaded
