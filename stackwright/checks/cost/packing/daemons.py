"""What runs on every node beside the pods it is started for: daemon sets of the stack, and those of EKS add-ons."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ....data import tables
from ..values import Section
from ..world import World
from .amounts import Amounts, total
from .constraints import Wishes, wishes_of
from .node_pools import NodePool
from .objects import namespace_of
from .placement import admits
from .requests import asks, defaults, requested
from .sizes import Size

_DAEMON_SET = "kubernetes:apps/v1:DaemonSet"
ADDON = "aws:eks/addon:Addon"
_GPU = "nvidia"


class Daemon(NamedTuple):
    """What one daemon set asks of each node that has it."""

    asks: Amounts
    wishes: Wishes | None = None
    """Where it runs; None for everywhere."""

    gpu: bool = False
    """Whether it runs on nodes with a GPU only."""

    def runs(self, pool: NodePool, size: Size) -> bool:
        """Return whether nodes of an instance type in a pool have it."""
        return (size.gpus > 0 or not self.gpu) and (self.wishes is None or admits(pool, size, self.wishes))


def daemons(world: World) -> tuple[Daemon, ...]:
    """Return what the daemon sets of a stack ask for, those of all add-ons as one. Raises Undecided."""
    several = list(_of_addons(world))
    everywhere = Daemon(total(one.asks for one in several if not one.gpu))
    with_gpu = Daemon(total(one.asks for one in several if one.gpu), gpu=True)
    return (everywhere, with_gpu, *_own(world))


def overhead(several: Iterable[Daemon], pool: NodePool, size: Size) -> Amounts:
    """Return what they ask of a node of an instance type in a pool."""
    return total(one.asks for one in several if one.runs(pool, size))


def _own(world: World) -> Iterator[Daemon]:
    for item in world.of(_DAEMON_SET):
        spec = item.section("spec.template.spec")
        yield Daemon(asks(spec, defaults(world, namespace_of(item))), wishes_of(spec))


def _of_addons(world: World) -> Iterator[Daemon]:
    """Those of a cluster without add-ons of these names are there all the same: EKS installs them by itself."""
    chosen = {item.text("addonName"): _configuration(item) for item in world.of(ADDON)}
    for row in _rows():
        said = chosen.get(row["addon"], Section({}) if row["always"] else None)
        if said is None or not said.flag(row["switch"], row["on"] != "no"):
            continue
        usual = Section({"requests": {"cpu": row["cpu"], "memory": row["memory"]}})
        asked = {**requested(usual, "requests"), **requested(said, f"{row['resources']}.requests")}
        yield Daemon(Amounts(pods=int(row["pods"]), **asked), gpu=row["nodes"] == _GPU)


def _configuration(addon: Section) -> Section:
    found = addon.json("configurationValues")
    return found[0] if found else Section({})


@functools.cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(tables.rows("eks_daemon_requests"))
