"""Every attack text through every field of every file into every output; outside the gate, for it takes minutes.

``python -m tests.benchmark.attack_all [FIRST LAST]`` prints what was tried, all or a part, and every fault.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.attacking import HARMLESS, faults_of_files, faults_of_pages, published, reference, shape_of, usable
from tests.attacks import generated

BATCH = 250
"""Texts that are published at a time."""


def main(first: int, last: int) -> int:
    """Publish the texts, some at a time; the number of faults."""
    made = list(generated())[first:last]
    texts = usable(made)
    to_html = reference()
    faults: list[str] = []
    pages = files = 0
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        usual = shape_of(published([HARMLESS, f"{HARMLESS}\n又一段"], Path(folder, "usual/data")).pages, to_html)
        for start in range(0, len(texts), BATCH):
            some = texts[start : start + BATCH]
            site = published(some, Path(folder, f"{start}/data"))
            found = [*faults_of_files(site, some), *faults_of_pages(site.pages, some, usual, to_html)]
            pages, files = pages + len(site.pages), files + len(site.files)
            sys.stdout.write("".join(f"{fault}\n" for fault in found))
            faults += found
            sys.stdout.write(f"{start + len(some)} texts, {pages} pages, {files} files, {len(faults)} faults\n")
            sys.stdout.flush()
    refused = len(made) - len(texts)
    sys.stdout.write(
        f"{len(made)} texts, {refused} refused at reading, {pages} pages, {files} files, {len(faults)} faults, "
        f"{int(time.monotonic() - begin)} s\n"
    )
    return len(faults)


if __name__ == "__main__":
    bounds = [int(argument) for argument in sys.argv[1:]] or [0, 10**6]
    raise SystemExit(bool(main(*bounds)))
