"""The nodes that one pool of Karpenter may start: what each has room for beside daemon sets, and what it costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from ..money import HOURS
from ..packing.amounts import Amounts
from ..packing.daemons import Daemon, overhead
from ..packing.demand import Bought
from ..packing.node_pools import NodePool
from ..packing.packing import Kind
from ..packing.rooms import room
from ..packing.sizes import Size
from ..quote import Quote
from . import machine_lines as lines

_NONE, _ONE = Decimal(0), Decimal(1)
_MIB = 2**20


class NodeKinds(NamedTuple):
    """The nodes that a pool may start, of what is sold in its Region."""

    kinds: Mapping[Bought, Kind]
    prices: Mapping[str, Decimal]
    """Instance type -> USD an hour on demand, without disks."""

    beside: Mapping[str, Amounts]
    """Instance type -> what daemon sets ask of each node."""

    counted: Mapping[str, Mapping[str, int]]
    """Instance type -> what counts against the pool's limits: all that a node has."""


def node_kinds(
    pool: NodePool, daemons: Iterable[Daemon], wanted: Mapping[bool, Iterable[str]], quote: Quote
) -> NodeKinds:
    """Return the nodes of those instance types that are *wanted* of Spot and on demand. Raises Undecided."""
    several = tuple(daemons)
    prices = _prices(sorted({name for names in wanted.values() for name in names}), quote)
    known = {size.name: size for size in pool.sizes if size.name in prices}
    beside = {name: overhead(several, pool, size) for name, size in known.items()}
    rooms = {name: room(size, pool.node_class.kubelet).minus(beside[name]) for name, size in known.items()}
    bought = ((name, spot) for spot, names in wanted.items() for name in names if name in prices)
    disks, discounts = _disks(pool, quote), {False: _ONE, True: _discount(quote)}
    return NodeKinds(
        kinds={(name, spot): Kind(name, rooms[name], prices[name] * discounts[spot] + disks) for name, spot in bought},
        prices=prices,
        beside=beside,
        counted={name: _counted(size) for name, size in known.items()},
    )


def _prices(names: Iterable[str], quote: Quote) -> Mapping[str, Decimal]:
    """Return what is sold in the Region, by its own prices; by those that stand in for them where it has none."""
    found = ((name, quote.book.find(f"ec2.{name}")) for name in names)
    known = {name: price for name, price in found if price}
    own = {name: price.usd for name, price in known.items() if price.region == quote.book.region}
    return own or {name: price.usd for name, price in known.items()}


def _discount(quote: Quote) -> Decimal:
    found = lines.discounted(quote, "ec2")
    return found.expected if found else _ONE


def _disks(pool: NodePool, quote: Quote) -> Decimal:
    """Return what the storage of a node's disks costs an hour."""
    return sum(_hourly(pool, quote), _NONE)


def _hourly(pool: NodePool, quote: Quote) -> Iterator[Decimal]:
    for disk in pool.node_class.machine.disks():
        price = quote.book.find(f"ebs.{disk.kind}.storage")
        if price:
            yield price.usd * disk.gb / HOURS


def _counted(size: Size) -> dict[str, int]:
    return {"cpu": size.vcpus, "memory": size.memory_mib * _MIB, "nvidia.com/gpu": size.gpus, "nodes": 1}
