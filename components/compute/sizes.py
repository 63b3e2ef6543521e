"""The sizes Fargate offers, and a refusal that says which one is nearest. Pure."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_SIZES = Path(__file__).parent.parent / "data" / "fargate_sizes.csv"
_UNITS_PER_VCPU = 1024


@cache
def fargate_sizes() -> Mapping[int, tuple[int, ...]]:
    """Return CPU units -> the memory sizes (MiB) offered with them, ascending."""
    with _SIZES.open(newline="", encoding="utf-8") as lines:
        return {int(row["cpu_units"]): _memory(row) for row in csv.DictReader(lines)}


def cpu_units(cpu_vcpu: float) -> int:
    """Return vCPUs as the CPU units ECS counts in; ValueError names the nearest where Fargate has no such size."""
    units = cpu_vcpu * _UNITS_PER_VCPU
    if units not in fargate_sizes():
        offered = ", ".join(_vcpu(size) for size in fargate_sizes())
        nearest = _vcpu(min(fargate_sizes(), key=lambda size: abs(size - units)))
        raise ValueError(
            f"cpu must be a size Fargate offers ({offered} vCPU), got {cpu_vcpu:g}: the nearest is {nearest}"
        )
    return int(units)


def check_size(cpu_vcpu: float, memory_mib: int) -> None:
    """Raise ValueError where Fargate has no task of this size, naming what it offers and what is nearest."""
    offered = fargate_sizes()[cpu_units(cpu_vcpu)]
    if memory_mib not in offered:
        choices = ", ".join(map(str, offered))
        nearest = min(offered, key=lambda size: abs(size - memory_mib))
        raise ValueError(
            f"memory must be a size Fargate offers with {cpu_vcpu:g} vCPU ({choices} MiB), "
            f"got {memory_mib}: the nearest is {nearest}"
        )


def _memory(row: Mapping[str, str]) -> tuple[int, ...]:
    regular = range(int(row["memory_mib_min"]), int(row["memory_mib_max"]) + 1, int(row["memory_mib_step"]))
    return tuple(sorted({*regular, *map(int, row["memory_mib_extra"].split())}))


def _vcpu(units: int) -> str:
    return f"{units / _UNITS_PER_VCPU:g}"
