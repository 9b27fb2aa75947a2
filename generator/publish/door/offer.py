"""Owns what a serving process makes only when it is asked for: pages, pictures, downloads, search. Knows no form.

Between two builds nothing is on offer, and what was begun before the second is thrown away, so that no file of the
state before lies in the folder of the next.
"""

from __future__ import annotations

import posixpath
import shutil
from dataclasses import dataclass, field
from threading import RLock
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from generator.publish.door.writing import write
from generator.publish.pages.engine import address_of
from generator.publish.pieces import ASIDE, Read
from generator.record.store import Memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from generator.checks.report import Memory as Findings
    from generator.publish.pieces import Piece

    App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
    """After PEP 3333."""
_LOOKS = 3
"""How often a request looks: at what is there, at what was made, and once more where a build came between."""
_PAGE_FILES = ("index.html", "index.md")


@dataclass
class Offer:
    """What can be made of the last state, and what is remembered of it for the next."""

    records: Memory = field(default_factory=Memory)
    findings: Findings = field(default_factory=dict)
    _by_path: dict[str, Piece] = field(default_factory=dict)
    """The pieces by each of their files that is known, pages by their folder."""
    _folder: Path | None = None
    _lock: RLock = field(default_factory=RLock)

    def close(self) -> None:
        """Offer nothing: a new state is being read."""
        with self._lock:
            self._folder, self._by_path = None, {}

    def open(self, pieces: Iterable[Piece], folder: Path) -> None:
        """Offer the pieces of a state; ``folder`` is where its files are served from."""
        with self._lock:
            shutil.rmtree(folder / ASIDE, ignore_errors=True)  # the builder leaves what is hidden
            for piece in pieces:
                places = piece.paths or (address_of(piece.name),)
                self._by_path |= dict.fromkeys((piece.name, *places), piece)
            self._folder = folder

    def make(self, path: str) -> bool:
        """Make a file with those of its piece; false where none is on offer."""
        with self._lock:
            piece = self._piece(path)
            if piece is None or self._folder is None:
                return False
            folder = self._folder
            for name, content in piece.make(Read(self._made)).items():
                write(folder / name, content)
            return (folder / path).is_file()

    def _piece(self, path: str) -> Piece | None:
        """The piece a file belongs to: by its name, as page or picture by its folder, or by the first part of it."""
        place = posixpath.dirname(path)
        found = self._by_path.get(path)
        if found is None and (path.endswith(".svg") or posixpath.basename(path) in _PAGE_FILES):
            found = self._by_path.get(place)
        return found or self._by_path.get(path.partition("/")[0])

    def _made(self, path: str) -> Path:
        """Where a file of an earlier turn lies."""
        folder = self._folder
        if folder is None or not ((folder / path).is_file() or self.make(path)):
            raise FileNotFoundError(path)
        return folder / path

    def answering(self, serve: App, mount: str) -> App:
        """A server that makes what it does not find, and looks again; ``mount`` is where the site begins, as ``/``."""

        def app(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            path = unquote(environ.get("PATH_INFO", "")).removeprefix(mount)
            for _ in range(_LOOKS):
                said: list[tuple[Any, ...]] = []
                answer = serve(environ, lambda *words, said=said: said.append(words))
                if not str(said[0][0]).startswith("404") or not (self._makes(path) or self._folder is None):
                    break  # where nothing is on offer a build has begun, and the server waits for its end
            start(*said[0])
            return answer

        return app

    def _makes(self, path: str) -> bool:
        names = (f"{path}index.html",) if path.endswith("/") or not path else (path, f"{path}/index.html")
        return any(self.make(name) for name in names)
