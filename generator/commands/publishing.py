"""Owns how a site is made by the builder: beside the published folder, in its place at the end; or a part alone."""

from __future__ import annotations

import contextlib
import logging
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

import generator
from generator.clock import publish_date
from generator.commands import EXIT_FINDINGS, EXIT_FINE
from generator.commands.memory import remember
from generator.errors import WrongUse
from generator.publish import compiled
from generator.publish.door import kept
from generator.publish.door.inputs import NamedInputs, fingerprint, named_by, note, now, program
from generator.publish.door.manifest import MANIFEST, read_manifest
from generator.publish.door.plugin import DisclosurePlugin
from generator.publish.door.replacing import replacement
from generator.publish.door.writing import Share, Store
from generator.record.kinds import folders

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from mkdocs.config.defaults import MkDocsConfig


def publish(arguments: argparse.Namespace, parts: Sequence[Path]) -> int:
    """Build one site, with what parts of it hold that were made elsewhere."""
    with _building(arguments.config) as (config, said):
        site = _expect_site(arguments.site or Path(config.site_dir))
        named = _named(config, arguments.config)
        key = fingerprint(named, now())  # before anything is read: what changes meanwhile is a change
        before = kept.Kept() if arguments.anew else kept.of_site(site)
        known = kept.of_parts(parts).beside(before)
        memory = remember(Path(_plugin(config).config.records))
        store = Store(known, _program(config, arguments.config), records=memory.records, findings=memory.findings)
        compiled.keep_in(kept.compiled_of(site), store.program)
        _plugin(config).store = store
        try:
            with replacement(site, anew=arguments.anew) as fresh:
                store.folders = kept.Folders(fresh.spare, kept.aside_of(site))
                _build(config, fresh.built, said)
                fresh.settle({*read_manifest((fresh.built / MANIFEST).read_bytes()).files, MANIFEST})
        except _Failed as error:
            print(f"generator: 没有生成网站，原来的不变：\n{error}", file=sys.stderr)
            return EXIT_FINDINGS
        note(site, named, key)
        store.index.write(kept.index_of(site), kept.state_of(site))
        memory.keep()
        print(_plugin(config).errors(), end="")
        print(f"{site} 已经生成。" + (f"{store.taken} 件取自各部分。" if parts else ""))
        return EXIT_FINE


def make_part(settings: Path, share: Share, part: Path) -> int:
    """Make one share of a site by itself, into an empty or new folder; nothing of it is left when it fails."""
    with _building(settings) as (config, said), tempfile.TemporaryDirectory() as other:
        store = Store(program=_program(config, settings), share=share, part=part)
        _plugin(config).store = store
        try:
            _build(config, Path(other), said)  # what the builder itself prints is made again when parts are joined
        except BaseException as error:
            shutil.rmtree(part, ignore_errors=True)
            if not isinstance(error, _Failed):
                raise
            print(f"generator: 没有生成这一部分：\n{error}", file=sys.stderr)
            return EXIT_FINDINGS
        store.index.write(part / kept.INDEX)
        print(f"{part} 已经生成：第 {share.number} 部分，共 {share.of} 部分，{len(store.index.entries)} 件。")
        return EXIT_FINE


@contextlib.contextmanager
def _building(settings: Path) -> Iterator[tuple[MkDocsConfig, _Said]]:
    """The settings, and what the builder has to say meanwhile; a polite end removes what was begun."""
    if not settings.is_file():
        raise WrongUse(f"no such file: {settings}")
    publish_date()
    said = _Said()
    logging.getLogger("mkdocs").addHandler(said)
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        config = _settings(settings)
        try:
            yield config, said
        finally:
            _plugin(config).store = Store()  # the builder keeps plugins for the next configuration of the process
    finally:
        signal.signal(signal.SIGTERM, before)
        logging.getLogger("mkdocs").removeHandler(said)


class _Failed(Exception):  # noqa: N818 -- it names what befell the build
    """The builder or one of its warnings speaks against the new site."""


class _Said(logging.Handler):
    """What the builder has to say, warnings and worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _settings(path: Path) -> MkDocsConfig:
    try:
        return load_config(str(path), strict=True)
    except MkDocsException as error:
        raise WrongUse(f"not the configuration of this site: {path}: {error}") from error


def _named(config: MkDocsConfig, path: Path) -> NamedInputs:
    """All that a site is made from and its settings name: records, written pages, look, program, what they say."""
    look = [Path(folder) for folder in config.theme.dirs if "site-packages" not in Path(folder).parts]
    records = Path(_plugin(config).config.records)
    folders = [records, Path(config.docs_dir), *look, Path(generator.__file__).parent]
    facts = _facts(config, path) | {"site": str(Path(config.site_dir).resolve())}
    return named_by(path, [str(folder.resolve()) for folder in folders], facts)


def _facts(config: MkDocsConfig, path: Path) -> dict[str, str]:
    """What the settings and the variables they name say."""
    chosen = _plugin(config).config
    facts = {"address": config.site_url or "", "settings": path.read_text("utf-8")}
    return facts | {"repository": chosen.repository, "contact": chosen.contact}


def _program(config: MkDocsConfig, path: Path) -> str:
    """What every piece of a site is made from: the program, the settings, and what stands beside the records."""
    data = Path(_plugin(config).config.records)
    kinds = folders()
    beside = {name.name: name for name in data.iterdir() if name.name not in kinds}
    return program([Path(generator.__file__).parent, *(beside[name] for name in sorted(beside))], _facts(config, path))


def _expect_site(folder: Path) -> Path:
    """The whole path, once it is sure that no folder of something else would be replaced."""
    if folder.exists() and not (folder / "index.html").is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongUse(f"not a built site, it has no index.html and would be replaced: {folder}")
    return folder.resolve()


def _plugin(config: MkDocsConfig) -> DisclosurePlugin:
    plugin = config.plugins["disclosure"]
    assert isinstance(plugin, DisclosurePlugin)  # noqa: S101 -- its name is ours
    return plugin


def _build(config: MkDocsConfig, target: Path, said: _Said) -> None:
    config.site_dir = str(target)
    try:
        build(config)
    except (Abort, MkDocsException) as error:
        raise _Failed("\n".join(said.lines) or str(error)) from error


def _stop(number: int, _: object) -> None:
    """End as if by the keyboard, so that what was begun is removed."""
    raise SystemExit(128 + number)
