"""Readers of handed-in files, one module a format: every one ends in cells with place, text and span.

A file is known by its first bytes, not by its name; the libraries are loaded only when a file needs them.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from generator.importer.limits import MAX_BYTES, Unreadable
from generator.importer.readers.packed import part_names
from generator.importer.readers.text import read_csv, read_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.importer.cells import Sheet

    Reader = Callable[[bytes], tuple[Sheet, ...]]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD, _EXCEL = "WordDocument".encode("utf-16-le"), "Workbook".encode("utf-16-le")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OFFICE_NAMES = {"xlsx", "xlsm", "docx", "docm", "ods", "pptx"}
_PICTURES = {
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"II*\x00": "图片",
    b"MM\x00*": "图片",
    b"BM": "图片",
}
_PACKED = {b"Rar!": "RAR 压缩包", b"7z\xbc\xaf": "7z 压缩包", b"\x1f\x8b": "压缩包"}
_HTML_WORDS = (b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta", b"<?xml version")


def read_sheets(data: bytes, name: str) -> tuple[Sheet, ...]:
    """The parts of a file that may hold forms.

    Raises:
        Unreadable: with what is wrong, in Chinese.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(f"文件有 {len(data) // 2**20} MB，超过 {MAX_BYTES // 2**20} MB 的限度")
    if not data.strip():
        raise Unreadable("文件是空的")
    try:
        return _reader_of(data, name.lower().rpartition(".")[2])(data)
    except Unreadable:
        raise
    except MemoryError as error:
        raise Unreadable("文件展开以后太大") from error
    except Exception as error:  # a broken file breaks libraries in every way they have
        raise Unreadable(f"文件已损坏，或不是完整的文件（{type(error).__name__}）") from error


def _reader_of(data: bytes, ending: str) -> Reader:
    if data.startswith(b"PK\x03\x04"):
        return _packed_reader(data)
    if data.startswith(_OLE):
        return _old_office_reader(data, ending)
    if data[:1024].lstrip().startswith(b"%PDF") or b"%PDF-" in data[:1024]:
        return _load("pdf", "read_pdf")
    for signs, what in (_PICTURES | _PACKED).items():
        if data.startswith(signs) and not (signs == b"BM" and ending in ("txt", "csv")):
            why = "请先做文字识别，存成可以选中文字的 PDF 或表格" if what == "图片" else "请解开以后逐个导入"
            raise Unreadable(f"这是{what}，{why}")
    if data.startswith(b"{\\rtf"):
        return _load("office", "read_rtf")
    if _is_html(data):
        return _load("html", "read_html")
    return read_csv if ending == "csv" else read_text


def _load(name: str, function: str) -> Reader:
    """A reader by its module and name; a library that is not installed is named."""
    try:
        reader: Reader = getattr(importlib.import_module(f"generator.importer.readers.{name}"), function)
    except ModuleNotFoundError as error:
        raise Unreadable(f"这台机器没有装读这种文件要用的程序库 {error.name}；请运行 make，或请装机的人补上") from error
    return reader


def _packed_reader(data: bytes) -> Reader:
    """What kind of office file a ZIP is, by the parts in it."""
    names = part_names(data)
    if "word/document.xml" in names:
        return _load("word", "read_docx")
    if "xl/workbook.xml" in names:
        return _load("workbook", "read_xlsx")
    if "xl/workbook.bin" in names:
        return _load("workbook", "read_bare")
    if "content.xml" in names:
        return _load("ods", "read_ods")
    raise Unreadable("这是压缩包或别的打包文件，请解开以后逐个导入")


def _old_office_reader(data: bytes, ending: str) -> Reader:
    """Word or Excel of before 2007; a newer ending on it means a password."""
    if ending in _OFFICE_NAMES or _ENCRYPTED in data:
        raise Unreadable("文件加了密码，请去掉密码再导入")
    if ending == "xls":
        return _load("workbook", "read_xls")
    if ending in ("doc", "wps", "dot"):
        return _load("office", "read_doc")
    if _WORD in data:
        return _load("office", "read_doc")
    if _EXCEL in data:
        return _load("workbook", "read_xls")
    raise Unreadable("这是旧式 Office 文件，但不是 Word 或 Excel；或者加了密码")


def _is_html(data: bytes) -> bool:
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return any(start.startswith(word) for word in _HTML_WORDS) or b"<table" in start or b"<td" in start
