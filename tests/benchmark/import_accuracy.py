"""Compare what the importer reads out of received documents with the reviewed records in data/.

Usage: python tests/benchmark/import_accuracy.py FOLDER [--data data] [--list]

A record names its document and its position there; every cell but the narrative is compared as text. Narrative is
looked up verbatim in the document's text. The last column is the promise: no wrong cell without a doubt.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from generator.importer import import_file
from generator.record.registry import load_registry

if TYPE_CHECKING:
    from collections.abc import Iterator


def say(text: str) -> None:
    """One line of the table."""
    sys.stdout.write(f"{text}\n")


NARRATIVE = {"expected", "achieved", "overall", "annual", "reason"}
LEFT_OUT = {
    "source",
    "remarks",
    "answers",
    "corrections",
    "observations",
    "doubts",
    "approved",
    "published",
    "publish_after",
}


def main() -> int:
    """Print one line a document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--list", action="store_true", help="name every cell that is not right")
    arguments = parser.parse_args()
    registry, _ = load_registry(arguments.data)
    names = {document.name: document.id for document in registry.documents.values()} if registry else {}
    records = _records(arguments.data)
    say(
        f"{'document':<10}{'forms':>6}{'cells':>7}{'right':>7}{'%':>8}{'doubtful':>10}{'wrong':>7}{'silent':>8}{'narrative':>12}"
    )
    silent = 0
    for path in sorted(arguments.folder.iterdir()):
        if path.name in names:
            count = _compare(path, names[path.name], records, arguments.list)
            silent += count["silent"]
    return 1 if silent else 0


def _records(data: Path) -> dict[tuple[str, int], dict[str, Any]]:
    loader = YAML(typ="base")
    found = {}
    for path in sorted(data.rglob("*.yaml")):
        record = loader.load(path.read_text(encoding="utf-8"))
        if "source" in record:
            found[record["source"]["document"], int(record["source"]["position"])] = record
    return found


def _compare(
    path: Path, document: str, records: dict[tuple[str, int], dict[str, Any]], is_listing: bool
) -> Counter[str]:
    imported = import_file(path)
    text = re.sub(r"\s", "", path.read_text(encoding="utf-8"))
    count: Counter[str] = Counter(forms=len(imported.drafts))
    wanted = {position for name, position in records if name == document}
    for position in sorted(wanted | {number + 1 for number in range(len(imported.drafts))}):
        draft = imported.drafts[position - 1] if position <= len(imported.drafts) else None
        want = dict(_cells(records.get((document, position), {})))
        have = dict(_cells(draft.values)) if draft else {}
        for key in sorted(want.keys() | have.keys()):
            name = key[-1]
            if name in NARRATIVE:
                if key in have:
                    count["narrative"] += 1
                    count["verbatim"] += re.sub(r"\s", "", have[key]) in text
                continue
            count["cells"] += 1
            row = int(key[1]) if key[0] == "indicators" else None
            path_of = name if row else ".".join(key)
            is_doubtful = draft is not None and draft.is_doubtful(path_of, row)
            count["doubtful"] += is_doubtful
            if want.get(key, "") == have.get(key, ""):
                count["right"] += 1
                continue
            count["wrong"] += 1
            count["silent"] += not is_doubtful
            if is_listing:
                say(
                    f"  {position} {'.'.join(key)}: want {want.get(key)!r} have {have.get(key)!r}"
                    + ("" if is_doubtful else "  SILENT")
                )
    share = f"{count['right'] * 10000 // max(count['cells'], 1) / 100:.2f}"
    say(
        f"{document:<10}{count['forms']:>6}{count['cells']:>7}{count['right']:>7}{share:>8}{count['doubtful']:>10}"
        f"{count['wrong']:>7}{count['silent']:>8}{count['verbatim']:>6}/{count['narrative']}"
    )
    return count


def _cells(values: object, at: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Path and text of every cell that is not empty; rows count from 1."""
    if isinstance(values, dict):
        for key, value in values.items():
            if at or key not in LEFT_OUT:
                yield from _cells(value, (*at, key))
    elif isinstance(values, list):
        for number, value in enumerate(values, 1):
            yield from _cells(value, (*at, str(number)))
    elif values not in (None, ""):
        yield at, str(values)


if __name__ == "__main__":
    sys.exit(main())
