"""The compact schemas of custom resources, one document for each kind.

Every object with listed properties is closed: what a schema does not name is a mistake, or would be dropped unseen.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import kubernetes_validate
import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

_FOLDER = Path(__file__).parent / "schemas"
_COMMON = "common"
_KUBERNETES = "kubernetes"


@dataclass(frozen=True)
class CustomKind:
    """One kind of custom resource."""

    namespaced: bool
    schema: Mapping[str, Any]
    """Schema of the object without `apiVersion`, `kind` and `metadata`."""


@cache
def custom_kinds() -> Mapping[tuple[str, str], CustomKind]:
    """Return (apiVersion, kind) -> what is known of it."""
    documents = [
        document
        for path in sorted(_FOLDER.glob("*.yaml"))
        if path.stem != _COMMON
        for document in yaml.safe_load_all(path.read_text(encoding="utf-8"))
    ]
    schemas = {document["kind"]: document["schema"] for document in documents}
    found: dict[tuple[str, str], CustomKind] = {}
    for document in documents:
        schema = schemas[document["schema"].get("sameAs", document["kind"])]
        found[document["apiVersion"], document["kind"]] = CustomKind(document["scope"] == "Namespaced", closed(schema))
    return found


def schema_problems(schema: Any, value: Any, version: str) -> list[str]:
    """Return what *schema* says against *value*, as `path: message`; Kubernetes' own parts as of *version*."""
    errors = Draft202012Validator(schema, registry=_registry(version)).iter_errors(value)
    return sorted(f"{_path(error)}: {error.message}" for error in errors)


def closed(schema: Any) -> Any:
    """Return *schema* with every object of listed properties closed to others."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    # A field may be called `properties` as well: a schema's own is a table of schemas.
    table = schema.get("properties")
    found = {key: closed(item) for key, item in schema.items() if key != "properties"}
    if table is not None:
        found["properties"] = {key: closed(item) for key, item in table.items()}
        found = {"type": "object", "additionalProperties": False, **found}
    return found


@cache
def _registry(version: str) -> Registry[Any]:
    common = yaml.safe_load((_FOLDER / f"{_COMMON}.yaml").read_text(encoding="utf-8"))
    folder = files(kubernetes_validate) / "kubernetes-json-schema" / f"v{version}.0-local-strict"
    kubernetes = json.loads((folder / "_definitions.json").read_text(encoding="utf-8"))
    return Registry().with_resources(
        [
            (_COMMON, Resource.from_contents(closed(common), default_specification=DRAFT202012)),
            (_KUBERNETES, Resource.from_contents(kubernetes, default_specification=DRAFT202012)),
        ]
    )


def _path(error: ValidationError) -> str:
    return ".".join(map(str, error.absolute_path)) or "the object"
