"""What Karpenter may start for one kind of pod, refused where Karpenter would refuse it in the cluster. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from ...compute.cron import check_cron
from ...compute.spec import Architecture
from .instance_types import GPU_CATEGORIES, categories, families, fitting

Capacity = Literal["on-demand", "spot", "gpu"]
"""How nodes are bought: at the list price, from spare capacity, or with a GPU at the list price."""

_ARCHITECTURES: tuple[Architecture, ...] = ("arm64", "x86_64")
_GENERAL = ("c", "m", "r")
# Source: repository aws/karpenter-provider-aws v1.14.1, pkg/apis/crds/karpenter.sh_nodepools.yaml: weight, minValues.
_WEIGHTS = (1, 100)
_LEAST_FAMILIES = (1, 50)
# The upper bound is that of a gp3 volume. Source: Amazon EBS User Guide, "General Purpose SSD volumes".
_DISK_GIB = (20, 65536)
# Removing a pool waits as long: more, and a stack could not be taken down in one sitting.
_GRACE_MINUTES = (1, 240)
_MOST_HOURS = 8760
_PERCENT = (1, 100)


@dataclass(frozen=True, kw_only=True)
class Calm:
    """Hours that come back in which no node is taken away but for faults, spot interruptions and its age."""

    cron: str
    """When they begin, in UTC: five fields as in crontab, weekdays by name, for instance `0 7 * * MON-FRI`."""

    hours: int
    """How long they last, 1 to 23."""

    def __post_init__(self) -> None:
        check_cron(self.cron)
        _check_range("hours", self.hours, (1, 23))


@dataclass(frozen=True, kw_only=True)
class NodePool:
    """What Karpenter may start for one kind of pod."""

    capacity: Capacity = "on-demand"
    """How its nodes are bought. Default: at the list price, for as long as they run."""

    categories: tuple[str, ...] = ()
    """Categories of instance families: `c`, `m`, `r`, and `g`, `p` with a GPU. Default: the first three; `g` with a
    GPU."""

    instance_families: tuple[str, ...] = ()
    """Families by name, for instance `m7g`. Default: all of `categories` that give pods their own security groups."""

    min_generation: int = 0
    """Oldest generation. Default: 6; 4 with a GPU."""

    architectures: tuple[Architecture, ...] = _ARCHITECTURES
    """Processors. Default: both; a pod names the one its image is built for."""

    min_vcpus: int = 2
    """Fewest vCPUs of a node. Default: 2; smaller ones take four pods with a security group of their own."""

    max_vcpus: int = 32
    """Most vCPUs of a node. Default: 32, so that no node that goes takes too much with it."""

    least_families: int = 1
    """How many families Karpenter must be able to choose from whenever it starts a node. Default: one."""

    dedicated: bool = False
    """Whether only pods that ask for this pool by name go there, see `pool_taint`. Default: all that tolerate its kind
    of capacity do."""

    zones: tuple[str, ...] = ()
    """Letters of availability zones. Default: all of the network."""

    cpu_limit: int = 64
    """Most vCPUs of all its nodes together. Default: 64."""

    memory_limit_gib: int = 256
    """Most memory of all its nodes together, in GiB. Default: 256."""

    gpu_limit: int = 0
    """Most GPUs of all its nodes together. Default: none, which a pool of nodes with a GPU must not have."""

    disk_gib: int = 50
    """Size of each node's volume for images, logs and temporary files, in GiB; a pod that asks for more never starts.
    Default: 50."""

    weight: int = 10
    """Which pool is tried first, of those a pod may run in: the highest, of 1 to 100. Default: 10."""

    consolidate_after_minutes: int = 5
    """How long a node must have been left in peace before it is taken away as empty or badly used. Default: five
    minutes."""

    disruption_percent: int = 10
    """How many of its nodes, in per cent and rounded up, may be taken away at one time. Default: 10."""

    calm: Calm | None = None
    """When no node is taken away. Default: never; pods' disruption budgets are what protects services."""

    expire_after_hours: int = 720
    """Age at which a node is replaced. Default: 30 days, so that no node lives on in a state that nobody can make
    again."""

    termination_grace_minutes: int = 30
    """How long a node that goes waits for its pods, whatever they ask for. Default: half an hour."""

    def __post_init__(self) -> None:
        if self.capacity not in get_args(Capacity):
            choices = ", ".join(get_args(Capacity))
            raise ValueError(f"capacity must be one of {choices}, got {self.capacity!r}")
        _check_known("architectures", self.architectures, _ARCHITECTURES)
        _check_known("categories", self.categories, categories())
        self._check_families()
        self._check_limits()
        _check_range("weight", self.weight, _WEIGHTS)
        _check_range("disk_gib", self.disk_gib, _DISK_GIB)
        _check_range("disruption_percent", self.disruption_percent, _PERCENT)
        _check_range("expire_after_hours", self.expire_after_hours, (1, _MOST_HOURS))
        _check_range("termination_grace_minutes", self.termination_grace_minutes, _GRACE_MINUTES)
        if self.consolidate_after_minutes < 0:
            raise ValueError(f"consolidate_after_minutes must be 0 or more, got {self.consolidate_after_minutes}")

    @property
    def gpu(self) -> bool:
        """Whether its nodes have a GPU."""
        return self.capacity == "gpu"

    @property
    def allowed_families(self) -> tuple[str, ...]:
        """Names of the instance families it may start, sorted."""
        if self.instance_families:
            return tuple(sorted(self.instance_families))
        return fitting(
            categories=self.categories or (("g",) if self.gpu else _GENERAL),
            min_generation=self.min_generation or (4 if self.gpu else 6),
            architectures=self.architectures,
        )

    @property
    def allowed_categories(self) -> tuple[str, ...]:
        """Categories of those families, sorted."""
        return tuple(sorted({families()[name].category for name in self.allowed_families}))

    @property
    def oldest_generation(self) -> int:
        """Generation of the oldest of those families."""
        return min(families()[name].generation for name in self.allowed_families)

    def _check_families(self) -> None:
        _check_range("least_families", self.least_families, _LEAST_FAMILIES)
        if self.instance_families and (self.categories or self.min_generation):
            raise ValueError(
                "instance_families say which families there are: leave out categories and min_generation, or them"
            )
        for name in self.instance_families:
            if name not in families():
                raise ValueError(
                    f"instance_families must be of components/data/pod_security_group_families.csv, got {name!r}: its "
                    "nodes could not give pods security groups of their own"
                )
        chosen = [families()[name] for name in self.allowed_families]
        if len(chosen) < self.least_families:
            raise ValueError(
                f"least_families is {self.least_families}, but only {len(chosen)} instance families are left to choose "
                "from: ask for fewer, or allow more categories, generations or architectures"
            )
        for family in chosen:
            if (family.category in GPU_CATEGORIES) is not self.gpu:
                fix = "name a family with one" if self.gpu else "use capacity 'gpu', whose taint keeps other pods away"
                raise ValueError(
                    f"a pool of capacity {self.capacity!r} must {'' if self.gpu else 'not '}have nodes with a GPU, "
                    f"got family {family.name!r}: {fix}"
                )
            if family.architecture not in self.architectures:
                raise ValueError(
                    f"family {family.name!r} is {family.architecture}, which is not among the pool's architectures: "
                    "add it, or leave the family out"
                )

    def _check_limits(self) -> None:
        if not 1 < self.min_vcpus <= self.max_vcpus:
            raise ValueError(
                f"vCPUs must be 2 or more and min_vcpus at most max_vcpus, got {self.min_vcpus} to {self.max_vcpus}"
            )
        if self.cpu_limit < self.min_vcpus:
            raise ValueError(f"cpu_limit must allow one node of {self.min_vcpus} vCPUs, got {self.cpu_limit}")
        if self.memory_limit_gib < 1:
            raise ValueError(f"memory_limit_gib must be 1 or more, got {self.memory_limit_gib}")
        if (self.gpu_limit > 0) is not self.gpu:
            raise ValueError(
                f"gpu_limit must be 1 or more for capacity 'gpu' and 0 for any other, got {self.gpu_limit} for "
                f"{self.capacity!r}"
            )


def _check_known(field: str, values: Iterable[str], known: tuple[str, ...]) -> None:
    for value in values:
        if value not in known:
            raise ValueError(f"{field} must be among {', '.join(known)}, got {value!r}")


def _check_range(field: str, value: int, bounds: tuple[int, int]) -> None:
    low, high = bounds
    if not low <= value <= high:
        raise ValueError(f"{field} must be {low} to {high}, got {value}")
