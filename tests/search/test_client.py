"""The small parts of the search, in node's own test runner."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tests.conftest import ROOT

_NODE = shutil.which("node")
_NEEDED = 20


def _version() -> int:
    if _NODE is None:
        return 0
    answer = subprocess.run([_NODE, "--version"], capture_output=True, text=True, check=True).stdout
    return int(answer.removeprefix("v").split(".")[0])


def test_the_client_keeps_its_promises() -> None:
    if _NODE is None or _version() < _NEEDED:
        pytest.skip(f"node {_NEEDED} or newer is not installed (Debian: apt-get install nodejs)")
    files = sorted(str(path) for path in (ROOT / "tests" / "search").glob("*.test.mjs"))
    done = subprocess.run([_NODE, "--test", *files], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
