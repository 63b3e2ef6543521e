"""Prices the nodes that Karpenter starts: the stack's pods packed onto the cheapest instance types of each pool."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..money import ONE, Range
from ..packing.clusters import cluster_of
from ..packing.demand import Bought, Packed, Peak
from ..packing.node_pools import TYPES, NodePool, is_auto_mode
from ..quote import Quote
from ..schedules import Running
from . import machine_lines as lines
from .karpenter_load import Load, load_of

_LINUX = "linux"
_NONE, _HUNDREDTH = Decimal(0), Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Nodes:
    """Nodes of one instance type."""

    bought: Bought
    count: Range
    """How many there are, on the average of a month."""

    factor: Range = ONE
    """What is paid of their price where other types take their place at the least or at the most."""


def _nodes(item: Item, quote: Quote) -> Iterator[Entry]:
    """The machines of Auto Mode are counted with its cluster."""
    if is_auto_mode(item):
        return
    pool = quote.world.once(cluster_of).pool(item)
    if _LINUX not in (pool.values("kubernetes.io/os") or (_LINUX,)):
        yield quote.unpriced("nodes of Windows are not packed")
        return
    load = load_of(pool, quote)
    for what, why in load.not_counted:
        yield quote.unpriced(why, what)
    waiting = load.ends[1].peak.waiting
    if waiting:
        yield quote.unpriced(f"{waiting} of {load.ends[1].peak.pods} find no room within its limits", "pods")
    several, why = _several(item, quote, load)
    total = Range.total(one.count for one in several).ordered()
    for one in several:
        yield from _instances(quote, one, why)
    if total.high:
        yield from _beside(quote, pool, Running(total, "on each node"))


def _several(item: Item, quote: Quote, load: Load) -> tuple[Sequence[Nodes], str]:
    """Return the nodes of a pool, and why they are those: as a usage file says, as it says itself, as its pods ask."""
    given = quote.given("averageNodes")
    fixed = Range.of(item.number("spec.replicas")) if item.has("spec.replicas") else None
    count, why = (given.quantity, given.origin) if given else (fixed, "a fixed number of nodes")
    if count is None:
        return _packed(quote, load), _why(load)
    return ([Nodes(bought=load.usual(), count=count)] if load.nodes.kinds else []), why


def _packed(quote: Quote, load: Load) -> list[Nodes]:
    """Return the nodes at all three ends, on demand and Spot apart."""
    counts = [_counts(quote, packed) for packed in load.ends]
    bought = sorted({one for several in counts for one in several})
    ranges = {one: Range(*(several.get(one, _NONE) for several in counts)) for one in bought}
    parts = [{one: count for one, count in ranges.items() if one[1] is spot} for spot in (False, True)]
    return [one for part in parts for one in _together(part, load.nodes.prices)]


def _together(ranges: Mapping[Bought, Range], prices: Mapping[str, Decimal]) -> Iterator[Nodes]:
    """Yield nodes type by type where no end has fewer of one than the end before.

    Else those that are expected stand for all, at the part of their price that the others come to.
    """
    if all(count.low <= count.expected <= count.high for count in ranges.values()):
        yield from (Nodes(bought=bought, count=count) for bought, count in ranges.items())
        return
    costs = Range.total(count * prices[bought[0]] for bought, count in ranges.items())
    for bought, count in ranges.items():
        if count.expected:
            factor = Range(*(end / costs.expected for end in costs.ends)).ordered()
            yield Nodes(bought=bought, count=Range.of(count.expected), factor=factor)


def _counts(quote: Quote, packed: Packed) -> Mapping[Bought, Decimal]:
    """Return how many there are on the average; while they run where a usage file tells for how long that is."""
    if quote.given("hoursOn"):
        return {bought: Decimal(count) for bought, count in packed.peak.nodes.items()}
    return packed.nodes


def _instances(quote: Quote, one: Nodes, why: str) -> Iterator[Entry]:
    name, spot = one.bought
    label = f"instance {name}, Linux{', Spot' if spot else ''}"
    discount = lines.discounted(quote, "ec2") if spot else ONE
    if discount is None:
        yield quote.unpriced("no discount of Spot is known", label)
    else:
        yield quote.hourly(label, f"ec2.{name}", one.count, assumption=why, factor=discount * one.factor)


def _beside(quote: Quote, pool: NodePool, running: Running) -> Iterator[Entry]:
    """Yield what each node has beside its hours; a class that is elsewhere may say what there is none of here."""
    machine, found = pool.node_class.machine, pool.node_class.item
    if found is None:
        yield quote.unpriced("its node class is not in this stack", "disks")
        return
    yield from lines.disks(quote, machine, lines.present(quote, running), running.assumption)
    yield from lines.monitoring(quote, machine, running)
    yield from lines.public_addresses(quote, machine, running)


def _why(load: Load) -> str:
    """Return what a report says of where the numbers of nodes come from."""
    _, expected, high = (packed.peak for packed in load.ends)
    shown = expected if expected.pods else high
    if not shown.pods:
        return ""
    beside = load.nodes.beside[load.usual()[0]]
    average = sum(load.ends[1].nodes.values(), _NONE)
    parts = [
        f"{_listed(shown)} for {_pods(shown.pods)} that ask for {shown.asks} beside {beside} of daemon sets on each",
        f"at the most {_listed(high)} for {_pods(high.pods)}" if high.pods > shown.pods else "",
        f"{average.quantize(_HUNDREDTH).normalize():f} on the average" if average < sum(shown.nodes.values()) else "",
        *load.origins,
    ]
    return "; ".join(part for part in parts if part)


def _listed(peak: Peak) -> str:
    return " and ".join(f"{count} x {name}" for (name, _), count in sorted(peak.nodes.items()))


def _pods(count: int) -> str:
    return f"{count} pod{'' if count == 1 else 's'}"


PRICERS: Pricers = dict.fromkeys(TYPES, (_nodes,))
