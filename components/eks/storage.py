"""Storage classes of the cluster: encrypted volumes, with and without daily snapshots, that say whose they are."""

from __future__ import annotations

from typing import Any

import pulumi
import pulumi_kubernetes as kubernetes

from ..component import Component
from ..kubernetes.labels import metadata
from ..scope import Scope
from .args import EksClusterArgs
from .snapshots import SNAPSHOT_TAG, daily_snapshots

STORAGE_CLASS = "gp3"
"""The default storage class: an encrypted gp3 volume in the zone of the pod that asks first."""

SAVED_STORAGE_CLASS = "gp3-snapshots"
"""The same, with a snapshot a day."""

_DRIVER = "ebs.csi.aws.com"
_SNAPSHOT_API = "snapshot.storage.k8s.io/v1"
_DEFAULT_CLASS = {"storageclass.kubernetes.io/is-default-class": "true"}
_DEFAULT_SNAPSHOT_CLASS = {"snapshot.storage.kubernetes.io/is-default-class": "true"}


def storage(
    owner: Component, args: EksClusterArgs, cluster_name: pulumi.Output[str], provider: kubernetes.Provider
) -> None:
    """Create both classes, the class of snapshots that people ask for, and what takes the daily ones."""
    saved = cluster_name.apply(lambda known: {SNAPSHOT_TAG: known})
    _storage_class(owner, args, provider, STORAGE_CLASS, pulumi.Output.from_input({}), _DEFAULT_CLASS)
    _storage_class(owner, args, provider, SAVED_STORAGE_CLASS, saved, {})
    # Its fields are beside the metadata, not below `spec`, which the SDK's own class for such objects knows nothing of.
    pulumi.CustomResource(
        f"kubernetes:{_SNAPSHOT_API}:VolumeSnapshotClass",
        f"{owner.logical_name}-snapshot-class",
        {
            "apiVersion": _SNAPSHOT_API,
            "kind": "VolumeSnapshotClass",
            "metadata": metadata(args.scope, STORAGE_CLASS, annotations=_DEFAULT_SNAPSHOT_CLASS),
            "driver": _DRIVER,
            # What a person has saved outlives the object by which it was asked for, and its namespace.
            "deletionPolicy": "Retain" if args.removal == "retain" else "Delete",
        },
        owner.child(provider=provider),
    )
    daily_snapshots(owner, args, cluster_name)


def _storage_class(
    owner: Component,
    args: EksClusterArgs,
    provider: kubernetes.Provider,
    name: str,
    tags: pulumi.Output[dict[str, str]],
    annotations: dict[str, str],
) -> None:
    known = pulumi.Output.all(key=args.kms_key_arn, tags=tags)
    kubernetes.storage.v1.StorageClass(
        f"{owner.logical_name}-storage-{name}",
        metadata=_metadata(args.scope, name, annotations),
        provisioner=_DRIVER,
        parameters=known.apply(lambda found: parameters(args.scope, found["key"], found["tags"])),
        # A volume is in one zone: the pod is placed first, where its other needs lead it.
        volume_binding_mode="WaitForFirstConsumer",
        allow_volume_expansion=True,
        reclaim_policy="Delete",
        opts=owner.child(provider=provider),
    )


def _metadata(scope: Scope, name: str, annotations: dict[str, str]) -> Any:
    return metadata(scope, name, annotations=annotations)


def parameters(scope: Scope, kms_key_arn: str, tags: dict[str, str]) -> dict[str, str]:
    """Return the driver's parameters of a class whose volumes have the scope's tags and *tags*.

    The driver fills in the claim's names. Source: aws-ebs-csi-driver, docs/parameters.md and docs/tagging.md.
    """
    name = f"{scope.prefix}-{{{{ .PVCNamespace }}}}-{{{{ .PVCName }}}}"
    written = {**scope.tags(name), **tags}
    return {
        "type": "gp3",
        "encrypted": "true",
        "kmsKeyId": kms_key_arn,
        "csi.storage.k8s.io/fstype": "ext4",
        **{f"tagSpecification_{index}": f"{key}={written[key]}" for index, key in enumerate(sorted(written), start=1)},
    }
