"""Owns the files programs ask for one by one, at addresses that stay: lists, each form, and their description. Pure."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from generator.publish.data.objects import form_object, form_schema
from generator.publish.data.package import LICENCE, VERSION
from generator.record.kinds import KINDS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from generator.forms.collection import Collection
    from generator.publish.edition import Edition
    from generator.record.model import Form

ROOT = "api/v1"
_SCHEMA = "https://json-schema.org/draft/2020-12/schema"
_TEXT, _NUMBER = {"type": "string"}, {"type": "integer"}
_FORM = {"id": _TEXT, "kind": _TEXT, "year": _NUMBER, "unit_id": _TEXT, "project_id": _TEXT, "project": _TEXT}
_LISTS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "years": ("每个年度有几份表", {"year": _NUMBER, "forms": _NUMBER}),
    "units": (
        "每个单位，连同主管部门",
        {"id": _TEXT, "name": _TEXT, "short": _TEXT, "department_id": _TEXT, "department": _TEXT, "forms": _NUMBER},
    ),
    "projects": (
        "每个项目各年各单位的表",
        {"id": _TEXT, "name": _TEXT, "forms": {"type": "array", "items": _TEXT}},
    ),
    "forms": ("每份表和它的地址", {**_FORM, "url": _TEXT, "page": _TEXT}),
}
"""What each list holds, and the keys of its items."""


def lists(collection: Collection, changed: dt.datetime | None, edition: Edition) -> dict[str, bytes]:
    """What there is and how it is described, by its path under the site."""
    of_year = Counter(form.year for form in collection.forms)
    listed = {
        "years": [{"year": year, "forms": of_year[year]} for year in collection.years],
        "units": _units(collection),
        "projects": [
            {"id": project, "name": forms[0].project, "forms": [form.id for form in forms]}
            for project, forms in collection.projects.items()
        ],
        "forms": [_entry(form, edition) for form in collection.forms],
    }
    index = {
        "name": edition.name,
        "version": VERSION,
        "changed": changed.isoformat() if changed else None,
        "license": LICENCE,
        "openapi": f"{edition.address}{ROOT}/openapi.json",
        "lists": {name: f"{edition.address}{ROOT}/{name}.json" for name in listed},
    }
    files = {f"{ROOT}/index.json": _json(index), f"{ROOT}/openapi.json": _json(openapi(edition), indent=1)}
    files |= {f"{ROOT}/{name}.json": _json(items) for name, items in listed.items()}
    return files | {f"{ROOT}/schema/{key}.json": _json(schema, indent=1) for key, schema in _schemas().items()}


def list_paths() -> tuple[str, ...]:
    """Where they stand."""
    names = ("index", "openapi", *_LISTS, *(f"schema/{key}" for key in KINDS))
    return tuple(f"{ROOT}/{name}.json" for name in names)


def path_of(form: Form) -> str:
    """Where a form stands for programs."""
    return f"{ROOT}/forms/{form.id}.json"


def one(form: Form) -> bytes:
    """A form for programs."""
    return _json(form_object(form))


def _json(value: object, indent: int | None = None) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=indent) + "\n").encode()


def _units(collection: Collection) -> list[dict[str, Any]]:
    departments = collection.registry.departments
    of_unit = Counter(form.unit_id for form in collection.forms)
    return [
        {
            "id": unit.id,
            "name": unit.name,
            "short": unit.short,
            "department_id": unit.department,
            "department": departments[unit.department].name,
            "forms": of_unit[unit.id],
        }
        for unit in collection.units
    ]


def _entry(form: Form, edition: Edition) -> dict[str, Any]:
    return {
        "id": form.id,
        "kind": form.kind.key,
        "year": form.year,
        "unit_id": form.unit_id,
        "project_id": form.project_id,
        "project": form.project,
        "url": f"{edition.address}{ROOT}/forms/{form.id}.json",
        "page": f"{edition.address}{form.id}/",
    }


def _schemas() -> dict[str, dict[str, Any]]:
    return {key: {"$schema": _SCHEMA, **form_schema(kind)} for key, kind in KINDS.items()}


def openapi(edition: Edition) -> dict[str, Any]:
    """The description after OpenAPI 3.1."""
    schemas: dict[str, Any] = {key: form_schema(kind) for key, kind in KINDS.items()}
    schemas |= {name: _array(about, properties) for name, (about, properties) in _LISTS.items()}
    schemas["index"] = _closed({"name": _TEXT, "version": _TEXT, "changed": {"type": ["string", "null"]},
                                "license": _TEXT, "openapi": _TEXT, "lists": {"type": "object"}})  # fmt: skip
    paths = {f"/{name}.json": _get(name, about, [name]) for name, (about, _) in _LISTS.items()}
    paths["/index.json"] = _get("index", "目录：版本、最近改动、许可和各个列表", ["index"])
    names = ("folder", "year", "unit_id", "project_id")
    form = _get("form", "一份表；地址在 forms.json 里", list(KINDS))
    form["get"]["parameters"] = [_parameter(name) for name in names]
    form["get"]["responses"]["404"] = {"description": "没有这份表，或不再公开"}
    paths["/forms/{folder}/{year}/{unit_id}/{project_id}.json"] = form
    return {
        "openapi": "3.1.0",
        "info": {
            "title": edition.name,
            "version": VERSION,
            "description": "静态文件，只读，不用钥匙。数的 value 是文字形式的十进制数，printed 是原件印的样子。",
            "license": {"name": "CC BY 4.0", "url": LICENCE},
        },
        "servers": [{"url": f"{edition.address}{ROOT}"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _closed(properties: Mapping[str, Any]) -> dict[str, Any]:
    keys = {"properties": dict(properties), "required": list(properties), "additionalProperties": False}
    return {"type": "object", **keys}


def _array(about: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"title": about, "type": "array", "items": _closed(properties)}


def _get(name: str, about: str, schemas: Sequence[str]) -> dict[str, Any]:
    references = [{"$ref": f"#/components/schemas/{schema}"} for schema in schemas]
    schema = references[0] if len(references) == 1 else {"oneOf": references}
    answer = {"description": about, "content": {"application/json": {"schema": schema}}}
    return {"get": {"operationId": name, "summary": about, "responses": {"200": answer}}}


def _parameter(name: str) -> dict[str, Any]:
    schema = {"type": "string", "enum": [kind.folder for kind in KINDS.values()]} if name == "folder" else _TEXT
    return {"name": name, "in": "path", "required": True, "schema": schema}
