"""Owns how the data set describes and cites itself: schema.org Dataset as JSON-LD, words and BibTeX to copy. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.publish.data.archive import ARCHIVE
from generator.publish.data.database import DATABASE
from generator.publish.data.package import KEYWORDS, LICENCE, PACKAGE, VERSION
from generator.publish.data.spreadsheet import WORKBOOK

if TYPE_CHECKING:
    import datetime as dt

    from generator.forms.collection import Collection
    from generator.publish.edition import Edition

JSON_LD = "data/dataset.jsonld"
DESCRIBED_ON = "dictionary"
"""Address of the page that explains the data set, under the site."""
_FILES = (
    (WORKBOOK, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (ARCHIVE, "application/zip"),
    (DATABASE, "application/vnd.sqlite3"),
    (PACKAGE, "application/json"),
)


def dataset(collection: Collection, changed: dt.datetime | None, edition: Edition) -> dict[str, Any]:
    """The data set for search engines of data."""
    years = collection.years
    page = f"{edition.address}{DESCRIBED_ON}/"
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": page,
        "identifier": page,
        "url": page,
        "name": edition.name,
        "description": f"{len(collection.forms)} 份财政项目支出绩效自评价和绩效目标申报表：目标、资金、完成值、得分，"
        "数字照原件，另有可以直接计算的数值版。",
        "inLanguage": "zh-Hans",
        "version": VERSION,
        "keywords": list(KEYWORDS),
        "license": LICENCE,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": edition.name, "url": edition.address},
        **({"dateModified": changed.isoformat()} if changed else {}),
        "spatialCoverage": collection.registry.profile.region,
        "citation": citation(changed, edition),
        **({"temporalCoverage": f"{min(years)}/{max(years)}"} if years else {}),
        "distribution": [
            {"@type": "DataDownload", "contentUrl": f"{edition.address}{path}", "encodingFormat": media}
            for path, media in _FILES
        ],
    }


def citation(changed: dt.datetime | None, edition: Edition) -> str:
    """One line to copy."""
    day = f"，数据更新至 {changed.date().isoformat()}" if changed else ""
    return f"{edition.name}（结构版本 {VERSION}{day}），{edition.address}，CC BY 4.0。"


def bibtex(changed: dt.datetime | None, edition: Edition) -> str:
    """The same for BibTeX."""
    year = f"  year = {{{changed.year}}},\n" if changed else ""
    return (
        "@misc{performance-disclosure,\n"
        f"  title = {{{edition.name}}},\n{year}"
        f"  howpublished = {{{edition.address}}},\n"
        f"  note = {{version {VERSION}, CC BY 4.0}}\n"
        "}"
    )
