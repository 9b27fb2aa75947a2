"""The commands of the command line, one a module: NAME, HELP, add_arguments, run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import argparse

EXIT_FINE, EXIT_FINDINGS, EXIT_WRONG_USE = 0, 1, 2


class Command(Protocol):
    """What the command line asks of a command's module."""

    NAME: str
    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's own arguments."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do the work and return the exit code; raise GeneratorError for wrong use."""
