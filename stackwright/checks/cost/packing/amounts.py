"""What pods ask for and nodes have room for, in whole numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

# Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
_QUANTITY = re.compile(r"(?P<number>\d+\.?\d*|\.\d+)(?P<suffix>[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d{1,2})?")
_DECIMAL = {"": 0, "n": -9, "u": -6, "m": -3, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
_BINARY = {"Ki": 1, "Mi": 2, "Gi": 3, "Ti": 4, "Pi": 5, "Ei": 6}

MIB = 2**20
_GIB = 2**30
_MILLI = 1000


class Amounts(NamedTuple):
    """Amounts of what a node has only so much of."""

    cpu: int = 0
    """Thousandths of a vCPU."""

    memory: int = 0
    """Bytes."""

    storage: int = 0
    """Bytes of the node's own disk."""

    pods: int = 0

    interfaces: int = 0
    """Branch network interfaces: a pod with security groups of its own takes one."""

    gpus: int = 0
    """GPUs of NVIDIA."""

    def plus(self, other: Amounts) -> Amounts:
        """Return both together."""
        return Amounts(*(one + more for one, more in zip(self, other, strict=True)))

    def minus(self, other: Amounts) -> Amounts:
        """Return what *other* leaves, at least nothing."""
        return Amounts(*(max(0, one - less) for one, less in zip(self, other, strict=True)))

    def times(self, count: int) -> Amounts:
        """Return *count* of these."""
        return Amounts(*(one * count for one in self))

    def most(self, other: Amounts) -> Amounts:
        """Return the larger of each."""
        return Amounts(*map(max, self, other))

    def within(self, room: Amounts) -> bool:
        """Return whether there is *room* for all of it."""
        return all(one <= most for one, most in zip(self, room, strict=True))

    def __str__(self) -> str:
        """Return its vCPUs, its memory and its GPUs as a report shows them."""
        parts = [f"{_plain(Decimal(self.cpu) / _MILLI)} vCPU", f"{_plain(Decimal(self.memory) / _GIB)} GiB"]
        return ", ".join([*parts, f"{self.gpus} GPU{'' if self.gpus == 1 else 's'}"] if self.gpus else parts)


NOTHING = Amounts()


def total(several: Iterable[Amounts]) -> Amounts:
    """Return the sum of *several*."""
    found = NOTHING
    for one in several:
        found = found.plus(one)
    return found


def quantity(value: object) -> Decimal | None:
    """Return a quantity as Kubernetes writes it, for instance `250m` or `512Mi`; None where it is none."""
    match = None if isinstance(value, bool) else _QUANTITY.fullmatch(str(value))
    if match is None:
        return None
    number, suffix = Decimal(match["number"]), match["suffix"] or ""
    if suffix in _BINARY:
        return number * Decimal(1024) ** _BINARY[suffix]
    return number.scaleb(_DECIMAL[suffix] if suffix in _DECIMAL else int(suffix[1:]))


def _plain(number: Decimal) -> str:
    return f"{number.quantize(Decimal('0.01')).normalize():f}"
