"""Owns when an entry that states a reason counts: it says something, and its day can be true. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from generator.review.snapshot import Plain

PLACEHOLDER = "（写明为什么改）"
"""Stands in the skeleton; a reason that still says this is none."""
_FEWEST, _DIFFERENT = 4, 3
"""Letters a reason has at least, and how many different ones: “漏计一行” is one, “无” and “更正更正” are none."""


def flaws(entry: Plain, about: Plain, today: dt.date) -> tuple[str, ...]:
    """What keeps an entry from counting as the reason of a change of a form, in Chinese; nothing where it counts."""
    reason, day = entry.get("reason", "").strip(), entry.get("date", "")
    letters = re.findall(r"[^\W\d_]", reason)
    found = []
    if reason in ("", PLACEHOLDER):
        found.append("原因没有写")
    elif len(letters) < _FEWEST or len(set(letters)) < _DIFFERENT:
        found.append(f"原因“{reason}”没有说明什么，写明为什么改")
    if day < earliest(about):
        found.append(f"日期 {day} 早于这份表（{earliest(about)}）")
    if day > today.isoformat():
        found.append(f"日期 {day} 还没有到（今天是 {today}）")
    return tuple(found)


def earliest(form: Plain) -> str:
    """The first day on which a form can have been public, as far as it says."""
    return str(form.get("published") or form.get("approved") or f"{form.get('year', '')}-01-01")


def added(before: Iterable[Plain], after: Iterable[Plain]) -> list[Plain]:
    """The entries of a list that are new."""
    rest, found = list(before), []
    for entry in after:
        if entry in rest:
            rest.remove(entry)
        else:
            found.append(entry)
    return found


def altered(before: Iterable[Plain], after: Iterable[Plain], free: tuple[str, ...] = ()) -> list[Plain]:
    """The published entries that are gone or changed.

    A reason whose spelling was mended stays where ``earlier`` repeats what it said at first; ``free`` are the keys that
    may change.
    """
    rest = list(after)
    lost = []
    for entry in before:
        kept = next((other for other in rest if _is_kept(entry, other, free)), None)
        if kept is None:
            lost.append(entry)
        else:
            rest.remove(kept)
    return lost


def reworded(before: Iterable[Plain], after: Iterable[Plain]) -> list[tuple[Plain, Plain]]:
    """Published entries with the ones that mend the spelling of their reason."""
    after = list(after)
    pairs = [(entry, other) for entry in before for other in added(before, after) if _is_mended(entry, other)]
    return [(entry, other) for entry, other in pairs if _rest(entry) == _rest(other)]


def _is_kept(entry: Plain, other: Plain, free: tuple[str, ...]) -> bool:
    if entry == other:
        return True
    is_same = _rest(entry, free) == _rest(other, free)
    return is_same and (_said(entry) == _said(other) or _is_mended(entry, other))


def _is_mended(entry: Plain, other: Plain) -> bool:
    """The first words a reason was published with stay readable."""
    first = entry.get("earlier", entry.get("reason"))
    return first is not None and entry.get("reason") != other.get("reason") and other.get("earlier") == first


def _said(entry: Plain) -> tuple[Any, Any]:
    return entry.get("reason"), entry.get("earlier")


def _rest(entry: Plain, free: tuple[str, ...] = ()) -> Plain:
    return {key: value for key, value in entry.items() if key not in ("reason", "earlier", *free)}
