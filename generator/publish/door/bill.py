"""Owns the bill of materials of a built site: which packages made it, in CycloneDX 1.6. Reads what is installed."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Any

from packaging.requirements import Requirement  # the builder needs it, so it is there
from packaging.utils import canonicalize_name

BILL = "sbom.cdx.json"
PROGRAM = "performance-disclosure"
_LONGEST = 80
"""Characters; a longer text under License is the licence itself, not its name."""


def bill() -> bytes:
    """The file as it is published: the program and every package it needs to run; the same packages, the same bytes."""
    packages = _packages(PROGRAM)
    needs = {name: _needs(package, packages) for name, package in sorted(packages.items())}
    values = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _component(PROGRAM, packages, "application")},
        "components": [_component(name, packages, "library") for name in needs if name != PROGRAM],
        "dependencies": [
            {"ref": _ref(name, packages), "dependsOn": [_ref(other, packages) for other in others]}
            for name, others in needs.items()
        ],
    }
    return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()


def _packages(root: str) -> dict[str, Distribution]:
    """Every installed package that a package needs to run on this machine, itself among them, by name."""
    found: dict[str, Distribution] = {}
    waiting = [root]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue
        waiting += _required(found[name])
    return found


@cache
def _required(package: Distribution) -> list[str]:
    requirements = map(Requirement, package.requires or ())
    return [
        canonicalize_name(item.name)
        for item in requirements
        if item.marker is None or item.marker.evaluate({"extra": ""})
    ]


@cache
def _version(package: Distribution) -> str:
    """Asked for once; the library reads the whole description each time."""
    return package.version


def _needs(package: Distribution, known: dict[str, Distribution]) -> list[str]:
    return sorted({name for name in _required(package) if name in known})


def _ref(name: str, packages: dict[str, Distribution]) -> str:
    return f"pkg:pypi/{name}@{_version(packages[name])}" if name in packages else f"pkg:pypi/{name}"


def _component(name: str, packages: dict[str, Distribution], kind: str) -> dict[str, Any]:
    component: dict[str, Any] = {"type": kind, "bom-ref": _ref(name, packages), "name": name}
    if name in packages:
        component |= {"version": _version(packages[name]), **_licences(packages[name]), "purl": _ref(name, packages)}
    return component


def _licences(package: Distribution) -> dict[str, Any]:
    """What a package says of its licence: an SPDX expression, else a name."""
    said = package.metadata.json
    if expression := said.get("license_expression"):
        return {"licenses": [{"expression": expression}]}
    listed = [text.rpartition(" :: ")[2] for text in said.get("classifier", ()) if text.startswith("License ::")]
    name = " ".join(str(said.get("license", "")).split())
    names = listed or ([name] if re.search(r"\w", name) and len(name) <= _LONGEST else [])
    return {"licenses": [{"license": {"name": text}} for text in names]} if names else {}
