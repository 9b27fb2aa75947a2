"""Makes branches of random edits over a repository of records and holds what ``diff`` tells against what was done.

Outside the gate: ``python -m tests.benchmark.fuzz_branches BRANCHES [SEED] [DATA]`` edits copies of a folder of data
(in canonical form; default: the project's own), asks the command for each branch, and fails where a change is missed,
told twice or invented. Each tenth branch adds a form whose day has not come: the built site must stay the same, byte
for byte.
"""

from __future__ import annotations

import contextlib
import copy
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.cli import main
from generator.publish.door.manifest import MANIFEST, read_manifest
from generator.record.fields import Shape, find_field, leaves
from generator.record.writing import dump
from generator.review.snapshot import fields_of, is_form, record_of
from tests.conftest import ROOT
from tests.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.review.snapshot import Plain

Told = tuple[str, str | None, str | None, str, str | None, str | None]
"""Kind, old id, new id, path, old value, new value."""
_WORDS = ("另行说明。", "2024 年继续。", "共 109 个单位。", "原件如此。", "达到 95% 以上。")
_LATER = "2099-01-01"


class Branch:
    """The records of one branch, what is done to them, and what a report must tell of it."""

    def __init__(self, records: dict[str, Plain], chance: random.Random, kept: frozenset[str]) -> None:
        self.records, self.chance, self.kept = copy.deepcopy(records), chance, kept
        self.expected: list[Told] = []
        self.comments: set[str] = set()
        self._free = sorted(name for name in records if is_form(name))
        chance.shuffle(self._free)
        self.is_adding = chance.random() < 0.5
        """Forms come or forms go: one that goes and one that comes may be the same form moved."""

    def take(self, *, may_go: bool = False) -> str:
        """A form that was not touched yet; one that may go is named nowhere else."""
        name = next(name for name in self._free if not may_go or name not in self.kept)
        self._free.remove(name)
        return name

    def tell(self, kind: str, name: str, path: str, old: str | None, new: str | None) -> None:
        """Something happened to a form that stays where it is."""
        self.expected.append((kind, name, name, path, old, new))

    def written(self) -> dict[str, str]:
        """Every record as a file."""
        texts = {name: dump(record, fields_of(name)) for name, record in self.records.items()}
        return {name: f"# 没有改动\n{text}" if name in self.comments else text for name, text in texts.items()}


def _cells(branch: Branch) -> None:
    """One to four cells of a form get another value."""
    name = branch.take()
    cells = [
        (path, field)
        for top in fields_of(name)
        for path, field in leaves(top)
        if field.shape in (Shape.FIGURE, Shape.TEXT) and path.split(".")[0] in ("funds", "goals", "total_score")
    ]
    rows = branch.records[name].get("indicators", [])
    places = [path for path, field in cells if _at(branch.records[name], path) is not None]
    places += [
        f"indicators.{n}.{key}" for n, row in enumerate(rows, 1) for key in ("score", "actual", "reason") if key in row
    ]
    for path in branch.chance.sample(places, min(len(places), branch.chance.randint(1, 4))):
        old = _at(branch.records[name], path) or ""
        field = find_field(path, fields_of(name))
        is_text = field is None or field.shape is not Shape.FIGURE
        new = f"{old}{branch.chance.choice(_WORDS)}" if is_text else _figure(old, branch.chance)
        _put(branch.records[name], path, new)
        branch.tell("text" if is_text else "figure", name, path, old, new)


def _figure(old: str, chance: random.Random) -> str:
    new = f"{chance.randint(0, 99)}.{chance.randint(10, 99)}"
    return new if new != old else f"{new}1"


def _row(branch: Branch) -> None:
    """One row of a form comes, goes, moves or is reworded."""
    name = branch.take()
    rows = branch.records[name].get("indicators", [])
    names = [row.get("name") for row in rows]
    others = str([value for key, value in branch.records[name].items() if key != "indicators"])
    is_spoken_of = "indicators." in others or "'row'" in others
    if len(rows) < 4 or len(set(names)) < len(rows) or None in names or is_spoken_of:
        return  # what speaks of a row by its number would speak of another
    at = branch.chance.randrange(len(rows))
    deed = branch.chance.choice(("added", "removed", "moved", "reworded"))
    if deed == "added":
        row = rows[at] | {"name": f"新增指标{branch.chance.randint(1000, 9999)}"}
        rows.insert(at, row)
        branch.tell("row_added", name, "indicators", None, row["name"])
    elif deed == "removed":
        branch.tell("row_removed", name, "indicators", rows.pop(at)["name"], None)
    elif deed == "moved":
        to = branch.chance.choice([n for n in range(len(rows)) if abs(n - at) > 1])
        rows.insert(to, rows.pop(at))
        branch.tell("row_moved", name, "indicators", str(at + 1), str(to + 1))
    else:
        old = rows[at]["name"]
        rows[at]["name"] = f"{old}（改）"
        branch.tell("row_reworded", name, f"indicators.{at + 1}.name", old, rows[at]["name"])


def _whole(branch: Branch) -> None:
    """A form comes, or one goes or gets another address."""
    if branch.is_adding:
        source = branch.take()
        name = f"{source}-{branch.chance.randint(1000, 9999)}"
        branch.records[name] = _another(branch.records[source], branch.chance)
        branch.expected.append(("form_added", None, name, "", None, name))
        return
    old = branch.take(may_go=True)
    if branch.chance.random() < 0.5:
        del branch.records[old]
        branch.expected.append(("form_removed", old, None, "", old, None))
    else:
        new = f"{old}-{branch.chance.randint(1000, 9999)}"
        branch.records[new] = branch.records.pop(old)
        branch.expected.append(("form_renamed", old, new, "", old, new))


