"""ZIP files from members compressed elsewhere and in parts are what any reader takes them for."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from generator import zipping
from generator.zipping import END, Member, part, whole, zipped

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = ["指标,得分\r\n".encode() * 300, b"", "数量指标,10.00\r\n".encode(), bytes(range(256)) * 40]


def test_a_member_in_parts_is_its_parts_one_behind_the_other() -> None:
    content, packed = b"".join(TEXTS), [*(part(text, 3) for text in TEXTS), END]
    joined = Member("各表.csv", zlib.crc32(content), len(content), sum(map(len, packed)))
    stored = Member("forms.xlsx", zlib.crc32(TEXTS[3]), len(TEXTS[3]), len(TEXTS[3]), is_stored=True)
    member, at_once = whole("a/b.json", content, 6)
    made = b"".join(zipped([(joined, packed), (stored, [TEXTS[3]]), (member, [at_once])]))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["各表.csv", "forms.xlsx", "a/b.json"]
        assert [archive.read(name) for name in archive.namelist()] == [content, TEXTS[3], content]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_more_than_four_gigabytes_are_found_again(tmp_path: Path) -> None:
    """A hole in the file stands for the member: no reader looks at it, the directory alone tells its size."""
    large, member = 5 << 30, whole("behind.json", TEXTS[0], 6)
    hole, path = b"hole", tmp_path / "large.zip"
    with path.open("wb") as file:
        for chunk in zipped([(Member("large", 0, large, large, is_stored=True), [hole]), (member[0], [member[1]])]):
            file.seek(large, 1) if chunk is hole else file.write(chunk)
    with zipfile.ZipFile(path) as archive:
        assert [entry.file_size for entry in archive.infolist()] == [large, len(TEXTS[0])]
        assert archive.read("behind.json") == TEXTS[0]


def test_more_members_than_the_short_number_holds() -> None:
    members = [(Member(f"{number}", 0, 0, 0, is_stored=True), [b""]) for number in range(zipping._FULL_SHORT + 2)]
    with zipfile.ZipFile(io.BytesIO(b"".join(zipped(members)))) as archive:
        assert len(archive.namelist()) == len(members)
