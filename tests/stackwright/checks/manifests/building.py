"""Kustomize in little, by none of the code that is tested: what an overlay comes to. And values of any shape for it."""

from __future__ import annotations

import copy
import posixpath
import re
from typing import Any

from hypothesis import strategies as st

from stackwright.checks.manifests.tree import Tree

SCALARS = st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=3)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3)
)


def build(tree: Tree, overlay: str) -> list[dict[str, Any]]:
    """Return the objects of the overlay, in no order."""
    documents = {file.path: file.document for file in tree.files}
    return _build(documents, overlay)


def _build(documents: dict[str, Any], folder: str) -> list[dict[str, Any]]:
    kustomization = documents[f"{folder}/kustomization.yaml"]
    found = []
    for resource in kustomization["resources"]:
        path = posixpath.normpath(f"{folder}/{resource}")
        found += _build(documents, path) if path not in documents else [copy.deepcopy(documents[path])]
    for patch in kustomization.get("patches", []):
        chosen = [each for each in found if _selects(patch["target"], each)]
        assert len(chosen) == 1, f"{patch['target']} selects {len(chosen)} objects"
        apply(chosen[0], documents[f"{folder}/{patch['path']}"])
    return found


def _selects(target: dict[str, str], found: dict[str, Any]) -> bool:
    group, _, version = found["apiVersion"].rpartition("/")
    facts = {"group": group, "version": version, "kind": found["kind"], "name": found["metadata"]["name"]}
    facts["namespace"] = found["metadata"].get("namespace", "default")
    return all(re.fullmatch(pattern, facts[key]) for key, pattern in target.items())


def apply(document: Any, operations: list[dict[str, Any]]) -> Any:
    """Return *document*, changed in place by a JSON patch."""
    for operation in operations:
        steps = [step.replace("~1", "/").replace("~0", "~") for step in operation["path"].split("/")[1:]]
        if not steps:
            assert operation["op"] == "replace"
            document = operation["value"]
            continue
        holder = document
        for step in steps[:-1]:
            holder = holder[int(step) if isinstance(holder, list) else step]
        _apply(holder, int(steps[-1]) if isinstance(holder, list) else steps[-1], operation)
    return document


def _apply(holder: Any, key: Any, operation: dict[str, Any]) -> None:
    if operation["op"] == "remove":
        del holder[key]
    elif operation["op"] == "add" and isinstance(holder, list):
        assert key <= len(holder)
        holder.insert(key, copy.deepcopy(operation["value"]))
    else:
        assert (operation["op"] == "replace") == (key in holder if isinstance(holder, dict) else True)
        holder[key] = copy.deepcopy(operation["value"])
