"""Owns mkdocs.yml as every door reads it, so that the site, ``render`` and ``diff`` publish the same edition."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml  # type: ignore[import-untyped]
from mkdocs.config import base, load_config
from mkdocs.config import config_options as options
from mkdocs.exceptions import ConfigurationError
from yaml_env_tag import construct_env_tag  # type: ignore[import-untyped]

from generator.checks import Severity
from generator.clock import publish_date
from generator.errors import WrongUse
from generator.publish.edition import LOCAL_ADDRESS, Edition
from generator.publish.words.quality import ALL

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_CONTACT = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https://[^\s<>\"'()\\]+", re.ASCII)


class DisclosureConfig(base.Config):  # type: ignore[no-untyped-call]
    """Options of the plugin in mkdocs.yml."""

    records = options.Dir(exists=True, default="data")
    """Folder of the records, relative to mkdocs.yml."""
    repository = options.Type(str, default="")
    """Address of the public repository, or empty."""
    contact = options.Type(str, default="")
    """Where a unit sends its answers: an e-mail address or a page of the web, or empty."""
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
        WrongUse: the day or the contact is stated wrongly.
    """
    contact = chosen.contact.strip()
    if contact and not _CONTACT.fullmatch(contact):
        raise WrongUse(f"mkdocs.yml 的 contact 写的是“{contact}”：要写一个邮箱，或者 https:// 开头的网址，没有就留空")
    return Edition(
        day=publish_date(),
        address=config.site_url or LOCAL_ADDRESS,
        name=config.site_name,
        repository=chosen.repository,
        contact=contact,
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


class _Loader(yaml.SafeLoader):  # type: ignore[misc]
    """Plain values only: a state that is only judged runs no code and loads no theme."""


_Loader.add_constructor("!ENV", construct_env_tag)
_Loader.add_multi_constructor("", lambda *_: None)


def settings_in(text: str, project: Path) -> Settings:
    """What a text of mkdocs.yml asks for, of a state that need not lie on the disk: its folders may not be there.

    Raises:
        WrongUse: it is no configuration of this site.
    """
    values, options = _values(text), _options(text)
    chosen = DisclosureConfig()
    given = {key: value for key, value in options.items() if key != "records"}
    chosen.load_dict(given)
    errors, _ = chosen.validate()
    wrong = [str(error) for key, error in errors if key != "records"]
    if wrong:
        raise WrongUse(f"not the configuration of this site: mkdocs.yml: {wrong[0]}")
    edition = Edition(
        day=publish_date(),
        address=str(values.get("site_url") or LOCAL_ADDRESS),
        name=str(values.get("site_name") or ""),
        repository=chosen.repository,
        shown=frozenset(Severity(value) for value in chosen.severities) or ALL,
        block_on_errors=chosen.block_on_errors,
    )
    records, content = str(options.get("records") or "data"), str(values.get("docs_dir") or "docs")
    return Settings(project / records, project / content, edition)


def published_settings(text: str) -> dict[str, str]:
    """The settings that change what is published, as texts by their key in mkdocs.yml; what is not set is absent."""
    values, options = _values(text), _options(text)
    said = {key: values.get(key) for key in ("site_name", "site_url", "docs_dir")} | options
    known = (*("site_name", "site_url", "docs_dir"), *DisclosureConfig().keys())
    return {key: _said(said[key]) for key in known if said.get(key) not in (None, "", [])}


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _values(text: str) -> dict[str, Any]:
    try:
        values = yaml.load(text, _Loader)  # noqa: S506 -- a safe loader with one more tag
    except yaml.YAMLError as error:
        raise WrongUse(f"not the configuration of this site: mkdocs.yml: {error}") from error
    if not isinstance(values, dict) or "INHERIT" in values:
        raise WrongUse("not the configuration of this site: mkdocs.yml: one file of settings, without INHERIT")
    return values


def _options(text: str) -> dict[str, Any]:
    """Options of the plugin; plugins are a list of names and of name with options, or all under their names."""
    plugins = _values(text).get("plugins") or []
    listed = plugins if isinstance(plugins, list) else [{name: options} for name, options in plugins.items()]
    for item in listed:
        if item == "disclosure" or (isinstance(item, dict) and "disclosure" in item):
            return (item["disclosure"] or {}) if isinstance(item, dict) else {}
    raise WrongUse("not the configuration of this site: mkdocs.yml: it does not name the plugin disclosure")
