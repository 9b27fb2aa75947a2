"""``generator schema``: the JSON Schemas by which editors complete and check records while they are typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands import EXIT_FINDINGS, EXIT_FINE
from generator.record.kinds import KINDS
from generator.record.registers import TEMPLATE
from generator.record.registry import REGISTRY_FIELDS, REGISTRY_LABELS, TEMPLATES_FOLDER
from generator.record.schema import json_schema, registry_schema

if TYPE_CHECKING:
    import argparse

NAME = "schema"
HELP = "write the schemas for editors (写出编辑器用的校验规则)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("folder", nargs="?", default=".vscode", type=Path, help="放在哪里（默认 .vscode）")
    parser.add_argument("--check", action="store_true", help="只看是不是最新的，不写")


def run(arguments: argparse.Namespace) -> int:
    """Write every schema and the settings that name the files each is for; with --check say which are not current."""
    files = schema_files()
    old = [name for name, text in files.items() if _read(arguments.folder / name) != text]
    for name in old:
        print(f"{arguments.folder / name}：{'不是最新的' if arguments.check else '写好了'}")
        if not arguments.check:
            path = arguments.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[name], encoding="utf-8", newline="\n")
    return EXIT_FINDINGS if old and arguments.check else EXIT_FINE


def schema_files() -> dict[str, str]:
    """Every file by its path: a schema for each kind, registry and template, and the settings of the editor."""
    schemas = {key: (json_schema(kind), f"data/{kind.folder}/**/*.yaml") for key, kind in KINDS.items()}
    for name, fields in REGISTRY_FIELDS.items():
        schemas[name.removesuffix(".yaml")] = (registry_schema(REGISTRY_LABELS[name], fields), f"data/{name}")
    schemas["template"] = (registry_schema("表式", TEMPLATE), f"data/{TEMPLATES_FOLDER}/*.yaml")
    files = {f"schema/{name}.json": _json(schema) for name, (schema, _) in schemas.items()}
    mapping = {f"./.vscode/schema/{name}.json": pattern for name, (_, pattern) in schemas.items()}
    files["settings.json"] = _json({"yaml.schemas": mapping})
    files["extensions.json"] = _json({"recommendations": ["redhat.vscode-yaml"]})
    return files


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
