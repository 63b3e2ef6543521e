"""What an EKS cluster is made from, checked before anything is created."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pulumi

from ..component import Removal, Transform
from ..log_retention import check_retention
from ..network.contract import Network
from ..scope import Scope
from .addon_versions import addon_versions
from .versions import eks_versions

# AWS names a Graviton family with a "g" after its generation: t4g, c7gn, m7g.
_GRAVITON = re.compile(r"[a-z]+\d+g[a-z]*\.[a-z0-9-]+")
_KEY = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
_FEWEST_NODES = 2
# What controllers and agents ask for: 2.4 vCPU and 7.1 GiB over two nodes, by their charts at the pinned versions.
_TOO_SMALL = ("nano", "micro", "small", "medium")
# An image cache, logs, and every image of the add-ons. Source: Bottlerocket's default data volume.
_SMALLEST_DISK_GIB = 20


@dataclass(frozen=True, kw_only=True)
class SystemNodes:
    """The nodes that the controllers of the platform run on; services run on others."""

    instance_types: tuple[str, ...] = ("m7g.large",)
    """EC2 instance types, Graviton ones. Default: one type of two vCPUs and 8 GiB."""

    min: int = 2
    """Fewest nodes, 2 or more. Default: 2, so that a zone may be lost."""

    max: int = 4
    """Most nodes: room for an upgrade and a repair at one time, above `desired`. Default: 4."""

    desired: int = 2
    """Nodes that run: nothing scales them, and a change by hand lasts until the next deployment. Default: 2."""

    disk_gib: int = 20
    """Size of each node's data volume, in GiB, 20 or more. Default: 20."""

    release_version: str | None = None
    """Release of the Bottlerocket image, as EKS writes it: `1.50.0-a1b2c3d4`. Default: the newest when the group is
    made, and that one until it is named here."""

    def __post_init__(self) -> None:
        if not self.instance_types:
            raise ValueError("system_nodes.instance_types is empty: name one Graviton type, for instance 'm7g.large'")
        for name in self.instance_types:
            check_instance_type(name)
        if self.min < _FEWEST_NODES:
            raise ValueError(
                f"system_nodes.min must be {_FEWEST_NODES} or more, one for each of two zones, got {self.min}"
            )
        if not self.min <= self.desired <= self.max:
            raise ValueError(
                f"system_nodes.desired must be from min to max, got {self.desired} of {self.min} to {self.max}"
            )
        if self.disk_gib < _SMALLEST_DISK_GIB:
            raise ValueError(f"system_nodes.disk_gib must be {_SMALLEST_DISK_GIB} or more, got {self.disk_gib}")


@dataclass(frozen=True, kw_only=True)
class EksClusterArgs:
    """What an `EksCluster` is made from."""

    scope: Scope
    """Where it lives."""

    network: Network
    """The VPC: nodes and pods are in its private subnets, of every zone."""

    kms_key_arn: pulumi.Input[str]
    """Key that encrypts the cluster's secrets and the volumes of its pods. Nodes' own disks have the account's key."""

    log_kms_key_arn: pulumi.Input[str]
    """Key that encrypts the logs; its policy must let CloudWatch Logs use it."""

    administrators: Mapping[str, pulumi.Input[str]]
    """Stable key -> ARN of an IAM role or user that may do everything in the cluster; who deploys is one of them."""

    teams: Mapping[str, pulumi.Input[str]] = field(default_factory=dict)
    """Team -> ARN of the IAM role its people take: they are the group `team:<name>`, and may do what namespaces let
    that group do. Default: no team."""

    kubernetes_version: str = "1.35"
    """Minor version of Kubernetes. Default: the newest whose end of standard support is known."""

    public_access_cidrs: tuple[str, ...] = ()
    """IPv4 ranges that reach the API from the internet. Default: none; it is reached from within the VPC only."""

    private_access_cidrs: tuple[str, ...] = ()
    """IPv4 ranges beyond the network that reach the private endpoint, for instance of a VPN or of a network where CI
    runs. Default: the network's own range alone."""

    log_days: int = 365
    """Days that logs are kept, a time CloudWatch Logs offers. Default: a year, since they record who did what."""

    system_nodes: SystemNodes = field(default_factory=SystemNodes)
    """The nodes that controllers run on. Default: a `SystemNodes` with its own defaults."""

    container_insights: bool = True
    """Whether every container is measured and its log collected by CloudWatch. Default: yes; the alarms on nodes are
    made of it."""

    removal: Removal = "retain"
    """What happens when the stack goes. Default: the cluster is protected from deletion, by Pulumi and by EKS."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""

    def __post_init__(self) -> None:
        if not self.administrators:
            raise ValueError("administrators is empty: nobody could enter the cluster; name the role that deploys")
        _check_keys("administrators", self.administrators)
        _check_keys("teams", self.teams)
        _check_version(self.kubernetes_version)
        for cidr in self.public_access_cidrs:
            check_access_range("public_access_cidrs", cidr)
        for cidr in self.private_access_cidrs:
            check_access_range("private_access_cidrs", cidr)
        check_retention(self.log_days)


def check_instance_type(instance_type: str) -> None:
    """Raise ValueError where a node of *instance_type* could not run the controllers of the platform."""
    if not _GRAVITON.fullmatch(instance_type):
        raise ValueError(
            f"instance_types must be Graviton types, as the image is for ARM, got {instance_type!r}: "
            "use one such as 'm7g.large'"
        )
    if _is_small(instance_type):
        raise ValueError(
            f"instance_types must have 8 GiB or more, for controllers and agents, got {instance_type!r}: "
            "use one such as 't4g.large'"
        )


def check_access_range(field_name: str, cidr: str) -> None:
    """Raise ValueError where *cidr*, an entry of *field_name*, is no IPv4 range, or is all of them."""
    try:
        network = ipaddress.IPv4Network(cidr, strict=False)
    except ValueError as error:
        raise ValueError(
            f"{field_name} must be IPv4 ranges, got {cidr!r}: write for instance '198.51.100.0/24'"
        ) from error
    if network.prefixlen == 0:
        raise ValueError(
            f"{field_name} must not be the whole internet, got {cidr!r}: name your own networks, or leave it "
            "out and reach the API from within the VPC"
        )
    # EKS would refuse an address within the range, and report the range for any other way to write it.
    if str(network) != cidr:
        raise ValueError(
            f"{field_name} must be ranges written as their first address and a length, got {cidr!r}: write '{network}'"
        )


def _is_small(instance_type: str) -> bool:
    """Tell whether a Graviton type has less than 8 GiB."""
    family, _, size = instance_type.partition(".")
    return size in _TOO_SMALL or (family.startswith("c") and size == "large")


def _check_keys(field_name: str, keys: Iterable[str]) -> None:
    for key in keys:
        if not _KEY.fullmatch(key):
            raise ValueError(
                f"{field_name} must be named in lower-case letters, digits and inner hyphens, got {key!r}: rename it"
            )


def _check_version(version: str) -> None:
    if version not in eks_versions():
        raise ValueError(f"kubernetes_version must be one EKS is known to have, got {version!r}: {_choices()}")
    if version not in addon_versions():
        raise ValueError(
            f"kubernetes_version {version!r} has no add-on versions in components/data/eks_addons.csv: {_choices()}, "
            "or add them"
        )


def _choices() -> str:
    return f"use one of {', '.join(version for version in eks_versions() if version in addon_versions())}"
