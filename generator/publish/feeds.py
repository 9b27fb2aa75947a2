"""Owns the Atom feeds (RFC 4287): all forms, one unit's forms, corrections. Pure; dates come from the history."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.publish.environment import field_label
from generator.publish.wording import money_sentence, result_sentence
from generator.record.fields import KIND_LABELS
from generator.record.model import SelfEvaluation
from generator.record.values import BEIJING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.publish.edition import Edition
    from generator.record.model import Correction, Form, Withdrawal
    from generator.review.history import Dates
    from generator.summary.collection import Collection

    Entry = tuple[dt.datetime, str, str, str, str]

ATOM = "http://www.w3.org/2005/Atom"
NEWEST = 50
"""Entries a feed holds at most; older ones are on the site."""
_UNDATED = dt.datetime(2000, 1, 1, tzinfo=BEIJING)
"""Stands for a form whose history is not known, so that it is never shown as news."""


def feeds(collection: Collection, dates: Callable[[Form], Dates | None], edition: Edition) -> dict[str, bytes]:
    """Every feed by its path."""
    forms = sorted(collection.forms, key=lambda form: form.id)
    files = {"feeds/forms.xml": _feed("新增和改动的表", "feeds/forms.xml", (_form(f, dates) for f in forms), edition)}
    for unit in collection.units:
        path = f"feeds/{unit.id}.xml"
        own = (_form(form, dates) for form in forms if form.unit_id == unit.id)
        files[path] = _feed(f"{unit.name}新增和改动的表", path, own, edition)
    corrections = [_correction(form, item, n) for form in forms for n, item in enumerate(form.corrections, 1)]
    corrections += [_withdrawal(item) for item in collection.registry.withdrawn]
    files["feeds/corrections.xml"] = _feed("更正", "feeds/corrections.xml", corrections, edition)
    return files


def _form(form: SelfEvaluation | Form, dates: Callable[[Form], Dates | None]) -> Entry:
    known = dates(form)
    title = f"{form.project}（{form.unit}，{form.year} 年度{KIND_LABELS[form.kind]}）"
    text = f"{money_sentence(form)}{result_sentence(form)}" if isinstance(form, SelfEvaluation) else title
    return known.last if known else _UNDATED, f"{form.id}/", f"{form.id}", title, text


def _correction(form: Form, item: Correction, number: int) -> Entry:
    moment = dt.datetime.combine(item.date, dt.time(), BEIJING)
    title = f"更正：{form.project}（{form.unit}，{form.year} 年度）"
    text = f"{field_label(item.field, form.kind)}：原为“{item.old or ''}”，改为“{item.new or ''}”。{item.reason}"
    return moment, f"{form.id}/#corrections", f"{form.id}#correction-{number}", title, text


def _withdrawal(item: Withdrawal) -> Entry:
    moment = dt.datetime.combine(item.date, dt.time(), BEIJING)
    return moment, f"{item.form}/", f"{item.form}#withdrawn", f"撤下：{item.project}", item.reason


def _feed(title: str, path: str, entries: Iterable[Entry], edition: Edition) -> bytes:
    newest = sorted(entries, key=lambda entry: (-entry[0].timestamp(), entry[2]))[:NEWEST]
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "zh-Hans"})
    _text(root, "id", _tag(edition.address, path))
    _text(root, "title", title)
    _text(root, "updated", max((entry[0] for entry in newest), default=_UNDATED).isoformat())
    ET.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": edition.address + path})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": edition.address})
    _text(ET.SubElement(root, "author"), "name", edition.name)
    for moment, url, name, heading, text in newest:
        entry = ET.SubElement(root, "entry")
        _text(entry, "id", _tag(edition.address, name))
        _text(entry, "title", heading)
        _text(entry, "updated", moment.isoformat())
        ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": edition.address + url})
        _text(entry, "summary", text)
    ET.indent(root)
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _tag(address: str, name: str) -> str:
    """A permanent name (RFC 4151) that outlives a move of the site to another folder."""
    return f"tag:{urlsplit(address).hostname or 'localhost'},2026:{name}"
