"""Puts the pods of workloads in an order for packing: those that are spread over zones take turns between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .packing import Pod


@dataclass(frozen=True)
class Replicas:
    """So many pods that are the same."""

    pod: Pod
    count: int
    zonal: bool = False
    """Whether they are spread evenly over zones; else the first zone has all."""


def orders(several: Iterable[Replicas], zones: int) -> tuple[tuple[Pod, ...], ...]:
    """Return the pods of each of *zones* zones, in an order that does not hang on what they ask for.

    The first pod of every workload comes before any second one: those that may not be together are far apart.
    """
    rows: list[list[tuple[int, str, Pod]]] = [[] for _ in range(zones)]
    for one in several:
        for number in range(one.count):
            rows[number % zones if one.zonal else 0].append((number, one.pod.name, one.pod))
    return tuple(tuple(pod for *_, pod in sorted(row, key=lambda entry: entry[:2])) for row in rows)
