"""Owns the description by which a browser adds the site's search to its own (OpenSearch 1.1)."""

from __future__ import annotations

import xml.etree.ElementTree as ET

PATH = "opensearch.xml"
_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
_NAME_LENGTH = 16
"""Characters the standard allows for the name."""


def description(name: str, address: str) -> bytes:
    """The description of the search of the site at an address that ends in ``/``."""
    root = ET.Element("OpenSearchDescription", {"xmlns": _NAMESPACE})
    ET.SubElement(root, "ShortName").text = name[:_NAME_LENGTH]
    ET.SubElement(root, "Description").text = f"搜索“{name}”的全部表和说明"
    ET.SubElement(root, "InputEncoding").text = "UTF-8"
    ET.SubElement(root, "Image", {"type": "image/svg+xml"}).text = f"{address}assets/favicon.svg"
    search = {"type": "text/html", "method": "get", "template": f"{address}search/?q={{searchTerms}}"}
    ET.SubElement(root, "Url", search)
    ET.SubElement(
        root, "Url", {"type": "application/opensearchdescription+xml", "rel": "self", "template": f"{address}{PATH}"}
    )
    ET.indent(root)
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"
