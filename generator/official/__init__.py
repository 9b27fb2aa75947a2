"""The official form as a sheet to print or to fill in: one description of its cells, written as xlsx and docx."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from generator.official.layout import layout_of

if TYPE_CHECKING:
    from generator.record.model import Form

_WRITERS = {"xlsx": ("printed", "workbook_of"), "docx": ("document", "document_of")}
"""Module and function by format; a writer is loaded when it is asked for, for its library may not be installed."""
FORMATS = tuple(_WRITERS)


def official_form(form: Form, file_format: str) -> bytes:
    """The printed form as a file of one of FORMATS; the same form gives the same bytes."""
    module, function = _WRITERS[file_format]
    write = getattr(import_module(f"generator.official.{module}"), function)
    written: bytes = write(layout_of(form))
    return written
