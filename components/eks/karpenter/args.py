"""What `Karpenter` is made of, checked before anything is created."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

import pulumi

from ...component import Transform
from ...network.contract import Network
from ...scope import Scope
from ..contract import Cluster
from .bottlerocket import bottlerocket_versions, pinned_version
from .node_pool import NodePool
from .pools import default_pools

LogLevel = Literal["debug", "info", "error"]
"""How much the controller says."""

# Source: Kubernetes documentation, "Object Names and IDs", RFC 1123 label names: the pool's name is a label's value.
_NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_VERSION = re.compile(r"\d+\.\d+\.\d+")


@dataclass(frozen=True, kw_only=True)
class KarpenterArgs:
    """What `Karpenter` is made of."""

    scope: Scope
    """Where it lives."""

    cluster: Cluster
    """Cluster whose nodes it starts."""

    network: Network
    """Network in whose private subnets the nodes are."""

    pools: Mapping[str, NodePool] = field(default_factory=default_pools)
    """Name -> what may be started. Default: `on-demand`, `spot` and `gpu`, see `default_pools`."""

    bottlerocket_version: str = field(default_factory=pinned_version)
    """Release of Bottlerocket that nodes run; another one replaces them, within each pool's budget. Default: the first
    of components/data/bottlerocket_versions.csv."""

    create_spot_role: bool = False
    """Whether the account's service-linked role of EC2 Spot is made here. Default: no; an account has only one."""

    log_level: LogLevel = "info"
    """How much the controller says. Default: what it does, and what goes wrong."""

    after: tuple[pulumi.Resource, ...] = ()
    """What must stand before the controller starts, such as the load balancer controller. Default: nothing."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""

    def __post_init__(self) -> None:
        if not self.pools:
            raise ValueError("pools is empty: no service could run; name at least one NodePool")
        for name, pool in self.pools.items():
            _check_pool(name, pool, self.network)
        _check_version(self.bottlerocket_version, self.cluster.kubernetes_version)
        if self.log_level not in get_args(LogLevel):
            raise ValueError(f"log_level must be one of {', '.join(get_args(LogLevel))}, got {self.log_level!r}")


def _check_pool(name: str, pool: NodePool, network: Network) -> None:
    if not _NAME.fullmatch(name):
        raise ValueError(
            f"a pool's name must be 1 to 63 lower-case letters, digits and inner hyphens, got {name!r}: rename it"
        )
    if unknown := sorted(set(pool.zones) - set(network.zones)):
        raise ValueError(
            f"pool {name!r} names zones that {network.logical_name} has no private subnet in: {', '.join(unknown)}; "
            f"it has {', '.join(network.zones)}"
        )


def _check_version(version: str, kubernetes_version: str) -> None:
    if not _VERSION.fullmatch(version):
        raise ValueError(
            f"bottlerocket_version must be one whole release such as {pinned_version()!r}, got {version!r}: anything "
            "that moves, such as 'latest', would replace every node on a day nobody chose"
        )
    offered = bottlerocket_versions().get(version)
    if offered is None:
        raise ValueError(
            f"bottlerocket_version must be in components/data/bottlerocket_versions.csv, got {version!r}: add it there "
            "with its source"
        )
    if kubernetes_version not in offered:
        raise ValueError(
            f"Bottlerocket {version} has no image for Kubernetes {kubernetes_version} (it has {', '.join(offered)}): "
            "name another release"
        )
