"""What services come to when each runs as often as it may. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from .service import ServiceSettings

_MIB_PER_GIB = 1024


@dataclass(frozen=True, kw_only=True)
class Needs:
    """The most that some services ask for together, and the most that one of their containers does."""

    cpu: int
    """vCPUs, rounded up."""

    memory_gib: int
    """Memory in GiB, rounded up."""

    pods: int
    """Pods."""

    largest_cpu: float
    """vCPUs of the largest container."""

    largest_memory_mib: int
    """Memory of the largest container in MiB."""

    largest_disk_gib: int
    """Disk of the largest pod in GiB; none of them asks for any where it is 0."""


def needs_of(services: Iterable[ServiceSettings]) -> Needs:
    """Return what *services* need at their busiest."""
    most = [(service, _most(service)) for service in services]
    return Needs(
        cpu=math.ceil(sum(service.cpu * count for service, count in most)),
        memory_gib=math.ceil(sum(service.memory * count for service, count in most) / _MIB_PER_GIB),
        pods=sum(count for _, count in most),
        largest_cpu=max((service.cpu for service, _ in most), default=0),
        largest_memory_mib=max((service.memory for service, _ in most), default=0),
        largest_disk_gib=max((service.ephemeral_gib or 0 for service, _ in most), default=0),
    )


def _most(service: ServiceSettings) -> int:
    return max(service.scale.max, *(entry.max for entry in service.scale.schedules.values()), 0)
