"""What only the next build needs lies beside the site: taken over where nothing changed, never published."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.publish.door.kept import Folders, Kept
from generator.publish.door.writing import Store, write_all
from generator.publish.pieces import Piece, made

if TYPE_CHECKING:
    from pathlib import Path


def _pieces(words: dict[str, str], counted: list[str]) -> list[Piece]:
    """Each word a part of its own, joined in a file that is published."""

    def part(name: str, _: object) -> dict[str, bytes]:
        counted.append(name)
        return {f".parts/{name}": words[name].encode()}

    parts = [Piece(f".parts/{name}", partial(part, name), text) for name, text in words.items()]
    needs = tuple(piece.name for piece in parts)
    whole = Piece("all.txt", lambda read: {"all.txt": b"".join(map(read, needs))}, "all", needs, turn=1)
    return [*parts, whole]


def _store(site: Path, before: Store | None = None, target: Path | None = None) -> Store:
    aside = site.parent / "aside"
    kept = Kept(((Folders(site, aside), before.index.entries),)) if before else Kept()
    return Store(kept, "program", folders=Folders(target or site, aside))


def test_a_part_that_did_not_change_is_not_made_again(tmp_path: Path) -> None:
    counted: list[str] = []
    first, second = _store(tmp_path / "one"), {"a": "x", "b": "y"}
    digests = write_all(_pieces({"a": "x", "b": "-", "c": "z"}, counted), tmp_path / "one", first)
    assert digests.keys() == {"all.txt"}
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["all.txt"]
    assert counted == ["a", "b", "c"]
    after = _store(tmp_path / "one", first, tmp_path / "two")
    write_all(_pieces(second, counted), tmp_path / "two", after)
    assert (tmp_path / "two/all.txt").read_bytes() == b"xy"
    assert counted == ["a", "b", "c", "b"]
    assert sorted(path.name for path in (tmp_path / "aside").iterdir()) == ["a", "b"]


def test_a_part_that_is_not_what_it_was_is_made_again(tmp_path: Path) -> None:
    counted: list[str] = []
    first = _store(tmp_path / "one")
    write_all(_pieces({"a": "x"}, counted), tmp_path / "one", first)
    (tmp_path / "aside/a").write_bytes(b"half")
    write_all(_pieces({"a": "x"}, counted), tmp_path / "two", _store(tmp_path / "one", first, tmp_path / "two"))
    assert (tmp_path / "two/all.txt").read_bytes() == b"x"
    assert counted == ["a", "a"]


def test_without_a_place_for_them_no_parts_are_left(tmp_path: Path) -> None:
    write_all(_pieces({"a": "x"}, []), tmp_path / "site", Store())
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["all.txt"]
    assert made(_pieces({"a": "x"}, [])).keys() == {"all.txt"}
