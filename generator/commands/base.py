"""Owns what a change is held against: a commit as it was named, or what the site shows, where that can be found out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.commands.published import Unknown, published_commit
from generator.history.git import GitTrouble
from generator.history.states import common_base, exact_base

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Base:
    """The state before a change."""

    commit: str
    is_published: bool = True
    """Something is published, as far as anybody knows."""
    said: str = ""
    """For the report, in Chinese: what it is compared with, where that is not the commit that was named."""


def find_base(folder: Path, named: str, head: str | None, *, exact: bool, place: str | None) -> Base:
    """What a change of a folder is compared with.

    Args:
        folder: in the repository.
        named: a commit; the base unless the site knows better.
        head: the commit of the change; None: the files as they are now.
        exact: compare with the base itself, not from where the two parted.
        place: the published site, a folder or an address; None: not asked.

    Raises:
        GitTrouble: no such commit.
        WrongUse: the place is neither a folder nor an address.
    """
    find = exact_base if exact else common_base
    if place is None:
        return Base(find(folder, named, head))
    try:
        commit = published_commit(place)
    except Unknown as unknown:
        return Base(
            find(folder, named, head), said=f"不知道网站上是哪个版本（{unknown}），和 {named} 比较" if exact else ""
        )
    if commit is None:
        said = f"{place} 还没有发布过任何东西，和 {named} 比较"
        return Base(find(folder, named, head), is_published=False, said=said)
    if not exact:
        return Base(find(folder, named, head))
    try:
        return Base(exact_base(folder, commit, head), said=f"和网站上的版本 {commit[:12]} 比较")
    except GitTrouble:
        said = f"网站上的版本 {commit[:12]} 不在这个仓库里，和 {named} 比较"
        return Base(find(folder, named, head), said=said)
