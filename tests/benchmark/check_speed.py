"""How long the rule book takes on 1,000 forms on one core; run by hand: ``python tests/benchmark/check_speed.py``.

The forms are the project's own records, copied with another project name and amounts shifted, so that every text and
every target is as real as the originals; nothing is cached from one copy to the next but what equal texts share.
"""

from __future__ import annotations

import dataclasses
import sys
import time
from pathlib import Path

from generator.checks import run
from generator.record.store import Dataset, StoredForm, load
from generator.record.target import parse_quantity

ROOT = Path(__file__).parent.parent.parent
FORMS = 1000
GOAL_SECONDS = "2"


def many(dataset: Dataset, count: int) -> Dataset:
    """The same records again and again under other names, in the order of their ids."""
    forms: list[StoredForm] = []
    for number in range(count):
        stored = dataset.forms[number % len(dataset.forms)]
        suffix = f"-{number // len(dataset.forms)}"
        form = dataclasses.replace(stored.form, id=stored.form.id + suffix, project=stored.form.project + suffix)
        forms.append(dataclasses.replace(stored, form=form))
    return dataclasses.replace(dataset, forms=tuple(forms))


def main() -> None:
    """Print one figure: processor seconds of the first run, with nothing cached."""
    dataset = many(load(ROOT / "data"), FORMS)
    rows = sum(len(stored.form.indicators) for stored in dataset.forms)
    parse_quantity.cache_clear()
    start = time.process_time()
    report = run(dataset)
    seconds = time.process_time() - start
    line = f"{FORMS} forms, {rows} rows, {len(report.findings)} findings: {seconds:.2f} s (goal: {GOAL_SECONDS} s)\n"
    sys.stdout.write(line)


if __name__ == "__main__":
    main()
