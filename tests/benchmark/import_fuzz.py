"""Feed the importer broken files of every format: no crash, no hang over 10 s, no memory over 1 GB.

Usage: PYTHONPATH=. python tests/benchmark/import_fuzz.py [--minutes 10] [--seed 1] [FOLDER with further seeds]

Only Unreadable may be raised. LibreOffice is left out of the path, for it is not what is tried here.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import resource
import signal
import sys
import time
import traceback
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from generator.importer import Unreadable, import_bytes
from tests.importer import laid_out, nasty, writers
from tests.importer.invented import LAYOUTS, LEVELLED, OTHER
from tests.importer.make_files import MADE

if TYPE_CHECKING:
    from types import FrameType

_SECONDS = 10
_MOST_MEMORY = 1024 * 1024
"""Kilobytes."""
_SLOW, _GROWTH = 5_000, 64 * 1024
"""Milliseconds and kilobytes from which a file is kept to be looked at."""
_WORDS = [
    "得分",
    "分值",
    "100",
    "一级指标",
    "三级指标",
    "数量指标",
    "年初预算数",
    "项目名称",
    "合计",
    "总分",
    "-",
    "≥90%",
    "达成指标",
    "\x00",
    "�",
    "<b>",
    "2023年",
    "（50分）",
]


class TooSlowError(Exception):
    """One file took longer than it may."""


def main() -> int:
    """Run until the time is over; print every failure with the file it came from."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--minutes", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz"), help="where failing files are kept")
    arguments = parser.parse_args()
    os.environ["PATH"] = ""
    signal.signal(signal.SIGPROF, _too_slow)
    seeds = _seeds(arguments.folder)
    chance = random.Random(arguments.seed)  # noqa: S311 -- no secret is made of it
    end = time.monotonic() + 60 * arguments.minutes
    count = failed = notes = slowest = 0
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    while time.monotonic() < end:
        name, data = chance.choice(seeds)
        broken = _broken(data, name, chance)
        start = time.process_time()
        problem = _tried(broken, name)
        taken = round(1000 * (time.process_time() - start))
        slowest = max(slowest, taken)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        if not problem and (taken > _SLOW or (grown > memory + _GROWTH and grown > _MOST_MEMORY // 2)):
            problem = f"{taken} ms, memory {memory // 1024} to {grown // 1024} MB"
            notes += 1
        memory = max(memory, grown)
        count += 1
        if problem:
            failed += 1
            arguments.keep.mkdir(parents=True, exist_ok=True)
            (arguments.keep / f"{failed}-{name}").write_bytes(broken)
            sys.stdout.write(f"{failed}-{name}: {problem}\n")
            sys.stdout.flush()
    failed -= notes
    found = f"{count} files, {failed} failures, {notes} slow or big"
    sys.stdout.write(f"{found}, slowest {slowest} ms, most memory {memory // 1024} MB\n")
    return 1 if failed or memory > _MOST_MEMORY else 0


def _seeds(folder: Path | None) -> list[tuple[str, bytes]]:
    """Small good files of every format, and those of a folder."""
    layouts = list(LAYOUTS.values())
    forms = [(LEVELLED, layouts[0]), (OTHER, layouts[3])]
    found = [
        ("forms.xlsx", writers.xlsx(forms)),
        ("numbers.xlsx", writers.xlsx(forms, is_numeric=True)),
        ("forms.docx", writers.docx_file(forms)),
        ("forms.html", writers.html_file(forms)),
    ]
    for number, layout in enumerate(layouts):
        found += [
            (f"{number}.csv", writers.csv_file(LEVELLED, layout)),
            (f"{number}-tabs.txt", writers.tabs(OTHER, layout)),
            (f"{number}-pipes.txt", writers.pipes(LEVELLED, layout)),
            (f"{number}-line.txt", writers.one_line(OTHER, layout)),
            (f"{number}-cells.txt", writers.cell_a_line(LEVELLED, layout)),
        ]
    for name, form in nasty.ALL.items():
        part = laid_out.part_of(form, "表")
        found += [
            (f"{name}.xlsx", laid_out.saved(laid_out.workbook([part]))),
            (f"{name}.docx", laid_out.written(laid_out.document([part]))),
            (f"{name}.html", laid_out.page(part)),
            (f"{name}.csv", laid_out.values(part)),
        ]
    folders = [MADE, *([folder] if folder else [])]
    return found + [(path.name, path.read_bytes()) for place in folders for path in sorted(place.iterdir())]


def _broken(data: bytes, name: str, chance: random.Random) -> bytes:
    """One to four injuries of one file."""
    for _ in range(chance.randint(1, 4)):
        if data[:2] == b"PK" and chance.random() < 4 / 5:
            data = _with_broken_part(data, chance)
        elif name.endswith((".txt", ".csv", ".html")) and chance.random() < 9 / 10:
            data = _broken_text(data.decode("utf-8", "replace"), chance).encode("utf-8", "replace")
        else:
            data = _broken_bytes(data, chance)
    return data


def _broken_bytes(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return data
    at, length = chance.randrange(len(data)), chance.choice([1, 4, 64, 1024])
    injury = chance.randrange(4)
    if injury == 0:
        return data[:at]
    if injury == 1:
        return data[:at] + chance.randbytes(length) + data[at + length :]
    if injury == 2:
        return data[:at] + data[at + length :]
    return data[:at] + data[at : at + length] * 2 + data[at + length :]


def _broken_text(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    injury = chance.randrange(6)
    if injury == 0:
        del lines[at : at + chance.randint(1, 5)]
    elif injury == 1:
        lines.insert(at, chance.choice(_WORDS) * chance.choice([1, 1, 1, 500]))
    elif injury == 2:
        other = chance.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    elif injury == 3:
        words = lines[at].split()
        chance.shuffle(words)
        lines[at] = " ".join(words)
    elif injury == 4:
        lines[at:at] = lines * chance.choice([1, 1, 8])
    else:
        place = chance.randrange(len(lines[at]) + 1)
        lines[at] = lines[at][:place] + chance.choice(["\t", "\n", "|", " ", "0", "（"]) + lines[at][place:]
    return "\n".join(lines)[:2_000_000]


def _with_broken_part(data: bytes, chance: random.Random) -> bytes:
    """The packed file with one of its XML parts injured, still a whole ZIP."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # noqa: BLE001 -- an earlier injury broke the ZIP itself
        return data
    name = chance.choice(sorted(parts))
    part = parts[name]
    if chance.random() < 1 / 2:
        digits = part.replace(b'"1"', b'"99999999"', 1) if chance.random() < 1 / 2 else part.replace(b"<", b"<x", 1)
        part = digits
    parts[name] = _broken_bytes(part, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for key, value in parts.items():
            archive.writestr(key, value)
    return out.getvalue()


def _too_slow(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlowError


def _tried(data: bytes, name: str) -> str:
    """What went wrong, or nothing."""
    signal.setitimer(signal.ITIMER_PROF, _SECONDS)  # of the processor: a busy machine is no hang
    try:
        import_bytes(data, name)
    except Unreadable:
        return ""
    except TooSlowError:
        return "over 10 s: " + traceback.format_exc(limit=-3).replace("\n", " | ")
    except Exception:  # noqa: BLE001 -- that is what is looked for
        return traceback.format_exc(limit=-3).replace("\n", " | ")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return ""


if __name__ == "__main__":
    sys.exit(main())
