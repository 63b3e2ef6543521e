"""Writes the Kubernetes objects of a fixture's case as plain manifests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from policy.guardrails.kit.fixtures import Case, FixtureResource
from policy.guardrails.marks import UNKNOWN_TEXT

from .hcl import REFERENCE, UntranslatableError, plain

_CORE = "core/"
_SHARED = frozenset({"default"})
"""Names that objects of every cluster have: what is called so stays so."""


def documents(case: Case, mark: str) -> str:
    """Return the manifests of *case*, "" for one without Kubernetes objects.

    Checkov relates all objects it reads, whatever their file: *mark* ends the names that the case declares and is one
    more label and selector, so that objects of two cases never meet.
    Raises UntranslatableError where a value is not known.
    """
    objects = [one for one in case.resources if kind(one)]
    names = {one.name: _name(one) for one in objects}
    written = [_marked(_resolved(_manifest(one), names), frozenset(names.values()) - _SHARED, mark) for one in objects]
    text = yaml.safe_dump_all(written, sort_keys=False) if written else ""
    if UNKNOWN_TEXT in text:
        raise UntranslatableError("a manifest has no word for a value that is not known")
    return text


def kind(one: FixtureResource) -> str:
    """Return the kind of a Kubernetes object, "" for any other resource."""
    package, _, rest = one.type.partition(":")
    made = package == "kubernetes" and rest.count(":") == 1 and not (one.component or one.remote or one.opaque)
    return rest.partition(":")[2] if made else ""


def _name(one: FixtureResource) -> str:
    metadata = plain(one.properties.get("metadata") or {})
    return str(metadata.get("name", one.name))


def _manifest(one: FixtureResource) -> dict[str, Any]:
    version = one.type.split(":")[1].removeprefix(_CORE)
    properties = plain(one.properties)
    metadata = {"name": one.name, **(properties.get("metadata") or {})}
    return {"apiVersion": version, "kind": kind(one), **properties, "metadata": metadata}


def _resolved(value: Any, names: Mapping[str, str]) -> Any:
    """Return *value* with each reference to an object replaced by the object's name."""
    if isinstance(value, dict):
        return {key: _resolved(one, names) for key, one in value.items()}
    if isinstance(value, list):
        return [_resolved(one, names) for one in value]
    if isinstance(value, str):
        return REFERENCE.sub(lambda match: names.get(match[1], match[1]), value)
    return value


def _marked(value: Any, names: frozenset[str], mark: str, key: str = "") -> Any:
    """Return *value* with the declared names, the labels and the selectors made the case's own."""
    if isinstance(value, dict):
        made = {name: _marked(one, names, mark, name) for name, one in value.items()}
        selects = key in ("labels", "matchLabels") or (
            key == "selector" and not {"matchLabels", "matchExpressions"} & set(made)
        )
        return {**made, "fixture": mark} if selects and made else made
    if isinstance(value, list):
        return [_marked(one, names, mark) for one in value]
    if key in ("name", "serviceAccountName") and value in names:
        return f"{value}-{mark}"
    return value