def _another(record: Plain, chance: random.Random) -> Plain:
    """The same form of another project, at another place of its document."""
    number = chance.randint(1000, 9999)
    made = copy.deepcopy(record) | {"project": f"{record['project']}{number}"}
    if "position" in made.get("source", {}):
        made["source"]["position"] = str(number)
    return made


def _hidden(branch: Branch) -> None:
    name = branch.take()
    old = branch.records[name].get("publish_after")
    branch.records[name]["publish_after"] = _LATER
    branch.tell("hidden", name, "", name, name)
    branch.tell("text", name, "publish_after", old, _LATER)


def _nothing(branch: Branch) -> None:
    """A comment is no change."""
    branch.comments.add(branch.take())


WAYS: tuple[Callable[[Branch], None], ...] = (_cells, _cells, _cells, _row, _row, _row, _whole, _hidden, _nothing)


def _at(record: Any, path: str) -> str | None:  # noqa: ANN401 -- any part of a record
    for step in path.split("."):
        if isinstance(record, list):
            record = record[int(step) - 1]
        else:
            record = record.get(step) if isinstance(record, dict) else None
    return record if isinstance(record, str) else None


def _put(record: Any, path: str, value: str) -> None:  # noqa: ANN401
    *steps, last = path.split(".")
    for step in steps:
        record = record[int(step) - 1] if isinstance(record, list) else record[step]
    record[last] = value


def told(base: str, head: str) -> Counter[Told]:
    """Every change the command tells between two commits."""
    output, errors = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
        code = main(["diff", base, head, "--format", "json"])
    for stream in (output, errors):
        stream.seek(0)
    if code:
        raise SystemExit(f"{head}: code {code}: {errors.read()}")
    report = json.loads(output.read())
    return Counter(
        (change["kind"], record["old_id"], record["id"], change["path"], change["old"], change["new"])
        for record in report["records"]
        for change in record["changes"]
    )


def _project(folder: Path, data: Path) -> Repository:
    for name in ("generator", "overrides"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(data, folder / "data")
    repository = Repository(folder)
    (folder / ".gitignore").write_text("site*\n.site*\n.cache\n", encoding="utf-8")
    repository.commit(19_000, {})
    os.chdir(folder)
    return repository


def _forms(data: Path) -> dict[str, Plain]:
    names = [path.relative_to(data).with_suffix("").as_posix() for path in sorted(data.rglob("*.yaml"))]
    return {name: record_of((data / f"{name}.yaml").read_text(encoding="utf-8")) for name in names if is_form(name)}


def _commit(repository: Repository, branch: Branch, name: str) -> None:
    repository.git("checkout", "-q", "-B", name, "main")
    written = branch.written()
    for form in {path.relative_to("data").with_suffix("").as_posix() for path in Path("data").rglob("*.yaml")}:
        if is_form(form) and form not in written:
            Path("data", f"{form}.yaml").unlink()
    repository.commit(19_500, {f"data/{form}.yaml": text for form, text in written.items()})


def _build(target: str) -> dict[str, str]:
    """Hashes of a site built in a process of its own, by path."""
    command = [sys.executable, "-m", "generator.cli", "build", "--anew", "--site", target]
    subprocess.run(command, check=True, capture_output=True)
    return dict(read_manifest(Path(target, MANIFEST).read_bytes()).files)


def run(branches: int, seed: int, data: Path) -> Counter[str]:
    """Try some branches; what was done, by kind of change."""
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        repository = _project(Path(folder), data)
        forms = _forms(Path("data"))
        registries = "".join(path.read_text(encoding="utf-8") for path in sorted(Path("data").glob("*.yaml")))
        kept = frozenset(name for name in forms if name in registries)
        before = _build("site-before")
        for number in range(seed, seed + branches):
            chance = random.Random(number)  # noqa: S311 -- no secret
            branch = Branch(forms, chance, kept)
            if number % 10 == 9:
                source = branch.take()
                name = f"{source}-{chance.randint(1000, 9999)}"
                branch.records[name] = _another(forms[source], chance) | {"publish_after": _LATER}
                _commit(repository, branch, f"b{number}")
                after = _build("site-after")
                if after != before:
                    wrong = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
                    raise SystemExit(f"branch {number}: an embargoed form changes {wrong[:9]}")
                counts["embargoed form, site identical"] += 1
                continue
            _nothing(branch)
            for _ in range(chance.randint(1, 12)):
                chance.choice(WAYS)(branch)
            _commit(repository, branch, f"b{number}")
            found, expected = told("main", f"b{number}"), Counter(branch.expected)
            if found != expected:
                raise SystemExit(f"branch {number}: missed {expected - found}; doubled or invented {found - expected}")
            counts.update(kind for kind, *_ in branch.expected)
            counts["branches compared"] += 1
        os.chdir("/")
    return counts


if __name__ == "__main__":
    os.environ.update(
        PUBLISH_DATE="2026-06-01", SOURCE_DATE_EPOCH="1700000000", NO_MKDOCS_2_WARNING="1", PYTHONUTF8="1"
    )
    count, first = int(sys.argv[1]), int((sys.argv[2:] or ["0"])[0])
    for what, number in sorted(run(count, first, Path((sys.argv[3:] or [str(ROOT / "data")])[0])).items()):
        sys.stdout.write(f"{number:6} {what}\n")
