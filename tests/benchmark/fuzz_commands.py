"""Damages the invented data at random and runs every command on it: no traceback, no slow step, nothing outside.

Outside the gate: ``python -m tests.benchmark.fuzz_commands MINUTES [SEED]`` prints what it tried and fails at the
first thing that is wrong, with the seed that makes it again.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from generator.cli import main
from tests.conftest import FIXTURE_DATA

SLOW, LARGE = 10, 1_000_000
"""Seconds of work a step may take, kilobytes the process may hold."""
WHO = ("-c", "user.name=t", "-c", "user.email=t@example.org")
SETTINGS = "site_name: x\ndocs_dir: content\ntheme: {name: material, font: false}\nplugins: [disclosure]\n"
SEEN = (
    *("</script><script>alert(1)</script>", "```", "{{ 7*7 }}", "::error::", "=cmd()", "999999999999999.999999", "-"),
    *("| a |", "# b", "[c](javascript:d)", "字" * 3000, "1 2 " * 800, "的" * 6_000, "𠮷", "≥90.00(%)", "2022年，"),
)
"""What a text may be."""
PIECES = (
    *SEEN,
    *(":", "?", "#", "'", "[", "]", "{", "}", ",", "&", "*", "!", "|", ">", "%", "@", "`", "=", "~", "\\", "&a", "*a"),
    *("!!int", "<<", "---", "...", "|-", ">+", "''", "null", "13812345678", "../../x", "a: " * 500, "- " * 2000),
    *("\n", "\n  ", "\n  - ", "\t", "\r\n", "\x00", "\x1b[2J", "\u202e", "\u200b", "\ue000", "\U000e0041"),
    *("[" * 500, "? " * 300),
)
WORDY = {"target", "actual", "reason", "expected", "achieved", "overall", "annual", "note", "title", "description"}
COMMANDS: tuple[tuple[str, ...], ...] = (
    *(("check", "data", "--format", form) for form in ("text", "json", "github", "gitlab", "sarif", "markdown")),
    ("format", "data", "--check"),
    ("format", "data"),
    *(("diff", "HEAD", "--format", form) for form in ("text", "markdown", "html", "json")),
    ("diff", "HEAD", "--require-reasons"),
    ("render", "out"),
)


def damage(data: Path, chance: random.Random) -> None:
    """Change one to four things in a folder of data; every other time only words, so that most of it can be read."""
    if chance.random() < 0.5:
        for path in sorted(data.rglob("*.yaml")):
            _reword(path, chance)
        return
    files = sorted(path for path in data.rglob("*.yaml") if path.is_file() and not path.is_symlink())
    for _ in range(chance.randint(1, 4)):
        chance.choice(WAYS)(chance.choice(files), chance)
        files = sorted(path for path in data.rglob("*.yaml") if path.is_file() and not path.is_symlink()) or files


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="surrogateescape") if path.is_file() else ""


def _write(path: Path, text: str) -> None:
    if path.is_file() and not path.is_symlink():
        path.write_text(text, encoding="utf-8", errors="surrogateescape", newline="")


def _insert(path: Path, chance: random.Random) -> None:
    text = _text(path)
    at = chance.randint(0, len(text))
    _write(path, text[:at] + chance.choice(PIECES) + text[at:])


def _replace(path: Path, chance: random.Random) -> None:
    """Another value behind a key, as it is or in quotes."""
    lines = _text(path).splitlines() or [""]
    at = chance.randrange(len(lines))
    key, colon, _ = lines[at].partition(":")
    value = "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 3)))
    lines[at] = f"{key}{colon} " + (value if chance.random() < 0.5 else "'" + value.replace("'", "''") + "'")
    _write(path, "\n".join(lines) + "\n")


def _reword(path: Path, chance: random.Random) -> None:
    """Other words in some of the cells that hold words."""
    lines = _text(path).splitlines()
    for at, line in enumerate(lines):
        key, colon, _ = line.partition(":")
        if key.strip(" -") in WORDY and chance.random() < 0.2:
            lines[at] = f"{key}{colon} '" + "".join(chance.choice(SEEN) for _ in range(chance.randint(1, 3))) + "'"
    _write(path, "\n".join(lines) + "\n")


def _cut(path: Path, chance: random.Random) -> None:
    text = _text(path)
    at = chance.randint(0, len(text))
    _write(path, text[:at] + text[at + chance.randint(1, 200) :])


def _repeat(path: Path, chance: random.Random) -> None:
    lines = _text(path).splitlines(keepends=True)
    at = chance.randint(0, len(lines))
    _write(path, "".join(lines[:at] + lines[at : at + chance.randint(1, 9)] * chance.choice((2, 5, 60)) + lines[at:]))


def _flip(path: Path, chance: random.Random) -> None:
    body = bytearray(path.read_bytes()) if path.is_file() else bytearray()
    for _ in range(chance.randint(1, 5) if body else 0):
        body[chance.randrange(len(body))] = chance.randrange(256)
    if not path.is_symlink():
        path.write_bytes(body)


def _move(path: Path, chance: random.Random) -> None:
    name = chance.choice(
        ("x.yaml", "INDEX.yaml", "index.yaml", "一.yaml", "a b.yml", "\x1b[2J.yaml", "x" * 200 + ".yaml")
    )
    if path.is_file():
        path.rename(path.with_name(name))


def _link(path: Path, chance: random.Random) -> None:
    if path.is_file():
        path.unlink()
        if chance.random() < 0.2:
            os.mkfifo(path)
        else:
            path.symlink_to(chance.choice(("/dev/zero", "nothing", str(path.parent), "../../../outside/secret.yaml")))


WAYS = (_insert, _replace, _cut, _repeat, _flip, _move, _link)


def step(command: tuple[str, ...]) -> int:
    """Run one command in this process and return its exit code."""
    with contextlib.redirect_stdout(_Output()), contextlib.redirect_stderr(_Output()):
        return main(command)


class _Output(io.TextIOWrapper):
    """A stream as a terminal is one."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8")


