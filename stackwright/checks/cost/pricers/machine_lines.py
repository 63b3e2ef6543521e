"""Makes the lines of EC2 machines: hours by instance type, on demand or Spot, disks, monitoring and credits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..lines import Entry
from ..money import HOURS, ONE, Range
from ..quote import Quote
from ..schedules import Running
from .addresses import addresses, given_by
from .disks import disk
from .machine import Machine

# https://aws.amazon.com/cloudwatch/pricing/: detailed monitoring of an EC2 instance is 7 metrics.
_DETAILED_METRICS = 7
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-optimized.html
_LINKED_FOR_A_FEE = ("c1", "c3", "g2", "i2", "m1", "m2", "m3", "r3")
_BURSTABLE = re.compile(r"t\d\w*")


def hours(quote: Quote, machine: Machine, running: Running, *, spot: bool | None = None) -> Iterator[Entry]:
    """Yield what the hours of *running* machines cost; *spot* in place of the machine's own word."""
    types = machine.types()
    if not types:
        yield quote.unpriced("AWS chooses the instance type when it starts", "instances")
        return
    if machine.tenancy() == "host":
        # A dedicated host is paid whole, where it is declared.
        return
    is_spot = machine.spot() if spot is None else spot
    label = f"instance {' or '.join(types)}, {machine.system}{', Spot' if is_spot else ''}"
    discount = discounted(quote, "ec2") if is_spot else ONE
    if discount is None:
        yield quote.unpriced("no discount of Spot is known", label)
        return
    factor = _spread(quote, machine) * discount
    key = _key(types[0], machine)
    yield quote.hourly(label, key, awake(quote, running), assumption=running.assumption, factor=factor)


def disks(quote: Quote, machine: Machine, count: Range, assumption: str = "") -> Iterator[Entry]:
    """Yield what the disks of *count* machines cost."""
    for one in machine.disks():
        yield from disk(quote, one, count, why=assumption)


def disk_link(quote: Quote, machine: Machine) -> Iterator[Entry]:
    """Yield that machines of earlier generations are charged for a link of their own to their disks."""
    family = next(iter(machine.types()), "").partition(".")[0]
    if machine.source.flag("ebsOptimized") and family in _LINKED_FOR_A_FEE:
        yield quote.unpriced(f"it is charged by the hour, for machines of {family} only", "EBS optimization")


def monitoring(quote: Quote, machine: Machine, running: Running) -> Iterator[Entry]:
    """Yield what detailed monitoring of *running* machines costs; a metric is paid for the hours it is sent."""
    if machine.monitored():
        label = f"detailed monitoring, {_DETAILED_METRICS} metrics"
        count = present(quote, running) * _DETAILED_METRICS
        yield quote.monthly(label, "cloudwatch.metric", count, assumption=running.assumption)


def public_addresses(quote: Quote, machine: Machine, running: Running, *places: str) -> Iterator[Entry]:
    """Yield the public addresses of *running* machines, given by themselves or by the subnets at the first of *places*.

    Where none of *places* is stated, nothing but the machine itself gives one.
    """
    given = machine.public()
    if given is None:
        if not any(quote.item.has(place) for place in places):
            return
        given = given_by(quote.item, quote.world, places[0])
    yield from addresses(quote, given, awake(quote, running), running.assumption)


def use(quote: Quote, machine: Machine) -> Iterator[Entry]:
    """Yield what a usage file says of CPU credits beyond the earned ones, and of data between zones."""
    family = next(iter(machine.types()), "").partition(".")[0]
    surplus = quote.given("surplusVcpuHours")
    if surplus and _BURSTABLE.fullmatch(family):
        label = "CPU credits beyond the earned ones"
        yield quote.used(label, f"ec2.cpu-credits.{family}", surplus.quantity, surplus.origin)
    for meter, label, key, times in (
        ("gbOut", "data out to the internet", "data-transfer.internet", 1),
        # Both the zone that sends and the one that receives are charged.
        ("gbInterAz", "data between zones, both directions", "data-transfer.inter-az", 2),
    ):
        if quote.given(meter):
            yield quote.usage(label, key, meter, times)


def awake(quote: Quote, running: Running) -> Range:
    """Return how many run while they run: where a usage file tells the hours, a schedule does not count again."""
    return running.awake if running.awake and quote.given("hoursOn") else running.count


def present(quote: Quote, running: Running) -> Range:
    """Return how many there are on the average of a month."""
    given = quote.given("hoursOn")
    if not given:
        return running.count
    return awake(quote, running) * Range(*(end / HOURS for end in given.quantity.ends))


def discounted(quote: Quote, service: str) -> Range | None:
    """Return what part of the on-demand price Spot costs, as AWS sets it from day to day; None where none is known."""
    least, most = (quote.book.find(f"{service}.spot.discount.{end}") for end in ("least", "most"))
    if least is None or most is None:
        return None
    return Range.of(1 - most.usd, 1 - (least.usd + most.usd) / 2, 1 - least.usd)


def _spread(quote: Quote, machine: Machine) -> Range:
    """Return the prices of the cheapest, the first and the dearest of several types, as parts of the first's."""
    found = [quote.book.find(_key(type_, machine)) for type_ in machine.types()]
    weights = machine.weights or (Decimal(1),) * len(found)
    prices = [price.usd / weight for price, weight in zip(found, weights, strict=True) if price]
    if found[0] is None or len(prices) == 1:
        return ONE
    return Range.of(min(prices) / prices[0], 1, max(prices) / prices[0])


def _key(type_: str, machine: Machine) -> str:
    system = "" if machine.system == "Linux" else f".{machine.system.lower()}"
    tenancy = "" if machine.tenancy() == "default" else f".{machine.tenancy()}"
    return f"ec2.{type_}{system}{tenancy}"
