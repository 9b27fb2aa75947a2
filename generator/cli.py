"""Owns the command line: arguments in, a command called, exit code out. No work of its own."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from importlib import import_module
from importlib.abc import MetaPathFinder
from typing import TYPE_CHECKING

from generator.commands import EXIT_FINE, EXIT_WRONG_USE
from generator.errors import GeneratorError
from generator.record.unseen import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.commands import Command

COMMANDS = {
    "check": "check",
    "build": "build",
    "diff": "diff",
    "lines": "lines",
    "rules": "rules",
    "format": "format",
    "render": "render",
    "merge": "merge",
    "dress": "dress",
    "new": "new",
    "init": "init",
    "migrate": "migrate",
    "schema": "schema",
    "site": "site",
    "serve": "serve",
    "verify": "verify",
    "links": "links",
    "import": "importing",
    "export": "export",
}
"""Module of each command by its word; only the one that is asked for is loaded."""


class _Unused(MetaPathFinder):
    """What Arrow takes along where it is there, such as for the tests, and no command asks for: it loads for long."""

    _NAMES = frozenset({"numpy", "pandas"})

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:  # noqa: ARG002
        """Say that it is not there; of all else nothing."""
        if fullname in self._NAMES:
            raise ModuleNotFoundError(name=fullname)


def be_a_command() -> None:
    """Make this process one that ends with its command: what takes long and serves whoever stays is left out."""
    gc.disable()  # looking for cycles among ten thousand forms takes a third of the time
    sys.meta_path.insert(0, _Unused())


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; exit codes: 0 fine, 1 findings, 2 wrong use."""
    for stream in (sys.stdout, sys.stderr):
        # a terminal may be set to another encoding, and a file name may be no text at all
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    if argv is None:
        be_a_command()
    words = sys.argv[1:] if argv is None else argv
    arguments = _parser(words).parse_args(words)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except GeneratorError as error:
        print(safe(f"generator: {error}"), file=sys.stderr)
        return EXIT_WRONG_USE
    except BrokenPipeError:
        # the reader, such as head, has seen enough; Python would complain again when it closes the stream
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_FINE
    except OSError as error:  # a full disk, a folder that may not be written; what was being written is the old file
        print(safe(f"generator: 读写没有成功，看看磁盘是不是满了、有没有权限：{error}"), file=sys.stderr)
        return EXIT_WRONG_USE
    return code


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """The arguments of the command that the words begin with, or of all, for help and for what is no command."""
    parser = argparse.ArgumentParser(prog="generator", description="Performance forms, checked and published.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    asked = words[:1] if words and words[0] in COMMANDS else COMMANDS
    for word in asked:
        command: Command = import_module(f"generator.commands.{COMMANDS[word]}")
        sub = commands.add_parser(command.NAME, help=command.HELP, description=command.HELP)
        command.add_arguments(sub)
        sub.set_defaults(run=command.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
