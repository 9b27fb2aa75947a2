"""Owns the Atom feeds (RFC 4287): all forms, those of a unit, a year, a project, corrections. Pure; git has the dates.

A static site cannot make a feed for any query that a reader may type; for what the forms are filed by, it can.
"""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.publish.pages.environment import correction_label
from generator.publish.words.wording import money_sentence, result_sentence
from generator.record.model import SelfEvaluation
from generator.record.values import BEIJING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.forms.collection import Collection
    from generator.history.dates import Dates
    from generator.publish.edition import Edition
    from generator.record.model import Correction, Form, Profile, Unit, Withdrawal

    DatesOf = Callable[[Form], Dates | None]

ATOM = "http://www.w3.org/2005/Atom"
ALL, CORRECTIONS = "feeds/forms.xml", "feeds/corrections.xml"
NEWEST = 50
"""Entries a feed holds at most; older ones are on the site."""
_UNDATED = dt.datetime(2000, 1, 1, tzinfo=BEIJING)
"""Stands for a form whose history is not known, so that it is never shown as news."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of a feed."""

    updated: dt.datetime
    url: str
    """Under the site."""
    name: str
    """Permanent, the last part of the entry's id."""
    title: str
    text: str
    published: dt.datetime | None = None
    """When it was new; None where it is told only once."""


def beside(page: str) -> str:
    """Where the feed of a page of a unit, a year or a project stands: beside the page."""
    return f"{page}feed.xml"


def unit_paths(unit: Unit) -> tuple[str, str]:
    """Where the feed of a unit stands: at its own address, and beside the page of the unit."""
    return f"feeds/{unit.id}.xml", beside(f"units/{unit.id}/")


def of_unit(unit: Unit, collection: Collection, dates: DatesOf, edition: Edition) -> dict[str, bytes]:
    """The feed of one unit by its paths."""
    profile = collection.registry.profile
    own = _newest(collection.of_unit(unit.id), profile, dates)
    paths = unit_paths(unit)
    return dict.fromkeys(paths, _feed(f"{unit.name}新增和改动的表", paths[0], f"units/{unit.id}/", own, edition))


def of_year(year: int, collection: Collection, dates: DatesOf, edition: Edition) -> bytes:
    """The feed of one year, as its forms come in."""
    profile, page = collection.registry.profile, f"years/{year}/"
    own = _newest((form for form in collection.forms if form.year == year), profile, dates)
    return _feed(f"{year} 年度新增和改动的表", beside(page), page, own, edition)


@dataclass(frozen=True, slots=True)
class Followed:
    """A project that has a page: its forms, and what is gone of it, with whether it is at another address now."""

    project: str
    forms: tuple[Form, ...]
    gone: tuple[tuple[Withdrawal, bool], ...]

    @property
    def path(self) -> str:
        """Where its feed stands."""
        return beside(f"projects/{self.project}/")


def followed_projects(collection: Collection) -> list[Followed]:
    """Every project, also one whose last form is gone: its page says so."""
    gone = [item for item in collection.registry.withdrawn if not item.returned]
    present = {form.id for form in collection.forms} if gone else set[str]()
    left: dict[str, list[tuple[Withdrawal, bool]]] = defaultdict(list)
    for item in gone:
        left[item.form.rpartition("/")[2]].append((item, item.moved_to in present))
    projects = sorted({*collection.projects, *left})
    return [Followed(project, collection.projects.get(project, ()), tuple(left[project])) for project in projects]


def of_project(followed: Followed, profile: Profile, dates: DatesOf, edition: Edition) -> bytes:
    """The feed of one project over the years and units; who follows it hears too that a form of it is gone."""
    told = _newest(followed.forms, profile, dates)
    told += [_withdrawal(item, is_moved=is_moved) for item, is_moved in followed.gone]
    name = followed.forms[0].project if followed.forms else followed.gone[0][0].project
    return _feed(f"{name}：各年各单位的表", followed.path, f"projects/{followed.project}/", told, edition)


