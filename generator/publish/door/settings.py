"""Owns mkdocs.yml as every door reads it, so that the site, ``render`` and ``diff`` publish the same edition."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import base, load_config
from mkdocs.config import config_options as options
from mkdocs.exceptions import ConfigurationError

from generator.checks import Severity
from generator.clock import publish_date
from generator.errors import WrongUse
from generator.publish.edition import LOCAL_ADDRESS, Edition
from generator.publish.words.quality import ALL

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class DisclosureConfig(base.Config):  # type: ignore[no-untyped-call]
    """Options of the plugin in mkdocs.yml."""

    records = options.Dir(exists=True, default="data")
    """Folder of the records, relative to mkdocs.yml."""
    repository = options.Type(str, default="")
    """Address of the public repository, or empty."""
    severities = options.ListOfItems(options.Choice([severity.value for severity in Severity]), default=[])
    """Which findings the public sees (错误, 警告, 提示); empty: all."""
    fill = options.Type(bool, default=True)
    """Fill the theme's page for pages that differ only in their text; false: the builder prints every page."""
    block_on_errors = options.Type(bool, default=False)
    """Leave out each form with an error of the rule book that the unit has not answered."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a command needs to make the site without a builder."""

    data: Path
    content: Path
    edition: Edition
    """Without a history, which only a door that shows dates reads."""


def edition_of(config: MkDocsConfig, chosen: DisclosureConfig) -> Edition:
    """The edition a configuration asks for, on the day of the build.

    Raises:
        WrongUse: the day is stated wrongly.
    """
    return Edition(
        day=publish_date(),
        address=config.site_url or LOCAL_ADDRESS,
        name=config.site_name,
        repository=chosen.repository,
        shown=frozenset(Severity(value) for value in chosen.severities) or ALL,
        block_on_errors=chosen.block_on_errors,
    )


def read_settings(path: Path) -> Settings:
    """Read mkdocs.yml; where there is none, the folders and the edition of a plain project.

    Raises:
        WrongUse: the file is no configuration of this site, or the day is stated wrongly.
    """
    if not path.is_file():
        return Settings(Path("data"), Path("content"), Edition(publish_date()))
    try:
        config = load_config(str(path))
        chosen = config.plugins["disclosure"].config
    except (ConfigurationError, KeyError) as error:
        raise WrongUse(f"not the configuration of this site: {path}: {error}") from error
    return Settings(Path(chosen.records), Path(config.docs_dir), edition_of(config, chosen))
