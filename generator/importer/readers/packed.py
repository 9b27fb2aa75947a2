"""Owns the look into a packed office file before any library opens it: bombs, entities and passwords are refused."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from generator.importer.limits import MAX_CELLS, MAX_MERGED, MAX_PART, MAX_PARTS, MAX_RATIO, MAX_UNPACKED, Unreadable

_ENTITY = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_SMALL = 1024 * 1024
"""A part smaller than this may be as packed as it likes."""
_HEAD = 4096


def part_names(data: bytes) -> frozenset[str]:
    """The names of the parts of a file that is safe to unpack.

    Raises:
        Unreadable: no whole ZIP, too big once unpacked, with a password or with entities of its own.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_sizes(parts)
            for part in parts:
                if part.filename.endswith((".xml", ".rels", ".xhtml")):
                    _check_text(archive, part)
            return frozenset(part.filename for part in parts)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError) as error:
        raise Unreadable("文件已损坏，或没有下载完整") from error


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_PARTS:
        raise Unreadable(f"文件由 {len(parts)} 个部分打成，超过 {MAX_PARTS} 个的限度")
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("文件加了密码，请去掉密码再导入")
    whole = sum(part.file_size for part in parts)
    if whole > MAX_UNPACKED:
        raise Unreadable(f"文件展开有 {whole // 2**20} MB，超过 {MAX_UNPACKED // 2**20} MB 的限度")
    for part in parts:
        if part.file_size > _SMALL and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise Unreadable("文件展开以后大得不合常理（像压缩炸弹），没有打开")


def _check_text(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """No office program writes a DOCTYPE; who does wants a parser to fetch or to multiply something."""
    if part.file_size > MAX_PART:
        raise Unreadable(f"文件里有一部分展开有 {part.file_size // 2**20} MB，超过 {MAX_PART // 2**20} MB 的限度")
    with archive.open(part) as file:
        if _ENTITY.search(file.read(_HEAD)):
            raise Unreadable("文件里有外部实体或自定义实体，没有打开")
    if part.filename.startswith("xl/worksheets/"):
        _check_cells(archive, part)


def _check_cells(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Cells are counted before a library makes an object of each."""
    text = archive.read(part)
    for word, most, what in ((b"<c ", MAX_CELLS, "格子"), (b"<mergeCell ", MAX_MERGED, "合并的格子")):
        if (count := text.count(word)) > most:
            raise Unreadable(f"一张工作表里有 {count} 个{what}，超过 {most} 个的限度")


def read_part(data: bytes, name: str) -> bytes:
    """One part of a file that part_names found safe; never more than it said it would be."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(name) as file:
        found = file.read(MAX_UNPACKED + 1)
    if len(found) > MAX_UNPACKED:
        raise Unreadable("文件展开以后大得不合常理（像压缩炸弹），没有打开")
    return found