def feeds(collection: Collection, dates: DatesOf, edition: Edition) -> dict[str, bytes]:
    """The feeds of all units together by their path."""
    forms = sorted(collection.forms, key=lambda form: form.id)
    profile = collection.registry.profile
    files = {ALL: _feed("新增和改动的表", ALL, "", _newest(forms, profile, dates), edition)}
    told = [_correction(form, item, number) for form in forms for number, item in enumerate(form.corrections, 1)]
    present = {form.id for form in forms}
    told += [_withdrawal(item, is_moved=item.moved_to in present) for item in collection.registry.withdrawn]
    files[CORRECTIONS] = _feed("更正", CORRECTIONS, "corrections/", told, edition)
    return files


def _newest(forms: Iterable[Form], profile: Profile, dates: DatesOf) -> list[_Entry]:
    """The entries that can stand in a feed; of all others no sentence need be made."""
    known = ((dates(form), form) for form in forms)
    dated = sorted(known, key=lambda pair: (-_moment(pair[0]).timestamp(), pair[1].id))
    return [_form(form, of, profile) for of, form in dated[:NEWEST]]


def _moment(known: Dates | None) -> dt.datetime:
    return known.last if known else _UNDATED


def _form(form: Form, known: Dates | None, profile: Profile) -> _Entry:
    title = f"{form.project}（{form.unit}，{form.year} 年度{form.kind.label}）"
    text = f"{money_sentence(form, profile)}{result_sentence(form)}" if isinstance(form, SelfEvaluation) else title
    return _Entry(_moment(known), f"{form.id}/", form.id, title, text, known.first if known else None)


def _correction(form: Form, item: Correction, number: int) -> _Entry:
    title = f"更正：{form.project}（{form.unit}，{form.year} 年度）"
    text = f"{correction_label(item, form.kind)}：原为“{item.old or ''}”，改为“{item.new or ''}”。{item.reason}"
    return _Entry(_midnight(item.date), f"{form.id}/#corrections", f"{form.id}#correction-{number}", title, text)


def _withdrawal(item: Withdrawal, *, is_moved: bool) -> _Entry:
    title = f"{'换了地址' if is_moved else '撤下'}：{item.project}"
    return _Entry(_midnight(item.date), f"{item.form}/", f"{item.form}#withdrawn", title, item.reason)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), BEIJING)


def _feed(title: str, path: str, page: str, entries: Iterable[_Entry], edition: Edition) -> bytes:
    """One feed, newest entries first; ``page`` shows the same on the site."""
    newest = sorted(entries, key=lambda entry: (-entry.updated.timestamp(), entry.name))[:NEWEST]
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "zh-Hans"})
    _text(root, "id", _tag(edition.address, path))
    _text(root, "title", title)
    _text(root, "updated", max((entry.updated for entry in newest), default=_UNDATED).isoformat())
    _link(root, "self", "application/atom+xml", edition.address + path)
    _link(root, "alternate", "text/html", edition.address + page)
    _text(ET.SubElement(root, "author"), "name", edition.name)
    for entry in newest:
        element = ET.SubElement(root, "entry")
        _text(element, "id", _tag(edition.address, entry.name))
        _text(element, "title", entry.title)
        _text(element, "updated", entry.updated.isoformat())
        if entry.published:
            _text(element, "published", entry.published.isoformat())
        _link(element, "alternate", "text/html", edition.address + entry.url)
        _text(element, "summary", entry.text)
    ET.indent(root)
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _link(parent: ET.Element, rel: str, media_type: str, href: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": media_type, "href": href})


def _tag(address: str, name: str) -> str:
    """A permanent name (RFC 4151) that outlives a move of the site to another folder."""
    return f"tag:{urlsplit(address).hostname or 'localhost'},2026:{name}"
