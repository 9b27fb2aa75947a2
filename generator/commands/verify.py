"""``generator verify PLACE``: hold a published site against its manifest, a commit, or another build of it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import subprocess
import urllib.error
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import TYPE_CHECKING

from generator.clock import publish_date
from generator.commands import EXIT_FINDINGS, EXIT_FINE
from generator.commands.published import files_of, manifest_of
from generator.errors import WrongUse
from generator.history.git import GitTrouble
from generator.history.states import commit_of, export
from generator.publish.door.manifest import MANIFEST, SIGNATURE, Manifest, hashes
from generator.record.kinds import folders

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from generator.commands.published import Fetch

NAME = "verify"
HELP = "hold a published site (a folder or an address) against its manifest and the records of a commit"
NAMESPACE = "disclosure"
"""For what a signature is good; one made for another use is none."""
_AT_ONCE = 8
"""Requests under way to one web server."""
_SHOWN = 50
"""Lines after which the rest is counted."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("place", help="folder of a built site, or its address (https://…)")
    parser.add_argument("--commit", help="records published must be those of this commit (default: no such check)")
    parser.add_argument("--data", type=Path, default=Path("data"), help="the data folder of the repository")
    parser.add_argument("--against", type=Path, metavar="FOLDER", help="a site built by you that must be the same")
    parser.add_argument(
        "--signers", type=Path, metavar="FILE", help="the manifest must be signed by one of these SSH keys"
    )
    parser.add_argument("--newer-than", type=int, metavar="DAYS", help="fail where the site is older than so many days")


def run(arguments: argparse.Namespace) -> int:
    """Print each difference and return 1 where there is one."""
    fetch = files_of(arguments.place)
    manifest = manifest_of(fetch, arguments.place)
    wrong = list(_differences(arguments, manifest, fetch))
    for line in wrong[:_SHOWN]:
        print(line)
    if len(wrong) > _SHOWN:
        print(f"……还有 {len(wrong) - _SHOWN} 处")
    print(f"{arguments.place}：{manifest.day} 生成，数据版本 {manifest.commit[:12] or '不明'}。", end="")
    print(f"核对 {len(manifest.files)} 个文件，{f'{len(wrong)} 处不符' if wrong else '全部相符'}。")
    return EXIT_FINDINGS if wrong else EXIT_FINE


def _differences(arguments: argparse.Namespace, manifest: Manifest, fetch: Fetch) -> Iterator[str]:
    if arguments.signers:
        yield from _unsigned(fetch, arguments.signers)
    yield from _changed_files(manifest, fetch)
    folder = Path(arguments.place)
    if folder.is_dir():
        yield from (f"多出来的文件：{name}" for name in sorted(hashes(folder).keys() - manifest.files.keys()))
    if arguments.commit:
        yield from _changed_records(arguments.data, arguments.commit, manifest)
    if arguments.against:
        yield from _unlike(manifest, manifest_of(files_of(str(arguments.against)), str(arguments.against)))
    if arguments.newer_than is not None:
        yield from _stale(manifest, arguments.newer_than)


def _unsigned(fetch: Fetch, signers: Path) -> Iterator[str]:
    """Whether somebody of a list of allowed signers, as ssh-keygen knows it, vouches for the manifest."""
    if not signers.is_file():
        raise WrongUse(f"no such file: {signers}")
    try:
        signature = fetch(SIGNATURE)
    except (OSError, urllib.error.URLError) as error:
        yield f"清单没有签名：{SIGNATURE}（{error}）"
        return
    with NamedTemporaryFile() as file:
        file.write(signature)
        file.flush()
        found = _keygen("find-principals", "-s", file.name, "-f", str(signers))
        for name in found.stdout.decode("utf-8", "replace").splitlines():
            asked = ("-s", file.name, "-f", str(signers), "-I", name, "-n", NAMESPACE)
            if not _keygen("verify", *asked, typed=fetch(MANIFEST)).returncode:
                return
    yield f"清单的签名不对：不是 {signers} 里的人签的，或签的不是这份清单"


def _keygen(task: str, *arguments: str, typed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        command = ["ssh-keygen", "-Y", task, *arguments]
        return subprocess.run(command, input=typed, capture_output=True, check=False)  # noqa: S603 -- no shell, fixed program
    except OSError as error:
        raise WrongUse("没有找到 ssh-keygen，请先安装（Debian：openssh-client）。") from error


def _changed_files(manifest: Manifest, fetch: Fetch) -> Iterator[str]:
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield from filter(None, pool.map(partial(_changed_file, fetch), manifest.files.items()))


def _changed_file(fetch: Fetch, expected: tuple[str, str]) -> str:
    name, digest = expected
    try:
        found = hashlib.sha256(fetch(name)).hexdigest()
    except (OSError, urllib.error.URLError) as error:
        return f"取不到：{name}（{error}）"
    return "" if found == digest else f"和清单不符：{name}（清单 {digest[:12]}，现在 {found[:12]}）"


def _changed_records(data: Path, revision: str, manifest: Manifest) -> Iterator[str]:
    """Records on the site that are not those of the commit; one held back until its day is rightly not there."""
    with TemporaryDirectory() as target:
        try:
            commit = commit_of(data, revision)
            known = hashes(export(data, commit, Path(target)))
        except GitTrouble as error:
            raise WrongUse(str(error)) from error
    if manifest.commit != commit:
        yield f"数据版本不同：网站 {manifest.commit[:12] or '不明'}，要核对的 {commit[:12]}"
    for name, digest in manifest.files.items():
        if name.endswith(".yaml") and name.startswith(_folders()) and known.get(name) != digest:
            yield f"{'和这个版本里的记录不同' if name in known else '这个版本里没有'}：{name}"


def _folders() -> tuple[str, ...]:
    return tuple(f"{folder}/" for folder in folders())


def _unlike(one: Manifest, other: Manifest) -> Iterator[str]:
    for name in sorted(one.files.keys() | other.files.keys()):
        if one.files.get(name) != other.files.get(name):
            yield f"和另一份不同：{name}"


def _stale(manifest: Manifest, days: int) -> Iterator[str]:
    try:
        age = (publish_date() - dt.date.fromisoformat(manifest.day)).days
    except ValueError as error:
        raise WrongUse(f"the manifest's day is none: {json.dumps(manifest.day)}") from error
    if age > days:
        yield f"网站旧了：{manifest.day} 生成，已经 {age} 天，最多 {days} 天"
