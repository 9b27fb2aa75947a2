"""The bill of materials names what made the site, the same each time, and nothing that only tests need."""

from __future__ import annotations

import json
from importlib.metadata import version

from generator.publish.door.bill import PROGRAM, bill


def test_the_bill_names_every_package_with_its_version_and_what_it_needs() -> None:
    read = json.loads(bill())
    assert (read["bomFormat"], read["specVersion"]) == ("CycloneDX", "1.6")
    components = {component["name"]: component for component in read["components"]}
    for name in ("mkdocs", "lxml", "jinja2", "ruamel-yaml"):
        assert components[name]["version"] == version(name)
        assert components[name]["purl"] == f"pkg:pypi/{name}@{version(name)}"
    assert not {"pytest", "ruff", "mypy", "playwright", PROGRAM} & components.keys()
    references = {component["bom-ref"] for component in read["components"]} | {read["metadata"]["component"]["bom-ref"]}
    needs = {item["ref"]: item["dependsOn"] for item in read["dependencies"]}
    assert needs.keys() == references
    assert all(set(others) <= references for others in needs.values())
    assert f"pkg:pypi/markupsafe@{version('markupsafe')}" in needs[f"pkg:pypi/jinja2@{version('jinja2')}"]


def test_the_same_packages_give_the_same_bytes() -> None:
    assert bill() == bill()
    assert b"serialNumber" not in bill()
