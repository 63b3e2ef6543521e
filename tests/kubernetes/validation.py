"""What an API server of a version would refuse: built-in objects by its own schemas, custom ones by compact copies.

A kind that is not known is a problem, never a pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import kubernetes_validate
from kubernetes_validate import SchemaNotFoundError, ValidationError

from stackwright.model import Stack, Unknown

from .cross_field import broken
from .manifests import Manifest, given, manifests, named
from .naming import is_namespaced, metadata_problems
from .schemas import custom_kinds, schema_problems

__all__ = ["VERSION", "manifests", "problems"]

VERSION = "1.35"
"""The version of Kubernetes that is pinned."""


def problems(source: Stack | Iterable[Manifest], version: str = VERSION) -> list[str]:
    """Return everything that is wrong with the objects of *source*, each as `Kind namespace/name: path: what`."""
    return [f"{named(manifest)}: {problem}" for manifest in given(source) for problem in _wrong(manifest, version)]


def _wrong(manifest: Manifest, version: str) -> list[str]:
    if unknown := list(_unknown(manifest)):
        return [f"{path}: is not known before the deployment, so it cannot be judged" for path in unknown]
    custom = custom_kinds().get((manifest.get("apiVersion", ""), manifest.get("kind", "")))
    if custom is None:
        found, namespaced = _built_in(manifest, version), is_namespaced(manifest.get("kind", ""))
    else:
        body = {key: value for key, value in manifest.items() if key not in ("apiVersion", "kind", "metadata")}
        found, namespaced = schema_problems(custom.schema, body, version), custom.namespaced
    found += metadata_problems(manifest, namespaced=namespaced, version=version)
    # Rules across fields rely on what the schema promises.
    return found or broken(manifest)


def _built_in(manifest: Manifest, version: str) -> list[str]:
    missing = [key for key in ("apiVersion", "kind") if not manifest.get(key)]
    if missing:
        return [f"the object: has no {key}" for key in missing]
    try:
        kubernetes_validate.validate(manifest, version, strict=True)
    except SchemaNotFoundError:
        return [f"the object: {manifest['apiVersion']} {manifest['kind']} is no kind that is known in {version}"]
    except ValidationError as error:
        return [f"{'.'.join(map(str, error.absolute_path)) or 'the object'}: {error.message}"]
    return []


def _unknown(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, Unknown):
        yield path
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _unknown(item, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _unknown(item, f"{path}.{number}")
