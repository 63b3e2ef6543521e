"""Node pools and the nodes in them, as Karpenter's API spells them. Pure but for ids known once they are made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pulumi

from ...compute.spec import Architecture
from ...kubernetes.placement import CAPACITY_TYPE, GPU_TAINT, SPOT_TAINT
from ...network.contract import Network
from ...scope import Scope
from .node_pool import Capacity, NodePool
from .pools import pool_tag, pool_taint

NODE_CLASS = ("karpenter.k8s.aws/v1", "EC2NodeClass")
"""Version and kind of what nodes of a pool are made from."""

NODE_POOL_KIND = ("karpenter.sh/v1", "NodePool")
"""Version and kind of a pool."""

_AWS = "karpenter.k8s.aws"
_GPUS = "nvidia.com/gpu"
_ARCHITECTURES: dict[Architecture, str] = {"arm64": "arm64", "x86_64": "amd64"}
_TAINTS: dict[Capacity, tuple[str, str, str] | None] = {"on-demand": None, "spot": SPOT_TAINT, "gpu": GPU_TAINT}

# Bottlerocket's two disks: the system, which is read-only, and everything that containers write.
# Source: repository aws/karpenter-provider-aws v1.14.1, website/content/en/v1.14/concepts/nodeclasses.md, Bottlerocket;
# the image with NVIDIA's driver is the largest: repository bottlerocket-os/bottlerocket at 34eb273,
# variants/aws-k8s-1.35-nvidia/Cargo.toml, os-image-size-gib.
_SYSTEM_DISK, _DATA_DISK = "/dev/xvda", "/dev/xvdb"
_SYSTEM_DISK_GIB = 4
# Without it, a new node's pods wait for their security group for up to half an hour.
# Source: repository aws/karpenter-provider-aws v1.14.1, website/content/en/v1.14/troubleshooting.md, "Pods using
# Security Groups for Pods stuck".
_NO_TRUNK_YET = {"vpc.amazonaws.com/has-trunk-attached": "false"}
# The kubelet keeps 11 MiB for each pod it might run, and a node carries 9 pods of services for two vCPUs, up to 54:
# 110, which prefixes of addresses would allow, takes a third of a small node's memory for pods that never come.
# Source: Amazon EKS User Guide, "Choosing an optimal Amazon EC2 node instance type"; repository
# aws/amazon-vpc-resource-controller-k8s pkg/aws/vpc/limits.go.
_MAX_PODS = 40


def node_class_spec(
    scope: Scope,
    network: Network,
    name: str,
    pool: NodePool,
    *,
    role: pulumi.Input[str],
    security_group_id: pulumi.Input[str],
    bottlerocket_version: str,
) -> Any:
    """Return what the nodes of the pool *name* are made from.

    For a type with a GPU, Karpenter takes the variant of the same release that has NVIDIA's driver and device plugin.
    """
    return {
        "role": role,
        "amiSelectorTerms": [{"alias": f"bottlerocket@{bottlerocket_version}"}],
        "subnetSelectorTerms": [{"id": network.private_subnet_ids[zone]} for zone in _zones(network, pool)],
        "securityGroupSelectorTerms": [{"id": security_group_id}],
        "associatePublicIPAddress": False,
        "metadataOptions": {
            "httpEndpoint": "enabled",
            "httpProtocolIPv6": "disabled",
            # One hop: a pod never gets the node's credentials.
            "httpPutResponseHopLimit": 1,
            "httpTokens": "required",
        },
        "blockDeviceMappings": [_disk(_SYSTEM_DISK, _SYSTEM_DISK_GIB), _disk(_DATA_DISK, pool.disk_gib)],
        # Container Insights measures nodes and pods; EC2's own measurements every five minutes are free.
        "detailedMonitoring": False,
        "kubelet": {"maxPods": _MAX_PODS},
        "tags": scope.tags(pool_tag(scope, name)),
    }


def node_pool_spec(scope: Scope, network: Network, name: str, pool: NodePool) -> Any:
    """Return the pool *name*, whose nodes are made from the class of the same name."""
    group, _, _ = NODE_CLASS[0].partition("/")
    return {
        "weight": pool.weight,
        "limits": {
            "cpu": str(pool.cpu_limit),
            "memory": f"{pool.memory_limit_gib}Gi",
            **({_GPUS: str(pool.gpu_limit)} if pool.gpu else {}),
        },
        "disruption": {
            # A node with a GPU is dear, and so is moving what it has loaded.
            "consolidationPolicy": "WhenEmpty" if pool.gpu else "WhenEmptyOrUnderutilized",
            "consolidateAfter": f"{pool.consolidate_after_minutes}m",
            "budgets": _budgets(pool),
        },
        "template": {
            "metadata": {"labels": _NO_TRUNK_YET},
            "spec": {
                "nodeClassRef": {"group": group, "kind": NODE_CLASS[1], "name": name},
                "expireAfter": f"{pool.expire_after_hours}h",
                "terminationGracePeriod": f"{pool.termination_grace_minutes}m",
                "requirements": _requirements(scope, network, pool),
                "taints": _taints(name, pool),
            },
        },
    }


def _taints(name: str, pool: NodePool) -> list[dict[str, str]]:
    taints = [_TAINTS[pool.capacity], pool_taint(name) if pool.dedicated else None]
    return [dict(zip(("key", "value", "effect"), taint, strict=True)) for taint in taints if taint]


def _zones(network: Network, pool: NodePool) -> list[str]:
    return sorted(set(pool.zones or network.zones))


def _disk(device: str, gib: int) -> dict[str, Any]:
    return {
        "deviceName": device,
        "ebs": {"volumeType": "gp3", "volumeSize": f"{gib}Gi", "encrypted": True, "deleteOnTermination": True},
    }


def _budgets(pool: NodePool) -> list[dict[str, str]]:
    budgets = [{"nodes": f"{pool.disruption_percent}%"}]
    if pool.calm is not None:
        budgets.append({"nodes": "0", "schedule": pool.calm.cron, "duration": f"{pool.calm.hours}h"})
    return budgets


def _requirements(scope: Scope, network: Network, pool: NodePool) -> list[dict[str, Any]]:
    found = [
        _within("kubernetes.io/os", ["linux"]),
        _within("kubernetes.io/arch", sorted({_ARCHITECTURES[name] for name in pool.architectures})),
        _within("topology.kubernetes.io/zone", [f"{scope.region}{zone}" for zone in _zones(network, pool)]),
        _within(CAPACITY_TYPE, ["spot" if pool.capacity == "spot" else "on-demand"]),
        _within(f"{_AWS}/instance-category", pool.allowed_categories),
        {"key": f"{_AWS}/instance-generation", "operator": "Gt", "values": [str(pool.oldest_generation - 1)]},
        {**_within(f"{_AWS}/instance-family", pool.allowed_families), **_least(pool)},
        _within(f"{_AWS}/instance-hypervisor", ["nitro"]),
        {"key": f"{_AWS}/instance-cpu", "operator": "Gt", "values": [str(pool.min_vcpus - 1)]},
        {"key": f"{_AWS}/instance-cpu", "operator": "Lt", "values": [str(pool.max_vcpus + 1)]},
    ]
    if pool.gpu:
        found.append(_within(f"{_AWS}/instance-gpu-manufacturer", ["nvidia"]))
    return found


def _least(pool: NodePool) -> dict[str, int]:
    return {"minValues": pool.least_families} if pool.least_families > 1 else {}


def _within(key: str, values: Sequence[str]) -> dict[str, Any]:
    return {"key": key, "operator": "In", "values": list(values)}
