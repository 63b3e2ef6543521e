"""What holds for every object: a name and labels that the server takes, and a namespace where there must be one."""

from __future__ import annotations

from .manifests import Manifest
from .schemas import schema_problems

_CLUSTER_WIDE = frozenset(
    {
        "APIService",
        "CSIDriver",
        "ClusterRole",
        "ClusterRoleBinding",
        "CustomResourceDefinition",
        "IngressClass",
        "MutatingWebhookConfiguration",
        "Namespace",
        "PersistentVolume",
        "PriorityClass",
        "RuntimeClass",
        "StorageClass",
        "ValidatingAdmissionPolicy",
        "ValidatingAdmissionPolicyBinding",
        "ValidatingWebhookConfiguration",
        "VolumeAttributesClass",
    }
)


def is_namespaced(kind: str) -> bool:
    """Return whether objects of a built-in *kind* are in a namespace."""
    return kind not in _CLUSTER_WIDE


def metadata_problems(manifest: Manifest, *, namespaced: bool, version: str) -> list[str]:
    """Return what is wrong with the metadata of *manifest*."""
    metadata = manifest.get("metadata") or {}
    found = [f"metadata: {text}" for text in schema_problems({"$ref": "common#/metadata"}, metadata, version)]
    if namespaced and "namespace" not in metadata:
        found.append("metadata: has no namespace, so it would be put into `default`")
    if not namespaced and "namespace" in metadata:
        found.append("metadata: is of the whole cluster, so it has no namespace")
    return found
