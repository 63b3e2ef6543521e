"""What each instance type of EC2 is: processors, memory, GPUs, pods, and the labels its nodes have."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import NamedTuple

from ....data import tables

_AWS = "karpenter.k8s.aws"
_FAMILY = re.compile(r"(?P<category>[a-z]+?)(?P<generation>\d+)")
_COLUMNS = {
    f"{_AWS}/instance-cpu": "vcpus",
    f"{_AWS}/instance-cpu-manufacturer": "cpu_manufacturer",
    f"{_AWS}/instance-memory": "memory_mib",
    f"{_AWS}/instance-hypervisor": "hypervisor",
    f"{_AWS}/instance-gpu-count": "gpus",
    f"{_AWS}/instance-gpu-manufacturer": "gpu_manufacturer",
    f"{_AWS}/instance-gpu-name": "gpu_name",
    f"{_AWS}/instance-local-nvme": "local_nvme_gib",
    "kubernetes.io/arch": "architecture",
    "node.kubernetes.io/instance-type": "type",
}
_NAMED = ("instance-category", "instance-family", "instance-generation", "instance-size", "instance-capability-flex")
# What no table here says: a pool that asks for it may start fewer types than the estimate thinks.
_NOT_KNOWN = ("ebs-bandwidth", "network-bandwidth", "gpu-memory", "accelerator", "encryption-in-transit")


class Size(NamedTuple):
    """One instance type."""

    name: str
    vcpus: int
    memory_mib: int
    architecture: str
    """amd64 or arm64."""

    gpus: int
    """GPUs of NVIDIA; those of others are not counted."""

    pods: int
    """How many pods its network interfaces have addresses for, without prefixes."""

    branches: int
    """How many branch network interfaces it can carry."""

    labels: Mapping[str, str]
    """Labels of its nodes that tell types apart."""


FAMILY = f"{_AWS}/instance-family"
LABELS = frozenset({*_COLUMNS, *(f"{_AWS}/{name}" for name in _NAMED)})
"""Keys of the labels that instance types have, as far as they are known here."""


def unknown(key: str) -> bool:
    """Return whether a label tells instance types apart by something that is not known here."""
    prefix, _, name = key.partition("/")
    return prefix == _AWS and name.removeprefix("instance-").startswith(_NOT_KNOWN)


@functools.cache
def sizes(families: tuple[str, ...] = ()) -> Mapping[str, Size]:
    """Return name -> instance type of some families, or of all, of those whose memory is known."""
    starting = tuple(f"{family}." for family in families)
    return {row["type"]: _size(row) for row in tables.rows("ec2_sizes", starting) if row["memory_mib"]}


def _size(row: Mapping[str, str]) -> Size:
    return Size(
        name=row["type"],
        vcpus=int(row["vcpus"]),
        memory_mib=int(row["memory_mib"]),
        architecture=row["architecture"],
        gpus=int(row["gpus"] or 0) if row["gpu_manufacturer"] == "nvidia" else 0,
        pods=int(row["pods"]),
        branches=int(row["branch_interfaces"] or 0),
        labels=_labels(row),
    )


def _labels(row: Mapping[str, str]) -> dict[str, str]:
    family, _, size = row["type"].partition(".")
    found = {key: row[column] for key, column in _COLUMNS.items() if row[column]}
    match = _FAMILY.match(family)
    flex = "true" if family.endswith("-flex") else "false"
    names = (match["category"] if match else "", family, match["generation"] if match else "", size, flex)
    return {**found, **{f"{_AWS}/{key}": value for key, value in zip(_NAMED, names, strict=True) if value}}
