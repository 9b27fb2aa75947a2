"""Tables are joined from rows made block by block: an edited record costs its block, and the files are the same."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from generator.publish.data import parts
from generator.publish.data.columns import DatedForm
from generator.publish.door.kept import Folders, Kept
from generator.publish.door.writing import Store, write_all
from generator.publish.edition import Edition
from generator.publish.site import build_site
from generator.record.store import load
from tests.conftest import DAY, REGION_DATA
from tests.kinds import FORMS

if TYPE_CHECKING:
    from pathlib import Path

    from generator.publish.pieces import Contents, Piece, Read

EDITED = "evaluations/2023/qinghe-shuili-ju/fangxun-wuzi"


@pytest.fixture(autouse=True)
def _short_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_MEAN", 4)


def test_one_form_more_changes_one_block() -> None:
    rows = [DatedForm(form, None, "") for form in FORMS]
    names = [[row.form.id for row in block.rows] for block in parts.blocks_of(rows)]
    assert len(names) > 3
    assert [name for block in names for name in block] == [form.id for form in FORMS]
    for left_out in rows:
        others = [row for row in rows if row is not left_out]
        now = [[row.form.id for row in block.rows] for block in parts.blocks_of(others)]
        assert len([block for block in now if block not in names]) <= 1


def _pieces(data: Path, made: list[str]) -> list[Piece]:
    """The pieces of the tables; ``made`` hears of each that is made."""

    def told(piece: Piece) -> Piece:
        def make(read: Read) -> Contents:
            made.append(piece.name)
            return piece.make(read)

        return piece._replace(make=make)

    pieces = build_site(load(data), Edition(DAY)).pieces({})
    return [told(piece) for piece in pieces if piece.paths and piece.paths[0].startswith(("data/", ".parts/"))]


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_edited_record_makes_the_rows_of_its_block_and_no_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKERS", "1")
    data = shutil.copytree(REGION_DATA, tmp_path / "data")
    made: list[str] = []
    first = Store(Kept(), "program", folders=Folders(tmp_path / "one", tmp_path / "aside"))
    write_all(_pieces(data, made), tmp_path / "one", first)
    blocks = [name for name in made if name.endswith(".rows")]
    assert len(blocks) > 3

    record = data / f"{EDITED}.yaml"
    record.write_text(record.read_text("utf-8").replace("score: 13.33", "score: 13.32"), encoding="utf-8")
    made.clear()
    kept = Kept(((Folders(tmp_path / "one", tmp_path / "aside"), first.index.entries),))
    store = Store(kept, "program", folders=Folders(tmp_path / "two", tmp_path / "aside"))
    write_all(_pieces(data, made), tmp_path / "two", store)
    again = [name for name in made if name.endswith(".rows")]
    assert len(again) == 1
    assert f"{EDITED}.rows" >= again[0]
    assert not {"data/remarks.csv", "data/rules.csv", "data/corrections.csv"} & set(made)

    write_all(_pieces(data, []), tmp_path / "cold", Store())
    assert _files(tmp_path / "two") == _files(tmp_path / "cold") != _files(tmp_path / "one")