def build() -> int:
    """Build in a process of its own; a traceback is a fault."""
    command = [sys.executable, "-m", "generator.cli", "build"]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if "Traceback" in done.stderr:
        raise AssertionError(done.stderr)
    return done.returncode


def used() -> float:
    """Seconds of work of this process and those it started; the clock of a busy machine says nothing."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def digest(folder: Path) -> str:
    """What a folder holds."""
    parts = [f"{path}:{path.read_bytes()!r}" for path in sorted(folder.rglob("*")) if path.is_file()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def project(folder: Path) -> None:
    """A project in git with the invented data, and a folder beside it that nobody may touch."""
    shutil.copytree(FIXTURE_DATA, folder / "project/data")
    (folder / "project/content").mkdir()
    (folder / "project/content/index.md").write_text("# 首页\n", encoding="utf-8")
    (folder / "project/mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (folder / "outside").mkdir()
    (folder / "outside/secret.yaml").write_text("kind:   self_evaluation\n", encoding="utf-8")
    os.chdir(folder / "project")
    for arguments in (
        ("init", "-q"),
        ("add", "-A"),
        ("-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "x"),
    ):
        subprocess.run(["git", *arguments], check=True)


def run(minutes: int, seed: int) -> Counter[str]:
    """Fuzz for some minutes; what was tried, by command and exit code, and the slowest step."""
    counts: Counter[str] = Counter()
    end = time.monotonic() + 60 * minutes
    slowest: tuple[int, str] = (0, "")
    with tempfile.TemporaryDirectory() as name:
        project(Path(name))
        outside = digest(Path(name, "outside"))
        while time.monotonic() < end:
            seed += 1
            shutil.rmtree("data")
            shutil.copytree(FIXTURE_DATA, "data")
            damage(Path("data"), random.Random(seed))  # noqa: S311 -- no secret
            chosen = random.Random(seed + 1).sample(COMMANDS, 5)  # noqa: S311 -- no secret
            for command in [*chosen, *([("build",)] if seed % 15 == 0 else [])]:
                shutil.rmtree("out", ignore_errors=True)
                begin = used()
                try:
                    code = build() if command == ("build",) else step(command)
                except BaseException:  # noqa: BLE001 -- whatever it is, the seed is told
                    traceback.print_exc()
                    raise SystemExit(f"seed {seed}: {' '.join(command)}") from None
                took = int(1000 * (used() - begin))
                slowest = max(slowest, (took, f"seed {seed}: {' '.join(command)}"))
                counts[f"{command[0]} {code}"] += 1
                if code not in {0, 1, 2} or took > 1000 * SLOW or digest(Path(name, "outside")) != outside:
                    raise SystemExit(f"seed {seed}: {' '.join(command)}: code {code}, {took} ms")
        os.chdir("/")
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if held > LARGE:
        raise SystemExit(f"{held} kB held")
    sys.stdout.write(f"slowest: {slowest[0]} ms, {slowest[1]}; {held // 1000} MB held; last seed {seed}\n")
    return counts


if __name__ == "__main__":
    os.environ.update(PUBLISH_DATE="2024-06-01", SOURCE_DATE_EPOCH="1700000000", NO_MKDOCS_2_WARNING="1")
    for what, count in sorted(run(int(sys.argv[1]), int((sys.argv[2:] or ["0"])[0])).items()):
        sys.stdout.write(f"{count:6} {what}\n")
