"""What runs on every node beside the pods it is started for: daemon sets of the stack, and those of EKS add-ons."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ....data import tables
from ..values import Section, Undecided
from ..world import World
from .amounts import Amounts, total
from .constraints import Wishes, wishes_of
from .node_pools import NodePool
from .objects import namespace_of
from .requests import asks, defaults
from .sizes import Size

_DAEMON_SET = "kubernetes:apps/v1:DaemonSet"
_ADDON = "aws:eks/addon:Addon"
_NVIDIA = "nvidia"


@dataclass(frozen=True)
class Daemon:
    """What one daemon set asks of each node that has it."""

    asks: Amounts
    wishes: Wishes | None = None
    """Where it runs; None for everywhere."""

    gpu: bool = False
    """Whether it runs on nodes with a GPU only."""


def daemons(world: World) -> tuple[Daemon, ...]:
    """Return what daemon sets ask for. Raises Undecided."""
    return (*_own(world), *_of_addons(world))


def overhead(several: tuple[Daemon, ...], pool: NodePool, size: Size, runs: Runs) -> Amounts:
    """Return what daemon sets ask of a node of an instance type in a pool."""
    return total(one.asks for one in several if runs(one, pool, size))
