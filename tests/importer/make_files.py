"""Makes tests/importer/made/ again: files only an office program writes. Needs LibreOffice; run it after a new layout.

Usage: PYTHONPATH=. python tests/importer/make_files.py
"""

from __future__ import annotations

from pathlib import Path

from tests.importer.invented import CENTRAL, LEVELLED, OTHER, PLAIN, POINTED, SPLIT_TARGET, Form, Layout, many_rows
from tests.importer.writers import docx_file, through_office, xlsx

MADE = Path(__file__).parent / "made"
FILES: dict[str, tuple[str, list[tuple[Form, Layout]]]] = {
    "plain-docx.pdf": ("docx", [(LEVELLED, PLAIN), (OTHER, PLAIN)]),
    "central-xlsx.pdf": ("xlsx", [(LEVELLED, CENTRAL)]),
    "split-docx.pdf": ("docx", [(OTHER, SPLIT_TARGET)]),
    "long-xlsx.pdf": ("xlsx", [(many_rows(), PLAIN)]),
    "long-docx.pdf": ("docx", [(many_rows(), PLAIN)]),
    "pointed.xls": ("xlsx", [(LEVELLED, POINTED), (OTHER, POINTED)]),
    "split.ods": ("xlsx", [(LEVELLED, SPLIT_TARGET), (OTHER, SPLIT_TARGET)]),
    "plain.doc": ("docx", [(LEVELLED, PLAIN)]),
}
"""What LibreOffice makes each file from, and the forms in it."""
UNRULED = "unruled.pdf"
"""A table without lines."""


def main() -> None:
    """Write every file."""
    MADE.mkdir(exist_ok=True)
    for name, (source, forms) in FILES.items():
        data = xlsx(forms) if source == "xlsx" else docx_file(forms)
        (MADE / name).write_bytes(through_office(data, source, name.rpartition(".")[2]))
    unruled = docx_file([(LEVELLED, PLAIN)], style="Normal Table")
    (MADE / UNRULED).write_bytes(through_office(unruled, "docx", "pdf"))


if __name__ == "__main__":
    main()
