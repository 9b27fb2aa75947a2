"""Refuses the project's own data, in the process of the tests and in every one they start.

Whoever publishes other records, or none yet, runs the same tests. Python imports a module of this name by itself.
"""

from __future__ import annotations

import os
import sys

_DATA = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", "data"))  # noqa: PTH100, PTH118, PTH120


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("open", "os.listdir", "os.scandir") and isinstance(arguments[0], (str, bytes, os.PathLike)):
        path = os.fsdecode(arguments[0])
        if event == "open" and arguments[1] is None and not path.startswith(os.sep):
            return  # os.open may mean a name inside another folder, as when one is removed
        path = os.path.abspath(path)  # noqa: PTH100 -- it follows no link and opens nothing
        if path == _DATA or path.startswith(f"{_DATA}{os.sep}"):
            raise AssertionError(f"a test of the program opens {path}; it works on tests/fixtures")


sys.addaudithook(_refuse)
