"""Export every record as the official form, import the files again, and count the cells that are not the same.

Usage: python tests/benchmark/round_trip.py [--data data] [--template NAME] [--list]

The PDF are the Word and the Excel files as LibreOffice prints them. A cell that differs without a doubt is silent; the
script ends with 1 where there is one.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.importer import Given, import_file
from generator.official import FORMATS, official_form
from generator.record.store import load
from tests.importer.reading import is_doubtful
from tests.official.cells import differences, printed_cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.record.store import StoredForm


def say(text: str) -> None:
    """One line of the table."""
    sys.stdout.write(f"{text}\n")


def main() -> int:
    """Print one line a format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--list", action="store_true", help="name every cell that differs and every doubt")
    parser.add_argument("--template", default="", help="print the forms of its kind by this template of the data")
    arguments = parser.parse_args()
    forms, given = _forms(arguments.data, arguments.template)
    say(f"{'format':<12}{'forms':>6}{'cells':>8}{'same':>8}{'differ':>8}{'silent':>8}{'doubts':>8}{'bytes':>10}")
    silent = 0
    with tempfile.TemporaryDirectory() as folder:
        for ending in FORMATS:
            into = Path(folder) / ending
            into.mkdir()
            for name, stored in forms.items():
                (into / f"{name}.{ending}").write_bytes(official_form(stored.form, ending))
            silent += _compare(ending, into, ending, forms, given, is_listing=arguments.list)
            _print(into, ending, Path(folder))
            silent += _compare(f"{ending} > pdf", into / "pdf", "pdf", forms, given, is_listing=arguments.list)
    return 1 if silent else 0


def _forms(data: Path, name: str) -> tuple[dict[str, StoredForm], Given]:
    """The records by number, and the templates to read them by."""
    dataset = load(data)
    templates = dataset.registry.templates if dataset.registry else {}
    stored = list(dataset.forms)
    if name:
        template = templates[name]
        ours = [item for item in stored if item.form.kind.key == template.kind]
        stored = [replace(item, form=replace(item.form, layout=template)) for item in ours]
    return {str(number): item for number, item in enumerate(stored, 1)}, Given(templates=tuple(templates.values()))


def _print(into: Path, ending: str, folder: Path) -> None:
    files = sorted(map(str, into.glob(f"*.{ending}")))
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(into / "pdf"), *files], check=True, capture_output=True, timeout=900)


def _compare(
    name: str, folder: Path, ending: str, forms: Mapping[str, StoredForm], given: Given, *, is_listing: bool
) -> int:
    count: Counter[str] = Counter()
    for number, stored in forms.items():
        path = folder / f"{number}.{ending}"
        count["bytes"] += path.stat().st_size
        drafts = import_file(path, given).drafts
        wanted = printed_cells(stored.text)
        count["cells"] += len(wanted)
        if len(drafts) != 1:
            say(f"  {stored.form.id}: {len(drafts)} forms read")
            count["differ"] += len(wanted)
            count["silent"] += len(wanted)
            continue
        count["doubts"] += len(drafts[0].doubts)
        found = differences(wanted, drafts[0])
        count["differ"] += len(found)
        for at, (want, have) in found.items():
            is_silent = not is_doubtful(drafts[0], at)
            count["silent"] += is_silent
            if is_listing:
                say(f"  {stored.form.id} {at}: {want!r} {have!r}{'  SILENT' if is_silent else ''}")
        if is_listing:
            for doubt in drafts[0].doubts:
                say(f"  {stored.form.id} doubt {doubt.row or ''} {doubt.field}: {doubt.why}")
    same = count["cells"] - count["differ"]
    row = "".join(f"{count[key]:>8}" for key in ("differ", "silent", "doubts"))
    say(f"{name:<12}{len(forms):>6}{count['cells']:>8}{same:>8}{row}{count['bytes']:>10}")
    return count["silent"]


if __name__ == "__main__":
    sys.exit(main())
