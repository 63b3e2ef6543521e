"""Disks that outlive the pods that write to them: one claim for each path, on encrypted storage."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_kubernetes as kubernetes

from ..component import Component
from ..eks.contract import Cluster
from ..scope import Scope
from .labels import metadata

STORAGE_CLASS = "gp3"
"""Storage class of encrypted disks."""

SAVED_STORAGE_CLASS = "gp3-snapshots"
"""Storage class of encrypted disks of which a snapshot is taken every day."""

# Source: Amazon EBS User Guide, "General Purpose SSD volumes", gp3.
_LARGEST_GIB = 65_536
_LONGEST_NAME = 63
_PLAIN = re.compile(r"/[a-z0-9]+")


@dataclass(frozen=True, kw_only=True)
class Volume:
    """One disk, mounted at the path that is its key in a mapping; one node at a time may mount it."""

    size_gib: int
    """Size in GiB, 1 to 65536. It may grow later, never shrink."""

    snapshots: bool = True
    """Take a snapshot every day. Default: yes."""

    def __post_init__(self) -> None:
        if not 1 <= self.size_gib <= _LARGEST_GIB:
            raise ValueError(f"size_gib must be 1 to {_LARGEST_GIB}, which gp3 offers, got {self.size_gib}")

    @property
    def storage_class_name(self) -> str:
        """The storage class it is a disk of."""
        return SAVED_STORAGE_CLASS if self.snapshots else STORAGE_CLASS


def volume_name(path: str) -> str:
    """Return what the volume at *path* is called: it comes from the path alone, and is a name Kubernetes takes."""
    readable = re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-")
    if _PLAIN.fullmatch(path) and len(readable) <= _LONGEST_NAME:
        return readable
    digest = hashlib.sha256(path.encode()).hexdigest()[:6]
    return f"{readable[: _LONGEST_NAME - 7].rstrip('-')}-{digest}".lstrip("-")


def claim_name(name: str, path: str) -> str:
    """Return what the claim of the component *name* on the disk at *path* is called."""
    return f"{name}-{volume_name(path)}"


def claims(
    owner: Component,
    scope: Scope,
    cluster: Cluster,
    *,
    namespace: str,
    volumes: Mapping[str, Volume],
    depends_on: Sequence[pulumi.Resource] = (),
) -> dict[str, kubernetes.core.v1.PersistentVolumeClaim]:
    """Create `{owner}-volume-{path}` for each of *volumes*; return path -> claim.

    Where the cluster is kept, the claims are protected: a claim that is deleted takes its disk along.
    """
    name = owner.logical_name
    # After the add-ons of the cluster, so that the storage driver still runs when a claim goes, and takes its disk.
    inside = [*cluster.ready, *depends_on]
    return {
        path: kubernetes.core.v1.PersistentVolumeClaim(
            f"{name}-volume-{volume_name(path)}",
            metadata=_metadata(scope, name, namespace, path),
            spec=_spec(volumes[path]),
            opts=owner.keeping(cluster.removal, provider=cluster.provider, depends_on=inside),
        )
        for path in sorted(volumes)
    }


def _metadata(scope: Scope, name: str, namespace: str, path: str) -> Any:
    return metadata(scope, claim_name(name, path), namespace=namespace, of=name)


def _spec(volume: Volume) -> Any:
    return {
        "accessModes": ["ReadWriteOnce"],
        "storageClassName": volume.storage_class_name,
        "resources": {"requests": {"storage": f"{volume.size_gib}Gi"}},
    }
