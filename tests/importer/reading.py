"""What an import got right, wrong and wrong without saying so, against what a form says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.importer.invented import wanted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.importer import Draft
    from tests.importer.invented import Form, Layout


def cells(values: object, at: str = "") -> Iterator[tuple[str, str]]:
    """Path and text of every cell that is not empty."""
    if isinstance(values, dict):
        for key, value in values.items():
            yield from cells(value, f"{at}.{key}".lstrip("."))
    elif isinstance(values, list):
        for number, value in enumerate(values, 1):
            yield from cells(value, f"{at}.{number}")
    elif values not in (None, ""):
        yield at, str(values)


def wrong_cells(draft: Draft, form: Form, layout: Layout) -> dict[str, tuple[str, str]]:
    """Cells that are not what the form says: wanted and found, by path; rows nobody printed too."""
    want, have = wanted(form, layout), dict(cells(draft.values))
    extra = {path for path in have if path.startswith("indicators.")} - want.keys()
    return {
        path: (want.get(path, ""), have.get(path, ""))
        for path in (*want, *sorted(extra))
        if want.get(path, "") != have.get(path, "")
    }


def silent_cells(draft: Draft, form: Form, layout: Layout) -> dict[str, tuple[str, str]]:
    """Wrong cells no doubt covers."""
    return {path: pair for path, pair in wrong_cells(draft, form, layout).items() if not is_doubtful(draft, path)}


def is_doubtful(draft: Draft, path: str) -> bool:
    """A doubt covers the cell at a path such as ``indicators.3.score``."""
    parts = path.split(".")
    return draft.is_doubtful(parts[2], int(parts[1])) if parts[0] == "indicators" else draft.is_doubtful(path)
