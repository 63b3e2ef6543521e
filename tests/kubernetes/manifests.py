"""The Kubernetes objects of a stack, as `kubectl` would be given them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from stackwright.model import Stack, reveal

Manifest = dict[str, Any]

_RUN_PODS = ("DaemonSet", "Deployment", "Job", "StatefulSet")
# Charts are rendered by Helm, in the cluster's sight: what is in them is their publishers' to test.
_RELEASES = ("kubernetes:helm.sh/",)


def manifests(stack: Stack) -> list[Manifest]:
    """Return the objects that *stack* puts into a cluster, in order; secrets are shown, releases left out."""
    return [
        reveal(resource.inputs)
        for resource in stack.managed()
        if resource.type.startswith("kubernetes:") and not resource.type.startswith(_RELEASES)
    ]


def named(manifest: Manifest) -> str:
    """Return `Kind namespace/name`."""
    metadata = manifest.get("metadata") or {}
    place = [metadata["namespace"]] if metadata.get("namespace") else []
    return f"{manifest.get('kind', '?')} {'/'.join([*place, str(metadata.get('name', '?'))])}"


def place(manifest: Manifest) -> tuple[str, str]:
    """Return namespace and name."""
    return manifest["metadata"].get("namespace", ""), manifest["metadata"]["name"]


def pod_template(manifest: Manifest) -> dict[str, Any] | None:
    """Return the template of the pods that *manifest* runs; None where it runs none."""
    if manifest["kind"] == "CronJob":
        template: dict[str, Any] = manifest["spec"]["jobTemplate"]["spec"]["template"]
        return template
    return manifest["spec"]["template"] if manifest["kind"] in _RUN_PODS else None


def given(source: Stack | Iterable[Manifest]) -> list[Manifest]:
    """Return the objects of a stack, or those that were given."""
    return manifests(source) if isinstance(source, Stack) else list(source)
