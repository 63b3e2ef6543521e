"""What a namespace is made of, refused where the cluster would refuse it in the middle of a deployment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

import pulumi

from ...component import Transform
from ...eks.contract import Cluster
from ...scope import Scope
from .access import LEVELS, AccessLevel
from .limits import ContainerLimits, Quota, check_fit

PodSecurity = Literal["restricted", "baseline"]
"""Pod Security Standard that pods are held to; what only `restricted` refuses is warned of under `baseline`."""

_KEY = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")

# Source: Kubernetes documentation, "Labels and Selectors", syntax and character set.
_LABEL = re.compile(r"[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?")
_DOMAIN = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")

# Labels of these domains decide who is kept out and what is injected, or tell where an object comes from.
_RESERVED_LABELS = ("app.kubernetes.io/", "elbv2.k8s.aws/", "kubernetes.io/", "pod-security.kubernetes.io/")


@dataclass(frozen=True, kw_only=True)
class NamespacePlan:
    """One namespace of a platform."""

    access: Mapping[str, AccessLevel] = field(default_factory=dict)
    """Team -> what it may do there. Default: administrators alone."""

    quota: Quota = field(default_factory=Quota)
    """What its pods may ask for together. Default: see `Quota`."""

    container_limits: ContainerLimits = field(default_factory=ContainerLimits)
    """What one of its containers may ask for. Default: see `ContainerLimits`."""


@dataclass(frozen=True, kw_only=True)
class NamespaceArgs:
    """What a `Namespace` is made of."""

    scope: Scope
    """Where the namespace lives."""

    cluster: Cluster
    """Cluster it is in."""

    pod_security: PodSecurity = "restricted"
    """Pod Security Standard that its pods are held to. Default: the strictest."""

    quota: Quota = field(default_factory=Quota)
    """The most that all its pods take together. Default: see `Quota`."""

    container_limits: ContainerLimits = field(default_factory=ContainerLimits)
    """What a container gets that names no needs, and the most of one. Default: see `ContainerLimits`."""

    access: Mapping[str, AccessLevel] = field(default_factory=dict)
    """Team, as the cluster names it -> what its members may do here. Default: only administrators of the cluster may
    do anything."""

    labels: Mapping[str, str] = field(default_factory=dict)
    """Further labels of the namespace. Default: none."""

    after: tuple[pulumi.Resource, ...] = ()
    """Controllers that act on what is in it: they come before it, and are there until it is gone, or what waits for
    them would keep it from ending. Default: none."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""

    def __post_init__(self) -> None:
        if self.pod_security not in get_args(PodSecurity):
            choices = " or ".join(map(repr, get_args(PodSecurity)))
            raise ValueError(f"pod_security must be {choices}, got {self.pod_security!r}")
        check_fit(self.quota, self.container_limits)
        for team, level in self.access.items():
            check_key("a team's name", team)
            if level not in LEVELS:
                raise ValueError(f"access of {team} must be one of {', '.join(LEVELS)}, got {level!r}")
        reserved = sorted(key for key in self.labels if key.startswith(_RESERVED_LABELS))
        if reserved:
            raise ValueError(f"labels are set by the namespace itself, leave them out: {', '.join(reserved)}")
        for key, value in self.labels.items():
            _check_label(key, value)


def check_name(name: str) -> None:
    """Raise ValueError where *name* cannot be a namespace of ours: Kubernetes keeps some for itself."""
    check_key("a namespace's name", name)
    if name == "default" or name.startswith("kube-"):
        raise ValueError(
            f"a namespace's name must not be 'default' or begin with 'kube-', got {name!r}: choose another"
        )


def _check_label(key: str, value: str) -> None:
    domain, slash, name = key.rpartition("/")
    if not _LABEL.fullmatch(name) or (slash and not _DOMAIN.fullmatch(domain)):
        raise ValueError(f"a label must be up to 63 letters, digits and inner '-', '_' and '.', got {key!r}")
    if value and not _LABEL.fullmatch(value):
        raise ValueError(f"label {key} must be up to 63 letters, digits and inner '-', '_' and '.', got {value!r}")


def check_key(what: str, key: str) -> None:
    """Raise ValueError where *key* is no DNS label."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"{what} must be up to 63 lower-case letters, digits and inner hyphens, got {key!r}")
