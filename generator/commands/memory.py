"""Owns what one run leaves on disk for the next: records as they were read, and what the rules found on each.

Judged by content: of the record, of those the rules read with it, of the registries, and of the program. It lies under
``.cache/`` beside the data, no part of anything that is published, and is as trusted as the program's own compiled
files; without it, or where it cannot be written, all is read anew. Knows no rule.
"""

from __future__ import annotations

import contextlib
import pickle
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import generator
from generator.publish.door.inputs import program
from generator.record.store import Memory, mark_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.checks.report import Memory as Findings
    from generator.record.store import StoredForm

FOLDER = ".cache/records"
FEWEST = 200
"""Records from which on it is worth the trouble; fewer are read in a moment."""
_FEW = 20
"""Forms on which the rules are run in a moment, sooner than a shelf is written."""


@dataclass
class Remembered:
    """Of one data folder."""

    data: Path
    program: str
    """What is remembered by another state of the program is not believed."""
    records: Memory = field(default_factory=Memory)
    findings: Findings = field(default_factory=dict)
    _before: dict[str, list[tuple[StoredForm, str]]] = field(default_factory=dict)
    """The records with the keys of what was found on them, as they lie on disk, by shelf."""

    def keep(self) -> None:
        """Write what is new; nothing where there is little to read."""
        shelves: dict[str, list[StoredForm]] = {}
        for _, stored, _ in self.records.read.values() if len(self.records.read) >= FEWEST else ():
            if stored:
                shelves.setdefault(_shelf(stored), []).append(stored)
        folder = _folder(self.data)
        with contextlib.suppress(OSError):  # it is only slower without
            for name, known in shelves.items():
                if not self._is_on_disk(name, known):
                    folder.mkdir(parents=True, exist_ok=True)
                    _write(folder / name, (self.program, self.records.beside, known, self._found(known)))
            for path in folder.iterdir() if folder.is_dir() else ():
                if path.name not in shelves:
                    path.unlink()

    def _found(self, forms: Iterable[StoredForm]) -> Findings:
        ids = (stored.form.id for stored in forms)
        return {name: self.findings[name] for name in ids if name in self.findings}

    def _is_on_disk(self, name: str, forms: list[StoredForm]) -> bool:
        """All records, and nearly all that was found on them: an edit changes it for the forms around, too."""
        before = self._before.get(name, [])
        if len(before) != len(forms) or any(form is not last for form, (last, _) in zip(forms, before, strict=True)):
            return False
        return sum(self._key(form) != key for form, key in before) <= _FEW

    def _key(self, stored: StoredForm) -> str:
        return self.findings[stored.form.id][0] if stored.form.id in self.findings else ""

    def take(self, shelf: Path) -> None:
        """Remember what lies in one file; a file that is none of ours tells nothing."""
        try:
            state, beside, forms, found = pickle.loads(shelf.read_bytes())  # noqa: S301 -- as trusted as compiled files
        except Exception:  # noqa: BLE001 -- whatever it is, and pickle may raise anything
            return
        if state != self.program or self.records.beside not in ((), beside):
            return
        self.records.beside = beside
        for stored in forms:
            path = self.data.parent / stored.path
            self.records.read[path] = (mark_of(stored.text.encode()), stored, [])
        self.findings.update(found)
        self._before[shelf.name] = [(stored, self._key(stored)) for stored in forms]


def remember(data: Path) -> Remembered:
    """What was left of a data folder."""
    found = Remembered(data.resolve(), program([Path(generator.__file__).parent], {}))
    folder = _folder(found.data)
    for shelf in sorted(folder.iterdir()) if folder.is_dir() else ():
        found.take(shelf)
    return found


def _folder(data: Path) -> Path:
    return data.parent / FOLDER / data.name


def _shelf(stored: StoredForm) -> str:
    """The file that holds a record: one for each kind and year, so that an edit writes little."""
    kind, year, *_ = stored.form.id.split("/")
    return f"{kind}-{year}"


def _write(path: Path, content: Any) -> None:  # noqa: ANN401 -- whatever can be pickled
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(pickle.dumps(content, pickle.HIGHEST_PROTOCOL))
    beside.replace(path)
