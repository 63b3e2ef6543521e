"""Volume snapshots and claims."""

from __future__ import annotations

from collections.abc import Iterator

from ..manifests import Manifest
from ..quantities import quantity


def _snapshot(snapshot: Manifest) -> Iterator[str]:
    if len(snapshot["spec"]["source"]) != 1:
        yield "spec.source: needs exactly one of persistentVolumeClaimName and volumeSnapshotContentName"


def _claim(claim: Manifest) -> Iterator[str]:
    spec = claim["spec"]
    size = spec.get("resources", {}).get("requests", {}).get("storage")
    if size is None or not quantity(size):
        yield f"spec.resources.requests.storage: must be a size, got {size!r}"
    modes = spec.get("accessModes") or []
    if not modes:
        yield "spec.accessModes: is needed"
    if "ReadWriteOncePod" in modes and len(modes) > 1:
        yield "spec.accessModes: ReadWriteOncePod stands alone"


RULES = {"VolumeSnapshot": (_snapshot,), "PersistentVolumeClaim": (_claim,)}
